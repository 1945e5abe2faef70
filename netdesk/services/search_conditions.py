"""The operators of a search as SQL: which contacts they let through, and which days."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from netdesk.domain.text import fold
from netdesk.domain.words import FactKind
from netdesk.services.days import first_day
from netdesk.services.name_index import NameIndex
from netdesk.services.search_query import DAYS, Operator, quoted

_DAY = """CASE d.kind
    WHEN 'interaction' THEN (SELECT at FROM interaction WHERE id = d.record_id)
    WHEN 'request' THEN (SELECT asked_at FROM request WHERE id = d.record_id)
    WHEN 'message' THEN (SELECT coalesce(sent_at, created_at) FROM message WHERE id = d.record_id)
    WHEN 'introduction' THEN (SELECT coalesce(made_at, created_at) FROM introduction WHERE id = d.record_id)
    WHEN 'follow_up' THEN (SELECT due_on FROM follow_up WHERE id = d.record_id)
    WHEN 'resource' THEN (SELECT created_at FROM resource WHERE id = d.record_id)
    WHEN 'contact' THEN (SELECT coalesce(h.met_on, c.created_at)
      FROM contact c LEFT JOIN how_met h ON h.contact_id = c.id WHERE c.id = d.record_id)
  END"""
_OF_CONTACTS = "AND d.kind = 'contact' AND d.record_id IN (SELECT value FROM json_each(:{}))"

_TAGGED = """SELECT ct.contact_id, NULL FROM tag t JOIN contact_tag ct ON ct.tag_id = t.id
WHERE instr(t.folded, :folded) = 1"""
_EMPLOYED = """SELECT a.contact_id, NULL FROM organisation o JOIN affiliation a ON a.organisation_id = o.id
WHERE instr(o.folded, :folded)"""
_EMPLOYED_BY = """SELECT contact_id FROM affiliation WHERE organisation_id IN (SELECT value FROM json_each(:ids))"""
_PLACED = """SELECT contact_id, CASE WHEN instr(lower(said), :folded) THEN NULL ELSE said END FROM (
  SELECT contact_id, coalesce(city, '') || ' ' || coalesce(region, '') || ' ' || coalesce(country, '') || ' ' || value
    AS said FROM contact_point WHERE kind = 'address'
  UNION ALL SELECT contact_id, place FROM how_met WHERE place <> '')
WHERE instr(lower(said), :folded) OR said GLOB '*[^ -~]*'"""
_BODIES_PLACED = """SELECT id, CASE WHEN instr(lower(place), :folded) THEN NULL ELSE place END FROM organisation
WHERE instr(lower(place), :folded) OR place GLOB '*[^ -~]*'"""
_KNOWN = """WITH said AS MATERIALIZED (
  SELECT d.record_id AS id FROM full_text CROSS JOIN document d ON d.id = full_text.rowid
  WHERE full_text MATCH :match AND d.kind = 'contact')
SELECT f.contact_id, CASE WHEN instr(lower(f.text), :folded) THEN NULL ELSE f.text END
  FROM said JOIN fact f ON f.contact_id = said.id AND f.kind = :kind AND f.state = 'open'
  WHERE instr(lower(f.text), :folded) OR f.text GLOB '*[^ -~]*'"""
"""SQLite folds ASCII only; a text with other characters comes along, to be compared where it is read."""

_ON_FACTS = (Operator.NEEDS, Operator.OFFERS)


@dataclass(slots=True)
class Conditions:
    """What a record must be, as SQL over the document `d`: the clauses and the values they bind."""

    clauses: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def of_contacts(self) -> bool:
        """Whether only contacts are let through."""
        return any(clause.startswith(_OF_CONTACTS.partition(":")[0]) for clause in self.clauses)

    @property
    def sql(self) -> str:
        """The clauses, each with its AND."""
        return " ".join(self.clauses)

    def only_contacts(self, ids: Iterable[int]) -> None:
        """Let only these contacts through."""
        bound = f"condition{len(self.clauses)}"
        self.clauses.append(_OF_CONTACTS.format(bound))
        self.values[bound] = json.dumps(sorted(ids))

    def only_kinds(self, kinds: Collection[str]) -> None:
        """Let only records of these tables through."""
        self.clauses.append("AND d.kind IN (SELECT value FROM json_each(:kinds))")
        self.values["kinds"] = json.dumps(sorted(kinds))

    def only_days(self, operator: Operator, day: str) -> None:
        """Let only records before a day, or from it on, through."""
        bound = f"condition{len(self.clauses)}"
        self.clauses.append(f"AND {_DAY} {'<' if operator is Operator.BEFORE else '>='} :{bound}")
        self.values[bound] = str(first_day(day))


def read_conditions(
    connection: Connection,
    organisations: NameIndex,
    conditions: Iterable[tuple[Operator, str]],
    kinds: Collection[str] | None,
) -> Conditions:
    """Turn what was typed into conditions on records; `organisations` finds one whose name is misspelt."""
    read = Conditions()
    if kinds is not None:
        read.only_kinds(kinds)
    for operator, value in conditions:
        if operator in DAYS:
            read.only_days(operator, value)
        else:
            read.only_contacts(people_of(connection, organisations, operator, fold(value)))
    return read


def people_of(connection: Connection, organisations: NameIndex, operator: Operator, folded: str) -> set[int]:
    """Return the contacts that a condition lets through; words are compared folded."""
    values = {"folded": folded}
    if operator in _ON_FACTS:
        kind = FactKind.NEEDS if operator is Operator.NEEDS else FactKind.OFFERS
        return _holding(connection, _KNOWN, folded, values | {"kind": kind.value, "match": _in_facts(folded)})
    if operator is Operator.PLACE:
        bodies = _holding(connection, _BODIES_PLACED, folded, values)
        return _holding(connection, _PLACED, folded, values) | _employed_by(connection, bodies)
    found = _holding(connection, _TAGGED if operator is Operator.TAG else _EMPLOYED, folded, values)
    if not found and operator is Operator.ORG:
        return _employed_by(connection, (one for one, _ in organisations.near(folded)))
    return found


def _holding(connection: Connection, statement: str, folded: str, values: Mapping[str, str]) -> set[int]:
    """Return the ids of rows that hold the text, those among them whose text SQLite cannot fold."""
    rows = connection.exec_driver_sql(statement, dict(values)).all()
    return {one for one, unsure in rows if unsure is None or folded in _folded(unsure)}


def _employed_by(connection: Connection, organisations: Iterable[int]) -> set[int]:
    rows = connection.exec_driver_sql(_EMPLOYED_BY, {"ids": json.dumps(list(organisations))})
    return {contact for (contact,) in rows}


@lru_cache(maxsize=50_000)
def _folded(text: str) -> str:
    """Fold a text once while somebody types: accents take time."""
    return fold(text)


def match_with_facts(match: str, conditions: Iterable[tuple[Operator, str]]) -> str:
    """Add to an FTS5 expression what facts must hold by the conditions, so that the fact is what is shown of it."""
    parts = [_in_facts(fold(value)) for operator, value in conditions if operator in _ON_FACTS]
    return " AND ".join(f"({part})" for part in (match, *parts) if part)


def _in_facts(folded: str) -> str:
    return f"facts : {quoted(folded)} *"
