"""Who can help with a request: rows made for showing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from time import perf_counter
from typing import Literal

from sqlalchemy import Connection

from netdesk.db.book import Book
from netdesk.domain.errors import NotFoundError
from netdesk.domain.words import Band
from netdesk.graph.ties import Tie
from netdesk.matching import wording
from netdesk.matching.coverage import Coverage
from netdesk.matching.judgement import Match, rank
from netdesk.matching.passage import Passage, PassageKind
from netdesk.matching.wording import Wording
from netdesk.services import evidence, left_out
from netdesk.services.asked_lately import asked_lately
from netdesk.services.meaning import Meaning
from netdesk.services.name_index import NameIndex
from netdesk.services.network import Network
from netdesk.services.queries import UNFIT, id_list, ids, rows

_INVOLVED = """SELECT contact_id FROM requester WHERE request_id = :id
UNION SELECT contact_id FROM hop WHERE request_id = :id AND contact_id IS NOT NULL"""
_HOPS = "SELECT id FROM hop WHERE request_id = :id LIMIT 1"
_OTHERS = """SELECT id FROM contact WHERE NOT is_me AND archived_at IS NULL
  AND id NOT IN (SELECT contact_id FROM requester WHERE request_id = :id) LIMIT 1"""
_USED = "SELECT resource_id FROM hop WHERE request_id = :id AND resource_id IS NOT NULL"
_WORDING = "SELECT purpose, topic, ask, who, original_wording FROM request WHERE id = :id"
_PEOPLE = """SELECT c.id, c.display_name, trim(coalesce(a.role, '') || ', ' || coalesce(o.name, ''), ', ') AS role,
    coalesce(nullif(o.place, ''), (SELECT coalesce(p.city, p.value) FROM contact_point p
      WHERE p.contact_id = c.id AND p.kind = 'address' ORDER BY p.position LIMIT 1), '') AS place
  FROM contact c LEFT JOIN affiliation a ON a.id = (SELECT id FROM affiliation WHERE contact_id = c.id
    ORDER BY current DESC, position, id LIMIT 1) LEFT JOIN organisation o ON o.id = a.organisation_id
  WHERE c.id IN (SELECT value FROM json_each(:ids))"""
_RESOURCES = (
    "SELECT id, title, kind AS role, url AS place FROM resource WHERE id IN (SELECT value FROM json_each(:ids))"
)

_DORMANT = "You have not been in touch for long: a reason to be again."


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


class Helping:
    """Judges who can help, on what the book says."""

    def __init__(self, book: Book, names: NameIndex, network: Network, meaning: Meaning) -> None:
        """Read this book; the index of names, the network and the index by meaning are shared with other services."""
        self._book = book
        self._names = names
        self._network = network
        self._meaning = meaning

    def prepare(self) -> None:
        """Load in advance what the first match would wait for."""
        self._names.exact("")
        self._meaning.prepare()

    def match(
        self, text: str, limit: int = 10, request_id: int | None = None, *, by_meaning: bool = True
    ) -> MatchAnswer:
        """Rank the contacts and resources that speak to a request, by shared words alone unless `by_meaning`.

        I, archived contacts, those who ask, those who were asked already and those who were dismissed for the request
        are left out. Without a text that of the request counts.
        """
        started = perf_counter()
        with self._book.read() as session:
            connection = session.connection()
            asked_for = _wording(connection, text, request_id)
            asked = asked_lately(connection, self._book.clock.today())
            unfit = ids(connection, UNFIT) | ids(connection, _INVOLVED, id=request_id)
            aside = left_out.contacts(session, request_id)
            used = ids(connection, _USED, id=request_id) | left_out.resources(session, request_id)
            found, reason = self._gather(asked_for, unfit | aside, by_meaning=by_meaning)
            judged = partial(rank, asked_for, statistics=found.statistics, limit=limit)
            ties = self._network.ties({one.owner_id for one in found.people.passages} | found.names.keys())
            people = judged(
                found.people.passages,
                found.people.cosines,
                names=found.names,
                asked_lately=asked,
                strengths={one: tie.strength for one, tie in ties.items()},
            )
            resources = judged(found.resources.passages, found.resources.cosines, excluded=used)
            rows = _people(connection, people, ties) + _resources(connection, resources)
            others = bool(rows) or bool(ids(connection, _OTHERS, id=request_id))
            asked_already = bool(aside or ids(connection, _HOPS, id=request_id))
        best = tuple(sorted(rows, key=lambda row: -row.score)[: max(limit, 0)])
        milliseconds = (perf_counter() - started) * 1000
        remark = _remark(asked_for.text, best, others=others, asked=asked_already)
        return MatchAnswer(
            request=text.strip() or asked_for.text,
            milliseconds=milliseconds,
            results=best,
            remark=" ".join(part for part in (remark, reason) if part),
        )

    def _gather(self, request: Wording, unfit: set[int], *, by_meaning: bool) -> tuple[evidence.Evidence, str]:
        """Collect what is worth judging, and say why it goes by words alone if it does."""
        near, reason = None, ""
        with self._book.connect() as connection:
            words = evidence.words_of(connection, request.text)
            if by_meaning and request.text:
                near, reason = self._meaning.near(request, Coverage(request.text, words.statistics).weights)
            return evidence.gather(connection, request.text, words, self._names, near, unfit), reason


def _people(connection: Connection, found: Iterable[Match], ties: Mapping[int, Tie]) -> list[MatchRow]:
    matches = {one.owner_id: one for one in found}
    return [
        _row(matches[row.id], row.display_name, row.role, row.place, ties[row.id].strength, "contact")
        for row in rows(connection, _PEOPLE, ids=id_list(matches))
    ]


def _resources(connection: Connection, found: Iterable[Match]) -> list[MatchRow]:
    matches = {one.owner_id: one for one in found}
    return [
        _row(matches[row.id], row.title, row.role, row.place, 0.0, "resource")
        for row in rows(connection, _RESOURCES, ids=id_list(matches))
    ]


def _row(
    found: Match, name: str, role: str, place: str, strength: float, kind: Literal["contact", "resource"]
) -> MatchRow:
    quoted = found.quoted
    return MatchRow(
        id=found.owner_id,
        name=name,
        score=found.score,
        band=found.band,
        because=found.because,
        source=_source(quoted) if quoted else "name",
        day=quoted.day if quoted else None,
        private=bool(quoted and quoted.private),
        role=role,
        place=place,
        strength=strength,
        kind=kind,
        remark=found.remark or (_DORMANT if found.dormant else ""),
    )


def _source(quoted: Passage) -> str:
    """Say in a word where a passage comes from."""
    if quoted.kind is PassageKind.INTERACTION:
        return "met" if quoted.met else "wrote"
    return str(quoted.kind)


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
        return "Nobody in this book is a clear match; these come nearest to the request."
    return ""


def _wording(connection: Connection, text: str, request_id: int | None) -> Wording:
    """Read the text, or the articulated ask of a request; its original wording as long as there is none."""
    if text.strip() or request_id is None:
        return wording.read(text)
    row = connection.exec_driver_sql(_WORDING, {"id": request_id}).first()
    if row is None:
        raise NotFoundError("This request is no longer in the book. Undo brings back what was deleted.")
    *parts, original = row
    return wording.articulated(*parts) if any(parts) else wording.read(original)
