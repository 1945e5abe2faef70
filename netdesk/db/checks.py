"""Looking for damage in a book, table by table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from netdesk.db.undo import USER_TABLES


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
    return Report(len(USER_TABLES), tuple(dict.fromkeys(_damage(connection))))


def _damage(connection: Connection) -> Iterator[str]:
    for table in USER_TABLES:
        try:
            for row in connection.exec_driver_sql(f"PRAGMA integrity_check('{table.name}')"):
                if row[0] != "ok":
                    yield f"{table.name}: {row[0]}"
        except DatabaseError as error:
            yield f"{table.name}: {error.orig}"
    try:
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"{row[0]}: row {row[1]} refers to a missing row of {row[2]}"
        for row in connection.exec_driver_sql("PRAGMA quick_check"):
            if row[0] != "ok":
                yield f"whole file: {row[0]}"
        connection.exec_driver_sql("SELECT count(*) FROM full_text WHERE full_text MATCH 'a'")
    except DatabaseError as error:
        yield f"whole file: {error.orig}"
