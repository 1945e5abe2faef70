"""Putting a backup in the place of a book, without losing what is there."""

from __future__ import annotations

from pathlib import Path

from netdesk.db import backup, engine, files
from netdesk.db.checks import prove
from netdesk.db.faults import in_words
from netdesk.db.lock import BookLock
from netdesk.domain.errors import BookDamagedError, BookError, ForeignBookError, NewerBookError
from netdesk.domain.instant import Clock


def restore(copy: Path, book: Path, clock: Clock) -> Path | None:
    """Put a backup in the place of a book and return where the present one is kept; None where there was none.

    A sound book becomes an automatic backup; what is no sound book is set aside with its log. Wherever this is
    interrupted, either the old file or the whole copy stands at the place, and restoring again ends it.
    Raises BookError where the copy cannot be trusted, the book is in use, or there is no room.
    """
    backup.verify(copy)
    part = book.with_name(book.name + ".restored")
    with in_words(book):
        if book.exists() and copy.samefile(book):
            raise BookError(f"{copy} is the book itself. Choose one of its backups.")
        book.parent.mkdir(parents=True, exist_ok=True)
        lock = BookLock(book, "netdesk restore")
        try:
            backup.copy_pages(copy, part)
            kept = _keep(book, clock)
            files.put(part, book)
        finally:
            part.unlink(missing_ok=True)
            lock.release()
    return kept


def _keep(book: Path, clock: Clock) -> Path | None:
    """Keep the present book elsewhere, and take the log away from its place."""
    now = clock.now().local
    try:
        if book.exists():
            prove(book)
            kept = backup.automatic(book, now)
            _end_log(book)
            return kept
    except (BookDamagedError, ForeignBookError, NewerBookError):
        pass
    return files.set_aside(book, f"damaged-{now:%Y%m%d-%H%M%S}")


def _end_log(book: Path) -> None:
    """Write the log into the book, which nobody else may be reading: it would damage what comes to its place."""
    last = engine.plain(book)
    try:
        with last.begin():
            pass  # connecting ends the log, and fails while somebody reads
    finally:
        last.dispose()
