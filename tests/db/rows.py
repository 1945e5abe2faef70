"""Rows of every table of a book: made up whatever the schema, read back with their types, compared with a rebuild."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Column, LargeBinary, Table
from sqlalchemy.orm import Session

from netdesk.db import full_text
from netdesk.db.tables import Base
from netdesk.db.tables.base import InstantText, PartialDateText, WordText
from netdesk.db.undo import USER_TABLES

Rows = dict[str, list[tuple[Any, ...]]]

NOT_THROUGH = {"hop": ("organisation_id", "resource_id"), "contact": ("is_me",)}
"""Columns that the rules of a table leave empty: a hop goes through one thing, and one contact is me."""


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Read the file beside netdesk."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


def user_rows(path: Path) -> Rows:
    """Every row of every user table, each value with the type that SQLite keeps it in."""
    with opened(path) as connection:
        connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
        return {table.name: _typed_rows(connection, table) for table in USER_TABLES}


def _typed_rows(connection: sqlite3.Connection, table: Table) -> list[tuple[Any, ...]]:
    names = [column.name for column in table.columns]
    typed = ", ".join(f'"{name}", typeof("{name}")' for name in names)
    return connection.execute(f"SELECT {typed} FROM {table.name} ORDER BY id").fetchall()


def documents(path: Path) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """The documents as triggers kept them, and as a rebuild makes them; fails if the index differs from the former."""
    query = f"SELECT kind, record_id, {', '.join(full_text.COLUMNS)} FROM document ORDER BY kind, record_id"
    with opened(path) as connection, closing(sqlite3.connect(":memory:")) as memory:
        connection.backup(memory)
        memory.execute("INSERT INTO full_text (full_text, rank) VALUES ('integrity-check', 1)")
        kept = memory.execute(query).fetchall()
        for statement in full_text.fill_ddl():
            memory.execute(statement)
        return kept, memory.execute(query).fetchall()


def is_sound(path: Path) -> None:
    """Fail unless references, pages and documents of the book hold."""
    with opened(path) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    kept, rebuilt = documents(path)
    assert kept == rebuilt


def row(table: Table, number: int, texts: tuple[str, ...] = ("text",)) -> dict[str, Any]:
    """A row that the constraints of the table allow, referring to rows of the same number."""
    values = {column.name: _value(column, number, texts[i % len(texts)]) for i, column in enumerate(table.columns)}
    values |= dict.fromkeys(NOT_THROUGH.get(table.name, ()), None)
    if table.name == "contact":
        values["is_me"] = 0
    if table.name == "connection":
        values["second_id"] = number % 2 + 1 if number < 3 else 1
    return values


def _value(column: Column[Any], number: int, text: str) -> object:
    if column.primary_key or column.foreign_keys:
        return number
    if isinstance(column.type, WordText):
        members = list(column.type.words)
        return str(members[number % len(members)])
    if isinstance(column.type, InstantText):
        return f"2026-11-{number:02d}T10:00:00Z[Europe/Paris]"
    if isinstance(column.type, PartialDateText):
        return f"--03-{number:02d}"
    if isinstance(column.type, LargeBinary):
        return bytes(range(256)) * number
    if column.type.python_type in (int, bool):
        return number % 2 if column.type.python_type is bool else number
    if column.type.python_type is not str:
        return f"2026-12-{number:02d}"
    return f"{text}{number}" if column.unique or column.name in ("key", "folded", "kind", "name") else text


def insert(session: Session, table: Table, values: Mapping[str, Any]) -> None:
    """Put a row as it is, past the types of SQLAlchemy."""
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    session.connection().exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", tuple(values.values()))


def fill(session: Session, numbers: tuple[int, ...] = (1, 2)) -> None:
    """Put rows into every table, those referred to first."""
    contact = Base.metadata.tables["contact"]
    for number in numbers:
        insert(session, Base.metadata.tables["blob"], row(Base.metadata.tables["blob"], number))
        insert(session, contact, row(contact, number))
    for table in Base.metadata.sorted_tables:
        if table.name not in ("blob", "contact"):
            for number in numbers:
                insert(session, table, row(table, number))
