"""Finding anything in the book by what was written in it, and people also by a name that is misspelt."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any

from sqlalchemy import Connection

from netdesk.db.book import Book
from netdesk.domain.text import fold, shorten
from netdesk.domain.words import FactKind
from netdesk.services.days import first_day
from netdesk.services.name_index import NameIndex
from netdesk.services.search_query import Operator, SearchQuery, parse, quoted

_FEW_CONTACTS = 3
_MOST_NEAR = 8
_MOST_ORGANISATIONS = 4
_SNIPPET_CHARACTERS = 160

_HITS = """SELECT full_text.rowid AS id, full_text.rank AS place,
       snippet(full_text, -1, '', '', '…', 16) AS fragment
  FROM full_text {join}
 WHERE full_text MATCH :match AND full_text.rank MATCH 'bm25(12.0, 4.0, 3.0, 1.0)' {conditions}
 ORDER BY full_text.rank LIMIT :limit"""
"""Titles weigh most. FTS5 sorts by `rank` itself, so snippets are made only of rows that are shown; CROSS JOIN keeps
SQLite from asking the index anew for every document (its planner overview, section 7.3)."""

_LISTED = """SELECT d.id, 0 AS place, '' AS fragment
  FROM document d WHERE true {conditions} ORDER BY d.id LIMIT :limit"""
_OF_CONTACTS = "AND d.kind = 'contact' AND d.record_id IN (SELECT value FROM json_each(:{}))"

_SHOWN = """WITH hit AS ({hits})
SELECT d.kind, d.record_id, d.title, hit.fragment,
  CASE d.kind
    WHEN 'contact' THEN (SELECT display_name FROM contact WHERE id = d.record_id)
    WHEN 'introduction' THEN (SELECT group_concat(c.display_name, ' and ')
      FROM party p JOIN contact c ON c.id = p.contact_id WHERE p.introduction_id = d.record_id)
    WHEN 'interaction' THEN (SELECT group_concat(c.display_name, ', ')
      FROM participant p JOIN contact c ON c.id = p.contact_id WHERE p.interaction_id = d.record_id)
    WHEN 'request' THEN (SELECT group_concat(c.display_name, ', ')
      FROM requester q JOIN contact c ON c.id = q.contact_id WHERE q.request_id = d.record_id)
    WHEN 'message' THEN (SELECT group_concat(coalesce(c.display_name, r.address), ', ')
      FROM recipient r LEFT JOIN contact c ON c.id = r.contact_id WHERE r.message_id = d.record_id)
    WHEN 'follow_up' THEN (SELECT c.display_name
      FROM follow_up f JOIN contact c ON c.id = f.contact_id WHERE f.id = d.record_id)
  END AS people,
  CASE d.kind
    WHEN 'contact' THEN (SELECT trim(a.role || ', ' || coalesce(o.name, ''), ', ')
      FROM affiliation a LEFT JOIN organisation o ON o.id = a.organisation_id
      WHERE a.contact_id = d.record_id ORDER BY a.current DESC, a.position, a.id LIMIT 1)
    WHEN 'interaction' THEN (SELECT kind || ' ' || substr(at, 1, 10) FROM interaction WHERE id = d.record_id)
    WHEN 'introduction' THEN (SELECT state FROM introduction WHERE id = d.record_id)
    WHEN 'request' THEN (SELECT state FROM request WHERE id = d.record_id)
    WHEN 'message' THEN (SELECT kind FROM message WHERE id = d.record_id)
    WHEN 'follow_up' THEN (SELECT 'due ' || due_on FROM follow_up WHERE id = d.record_id)
    WHEN 'resource' THEN (SELECT kind FROM resource WHERE id = d.record_id)
    ELSE ''
  END AS place
