"""What of the book may speak for somebody who can help: what is near in meaning, what shares rare words, who is named.

Only what is found is read. Where there is no index, shared words find all there is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from sqlite3 import Connection

from netdesk.domain.text import fold
from netdesk.language.words import terms, tokens
from netdesk.matching.corpus import TermStatistics
from netdesk.matching.judgement import WORTH
from netdesk.matching.passage import Owner, Passage
from netdesk.matching.vectors import Floats
from netdesk.services.name_index import NameIndex
from netdesk.services.nearest import Nearness
from netdesk.services.passages import of_records
from netdesk.services.search_query import quoted

MOST_BY_WORDS = 150
_MOST_NEAR, _MOST_BESIDE = 60, 25
"""How many records are judged that are near, and how many beside them that only share words."""

_RAREST, _RARE = 8, 20
"""Beside the index documents are found by so many terms, each in at most one document of so many."""

_MOST_TERMS = 40
_LONGEST_NAME = 5
_MOST_WORDS = 400
_SHORTEST_BEGINNING = 5
_NAME_WORD = re.compile(r"[^\W_]+")

_FOUND = """SELECT d.kind, d.record_id FROM full_text CROSS JOIN document d ON d.id = full_text.rowid
 WHERE full_text MATCH :match AND full_text.rank MATCH 'bm25(6.0, 4.0, 4.0, 1.0)'
   AND d.kind IN ('contact', 'interaction', 'resource') ORDER BY full_text.rank LIMIT :limit"""
_TOOK_PART = "SELECT contact_id FROM participant WHERE interaction_id IN (SELECT value FROM json_each(:ids))"
_BELONGING = """SELECT contact_id FROM affiliation a JOIN organisation o ON o.id = a.organisation_id
  WHERE o.folded IN (SELECT value FROM json_each(:phrases))
UNION SELECT contact_id FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id
  WHERE t.folded IN (SELECT value FROM json_each(:phrases)) LIMIT :limit"""
_WORK_AT = """SELECT DISTINCT organisation_id FROM affiliation
  WHERE organisation_id IS NOT NULL AND contact_id IN (SELECT value FROM json_each(:ids))"""
_CALLED = "SELECT id, display_name, nickname FROM contact WHERE id IN (SELECT value FROM json_each(:ids))"


@dataclass(frozen=True, slots=True)
class Words:
    """The terms of a text: the FTS5 expression that finds each with its inflections, and how rare each is."""

    forms: dict[str, str]
    statistics: TermStatistics


@dataclass(frozen=True, slots=True)
class Spoken:
    """Passages with their cosines to a request; without an index there are none."""

    passages: tuple[Passage, ...]
    cosines: Floats | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What may speak for people and for resources, and the names, by id, of the contacts whom the text names.

    The organisations and tags that it names are passages. The statistics are those of the whole book.
    """

    people: Spoken
    resources: Spoken
    organisations: Spoken
    names: dict[int, tuple[str, ...]]
    statistics: TermStatistics


def words_of(connection: Connection, text: str) -> Words:
    """Read the terms of a text, and count in how many documents of the book each stands."""
    forms = _forms(text)
    count = "SELECT count(*) FROM full_text WHERE full_text MATCH ?"
    (total,) = connection.execute("SELECT count(*) FROM document").fetchone()
    counts = {term: connection.execute(count, (form,)).fetchone()[0] for term, form in forms.items()}
    return Words(forms, TermStatistics(total, counts))


def gather(
    connection: Connection,
    text: str,
    words: Words,
    names: NameIndex,
    near: Nearness | None = None,
    unfit: AbstractSet[int] = frozenset(),
    *,
    organisations: bool = False,
) -> Evidence:
    """Collect what is worth judging for a text, without contacts who are unfit; `near` where there is an index.

    Organisations are read only where they are wanted.
    """
    found = _found(connection, words, narrow=near is not None)
    phrases = _phrases(text)
    named = {one for phrase in phrases for one in names.exact(phrase)} - unfit
    contacts = _contacts(connection, found) | _belonging(connection, phrases) | named
    resources = {one for kind, one in found if kind == Owner.RESOURCE}
    if near is not None:
        fit = [one for one in near.best(Owner.CONTACT, _MOST_NEAR + len(unfit), WORTH) if one not in unfit]
        contacts |= set(fit[:_MOST_NEAR])
        resources |= set(near.best(Owner.RESOURCE, _MOST_BESIDE))
    bodies = _bodies(connection, contacts, near) if organisations else set()
    return Evidence(
        people=_spoken(connection, Owner.CONTACT, contacts - unfit, near),
        resources=_spoken(connection, Owner.RESOURCE, resources, near),
        organisations=_spoken(connection, Owner.ORGANISATION, bodies, near),
        names=_called(connection, named),
        statistics=words.statistics,
    )


