"""What undo and redo would do next, as the log of the book tells it."""

from __future__ import annotations

from dataclasses import dataclass

NEXT_UNDO = "SELECT id, label, at FROM undo_step WHERE undone = 0 ORDER BY id DESC LIMIT 1"
NEXT_REDO = "SELECT id, label, at FROM undo_step WHERE undone = 1 ORDER BY id LIMIT 1"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the log, as the Edit menu names it."""

    id: int
    label: str
    at: str
