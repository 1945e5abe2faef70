"""Who could know someone for a request: who knows whom and who works where, and what is shown of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from netdesk.matching.connectors import Connector, Step
from netdesk.services.queries import id_list, names, rows

_KNOW = """SELECT one, other FROM (
  SELECT first_id AS one, second_id AS other FROM connection WHERE until IS NULL OR until >= :today
  UNION SELECT introducer_id, contact_id FROM how_met WHERE introducer_id IS NOT NULL
  UNION SELECT a.contact_id, b.contact_id FROM introduction i JOIN party a ON a.introduction_id = i.id
    JOIN party b ON b.introduction_id = i.id AND b.id > a.id WHERE i.state IN ('made', 'met', 'closed')
  UNION SELECT i.introducer_id, a.contact_id FROM introduction i JOIN party a ON a.introduction_id = i.id
    WHERE i.introducer_id IS NOT NULL AND i.state IN ('made', 'met', 'closed'))
 WHERE one IN (SELECT value FROM json_each(:ids)) OR other IN (SELECT value FROM json_each(:ids))"""
_MEMBERS = """SELECT organisation_id, contact_id FROM affiliation WHERE current AND organisation_id IN (
  SELECT value FROM json_each(:bodies) UNION SELECT organisation_id FROM affiliation
   WHERE current AND contact_id IN (SELECT value FROM json_each(:ids)))"""
_ORGANISATIONS = "SELECT id, name FROM organisation WHERE id IN (SELECT value FROM json_each(:ids))"


@dataclass(frozen=True, slots=True)
class ConnectorRow:
    """Somebody who could know someone; `private` says that the because quotes what only I may read."""

    id: int
    name: str
    because: str
    private: bool


def acquaintances(connection: Connection, people: Collection[int], today: date) -> dict[int, set[int]]:
    """Return whom of some people each contact knows, by connections and introductions that were made."""
    known: defaultdict[int, set[int]] = defaultdict(set)
    for row in rows(connection, _KNOW, ids=id_list(people), today=today.isoformat()):
        known[row.one].add(row.other)
        known[row.other].add(row.one)
    return known


def members(connection: Connection, people: Collection[int], organisations: Collection[int]) -> dict[int, set[int]]:
    """Return who works at some organisations, and where some people do."""
    there: defaultdict[int, set[int]] = defaultdict(set)
    for row in rows(connection, _MEMBERS, ids=id_list(people), bodies=id_list(organisations)):
        there[row.organisation_id].add(row.contact_id)
    return there


def connector_rows(connection: Connection, found: Iterable[Connector]) -> tuple[ConnectorRow, ...]:
    """Say who they are, and in a clause why they could know someone."""
    found = list(found)
    there = [one for one in found if one.step is Step.WORKS_THERE]
    others = [one for one in found if one.step is not Step.WORKS_THERE]
    bodies = rows(connection, _ORGANISATIONS, ids=id_list(one.through.owner_id for one in there))
    known = names(connection, {one.contact_id for one in found} | {one.through.owner_id for one in others})
    called = {(Step.WORKS_THERE, row.id): row.name for row in bodies}
    called |= {(one.step, one.through.owner_id): known[one.through.owner_id] for one in others}
    return tuple(_row(one, known, called) for one in found)


def _row(one: Connector, known: Mapping[int, str], called: Mapping[tuple[Step, int], str]) -> ConnectorRow:
    through = called[one.step, one.through.owner_id]
    step = {Step.KNOWS: "knows", Step.COLLEAGUE: "works with", Step.WORKS_THERE: "works at"}[one.step]
    said = "" if one.through.because == through else f", “{one.through.because}”"
    quoted = one.through.quoted
    return ConnectorRow(
        one.contact_id, known[one.contact_id], f"{step} {through}{said}", bool(said and quoted and quoted.private)
    )
