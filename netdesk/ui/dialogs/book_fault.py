"""A book that cannot be opened: why, and the ways out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtWidgets import QDialog

from netdesk.ui.dialogs.files import file_to_open
from netdesk.ui.dialogs.form import Dialog
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.labels import Paragraph


class Way(StrEnum):
    """What the user wants instead."""

    AGAIN = "again"
    OTHER = "other"
    SAMPLE = "sample"
    LEAVE = "leave"


APART = 8
"""How far quiet buttons stand from what is beside them, more than others since they have no frame."""


class BookFaultDialog(Dialog):
    """The sentence, and buttons for each way out."""

    def __init__(self, sentence: str, path: Path) -> None:
        """Say why `path` did not open."""
        super().__init__(self.tr("This book cannot be opened"), action=self.tr("Open another book…"), width=480)
        self.way, self.path = Way.LEAVE, path
        self.body.addWidget(Paragraph(sentence))
        self.cancel.set_text(self.tr("Quit"))
        for text, slot in ((self.tr("Try again"), self._again), (self.tr("Open the sample network"), self._sample)):
            button = Button(text, ButtonKind.QUIET)
            button.clicked.connect(slot)
            self.buttons.insertWidget(0, button)
            self.buttons.insertSpacing(1, APART)

    def submit(self) -> None:
        """Ask for another book."""
        chosen = file_to_open(self, self.tr("Open book"), folder=str(self.path.parent))
        if chosen:
            self.way, self.path = Way.OTHER, Path(chosen)
            self.accept()

    def _again(self) -> None:
        self.way = Way.AGAIN
        self.accept()

    def _sample(self) -> None:
        self.way = Way.SAMPLE
        self.accept()


def ask_way(sentence: str, path: Path) -> tuple[Way, Path]:
    """Show why a book did not open; returns what to do, and with which book."""
    dialog = BookFaultDialog(sentence, path)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return Way.LEAVE, path
    return dialog.way, dialog.path
