"""The undo log: triggers keep what a change replaced, and replaying a step logs its own way back.

Undoing a step restores its row images in reverse; the triggers that fire meanwhile write the images that redo it. So
one mechanism serves both ways, and derived tables follow by their own triggers.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, CursorResult, Table

from netdesk.db.steps import Step
from netdesk.db.tables import Base
from netdesk.domain.changes import Changes

USER_TABLES: tuple[Table, ...] = tuple(sorted(Base.metadata.tables.values(), key=lambda table: table.name))
"""By name: the triggers of a book hold the places in this order, so that it must depend on nothing but the schema."""
LOG_LIMIT = 64 * 1024 * 1024
"""Bytes of row images that are kept before the oldest steps are forgotten."""

_WIDTH = max(len(table.columns) for table in USER_TABLES) - 1


def images(table: Table) -> list[str]:
    """List the columns of a table that a row image holds, in the order they are logged."""
    return [column.name for column in table.columns if column.name != "id"]


def _slots(count: int) -> list[str]:
    return [f"v{i}" for i in range(count)]


def log_ddl() -> list[str]:
    """Make the statements that create the log. Its image columns have no type, so that every value stays as it was."""
    return [
        "CREATE TABLE undo_step (id INTEGER PRIMARY KEY, label TEXT NOT NULL, at TEXT NOT NULL, session TEXT, "
        "undone INTEGER NOT NULL DEFAULT 0, first INTEGER NOT NULL, last INTEGER NOT NULL, size INTEGER NOT NULL)",
        "CREATE TABLE undo_row (seq INTEGER PRIMARY KEY, place INTEGER NOT NULL, op TEXT NOT NULL, "
        f"row_id INTEGER NOT NULL, {', '.join(_slots(_WIDTH))})",
    ]


def trigger_ddl() -> list[str]:
    """Make the triggers of every user table; a table's number is its place in USER_TABLES."""
    statements = []
    for place, table in enumerate(USER_TABLES):
        columns = images(table)
        slots = ", ".join(_slots(len(columns)))
        old = ", ".join(f"OLD.{column}" for column in columns)
        differs = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
        row = f"INSERT INTO undo_row (place, op, row_id, {slots}) VALUES ({place}, '%s', OLD.id, {old});"
        statements += [
            f"CREATE TRIGGER undo_{table.name}_insert AFTER INSERT ON {table.name} BEGIN "
            f"INSERT INTO undo_row (place, op, row_id) VALUES ({place}, 'I', NEW.id); END",
            f"CREATE TRIGGER undo_{table.name}_update AFTER UPDATE ON {table.name} WHEN {differs} "
            f"BEGIN {row % 'U'} END",
            f"CREATE TRIGGER undo_{table.name}_delete AFTER DELETE ON {table.name} BEGIN {row % 'D'} END",
        ]
    return statements


