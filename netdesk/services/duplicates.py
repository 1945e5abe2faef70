"""Finding who is in the book twice, and remembering who is not."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from netdesk.db.book import Book
from netdesk.db.tables import Contact
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.text import fold
from netdesk.domain.words import Band, PointKind
from netdesk.matching.duplicates import Duplicates as Blocks
from netdesk.matching.duplicates import Likely, Person
from netdesk.matching.person_names import PersonName
from netdesk.services import points
from netdesk.services.apart import apart_pairs, keep_apart
from netdesk.services.point_keys import tells_apart
from netdesk.services.records import get
from netdesk.services.settings import value

_ALL = "IS NOT ?"
_SOME = "IN (SELECT value FROM json_each(?))"
_PEOPLE = "SELECT id, display_name, nickname, suffix FROM contact WHERE is_me = 0 AND id {which} ORDER BY id"
_BODIES = (
    "SELECT a.contact_id, o.folded FROM affiliation a JOIN organisation o ON o.id = a.organisation_id "
    "WHERE a.contact_id {which}"
)
_PLACES = "SELECT contact_id, city FROM contact_point WHERE city <> '' AND contact_id {which}"
_POINTS = "SELECT contact_id, kind, value, normal FROM contact_point WHERE normal <> '' AND contact_id {which}"
_BIRTHDAYS = "SELECT contact_id, day FROM date_to_remember WHERE kind = 'birthday' AND contact_id {which}"
_NEAR = """
WITH person AS (
    SELECT id, lower(given_name) AS given, lower(family_name) AS family, lower(display_name) AS name
    FROM contact WHERE is_me = 0
), beside AS (
    SELECT p.*, 'at ' || a.organisation_id AS what
    FROM affiliation a JOIN person p ON p.id = a.contact_id WHERE a.organisation_id IS NOT NULL
    UNION
    SELECT p.*, 'born ' || d.day FROM date_to_remember d JOIN person p ON p.id = d.contact_id WHERE d.kind = 'birthday'
)
SELECT group_concat(DISTINCT contact_id) FROM contact_point WHERE normal <> '' AND kind <> 'address'
GROUP BY kind, normal HAVING count(DISTINCT contact_id) BETWEEN 2 AND 4
UNION ALL
SELECT group_concat(id) FROM beside WHERE family <> ''
GROUP BY what, family HAVING count(*) BETWEEN 2 AND 4
UNION ALL
SELECT group_concat(id) FROM beside WHERE given <> ''
GROUP BY what, given, substr(family, 1, 1) HAVING count(*) BETWEEN 2 AND 4
UNION ALL
SELECT group_concat(DISTINCT p.id) FROM contact_point c JOIN person p ON p.id = c.contact_id WHERE c.city <> ''
GROUP BY p.name, c.city HAVING count(DISTINCT p.id) BETWEEN 2 AND 4
"""
"""Small groups of contacts who have a way to reach them in common, or a place or a day and some of the name.

A name that is spelt otherwise is much like the other in one of its parts; a name alone makes nobody likely.
"""

_MOST_GLANCED = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Two contacts who may be one person, and why."""

    first_id: int
    second_id: int
    first: str
    second: str
    score: float
    band: Band
    reasons: tuple[str, ...]


def _never() -> bool:
    return False


def _silent(done: int, total: int) -> None:
    pass


def people_of(session: Session, ids: Collection[int] | None = None) -> Iterator[tuple[int, Person]]:
    """Give what is compared of everybody in the book but me, or of some, by id."""
    connection = session.connection()
    which, given = (_ALL, None) if ids is None else (_SOME, json.dumps(sorted(ids)))

    def rows(query: str) -> Iterable[Any]:
        return connection.exec_driver_sql(query.format(which=which), (given,))

    region = str(value(session, "phone_region")) or None
    bodies, places, reached = defaultdict(set), defaultdict(set), defaultdict(set)
    for key, folded in rows(_BODIES):
        bodies[key].add(folded)
    for key, city in rows(_PLACES):
        places[key].add(fold(city))
    for key, kind, text, kept in rows(_POINTS):
        is_local = kind == PointKind.PHONE and region and not kept.startswith("+")
        normal = points.normal(PointKind.PHONE, text, region) if is_local else kept
        if tells_apart(PointKind(kind), normal):
            reached[key].add((PointKind(kind), normal))
    birthdays: dict[int, str] = dict(tuple(row) for row in rows(_BIRTHDAYS))
    for key, name, nickname, suffix in rows(_PEOPLE):
        person = Person(
            name=PersonName.of(name, nickname, suffix),
            organisations=frozenset(bodies[key]),
            places=frozenset(places[key]),
            points=frozenset(reached[key]),
            birthday=birthdays.get(key, ""),
        )
        yield key, person


class Duplicates:
    """The verbs for contacts who may be one person."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book

    def find(
        self, progress: Callable[[int, int], None] = _silent, cancelled: Callable[[], bool] = _never
    ) -> tuple[Candidate, ...]:
        """Find pairs that may be one person and were not told apart, the likeliest first; few where it is cancelled."""
        with self._book.read() as session:
            blocks = Blocks(people_of(session))
            about = {one: (name, uid) for one, name, uid in session.execute(_NAMES)}
            apart = apart_pairs(session)
        return self._found(blocks.pairs(progress, cancelled), about, apart)

    def glance(self) -> int:
        """Count the likely pairs among contacts who are near each other, in a part of the time it takes to find all."""
        with self._book.read() as session:
            groups = session.connection().exec_driver_sql(_NEAR).scalars().all()
            some = _newest([[int(one) for one in group.split(",")] for group in groups])
            blocks = Blocks(people_of(session, some))
            about = {one: (name, uid) for one, name, uid in session.execute(_NAMES.where(Contact.id.in_(some)))}
            apart = apart_pairs(session)
        found = self._found(blocks.pairs(_silent, _never), about, apart)
        return sum(1 for one in found if one.band is not Band.PERHAPS)

    @staticmethod
    def _found(
        pairs: Iterable[Likely], about: Mapping[int, tuple[str, str]], apart: set[frozenset[str]]
    ) -> tuple[Candidate, ...]:
        """Name the pairs that were not told apart, the likeliest first."""
        found = [
            Candidate(
                first_id=one.first,
                second_id=one.second,
                first=about[one.first][0],
                second=about[one.second][0],
                score=one.score,
                band=one.band,
                reasons=one.reasons,
            )
            for one in pairs
            if frozenset((about[one.first][1], about[one.second][1])) not in apart
        ]
        return tuple(sorted(found, key=lambda one: (-one.score, one.first_id, one.second_id)))

    def not_the_same(self, first_id: int, second_id: int) -> None:
        """Remember that two contacts are different people."""
        if first_id == second_id:
            raise InvalidInputError("Nobody is different from themselves. Choose two people.")
        with self._book.write("Tell two people apart") as work:
            first, second = get(work.session, Contact, first_id), get(work.session, Contact, second_id)
            work.label = f"{first.display_name} and {second.display_name} are not the same"
            keep_apart(work, first.uid, second.uid)


def _newest(groups: list[list[int]]) -> set[int]:
    """Take whole groups, those first whom somebody joined last, as long as there are few."""
    taken: set[int] = set()
    for group in sorted(groups, key=max, reverse=True):
        if len(taken) >= _MOST_GLANCED:
            break
        taken.update(group)
    return taken


_NAMES = select(Contact.id, Contact.display_name, Contact.uid)
