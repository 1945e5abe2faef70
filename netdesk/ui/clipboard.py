"""Copying, which says what it copied."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from netdesk.ui.desk import Desk

SAID = 80


def copy(desk: Desk, text: str) -> None:
    """Put a text on the clipboard and say so."""
    QGuiApplication.clipboard().setText(text)
    desk.said.emit(QCoreApplication.translate("clipboard", "Copied {text}").format(text=text[:SAID]))
