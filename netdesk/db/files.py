"""Telling a book from other files by its first hundred bytes, before anything opens it."""

from __future__ import annotations

import struct
from pathlib import Path

from netdesk.db.faults import damaged, in_words
from netdesk.db.schema import APPLICATION_ID, SCHEMA_VERSION
from netdesk.domain.errors import BookDamagedError, ForeignBookError, NewerBookError

_MAGIC = b"SQLite format 3\x00"


def inspect(path: Path) -> int:
    """Return the schema version of a book without touching it (SQLite file format, section 1.3).

    Raises BookError where it cannot be read, ForeignBookError, NewerBookError or BookDamagedError.
    """
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
    if size < pages * (page_size if page_size > 1 else 65536) and not path.with_name(path.name + "-wal").exists():
        raise damaged(path, "its end is missing")
    return int(version)
