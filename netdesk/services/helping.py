"""Who can help with a request, whom a helper should meet, and how to reach somebody: rows made for showing."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from time import perf_counter
from typing import Any, Literal

from sqlalchemy import Connection

from netdesk.db.book import Book
from netdesk.domain.errors import NotFoundError
from netdesk.domain.text import clean_line, fold, shorten
from netdesk.domain.words import Band, FactKind, Standing, Visibility
from netdesk.graph.paths import WarmPath
from netdesk.graph.ties import Tie
from netdesk.matching.pairs import Benefit, FactText, Profile, ProfileIndex
from netdesk.matching.people import Match, match
from netdesk.services import evidence
from netdesk.services.name_index import NameIndex
from netdesk.services.network import Network

_LATELY = timedelta(days=90)
_MOST_PROFILES = 500
_NEAR_NAMES = 3

_UNFIT = "SELECT id FROM contact WHERE is_me OR archived_at IS NOT NULL"
_INVOLVED = """SELECT contact_id FROM requester WHERE request_id = :id
UNION SELECT contact_id FROM hop WHERE request_id = :id AND contact_id IS NOT NULL"""
_HOPS = "SELECT id FROM hop WHERE request_id = :id LIMIT 1"
_OTHERS = """SELECT id FROM contact WHERE NOT is_me AND archived_at IS NULL
  AND id NOT IN (SELECT contact_id FROM requester WHERE request_id = :id) LIMIT 1"""
_USED = "SELECT resource_id FROM hop WHERE request_id = :id AND resource_id IS NOT NULL"
_WORDING = "SELECT purpose, topic, ask, who, original_wording FROM request WHERE id = :id"
_ASKED_LATELY = """SELECT contact_id, count(*) AS times FROM (
  SELECT contact_id FROM hop WHERE contact_id IS NOT NULL AND asked_at >= :since
  UNION ALL SELECT contact_id FROM party WHERE asked_at >= :since) GROUP BY contact_id"""
_PEOPLE = """SELECT c.id, c.display_name, trim(coalesce(a.role, '') || ', ' || coalesce(o.name, ''), ', ') AS role,
    coalesce(nullif(o.place, ''), (SELECT coalesce(p.city, p.value) FROM contact_point p
      WHERE p.contact_id = c.id AND p.kind = 'address' ORDER BY p.position LIMIT 1), '') AS place
  FROM contact c LEFT JOIN affiliation a ON a.id = (SELECT id FROM affiliation WHERE contact_id = c.id
    ORDER BY current DESC, position, id LIMIT 1) LEFT JOIN organisation o ON o.id = a.organisation_id
  WHERE c.id IN (SELECT value FROM json_each(:ids))"""
_RESOURCES = (
    "SELECT id, title, kind AS role, url AS place FROM resource WHERE id IN (SELECT value FROM json_each(:ids))"
)

_FACTS = """SELECT f.contact_id, c.display_name, c.standing, f.kind, f.text, f.visibility
  FROM fact f JOIN contact c ON c.id = f.contact_id
  WHERE f.state = 'open' AND f.contact_id IN (SELECT value FROM json_each(:ids)) ORDER BY f.contact_id, f.id"""
_WITH_FACTS = "SELECT DISTINCT contact_id FROM fact WHERE state = 'open' LIMIT :limit"
_SPEAKING = """SELECT d.record_id FROM full_text CROSS JOIN document d ON d.id = full_text.rowid
  WHERE full_text MATCH :match AND d.kind = 'contact' ORDER BY full_text.rank LIMIT :limit"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRow:
    """Somebody, or a resource, that may help: `because` stands word for word in the record, `strength` is my tie."""

    id: int
    name: str
    score: float
    band: Band
    because: str
    source: str
    day: date | None
    private: bool
    role: str
    place: str
    strength: float
    kind: Literal["contact", "resource"]
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchAnswer:
    """Who can help with a request, the best first; `remark` says honestly when there is little or nobody."""

    request: str
    milliseconds: float
    results: tuple[MatchRow, ...]
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoRow:
    """Somebody the helper should meet, and a sentence without a full stop for each side."""

    id: int
    name: str
    because: str
    because_for_other: str
    benefit: Benefit


@dataclass(frozen=True, slots=True)
class TwoAnswer:
    """The name of the helper, the introductions that can be given back, and whether anything is noted to match by."""

    helper: str
    introductions: tuple[TwoRow, ...]
    has_facts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PathRow:
    """A way to somebody: names and ids from me to them, both included, a strength from 0 to 1, and why for each tie."""

    through: tuple[str, ...]
    ids: tuple[int, ...]
    strength: float
    because: tuple[str, ...]


