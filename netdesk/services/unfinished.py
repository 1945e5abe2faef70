"""Text of forms that are not submitted yet: kept in the book, so that it outlives the program, but no part of it.

It is neither undone nor searched nor exported, and its table is made when it is needed first.
"""

from __future__ import annotations

from netdesk.db.book import Book
from netdesk.domain.text import clean

_TABLE = "CREATE TABLE IF NOT EXISTS unfinished (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID"
_KEEP = "INSERT INTO unfinished (name, text) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text"


class Unfinished:
    """Reads and writes such text by the name of its form; empty text is none."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book
        self._newest: dict[str, str] = {}

    def text(self, name: str) -> str:
        """Return what was typed, be it written yet or not."""
        if name in self._newest:
            return self._newest[name]
        with self._book.connect() as connection:
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'unfinished'").fetchone() is None:
                return ""
            row = connection.execute("SELECT text FROM unfinished WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def keep(self, name: str, text: str) -> None:
        """Hold what is typed, to be written by `write`."""
        self._newest[name] = clean(text)

    def write(self, name: str) -> None:
        """Write what is held of a form."""
        text = self._newest[name]
        with self._book.write_unlogged() as connection:
            connection.exec_driver_sql(_TABLE)
            if text:
                connection.exec_driver_sql(_KEEP, (name, text))
            else:
                connection.exec_driver_sql("DELETE FROM unfinished WHERE name = ?", (name,))
