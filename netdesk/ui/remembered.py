"""Choices of the window that hold until another is made, over a restart too."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import QSettings

Chosen = TypeVar("Chosen", bound=StrEnum)


def remembered(settings: QSettings, key: str, default: Chosen) -> Chosen:
    """Return what was chosen last under a key, the default where that means nothing here."""
    stored = str(settings.value(key, ""))
    kind = type(default)
    return kind(stored) if stored in list(kind) else default
