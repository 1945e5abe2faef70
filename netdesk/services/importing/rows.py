"""The rows of an import, gathered for each table with ids of their own, and put in by the thousand."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection

from netdesk.db.tables import Base
from netdesk.domain.dates import PartialDate
from netdesk.domain.errors import CancelledError
from netdesk.domain.instant import Instant
from netdesk.domain.text import fold
from netdesk.exchange.records import PhotoRecord

_CHUNK = 1_000
_ORDER = (
    "blob",
    "organisation",
    "tag",
    "contact",
    "contact_point",
    "how_met",
    "affiliation",
    "connection",
    "contact_tag",
    "fact",
    "date_to_remember",
    "external_id",
    "kept_line",
    "introduction",
    "party",
    "interaction",
    "participant",
)
_COLUMNS = {name: tuple(column.name for column in Base.metadata.tables[name].columns) for name in _ORDER}

Progress = Callable[[int, int], None]


class ImportRows:
    """Rows to come; reads the book only for what they must not double."""

    def __init__(self, connection: Connection, now: Instant) -> None:
        """Begin on the writing connection, which nobody else writes to until the end."""
        self.run = connection.exec_driver_sql
        self.now = now
        self._rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _ORDER}
        self._next = {name: self._first_free(name) for name in _ORDER}
        self._organisations: dict[str, int] = dict(
            self.pairs("SELECT folded, min(id) FROM organisation GROUP BY folded")
        )
        self._tags: dict[str, int] = dict(self.pairs("SELECT folded, id FROM tag"))
        self._blobs: dict[str, int] = dict(self.pairs("SELECT sha256, id FROM blob"))

    def pairs(self, query: str) -> Iterable[tuple[str, Any]]:
        """Read two columns."""
        return ((key, value) for key, value in self.run(query))

    def take(self, table: str) -> int:
        """Give an id that no row of a table has."""
        self._next[table] += 1
        return self._next[table] - 1

    def put(self, table: str, *values: Any) -> int:
        """Take a row without its id; returns that."""
        row_id = self.take(table)
        self._rows[table].append((row_id, *values))
        return row_id

    def put_under(self, row_id: int, table: str, *values: Any) -> None:
        """Take a row whose id was given before."""
        self._rows[table].append((row_id, *values))

    def update(self, table: str, contact_id: int, values: dict[str, Any], found: dict[str, Any]) -> None:
        """Change the first row of a contact that says what was found."""
        sets = ", ".join(f"{column} = ?" for column in values)
        where = " AND ".join(f"{column} IS ?" for column in found)
        self.run(
            f"UPDATE {table} SET {sets} WHERE id = "  # noqa: S608 - names of tables and columns of the program
            f"(SELECT min(id) FROM {table} WHERE contact_id = ? AND {where})",
            (*values.values(), contact_id, *found.values()),
        )

    def count(self, table: str, contact_id: int) -> int:
        """Give the position after the last part of a contact in the book."""
        query = f"SELECT coalesce(max(position), -1) + 1 FROM {table} WHERE contact_id = ?"  # noqa: S608
        return int(self.run(query, (contact_id,)).scalar_one())

    def photo(self, photo: PhotoRecord | None) -> int | None:
        """Give the id of a photo, kept once for each content."""
        if photo is None:
            return None
        digest = hashlib.sha256(photo.data).hexdigest()
        if digest not in self._blobs:
            self._blobs[digest] = self.put("blob", digest, photo.media_type, len(photo.data), photo.data)
        return self._blobs[digest]

    def known_organisation(self, name: str) -> int | None:
        """Give the id of an organisation that is there."""
        return self._organisations.get(fold(name))

    def organisation(self, name: str) -> int:
        """Give the id of an organisation, one for each folded name."""
        folded = fold(name)
        if folded not in self._organisations:
            added = self.put("organisation", new_uid(), name, folded, "", "", "", 0, str(self.now))
            self._organisations[folded] = added
        return self._organisations[folded]

    def tag(self, name: str) -> int:
        """Give the id of a tag, one for each folded name."""
        folded = fold(name)
        if folded not in self._tags:
            self._tags[folded] = self.put("tag", name, folded, None)
        return self._tags[folded]

    def insert(self, progress: Progress | None, cancelled: Callable[[], bool]) -> None:
        """Put all rows in; raises CancelledError."""
        total, done = sum(map(len, self._rows.values())), 0
        for table in _ORDER:
            columns = _COLUMNS[table]
            marks = ", ".join("?" * len(columns))
            statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
            rows = self._rows[table]
            for start in range(0, len(rows), _CHUNK):
                if cancelled():
                    raise CancelledError("The import was cancelled; the book is as it was.")
                part = rows[start : start + _CHUNK]
                self.run(statement, part)
                done += len(part)
                if progress:
                    progress(done, total)

    def _first_free(self, table: str) -> int:
        query = f"SELECT coalesce(max(id), 0) + 1 FROM {table}"  # noqa: S608 - a table of the list above
        return int(self.run(query).scalar_one())


def text_of(value: PartialDate | Instant | None) -> str | None:
    """Write a day or a moment as the book holds it."""
    return None if value is None else str(value)


def new_uid() -> str:
    """Make a uid."""
    return str(uuid.uuid4())