def _bodies(connection: Connection, contacts: Collection[int], near: Nearness | None) -> set[int]:
    """Find the organisations that are near, or without an index those of the people who were found."""
    if near is not None:
        return set(near.best(Owner.ORGANISATION, _MOST_BESIDE))
    return {one for (one,) in connection.execute(_WORK_AT, {"ids": json.dumps(sorted(contacts))})}


def any_term(text: str) -> str:
    """Give the FTS5 expression that finds whatever shares a term with the text; empty without terms."""
    return " OR ".join(_forms(text).values())


def _spoken(connection: Connection, owner: Owner, ids: Collection[int], near: Nearness | None) -> Spoken:
    """Read what is said of records."""
    passages = tuple(of_records(connection, owner, ids))
    return Spoken(passages, near.of(passages) if near is not None else None)


def _forms(text: str) -> dict[str, str]:
    """Give, for each term of the text, the FTS5 expression that finds it and its inflections."""
    forms: dict[str, str] = {}
    for token in tokens(text[:20_000]):
        for word in _NAME_WORD.findall(token.text):
            stems = terms(word)
            if stems and stems[0] not in forms and len(forms) < _MOST_TERMS:
                shared = _shared_beginning(word, stems[0])
                forms[stems[0]] = f"{quoted(shared)}*" if len(shared) >= _SHORTEST_BEGINNING else quoted(word)
    return forms


def _shared_beginning(word: str, stem: str) -> str:
    """Give as much of a word as it shares with its folded stem; nothing where folding changed its length."""
    folded = fold(word)
    if len(folded) != len(word):
        return ""
    for length in range(min(len(stem), len(folded)), 0, -1):
        if folded.startswith(stem[:length]):
            return word[:length]
    return ""


def _found(connection: Connection, words: Words, *, narrow: bool) -> list[tuple[str, int]]:
    """Find the records that share terms with the text: any of them, or, `narrow`, the rarest."""
    match = " OR ".join(words.forms[term] for term in (_rarest(words.statistics) if narrow else words.forms))
    if not match:
        return []
    limit = _MOST_BESIDE if narrow else MOST_BY_WORDS
    return [(kind, one) for kind, one in connection.execute(_FOUND, {"match": match, "limit": limit})]


def _rarest(statistics: TermStatistics) -> list[str]:
    """Choose terms that few documents hold: what the others mean the index knows, and many hits take long to weigh."""
    rare = [term for term, count in statistics.frequencies.items() if count * _RARE <= statistics.total]
    return sorted(rare, key=statistics.weight, reverse=True)[:_RAREST]


def _contacts(connection: Connection, found: Iterable[tuple[str, int]]) -> set[int]:
    interactions = json.dumps([one for kind, one in found if kind == "interaction"])
    contacts = {one for kind, one in found if kind == Owner.CONTACT}
    return contacts | {one for (one,) in connection.execute(_TOOK_PART, {"ids": interactions})}


def _belonging(connection: Connection, phrases: Collection[str]) -> set[int]:
    """Find the contacts whose organisation or tag is one of the phrases."""
    values = {"phrases": json.dumps(sorted(phrases)), "limit": MOST_BY_WORDS}
    return {one for (one,) in connection.execute(_BELONGING, values)}


def _phrases(text: str) -> set[str]:
    """Give every run of a few words, folded, that may be a name."""
    words = _NAME_WORD.findall(fold(text))[:_MOST_WORDS]
    return {
        " ".join(words[start : start + length])
        for length in range(1, _LONGEST_NAME + 1)
        for start in range(len(words) - length + 1)
    }


def _called(connection: Connection, ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    rows = connection.execute(_CALLED, {"ids": json.dumps(sorted(ids))})
    return {one: tuple(name for name in names if name) for one, *names in rows}
