"""What comes from other programs by dropping or pasting, and is too much for a field of text."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence


def is_for_window(data: QMimeData) -> bool:
    """Tell whether it is a file or a picture, which the window takes and no field of text can."""
    return any(url.isLocalFile() for url in data.urls()) or (data.hasImage() and not data.hasText())


def pastes_into_window(event: QKeyEvent) -> bool:
    """Tell whether a key pastes such a thing."""
    return event.matches(QKeySequence.StandardKey.Paste) and is_for_window(QGuiApplication.clipboard().mimeData())
