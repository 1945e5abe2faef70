"""The text of a message, saved while it is typed."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from netdesk.domain.words import MessageState
from netdesk.services.message_rows import MessageDetail
from netdesk.ui.desk import Desk
from netdesk.ui.theme import theme
from netdesk.ui.widgets.editor import PlainTextEditor
from netdesk.ui.widgets.save_timer import SaveTimer

OPEN = (MessageState.DRAFT, MessageState.COPIED)
"""States in which a message can still be written."""


class MessageBody(PlainTextEditor):
    """Saves when a `SaveTimer` runs out and on leaving; one visit is one step of undo. `typed` tells of each key."""

    typed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing until `show_message`."""
        super().__init__("", parent=parent)
        self.setPlaceholderText(self.tr("Write the message"))
        self.setAccessibleName(self.tr("Message"))
        self.setMinimumHeight(theme().px(200))
        self._desk = desk
        self._detail: MessageDetail | None = None
        self._saved = ""
        self._session = uuid4().hex
        self._timer = SaveTimer(self)
        self._timer.timeout.connect(self.save)
        self.edited.connect(self._on_edited)
        self.left.connect(self._on_left)

    def show_message(self, detail: MessageDetail) -> None:
        """Show the text of the book, but never over typing in the same message that is not saved yet."""
        other = self._detail is None or self._detail.id != detail.id
        self._detail = detail
        if other:
            self._session = uuid4().hex
        if other or self.text() == self._saved:
            if self.text() != detail.body:
                self.set_text(detail.body)
            self._saved = detail.body
        self.setReadOnly(detail.state not in OPEN)

    def save(self) -> None:
        """Save now what is typed and not saved yet."""
        self._timer.stop()
        text = self.text()
        if self._detail is None or self._detail.state not in OPEN or text == self._saved:
            return
        self._saved = text
        edit = self._desk.services.messages.edit
        self._desk.do(self, partial(edit, self._detail.id, body=text, session_key=self._session))

    def forget(self) -> None:
        """Save nothing of the message any more, as when it is discarded."""
        self._timer.stop()
        self._detail = None

    def _on_edited(self) -> None:
        self._timer.note()
        self.typed.emit()

    def _on_left(self) -> None:
        self.save()
        if self.isActiveWindow() and not self.hasFocus():
            self._session = uuid4().hex
