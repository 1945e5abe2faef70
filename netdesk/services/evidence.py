"""What of the book may speak for somebody who can help: found by full text, read only for those found."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from netdesk.domain.text import fold
from netdesk.domain.words import InteractionKind
from netdesk.language.words import terms, tokens
from netdesk.matching.corpus import Passage, PassageKind, TermStatistics
from netdesk.services.days import first_day
from netdesk.services.name_index import NameIndex
from netdesk.services.search_query import quoted

MOST_CANDIDATES = 300
_MOST_TERMS = 40
_LONGEST_NAME = 5
_MOST_WORDS = 400
_SHORTEST_BEGINNING = 5
_NAME_WORD = re.compile(r"[^\W_]+")

_FOUND = """SELECT d.kind, d.record_id FROM full_text CROSS JOIN document d ON d.id = full_text.rowid
 WHERE full_text MATCH :match AND full_text.rank MATCH 'bm25(6.0, 4.0, 4.0, 1.0)'
   AND d.kind IN ('contact', 'interaction', 'resource') ORDER BY full_text.rank LIMIT :limit"""
_NAMED = """SELECT contact_id FROM affiliation a JOIN organisation o ON o.id = a.organisation_id
  WHERE o.folded IN (SELECT value FROM json_each(:phrases))
UNION SELECT contact_id FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id
  WHERE t.folded IN (SELECT value FROM json_each(:phrases)) LIMIT :limit"""
_TOOK_PART = "SELECT contact_id FROM participant WHERE interaction_id IN (SELECT value FROM json_each(:ids))"

_PASSAGES = """WITH wanted AS (SELECT value AS id FROM json_each(:contacts))
SELECT c.id, 'name', c.display_name, 'name', NULL, 0 FROM contact c JOIN wanted w ON w.id = c.id
UNION ALL SELECT c.id, 'name', c.nickname, 'name', NULL, 0 FROM contact c JOIN wanted w ON w.id = c.id
  WHERE c.nickname <> ''
UNION ALL SELECT c.id, 'note', c.notes, 'note', NULL, 1 FROM contact c JOIN wanted w ON w.id = c.id WHERE c.notes <> ''
UNION ALL SELECT a.contact_id, 'organisation', o.name, 'organisation', NULL, 0 FROM affiliation a
  JOIN wanted w ON w.id = a.contact_id JOIN organisation o ON o.id = a.organisation_id
UNION ALL SELECT ct.contact_id, 'tag', t.name, 'tag', NULL, 0 FROM contact_tag ct
  JOIN wanted w ON w.id = ct.contact_id JOIN tag t ON t.id = ct.tag_id
UNION ALL SELECT f.contact_id, 'fact', f.text, f.kind, f.learned_on, f.visibility = 'private' FROM fact f
  JOIN wanted w ON w.id = f.contact_id WHERE f.state = 'open' AND f.kind <> 'needs'
UNION ALL SELECT h.contact_id, 'help', h.outcome, 'helped', substr(h.answered_at, 1, 10), 1 FROM hop h
  JOIN wanted w ON w.id = h.contact_id WHERE h.state = 'delivered' AND h.outcome <> ''
UNION ALL SELECT p.contact_id, 'interaction', i.subject || char(10, 10) || i.text, i.kind, substr(i.at, 1, 10), 1
  FROM participant p JOIN interaction i ON i.id = p.interaction_id
  WHERE i.id IN (SELECT value FROM json_each(:interactions)) AND p.contact_id IN (SELECT id FROM wanted)"""

_ROLES = """SELECT w.value, a.role, a.department, o.name, coalesce(nullif(o.place, ''),
    (SELECT trim(coalesce(p.city, '') || ', ' || coalesce(p.country, ''), ', ') FROM contact_point p
      WHERE p.contact_id = w.value AND p.kind = 'address' ORDER BY p.position LIMIT 1)), a.since
  FROM json_each(:contacts) w LEFT JOIN affiliation a ON a.contact_id = w.value
  LEFT JOIN organisation o ON o.id = a.organisation_id"""
_RESOURCES = """SELECT id, title, description, recommended_for FROM resource
  WHERE id IN (SELECT value FROM json_each(:resources))"""

_TELLS_HOW = {InteractionKind.MEETING: "met", InteractionKind.CALL: "talked", InteractionKind.NOTE: "note"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The passages of people and of resources (by their ids) that may speak to a text, and how rare its terms are."""

    people: tuple[Passage, ...]
    resources: tuple[Passage, ...]
    statistics: TermStatistics


