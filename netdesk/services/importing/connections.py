"""Who knows whom by a file: what is new, what becomes of another kind, and what the user has changed meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from netdesk.exchange.records import ConnectionRecord
from netdesk.exchange.said import Item, link_to
from netdesk.services.importing.additions import Difference
from netdesk.services.importing.plan import PlannedConnection

_MUTUAL = frozenset(
    {"knows", "friend", "colleague", "co-worker", "spouse", "sibling", "neighbor", "acquaintance", "kin", "co-resident"}
)
"""Kinds of connections that say the same read from the other side."""


class Connections:
    """The connections of a book, and of the part of a file gone through so far.

    `planned` is what is written; `new` and `differences` tell of it by the lines of the file.
    """

    def __init__(self, session: Session, taken: Collection[tuple[int, Difference]]) -> None:
        """Read the book; `taken` are the differences, by their lines, in which the user follows the file."""
        self._taken = taken
        self._kinds: defaultdict[tuple[int, int], dict[str, None]] = defaultdict(dict)
        for first, second, kind in session.connection().exec_driver_sql(
            "SELECT first_id, second_id, kind FROM connection ORDER BY id"
        ):
            self._put(first, second, kind)
        self._moved: set[tuple[tuple[int, int], str]] = set()
        self.planned: list[PlannedConnection] = []
        self.new: defaultdict[int, list[ConnectionRecord]] = defaultdict(list)
        self.differences: defaultdict[int, list[Difference]] = defaultdict(list)

    def take(
        self, people: tuple[int, int], one: ConnectionRecord, line: int, before: Sequence[Item], now: Collection[Item]
    ) -> None:
        """Plan what a row says of two people; it said `before` what it no longer says where a kind has changed.

        What it said before and is not here was taken away here, and stays away.
        """
        kinds, field = self._kinds[people], link_to(one.who)
        if one.kind in kinds or Item(field, one.kind) in before:
            return
        gone = [item.value for item in before if item.field == field and item not in now]
        instead = next((kind for kind in gone if kind in kinds), "")
        if gone and not instead and not self._moved.intersection((people, kind) for kind in gone):
            difference = Difference(field, ", ".join(kinds), one.kind)
            self.differences[line].append(difference)
            if (line, difference) not in self._taken:
                return
            instead = next(iter(kinds), "")
        for sides in (people, people[::-1]):
            self._kinds[sides].pop(instead, None)
            self._moved.add((sides, instead))
        self._put(*people, one.kind)
        self.new[line].append(one)
        self.planned.append(PlannedConnection(*people, one.kind, one.since, one.until, instead))

    def _put(self, first: int, second: int, kind: str) -> None:
        self._kinds[first, second][kind] = None
        if kind in _MUTUAL:
            self._kinds[second, first][kind] = None
