"""Looking for damage in a book, table by table."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from netdesk.db import connections, files
from netdesk.db.faults import damaged, in_words
from netdesk.db.format import DERIVED_TABLES, KEPT_TABLES, SCHEMA_VERSION, USER_TABLE_NAMES


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: a sentence for each damaged table, none where all is well."""

    tables: int
    damage: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Tell whether the book is sound."""
        return not self.damage


def check(connection: sqlite3.Connection) -> Report:
    """Read every page, index and reference of the book."""
    return Report(len(USER_TABLE_NAMES), tuple(dict.fromkeys(_damage(connection))))


def check_file(path: Path) -> Report:
    """Look for damage in a file that may be too damaged to open as a book; raises what `files.inspect` raises."""
    files.inspect(path)
    with in_words(path), closing(connections.looking(path)) as connection:
        return check(connection)


def prove(path: Path) -> int:
    """Return the schema version of a book that is sound as far as a quick look tells.

    Raises BookDamagedError and what `files.inspect` raises, and leaves the file as it is.
    """
    files.inspect(path)
    with in_words(path), closing(connections.looking(path)) as connection:
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if found != "ok":
        raise damaged(path, str(found))
    version = files.inspect(path)
    wanted = {*USER_TABLE_NAMES, *DERIVED_TABLES, *KEPT_TABLES}
    if version == SCHEMA_VERSION and (missing := sorted(wanted - there)):
        raise damaged(path, f"its table “{missing[0]}” is missing")
    return version


def _damage(connection: sqlite3.Connection) -> Iterator[str]:
    for table in USER_TABLE_NAMES:
        try:
            for row in connection.execute(f"PRAGMA integrity_check('{table}')"):
                if row[0] != "ok":
                    yield f"{table}: {row[0]}"
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            yield f"{table}: {_told(error)}"
    try:
        for row in connection.execute("PRAGMA foreign_key_check"):
            yield f"{row[0]}: row {row[1]} refers to a missing row of {row[2]}"
        for row in connection.execute("PRAGMA quick_check"):
            if row[0] != "ok":
                yield f"whole file: {row[0]}"
        connection.execute("SELECT count(*) FROM full_text WHERE full_text MATCH 'a'")
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        yield f"whole file: {_told(error)}"


def _told(error: sqlite3.DatabaseError | UnicodeDecodeError) -> str:
    return str(error) if isinstance(error, sqlite3.DatabaseError) else "its names cannot be read"