def gather(connection: Connection, text: str, names: NameIndex) -> Evidence:
    """Collect the passages of the few hundred records that full text, or a name in the text, finds for it."""
    forms = _forms(text)
    found = _found(connection, " OR ".join(forms.values()))
    contacts = {one for kind, one in found if kind == "contact"} | _named(connection, text, names)
    interactions = _list(one for kind, one in found if kind == "interaction")
    contacts |= set(connection.exec_driver_sql(_TOOK_PART, {"ids": interactions}).scalars())
    return Evidence(
        people=tuple(passages(connection, contacts, interactions)),
        resources=tuple(_resources(connection, _list(one for kind, one in found if kind == "resource"))),
        statistics=_statistics(connection, forms),
    )


def any_term(text: str) -> str:
    """Give the FTS5 expression that finds whatever shares a term with the text; empty without terms."""
    return " OR ".join(_forms(text).values())


def passages(connection: Connection, contacts: Collection[int], interactions: str = "[]") -> Iterator[Passage]:
    """Read all passages of contacts; of interactions only those in the JSON list. What they need is left out."""
    values = {"contacts": _list(contacts), "interactions": interactions}
    for contact, kind, text, source, day, private in connection.exec_driver_sql(_PASSAGES, values):
        yield Passage(
            contact_id=contact,
            kind=PassageKind(kind),
            text=text,
            source=_TELLS_HOW.get(source, "wrote") if kind == PassageKind.INTERACTION else source,
            day=first_day(day),
            private=bool(private),
        )
    for contact, *parts, since in connection.exec_driver_sql(_ROLES, {"contacts": values["contacts"]}):
        if text := ", ".join(part for part in parts if part):
            yield Passage(contact_id=contact, kind=PassageKind.ROLE, text=text, source="role", day=first_day(since))


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


def _found(connection: Connection, match: str) -> list[tuple[str, int]]:
    if not match:
        return []
    rows = connection.exec_driver_sql(_FOUND, {"match": match, "limit": MOST_CANDIDATES})
    return [(kind, one) for kind, one in rows]


def _named(connection: Connection, text: str, names: NameIndex) -> set[int]:
    """Find the contacts whose name, organisation or tag stands in the text."""
    words = _NAME_WORD.findall(fold(text))[:_MOST_WORDS]
    phrases = {
        " ".join(words[start : start + length])
        for length in range(1, _LONGEST_NAME + 1)
        for start in range(len(words) - length + 1)
    }
    found = {one for phrase in phrases for one in names.exact(phrase)}
    values = {"phrases": json.dumps(sorted(phrases)), "limit": MOST_CANDIDATES}
    return found | set(connection.exec_driver_sql(_NAMED, values).scalars())


def _statistics(connection: Connection, forms: dict[str, str]) -> TermStatistics:
    """Count in how many documents of the book each term stands."""
    count = "SELECT count(*) FROM full_text WHERE full_text MATCH ?"
    total = connection.exec_driver_sql("SELECT count(*) FROM document").scalar_one()
    return TermStatistics(
        total, {term: connection.exec_driver_sql(count, (form,)).scalar_one() for term, form in forms.items()}
    )


def _resources(connection: Connection, ids: str) -> Iterator[Passage]:
    for resource, title, description, recommended_for in connection.exec_driver_sql(_RESOURCES, {"resources": ids}):
        for text, source in ((title, "title"), (recommended_for, "recommended for"), (description, "description")):
            if text:
                yield Passage(contact_id=resource, kind=PassageKind.HELP, text=text, source=source)


def _list(ids: Any) -> str:
    return json.dumps(sorted(ids))
