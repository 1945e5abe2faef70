"""Looking for damage in a book, table by table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from netdesk.db import engine, files
from netdesk.db.faults import damaged, in_words
from netdesk.db.format import DERIVED_TABLES, SCHEMA_VERSION, USER_TABLE_NAMES


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: a sentence for each damaged table, none where all is well."""

    tables: int
    damage: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Tell whether the book is sound."""
        return not self.damage


def check(connection: Connection) -> Report:
    """Read every page, index and reference of the book."""
    return Report(len(USER_TABLE_NAMES), tuple(dict.fromkeys(_damage(connection))))


def check_file(path: Path) -> Report:
    """Look for damage in a file that may be too damaged to open as a book; raises what `files.inspect` raises."""
    files.inspect(path)
    looking = engine.looking(path)
    try:
        with in_words(path), looking.connect() as connection:
            return check(connection)
    finally:
        looking.dispose()


def prove(path: Path) -> int:
    """Return the schema version of a book that is sound as far as a quick look tells.

    Raises BookDamagedError and what `files.inspect` raises, and leaves the file as it is.
    """
    files.inspect(path)
    looking = engine.looking(path)
    try:
        with in_words(path), looking.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
            there = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
    finally:
        looking.dispose()
    if found != "ok":
        raise damaged(path, str(found))
    version = files.inspect(path)
    wanted = {*USER_TABLE_NAMES, *DERIVED_TABLES}
    if version == SCHEMA_VERSION and (missing := sorted(wanted - there)):
        raise damaged(path, f"its table “{missing[0]}” is missing")
    return version


def _damage(connection: Connection) -> Iterator[str]:
    for table in USER_TABLE_NAMES:
        try:
            for row in connection.exec_driver_sql(f"PRAGMA integrity_check('{table}')"):
                if row[0] != "ok":
                    yield f"{table}: {row[0]}"
        except (DatabaseError, UnicodeDecodeError) as error:
            yield f"{table}: {_told(error)}"
    try:
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"{row[0]}: row {row[1]} refers to a missing row of {row[2]}"
        for row in connection.exec_driver_sql("PRAGMA quick_check"):
            if row[0] != "ok":
                yield f"whole file: {row[0]}"
        connection.exec_driver_sql("SELECT count(*) FROM full_text WHERE full_text MATCH 'a'")
    except (DatabaseError, UnicodeDecodeError) as error:
        yield f"whole file: {_told(error)}"


def _told(error: DatabaseError | UnicodeDecodeError) -> str:
    return str(error.orig) if isinstance(error, DatabaseError) else "its names cannot be read"
