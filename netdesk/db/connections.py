"""Bare connections to a book: what opens it, looks it over and answers plain questions before SQLAlchemy is loaded."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from netdesk.db.files import companions

BUSY_SECONDS = 5.0


class Row(sqlite3.Row):
    """A row whose columns are attributes too."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except IndexError:
            raise AttributeError(name) from None


def writing(path: Path) -> sqlite3.Connection:
    """Connect the one writer; every commit reaches the disk."""
    pragmas = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "temp_store = MEMORY")
    return _connect(path, "?mode=rw", pragmas)


def reading(path: Path, *, still: bool = False) -> sqlite3.Connection:
    """Connect a reader, which never writes nor checkpoints; `still` is for a file on a read-only medium."""
    query = "?mode=ro&immutable=1" if still else "?mode=rw"
    return _connect(path, query, ("query_only = ON", "wal_autocheckpoint = 0", "trusted_schema = OFF"))


def looking(path: Path) -> sqlite3.Connection:
    """Connect to look at a book and leave no trace on it, whatever its state; only a half-done change is taken back."""
    wal, _, journal = companions(path)
    query = "?mode=rw" if journal.exists() else "?mode=ro" if wal.exists() else "?mode=ro&immutable=1"
    return _connect(path, query, ("query_only = ON",))


def plain(path: Path) -> sqlite3.Connection:
    """Connect for making or migrating a book: no journal beside the file, foreign keys off."""
    return _connect(path, "?mode=rwc", ("journal_mode = DELETE", "foreign_keys = OFF"))


def _connect(path: Path, query: str, pragmas: tuple[str, ...]) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path.absolute().as_uri() + query,
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
    return connection
