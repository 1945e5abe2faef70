"""Asking before something that matters, and saying what cannot be helped."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from netdesk.ui.dialogs.form import Dialog
from netdesk.ui.widgets.buttons import ButtonKind
from netdesk.ui.widgets.labels import Paragraph


def confirm(parent: QWidget | None, title: str, sentence: str, action: str, *, danger: bool = False) -> bool:
    """Ask whether to do `action`, and wait for the answer."""
    return question(parent, title, sentence, action, danger=danger).exec() == QDialog.DialogCode.Accepted


def question(parent: QWidget | None, title: str, sentence: str, action: str, *, danger: bool = False) -> Dialog:
    """Make what asks whether to do `action`; a dangerous one is not what Enter does."""
    dialog = Dialog(title, parent, action=action, width=420)
    dialog.body.addWidget(Paragraph(sentence))
    if danger:
        dialog.primary.setProperty("kind", ButtonKind.DANGER.value)
        dialog.primary.setDefault(False)
        dialog.cancel.setDefault(True)
        dialog.cancel.setFocus()
    return dialog


def tell(parent: QWidget | None, title: str, sentence: str, action: str = "") -> None:
    """Say a sentence and wait until it was read."""
    dialog = Dialog(title, parent, action=action, width=420)
    dialog.cancel.hide()
    dialog.body.addWidget(Paragraph(sentence))
    dialog.exec()
