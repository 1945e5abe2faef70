"""Backups are verified, sealed, kept in number, and put back without losing what is there."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from netdesk.db import backup, files
from netdesk.db.book import Book, create
from netdesk.db.restore import restore
from netdesk.domain.errors import BookDamagedError, BookError, BookLockedError, DiskFullError, ForeignBookError
from netdesk.domain.instant import Clock
from tests.db.processes import first_line, running, small_disk
from tests.db.rows import is_sound, user_rows
from tests.db.test_book import HOLD, WRITE_FOR_EVER, add_tag, damage, fingerprint, tags


def flip_a_bit(path: Path, chance: random.Random) -> None:
    """Change one bit somewhere in the file."""
    content = bytearray(path.read_bytes())
    content[chance.randrange(100, len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def test_a_backup_holds_what_is_still_in_the_log_and_is_sealed(book: Book) -> None:
    add_tag(book, "a")
    copy = book.backup_now()
    assert user_rows(copy) == user_rows(book.path)
    is_sound(copy)
    assert backup.seal_path(copy).read_text(encoding="utf-8").split() == [backup.checksum(copy), copy.name]
    assert {entry.name for entry in copy.parent.iterdir()} == {copy.name, backup.seal_path(copy).name}


def test_a_backup_with_any_bit_changed_is_refused(book: Book) -> None:
    add_tag(book, "a")
    copy = book.backup_now()
    sound = copy.read_bytes()
    for seed in range(30):
        flip_a_bit(copy, random.Random(seed))
        with pytest.raises(BookDamagedError):
            backup.verify(copy)
        copy.write_bytes(sound)
    backup.verify(copy)


def test_a_copy_of_a_damaged_book_is_not_made(book: Book, tmp_path: Path) -> None:
    target = tmp_path / "copy.netdesk"
    target.write_text("what was there")
    add_tag(book, "a")
    book.close(keep_backup=False)
    damage(book.path)
    with pytest.raises(BookDamagedError) as refused:
        backup.copy(book.path, target)
    assert str(book.path) in str(refused.value)
    assert target.read_text() == "what was there"
    assert not list(tmp_path.glob("*.part*"))


def test_a_copy_never_replaces_the_book_itself_or_one_in_use(book: Book, tmp_path: Path, clock: Clock) -> None:
    add_tag(book, "a")
    other_path = tmp_path / "other.netdesk"
    create(other_path)
    other = Book(other_path, clock)
    add_tag(other, "b")
    for target, said in ((book.path, "the book itself"), (other_path, "in use")):
        before = target.read_bytes()
        with pytest.raises(BookError, match=said):
            backup.copy(book.path, target)
        assert target.read_bytes() == before
    other.close(keep_backup=False)


def test_a_copy_over_an_older_one_is_sealed_anew(book: Book, tmp_path: Path) -> None:
    target = tmp_path / "copy.netdesk"
    backup.copy(book.path, target)
    add_tag(book, "a")
    backup.copy(book.path, target)
    backup.verify(target)
    assert user_rows(target) == user_rows(book.path)


def test_the_last_thirty_are_kept_and_those_of_a_namesake_are_left_alone(path: Path) -> None:
    namesake = path.with_name("people-2020.netdesk")
    create(namesake)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    theirs = backup.automatic(namesake, start)
    mine = [backup.automatic(path, start + timedelta(hours=number)) for number in range(33)]
    assert backup.made(path) == mine[3:]
    assert backup.made(namesake) == [theirs]
    assert len(list(backup.folder(path).iterdir())) == 2 * 31


def test_many_in_one_second_are_kept_in_their_order_whatever_copied_the_folder(path: Path) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    mine = [backup.automatic(path, now) for _ in range(35)]
    for copy in mine[5:]:
        os.utime(copy, (0, 0))
    assert backup.made(path) == mine[5:]


def test_a_backup_made_by_a_clock_gone_back_is_not_forgotten_at_once(path: Path) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(30):
        backup.automatic(path, now + timedelta(hours=number))
    early = backup.automatic(path, now - timedelta(days=400))
    assert early.exists() and len(backup.made(path)) == 30


def test_closing_backs_up_only_what_has_changed(path: Path, clock: Clock) -> None:
    Book(path, clock).close()
    assert backup.made(path) == []
    book = Book(path, clock)
    add_tag(book, "a")
    assert book.close() is None
    assert [user_rows(copy) for copy in backup.made(path)] == [user_rows(path)]
    Book(path, clock).close()
    assert len(backup.made(path)) == 1


def test_a_change_that_is_already_backed_up_is_not_backed_up_again(path: Path, clock: Clock) -> None:
    book = Book(path, clock)
    add_tag(book, "a")
    book.backup_now()
    book.close()
    assert len(backup.made(path)) == 1


def test_a_backup_that_failed_is_tried_again_at_close(path: Path, clock: Clock) -> None:
    book = Book(path, clock)
    add_tag(book, "a")
    backup.folder(path).write_text("a file in the place of the folder")
    with pytest.raises(BookError):
        book.backup_now()
    backup.folder(path).unlink()
    assert book.close() is None
    assert len(backup.made(path)) == 1


def test_restoring_brings_the_book_back_and_keeps_the_present_one(path: Path, clock: Clock) -> None:
    book = Book(path, clock)
    add_tag(book, "a")
    copy, then = book.backup_now(), user_rows(path)
    add_tag(book, "b")
    now = user_rows(path)
    book.close(keep_backup=False)
    kept = restore(copy, path, clock)
    assert user_rows(path) == then
    assert kept in backup.made(path) and user_rows(kept) == now
    backup.verify(kept)
    assert {entry.name for entry in path.parent.iterdir()} == {path.name, "backups"}
    again = Book(path, clock)
    assert tags(again) == ["a"]
    again.undo()
    assert tags(again) == []
    again.close()


def test_restoring_after_a_crash_keeps_what_was_only_in_the_log(path: Path, clock: Clock) -> None:
    copy = backup.automatic(path, clock.now().local)
    with running(WRITE_FOR_EVER, path) as writer:
        first_line(writer)
        writer.kill()
        writer.wait()
    assert files.wal_path(path).exists()
    kept = restore(copy, path, clock)
    assert kept is not None and len(user_rows(kept)["tag"]) >= 1
    assert user_rows(path)["tag"] == []
    assert not any(companion.exists() for companion in files.companions(path))
    is_sound(path)


def test_restoring_where_there_is_no_book_makes_one(path: Path, clock: Clock, tmp_path: Path) -> None:
    copy = backup.automatic(path, clock.now().local)
    target = tmp_path / "new folder" / "mine.netdesk"
    assert restore(copy, target, clock) is None
    is_sound(target)


@pytest.mark.parametrize("spoil", [damage, lambda path: path.write_bytes(b""), lambda path: path.write_text("gone")])
def test_a_damaged_book_is_set_aside_with_its_log(path: Path, clock: Clock, spoil: Callable[[Path], object]) -> None:
    copy = backup.automatic(path, clock.now().local)
    spoil(path)
    files.wal_path(path).write_bytes(b"what the log held")
    damaged = path.read_bytes()
    kept = restore(copy, path, clock)
    assert kept is not None and kept.read_bytes() == damaged
    assert kept.name == "people-damaged-20261123-100000.netdesk"
    assert files.wal_path(kept).read_bytes() == b"what the log held"
    is_sound(path)
    Book(path, clock).close()
    spoil(path)
    second = restore(copy, path, clock)
    assert second is not None and second != kept and kept.read_bytes() == damaged


def test_an_untrusted_backup_changes_nothing(path: Path, clock: Clock) -> None:
    copy = backup.automatic(path, clock.now().local)
    flip_a_bit(copy, random.Random(5))
    text = path.with_name("diary.txt")
    text.write_text("Dear diary")
    before = fingerprint(path.parent)
    for untrusted, kind in ((copy, BookDamagedError), (text, ForeignBookError), (path, BookError)):
        with pytest.raises(kind):
            restore(untrusted, path, clock)
    with pytest.raises(BookError, match="no file"):
        restore(path.with_name("missing.netdesk"), path, clock)
    assert fingerprint(path.parent) == before


def test_a_book_in_use_is_not_replaced(path: Path, clock: Clock) -> None:
    copy = backup.automatic(path, clock.now().local)
    with running(HOLD, path) as holder:
        assert first_line(holder) == "open"
        before = path.read_bytes()
        with pytest.raises(BookLockedError, match="netdesk window"):
            restore(copy, path, clock)
        assert path.read_bytes() == before
        assert not list(path.parent.glob("*.restored"))


def test_a_book_that_somebody_reads_is_not_replaced_under_them(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Book(path, clock)
    add_tag(book, "a")
    book.close()
    reader = Book(path, clock, writable=False)
    monkeypatch.setattr("netdesk.db.connections.BUSY_SECONDS", 0.1)
    with reader.read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM tag").scalar() == 1
        with pytest.raises(BookLockedError):
            restore(backup.made(path)[0], path, clock)
        assert user_rows(path)["tag"]
    reader.close()


class PowerLost(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("moment", range(1, 6))
@pytest.mark.parametrize("spoiled", [False, True], ids=["sound", "damaged"])
def test_a_restore_interrupted_anywhere_leaves_a_file_and_can_be_repeated(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, moment: int, spoiled: bool
) -> None:
    book = Book(path, clock)
    add_tag(book, "old")
    copy, old = book.backup_now(), user_rows(path)
    add_tag(book, "present")
    present = user_rows(path)
    book.close(keep_backup=False)
    if spoiled:
        damage(path)
        files.wal_path(path).write_bytes(b"log")
    bytes_before = path.read_bytes()

    with monkeypatch.context() as dying:
        _die_at(dying, moment)
        with pytest.raises(PowerLost):
            restore(copy, path, clock)
    assert path.read_bytes() == bytes_before or user_rows(path) in (old, present)
    if spoiled:
        aside = list(path.parent.glob("people-damaged-*.netdesk-wal"))
        assert files.wal_path(path).exists() or [file.read_bytes() for file in aside] == [b"log"]

    restore(copy, path, clock)
    assert user_rows(path) == old
    is_sound(path)
    if not spoiled:
        assert present in [user_rows(made) for made in backup.made(path)]


def _die_at(patch: pytest.MonkeyPatch, moment: int) -> None:
    """End the process at the n-th of the moments that change files."""
    left = [moment]

    def dying(function: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **more: object) -> object:
            left[0] -= 1
            if left[0] == 0:
                raise PowerLost
            return function(*arguments, **more)

        return step

    patch.setattr(backup, "copy_pages", dying(backup.copy_pages))
    patch.setattr(files, "put", dying(files.put))
    patch.setattr(files, "set_aside", dying(files.set_aside))
    patch.setattr(files, "flush_folder", dying(files.flush_folder))


def test_a_restore_without_room_leaves_the_book_as_it_was(tmp_path: Path, clock: Clock) -> None:
    source = tmp_path / "big.netdesk"
    create(source)
    with closing(sqlite3.connect(source)) as big:
        big.execute("INSERT INTO tag VALUES (1, ?, 'a', NULL)", ("x" * 3_000_000,))
        big.commit()
    with small_disk(tmp_path / "disk", 3) as disk:
        path = disk / "people.netdesk"
        create(path)
        before = fingerprint(disk)
        with pytest.raises(DiskFullError):
            restore(source, path, clock)
        assert fingerprint(disk) == before
