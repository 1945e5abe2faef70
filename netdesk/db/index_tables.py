"""The tables of the index by meaning: the vectors of passages, whose they are, and which records are to be read anew.

Triggers mark the records of which a change may have altered a passage, so that nothing is missed, whoever writes and
whenever the index is made. The turn of a mark grows with each change of its record: what is read before a change and
written after it leaves the mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

KEPT_DDL = ("CREATE TABLE vector (id INTEGER PRIMARY KEY, model TEXT NOT NULL, data BLOB NOT NULL)",)
"""Vectors cost minutes of work, and their key is the hash of the text: they outlive whatever else is made anew."""


class Feeder(NamedTuple):
    """A table whose rows stand in passages: of which records they do, as SQL over `{row}`, and by which columns."""

    table: str
    owner: str
    records: str
    columns: tuple[str, ...]
    events: tuple[str, ...] = ("INSERT", "UPDATE", "DELETE")


_CONTACTS_OF = "SELECT contact_id AS id FROM {link} WHERE {key} = {{row}}.id"

FEEDERS = (
    Feeder("contact", "contact", "SELECT {row}.id AS id", ("notes",)),
    Feeder("affiliation", "contact", "SELECT {row}.contact_id AS id", ()),
    Feeder("contact_point", "contact", "SELECT {row}.contact_id AS id WHERE {row}.kind = 'address'", ()),
    Feeder("contact_tag", "contact", "SELECT {row}.contact_id AS id", ()),
    Feeder("fact", "contact", "SELECT {row}.contact_id AS id", ("contact_id", "kind", "text", "state")),
    Feeder("participant", "contact", "SELECT {row}.contact_id AS id", ()),
    Feeder("hop", "contact", "SELECT {row}.contact_id AS id", ("contact_id", "state", "outcome")),
    Feeder(
        "introduction",
        "contact",
        "SELECT {row}.introducer_id AS id",
        ("introducer_id", "state", "outcome"),
    ),
    Feeder(
        "interaction",
        "contact",
        _CONTACTS_OF.format(link="participant", key="interaction_id"),
        ("subject", "text", "message_id", "answers_id"),
        ("UPDATE",),
    ),
    Feeder(
        "organisation",
        "contact",
        _CONTACTS_OF.format(link="affiliation", key="organisation_id"),
        ("name", "place"),
        ("UPDATE",),
    ),
    Feeder("tag", "contact", _CONTACTS_OF.format(link="contact_tag", key="tag_id"), ("name",), ("UPDATE",)),
    Feeder("organisation", "organisation", "SELECT {row}.id AS id", ("name", "place", "notes")),
    Feeder("resource", "resource", "SELECT {row}.id AS id", ("title", "description", "recommended_for")),
)


def table_ddl() -> list[str]:
    """Make the statements that create what is rebuilt without much work: no text is encoded for it again."""
    return [
        "CREATE TABLE passage (owner TEXT NOT NULL, owner_id INTEGER NOT NULL, kind TEXT NOT NULL, "
        "vector_id INTEGER NOT NULL, PRIMARY KEY (owner, owner_id, kind, vector_id)) WITHOUT ROWID",
        "CREATE TABLE stale (owner TEXT NOT NULL, owner_id INTEGER NOT NULL, turn INTEGER NOT NULL, "
        "PRIMARY KEY (owner, owner_id)) WITHOUT ROWID",
        "CREATE INDEX ix_stale_turn ON stale (turn)",
    ]


def trigger_ddl() -> list[str]:
    """Make the triggers that mark records."""
    return list(_triggers())


def fill_ddl() -> list[str]:
    """Make the statements that mark every record, as in a book whose passages were never read."""
    return [_mark(owner, f"SELECT id FROM {owner}") for owner in ("contact", "organisation", "resource")]


def _triggers() -> Iterator[str]:
    for feeder in FEEDERS:
        for event in feeder.events:
            rows = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}[event]
            records = " UNION ".join(feeder.records.format(row=row) for row in rows)
            columns = f" OF {', '.join(feeder.columns)}" if event == "UPDATE" and feeder.columns else ""
            differs = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in feeder.columns)
            condition = f" WHEN {differs}" if columns else ""
            yield (
                f"CREATE TRIGGER index_{feeder.table}_of_{feeder.owner}_{event.lower()} AFTER {event}{columns} "
                f"ON {feeder.table}{condition} BEGIN {_mark(feeder.owner, records)}; END"
            )


def _mark(owner: str, records: str) -> str:
    turn = "(SELECT coalesce(max(turn), 0) + 1 FROM stale)"
    return (
        f"INSERT INTO stale (owner, owner_id, turn) SELECT '{owner}', id, {turn} FROM ({records}) "
        "WHERE id IS NOT NULL ON CONFLICT (owner, owner_id) DO UPDATE SET turn = excluded.turn"
    )
