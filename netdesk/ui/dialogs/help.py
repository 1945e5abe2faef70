"""Help: every key of the window, and the words it uses in a sense of its own."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from netdesk.ui.dialogs.form import Dialog, pairs
from netdesk.ui.glossary import Term, meaning
from netdesk.ui.widgets.buttons import FilterChip
from netdesk.ui.widgets.labels import Heading
from netdesk.ui.words import word

Sheet = Sequence[tuple[str, Sequence[tuple[str, str]]]]


class Page(StrEnum):
    """A page of the help."""

    KEYS = "keys"
    WORDS = "words"


class HelpDialog(Dialog):
    """The keyboard sheet and the glossary, one at a time."""

    def __init__(self, sheet: Sheet, page: Page = Page.KEYS, parent: QWidget | None = None) -> None:
        """Begin with a page; `sheet` has menus and parts of the window with the text and keys of each action."""
        super().__init__(self.tr("Help"), parent, action=self.tr("Close"), width=640)
        self.cancel.hide()
        self._pages = {Page.KEYS: _keys(sheet), Page.WORDS: _words()}
        self.chips = {Page.KEYS: FilterChip(self.tr("Keyboard")), Page.WORDS: FilterChip(self.tr("Words"))}
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(8)
        for chip in self.chips.values():
            group.addButton(chip)
            row.addWidget(chip)
        row.addStretch()
        self.body.addLayout(row)
        for shown in self._pages.values():
            self.body.addWidget(shown)
        self.body.addStretch()
        group.buttonToggled.connect(self._follow)
        self.chips[page].setChecked(True)
        self.chips[page].setFocus()

    def _follow(self) -> None:
        for page, shown in self._pages.items():
            shown.setVisible(self.chips[page].isChecked())


def _keys(sheet: Sheet) -> QWidget:
    page, column = _page()
    for menu, rows in sheet:
        if rows:
            column.addSpacing(8 if column.count() else 0)
            column.addWidget(Heading(menu))
            column.addLayout(pairs(rows))
    return page


def _words() -> QWidget:
    page, column = _page()
    column.addLayout(pairs([(word(term).capitalize(), meaning(term)) for term in Term], wrap=True))
    return page


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return page, column
