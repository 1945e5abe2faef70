"""What the settings of the book are, read by plain SQL."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from netdesk.db.book import Book
from netdesk.domain.dates import MONDAY_TO_FRIDAY
from netdesk.domain.words import Tone

DEFAULTS: dict[str, Any] = {
    "signature": "",
    "guessed_name": "",
    "tone": str(Tone.PLAIN),
    "working_days": sorted(MONDAY_TO_FRIDAY),
    "phone_region": "",
    "language_of_dates": "",
    "coach": True,
    "nudge_after_days": 4,
    "csv_mappings": {},
    "hints": {},
    "introductions_set_aside": [],
}
"""The settings there are, and what holds until the user says otherwise; no draft is signed with `guessed_name`."""


def meaning(key: str, stored: str | None) -> Any:
    """Return what a setting is when this is stored for it; its default where nothing is."""
    return DEFAULTS[key] if stored is None else json.loads(stored)


def value(connection: sqlite3.Connection, key: str) -> Any:
    """Return a setting, or its default."""
    row = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return meaning(key, row[0] if row else None)


class Preferences:
    """Reads settings while the window opens, when the mapped classes are not loaded yet."""

    def __init__(self, book: Book) -> None:
        """Read from this book."""
        self._book = book

    def get(self, key: str) -> Any:
        """Return a setting, or its default."""
        with self._book.connect() as connection:
            return value(connection, key)
