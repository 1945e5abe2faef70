"""Who does what inside an organisation, what is asked for there that nobody in it speaks to, and who is asked most."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from netdesk.db.book import Book
from netdesk.domain.errors import NotFoundError
from netdesk.domain.words import FactKind, Visibility
from netdesk.matching.passage import Owner, Passage, PassageKind
from netdesk.matching.topics import Said, Topic, topics
from netdesk.services.answered_needs import answered
from netdesk.services.fact_vectors import FactVectors
from netdesk.services.search_query import quoted

_LATELY = timedelta(days=90)
_MOST_TOPICS, _MOST_ASKED, _MOST_GAPS = 12, 5, 50
_MANY = 2_000

_ORGANISATION = "SELECT name, place, website FROM organisation WHERE id = :id"
_PEOPLE = """SELECT c.id, c.display_name, a.role, max(a.current)
  FROM affiliation a JOIN contact c ON c.id = a.contact_id
  WHERE a.organisation_id = :id AND NOT c.is_me AND c.archived_at IS NULL
  GROUP BY c.id ORDER BY max(a.current) DESC, c.sort_name, c.id"""
_FACTS = """SELECT contact_id, kind, text, visibility FROM fact
  WHERE state = 'open' AND contact_id IN (SELECT value FROM json_each(:ids)) ORDER BY id"""
_NOTES = "SELECT id, notes FROM contact WHERE notes <> '' AND id IN (SELECT value FROM json_each(:ids))"
_ASKED = """SELECT contact_id, count(*), sum(at >= :since), sum(agreed) FROM (
  SELECT contact_id, asked_at AS at, state IN ('accepted', 'delivered') AS agreed FROM hop
  UNION ALL SELECT contact_id, asked_at, consent = 'granted' FROM party)
  WHERE at IS NOT NULL AND contact_id IN (SELECT value FROM json_each(:ids))
  GROUP BY contact_id ORDER BY 2 DESC, 3 DESC, contact_id"""
_HOLDING = "SELECT count(*) FROM (SELECT 1 FROM full_text WHERE full_text MATCH :match LIMIT :most)"
_CONTACTS = "SELECT count(*) FROM contact"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A text of somebody's record, word for word; what is private is shown to me with a lock."""

    text: str
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertRow:
    """What somebody does in an organisation, and can help with; `current` is whether they are there now."""

    id: int
    name: str
    role: str
    current: bool
    offers: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """What somebody is looking for; `answer` is a fact (`kind`) about `by` that speaks to it, where there is one."""

    id: int
    name: str
    need: Quotation
    by: tuple[int, str] | None = None
    answer: Quotation | None = None
    kind: FactKind = FactKind.OFFERS


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """How often somebody was asked to help or to meet, how often of late, and how often they said yes."""

    id: int
    name: str
    times: int
    lately: int
    agreed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertisePage:
    """An organisation as those who are in it know it; `topics` come with the names of who they stand with."""

    id: int
    name: str
    place: str
    website: str
    people: tuple[ExpertRow, ...]
    topics: tuple[tuple[Topic, tuple[str, ...]], ...]
    gaps: tuple[NeedRow, ...]
    met: tuple[NeedRow, ...]
    asked: tuple[AskedRow, ...]


