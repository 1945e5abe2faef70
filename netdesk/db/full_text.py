"""Full text over all that a user writes: one document a record, kept by triggers, searched with FTS5."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_JOIN = "coalesce((SELECT group_concat({what}, char(10)) FROM {source}), '')"
COLUMNS = ("title", "about", "facts", "text")


@dataclass(frozen=True, slots=True)
class Source:
    """How the document of a record is made.

    `own` gives, for each document column, an SQL expression over the record `{row}`; `joined` one over other tables, by
    `{id}`; `feeders` name the tables whose changes refresh a joined column: (table, its column with the record's id).
    """

    own: Mapping[str, str]
    watched: tuple[str, ...]
    joined: Mapping[str, str]
    feeders: tuple[tuple[str, str, str], ...] = ()


def _rows(what: str, source: str) -> str:
    return _JOIN.format(what=what, source=source)


def _together(parts: tuple[str, ...]) -> str:
    """Join the parts, and give nothing where all are empty: what a new document holds before anything feeds it."""
    return f"trim({' || char(10) || '.join(parts)}, char(10))"


SOURCES: Mapping[str, Source] = {
    "contact": Source(
        own={
            "title": "{row}.display_name || ' ' || {row}.nickname || ' ' || {row}.middle_name",
            "text": "{row}.notes",
        },
        watched=("display_name", "nickname", "middle_name", "notes"),
        joined={
            "about": _together(
                (
                    _rows(
                        "a.role || ' ' || a.department || ' ' || coalesce(o.name, '')",
                        "affiliation a LEFT JOIN organisation o ON o.id = a.organisation_id WHERE a.contact_id = {id}",
                    ),
                    _rows("p.value", "contact_point p WHERE p.contact_id = {id}"),
                    _rows("t.name", "contact_tag ct JOIN tag t ON t.id = ct.tag_id WHERE ct.contact_id = {id}"),
                    _rows("h.place || ' ' || h.event || ' ' || h.remark", "how_met h WHERE h.contact_id = {id}"),
                )
            ),
            "facts": _rows("f.text || ' ' || f.source", "fact f WHERE f.contact_id = {id}"),
        },
        feeders=(
            ("about", "affiliation", "contact_id"),
            ("about", "contact_point", "contact_id"),
            ("about", "contact_tag", "contact_id"),
            ("about", "how_met", "contact_id"),
            ("facts", "fact", "contact_id"),
        ),
    ),
    "organisation": Source(
        own={"title": "{row}.name", "about": "{row}.website || ' ' || {row}.place", "text": "{row}.notes"},
        watched=("name", "website", "place", "notes"),
        joined={},
    ),
    "resource": Source(
        own={
            "title": "{row}.title",
            "about": "{row}.url || ' ' || {row}.recommended_for",
            "text": "{row}.description",
        },
        watched=("title", "url", "recommended_for", "description"),
        joined={},
    ),
    "request": Source(
        own={
            "title": "{row}.title",
            "about": " || char(10) || ".join(f"{{row}}.{c}" for c in ("purpose", "topic", "ask", "who", "bound")),
            "text": "{row}.original_wording || char(10) || {row}.outcome || char(10) || {row}.drop_reason",
        },
        watched=("title", "purpose", "topic", "ask", "who", "bound", "original_wording", "outcome", "drop_reason"),
        joined={
            "facts": _together(
                (
                    _rows("s.text", "step s WHERE s.request_id = {id}"),
                    _rows("h.outcome || ' ' || h.because", "hop h WHERE h.request_id = {id}"),
                    _rows("a.name", "attachment a WHERE a.request_id = {id}"),
                )
            )
        },
        feeders=(
            ("facts", "step", "request_id"),
            ("facts", "hop", "request_id"),
            ("facts", "attachment", "request_id"),
        ),
    ),
    "introduction": Source(
        own={"title": "''", "text": "{row}.forwardable_note || char(10) || {row}.outcome"},
        watched=("forwardable_note", "outcome"),
        joined={"facts": _rows("p.because", "party p WHERE p.introduction_id = {id}")},
        feeders=(("facts", "party", "introduction_id"),),
    ),
    "message": Source(own={"title": "{row}.subject", "text": "{row}.body"}, watched=("subject", "body"), joined={}),
    "interaction": Source(own={"title": "{row}.subject", "text": "{row}.text"}, watched=("subject", "text"), joined={}),
    "follow_up": Source(own={"title": "{row}.title"}, watched=("title",), joined={}),
}

_VALUES = ", ".join(COLUMNS)


def table_ddl() -> list[str]:
    """Make the document table and the FTS5 index over it (prefixes serve search as one types)."""
    return [
        "CREATE TABLE document (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id INTEGER NOT NULL, "
        + ", ".join(f"{column} TEXT NOT NULL DEFAULT ''" for column in COLUMNS)
        + ", UNIQUE (kind, record_id))",
        f"CREATE VIRTUAL TABLE full_text USING fts5({_VALUES}, content='document', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')",
    ]


def trigger_ddl() -> list[str]:
    """Make the triggers that keep documents, and those that keep the index of the documents."""
    statements = _index_triggers()
    for kind, source in SOURCES.items():
        statements += _record_triggers(kind, source) + _feeder_triggers(kind, source)
    about = SOURCES["contact"].joined["about"].format(id="document.record_id")
    statements += [
        f"CREATE TRIGGER text_{table}_renamed AFTER UPDATE OF name ON {table} WHEN OLD.name IS NOT NEW.name BEGIN "
        f"UPDATE document SET about = {about} WHERE kind = 'contact' AND record_id IN "
        f"(SELECT contact_id FROM {link} WHERE {table}_id = NEW.id); END"
        for table, link in (("organisation", "affiliation"), ("tag", "contact_tag"))
    ]
    return statements


def fill_ddl() -> list[str]:
    """Make the statements that build every document anew, as after a migration."""
    statements = ["DELETE FROM document"]
    for kind, source in SOURCES.items():
        own = {column: expression.format(row=kind) for column, expression in source.own.items()}
        joined = {column: expression.format(id=f"{kind}.id") for column, expression in source.joined.items()}
        columns = own | joined
        statements.append(
            f"INSERT INTO document (kind, record_id, {', '.join(columns)}) "
            f"SELECT '{kind}', {kind}.id, {', '.join(columns.values())} FROM {kind}"
        )
    return statements


def _index_triggers() -> list[str]:
    new = ", ".join(f"NEW.{column}" for column in COLUMNS)
    old = ", ".join(f"OLD.{column}" for column in COLUMNS)
    add = f"INSERT INTO full_text (rowid, {_VALUES}) VALUES (NEW.id, {new});"
    drop = f"INSERT INTO full_text (full_text, rowid, {_VALUES}) VALUES ('delete', OLD.id, {old});"
    differs = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in COLUMNS)
    return [
        f"CREATE TRIGGER text_document_insert AFTER INSERT ON document BEGIN {add} END",
        f"CREATE TRIGGER text_document_delete AFTER DELETE ON document BEGIN {drop} END",
        f"CREATE TRIGGER text_document_update AFTER UPDATE ON document WHEN {differs} BEGIN {drop} {add} END",
    ]


def _record_triggers(kind: str, source: Source) -> list[str]:
    own = {column: expression.format(row="NEW") for column, expression in source.own.items()}
    sets = ", ".join(f"{column} = {expression}" for column, expression in own.items())
    columns, values = ", ".join(own), ", ".join(own.values())
    return [
        f"CREATE TRIGGER text_{kind}_insert AFTER INSERT ON {kind} BEGIN "
        f"INSERT INTO document (kind, record_id, {columns}) VALUES ('{kind}', NEW.id, {values}); END",
        f"CREATE TRIGGER text_{kind}_update AFTER UPDATE OF {', '.join(source.watched)} ON {kind} BEGIN "
        f"UPDATE document SET {sets} WHERE kind = '{kind}' AND record_id = NEW.id; END",
        f"CREATE TRIGGER text_{kind}_delete AFTER DELETE ON {kind} BEGIN "
        f"DELETE FROM document WHERE kind = '{kind}' AND record_id = OLD.id; END",
    ]


def _feeder_triggers(kind: str, source: Source) -> list[str]:
    statements = []
    for column, table, key in source.feeders:
        expression = source.joined[column].format(id="document.record_id")
        for event, ids in (
            ("INSERT", f"= NEW.{key}"),
            ("UPDATE", f"IN (OLD.{key}, NEW.{key})"),
            ("DELETE", f"= OLD.{key}"),
        ):
            statements.append(
                f"CREATE TRIGGER text_{table}_feeds_{event.lower()} AFTER {event} ON {table} BEGIN "
                f"UPDATE document SET {column} = {expression} WHERE kind = '{kind}' AND record_id {ids}; END"
            )
    return statements


_TOKEN = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"\w", re.UNICODE)


def match_query(typed: str, *, column: str = "", most: int = 12) -> str:
    """Make an FTS5 query of what was typed: every word, the last as a prefix, “…” as a phrase; empty for no words.

    Each token is quoted, so that nothing in it is an operator (SQLite FTS5, section 3.1).
    """
    tokens = []
    for phrase, word in _TOKEN.findall(typed[:2000].replace("\x00", " "))[:most]:
        if phrase and _WORD.search(phrase):
            tokens.append(f'"{phrase}"')
        elif _WORD.search(word):
            tokens.append('"' + word.replace('"', " ") + '"*')
    query = " ".join(tokens)
    return f"{column} : ({query})" if column and query else query
