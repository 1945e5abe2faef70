"""The lock file beside a book, which names the process that may write to it.

The operating system holds the lock, so that a killed process leaves none behind; the file's text is only for people.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from netdesk.db.faults import readonly
from netdesk.domain.errors import BookLockedError

_HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
_LOCKED_BYTE = 1 << 20
"""A byte beyond the text, so that others can read the holder's name while it is locked, on Windows too."""


def lock_path(book: Path) -> Path:
    """Name the lock file of a book."""
    return book.with_name(book.name + ".lock")


class BookLock:
    """Held by the one process that writes to a book."""

    def __init__(self, book: Path, program: str) -> None:
        """Take the lock.

        Raises BookLockedError with the holder's name, BookError where the folder cannot be written, OSError where its
        file system knows no locks.
        """
        self._path = lock_path(book)
        self._file = _take(self._path, book)
        try:
            self._file.truncate(0)
            self._file.write(json.dumps({"program": program, "process": os.getpid()}).encode())
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if self._file.closed:
            return
        if sys.platform != "win32":
            self._path.unlink(missing_ok=True)
        self._file.close()
        if sys.platform == "win32":
            with suppress(OSError):  # somebody else may have it open by now
                self._path.unlink()


def _take(path: Path, book: Path) -> IO[bytes]:
    """Open and lock the file, again where its last holder removed it meanwhile: a lock without a name locks nobody."""
    while True:
        try:
            file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)), "r+b", buffering=0)
        except PermissionError:
            raise readonly(book) from None
        try:
            _lock(file)
            if _stands(file, path):
                return file
        except OSError as error:
            holder = _holder(file)
            file.close()
            if error.errno not in _HELD:
                raise
            raise BookLockedError(
                f"{book} is open in {holder}. Close it there, then try again; reading it works meanwhile."
            ) from None
        file.close()


def _stands(file: IO[bytes], path: Path) -> bool:
    """Tell whether the file still has its name; another may remove it at any moment."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _holder(file: IO[bytes]) -> str:
    try:
        file.seek(0)
        named = json.loads(file.read(1000))
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
