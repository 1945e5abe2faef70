"""The subject of a message."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from netdesk.domain.states import UNSENT_STATES
from netdesk.domain.text import clean_line
from netdesk.services.message_rows import MessageDetail
from netdesk.ui.composer.saving import Saving
from netdesk.ui.desk import Desk
from netdesk.ui.widgets.fields import LineEdit

LONGEST = 1000


class SubjectLine(LineEdit):
    """Saves by itself what is typed; `refused(sentence)` tells that it could not be saved."""

    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing until `show_message`."""
        super().__init__("", "", parent)
        self.setPlaceholderText(self.tr("Subject"))
        self.setAccessibleName(self.tr("Subject"))
        self.setMaxLength(LONGEST)
        self._saving = Saving(desk, self, "subject", self.text, self._put, clean_line)
        self._saving.refused.connect(self.refused)
        self.textEdited.connect(self._saving.note)
        self.editingFinished.connect(self._saving.leave)

    def show_message(self, detail: MessageDetail) -> None:
        """Show the subject of a message."""
        self._saving.show_message(detail)
        self.setReadOnly(detail.state not in UNSENT_STATES)

    def save(self) -> None:
        """Save now what is typed and not saved yet, and end the visit."""
        self._saving.leave()

    def forget(self) -> None:
        """Save nothing of the message any more, as when it is discarded."""
        self._saving.forget()

    def _put(self, text: str) -> None:
        self.setText(text)
        self.setCursorPosition(0)
