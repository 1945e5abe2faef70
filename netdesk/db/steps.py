"""What undo and redo would do next, as the log of the book tells it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the log, as the Edit menu names it."""

    id: int
    label: str
    at: str


def next_undo(connection: Connection) -> Step | None:
    """Return the step that undo takes back next."""
    return _step(connection, "undone = 0 ORDER BY id DESC")


def next_redo(connection: Connection) -> Step | None:
    """Return the step that redo brings back next."""
    return _step(connection, "undone = 1 ORDER BY id")


def _step(connection: Connection, where: str) -> Step | None:
    row = connection.exec_driver_sql(f"SELECT id, label, at FROM undo_step WHERE {where} LIMIT 1").first()
    return Step(row.id, row.label, row.at) if row else None
