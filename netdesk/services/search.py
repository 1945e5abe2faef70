"""Finding anything in the book by what was written in it, and people also by a name that is misspelt."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from time import perf_counter

from sqlalchemy import Connection

from netdesk.db.book import Book
from netdesk.domain.text import fold
from netdesk.services.name_index import NameIndex
from netdesk.services.search_among import Among
from netdesk.services.search_conditions import Conditions, match_with_facts, read_conditions
from netdesk.services.search_hits import Found, Hit, read_hits, read_organisations
from netdesk.services.search_query import SearchQuery, parse

_FEW_CONTACTS = 3
_MOST_NEAR = 8
_MOST_ORGANISATIONS = 4
_BROAD = 3_000
"""From so many documents on that hold what was typed, weighing each of them would cost more than it tells."""

_HOLDS_MANY = "SELECT 1 FROM full_text WHERE full_text MATCH :match LIMIT 1 OFFSET :offset"
_JOIN = "CROSS JOIN document d ON d.id = full_text.rowid"
"""CROSS JOIN keeps SQLite from asking the index anew for every document (its planner overview, section 7.3)."""

_WEIGHED = """SELECT full_text.rowid, snippet(full_text, -1, char(2), '', '…', 16) FROM full_text {join}
 WHERE full_text MATCH :match AND full_text.rank MATCH 'bm25(12.0, 4.0, 3.0, 1.0)' {conditions}
 ORDER BY full_text.rank LIMIT :limit"""
"""Titles weigh most. FTS5 sorts by `rank` itself, so snippets are made only of rows that are shown."""

_NEWEST = """SELECT full_text.rowid, snippet(full_text, -1, char(2), '', '…', 16) FROM full_text {join}
 WHERE full_text MATCH :match {conditions} ORDER BY full_text.rowid DESC LIMIT :limit"""
_TIERS = ("title : ", "{title about} : ", "{title about facts} : ", "")

_BY_NAME = "SELECT d.id, '' FROM document d WHERE true {conditions} ORDER BY d.title, d.id LIMIT :limit"
_LAST_FIRST = "SELECT d.id, '' FROM document d WHERE true {conditions} ORDER BY d.id DESC LIMIT :limit"
_DOCUMENTS = """SELECT d.record_id, d.id FROM document d
 WHERE d.kind = 'contact' AND d.record_id IN (SELECT value FROM json_each(:ids)) {conditions}"""


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

    def prepare(self) -> None:
        """Read the names in advance, which the first search would have to wait for."""
        self._names.near("")
        self._organisations.near("")

    def among(self, kind: str, text: str) -> frozenset[int] | None:
        """Return which contacts, requests, introductions or follow-ups a text means; None for all.

        `kind` is the table. Operators and misspelt names are read as in `run`, and every word may be a beginning.
        """
        query = parse(text)
        if not (query.pieces or query.conditions):
            return None
        with self._book.read() as session:
            return Among(session.connection(), self._names, self._organisations, kind).meant(query)

    def _find(self, connection: Connection, query: SearchQuery, limit: int, kinds: Collection[str] | None) -> list[Hit]:
        conditions = read_conditions(connection, self._organisations, query.conditions, kinds)
        match = match_with_facts(query.match, query.conditions)
        if not match:
            listed = _BY_NAME if conditions.of_contacts else _LAST_FIRST
            return read_hits(connection, _rows(connection, listed, conditions, limit))
        hits = read_hits(connection, _holding(connection, match, conditions, limit))
        if not query.match:
            return hits
        folded = fold(query.plain)
        organisations: list[Hit] = []
        if not query.conditions and (kinds is None or "organisation" in kinds):
            near = [one for one, _ in self._organisations.near(query.plain, min(_MOST_ORGANISATIONS, limit))]
            near += [hit.id for hit in hits if hit.kind == "organisation"]
            organisations = read_organisations(connection, list(dict.fromkeys(near))[:limit]) if near else []
            hits = [hit for hit in hits if hit.kind != "organisation"]
        if kinds is None or "contact" in kinds:
            hits = self._with_people(connection, query, conditions, hits, limit)
        return sorted(hits[: limit - len(organisations)] + organisations, key=partial(_place, folded))

    def _with_people(
        self, connection: Connection, query: SearchQuery, conditions: Conditions, hits: list[Hit], limit: int
    ) -> list[Hit]:
        """Add whoever has that name or one that begins so and, where few contacts were found, one much like it."""
        folded = fold(query.plain)
        found = [hit for hit in hits if hit.kind == "contact"]
        few = min(_FEW_CONTACTS, limit)
        more = dict.fromkeys(self._names.exact(folded) if len(hits) == limit else ())
        if sum(_begins(folded, hit) for hit in found) < few:
            more |= dict.fromkeys(one for one, _ in self._names.near(query.plain, _MOST_NEAR))
        known = {hit.id for hit in found}
        if added := [one for one in more if one not in known]:
            near = read_hits(connection, _documents(connection, added, conditions))
            hits += [hit for hit in near if len(found) < few or _begins(folded, hit)]
        return sorted(hits, key=partial(_place, folded))


def _holding(connection: Connection, match: str, conditions: Conditions, limit: int) -> list[Found]:
    """Return the documents that hold what was typed, the best first.

    Where a great many do, those that have it in their title come first, then those that have it in what they are about,
    in facts, in text, the newest first.
    """
    many = connection.exec_driver_sql(_HOLDS_MANY, {"match": match, "offset": _BROAD}).first()
    if many is None:
        return _rows(connection, _WEIGHED, conditions, limit, match)
    found: dict[int, str] = {}
    for columns in _TIERS:
        if len(found) < limit:
            for one, fragment in _rows(connection, _NEWEST, conditions, limit, f"{columns}({match})"):
                found.setdefault(one, fragment)
    return list(found.items())[:limit]


def _rows(
    connection: Connection, statement: str, conditions: Conditions, limit: int, match: str | None = None
) -> list[Found]:
    joined = statement.format(join=_JOIN if conditions.clauses else "", conditions=conditions.sql)
    rows = connection.exec_driver_sql(joined, conditions.values | {"match": match, "limit": limit})
    return [(number, fragment) for number, fragment in rows]


def _documents(connection: Connection, contacts: list[int], conditions: Conditions) -> list[Found]:
    """Return the documents of those contacts that the conditions let through, in the order of the contacts."""
    statement = _DOCUMENTS.format(conditions=conditions.sql)
    rows = connection.exec_driver_sql(statement, conditions.values | {"ids": json.dumps(contacts)})
    found = {row[0]: row[1] for row in rows}
    return [(found[one], "") for one in contacts if one in found]


def _place(folded: str, hit: Hit) -> tuple[bool, bool]:
    """Put first what is called exactly so, then whoever has a name, and the organisations, that begin so."""
    return fold(hit.title) != folded, not _begins(folded, hit)


def _begins(folded: str, hit: Hit) -> bool:
    """Tell whether words of the name of a person or an organisation, in any order, begin so."""
    title = fold(hit.title)
    return hit.kind in ("contact", "organisation") and all(f" {word}" in f" {title}" for word in folded.split())
