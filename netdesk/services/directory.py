"""The one contact a user means by a name, however it is typed."""

from __future__ import annotations

from netdesk.db.book import Book
from netdesk.domain.errors import NotFoundError
from netdesk.domain.text import clean_line, fold, shorten
from netdesk.services.name_index import NameIndex
from netdesk.services.queries import ids, names

_NEAR_NAMES = 3
_ARCHIVED = "SELECT id FROM contact WHERE archived_at IS NOT NULL"


class Directory:
    """Tells who is meant."""

    def __init__(self, book: Book, index: NameIndex) -> None:
        """Read this book; the index of names is shared with other services."""
        self._book = book
        self._index = index

    def resolve(self, name: str) -> int:
        """Find the one contact a user means by a name, as it is, without accents, by its beginning or misspelt.

        Raises NotFoundError with the names that come near where nobody, or more than one, can be meant.
        """
        shown = shorten(name, 60)
        exact = self._index.exact(fold(clean_line(name)))
        near = self._index.near(name) if not exact else [(one, 1.0) for one in sorted(exact)]
        with self._book.read() as session:
            connection = session.connection()
            archived = ids(connection, _ARCHIVED)
            named = names(connection, [one for one, _ in near])
        near = [one for one in near if one[0] in named]
        present = [one for one in near if one[0] not in archived] or near
        if not present:
            raise NotFoundError(f"Nobody in this book is called “{shown}”. Search for a part of the name.")
        best = [one for one, score in present if score == present[0][1]]
        if len(best) == 1:
            return best[0]
        others = dict.fromkeys(named[one] for one in best)
        if len(others) == 1:
            raise NotFoundError(f"{len(best)} contacts are called {next(iter(others))}. Choose one in the window.")
        listed = ", ".join(list(others)[:_NEAR_NAMES])
        raise NotFoundError(
            f"“{shown}” can mean {listed}{' or others' if len(others) > _NEAR_NAMES else ''}. Be exact."
        )
