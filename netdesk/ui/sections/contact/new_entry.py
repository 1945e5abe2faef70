"""The line in which a new contact is named, right in the list."""

from __future__ import annotations

from PySide6.QtCore import Qt

from netdesk.ui.widgets.fields import LineEdit
from netdesk.ui.widgets.keys import on_key


class NewEntry(LineEdit):
    """Hidden until it is wanted, and when it is left by Escape."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__(placeholder=hint)
        self.setAccessibleName(name)
        self.hide()
        on_key(self, Qt.Key.Key_Escape, self._leave)

    def _leave(self) -> None:
        self.clear()
        self.hide()
