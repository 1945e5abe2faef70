"""Undo and redo, backups and checks of the book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from netdesk.db.book import Book
from netdesk.domain.changes import Changes


@dataclass(frozen=True, slots=True)
class Steps:
    """What undo and redo would do next, as the Edit menu says it; empty where there is nothing."""

    undo: str
    redo: str


class History:
    """The verbs that go back, forward and safe."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book

    def undo(self) -> Changes:
        """Take the last change back."""
        return self._book.undo()

    def redo(self) -> Changes:
        """Bring the change back that was undone last."""
        return self._book.redo()

    def steps(self) -> Steps:
        """Name what undo and redo would do."""
        undo, redo = self._book.steps()
        return Steps(undo.label if undo else "", redo.label if redo else "")

    def back_up(self, target: Path | None = None) -> Path:
        """Make a verified copy of the book, at a place or among the automatic backups; returns it."""
        from netdesk.db import backup  # noqa: PLC0415

        if target is None:
            return self._book.backup_now()
        backup.copy(self._book.path, target)
        return target

    def last_backup(self) -> datetime | None:
        """Return when the last automatic backup was made, in local time."""
        from netdesk.db import backup  # noqa: PLC0415

        made = backup.made(self._book.path)
        return datetime.fromtimestamp(made[-1].stat().st_mtime).astimezone() if made else None
