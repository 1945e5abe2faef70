"""How close I am to people, and how to reach somebody: rows made for showing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from netdesk.db.book import Book
from netdesk.graph.paths import WarmPath
from netdesk.graph.ties import Tie
from netdesk.services.network import Network
from netdesk.services.queries import names


@dataclass(frozen=True, slots=True, kw_only=True)
class PathRow:
    """A way to somebody: names and ids from me to them, both included, a strength from 0 to 1, and why for each tie."""

    through: tuple[str, ...]
    ids: tuple[int, ...]
    strength: float
    because: tuple[str, ...]


class Ways:
    """Tells ties and warm paths in words."""

    def __init__(self, book: Book, network: Network) -> None:
        """Read this book; the network is shared with other services."""
        self._book = book
        self._network = network

    def ties(self, ids: Collection[int]) -> dict[int, Tie]:
        """Return how strong my tie to each of the contacts is, and why."""
        return self._network.ties(ids)

    def paths(self, contact_id: int, limit: int = 3) -> tuple[PathRow, ...]:
        """Return the warmest ways from me to a contact; none in a book that does not know who I am."""
        with self._book.read() as session:
            me = session.connection().exec_driver_sql("SELECT id FROM contact WHERE is_me").scalar()
        if me is None:
            return ()
        ways = self._network.paths(me, contact_id, limit)
        with self._book.read() as session:
            called = names(session.connection(), {one for way in ways for one in way.through})
        return tuple(_path(way, called) for way in ways if called.keys() >= set(way.through))


def _path(way: WarmPath, called: Mapping[int, str]) -> PathRow:
    """Put a way in words: whom I know how, and whom they know."""
    shown = [called[one] for one in way.through]
    told = ["you", *shown[1:]]
    because = tuple(f"{one} and {other}: {why}" for (one, other), why in zip(pairwise(told), way.because, strict=True))
    return PathRow(through=tuple(shown), ids=way.through, strength=way.strength, because=because)
