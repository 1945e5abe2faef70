"""Older books are brought to the present schema, backed up before, and left as they were where that fails."""

from __future__ import annotations

import json
import re
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.operations import Operations
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from netdesk.db import backup, checks, engine, files, index_tables, lock, migrate, schema
from netdesk.db import book as books
from netdesk.db.book import Book
from netdesk.db.migrations import UPGRADES, v0001, v0002
from netdesk.db.tables.base import Base
from netdesk.domain.errors import BookDamagedError, BookError
from netdesk.domain.instant import Clock
from netdesk.services import set_aside
from tests.db.processes import running
from tests.db.rows import fill, is_sound, opened, user_rows

BOOKS = Path(__file__).parent / "books"
STORED = [BOOKS / f"schema-{version + 1}.netdesk" for version in range(schema.SCHEMA_VERSION)]

Upgrade = Callable[[Operations], None]


def normalised(statement: str) -> str:
    """A statement without the layout that its writer chose."""
    return re.sub(r"\s*([(),])\s*", r"\1", " ".join(statement.split()))


def schema_of(path: Path) -> dict[tuple[str, str], str]:
    """Every table, index and trigger of a book."""
    with opened(path) as connection:
        rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
    return {(kind, name): normalised(sql) for kind, name, sql in rows}


def version_of(path: Path) -> int:
    """The schema version that the file states."""
    with opened(path) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


@pytest.fixture
def full(path: Path, clock: Clock) -> Path:
    """A closed book with rows in every table and a step to undo."""
    book = Book(path, clock)
    with book.write("Fill") as work:
        fill(work.session)
    book.close(keep_backup=False)
    return path


@pytest.fixture
def newest(monkeypatch: pytest.MonkeyPatch) -> Callable[[Upgrade], None]:
    """Make one more upgrade part of the program."""

    def add(upgrade: Upgrade) -> None:
        monkeypatch.setattr(migrate, "UPGRADES", (*UPGRADES, upgrade))
        for module in (schema, files, checks, books):
            monkeypatch.setattr(module, "SCHEMA_VERSION", len(UPGRADES) + 1)

    return add


def test_there_is_an_upgrade_to_every_version() -> None:
    assert len(UPGRADES) == schema.SCHEMA_VERSION


def test_the_first_upgrade_makes_the_schema_of_a_new_book(path: Path, tmp_path: Path) -> None:
    migrated = tmp_path / "migrated.netdesk"
    writer = engine.plain(migrated)
    with writer.begin() as connection:
        migrate.migrate(connection, 0)
    writer.dispose()
    assert schema_of(migrated) == schema_of(path)
    is_sound(migrated)


def test_the_frozen_statements_are_those_of_the_present_tables() -> None:
    assert (v0002.STATEMENT,) == index_tables.KEPT_DDL
    dialect = sqlite.dialect()
    present = [CreateTable(table).compile(dialect=dialect) for table in Base.metadata.sorted_tables]
    present += [CreateIndex(i).compile(dialect=dialect) for t in Base.metadata.sorted_tables for i in t.indexes]
    assert sorted(map(normalised, v0001.STATEMENTS)) == sorted(normalised(str(one)) for one in present)


@pytest.mark.parametrize("stored", STORED, ids=lambda stored: stored.stem)
def test_the_schema_of_a_stored_book_is_that_of_its_version(stored: Path, path: Path) -> None:
    found, present = schema_of(stored), schema_of(path)
    users = {("table", table.name) for table in Base.metadata.sorted_tables}
    assert {key: found[key] for key in users} == {key: present[key] for key in users}


def test_a_stored_book_of_each_version_becomes_one_of_the_present(tmp_path: Path, clock: Clock, path: Path) -> None:
    for version, stored in enumerate(STORED, start=1):
        copy = tmp_path / stored.name
        shutil.copy(stored, copy)
        assert version_of(copy) == version
        Book(copy, clock).close(keep_backup=False)
        assert version_of(copy) == schema.SCHEMA_VERSION
        assert schema_of(copy) == schema_of(path)
        is_sound(copy)


