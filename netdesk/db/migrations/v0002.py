"""Schema version 2: a table for the vectors of passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

STATEMENT = "CREATE TABLE vector (id INTEGER PRIMARY KEY, model TEXT NOT NULL, data BLOB NOT NULL)"


def upgrade(operations: Operations) -> None:
    """Make the table, empty: an index of the whole book is made beside the window."""
    operations.execute(STATEMENT)
