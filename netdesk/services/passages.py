"""Which passages a record has: the one place that says what of the book speaks for whom."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import islice
from sqlite3 import Connection
from typing import Any

from netdesk.domain.words import InteractionKind, Visibility
from netdesk.language.sentences import sentences
from netdesk.matching.passage import Owner, Passage, PassageKind
from netdesk.services.days import first_day

_BULLETS = "-*•–—▪◦·‣ "

_LONGEST = 1000
"""Characters of one passage: the model reads hardly more, and nobody reads a longer sentence."""

_MOST_OF_NOTES, _MOST_OF_INTERACTION, _MOST_OF_HELP = 2000, 40, 10

_ROLES = """SELECT a.contact_id AS id, a.role, a.department, coalesce(o.name, '') AS organisation,
    coalesce(nullif(o.place, ''), (SELECT trim(coalesce(p.city, '') || ', ' || coalesce(p.country, ''), ', ')
      FROM contact_point p WHERE p.contact_id = a.contact_id AND p.kind = 'address'
      ORDER BY p.position, p.id LIMIT 1), '') AS place, a.since
  FROM affiliation a LEFT JOIN organisation o ON o.id = a.organisation_id
  WHERE a.contact_id IN (SELECT value FROM json_each(:ids)) ORDER BY a.contact_id, a.current DESC, a.position, a.id"""
_HOMES = """SELECT contact_id AS id, trim(coalesce(city, '') || ', ' || coalesce(country, ''), ', ') AS place
  FROM contact_point WHERE kind = 'address' AND contact_id IN (SELECT value FROM json_each(:ids))
  ORDER BY contact_id, position, contact_point.id"""
_TAGS = """SELECT ct.contact_id AS id, t.name FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id
  WHERE ct.contact_id IN (SELECT value FROM json_each(:ids)) ORDER BY ct.contact_id, ct.id"""
_FACTS = """SELECT contact_id AS id, kind, text, visibility, learned_on FROM fact
  WHERE state = 'open' AND contact_id IN (SELECT value FROM json_each(:ids)) ORDER BY contact_id, fact.id"""
_NOTES = "SELECT id, notes FROM contact WHERE notes <> '' AND id IN (SELECT value FROM json_each(:ids)) ORDER BY id"
_INTERACTIONS = """SELECT p.contact_id AS id, i.kind, i.text, substr(i.at, 1, 10) AS day,
    CASE WHEN i.answers_id IS NULL THEN i.subject ELSE '' END AS subject
  FROM participant p JOIN interaction i ON i.id = p.interaction_id
  WHERE +i.message_id IS NULL AND p.contact_id IN (SELECT value FROM json_each(:ids))
  ORDER BY p.contact_id, i.at DESC, i.id"""
"""A message that was drafted here, and the subject of the reply, say what I wanted of them, not what they know.

The plus keeps SQLite from going through all that are no message (The SQLite Query Optimizer Overview, section 5)."""

_HELP = """WITH wanted AS (SELECT value AS id FROM json_each(:ids))
SELECT contact_id AS id, outcome, substr(coalesce(answered_at, asked_at), 1, 10) AS day FROM hop
  WHERE state = 'delivered' AND outcome <> '' AND contact_id IN (SELECT id FROM wanted)
