"""Who stands close to me and who knows whom, read from all that the book says about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, pairwise
from sqlite3 import Connection
from typing import Any

from netdesk.db.book import Book
from netdesk.domain.changes import Changes
from netdesk.exchange.uncollected import uncollected
from netdesk.graph.paths import Graph, WarmPath
from netdesk.graph.stays import Stay, Stays
from netdesk.graph.ties import Tie, TieEvent, TieKind, strength, strengths
from netdesk.services.days import first_day, last_day
from netdesk.services.queries import id_list

KNOWN_ONLY = 0.05
"""Strength of a tie to somebody I have met, or was introduced to, and had nothing to do with since."""

_INTRODUCED, _CONNECTED, _ONCE_CONNECTED, _INTRODUCER = 0.5, 0.5, 0.2, 0.4
"""What is supposed of ties between others, of which the book seldom says more than that they exist."""

_LARGEST_MEETING = 8
"""With more people than this at one meeting, being there makes no tie."""

_FEEDS = (
    "contact",
    "interaction",
    "participant",
    "introduction",
    "party",
    "connection",
    "how_met",
    "request",
    "requester",
    "hop",
    "tag",
    "contact_tag",
    "affiliation",
    "organisation",
)

_SOME = "IN (SELECT value FROM json_each(:ids))"
_EVENTS = """SELECT p.contact_id, substr(i.at, 1, 10) AS day, i.kind
  FROM participant p JOIN interaction i ON i.id = p.interaction_id WHERE i.kind <> 'note' AND p.contact_id {some}
UNION ALL SELECT h.contact_id, substr(coalesce(h.answered_at, h.asked_at, h.created_at), 1, 10), 'help received'
  FROM hop h WHERE h.state = 'delivered' AND h.contact_id {some}
UNION ALL SELECT q.contact_id, substr(coalesce(h.answered_at, h.asked_at, h.created_at), 1, 10), 'help given'
  FROM requester q JOIN hop h ON h.request_id = q.request_id WHERE h.state = 'delivered' AND q.contact_id {some}
UNION ALL SELECT m.contact_id, m.met_on, 'meeting' FROM how_met m WHERE m.met_on IS NOT NULL AND m.contact_id {some}"""

_CADENCES = """SELECT c.id, coalesce(c.cadence_days, (SELECT min(t.cadence_days) FROM contact_tag ct
    JOIN tag t ON t.id = ct.tag_id WHERE ct.contact_id = c.id)) FROM contact c WHERE c.id {some}"""

_MUTUAL = frozenset(
    ("acquaintance", "classmate", "co-worker", "colleague", "cousin", "friend", "neighbor", "neighbour", "partner")
)
"""What two people are to each other, each what the other is: said of both, it is plural."""

_MET = "SELECT m.contact_id FROM how_met m"
_PAIRS = """SELECT a.contact_id, b.contact_id,
    CASE WHEN by.id IS NULL THEN 'they were introduced' WHEN by.is_me THEN 'you introduced them'
      WHEN :me IN (a.contact_id, b.contact_id) THEN by.display_name || ' introduced you'
      ELSE by.display_name || ' introduced them' END
  FROM introduction i JOIN party a ON a.introduction_id = i.id
  JOIN party b ON b.introduction_id = i.id AND b.id > a.id LEFT JOIN contact by ON by.id = i.introducer_id
 WHERE i.state IN ('made', 'met', 'closed')"""
_CONNECTIONS = "SELECT first_id, second_id, kind, until FROM connection"
_INTRODUCERS = """SELECT m.introducer_id, m.contact_id, c.display_name FROM how_met m
  JOIN contact c ON c.id = m.introducer_id"""
_GATHERINGS = """SELECT p.interaction_id, p.contact_id, substr(i.at, 1, 10), i.kind FROM participant p
  JOIN interaction i ON i.id = p.interaction_id JOIN (SELECT interaction_id FROM participant
    GROUP BY interaction_id HAVING count(*) BETWEEN 2 AND :largest) g ON g.interaction_id = p.interaction_id
 WHERE i.kind <> 'note' ORDER BY p.interaction_id"""

_STAYS = """SELECT a.contact_id, a.organisation_id, o.name, a.since, a.until, a.current FROM affiliation a
  JOIN organisation o ON o.id = a.organisation_id JOIN contact c ON c.id = a.contact_id
 WHERE c.archived_at IS NULL"""

_ACQUAINTED = """SELECT second_id AS id FROM connection WHERE first_id = :one
UNION SELECT first_id FROM connection WHERE second_id = :one
UNION SELECT introducer_id FROM how_met WHERE contact_id = :one AND introducer_id IS NOT NULL
UNION SELECT contact_id FROM how_met WHERE introducer_id = :one
UNION SELECT b.contact_id FROM participant a JOIN participant b ON b.interaction_id = a.interaction_id
  WHERE a.contact_id = :one