class Helping:
    """Judges who can help, on what the book says."""

    def __init__(self, book: Book, names: NameIndex | None = None) -> None:
        """Read this book; `names` may be shared with other services."""
        self._book = book
        self._names = names or NameIndex(book)
        self._network = Network(book)

    def match(self, text: str, limit: int = 10, request_id: int | None = None) -> MatchAnswer:
        """Rank the contacts and resources that speak to a request.

        I, archived contacts, those who ask and those who were asked already are left out. Without a text that of the
        request counts.
        """
        started = perf_counter()
        with self._book.read() as session:
            connection = session.connection()
            wording = text if text.strip() or request_id is None else _wording(connection, request_id)
            found = evidence.gather(connection, wording, self._names)
            asked = _asked_lately(connection, self._book.clock.today())
            people = match(
                wording,
                found.people,
                found.statistics,
                excluded=_ids(connection, _UNFIT) | _ids(connection, _INVOLVED, id=request_id),
                asked_lately=asked,
                limit=limit,
            )
            resources = match(
                wording,
                found.resources,
                found.statistics,
                excluded=_ids(connection, _USED, id=request_id),
                limit=limit,
            )
            rows = self._people(connection, people) + _resources(connection, resources)
            others = bool(rows) or bool(_ids(connection, _OTHERS, id=request_id))
            asked_already = bool(_ids(connection, _HOPS, id=request_id))
        best = tuple(sorted(rows, key=lambda row: -row.score)[: max(limit, 0)])
        milliseconds = (perf_counter() - started) * 1000
        remark = _remark(wording, best, others=others, asked=asked_already)
        return MatchAnswer(request=wording, milliseconds=milliseconds, results=best, remark=remark)

    def two_for(self, contact_id: int) -> TwoAnswer:
        """Suggest two people the contact should meet; raises NotFoundError for a contact who is not in the book.

        Left out are those who know each other or are being introduced already, pairs of which one declined, me and
        archived contacts.
        """
        excluded = self._network.acquainted(contact_id)
        with self._book.read() as session:
            connection = session.connection()
            name = _names(connection, [contact_id]).get(contact_id)
            if name is None:
                raise NotFoundError("This contact is no longer in the book. Undo brings back what was deleted.")
            excluded |= _ids(connection, _UNFIT) | {contact_id}
            helper = _profiles(connection, [contact_id]).get(contact_id)
            if helper is None:
                return TwoAnswer(name, (), has_facts=False)
            profiles = _profiles(connection, _speaking(connection, helper) - excluded)
            asked = _asked_lately(connection, self._book.clock.today())
        index = ProfileIndex([*profiles.values(), helper])
        suggestions = index.two_for(helper, excluded=excluded, asked_lately=asked)
        return TwoAnswer(
            name,
            tuple(
                TwoRow(
                    id=one.contact_id,
                    name=profiles[one.contact_id].name,
                    because=one.because_for_helper,
                    because_for_other=one.because_for_other,
                    benefit=one.benefit,
                )
                for one in suggestions
            ),
        )

    def paths(self, contact_id: int, limit: int = 3) -> tuple[PathRow, ...]:
        """Return the warmest ways from me to a contact; none in a book that does not know who I am."""
        with self._book.read() as session:
            me = session.connection().exec_driver_sql("SELECT id FROM contact WHERE is_me").scalar()
        if me is None:
            return ()
        ways = self._network.paths(me, contact_id, limit)
        with self._book.read() as session:
            names = _names(session.connection(), {one for way in ways for one in way.through})
        return tuple(_path(way, names) for way in ways if names.keys() >= set(way.through))

    def ties(self, ids: Collection[int]) -> dict[int, Tie]:
        """Return how strong my tie to each of the contacts is, and why."""
        return self._network.ties(ids)

    def resolve(self, name: str) -> int:
        """Find the one contact a user means by a name, as it is, without accents, by its beginning or misspelt.

        Raises NotFoundError with the names that come near where nobody, or more than one, can be meant.
        """
        shown = shorten(name, 60)
        exact = self._names.exact(fold(clean_line(name)))
        near = self._names.near(name) if not exact else [(one, 1.0) for one in sorted(exact)]
        with self._book.read() as session:
            connection = session.connection()
            archived = _ids(connection, "SELECT id FROM contact WHERE archived_at IS NOT NULL")
            named = _names(connection, [one for one, _ in near])
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

    def _people(self, connection: Connection, found: Iterable[Match]) -> list[MatchRow]:
        matches = {one.contact_id: one for one in found}
        ties = self._network.ties(matches.keys())
        return [
            _row(matches[row.id], row.display_name, row.role, row.place, ties[row.id].strength, "contact")
            for row in _rows(connection, _PEOPLE, ids=_list(matches))
        ]


