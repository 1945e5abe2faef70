"""SQLAlchemy over the connections to a book: one that writes, and as many as are needed that only read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from netdesk.db import connections


def _engine(connect: Callable[[], sqlite3.Connection], begin: str, **options: Any) -> Engine:
    engine = create_engine("sqlite://", creator=connect, **options)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def writing(connection: sqlite3.Connection) -> Engine:
    """Write over the one writing connection: every transaction takes the write lock at once."""
    return _engine(lambda: connection, "BEGIN IMMEDIATE", poolclass=StaticPool)


def reading(path: Path, *, still: bool = False) -> Engine:
    """Connect readers, which never write nor checkpoint; `still` is for a file on a read-only medium."""
    return _engine(partial(connections.reading, path, still=still), "BEGIN", poolclass=QueuePool, pool_size=4)


def plain(path: Path) -> Engine:
    """Connect for making or migrating a book."""
    return _engine(partial(connections.plain, path), "BEGIN IMMEDIATE", poolclass=StaticPool)
