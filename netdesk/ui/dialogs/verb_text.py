"""Asking for the text that a verb needs, and staying open with the sentence where the verb refuses it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.ask_text import TextDialog


class VerbTextDialog(TextDialog):
    """One field whose text goes into the book."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        title: str,
        label: str,
        verb: Callable[[str], object],
        *,
        text: str = "",
        multi_line: bool = True,
        action: str = "",
        form: str = "",
    ) -> None:
        """Ask for the text of `verb`; `form` names what is asked of which record. Open it with `open()`."""
        super().__init__(parent, title, label, text, multi_line=multi_line, action=action)
        self._desk = desk
        self._verb = verb
        if form:
            self.keep_typed(desk, form, {"text": self.field})

    def submit(self) -> None:
        """Submit the verb with what was entered."""
        text = self.text()
        self.run(self._desk, lambda: self._verb(text))
