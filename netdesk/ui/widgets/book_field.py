"""A field whose edits go into the book: one editing session is one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from netdesk.domain.errors import BookError
from netdesk.ui.desk import Desk
from netdesk.ui.widgets.field_row import FieldRow
from netdesk.ui.widgets.labels import Run
from netdesk.ui.widgets.underway import Outgoing, Underway, written

TITLE_LINES = 2


class Verb(Protocol):
    """Writes a text into the book; calls with the same key are one step of undo."""

    def __call__(self, text: str, /, *, session_key: str | None) -> object: ...


def editing(verb: Callable[..., object], record_id: int, field: str) -> Verb:
    """Make the verb of one field out of one that edits a record by the names of its fields."""

    def write(text: str, /, *, session_key: str | None) -> object:
        return verb(record_id, session_key=session_key, **{field: text})

    return write


class BookField(FieldRow):
    """A field row that submits what was typed; a text the book refuses is told, and what stood there comes back.

    A text that could not be written, as on a full disk, stays open to be saved anew, on the way back to its record too.
    What the book had before the last text arrived never takes its place, and what the book makes of a text, such as a
    line without its last space, is shown once the field is left.
    """

    def __init__(
        self,
        desk: Desk,
        label: str,
        *,
        placeholder: str = "",
        multiline: bool = False,
        labelled: bool = True,
        styled: Callable[[str], Sequence[Run]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show nothing until `bind`; without a visible label it is still read aloud."""
        super().__init__(label, placeholder=placeholder, multiline=multiline, styled=styled, parent=parent)
        self._desk = desk
        self._record_id: int | None = None
        self._verb: Verb | None = None
        self._stored = ""
        self._session = ""
        self._sent = Outgoing()
        self._underway = Underway()
        self._label.setVisible(labelled)
        self.editing_started.connect(self._begin)
        self.editing_finished.connect(self._on_finished)
        self.saved.connect(self._submit)

    def bind(self, record_id: int, text: str, verb: Verb) -> None:
        """Show a value of a record and where edits of it go; an edit of another record is saved there first."""
        is_other = record_id != self._record_id
        if is_other:
            self.leave()
            self._underway = self._sent.of(record_id)
            if self._underway.count:
                self.set_text(self._underway.last)
        self._record_id, self._stored, self._verb = record_id, text, verb
        self._follow_book()
        if is_other and self._underway.unsaved is not None:
            self.keep_open(self._underway.unsaved)

    def has_unsaved(self) -> bool:
        """Whether a text that was typed here, of any record, could not be written."""
        return self._sent.has_unsaved()

    def show_as_title(self) -> None:
        """Write the value as large as the title of a section, in two lines at most."""
        self._value.setProperty("text_style", "title")
        self._value.show_at_most(TITLE_LINES)

    def rename(self, label: str) -> None:
        """Show another label."""
        self._name = label
        self._label.setText(label)
        self._show()

    def leave(self) -> None:
        """Save and close the editor, before another record is shown."""
        self._finish()
        self._record_id = None

    def _begin(self) -> None:
        self._session = uuid4().hex

    def _submit(self, text: str) -> None:
        if self._verb is None:
            return
        underway = self._underway
        underway.send(text, self._stored)
        verb = partial(written, partial(self._verb, text, session_key=self._session))
        self._desk.do(self, verb, partial(self._arrive, underway, text), partial(self._refuse, underway))

    def _arrive(self, underway: Underway, text: str, fault: BookError | None) -> None:
        underway.arrive(None if fault is None else text)
        if fault is not None:
            self._desk.tasks.failed.emit(str(fault))
        if underway is not self._underway:
            return
        if fault is None:
            self._show_what_became_of_it()
        else:
            self._text = self._stored
            self.keep_open(text)

    def _refuse(self, underway: Underway, sentence: str) -> None:
        """Wait with it while the text is open, since it may be half a date; leaving submits it once more."""
        underway.arrive()
        if underway is self._underway and self.editing:
            self._text = self._stored
            return
        self._desk.tasks.failed.emit(sentence)
        if underway is self._underway:
            self.set_text(self._stored)

    def _on_finished(self) -> None:
        if not self._underway.count:
            self._underway.unsaved = None
        self._show_what_became_of_it()

    def _show_what_became_of_it(self) -> None:
        if self._stored not in self._underway.known:
            self._follow_book()

    def _follow_book(self) -> None:
        """Show what the book has; while a text is open that was saved, only what undo made of it."""
        saved = self.editing and self._text != self._before
        if not self._underway.count and not (saved and self._stored != self._before):
            self.set_text(self._stored)
