"""The operators of a search as SQL: which contacts they let through, and which days."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
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

_TAGGED = """SELECT ct.contact_id, t.folded FROM tag t JOIN contact_tag ct ON ct.tag_id = t.id
WHERE instr(t.folded, :folded) = 1"""
_EMPLOYED = """SELECT a.contact_id, o.folded FROM organisation o JOIN affiliation a ON a.organisation_id = o.id
WHERE instr(o.folded, :folded)"""
_EMPLOYED_BY = """SELECT contact_id FROM affiliation WHERE organisation_id IN (SELECT value FROM json_each(:ids))"""
_PLACED = """SELECT contact_id, coalesce(city, '') || ' ' || coalesce(region, '') || ' ' || coalesce(country, '')
  || CASE kind WHEN 'address' THEN ' ' || value ELSE '' END FROM contact_point WHERE kind = 'address'
UNION ALL SELECT contact_id, place FROM how_met WHERE place <> ''
UNION ALL SELECT a.contact_id, o.place FROM organisation o JOIN affiliation a ON a.organisation_id = o.id
  WHERE o.place <> ''"""
_KNOWN = """WITH said AS MATERIALIZED (
  SELECT d.record_id AS id FROM full_text CROSS JOIN document d ON d.id = full_text.rowid
  WHERE full_text MATCH :match AND d.kind = 'contact')
SELECT f.contact_id, f.text FROM said JOIN fact f ON f.contact_id = said.id AND f.kind = :kind AND f.state = 'open'"""


@dataclass(slots=True)
class Conditions:
    """What a record must be, as SQL over the document `d`: the clauses and the values they bind."""

    clauses: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

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
    if operator in (Operator.NEEDS, Operator.OFFERS):
        kind = FactKind.NEEDS if operator is Operator.NEEDS else FactKind.OFFERS
        statement, values = _KNOWN, {"kind": kind.value, "match": f"facts : {quoted(folded)} *"}
    else:
        statement = {Operator.TAG: _TAGGED, Operator.ORG: _EMPLOYED, Operator.PLACE: _PLACED}[operator]
        values = {} if operator is Operator.PLACE else {"folded": folded}
    rows = connection.exec_driver_sql(statement, values)
    found = {contact for contact, text in rows if folded in fold(text)}
    if not found and operator is Operator.ORG:
        near = json.dumps([one for one, _ in organisations.near(folded)])
        found = {contact for (contact,) in connection.exec_driver_sql(_EMPLOYED_BY, {"ids": near})}
    return found