class UndoLog:
    """Reads and writes the log on the writing connection, inside the transaction of the caller."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def position(self) -> int:
        """Return the number of the last row logged."""
        return int(self._one("SELECT coalesce(max(seq), 0) FROM undo_row"))

    def record(self, label: str, at: str, after: int, session: str | None = None) -> Changes:
        """Make one step of what was logged after a position; a step of the same editing session grows instead.

        Nothing logged is no step, and leaves what can be redone.
        """
        last = self.position()
        if last <= after:
            return Changes(label)
        self._forget("undone = 1")
        bounds = (after + 1, last)
        changes = self._changes(label, *bounds)
        newest = self._run("SELECT id, session FROM undo_step ORDER BY id DESC LIMIT 1").first()
        if session and newest and newest.session == session:
            self._grow(newest.id, last, at)
        else:
            self._run(
                "INSERT INTO undo_step (label, at, session, first, last, size) VALUES (?, ?, ?, ?, ?, ?)",
                (label, at, session, *bounds, self._size(*bounds)),
            )
        self._bound()
        return changes

    def leave_out(self, label: str, after: int) -> Changes:
        """Make no step of what was logged after a position; nothing undone can be redone after it."""
        changes = self._changes(label, after + 1, self.position())
        if changes:
            self._forget("undone = 1")
        self._run("DELETE FROM undo_row WHERE seq > ?", (after,))
        return changes

    def replay(self, step: Step, undone: bool) -> Changes:
        """Take a step back (`undone`) or bring it again, and keep what reverses that."""
        bounds = tuple(self._run("SELECT first, last FROM undo_step WHERE id = ?", (step.id,)).one())
        after = self.position()
        self._run("PRAGMA defer_foreign_keys = ON")
        for _, place, op, row_id, *values in self._rows(
            "SELECT * FROM undo_row WHERE seq BETWEEN ? AND ? ORDER BY seq DESC", bounds
        ):
            self._restore(USER_TABLES[place], op, row_id, values)
        changes = self._changes(step.label, *bounds)
        last = self.position()
        self._run("DELETE FROM undo_row WHERE seq BETWEEN ? AND ?", bounds)
        self._run(
            "UPDATE undo_step SET undone = ?, session = NULL, first = ?, last = ?, size = ? WHERE id = ?",
            (int(undone), after + 1, last, self._size(after + 1, last), step.id),
        )
        return changes

    def clear(self) -> None:
        """Forget every step."""
        self._run("DELETE FROM undo_step")
        self._run("DELETE FROM undo_row")

    def _grow(self, step_id: int, last: int, at: str) -> None:
        """Let a step reach up to `last`; while it edits one row, only the first image of that row is worth keeping."""
        first, before = tuple(self._run("SELECT first, last FROM undo_step WHERE id = ?", (step_id,)).one())
        if len(self._rows("SELECT DISTINCT place, row_id FROM undo_row WHERE seq BETWEEN ? AND ?", (first, last))) == 1:
            self._run("DELETE FROM undo_row WHERE op = 'U' AND seq BETWEEN ? AND ?", (before + 1, last))
            last = self.position()
        self._run(
            "UPDATE undo_step SET last = ?, at = ?, size = ? WHERE id = ?", (last, at, self._size(first, last), step_id)
        )

    def _run(self, statement: str, values: tuple[object, ...] = ()) -> CursorResult[Any]:
        return self._connection.exec_driver_sql(statement, values)

    def _rows(self, statement: str, values: tuple[object, ...] = ()) -> list[Any]:
        return list(self._run(statement, values))

    def _one(self, statement: str, values: tuple[object, ...] = ()) -> Any:
        return self._run(statement, values).scalar_one()

    def _restore(self, table: Table, op: str, row_id: int, values: list[object]) -> None:
        columns = images(table)
        kept = tuple(values[: len(columns)])
        if op == "I":
            self._run(f"DELETE FROM {table.name} WHERE id = ?", (row_id,))
        elif op == "D":
            marks = ", ".join("?" * (len(columns) + 1))
            self._run(f"INSERT INTO {table.name} (id, {', '.join(columns)}) VALUES ({marks})", (row_id, *kept))
        else:
            sets = ", ".join(f"{column} = ?" for column in columns)
            self._run(f"UPDATE {table.name} SET {sets} WHERE id = ?", (*kept, row_id))

    def _changes(self, label: str, first: int, last: int) -> Changes:
        found: dict[str, set[int]] = {}
        for place, row_id in self._rows(
            "SELECT DISTINCT place, row_id FROM undo_row WHERE seq BETWEEN ? AND ?", (first, last)
        ):
            found.setdefault(USER_TABLES[place].name, set()).add(row_id)
        return Changes(label, {name: frozenset(ids) for name, ids in found.items()})

    def _size(self, first: int, last: int) -> int:
        lengths = " + ".join(f"coalesce(length({slot}), 0)" for slot in _slots(_WIDTH))
        return int(
            self._one(
                f"SELECT coalesce(sum({lengths}), 0) + 16 * count(*) FROM undo_row WHERE seq BETWEEN ? AND ?",
                (first, last),
            )
        )

    def _bound(self) -> None:
        total, newest = self._rows("SELECT coalesce(sum(size), 0), max(id) FROM undo_step")[0]
        if total <= LOG_LIMIT:
            return
        for step_id, size in self._rows("SELECT id, size FROM undo_step WHERE id < ? ORDER BY id", (newest,)):
            if total <= LOG_LIMIT:
                break
            self._forget("id = ?", (step_id,))
            total -= size

    def _forget(self, where: str, values: tuple[object, ...] = ()) -> None:
        for first, last in self._rows(f"SELECT first, last FROM undo_step WHERE {where}", values):
            self._run("DELETE FROM undo_row WHERE seq BETWEEN ? AND ?", (first, last))
        self._run(f"DELETE FROM undo_step WHERE {where}", values)
