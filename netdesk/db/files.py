"""The file of a book: told from others by its first hundred bytes, put in place as a whole, set aside when damaged."""

from __future__ import annotations

import os
import shutil
import struct
import sys
from contextlib import suppress
from pathlib import Path

from netdesk.db.faults import damaged, in_words
from netdesk.db.format import APPLICATION_ID, SCHEMA_VERSION
from netdesk.domain.errors import BookDamagedError, BookError, ForeignBookError, NewerBookError

_MAGIC = b"SQLite format 3\x00"


def inspect(path: Path) -> int:
    """Return the schema version of a book without touching it (SQLite file format, section 1.3).

    Raises BookError where it cannot be read, ForeignBookError, NewerBookError or BookDamagedError.
    """
    if path.is_dir():
        raise BookError(f"{path} is a folder, not a book. Name a file in it.")
    with in_words(path), path.open("rb") as file:
        header = file.read(100)
        size = file.seek(0, 2)
    if not header:
        raise BookDamagedError(f"{path} is empty, so it is no book. Delete it to begin anew, or restore a backup.")
    if not header.startswith(_MAGIC):
        raise ForeignBookError(f"{path} is not a netdesk book. Open another file, or import this one.")
    if len(header) < 100:
        raise damaged(path, "its end is missing")
    page_size, pages, version, application = struct.unpack(">16x H 10x I 28x I 4x I 28x", header)
    if application != APPLICATION_ID:
        raise ForeignBookError(f"{path} is the database of another program. Open another file.")
    if version > SCHEMA_VERSION:
        raise NewerBookError(
            f"{path} was written by a newer netdesk (its format is {version}, this one reads up to {SCHEMA_VERSION}). "
            "Install the newer netdesk; the file was left as it is."
        )
    if size < pages * (page_size if page_size > 1 else 65536) and not wal_path(path).exists():
        raise damaged(path, "its end is missing")
    return int(version)


def wal_path(path: Path) -> Path:
    """Name the write-ahead log that SQLite keeps beside an open book."""
    return path.with_name(path.name + "-wal")


def companions(path: Path) -> tuple[Path, ...]:
    """Name the files that SQLite may keep beside a book; left beside another file of its name they would damage it."""
    return tuple(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))


def put(part: Path, target: Path) -> None:
    """Move a finished file to its place, so that even a power loss leaves either the old one or the new one."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)
    flush_folder(target.parent)


def flush_folder(folder: Path) -> None:
    """Make the names in a folder last; Windows does so by itself."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def free_name(wanted: Path) -> Path:
    """Return the name, or the first of `name-1`, `name-2` … that nothing has."""
    number, found = 0, wanted
    while found.exists():
        number += 1
        found = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
    return found


def set_aside(path: Path, name: str = "") -> Path | None:
    """Keep what lies at a place under another name, its log beside it, and clear the log from the place.

    The file itself stays until another is put there. Returns the other name; None where there was nothing.
    """
    aside = free_name(path.with_name(f"{path.stem}-{name or 'set-aside'}{path.suffix}"))
    there = [companion for companion in companions(path) if companion.exists()]
    if path.exists():
        _keep(path, aside)
    for companion in there:
        _keep(companion, aside.with_name(aside.name + companion.name.removeprefix(path.name)))
    flush_folder(path.parent)
    for companion in there:
        companion.unlink()
    return aside if path.exists() or there else None


def _keep(path: Path, name: Path) -> None:
    """Give a file a second name, or copy it where the file system has no second names."""
    with suppress(OSError):
        os.link(path, name)
        return
    shutil.copy2(path, name)
