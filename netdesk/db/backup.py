"""Copies of a book that can be trusted: made by SQLite, opened again, checked, and sealed with a checksum."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from netdesk.db import files
from netdesk.db.checks import prove
from netdesk.db.faults import damaged, in_words, stated
from netdesk.domain.errors import BookDamagedError, BookError

KEPT = 30
"""How many automatic backups stay."""


def folder(book: Path) -> Path:
    """The folder of a book's automatic backups."""
    return book.parent / "backups"


def automatic(book: Path, now: datetime) -> Path:
    """Back the book up beside itself and forget the oldest copies beyond KEPT; returns the copy."""
    with in_words(folder(book)):
        folder(book).mkdir(parents=True, exist_ok=True)
    moment = f"{now:%Y%m%d-%H%M%S}"
    same = [_order(book, path)[1] for path in made(book) if _order(book, path)[0] == moment]
    number = f"-{max(same) + 1}" if same else ""
    target = folder(book) / f"{book.stem}-{moment}{number}{book.suffix}"
    copy(book, target)
    for old in [path for path in made(book) if path != target][: -KEPT + 1]:
        old.unlink(missing_ok=True)
        seal_path(old).unlink(missing_ok=True)
    return target


def made(book: Path) -> list[Path]:
    """List the automatic backups of a book, oldest first by the moment in their names."""
    found = [path for path in folder(book).glob("*") if _shape(book).fullmatch(path.name)]
    return sorted(found, key=lambda path: _order(book, path))


def copy(book: Path, target: Path) -> None:
    """Copy an open or closed book as one moment saw it, check the copy, and put it in place of `target`.

    Raises BookError where there is no room or no permission, and leaves what was at `target`.
    """
    part = target.with_name(target.name + ".part")
    with in_words(target):
        if target.exists() and book.exists() and target.samefile(book):
            raise BookError(f"{target} is the book itself. Choose another name for the copy.")
        if files.wal_path(target).exists():
            raise BookError(f"{target} is a book that is in use. Choose another name for the copy.")
        try:
            copy_pages(book, part)
            seal = checksum(part)
            seal_path(target).unlink(missing_ok=True)
            files.put(part, target)
            seal_path(target).write_text(f"{seal}  {target.name}\n", encoding="utf-8")
        finally:
            part.unlink(missing_ok=True)


def copy_pages(book: Path, part: Path) -> None:
    """Copy a book to a new file by SQLite's backup API, and look the copy over.

    Raises BookDamagedError if the book is damaged, sqlite3.Error or OSError where the copy cannot be written.
    """
    part.unlink(missing_ok=True)
    with in_words(book):
        source = sqlite3.connect(f"{book.absolute().as_uri()}?mode=ro", uri=True)
        source.execute("PRAGMA schema_version")
    try:
        with closing(source), closing(sqlite3.connect(part)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        prove(part)
    except (BookDamagedError, sqlite3.DatabaseError) as error:
        if isinstance(error, BookDamagedError) or isinstance(stated(error, part), BookDamagedError):
            raise damaged(book) from error
        raise


def seal_path(copy: Path) -> Path:
    """Name the file that holds the checksum of a backup."""
    return copy.with_name(copy.name + ".sha256")


def verify(copy: Path) -> None:
    """Check that a backup is sound and as it was made; raises BookDamagedError, ForeignBookError or NewerBookError."""
    files.inspect(copy)
    with in_words(copy):
        seal = seal_path(copy)
        if seal.exists() and seal.read_text(encoding="utf-8", errors="replace").split()[:1] != [checksum(copy)]:
            raise BookDamagedError(
                f"{copy} has changed since it was made: its checksum differs. Choose another backup."
            )
    prove(copy)


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file, for a single changed bit escapes the checks of SQLite."""
    with path.open("rb") as file:
        import hashlib  # noqa: PLC0415 - 10 ms that a window which only asks for the last copy does without

        return hashlib.file_digest(file, "sha256").hexdigest()


def _shape(book: Path) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(book.stem)}-(\d{{8}}-\d{{6}})(?:-(\d{{1,9}}))?{re.escape(book.suffix)}", re.ASCII)


def _order(book: Path, path: Path) -> tuple[str, int]:
    found = _shape(book).fullmatch(path.name)
    return (found[1], int(found[2] or 0)) if found else ("", 0)
