"""One text of a message, saved while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from netdesk.domain.errors import BookError
from netdesk.domain.states import UNSENT_STATES
from netdesk.ui.desk import Desk
from netdesk.ui.widgets.save_timer import SaveTimer
from netdesk.ui.widgets.underway import Outgoing, Underway, written

if TYPE_CHECKING:
    from netdesk.services.message_rows import MessageDetail


class Saving(QObject):
    """Saves when a `SaveTimer` runs out and on leaving; one visit is one step of undo.

    What the book had before a text arrived there never takes its place, nor does the text as the book made it clean
    (`becomes`). `refused(sentence)` tells of a text that could not be saved; leaving saves it once more, and where the
    book could not be written, it is there again on the way back to its message.
    """

    refused = Signal(str)

    def __init__(
        self,
        desk: Desk,
        owner: QWidget,
        name: str,
        text: Callable[[], str],
        show: Callable[[str], None],
        becomes: Callable[[str], str],
    ) -> None:
        """Save what `text` gives as the field `name` of a message; `show` puts a text of the book there."""
        super().__init__(owner)
        self._desk, self._owner, self._name = desk, owner, name
        self._text, self._put, self._becomes = text, show, becomes
        self._detail: MessageDetail | None = None
        self._saved = ""
        self._sent = Outgoing()
        self._session = uuid4().hex
        self._timer = SaveTimer(self)
        self._timer.timeout.connect(self.save)

    def show_message(self, detail: MessageDetail) -> None:
        """Show the text of the book, but never over typing in the same message that the book does not have yet."""
        other = self._detail is None or self._detail.id != detail.id
        self._detail = detail
        stored, underway = self._stored(detail), self._sent.of(detail.id)
        if other:
            self._session = uuid4().hex
            self._show(underway.last if underway.count else stored)
            if underway.unsaved is not None and not underway.count:
                self._put(underway.unsaved)
        elif self._text() == self._saved and not underway.count and self._becomes(self._saved) != stored:
            self._show(stored)

    def has_unsaved(self) -> bool:
        """Whether a text of any message could not be written."""
        return self._sent.has_unsaved()

    def note(self) -> None:
        """Take note of a key."""
        self._timer.note()

    def save(self) -> None:
        """Save now what is typed and not saved yet."""
        self._timer.stop()
        detail, text = self._detail, self._text()
        if detail is None or detail.state not in UNSENT_STATES:
            return
        underway = self._sent.of(detail.id)
        if text == self._saved:
            underway.unsaved = None
            return
        self._saved = text
        underway.send(text, self._stored(detail))
        edit = self._desk.services.messages.edit
        verb = partial(edit, detail.id, session_key=f"{self._name}-{self._session}", **{self._name: text})
        then = partial(self._arrive, detail.id, underway, text)
        self._desk.do(self._owner, partial(written, verb), then, partial(self._refuse, detail.id, underway, None))

    def leave(self) -> None:
        """Save, and end the visit."""
        self.save()
        self._session = uuid4().hex

    def forget(self) -> None:
        """Save nothing of the message any more, as when it is discarded."""
        self._timer.stop()
        if self._detail is not None:
            self._sent.forget(self._detail.id)
        self._detail = None

    def _arrive(self, message_id: int, underway: Underway, text: str, fault: BookError | None) -> None:
        if fault is None:
            underway.arrive()
        else:
            self._refuse(message_id, underway, text, str(fault))

    def _refuse(self, message_id: int, underway: Underway, unsaved: str | None, sentence: str) -> None:
        underway.arrive(unsaved)
        if self._detail is not None and self._detail.id == message_id:
            self._saved = self._stored(self._detail)
        self.refused.emit(sentence)

    def _show(self, text: str) -> None:
        if self._text() != text:
            self._put(text)
        self._saved = text

    def _stored(self, detail: MessageDetail) -> str:
        return str(getattr(detail, self._name))
