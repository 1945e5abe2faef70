"""A book opens, is locked, refuses what is no sound book with one clear sentence, and loses nothing."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy import select, text

from netdesk.db import checks, connections, engine, lock
from netdesk.db.book import Book, create
from netdesk.db.faults import in_words
from netdesk.db.format import SCHEMA_VERSION
from netdesk.db.tables import Tag
from netdesk.domain.errors import (
    BookDamagedError,
    BookError,
    BookLockedError,
    DiskFullError,
    ForeignBookError,
    NewerBookError,
)
from netdesk.domain.instant import Clock
from tests.db.processes import first_line, running, small_disk, unwritable
from tests.db.rows import fill, is_sound, opened, user_rows

HOLD = """
book = Book(path, clock, program="netdesk window")
print("open", flush=True)
sys.stdin.read()
"""
WRITE_FOR_EVER = """
book, number = Book(path, clock), 0
while True:
    number += 1
    with book.write("Add a tag") as work:
        work.session.add(Tag(name="x" * 3000, folded=str(number)))
    print(number, flush=True)
"""


def add_tag(book: Book, name: str) -> None:
    """Write a small step."""
    with book.write(f"Add {name}") as work:
        work.session.add(Tag(name=name, folded=name))


def tags(book: Book) -> list[str]:
    """What the book says of it."""
    with book.read() as session:
        return list(session.scalars(select(Tag.folded).order_by(Tag.id)))


def is_one_sentence(error: BookError) -> bool:
    """Tell whether the message names a way out in plain words, without the names of exceptions."""
    said = str(error)
    return said[-1] == "." and "\n" not in said and "Error" not in said and "sqlite3" not in said and len(said) < 400


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file below a folder with the hash of its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_new_book_is_sound_empty_and_a_netdesk_file(path: Path) -> None:
    is_sound(path)
    assert not any(user_rows(path).values())
    with opened(path) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (int.from_bytes(b"ndsk"),)
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_a_name_full_of_signs_is_no_obstacle(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "my %41 book?mode=ro#1 ' \" é.netdesk"
    create(path)
    book = Book(path, clock)
    add_tag(book, "a")
    book.close()
    assert {entry.name for entry in tmp_path.iterdir()} == {path.name, "backups"}
    assert tags(Book(path, clock, writable=False)) == ["a"]


def test_create_refuses_to_write_over_a_book(path: Path) -> None:
    before = fingerprint(path.parent)
    with pytest.raises(BookError, match="exists already"):
        create(path)
    assert fingerprint(path.parent) == before


def test_create_leaves_nothing_where_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(connection: object) -> None:
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr("netdesk.db.schema.stamp", fail)
    with pytest.raises(sqlite3.OperationalError):
        create(tmp_path / "a.netdesk")
    assert list(tmp_path.iterdir()) == []


def test_the_log_of_a_vanished_book_does_not_enter_a_new_one(path: Path, clock: Clock) -> None:
    book = Book(path, clock)
    add_tag(book, "kept in the log")
    wal = path.with_name(path.name + "-wal").read_bytes()
    book.close(keep_backup=False)
    path.unlink()
    path.with_name(path.name + "-wal").write_bytes(wal)
    create(path)
    again = Book(path, clock)
    assert tags(again) == []
    again.close()
    is_sound(path)
    aside = [entry.name for entry in path.parent.iterdir() if "set-aside" in entry.name]
    assert aside == ["people-set-aside.netdesk-wal"]


def test_a_second_process_is_refused_with_the_holders_name(path: Path, clock: Clock) -> None:
    with running(HOLD, path) as holder:
        assert first_line(holder) == "open"
        before = path.read_bytes()
        with pytest.raises(BookLockedError, match=rf"netdesk window \(process {holder.pid}\)") as refused:
            Book(path, clock)
        assert is_one_sentence(refused.value)
        assert path.read_bytes() == before


def test_readers_work_beside_the_process_that_writes(path: Path, clock: Clock) -> None:
    with running(WRITE_FOR_EVER, path) as writer:
        number = int(first_line(writer))
        reader = Book(path, clock, writable=False)
        assert len(tags(reader)) >= number
        assert reader.check().ok
        with pytest.raises(BookError, match="reading only"), reader.write("Try"):
            pass
        with pytest.raises(BookError, match="reading only"):
            reader.undo()
        reader.close()
        first_line(writer)
        assert writer.poll() is None


def test_a_killed_holder_leaves_no_lock(path: Path, clock: Clock) -> None:
    with running(HOLD, path) as holder:
        assert first_line(holder) == "open"
        holder.kill()
        holder.wait()
        assert lock.lock_path(path).exists()
        book = Book(path, clock)
        add_tag(book, "a")
        book.close(keep_backup=False)
    assert not lock.lock_path(path).exists()


def test_a_lock_is_given_back_on_close_and_where_opening_fails(path: Path, clock: Clock) -> None:
    Book(path, clock).close()
    damage(path)
    with pytest.raises(BookDamagedError):
        Book(path, clock)
    assert not lock.lock_path(path).exists()


def test_a_second_opening_in_the_same_process_and_through_a_link_is_refused(book: Book, clock: Clock) -> None:
    link = book.path.with_name("link.netdesk")
    link.symlink_to(book.path)
    for name in (book.path, link):
        with pytest.raises(BookLockedError):
            Book(name, clock)


def test_many_who_open_and_close_at_once_never_hold_the_book_together(path: Path, clock: Clock) -> None:
    holding, overlaps = threading.Lock(), []

    def try_often() -> None:
        for _ in range(60):
            try:
                held = lock.BookLock(path, "test")
            except BookLockedError:
                continue
            overlaps.append(not holding.acquire(blocking=False))
            if not overlaps[-1]:
                holding.release()
            held.release()

    threads = [threading.Thread(target=try_often) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert overlaps and not any(overlaps)


def test_a_lock_whose_file_was_removed_while_it_was_taken_does_not_count(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = lock.BookLock(path, "before"), []
    take = lock._lock

    def take_late(file: IO[bytes]) -> None:
        monkeypatch.setattr(lock, "_lock", take)
        before.release()
        after.append(lock.BookLock(path, "after"))
        take(file)

    monkeypatch.setattr(lock, "_lock", take_late)
    with pytest.raises(BookLockedError, match="open in after"):
        lock.BookLock(path, "between")
    after[0].release()


def damage(path: Path) -> None:
    """Overwrite pages of tables, and leave the header as it is."""
    content = bytearray(path.read_bytes())
    for page in range(8, 24):
        content[page * 4096 : page * 4096 + 64] = b"\xa5" * 64
    path.write_bytes(content)


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def _cut_in_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


def _foreign_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE moz_places (id INTEGER)")
        other.commit()


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 7")
        newer.commit()


def _without_a_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as less:
        less.execute("DROP TABLE fact")
        less.commit()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _random(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(50_000))


REFUSED: dict[str, tuple[Callable[[Path], object], type[BookError], str]] = {
    "missing": (Path.unlink, BookError, "There is no file"),
    "empty": (lambda path: path.write_bytes(b""), BookDamagedError, "is empty"),
    "truncated": (_truncated, BookDamagedError, "its end is missing"),
    "cut in the header": (_cut_in_the_header, BookDamagedError, "its end is missing"),
    "damaged": (damage, BookDamagedError, "is damaged"),
    "without a table": (_without_a_table, BookDamagedError, "“fact” is missing"),
    "foreign database": (_foreign_database, ForeignBookError, "another program"),
    "text file": (lambda path: path.write_text("Dear diary,\n" * 100), ForeignBookError, "is not a netdesk book"),
    "encrypted": (_random, ForeignBookError, "is not a netdesk book"),
    "newer": (_newer, NewerBookError, "newer netdesk"),
    "folder": (_folder, BookError, "is a folder"),
}


@pytest.mark.parametrize("writable", [True, False], ids=["to write", "to read"])
@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_sound_book_is_refused_untouched(path: Path, clock: Clock, what: str, writable: bool) -> None:
    make, kind, said = REFUSED[what]
    make(path)
    before = fingerprint(path.parent)
    with pytest.raises(kind, match=said) as refused:
        Book(path, clock, writable=writable)
    assert is_one_sentence(refused.value)
    assert str(path) in str(refused.value)
    assert fingerprint(path.parent) == before


def test_a_damaged_book_keeps_its_log_untouched_too(path: Path, clock: Clock) -> None:
    book = Book(path, clock)
    add_tag(book, "in the log")
    wal = path.with_name(path.name + "-wal")
    files = {file: file.read_bytes() for file in (path, wal)}
    book.close(keep_backup=False)
    for file, content in files.items():
        file.write_bytes(content)
    damage(path)
    before = path.read_bytes(), wal.read_bytes()
    with pytest.raises(BookDamagedError):
        Book(path, clock)
    assert (path.read_bytes(), wal.read_bytes()) == before


def test_a_check_names_the_damaged_table_of_a_book_that_cannot_be_opened(path: Path, clock: Clock) -> None:
    book = Book(path, clock)
    with book.write("Fill") as work:
        fill(work.session)
        root = work.session.scalar(text("SELECT rootpage FROM sqlite_master WHERE name = 'fact'"))
    book.close(keep_backup=False)
    assert checks.check_file(path).ok
    content = bytearray(path.read_bytes())
    content[(root - 1) * 4096 : (root - 1) * 4096 + 16] = b"\xa5" * 16
    path.write_bytes(content)
    with pytest.raises(BookDamagedError):
        Book(path, clock)
    report = checks.check_file(path)
    assert not report.ok
    assert {line.partition(":")[0] for line in report.damage} <= {"fact", "whole file"}
    assert any(line.startswith("fact:") for line in report.damage)


def test_a_reference_to_nothing_is_named(path: Path) -> None:
    with closing(sqlite3.connect(path)) as careless:
        careless.execute(
            "INSERT INTO fact (id, uid, contact_id, kind, text, visibility, state, source, created_at) "
            "VALUES (1, 'u', 99, 'offers', '', 'private', 'open', '', '2026-11-23T10:00:00Z[UTC]')"
        )
        careless.commit()
    assert any(line.startswith("fact: row 1 refers to a missing row") for line in checks.check_file(path).damage)


def test_a_file_that_can_only_be_read_is_not_opened_for_writing(path: Path, clock: Clock) -> None:
    before = path.read_bytes()
    with unwritable(path), pytest.raises(BookError, match="can be read but not written") as refused:
        Book(path, clock)
    assert is_one_sentence(refused.value)
    assert path.read_bytes() == before
    Book(path, clock).close()


def test_a_book_in_a_folder_that_can_only_be_read_can_be_read(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "medium"
    folder.mkdir()
    path = folder / "people.netdesk"
    create(path)
    book = Book(path, clock)
    add_tag(book, "a")
    book.close(keep_backup=False)
    before = fingerprint(folder)
    with unwritable(folder, path):
        with pytest.raises(BookError, match="can be read but not written"):
            Book(path, clock)
        reader = Book(path, clock, writable=False)
        assert tags(reader) == ["a"]
        reader.close()
    assert fingerprint(folder) == before


@pytest.mark.parametrize(
    ("statement", "kind", "said"),
    [
        ("UPDATE tag SET name = 'x'", BookError, "can be read but not written"),
        ("PRAGMA max_page_count = 1; INSERT INTO tag VALUES (9, zeroblob(1000000), '9', NULL)", DiskFullError, "full"),
        ("BEGIN EXCLUSIVE", BookLockedError, "Another program"),
    ],
)
def test_faults_that_sqlite_reports_are_put_into_words(
    path: Path, statement: str, kind: type[BookError], said: str
) -> None:
    with closing(sqlite3.connect(path, timeout=0)) as holder, closing(sqlite3.connect(path, timeout=0)) as connection:
        if kind is BookLockedError:
            holder.execute("BEGIN EXCLUSIVE")
        if said.startswith("can"):
            connection.execute("PRAGMA query_only = ON")
        with pytest.raises(kind, match=said) as stated, in_words(path):
            for part in statement.split(";"):
                connection.execute(part)
        assert is_one_sentence(stated.value)


def test_a_defect_is_not_taken_for_a_fault(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.OperationalError), in_words(path):
        connection.execute("SELECT * FROM nowhere")


def test_a_change_beyond_the_room_there_is_leaves_the_book_as_it_was(book: Book) -> None:
    add_tag(book, "a")
    before = user_rows(book.path)
    with pytest.raises(DiskFullError) as full, book.write("Grow") as work:
        pages = work.session.scalar(text("PRAGMA page_count"))
        work.session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages + 10}")
        work.session.add(Tag(name="x" * 1_000_000, folded="b"))
    assert is_one_sentence(full.value)
    assert user_rows(book.path) == before
    is_sound(book.path)
    with book.write("Make room") as work:
        work.session.connection().exec_driver_sql("PRAGMA max_page_count = 1000000")
        work.session.add(Tag(name="x" * 1_000_000, folded="b"))
    assert tags(book) == ["a", "b"]
    book.undo()
    book.undo()
    assert tags(book) == []


def test_a_full_disk_refuses_the_change_and_loses_nothing(tmp_path: Path, clock: Clock) -> None:
    with small_disk(tmp_path / "disk", 4) as disk:
        path = disk / "people.netdesk"
        create(path)
        book = Book(path, clock)
        written = 0
        with pytest.raises(DiskFullError) as full:
            for written in range(1000):
                with book.write("Grow") as work:
                    work.session.add(Tag(name="x" * 100_000, folded=str(written)))
        assert is_one_sentence(full.value)
        assert tags(book) == [str(number) for number in range(written)]
        assert book.check().ok
        assert isinstance(book.close(), DiskFullError), "there is no room for a backup either, and that is said"
        reopened = Book(path, clock)
        assert tags(reopened) == [str(number) for number in range(written)]
        reopened.close(keep_backup=False)
        with pytest.raises(DiskFullError):
            create(disk / "another.netdesk")
        left = {entry.name.removeprefix(path.name) for entry in disk.rglob("*") if entry.is_file()}
        assert left <= {"", "-wal", "-shm"}, "nothing half made may stay"
        shutil.copytree(disk, tmp_path / "roomy")
    Book(tmp_path / "roomy" / path.name, clock).close()
    is_sound(tmp_path / "roomy" / path.name)


@pytest.mark.parametrize("after", [1, 7, 40, 41, 90])
def test_a_process_killed_while_writing_has_lost_no_acknowledged_commit(path: Path, clock: Clock, after: int) -> None:
    with running(WRITE_FOR_EVER, path) as writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(after)]
        writer.kill()
        acknowledged += [int(line) for line in writer.stdout.read().splitlines() if line]
    book = Book(path, clock)
    found = [int(name) for name in tags(book)]
    assert found[: len(acknowledged)] == acknowledged
    assert len(found) - len(acknowledged) <= 1
    assert book.check().ok
    while book.undo():
        pass
    assert tags(book) == []
    book.close(keep_backup=False)
    is_sound(path)


def test_units_of_work_of_many_threads_wait_for_each_other(book: Book) -> None:
    def write(name: str) -> None:
        for number in range(10):
            add_tag(book, f"{name}{number}")

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tags(book)) == 40
    for _ in range(40):
        assert book.undo()
    assert tags(book) == []


def test_a_unit_of_work_or_an_undo_inside_another_is_a_defect(book: Book) -> None:
    with pytest.raises(RuntimeError), book.write("Outer"), book.write("Inner"):
        pass
    with pytest.raises(RuntimeError), book.write("Outer"):
        book.undo()
    add_tag(book, "a")
    assert tags(book) == ["a"]


def test_a_reader_sees_one_state_while_others_write(book: Book) -> None:
    add_tag(book, "a")
    with book.read() as session:
        assert session.scalar(text("SELECT count(*) FROM tag")) == 1
        add_tag(book, "b")
        assert session.scalar(text("SELECT count(*) FROM tag")) == 1
    assert tags(book) == ["a", "b"]


def test_readers_cannot_write(book: Book) -> None:
    with pytest.raises(BookError, match="can be read but not written"), book.read() as session:
        session.execute(text("DELETE FROM tag"))


def test_every_commit_reaches_the_disk(path: Path) -> None:
    writer = engine.writing(connections.writing(path))
    with writer.begin() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    writer.dispose()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
