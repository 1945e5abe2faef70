"""The vectors of passages as the book keeps them, whose they are, and which records are to be read anew."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from sqlite3 import Connection
from typing import NamedTuple

from netdesk.db import index_tables
from netdesk.db.book import Book
from netdesk.matching.passage import Owner, PassageKind
from netdesk.matching.vectors import Quantised

_AT_ONCE = 500
"""Rows that one turn to write takes at most, so that nobody waits for it longer than 20 ms."""

_SPARE = 5000
"""Vectors that nothing in the book has any more are kept up to so many and a quarter, for what undo brings back."""

_STALE = """SELECT s.owner, s.owner_id FROM stale s LEFT JOIN (
  SELECT p.contact_id, max(i.at) AS at FROM participant p JOIN interaction i ON i.id = p.interaction_id
  GROUP BY p.contact_id) used ON s.owner = 'contact' AND used.contact_id = s.owner_id
ORDER BY s.owner <> 'resource', used.at IS NULL, used.at DESC, s.owner_id"""
_MARKED = "SELECT owner_id, turn FROM stale WHERE owner = :owner AND owner_id IN (SELECT value FROM json_each(:ids))"
_HELD = """SELECT owner_id, kind, vector_id FROM passage
WHERE owner = :owner AND owner_id IN (SELECT value FROM json_each(:ids))"""
_KNOWN = "SELECT id FROM vector WHERE id IN (SELECT value FROM json_each(:ids))"
_COUNTS = """SELECT (SELECT count(*) FROM stale), (SELECT count(*) FROM contact)
  + (SELECT count(*) FROM organisation) + (SELECT count(*) FROM resource)"""
_SPARED = (
    """SELECT count(*) - (SELECT count(DISTINCT vector_id) FROM passage) AS spare, count(*) AS total FROM vector"""
)


Held = tuple[PassageKind, int]
"""The kind of a passage, and the key of its vector."""


class Mark(NamedTuple):
    """A record that is to be read anew."""

    owner: Owner
    owner_id: int


class PassageVectors:
    """Reads and writes these tables; nothing here is undone, and no listener hears of it."""

    def __init__(self, book: Book, model: str) -> None:
        """Keep the vectors of this model."""
        self._book = book
        self._model = model

    def counts(self) -> tuple[int, int]:
        """Count the records that are to be read anew, and all there are."""
        with self._book.connect() as connection:
            stale, total = connection.execute(_COUNTS).fetchone()
        return stale, max(total, stale)

    def stale(self) -> list[Mark]:
        """Return the records that are to be read anew, those of people whom I was in touch with lately first."""
        with self._book.connect() as connection:
            return [Mark(Owner(owner), owner_id) for owner, owner_id in connection.execute(_STALE)]

    def known(self, keys: Collection[int]) -> set[int]:
        """Return which of the keys have a vector."""
        with self._book.connect() as connection:
            return {key for (key,) in connection.execute(_KNOWN, {"ids": json.dumps(list(keys))})}

    def add(self, keys: Sequence[int], vectors: Quantised) -> None:
        """Write vectors."""
        rows = [(key, self._model, vector.tobytes()) for key, vector in zip(keys, vectors, strict=True)]
        with self._book.write_unlogged() as connection:
            connection.exec_driver_sql(
                "INSERT INTO vector (id, model, data) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows
            )

    def settle(self, owner: Owner, passages: Mapping[int, AbstractSet[Held]], turns: Mapping[int, int]) -> None:
        """Write which vectors records have, and take away their marks, unless they were changed meanwhile."""
        with self._book.connect() as connection:
            held = set(map(tuple, connection.execute(_HELD, {"owner": owner, "ids": json.dumps(list(passages))})))
        wanted = {(one, str(kind), key) for one, theirs in passages.items() for kind, key in theirs}
        for statement, pairs in (
            ("DELETE FROM passage WHERE owner = ? AND owner_id = ? AND kind = ? AND vector_id = ?", held - wanted),
            ("INSERT INTO passage (owner, owner_id, kind, vector_id) VALUES (?, ?, ?, ?)", wanted - held),
            ("DELETE FROM stale WHERE owner = ? AND owner_id = ? AND turn = ?", set(turns.items())),
        ):
            self._write(statement, [(owner, *pair) for pair in sorted(pairs)])

    def drop_other_models(self) -> None:
        """Forget the vectors of other models, after every record was marked to be read anew."""
        with self._book.connect() as connection:
            others = [row[0] for row in connection.execute("SELECT id FROM vector WHERE model <> ?", (self._model,))]
        if others:
            with self._book.write_unlogged() as connection:
                for statement in index_tables.fill_ddl():
                    connection.exec_driver_sql(statement)
            self._write("DELETE FROM vector WHERE id = ?", [(one,) for one in others])

    def drop_spare(self) -> None:
        """Forget the vectors that nothing has any more, once they are many."""
        with self._book.connect() as connection:
            spare, total = connection.execute(_SPARED).fetchone()
            if spare <= _SPARE + total // 4:
                return
            unused = "SELECT id FROM vector WHERE id NOT IN (SELECT vector_id FROM passage)"
            rows = [tuple(row) for row in connection.execute(unused)]
        self._write("DELETE FROM vector WHERE id = ?", rows)

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        for start in range(0, len(rows), _AT_ONCE):
            with self._book.write_unlogged() as connection:
                connection.exec_driver_sql(statement, list(rows[start : start + _AT_ONCE]))


def turns_of(connection: Connection, owner: Owner, ids: Collection[int]) -> dict[int, int]:
    """Return the turns of those records that are to be read anew still, as this connection sees them."""
    return dict(map(tuple, connection.execute(_MARKED, {"owner": owner, "ids": json.dumps(list(ids))})))


def rows_of(connection: Connection, model: str, at_once: int) -> Iterator[Sequence[tuple[int, bytes]]]:
    """Read the keys and vectors of a model, some at once."""
    cursor = connection.execute("SELECT id, data FROM vector WHERE model = ?", (model,))
    while rows := cursor.fetchmany(at_once):
        yield rows


def passages_of(connection: Connection, owner: Owner, at_once: int) -> Iterator[Sequence[tuple[int, str, int]]]:
    """Read the ids of records with the kind and the key of each of their passages, some at once."""
    cursor = connection.execute("SELECT owner_id, kind, vector_id FROM passage WHERE owner = ?", (owner,))
    while rows := cursor.fetchmany(at_once):
        yield rows
