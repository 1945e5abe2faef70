"""What can I move one step closer today?"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from netdesk.db.book import Book
from netdesk.services import preferences
from netdesk.services.agenda import follow_ups, hops, introductions, people, requests
from netdesk.services.agenda.items import ActionKind, ChipTone, ItemKind, Moment, Section, TodayItem

__all__ = ["ActionKind", "ChipTone", "ItemKind", "Section", "SectionCounts", "Today", "TodayItem"]

LIMIT = 50
"""Rows of a section that are shown; whoever has more has enough to do."""

_COUNTS = """SELECT (SELECT count(*) FROM contact WHERE archived_at IS NULL AND NOT is_me) AS contacts,
  (SELECT count(*) FROM request WHERE state NOT IN ('closed', 'dropped', 'parked')) AS requests,
  (SELECT count(*) FROM introduction WHERE state IN ('idea', 'asking', 'agreed', 'made', 'met')) AS introductions,
  (SELECT count(*) FROM follow_up WHERE state = 'due' AND due_on <= :today) AS follow_ups,
  (SELECT count(*) FROM message WHERE state IN ('draft', 'copied')) AS drafts"""

_BEGUN = """SELECT EXISTS (SELECT 1 FROM request) OR EXISTS (SELECT 1 FROM introduction)
  OR EXISTS (SELECT 1 FROM follow_up)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionCounts:
    """The numbers beside the sections: things to do today, contacts, what is open, follow-ups due; and of drafts."""

    today: int
    contacts: int
    requests: int
    introductions: int
    follow_ups: int
    drafts: int


@dataclass(frozen=True, slots=True)
class _Board:
    """What was read of a book in one state, as others may ask for it too."""

    moment: tuple[int, date, int]
    items: tuple[TodayItem, ...]
    counts: SectionCounts


class Today:
    """Reads what waits for me, each with a reason and one next action."""

    def __init__(self, book: Book) -> None:
        """Read this book."""
        self._book = book
        self._board: _Board | None = None
        self._reading = threading.Lock()

    def items(self, limit: int = LIMIT) -> tuple[TodayItem, ...]:
        """Return the items in the order of the sections, at most `limit` of each, each thing once."""
        return self._read(limit).items

    def knows_nobody(self) -> bool:
        """Tell whether the book is new: nobody is in it but me."""
        with self._book.connect() as connection:
            return (
                connection.execute("SELECT 1 FROM contact WHERE NOT is_me AND archived_at IS NULL").fetchone() is None
            )

    def counts(self) -> SectionCounts:
        """Return the numbers beside the sections."""
        return self._read(LIMIT).counts

    def has_begun(self) -> bool:
        """Return whether anything was ever asked, introduced or promised in this book."""
        with self._book.connect() as connection:
            return bool(connection.execute(_BEGUN).fetchone()[0])

    def _read(self, limit: int) -> _Board:
        """Read a state of the book once for all who ask: the section and the numbers beside it ask at once."""
        with self._reading:
            moment = self._book.state, self._book.clock.today(), limit
            board = self._board
            if board is None or board.moment != moment or not self._book.writable:
                with self._book.connect() as connection:
                    items = self._items(connection, limit)
                    row = connection.execute(_COUNTS, {"today": moment[1].isoformat()}).fetchone()
                board = self._board = _Board(moment, items, SectionCounts(today=len(items), **row))
            return board

    def _items(self, connection: sqlite3.Connection, limit: int) -> tuple[TodayItem, ...]:
        moment = Moment(
            connection=connection,
            today=self._book.clock.today(),
            limit=limit,
            nudge_after_days=int(preferences.value(connection, "nudge_after_days")),
            working_days=frozenset(preferences.value(connection, "working_days")),
        )
        found = requests.one_step_away(moment)
        found += introductions.introductions(moment, found)
        found += [*hops.unanswered(moment), *hops.open_loops(moment)]
        found = follow_ups.due(moment, found)
        found += [*people.dates(moment), *requests.unparked(moment)]
        found += people.cooling(moment, {item.contact_id for item in found})
        return tuple(_in_order(found, limit))


def _in_order(items: Iterable[TodayItem], limit: int) -> list[TodayItem]:
    sections: dict[Section, list[TodayItem]] = {section: [] for section in Section}
    for item in items:
        sections[item.section].append(item)
    return [item for section in sections.values() for item in section[:limit]]