class Expertise:
    """Reads what the people of an organisation do, know and need."""

    def __init__(self, book: Book, vectors: FactVectors | None = None) -> None:
        """Read from this book; without vectors needs and answers are compared by words alone."""
        self._book = book
        self._vectors = vectors

    def page(self, organisation_id: int) -> ExpertisePage:
        """Return who does what; raises NotFoundError where the organisation is gone."""
        since = str(self._book.clock.today() - _LATELY)
        with self._book.read() as session:
            connection = session.connection()
            found = _rows(connection, _ORGANISATION, id=organisation_id)
            if not found:
                raise NotFoundError("This organisation is no longer in the book. Undo brings back what was deleted.")
            name, place, website = found[0]
            people = _rows(connection, _PEOPLE, id=organisation_id)
            names = {row[0]: row[1] for row in people}
            present = json.dumps([row[0] for row in people if row[3]])
            facts = _rows(connection, _FACTS, ids=present)
            notes = _rows(connection, _NOTES, ids=present)
            asked = _rows(connection, _ASKED, ids=present, since=since)
            told = topics(_said(facts, notes), *_of_book(connection), _MOST_TOPICS, f"{name} {place}")
        offers = _quotations(facts, FactKind.OFFERS)
        needs = _needs(names, facts, self._vectors)
        return ExpertisePage(
            id=organisation_id,
            name=name,
            place=place,
            website=website,
            people=tuple(
                ExpertRow(id=one, name=shown, role=role, current=bool(current), offers=tuple(offers.get(one, ())))
                for one, shown, role, current in people
            ),
            topics=tuple((topic, tuple(names[one] for one in topic.people)) for topic in told),
            gaps=tuple(row for row in needs if row.by is None)[:_MOST_GAPS],
            met=tuple(row for row in needs if row.by is not None)[:_MOST_GAPS],
            asked=tuple(
                AskedRow(id=one, name=names[one], times=times, lately=lately, agreed=agreed)
                for one, times, lately, agreed in asked[:_MOST_ASKED]
            ),
        )


def _rows(connection: Connection, statement: str, **values: Any) -> list[Any]:
    return list(connection.exec_driver_sql(statement, values))


def _quotations(facts: Iterable[Any], kind: FactKind) -> dict[int, list[Quotation]]:
    found: dict[int, list[Quotation]] = {}
    for contact_id, its_kind, text, visibility in facts:
        if its_kind == kind:
            found.setdefault(contact_id, []).append(Quotation(text, visibility == Visibility.PRIVATE))
    return found


def _said(facts: Iterable[Any], notes: Iterable[Any]) -> list[Said]:
    """Collect what topics are read from: facts other than needs, and notes, which are private."""
    said = [
        Said(contact_id, text, kind == FactKind.OFFERS, visibility == Visibility.PRIVATE)
        for contact_id, kind, text, visibility in facts
        if kind != FactKind.NEEDS
    ]
    return said + [Said(contact_id, text, private=True) for contact_id, text in notes]


def _of_book(connection: Connection) -> tuple[int, Any]:
    """Return how many people the book has, and what counts who among them has a phrase in their record.

    What many have is not counted to the end: it tells nothing about anybody.
    """
    people = int(_rows(connection, _CONTACTS)[0][0])

    def holding(phrases: Collection[str]) -> dict[str, int]:
        counted = {}
        for phrase in phrases:
            match = f"{{facts text}} : {quoted(phrase)}"
            count = int(_rows(connection, _HOLDING, match=match, most=_MANY)[0][0])
            counted[phrase] = people if count == _MANY else count
        return counted

    return people, holding


def _needs(names: dict[int, str], facts: Iterable[Any], vectors: FactVectors | None) -> list[NeedRow]:
    """Return each need with what a colleague has that answers it best."""
    passages = [
        Passage(Owner.CONTACT, one, PassageKind(kind), text, None, visibility == Visibility.PRIVATE)
        for one, kind, text, visibility in facts
        if kind != FactKind.INTEREST
    ]
    by = answered(passages, vectors)
    rows = []
    for place, passage in enumerate(passages):
        if passage.kind is PassageKind.NEEDS:
            answer = passages[by[place]] if place in by else None
            rows.append(
                NeedRow(
                    id=passage.owner_id,
                    name=names[passage.owner_id],
                    need=Quotation(passage.text, passage.private),
                    by=(answer.owner_id, names[answer.owner_id]) if answer else None,
                    answer=Quotation(answer.text, answer.private) if answer else None,
                    kind=FactKind(answer.kind) if answer else FactKind.OFFERS,
                )
            )
    return rows
