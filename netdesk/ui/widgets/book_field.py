"""A field whose edits go into the book: one editing session is one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from netdesk.ui.desk import Desk
from netdesk.ui.widgets.field_row import FieldRow
from netdesk.ui.widgets.labels import Run


class Verb(Protocol):
    """Writes a text into the book; calls with the same key are one step of undo."""

    def __call__(self, text: str, /, *, session_key: str | None) -> object: ...


def editing(verb: Callable[..., object], record_id: int, field: str) -> Verb:
    """Make the verb of one field out of one that edits a record by the names of its fields."""

    def write(text: str, /, *, session_key: str | None) -> object:
        return verb(record_id, session_key=session_key, **{field: text})

    return write


class BookField(FieldRow):
    """A field row that submits what was typed; a text the book refuses is told, and what stood there comes back."""

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
        self._verb: Verb | None = None
        self._stored = ""
        self._session = ""
        self._label.setVisible(labelled)
        self.editing_started.connect(self._begin)
        self.saved.connect(self._submit)

    def bind(self, text: str, verb: Verb) -> None:
        """Show a value of the book and where edits of it go; call `leave` first where it is about another record."""
        self._stored = text
        self._verb = verb
        self.set_text(text)

    def show_as_title(self) -> None:
        """Write the value as large as the title of a section."""
        self._value.setProperty("text_style", "title")

    def rename(self, label: str) -> None:
        """Show another label."""
        self._name = label
        self._label.setText(label)
        self._show()

    def leave(self) -> None:
        """Save and close the editor, before another record is shown."""
        self._finish()

    def _begin(self) -> None:
        self._session = uuid4().hex

    def _submit(self, text: str) -> None:
        if self._verb is not None:
            self._desk.do(self, partial(self._verb, text, session_key=self._session), failed=self._refuse)

    def _refuse(self, sentence: str) -> None:
        self._desk.tasks.failed.emit(sentence)
        self._finish()
        self.set_text(self._stored)