FROM hit JOIN document d ON d.id = hit.id ORDER BY hit.place, hit.id"""

_ORGANISATIONS = """SELECT o.id, o.name, o.place, count(DISTINCT a.contact_id) FROM organisation o
  LEFT JOIN affiliation a ON a.organisation_id = o.id WHERE o.id IN (SELECT value FROM json_each(:ids)) GROUP BY o.id"""

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

_TAGGED = """SELECT ct.contact_id, t.folded FROM tag t JOIN contact_tag ct ON ct.tag_id = t.id
WHERE instr(t.folded, :folded) = 1"""
_EMPLOYED = """SELECT a.contact_id, o.folded FROM organisation o JOIN affiliation a ON a.organisation_id = o.id
WHERE instr(o.folded, :folded)"""
_PLACED = """SELECT contact_id, coalesce(city, '') || ' ' || coalesce(region, '') || ' ' || coalesce(country, '')
  || CASE kind WHEN 'address' THEN ' ' || value ELSE '' END FROM contact_point WHERE kind = 'address'
UNION ALL SELECT contact_id, place FROM how_met WHERE place <> ''
UNION ALL SELECT a.contact_id, o.place FROM organisation o JOIN affiliation a ON a.organisation_id = o.id
  WHERE o.place <> ''"""
_KNOWN = """WITH said AS MATERIALIZED (
  SELECT d.record_id AS id FROM full_text CROSS JOIN document d ON d.id = full_text.rowid
  WHERE full_text MATCH :match AND d.kind = 'contact')
SELECT f.contact_id, f.text FROM said JOIN fact f ON f.contact_id = said.id AND f.kind = :kind AND f.state = 'open'"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A record that was found; `kind` is the name of its table."""

    kind: str
    id: int
    title: str
    snippet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswer:
    """What a search found, the best first, and the milliseconds it took."""

    query: str
    milliseconds: float
    results: tuple[Hit, ...]


class Search:
    """Searches the book as one types."""

    def __init__(self, book: Book, names: NameIndex | None = None) -> None:
        """Search this book; `names` may be shared with other services."""
        self._book = book
        self._names = names or NameIndex(book)
        self._organisations = NameIndex(book, "organisation")

    def run(self, text: str, limit: int = 50, kinds: Collection[str] | None = None) -> SearchAnswer:
        """Find records that hold every word of the text, whoever has exactly that name first.

        `tag:`, `org:`, `place:`, `needs:` and `offers:` narrow to contacts, `before:` and `after:` by date, `kinds` to
        tables. Where few contacts are found, those with names much like the text follow.
        """
        started = perf_counter()
        query = parse(text)
        hits: list[Hit] = []
        if (query.match or query.conditions) and limit > 0:
            with self._book.read() as session:
                hits = self._find(session.connection(), query, limit, kinds)
        return SearchAnswer(query=text, milliseconds=(perf_counter() - started) * 1000, results=tuple(hits[:limit]))

    def _find(self, connection: Connection, query: SearchQuery, limit: int, kinds: Collection[str] | None) -> list[Hit]:
        clauses, values = _conditions(connection, query.conditions, kinds)
        joined = {
            "join": "CROSS JOIN document d ON d.id = full_text.rowid" if clauses else "",
            "conditions": " ".join(clauses),
        }
        source = (_HITS if query.match else _LISTED).format_map(joined)
        values |= {"match": query.match, "limit": limit}
        hits = _read(connection, source, values)
        if query.conditions:
            return hits
        folded = fold(query.plain)
        organisations: list[Hit] = []
        if kinds is None or "organisation" in kinds:
            near = [one for one, _ in self._organisations.near(query.plain, min(_MOST_ORGANISATIONS, limit))]
            near += [hit.id for hit in hits if hit.kind == "organisation"]
            organisations = _organisations(connection, list(dict.fromkeys(near))[:limit]) if near else []
            hits = [hit for hit in hits if hit.kind != "organisation"]
        if kinds is None or "contact" in kinds:
            hits = self._with_people(connection, query, folded, hits, limit)
        return sorted(hits[: limit - len(organisations)] + organisations, key=partial(_place, folded))

    def _with_people(
        self, connection: Connection, query: SearchQuery, folded: str, hits: list[Hit], limit: int
    ) -> list[Hit]:
        """Add whoever has that name or one that begins so and, where few contacts were found, one much like it."""
        found = [hit for hit in hits if hit.kind == "contact"]
        few = min(_FEW_CONTACTS, limit)
        more = dict.fromkeys(self._names.exact(folded) if len(hits) == limit else ())
        if sum(_begins(folded, hit) for hit in found) < few:
            more |= dict.fromkeys(one for one, _ in self._names.near(query.plain, _MOST_NEAR))
        known = {hit.id for hit in found}
        order = {one: place for place, one in enumerate(more) if one not in known}
        if order:
            added = sorted(_contacts(connection, order), key=lambda hit: order[hit.id])
            hits += [hit for hit in added if len(found) < few or _begins(folded, hit)]
        return sorted(hits, key=partial(_place, folded))


