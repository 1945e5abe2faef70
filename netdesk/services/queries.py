"""Statements asked of the book beside the mapped entities, and their answers."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection

UNFIT = "SELECT id FROM contact WHERE is_me OR archived_at IS NOT NULL"
"""Those who are suggested to nobody."""

_NAMES = "SELECT id, display_name FROM contact WHERE id IN (SELECT value FROM json_each(:ids))"


def rows(connection: Connection, statement: str, **values: object) -> Iterator[Any]:
    """Give the rows of a statement, one by one."""
    yield from connection.exec_driver_sql(statement, values)


def ids(connection: Connection, statement: str, **values: object) -> set[int]:
    """Return the first column of a statement."""
    return set(connection.exec_driver_sql(statement, values).scalars())


def id_list(wanted: Iterable[int]) -> str:
    """Write ids as the JSON that `json_each` reads: as many as one likes for one placeholder."""
    return json.dumps(sorted(wanted))


def names(connection: Connection, wanted: Collection[int]) -> dict[int, str]:
    """Return what contacts are called; who is gone is missing."""
    return {row.id: row.display_name for row in rows(connection, _NAMES, ids=id_list(wanted))}
