"""What is shown of who can help with a request, and what narrows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from netdesk.composer.people import has_contact_point
from netdesk.domain.text import fold
from netdesk.domain.words import Band, FactKind
from netdesk.graph.ties import GOOD, Tie
from netdesk.matching.judgement import Match
from netdesk.matching.passage import Passage, PassageKind
from netdesk.services.left_out import Suggested
from netdesk.services.queries import id_list, ids, rows

_FACTS = frozenset(PassageKind(kind) for kind in FactKind)
_EVERYBODY = "SELECT id FROM contact"
_PEOPLE = """SELECT c.id, c.display_name, trim(coalesce(a.role, '') || ', ' || coalesce(o.name, ''), ', ') AS role,
    coalesce(nullif(o.place, ''), (SELECT coalesce(p.city, p.value) FROM contact_point p
      WHERE p.contact_id = c.id AND p.kind = 'address' ORDER BY p.position LIMIT 1), '') AS place,
    a.organisation_id, coalesce(o.name, '') AS organisation, coalesce(o.is_mine, 0) AS inside
  FROM contact c LEFT JOIN affiliation a ON a.id = (SELECT id FROM affiliation WHERE contact_id = c.id
    ORDER BY current DESC, position, id LIMIT 1) LEFT JOIN organisation o ON o.id = a.organisation_id
  WHERE c.id IN (SELECT value FROM json_each(:ids))"""
_RESOURCES = (
    "SELECT id, title, kind AS role, url AS place FROM resource WHERE id IN (SELECT value FROM json_each(:ids))"
)

_DORMANT = "You have not been in touch for a long time: a good reason to write."


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRow:
    """Somebody, or a resource, that may help: `because` stands word for word in the record, `strength` is my tie.

    `inside` says that they are in my organisation, `rested` that nobody asked them in the last three months.
    """

    id: int
    name: str
    score: float
    band: Band
    because: str
    source: str
    day: date | None
    private: bool
    told: str
    """What a message may say of it: a fact that may be shared, and that leads to nobody's phone or mailbox."""

    role: str
    place: str
    kind: Suggested
    remark: str = ""
    strength: float = 0.0
    organisation_id: int | None = None
    organisation: str = ""
    inside: bool = False
    rested: bool = False


@dataclass(frozen=True, slots=True)
class MatchFilter:
    """Which people are wanted; resources are, as long as it asks for nothing."""

    place: str = ""
    organisation_id: int | None = None
    inside: bool = False
    """In my own organisation."""

    close: bool = False
    """With a tie that is good or strong."""

    rested: bool = False
    """Not asked in the last three months."""

    def __bool__(self) -> bool:
        """Tell whether anything is asked for."""
        return self != MatchFilter()


@dataclass(frozen=True, slots=True)
class MatchChoices:
    """What would leave some of those who match, and not all of them."""

    places: tuple[str, ...] = ()
    organisations: tuple[tuple[int, str], ...] = ()
    inside: bool = False
    close: bool = False
    rested: bool = False


def people(
    connection: Connection, found: Iterable[Match], ties: Mapping[int, Tie], asked: Mapping[int, int]
) -> list[MatchRow]:
    """Make rows of the contacts that were found."""
    matches = {one.owner_id: one for one in found}
    return [
        replace(
            _row(matches[row.id], row.display_name, row.role, row.place, "contact"),
            strength=ties[row.id].strength,
            organisation_id=row.organisation_id,
            organisation=row.organisation,
            inside=bool(row.inside),
            rested=row.id not in asked,
        )
        for row in rows(connection, _PEOPLE, ids=id_list(matches))
    ]


def resources(connection: Connection, found: Iterable[Match]) -> list[MatchRow]:
    """Make rows of the resources that were found."""
    matches = {one.owner_id: one for one in found}
    return [
        _row(matches[row.id], row.title, row.role, row.place, "resource")
        for row in rows(connection, _RESOURCES, ids=id_list(matches))
    ]


def _row(found: Match, name: str, role: str, place: str, kind: Suggested) -> MatchRow:
    quoted = found.quoted
    return MatchRow(
        id=found.owner_id,
        name=name,
        score=found.score,
        band=found.band,
        because=found.because,
        source=source(quoted) if quoted else "name",
        day=quoted.day if quoted else None,
        private=bool(quoted and quoted.private),
        told=quoted.text if quoted and _may_be_told(quoted) else "",
        role=role,
        place=place,
        kind=kind,
        remark=found.remark or (_DORMANT if found.dormant else ""),
    )


def _may_be_told(quoted: Passage) -> bool:
    return quoted.kind in _FACTS and not quoted.private and not has_contact_point(quoted.text)


def source(quoted: Passage) -> str:
    """Say in a word where a passage comes from."""
    if quoted.kind is PassageKind.INTERACTION:
        return "met" if quoted.met else "wrote"
    return str(quoted.kind)


def unwanted(
    connection: Connection,
    where: MatchFilter,
    ties: Callable[[Collection[int]], Mapping[int, Tie]],
    asked: Mapping[int, int],
) -> set[int]:
    """Return the contacts that a filter leaves out."""
    if not where:
        return set()
    everybody = ids(connection, _EVERYBODY)
    close = {one for one, tie in ties(everybody).items() if tie.strength >= GOOD} if where.close else everybody
    fit = {row.id for row in rows(connection, _PEOPLE, ids=id_list(close)) if _is_wanted(row, where)}
    return everybody - (fit - asked.keys() if where.rested else fit)


def choices(found: Iterable[MatchRow]) -> MatchChoices:
    """Tell by what the people who match could be narrowed."""
    people = [row for row in found if row.kind == "contact"]
    places = Counter(row.place for row in people if row.place)
    bodies = Counter((row.organisation_id, row.organisation) for row in people if row.organisation_id is not None)
    return MatchChoices(
        places=tuple(sorted((one for one in places if places[one] < len(people)), key=fold)),
        organisations=tuple(sorted((one for one in bodies if bodies[one] < len(people)), key=_by_name)),
        inside=_narrows(row.inside for row in people),
        close=_narrows(row.strength >= GOOD for row in people),
        rested=_narrows(row.rested for row in people),
    )


def _is_wanted(row: Any, where: MatchFilter) -> bool:
    return (
        where.place in ("", row.place)
        and where.organisation_id in (None, row.organisation_id)
        and (bool(row.inside) or not where.inside)
    )


def _narrows(holds: Iterable[bool]) -> bool:
    return len(set(holds)) > 1


def _by_name(body: tuple[int, str]) -> str:
    return fold(body[1])