def _place(folded: str, hit: Hit) -> tuple[bool, bool]:
    """Put first what is called exactly so, then whoever has a name, and the organisations, that begin so."""
    return fold(hit.title) != folded, not _begins(folded, hit)


def _begins(folded: str, hit: Hit) -> bool:
    """Tell whether a name of a person, or the name of an organisation, begins so."""
    title = fold(hit.title)
    if hit.kind == "organisation":
        return title.startswith(folded)
    return hit.kind == "contact" and f" {folded}" in f" {title}"


def _read(connection: Connection, source: str, values: dict[str, Any]) -> list[Hit]:
    rows = connection.exec_driver_sql(_SHOWN.format(hits=source), values)
    return [_hit(*row) for row in rows]


def _hit(kind: str, record_id: int, title: str, fragment: str, people: str | None, place: str | None) -> Hit:
    """Title a record by what it is called, else by its people; tell in the snippet where it stands and what matched."""
    told = shorten(fragment, _SNIPPET_CHARACTERS) if fragment else ""
    if kind in ("contact", "introduction"):
        shown, beside = people or title, [place]
    else:
        shown, beside = title.strip() or f"{kind.replace('_', '-').capitalize()} with {people or '…'}", [people, place]
    if told and told.strip("… ") not in shown and told.strip("… ") not in (place or ""):
        beside.append(told)
    return Hit(kind=kind, id=record_id, title=shown, snippet=" · ".join(one for one in beside if one))


def _contacts(connection: Connection, ids: Iterable[int]) -> list[Hit]:
    wanted = _OF_CONTACTS.format("ids")
    return _read(connection, _LISTED.format(conditions=wanted), {"ids": json.dumps(list(ids)), "limit": -1})


def _organisations(connection: Connection, ids: list[int]) -> list[Hit]:
    rows = connection.exec_driver_sql(_ORGANISATIONS, {"ids": json.dumps(ids)})
    found = {
        number: Hit(
            kind="organisation",
            id=number,
            title=name,
            snippet=" · ".join(part for part in (f"{people} {'person' if people == 1 else 'people'}", place) if part),
        )
        for number, name, place, people in rows
    }
    return [found[one] for one in ids if one in found]


def _conditions(
    connection: Connection, conditions: Iterable[tuple[Operator, str]], kinds: Collection[str] | None
) -> tuple[list[str], dict[str, Any]]:
    """Turn conditions into SQL clauses over the document `d` and the values they bind."""
    clauses: list[str] = []
    values: dict[str, Any] = {}
    if kinds is not None:
        clauses.append("AND d.kind IN (SELECT value FROM json_each(:kinds))")
        values["kinds"] = json.dumps(sorted(kinds))
    for number, (operator, value) in enumerate(conditions):
        bound = f"condition{number}"
        if operator in (Operator.BEFORE, Operator.AFTER):
            clauses.append(f"AND {_DAY} {'<' if operator is Operator.BEFORE else '>='} :{bound}")
            values[bound] = str(first_day(value))
        else:
            clauses.append(_OF_CONTACTS.format(bound))
            values[bound] = json.dumps(sorted(_people(connection, operator, fold(value))))
    return clauses, values


def _people(connection: Connection, operator: Operator, folded: str) -> set[int]:
    """Return the contacts that a condition lets through; words are compared folded."""
    if operator in (Operator.NEEDS, Operator.OFFERS):
        kind = FactKind.NEEDS if operator is Operator.NEEDS else FactKind.OFFERS
        statement, values = _KNOWN, {"kind": kind.value, "match": f"facts : {quoted(folded)} *"}
    else:
        statement = {Operator.TAG: _TAGGED, Operator.ORG: _EMPLOYED, Operator.PLACE: _PLACED}[operator]
        values = {} if operator is Operator.PLACE else {"folded": folded}
    rows = connection.exec_driver_sql(statement, values)
    return {contact for contact, text in rows if folded in fold(text)}
