"""The text of a message."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from netdesk.domain.states import UNSENT_STATES
from netdesk.domain.text import clean
from netdesk.services.message_rows import MessageDetail
from netdesk.ui.composer.saving import Saving
from netdesk.ui.desk import Desk
from netdesk.ui.theme import theme
from netdesk.ui.widgets.editor import PlainTextEditor


class MessageBody(PlainTextEditor):
    """Saves by itself what is typed; `typed` tells of each key, `refused(sentence)` that it could not be saved."""

    typed = Signal()
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing until `show_message`."""
        super().__init__("", parent=parent)
        self.setPlaceholderText(self.tr("Write the message"))
        self.setAccessibleName(self.tr("Message"))
        self.setMinimumHeight(theme().px(200))
        self._saving = Saving(desk, self, "body", self.text, self.set_text, clean)
        self._saving.refused.connect(self.refused)
        self.edited.connect(self._on_edited)
        self.left.connect(self._on_left)

    def show_message(self, detail: MessageDetail) -> None:
        """Show the text of a message."""
        self._saving.show_message(detail)
        self.setReadOnly(detail.state not in UNSENT_STATES)

    def save(self) -> None:
        """Save now what is typed and not saved yet."""
        self._saving.save()

    def add_sentence(self, sentence: str) -> None:
        """Put a paragraph before the closing, or at the end of a text without one, as one step of undo."""
        last = self.document().lastBlock()
        while last.isValid() and last.text():
            last = last.previous()
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if last.isValid():
            cursor.setPosition(last.position())
        self.setTextCursor(cursor)
        self.insert_text(f"\n{sentence}\n" if last.isValid() else f"\n\n{sentence}")
        self.setFocus()

    def forget(self) -> None:
        """Save nothing of the message any more, as when it is discarded."""
        self._saving.forget()

    def _on_edited(self) -> None:
        self._saving.note()
        self.typed.emit()

    def _on_left(self) -> None:
        if self.isActiveWindow() and not self.hasFocus():
            self._saving.leave()
        else:
            self._saving.save()