def _resources(connection: Connection, found: Iterable[Match]) -> list[MatchRow]:
    matches = {one.contact_id: one for one in found}
    return [
        _row(matches[row.id], row.title, row.role, row.place, 0.0, "resource")
        for row in _rows(connection, _RESOURCES, ids=_list(matches))
    ]


def _row(
    found: Match, name: str, role: str, place: str, strength: float, kind: Literal["contact", "resource"]
) -> MatchRow:
    return MatchRow(
        id=found.contact_id,
        name=name,
        score=found.score,
        band=found.band,
        because=found.because,
        source=found.source,
        day=found.day,
        private=found.private,
        role=role,
        place=place,
        strength=strength,
        kind=kind,
        remark=found.remark,
    )


def _remark(wording: str, rows: Collection[MatchRow], *, others: bool, asked: bool) -> str:
    if not wording.strip():
        return "There is nothing to match yet. Say what is asked for."
    if not rows and not others:
        return "Nobody else is in this book yet. Import or add the people you know, and what they offer."
    if not rows and asked:
        return "Nobody else in this book speaks to the request. If it stands still, ask somebody who knows many."
    if not rows:
        return "Nothing in this book speaks to the request. Ask back what is needed, or ask somebody who knows many."
    if all(row.band is Band.PERHAPS for row in rows):
        return "Nobody in this book is a clear match; these share a few words with the request."
    return ""


def _wording(connection: Connection, request_id: int) -> str:
    """Give the articulated ask, or the original wording as long as there is none."""
    row = connection.exec_driver_sql(_WORDING, {"id": request_id}).first()
    if row is None:
        raise NotFoundError("This request is no longer in the book. Undo brings back what was deleted.")
    return "\n".join(part for part in row[:4] if part) or row.original_wording


def _asked_lately(connection: Connection, today: date) -> dict[int, int]:
    return {row.contact_id: row.times for row in _rows(connection, _ASKED_LATELY, since=str(today - _LATELY))}


def _profiles(connection: Connection, ids: Collection[int]) -> dict[int, Profile]:
    facts: dict[int, list[FactText]] = {}
    people: dict[int, tuple[str, bool]] = {}
    for row in _rows(connection, _FACTS, ids=_list(ids)):
        people[row.contact_id] = row.display_name, row.standing == Standing.ASK_BEFORE_NAMING
        fact = FactText(FactKind(row.kind), row.text, row.visibility == Visibility.SHAREABLE)
        facts.setdefault(row.contact_id, []).append(fact)
    return {
        one: Profile(contact_id=one, name=name, facts=tuple(facts[one]), ask_before_naming=asks)
        for one, (name, asks) in people.items()
    }


def _speaking(connection: Connection, helper: Profile) -> set[int]:
    """Choose the contacts to compare with a helper: all with facts, or those whose facts share words with theirs."""
    everybody = _ids(connection, _WITH_FACTS, limit=_MOST_PROFILES + 1)
    if len(everybody) <= _MOST_PROFILES:
        return everybody
    words = evidence.any_term("\n".join(fact.text for fact in helper.facts))
    if not words:
        return set()
    return _ids(connection, _SPEAKING, match=f"facts : ({words})", limit=_MOST_PROFILES)


def _path(way: WarmPath, names: Mapping[int, str]) -> PathRow:
    """Put a way in words: whom I know how, and whom they know."""
    shown = [names[one] for one in way.through]
    told = ["you", *shown[1:]]
    because = tuple(f"{one} and {other}: {why}" for (one, other), why in zip(pairwise(told), way.because, strict=True))
    return PathRow(through=tuple(shown), ids=way.through, strength=way.strength, because=because)


def _names(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    wanted = "SELECT id, display_name FROM contact WHERE id IN (SELECT value FROM json_each(:ids))"
    return {row.id: row.display_name for row in _rows(connection, wanted, ids=_list(ids))}


def _rows(connection: Connection, statement: str, **values: object) -> Iterable[Any]:
    return connection.exec_driver_sql(statement, values)


def _ids(connection: Connection, statement: str, **values: object) -> set[int]:
    return set(connection.exec_driver_sql(statement, values).scalars())


def _list(ids: Iterable[int]) -> str:
    return json.dumps(sorted(ids))