@pytest.mark.parametrize("stored", STORED, ids=lambda stored: stored.stem)
def test_a_stored_book_opens_with_everything_in_it(stored: Path, tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "mine.netdesk"
    shutil.copy(stored, path)
    book = Book(path, clock)
    assert book.check().ok
    rows = user_rows(path)
    assert {name: len(found) for name, found in rows.items() if found} == {
        "affiliation": 1,
        "blob": 1,
        "contact": 3,
        "contact_point": 2,
        "contact_tag": 1,
        "date_to_remember": 1,
        "fact": 1,
        "follow_up": 1,
        "hop": 1,
        "how_met": 1,
        "introduction": 1,
        "organisation": 1,
        "party": 2,
        "request": 1,
        "requester": 1,
        "step": 8,
        "tag": 1,
    }
    with opened(path) as connection:
        assert connection.execute("SELECT display_name, notes FROM contact ORDER BY id").fetchall() == [
            ("Robin Baker", ""),
            ("Ama Owusu", ""),
            ("Kofi Novák", "met on a train"),
        ]
        assert connection.execute("SELECT data FROM blob").fetchone() == (bytes(range(256)),)
        assert connection.execute("SELECT met_on, place FROM how_met").fetchone() == ("2021-03", "Graz")
        assert connection.execute("SELECT day FROM date_to_remember").fetchone() == ("--02-29",)
        assert connection.execute("SELECT state FROM introduction").fetchone() == ("made",)
        assert connection.execute("SELECT state, ask FROM request").fetchone() == ("moving", "a depot")
    book.close(keep_backup=False)
    is_sound(path)


def test_pairs_that_were_set_aside_by_id_are_kept_by_uid(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "mine.netdesk"
    shutil.copy(BOOKS / "schema-2.netdesk", path)
    with closing(sqlite3.connect(path)) as older, older:
        older.execute("INSERT INTO setting (key, value) VALUES ('introductions_set_aside', '[[2, 3], [3, 99]]')")
    book = Book(path, clock)
    with book.read() as session:
        assert set_aside.pairs(session) == {frozenset((2, 3))}
    book.close(keep_backup=False)
    with opened(path) as connection:
        (kept,) = connection.execute("SELECT value FROM setting WHERE key = 'introductions_set_aside'").fetchone()
        uids = [row[0] for row in connection.execute("SELECT uid FROM contact WHERE id IN (2, 3) ORDER BY id")]
    assert json.loads(kept) == [uids]


def test_a_stored_book_of_the_present_version_keeps_its_undo_log_and_its_vectors(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "mine.netdesk"
    shutil.copy(STORED[-1], path)
    book, rows = Book(path, clock), user_rows(path)
    with opened(path) as connection:
        assert connection.execute("SELECT count(*) FROM vector WHERE length(data) = 384").fetchone()[0] > 0
        assert connection.execute("SELECT count(*) FROM passage").fetchone()[0] > 0
    while book.undo():
        pass
    assert not any(user_rows(path).values())
    while book.redo():
        pass
    with opened(path) as connection:
        assert connection.execute("SELECT notes FROM contact WHERE id = 2").fetchone() == ("undone",)
    book.undo()
    assert user_rows(path) == rows
    book.close(keep_backup=False)
    is_sound(path)


def test_a_book_without_tables_gets_them(tmp_path: Path, clock: Clock, path: Path) -> None:
    bare = tmp_path / "bare.netdesk"
    with closing(sqlite3.connect(bare)) as connection:
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 0")
        connection.execute("VACUUM")
    Book(bare, clock).close(keep_backup=False)
    assert version_of(bare) == schema.SCHEMA_VERSION
    assert schema_of(bare) == schema_of(path)
    assert len(backup.made(bare)) == 1


def rebuild_contacts(operations: Operations) -> None:
    """Rebuild a table to which many others refer, as any change of its columns does in SQLite."""
    with operations.batch_alter_table("contact", recreate="always") as batch:
        batch.alter_column("nickname", server_default="")


def test_an_older_book_is_backed_up_and_keeps_every_row(
    full: Path, clock: Clock, newest: Callable[[Upgrade], None]
) -> None:
    before = user_rows(full)
    newest(rebuild_contacts)
    book = Book(full, clock)
    assert user_rows(full) == before
    assert version_of(full) == schema.SCHEMA_VERSION
    (copy,) = backup.made(full)
    assert user_rows(copy) == before and version_of(copy) == len(UPGRADES)
    backup_is_as_before_migration = schema_of(copy)
    assert "DEFAULT" not in backup_is_as_before_migration["table", "contact"]
    assert "DEFAULT" in schema_of(full)["table", "contact"]

    assert book.steps() == (None, None), "the log of the old schema is gone"
    with book.write("Delete everyone") as work:
        work.session.connection().exec_driver_sql("DELETE FROM contact")
    book.undo()
    assert user_rows(full) == before
    book.close(keep_backup=False)
    is_sound(full)
    Book(full, clock).close()
    assert len(backup.made(full)) == 1


def drop_and_fail(operations: Operations) -> None:
    """Do harm, then stop as a defect does."""
    operations.execute("DELETE FROM contact")
    operations.drop_table("fact")
    raise ZeroDivisionError


def leave_a_dangling_reference(operations: Operations) -> None:
    """Delete what others refer to, which foreign keys would have forbidden or cascaded."""
    operations.execute("DELETE FROM contact WHERE id = 1")


@pytest.mark.parametrize(
    ("upgrade", "kind"), [(drop_and_fail, ZeroDivisionError), (leave_a_dangling_reference, BookDamagedError)]
)
def test_a_failed_upgrade_leaves_the_book_as_it_was(
    full: Path,
    clock: Clock,
    newest: Callable[[Upgrade], None],
    monkeypatch: pytest.MonkeyPatch,
    upgrade: Upgrade,
    kind: type[Exception],
) -> None:
    rows, schema_before = user_rows(full), schema_of(full)
    with monkeypatch.context():
        newest(upgrade)
        with pytest.raises(kind):
            Book(full, clock)
    assert user_rows(full) == rows
    assert schema_of(full) == schema_before
    assert version_of(full) == len(UPGRADES)
    assert not lock.lock_path(full).exists()
    (copy,) = backup.made(full)
    assert user_rows(copy) == rows
    is_sound(full)


def test_a_failed_backup_before_migration_stops_it(full: Path, clock: Clock, newest: Callable[[Upgrade], None]) -> None:
    before = full.read_bytes()
    backup.folder(full).write_text("a file in the place of the folder")
    newest(rebuild_contacts)
    with pytest.raises(BookError):
        Book(full, clock)
    assert full.read_bytes() == before


def test_an_older_book_is_not_migrated_by_who_only_reads(
    full: Path, clock: Clock, newest: Callable[[Upgrade], None]
) -> None:
    before = full.read_bytes()
    newest(rebuild_contacts)
    with pytest.raises(BookError, match="older netdesk"):
        Book(full, clock, writable=False)
    assert full.read_bytes() == before
    assert backup.made(full) == []


KILLED_WHILE_MIGRATING = """
import os, signal
from netdesk.db import book as books
from netdesk.db import checks, files, migrate, schema
from netdesk.db.migrations import UPGRADES

def upgrade(operations):
    operations.execute("PRAGMA cache_size = 5")
    operations.execute("UPDATE contact SET notes = hex(zeroblob(2000000))")
    operations.execute("DROP TABLE fact")
    os.kill(os.getpid(), signal.SIGKILL)

migrate.UPGRADES = (*UPGRADES, upgrade)
for module in (schema, files, checks, books):
    module.SCHEMA_VERSION = len(migrate.UPGRADES)
Book(path, clock)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot kill itself in this way on Windows")
@pytest.mark.parametrize("writable", [True, False], ids=["to write", "to read"])
def test_a_book_whose_migration_was_killed_opens_as_it_was(full: Path, clock: Clock, writable: bool) -> None:
    before, size = user_rows(full), full.stat().st_size
    with running(KILLED_WHILE_MIGRATING, full) as killed:
        assert killed.wait(60) == -signal.SIGKILL
    assert full.stat().st_size > size, "pages of the half-done upgrade are in the file"
    book = Book(full, clock, writable=writable)
    assert book.check().ok
    book.close()
    assert user_rows(full) == before
    assert version_of(full) == len(UPGRADES)
    is_sound(full)
