"""Asking for a text: an outcome, a reason, a reply that is pasted."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from netdesk.ui.dialogs.form import Dialog
from netdesk.ui.theme import theme
from netdesk.ui.widgets.editor import PlainTextEditor
from netdesk.ui.widgets.fields import LineEdit
from netdesk.ui.widgets.labels import Muted


class TextDialog(Dialog):
    """One field, of one line or of many."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        label: str,
        text: str = "",
        *,
        multi_line: bool = True,
        action: str = "",
    ) -> None:
        """Ask for a text; `label` says what for."""
        super().__init__(title, parent, action=action)
        self.field: PlainTextEditor | LineEdit
        if multi_line:
            self.field = PlainTextEditor(text)
            self.field.setMinimumHeight(theme().px(160))
        else:
            self.field = LineEdit(text)
            self.field.selectAll()
        self.field.setAccessibleName(label)
        self.body.addWidget(Muted(label, wrap=True))
        self.body.addWidget(self.field, 1)
        self.field.setFocus()

    def text(self) -> str:
        """Return what was entered."""
        return self.field.text()
