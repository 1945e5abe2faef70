"""Runs the upgrades that an older book still needs; Alembic is imported only here, since that takes half a second."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from netdesk.db import engine, schema
from netdesk.db.faults import damaged, in_words
from netdesk.db.migrations import UPGRADES


def upgrade(path: Path, version: int) -> None:
    """Bring a book from `version` to the present schema in one transaction; back it up before.

    Foreign keys are off meanwhile, since Alembic's batch mode would delete cascade children; triggers and derived
    tables are made anew. Raises BookDamagedError where the result does not hold, and leaves the book as it was.
    """
    writer = engine.plain(path)
    try:
        with in_words(path), writer.begin() as connection:
            migrate(connection, version)
            _prove(connection, path)
    finally:
        writer.dispose()


def migrate(connection: Connection, version: int) -> None:
    """Run the upgrades after `version`, inside the caller's transaction."""
    from alembic.operations import Operations  # noqa: PLC0415
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415

    schema.drop_derived(connection)
    operations = Operations(MigrationContext.configure(connection))
    for step in UPGRADES[version:]:
        step(operations)
    schema.rebuild_derived(connection)
    schema.stamp(connection)


def _prove(connection: Connection, path: Path) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise damaged(path, "a record refers to one that is missing")
    found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    if found != "ok":
        raise damaged(path, str(found))
