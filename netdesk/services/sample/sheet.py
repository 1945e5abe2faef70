"""Rows of the sample on their way into the book: ids, uids and defaults given, written in bulk."""

from __future__ import annotations

import random
import uuid
from collections import defaultdict
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from netdesk.db.tables import Base
from netdesk.domain.instant import Instant

ZONE = "Europe/London"
"""Where the sample's “me” lives; every moment is entered there."""


def moment(day: date, hour: int = 9, minute: int = 0) -> Instant:
    """Return a moment of that day."""
    return Instant(datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC), ZONE)


def _template(table: type[Base]) -> dict[str, Any]:
    """Give every column its default, since a bulk insert wants the same columns in each row."""
    columns = table.__table__.columns
    return {
        column.key: column.default.arg if column.default is not None and column.default.is_scalar else None
        for column in columns
        if column.key != "uid"
    }


class Sheet:
    """Collects rows by table until they are written."""

    def __init__(self, session: Session, chance: random.Random) -> None:
        """Write through the session; uids come from the chance, so that they are the same each time."""
        self._session = session
        self._chance = chance
        self._rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        self._last: defaultdict[str, int] = defaultdict(int)
        self._templates: dict[type[Base], dict[str, Any]] = {}

    def add(self, table: type[Base], **values: Any) -> int:
        """Add a row and return its id."""
        name = table.__tablename__
        if table not in self._templates:
            self._templates[table] = _template(table)
        row = self._templates[table] | values
        if "uid" in table.__table__.columns:
            row["uid"] = str(uuid.UUID(int=self._chance.getrandbits(128), version=4))
        self._last[name] += 1
        row["id"] = self._last[name]
        self._rows[name].append(row)
        return self._last[name]

    def complete(self, table: type[Base], **values: Any) -> None:
        """Fill in columns of the row that was added last to a table."""
        self._rows[table.__tablename__][-1].update(values)

    def write(self) -> None:
        """Write what was collected, tables in the order of their foreign keys."""
        for table in Base.metadata.sorted_tables:
            if rows := self._rows.pop(table.name, None):
                self._session.execute(insert(table), rows)