UNION ALL SELECT introducer_id, outcome, substr(made_at, 1, 10) FROM introduction
  WHERE state IN ('made', 'met', 'closed') AND outcome <> '' AND introducer_id IN (SELECT id FROM wanted)"""
_RESOURCES = """SELECT id, title, recommended_for, description FROM resource
  WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id"""
_ORGANISATIONS = """SELECT id, name, place, notes FROM organisation
  WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id"""

_Row = Any


def of_records(
    connection: Connection, owner: Owner, ids: Collection[int], *, interactions: bool = True
) -> Iterator[Passage]:
    """Read the passages of contacts, resources or organisations, and say which of them are private.

    `interactions` are most of the text there is, and can be left out.
    """
    values = {"ids": json.dumps(sorted(ids))}
    for statement, passages in _READ[owner].items():
        if statement is _INTERACTIONS and not interactions:
            continue
        for row in connection.execute(statement, values):
            yield from passages(row)


def _passages(
    owner: Owner,
    row: _Row,
    kind: PassageKind,
    texts: Iterable[str],
    day: date | None = None,
    *,
    private: bool = False,
    met: bool = False,
) -> Iterator[Passage]:
    for text in texts:
        if text.strip():
            yield Passage(owner, row.id, kind, text[:_LONGEST], day, private, met)


_of_contact = partial(_passages, Owner.CONTACT)


def _role(row: _Row) -> Iterator[Passage]:
    since = first_day(row.since)
    text = ", ".join(part for part in (row.role, row.department, row.organisation, row.place) if part)
    yield from _of_contact(row, PassageKind.ROLE, [text], since)
    yield from _of_contact(row, PassageKind.ORGANISATION, [row.organisation], since)


def _home(row: _Row) -> Iterator[Passage]:
    yield from _of_contact(row, PassageKind.PLACE, [row.place])


def _tag(row: _Row) -> Iterator[Passage]:
    yield from _of_contact(row, PassageKind.TAG, [row.name])


def _fact(row: _Row) -> Iterator[Passage]:
    private = row.visibility == Visibility.PRIVATE
    texts = fact_texts(row.text)
    yield from _of_contact(row, PassageKind(row.kind), texts, first_day(row.learned_on), private=private)


def fact_texts(text: str) -> list[str]:
    """Part a fact as it is indexed."""
    return _sentences(text, _MOST_OF_NOTES)


def _note(row: _Row) -> Iterator[Passage]:
    yield from _of_contact(row, PassageKind.NOTE, _sentences(row.notes, _MOST_OF_NOTES), private=True)


def _interaction(row: _Row) -> Iterator[Passage]:
    texts = [*_sentences(row.subject, 1), *_sentences(row.text, _MOST_OF_INTERACTION)]
    met = row.kind in (InteractionKind.MEETING, InteractionKind.CALL)
    yield from _of_contact(row, PassageKind.INTERACTION, texts, first_day(row.day), private=True, met=met)


def _help(row: _Row) -> Iterator[Passage]:
    texts = _sentences(row.outcome, _MOST_OF_HELP)
    yield from _of_contact(row, PassageKind.HELPED, texts, first_day(row.day), private=True)


def _resource(row: _Row) -> Iterator[Passage]:
    texts = [row.title, row.recommended_for, *_sentences(row.description, _MOST_OF_NOTES)]
    yield from _passages(Owner.RESOURCE, row, PassageKind.RESOURCE, texts)


def _organisation(row: _Row) -> Iterator[Passage]:
    yield from _passages(Owner.ORGANISATION, row, PassageKind.ORGANISATION, [row.name])
    yield from _passages(Owner.ORGANISATION, row, PassageKind.PLACE, [row.place])
    notes = _sentences(row.notes, _MOST_OF_NOTES)
    yield from _passages(Owner.ORGANISATION, row, PassageKind.NOTE, notes, private=True)


def _sentences(text: str, most: int) -> list[str]:
    """Part a text at the ends of its sentences; one that is longer than a page goes on in the next passage."""
    pieces = (piece for sentence in sentences(text) for piece in _pieces(sentence.text.lstrip(_BULLETS)))
    return list(islice(pieces, most))


def _pieces(text: str) -> Iterator[str]:
    while len(text) > _LONGEST:
        end = text.rfind(" ", 1, _LONGEST) + 1 or _LONGEST
        yield text[:end].rstrip()
        text = text[end:]
    yield text


_READ: Mapping[Owner, Mapping[str, Callable[[_Row], Iterator[Passage]]]] = {
    Owner.CONTACT: {
        _ROLES: _role,
        _HOMES: _home,
        _TAGS: _tag,
        _FACTS: _fact,
        _NOTES: _note,
        _INTERACTIONS: _interaction,
        _HELP: _help,
    },
    Owner.RESOURCE: {_RESOURCES: _resource},
    Owner.ORGANISATION: {_ORGANISATIONS: _organisation},
}
