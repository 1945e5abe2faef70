"""What netdesk is and stands on, and the sheet of its keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from netdesk import __version__
from netdesk.ui.dialogs.form import Dialog
from netdesk.ui.theme import theme
from netdesk.ui.widgets.card import Ground, Surface
from netdesk.ui.widgets.labels import Heading, Muted, PlainLabel

LIBRARIES = (
    "SQLAlchemy",
    "alembic",
    "pyqtgraph",
    "numpy",
    "Jinja2",
    "icalendar",
    "phonenumbers",
    "nameparser",
    "rapidfuzz",
)
"""The distributions netdesk stands on, beside Qt and SQLite."""

VALUE_WIDTH = 112
"""Wide enough for all keys, so that they stand in one column under every heading."""

Sheet = Sequence[tuple[str, Sequence[tuple[str, str]]]]


class KeysDialog(Dialog):
    """Every action with its keys."""

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        """Show the sheet: menus and parts of the window with the text and keys of each action."""
        super().__init__(self.tr("Keyboard"), parent, action=self.tr("Close"), width=560)
        self.cancel.hide()
        page = Surface(Ground.WINDOW)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        for menu, rows in sheet:
            if rows:
                column.addWidget(Heading(menu))
                column.addLayout(_grid(rows))
        column.addStretch()
        area = QScrollArea()
        area.setAccessibleName(self.tr("Keys"))
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(page)
        area.setMinimumHeight(theme().px(420))
        self.body.addWidget(area)


class AboutDialog(Dialog):
    """Version, licence, the open book, and the libraries with their versions and licences."""

    def __init__(self, book: Path, parent: QWidget | None = None) -> None:
        """Show what runs here, so that a report can name it."""
        super().__init__(self.tr("About netdesk"), parent, action=self.tr("Close"))
        self.cancel.hide()
        self.body.addWidget(Heading(self.tr("netdesk {version}").format(version=__version__)))
        self.body.addWidget(
            PlainLabel(self.tr("Move every request one step closer, and give two connections back."), wrap=True)
        )
        self.body.addWidget(Muted(self.tr("GNU General Public License, version 3 or any later version."), wrap=True))
        self.body.addWidget(Muted(self.tr("Book: {path}").format(path=book), wrap=True))
        rows = [("Qt", f"{qVersion()} · LGPL-3.0"), ("SQLite", f"{sqlite3.sqlite_version} · Public domain")]
        self.body.addLayout(_grid(rows + [row for row in map(_library, LIBRARIES) if row]))


def _grid(rows: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    grid.setColumnMinimumWidth(1, theme().px(VALUE_WIDTH))
    for line, (name, value) in enumerate(rows):
        grid.addWidget(PlainLabel(name), line, 0)
        grid.addWidget(Muted(value), line, 1)
    return grid


def _library(name: str) -> tuple[str, str] | None:
    """Name a library with its version and licence, as its own record states them."""
    try:
        record = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    stated = record["License-Expression"] if "License-Expression" in record else record["License"]
    licence = str(stated or "").split("\n")[0][:40]
    return name, f"{record['Version']} · {licence}" if licence else str(record["Version"])
