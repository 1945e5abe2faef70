"""Faults of the environment (locked, full, read-only, damaged), told apart from defects and put into words."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from netdesk.domain.errors import BookDamagedError, BookError, BookLockedError, DiskFullError


def stated(error: BaseException, path: Path) -> BookError | None:
    """Return the sentence for a fault of the environment; None for anything else, which is a defect.

    SQLAlchemy keeps the error of the driver as `orig`.
    """
    cause = getattr(error, "orig", error)
    if isinstance(cause, OSError):
        return _of_system(cause, path)
    if isinstance(cause, UnicodeDecodeError) or str(cause).startswith(_UNDECODABLE):
        return damaged(path)
    name = getattr(cause, "sqlite_errorname", None) or ""
    for codes, make in _OF_SQLITE:
        if name.startswith(codes):
            return make(path)
    return None


def damaged(path: Path, what: str = "") -> BookDamagedError:
    """Say that a book is damaged, and how to get its contents back."""
    where = f" ({what})" if what else ""
    return BookDamagedError(
        f"{path} is damaged{where}. It was left as it is; restore a backup from the folder “backups” beside it "
        "with “netdesk restore”."
    )


def _locked(path: Path) -> BookError:
    return BookLockedError(f"Another program is writing to {path}. Close it, then try again.")


def _full(path: Path) -> BookError:
    return DiskFullError(f"The disk that holds {path} is full. Nothing was written; make room, then try again.")


def readonly(path: Path) -> BookError:
    """Say that a book can only be read."""
    return BookError(f"{path} can be read but not written. Make the file and its folder writable, or open a copy.")


def _closed(path: Path) -> BookError:
    return BookError(f"{path} cannot be opened. See that the folder exists and that you may read and write it.")


def _failing(path: Path) -> BookError:
    return BookError(f"The disk that holds {path} reported an error. Nothing was written; see that it is still there.")


_OF_SQLITE: tuple[tuple[tuple[str, ...], Callable[[Path], BookError]], ...] = (
    (("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL"), _locked),
    (("SQLITE_FULL",), _full),
    (("SQLITE_READONLY",), readonly),
    (("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH"), _closed),
    (("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT"), damaged),
    (("SQLITE_IOERR",), _failing),
)
"""Result codes of SQLite by the beginning of their names, and what to say."""

_UNDECODABLE = "Could not decode to UTF-8"
"""What Python says of a text in a damaged page; of a message that quotes one it raises UnicodeDecodeError."""


_NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


def _of_system(error: OSError, path: Path) -> BookError:
    if isinstance(error, FileNotFoundError):
        return BookError(f"There is no file {path}. See that its name is right.")
    if isinstance(error, PermissionError):
        return BookError(f"You may not use {path}. Change its permissions, or choose another place.")
    if isinstance(error, IsADirectoryError):
        return BookError(f"{path} is a folder, not a book. Name a file in it.")
    if error.errno == errno.EROFS:
        return readonly(path)
    if error.errno in _NO_ROOM:
        return _full(path)
    return BookError(f"{path} cannot be used: {error.strerror or error}.")


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn faults of the environment into stated failures, and let everything else through."""
    try:
        yield
    except Exception as error:
        sentence = stated(error, path)
        if sentence is None:
            raise
        raise sentence from error
