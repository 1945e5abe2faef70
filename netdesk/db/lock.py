"""The lock file beside a book, which names the process that may write to it.

The operating system holds the lock, so that a killed process leaves none behind; the file's text is only for people.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import IO

from netdesk.domain.errors import BookLockedError

_LOCKED_BYTE = 1 << 20
"""A byte beyond the text, so that others can read the holder's name while it is locked, on Windows too."""


def lock_path(book: Path) -> Path:
    """Name the lock file of a book."""
    return book.with_name(book.name + ".lock")


class BookLock:
    """Held by the one process that writes to a book."""

    def __init__(self, book: Path, program: str) -> None:
        """Take the lock; raises BookLockedError with the holder's name, OSError where the folder cannot be written."""
        self._path = lock_path(book)
        self._file: IO[bytes] = self._path.open("r+b" if self._path.exists() else "w+b")
        try:
            _lock(self._file)
        except OSError:
            holder = self._holder()
            self._file.close()
            raise BookLockedError(
                f"{book} is open in {holder}. Close it there, then try again; reading it works meanwhile."
            ) from None
        self._file.truncate(0)
        self._file.write(json.dumps({"program": program, "process": os.getpid()}).encode())
        self._file.flush()

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if self._file.closed:
            return
        if sys.platform != "win32":
            self._path.unlink(missing_ok=True)
        self._file.close()
        if sys.platform == "win32":
            self._path.unlink(missing_ok=True)

    def _holder(self) -> str:
        try:
            self._file.seek(0)
            named = json.loads(self._file.read(1000))
            return f"{named['program']} (process {int(named['process'])})"
        except (OSError, ValueError, KeyError, TypeError):
            return "another program"


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
