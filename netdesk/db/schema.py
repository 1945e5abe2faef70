"""The whole schema of a book: user tables, and the derived ones that are rebuilt, never logged."""

from __future__ import annotations

from sqlalchemy import Connection, text

from netdesk.db import full_text, index_tables, undo
from netdesk.db.format import APPLICATION_ID, DERIVED_TABLES, SCHEMA_VERSION
from netdesk.db.tables import Base


def create(connection: Connection) -> None:
    """Make a new, empty book in an empty database."""
    Base.metadata.create_all(connection)
    for statement in index_tables.KEPT_DDL:
        connection.exec_driver_sql(statement)
    create_derived(connection)
    stamp(connection)


def create_derived(connection: Connection) -> None:
    """Make the derived tables and all triggers."""
    tables = undo.log_ddl() + full_text.table_ddl() + index_tables.table_ddl()
    triggers = full_text.trigger_ddl() + index_tables.trigger_ddl() + undo.trigger_ddl()
    for statement in tables + triggers:
        connection.exec_driver_sql(statement)


def rebuild_derived(connection: Connection) -> None:
    """Make the derived tables anew from the user tables; the undo log starts empty, vectors are kept."""
    drop_derived(connection)
    create_derived(connection)
    for statement in full_text.fill_ddl() + index_tables.fill_ddl():
        connection.exec_driver_sql(statement)


def drop_derived(connection: Connection) -> None:
    """Remove the derived tables and all triggers, as before a migration."""
    triggers = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
    for name in triggers:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    for table in DERIVED_TABLES:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")


def stamp(connection: Connection) -> None:
    """Write whose file this is and which schema it has."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
