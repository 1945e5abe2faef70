"""Connections to a book: one that writes, and as many as are needed that only read."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from netdesk.db.files import companions

BUSY_SECONDS = 5.0


def _engine(path: Path, query: str, begin: str, pragmas: tuple[str, ...], **options: Any) -> Engine:
    uri = path.absolute().as_uri() + query

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine("sqlite://", creator=connect, **options)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def writing(path: Path) -> Engine:
    """Connect the one writer: every transaction takes the write lock at once, every commit reaches the disk."""
    pragmas = (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
    )
    return _engine(path, "?mode=rw", "BEGIN IMMEDIATE", pragmas, poolclass=StaticPool)


def reading(path: Path, *, still: bool = False) -> Engine:
    """Connect readers, which never write nor checkpoint; `still` is for a file on a read-only medium."""
    query = "?mode=ro&immutable=1" if still else "?mode=rw"
    pragmas = ("query_only = ON", "wal_autocheckpoint = 0", "trusted_schema = OFF")
    return _engine(path, query, "BEGIN", pragmas, poolclass=QueuePool, pool_size=4)


def looking(path: Path) -> Engine:
    """Connect to look at a book and leave no trace on it, whatever its state; only a half-done change is taken back."""
    wal, _, journal = companions(path)
    query = "?mode=rw" if journal.exists() else "?mode=ro" if wal.exists() else "?mode=ro&immutable=1"
    return _engine(path, query, "BEGIN", ("query_only = ON",), poolclass=StaticPool)


def plain(path: Path) -> Engine:
    """Connect for making or migrating a book: no journal beside the file, foreign keys off."""
    return _engine(
        path, "?mode=rwc", "BEGIN IMMEDIATE", ("journal_mode = DELETE", "foreign_keys = OFF"), poolclass=StaticPool
    )
