"""A whole book as an archive, and back into an empty one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Boolean, Column, Integer, LargeBinary
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from netdesk.db.tables import Base
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.errors import CancelledError, InvalidInputError, UnreadableFileError
from netdesk.exchange.archive import ArchiveReader, ColumnShape, Schema, write_archive
from netdesk.services.importing.rows import Progress

_CHUNK = 500
_BEGUN_WITH = ("contact", "setting")
"""Tables in which a new book has rows: me, and settings."""


def schema() -> Schema:
    """Describe every user table, in an order in which rows can be put in."""
    return {
        table.name: {column.name: ColumnShape(_kind(column), bool(column.nullable)) for column in table.columns}
        for table in Base.metadata.sorted_tables
    }


def _kind(column: Column[object]) -> type[str] | type[int] | type[bytes]:
    if isinstance(column.type, LargeBinary):
        return bytes
    return int if isinstance(column.type, Integer | Boolean) else str


def archive_text(session: Session) -> Iterator[str]:
    """Write every user table as an archive, row by row, by ids, so that the same book gives the same text."""
    connection = session.connection()

    def rows(name: str, columns: list[str]) -> Iterator[tuple[object, ...]]:
        query = f"SELECT {', '.join(columns)} FROM {name} ORDER BY id"  # noqa: S608 - names of the schema
        return (tuple(row) for row in connection.exec_driver_sql(query))

    tables = ((name, list(columns)) for name, columns in schema().items())
    yield from write_archive((name, columns, rows(name, columns)) for name, columns in tables)  # type: ignore[misc]


def count_contacts(path: Path) -> int:
    """Count the contacts of an archive and check it from end to end; raises UnreadableFileError."""
    count = 0
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        for table in ArchiveReader(stream, path, schema()).tables():
            rows = sum(1 for _ in table.rows)
            count += rows if table.name == "contact" else 0
    return count


def is_empty(session: Session) -> bool:
    """Tell whether a book holds nothing but me and settings, as a new one does."""
    connection = session.connection()
    for name in schema():
        rest = "WHERE NOT is_me" if name == "contact" else ""
        query = f"SELECT EXISTS (SELECT 1 FROM {name} {rest})"  # noqa: S608 - names of the schema
        if name != "setting" and connection.exec_driver_sql(query).scalar_one():
            return False
    return True


def restore(work: UnitOfWork, path: Path, progress: Progress | None, cancelled: Callable[[], bool], total: int) -> int:
    """Put an archive into an empty book within a unit of work, and return how many contacts it had.

    Raises InvalidInputError where the book is not empty, UnreadableFileError where the archive is not sound, and
    CancelledError.
    """
    if not is_empty(work.session):
        raise InvalidInputError("This book is not empty. Make a new book with File, New, and import the archive there.")
    connection = work.session.connection()
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for name in _BEGUN_WITH:
        connection.exec_driver_sql(f"DELETE FROM {name}")  # noqa: S608 - names of the list above
    contacts = 0
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        for table in ArchiveReader(stream, path, schema()).tables():
            marks = ", ".join("?" * len(table.columns))
            statement = f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({marks})"  # noqa: S608
            for rows in _chunks(table.rows):
                if cancelled():
                    raise CancelledError("The import was cancelled; the book is as it was.")
                try:
                    connection.exec_driver_sql(statement, rows)
                except IntegrityError as error:
                    raise UnreadableFileError(
                        f"{path} has rows in its table “{table.name}” that contradict each other ({error.orig}). "
                        "Nothing was imported; export the book again."
                    ) from None
                contacts += len(rows) if table.name == "contact" else 0
                if progress and table.name == "contact":
                    progress(min(contacts, total), total)
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise UnreadableFileError(
            f"{path} has a row in its table “{broken[0]}” that points to nothing. "
            "Nothing was imported; export the book again."
        )
    return contacts


def _chunks(rows: Iterator[tuple[object, ...]]) -> Iterator[list[tuple[object, ...]]]:
    part: list[tuple[object, ...]] = []
    for row in rows:
        part.append(row)
        if len(part) == _CHUNK:
            yield part
            part = []
    if part:
        yield part
