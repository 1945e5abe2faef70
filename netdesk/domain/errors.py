"""Failures that a user can understand and act on, told apart from defects."""

from __future__ import annotations


class NetdeskError(Exception):
    """A stated failure: one clear sentence with the way out, shown as it is."""


class NotFoundError(NetdeskError):
    """What was asked for is not in the book (any more)."""


class InvalidInputError(NetdeskError):
    """What was entered cannot be kept as it stands."""


class IllegalMoveError(NetdeskError):
    """A request, hop, introduction or message cannot make this move from where it stands."""


class BookError(NetdeskError):
    """The book cannot be opened, read or written; the file is left as it was."""


class BookLockedError(BookError):
    """Another program is writing to the book."""


class BookDamagedError(BookError):
    """The file is not a sound netdesk book."""


class NewerBookError(BookError):
    """The book was written by a newer netdesk."""


class ForeignBookError(BookError):
    """The file is a database or document of another program."""


class DiskFullError(BookError):
    """The disk has no room for the change; nothing was written."""


class ChangedBookError(NetdeskError):
    """The book changed between a look and what was to follow from it; nothing was written."""


class UnreadableFileError(NetdeskError):
    """A file to import cannot be read; names the file and, where there is one, the line."""


class CancelledError(NetdeskError):
    """The user cancelled a long task; the book is as it was."""