UNION SELECT b.contact_id FROM party a JOIN introduction i ON i.id = a.introduction_id
  JOIN party b ON b.introduction_id = i.id WHERE a.contact_id = :one
    AND (i.state NOT IN ('declined', 'lapsed') OR EXISTS
      (SELECT 1 FROM party d WHERE d.introduction_id = i.id AND d.consent = 'declined'))
UNION SELECT i.introducer_id FROM party a JOIN introduction i ON i.id = a.introduction_id
  WHERE a.contact_id = :one AND i.introducer_id IS NOT NULL"""


_Met = Mapping[frozenset[int], Sequence[TieEvent]]
"""What passed between two others while I was there."""


@dataclass(frozen=True, slots=True)
class _Cache:
    graph: Graph
    met: _Met
    day: date


class Network:
    """Ties and ways between the people of a book; the graph is made at first use and anew once its sources changed."""

    def __init__(self, book: Book) -> None:
        """Watch the book; nothing is read yet."""
        self._book = book
        self._cache: _Cache | None = None
        self._changes = 0
        book.listeners.append(self._on_changed)

    def ties(self, ids: Collection[int]) -> dict[int, Tie]:
        """Return how strong my tie to each of the contacts is, and why."""
        with self._book.connect() as connection:
            return self._ties(connection, _SOME, {"ids": id_list(ids)}, ids)

    def acquainted(self, contact_id: int) -> set[int]:
        """Return who need not, or may not, be introduced to a contact.

        They know each other already, an introduction of the two is under way, or one of them declined it.
        """
        with self._book.connect() as connection:
            return _column(connection, _ACQUAINTED, one=contact_id) - {contact_id}

    def paths(self, me: int, targets: Iterable[int], limit: int = 3) -> list[WarmPath]:
        """Return the strongest ways from me to any of the contacts, each beginning with somebody else."""
        today = self._book.clock.today()
        cache, changes = self._cache, self._changes
        if cache is None or cache.day != today:
            with self._book.connect() as connection, uncollected():
                cache = _read(connection, me, today)
            if changes == self._changes:
                self._cache = cache
        ways = cache.graph.nearest_ways(me, targets, limit)
        mine = self.ties({way.through[1] for way in ways})
        return [replace(way, because=tuple(_told(way, me, mine, cache.met, today))) for way in ways]

    def _ties(
        self, connection: Connection, some: str, values: dict[str, Any], ids: Iterable[int] = ()
    ) -> dict[int, Tie]:
        today = self._book.clock.today()
        events: defaultdict[int, list[TieEvent]] = defaultdict(list)
        for contact, day, kind in _rows(connection, _EVENTS.format(some=some), **values):
            if (when := first_day(day)) is not None:
                events[contact].append(TieEvent(when, TieKind(kind)))
        halvings = dict(_rows(connection, _CADENCES.format(some=some), **values))
        return {one: strength(events[one], today, halvings.get(one)) for one in {*events, *ids}}

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_FEEDS):
            self._changes += 1
            self._cache = None


def _read(connection: Connection, me: int, today: date) -> _Cache:
    """Read all ties; what mine and those of meetings rest on is said only where it is asked."""
    gone = _column(connection, "SELECT id FROM contact WHERE archived_at IS NOT NULL")
    met = _met(connection, me)
    ties = chain(_mine(connection, me, today), _others(connection, me, today), _together(met, today))
    return _Cache(Graph(ties, Stays(_stays(connection)), without=gone), met, today)


def _mine(connection: Connection, me: int, today: date) -> Iterator[tuple[int, int, float, str]]:
    found = (
        (contact, when, kind)
        for contact, day, kind in _rows(connection, _EVENTS.format(some="IS NOT NULL"))
        if contact != me and (when := first_day(day)) is not None
    )
    halvings = dict(_rows(connection, _CADENCES.format(some="IS NOT NULL")))
    strong = strengths(found, today, halvings)
    for contact, how_strong in strong.items():
        yield me, contact, how_strong, ""
    for contact in _column(connection, _MET):
        if strong.get(contact, 0.0) < KNOWN_ONLY:
            yield me, contact, KNOWN_ONLY, "you have met"


def _others(connection: Connection, me: int, today: date) -> Iterator[tuple[int, int, float, str]]:
    """Give the ties between other people."""
    for one, other, why in _rows(connection, _PAIRS, me=me):
        yield one, other, _INTRODUCED, why
    day = today.isoformat()
    for one, other, kind, until in _rows(connection, _CONNECTIONS):
        past = until is not None and until < day
        yield one, other, _ONCE_CONNECTED if past else _CONNECTED, _acquaintance(kind, past=past)
    for introducer, contact, name in _rows(connection, _INTRODUCERS):
        yield introducer, contact, _INTRODUCER, f"{name} introduced you"


def _acquaintance(kind: str, *, past: bool) -> str:
    """Say of two how they know each other: by the kind of their connection, where it says more than that they do."""
    if kind in ("", "knows"):
        return "knew each other" if past else "know each other"
    kind += "s" * (kind.rpartition(" ")[2].lower() in _MUTUAL)
    return f"once {kind}" if past else kind


def _met(connection: Connection, me: int) -> _Met:
    """Read when two others were at the same meeting."""
    met: defaultdict[frozenset[int], list[TieEvent]] = defaultdict(list)
    people: list[int] = []
    last: int | None = None
    for interaction, contact, day, kind in _rows(connection, _GATHERINGS, largest=_LARGEST_MEETING):
        if interaction != last:
            people, last = [], interaction
        for other in people:
            if me not in (contact, other):
                met[frozenset((contact, other))].append(TieEvent(date.fromisoformat(day), kind))
        people.append(contact)
    return met


def _together(met: _Met, today: date) -> Iterator[tuple[int, int, float, str]]:
    for (one, other), events in met.items():
        yield one, other, strength(events, today).strength, ""


def _stays(connection: Connection) -> Iterator[Stay]:
    """Read who is or was where; of a past role without any day nothing is known that could overlap."""
    for contact, organisation, name, since, until, current in _rows(connection, _STAYS):
        first, last = first_day(since), last_day(until)
        if current or last or first:
            yield Stay(contact, organisation, name, first, None if current and not last else last or first)


def _told(way: WarmPath, me: int, mine: Mapping[int, Tie], met: _Met, today: date) -> Iterator[str]:
    for (one, other), why in zip(pairwise(way.through), way.because, strict=True):
        if why:
            yield why
        elif one == me:
            yield mine[other].explanation
        else:
            yield f"{strength(met[frozenset((one, other))], today).explanation}, with you"


def _rows(connection: Connection, statement: str, **values: object) -> Iterator[Any]:
    """Give bare tuples: of a whole book, rows with names take as long to make as to read."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(statement, values)


def _column(connection: Connection, statement: str, **values: object) -> set[int]:
    return {one for (one,) in _rows(connection, statement, **values)}
