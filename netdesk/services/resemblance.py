"""Whom a row of a file may be, and why, where nothing says so for sure."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from netdesk.domain.text import fold
from netdesk.domain.words import DateKind
from netdesk.exchange.records import ContactRecord
from netdesk.matching.duplicates import Duplicates, Person
from netdesk.matching.person_names import PersonName
from netdesk.services.duplicates import people_of
from netdesk.services.importing.matching import Match, PeopleIndex
from netdesk.services.point_keys import PointKeys


@dataclass(frozen=True, slots=True)
class Doubt:
    """Somebody whom a row may be: their key, their name, and the reasons in words."""

    key: int
    name: str
    reasons: tuple[str, ...]


class Resemblance:
    """Everybody in the book and in the part of the file read so far, compared as the review of duplicates does."""

    def __init__(self, session: Session, index: PeopleIndex, keys: PointKeys) -> None:
        """Read the book."""
        self._index = index
        self._keys = keys
        self._people = Duplicates(people_of(session))

    def doubt(self, person: Person, record: ContactRecord, match: Match, source: str) -> Doubt | None:
        """Say whom somebody, taken for new, may be; None for nobody, and for who was told apart from them."""
        found = self._people.like(0, person)
        alike = [one.first for one in found]
        for likely in found:
            if not self._index.is_told_apart(likely.first, record, source, alike):
                return Doubt(likely.first, self._index.name_of(likely.first), likely.reasons)
        if match.doubt is None or self._index.is_told_apart(match.doubt, record, source, alike):
            return None
        name = self._index.name_of(match.doubt)
        is_same_name = fold(name) == fold(record.display_name)
        return Doubt(match.doubt, name, ("the same name" if is_same_name else "the same contact details",))

    def add(self, key: int, person: Person) -> None:
        """Take in somebody new of the file."""
        self._people.add(key, person)

    def person(self, record: ContactRecord) -> Person:
        """Give what is compared of a row."""
        return Person(
            name=PersonName.of(record.display_name, record.nickname, record.suffix),
            organisations=frozenset(fold(one.organisation) for one in record.affiliations if one.organisation),
            places=frozenset(fold(one.address.city) for one in record.points if one.address and one.address.city),
            points=frozenset(self._keys.reaching(record)),
            birthday=next((str(one.day) for one in record.dates if one.kind is DateKind.BIRTHDAY), ""),
        )
