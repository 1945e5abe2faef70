"""The books that were open lately, kept with the settings of the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

MOST = 8
_KEY = "books/recent"


def recent_books(settings: QSettings) -> list[str]:
    """Return the paths of books that were open lately and still exist, the latest first."""
    stored = settings.value(_KEY, [])
    paths = [stored] if isinstance(stored, str) else list(stored) if isinstance(stored, list) else []
    return [str(path) for path in paths if Path(str(path)).is_file()][:MOST]


def note_book(settings: QSettings, path: Path) -> None:
    """Put a book first among those that were open lately."""
    others = [one for one in recent_books(settings) if one != str(path)]
    settings.setValue(_KEY, [str(path), *others][:MOST])
