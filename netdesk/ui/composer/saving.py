"""One text of a message, saved while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from netdesk.domain.states import UNSENT_STATES
from netdesk.services.message_rows import MessageDetail
from netdesk.ui.desk import Desk
from netdesk.ui.widgets.save_timer import SaveTimer
from netdesk.ui.widgets.underway import Outgoing, Underway


class Saving(QObject):
    """Saves when a `SaveTimer` runs out and on leaving; one visit is one step of undo.

    What the book had before a text arrived there never takes its place, nor does the text as the book made it clean
    (`becomes`). `refused(sentence)` tells of a text that could not be saved; leaving saves it once more.
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
        elif self._text() == self._saved and not underway.count and self._becomes(self._saved) != stored:
            self._show(stored)

    def note(self) -> None:
        """Take note of a key."""
        self._timer.note()

    def save(self) -> None:
        """Save now what is typed and not saved yet."""
        self._timer.stop()
        detail, text = self._detail, self._text()
        if detail is None or detail.state not in UNSENT_STATES or text == self._saved:
            return
        self._saved = text
        underway = self._sent.of(detail.id)
        underway.send(text, self._stored(detail))
        edit = self._desk.services.messages.edit
        verb = partial(edit, detail.id, session_key=f"{self._name}-{self._session}", **{self._name: text})
        self._desk.do(self._owner, verb, lambda _: underway.arrive(), partial(self._refuse, detail.id, underway))

    def leave(self) -> None:
        """Save, and end the visit."""
        self.save()
        self._session = uuid4().hex

    def forget(self) -> None:
        """Save nothing of the message any more, as when it is discarded."""
        self._timer.stop()
        self._detail = None

    def _refuse(self, message_id: int, underway: Underway, sentence: str) -> None:
        underway.arrive()
        if self._detail is not None and self._detail.id == message_id:
            self._saved = self._stored(self._detail)
        self.refused.emit(sentence)

    def _show(self, text: str) -> None:
        if self._text() != text:
            self._put(text)
        self._saved = text

    def _stored(self, detail: MessageDetail) -> str:
        return str(getattr(detail, self._name))
