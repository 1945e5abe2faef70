"""Copies of a book that can be trusted: made by SQLite, opened again, checked, and sealed with a checksum."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from datetime import datetime
from pathlib import Path

from netdesk.db import files
from netdesk.db.faults import damaged, in_words
from netdesk.domain.errors import BookDamagedError

KEPT = 30
"""How many automatic backups stay."""


def folder(book: Path) -> Path:
    """The folder of a book's automatic backups."""
    return book.parent / "backups"


def automatic(book: Path, now: datetime) -> Path:
    """Back the book up beside itself and forget the oldest copies beyond KEPT; returns the copy."""
    with in_words(folder(book)):
        folder(book).mkdir(parents=True, exist_ok=True)
    target = folder(book) / f"{book.stem}-{now:%Y%m%d-%H%M%S}{book.suffix}"
    number = 1
    while target.exists():
        target = folder(book) / f"{book.stem}-{now:%Y%m%d-%H%M%S}-{number}{book.suffix}"
        number += 1
    copy(book, target)
    for old in made(book)[:-KEPT]:
        old.unlink(missing_ok=True)
        seal_path(old).unlink(missing_ok=True)
    return target


def made(book: Path) -> list[Path]:
    """List the automatic backups of a book, oldest first."""
    found = folder(book).glob(f"{_escaped(book.stem)}-[0-9]*{_escaped(book.suffix)}")
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))


def _escaped(text: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in text)


def copy(book: Path, target: Path) -> None:
    """Copy an open or closed book as one moment saw it, check the copy, and put it in place of `target`.

    Raises BookError where there is no room or no permission, and leaves what was at `target`.
    """
    part = target.with_name(target.name + ".part")
    with in_words(target):
        part.unlink(missing_ok=True)
        try:
            _copy_pages(book, part)
            verify(part)
            seal = _checksum(part)
            _flush(part)
            part.replace(target)
            seal_path(target).write_text(f"{seal}  {target.name}\n", encoding="utf-8")
        finally:
            part.unlink(missing_ok=True)


def seal_path(copy: Path) -> Path:
    """Name the file that holds the checksum of a backup."""
    return copy.with_name(copy.name + ".sha256")


def verify(copy: Path) -> None:
    """Open a copy and check it; raises BookDamagedError, ForeignBookError or NewerBookError."""
    files.inspect(copy)
    seal = seal_path(copy)
    if seal.exists():
        expected = seal.read_text(encoding="utf-8", errors="replace").split()[:1]
        if expected != [_checksum(copy)]:
            raise BookDamagedError(
                f"{copy} has changed since it was made: its checksum differs. Choose another backup."
            )
    with in_words(copy):
        connection = sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)
        try:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            connection.close()
    if found != "ok":
        raise damaged(copy, str(found))


def _copy_pages(book: Path, part: Path) -> None:
    source = sqlite3.connect(f"{book.absolute().as_uri()}?mode=ro", uri=True)
    try:
        target = sqlite3.connect(part)
        try:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        finally:
            target.close()
    finally:
        source.close()


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
