"""Undo and redo bring back every row of every table, value by value and type by type."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, Table, Text, text
from sqlalchemy.orm import Session

import netdesk
from netdesk.db import undo
from netdesk.db.book import Book
from netdesk.db.format import DERIVED_TABLES, KEPT_TABLES, USER_TABLE_NAMES
from netdesk.db.tables import Contact, Fact, Tag
from netdesk.db.tables.base import Base
from netdesk.db.undo import USER_TABLES
from netdesk.domain.changes import Changes
from netdesk.domain.words import FactKind
from tests.db.rows import documents, fill, insert, is_sound, opened, row, user_rows

HOSTILE_TEXTS = (
    "",
    "1e999",
    "007",
    "-0",
    "1.0",
    "0x1F",
    "NULL",
    "it's '; DROP TABLE contact; --",
    "first\r\nsecond\tthird",
    "a\x00b",
    "\N{RIGHT-TO-LEFT OVERRIDE}Zoë 👩‍👩‍👧 \U0010ffff",
)
HOSTILE_BYTES = (b"", b"\x00", b"a\x00b\x00", b"\xff\xfe'", bytes(range(256)))
HOSTILE_NUMBERS = (0, -1, 2**63 - 1, -(2**63))


def hostile_values(table: Table) -> list[tuple[str, object]]:
    """Every free column of a table with the values it might be confused by."""
    found: list[tuple[str, object]] = []
    for column in table.columns:
        if column.primary_key or column.foreign_keys or _has_rules(table, column.name):
            continue
        if column.nullable:
            found.append((column.name, None))
        if isinstance(column.type, LargeBinary):
            found += [(column.name, value) for value in HOSTILE_BYTES]
        elif column.type.python_type is int:
            found += [(column.name, value) for value in HOSTILE_NUMBERS]
        elif type(column.type) is Text:
            found += [(column.name, value) for value in HOSTILE_TEXTS]
    return found


def _has_rules(table: Table, column: str) -> bool:
    rules = (str(rule.sqltext) for rule in table.constraints if hasattr(rule, "sqltext"))
    return any(re.search(rf"\b{column}\b", rule) for rule in rules)


def test_the_values_are_hostile_in_every_table_that_holds_text_or_bytes() -> None:
    without = {table.name for table in USER_TABLES if not hostile_values(table)}
    assert without == {"participant", "contact_tag", "offer"}


@pytest.mark.parametrize("table", USER_TABLES, ids=lambda table: table.name)
def test_insert_update_and_delete_of_every_table_are_undone_and_redone(book: Book, table: Table) -> None:
    with book.write("Fill") as work:
        fill(work.session)
    before = [user_rows(book.path)]

    with book.write("Insert") as work:
        insert(work.session, table, row(table, 3, HOSTILE_TEXTS) | _own_targets(table))
    before.append(user_rows(book.path))
    assert before[-1][table.name] != before[-2][table.name]
    for column, value in hostile_values(table):
        with book.write("Update") as work:
            run(work.session, f'UPDATE {table.name} SET "{column}" = ? WHERE id = 3', value)
        before.append(user_rows(book.path))
    for number in (3, 1):
        with book.write("Delete") as work:
            _delete(work.session, table, number)
        before.append(user_rows(book.path))
        assert all(kept[0] != number for kept in before[-1][table.name])

    _walk(book, before)


def _own_targets(table: Table) -> dict[str, int]:
    """The third row refers to the first ones, for only its own table has a third."""
    named = {column.name: 1 for column in table.columns if column.foreign_keys}
    cleared = {name: None for name in ("organisation_id", "resource_id") if table.name == "hop"}
    pairs = {"connection": {"first_id": 2}, "participant": {"contact_id": 2}, "requester": {"contact_id": 2}}
    pairs |= {"party": {"contact_id": 2}, "contact_tag": {"tag_id": 2}, "offer": {"introduction_id": 2}}
    unique = {"how_met": {"contact_id": _SPARE}}
    return named | cleared | pairs.get(table.name, {}) | unique.get(table.name, {})  # type: ignore[return-value]


_SPARE = 4


def _delete(session: Session, table: Table, number: int) -> None:
    if table.name == "blob":
        run(session, "UPDATE contact SET photo_id = NULL WHERE photo_id = ?", number)
        run(session, "UPDATE resource SET blob_id = NULL WHERE blob_id = ?", number)
        run(session, "DELETE FROM attachment WHERE blob_id = ?", number)
    run(session, f"DELETE FROM {table.name} WHERE id = ?", number)


def run(session: Session, statement: str, *values: object) -> None:
    """Run a statement as it is."""
    session.connection().exec_driver_sql(statement, values)


def _walk(book: Book, states: list[Any]) -> None:
    """Undo to the first state and redo to the last, comparing each; then fail unless the book is sound."""
    steps = 0
    for state in reversed(states[:-1]):
        while user_rows(book.path) != state:
            assert book.undo(), "a state on the way back was missed"
            steps += 1
    kept, rebuilt = documents(book.path)
    assert kept == rebuilt
    for _ in range(steps):
        assert book.redo()
    assert user_rows(book.path) == states[-1]
    assert not book.redo()
    is_sound(book.path)


@pytest.fixture(autouse=True)
def spare(book: Book, request: pytest.FixtureRequest) -> None:
    """A contact of whom nothing is said, for tables that allow one row a contact."""
    contact = Base.metadata.tables["contact"]
    with book.write("Spare") as work:
        insert(work.session, contact, row(contact, _SPARE) | {"photo_id": None})
        run(work.session, "DELETE FROM undo_row")
    with opened(book.path) as connection:
        assert connection.execute("SELECT count(*) FROM undo_step").fetchone() == (0,)


def test_ten_megabytes_of_text_come_back(book: Book) -> None:
    long = "ö\n" * (5 * 1024 * 1024)
    with book.write("Write a novel") as work:
        contact = Contact(display_name="A", sort_name="a", notes=long, created_at=work.now)
        work.session.add(contact)
    before = user_rows(book.path)
    with book.write("Burn it") as work:
        work.session.get_one(Contact, contact.id).notes = ""
    book.undo()
    assert user_rows(book.path) == before
    book.undo()
    book.redo()
    assert user_rows(book.path) == before


def test_everything_that_goes_with_a_contact_comes_back_with_one_undo(book: Book) -> None:
    with book.write("Fill") as work:
        fill(work.session)
    full = user_rows(book.path)
    with book.write("Delete everyone") as work:
        run(work.session, "DELETE FROM contact")
    bare = user_rows(book.path)
    gone = {name for name, rows in bare.items() if len(rows) < len(full[name])}
    assert {"fact", "contact_point", "how_met", "hop", "party", "participant", "follow_up", "kept_line"} <= gone
    book.undo()
    assert user_rows(book.path) == full
    is_sound(book.path)
    book.redo()
    assert user_rows(book.path) == bare
    is_sound(book.path)


def test_what_was_put_before_the_row_it_refers_to_is_undone_and_redone(book: Book) -> None:
    tables = Base.metadata.tables
    before = user_rows(book.path)
    with book.write("Import") as work:
        run(work.session, "PRAGMA defer_foreign_keys = ON")
        insert(work.session, tables["contact"], row(tables["contact"], 1))
        insert(work.session, tables["blob"], row(tables["blob"], 1))
    after = user_rows(book.path)
    book.undo()
    assert user_rows(book.path) == before
    book.redo()
    assert user_rows(book.path) == after


def test_a_cleared_reference_comes_back(book: Book) -> None:
    with book.write("Fill") as work:
        fill(work.session)
    before = user_rows(book.path)
    with book.write("Delete a message") as work:
        run(work.session, "DELETE FROM message WHERE id = 1")
        cleared = work.session.scalar(text("SELECT message_id FROM interaction WHERE id = 1"))
    assert cleared is None
    book.undo()
    assert user_rows(book.path) == before


def unlisted(path: Path) -> set[str]:
    """Tables of a book that are neither a user's, nor derived, nor kept by SQLite for one that is derived."""
    known = {table.name for table in USER_TABLES} | {*DERIVED_TABLES, *KEPT_TABLES}
    with opened(path) as connection:
        listed = connection.execute("SELECT name, type FROM pragma_table_list WHERE schema = 'main'").fetchall()
    shadows = {name for name, kind in listed if kind == "shadow" and name.rsplit("_", 1)[0] in known}
    return {name for name, _ in listed if not name.startswith("sqlite_")} - known - shadows


def test_every_table_is_a_users_or_derived(book: Book) -> None:
    assert unlisted(book.path) == set()


def test_a_table_in_neither_list_is_found(book: Book) -> None:
    with book.write("Stray") as work:
        run(work.session, "CREATE TABLE stray (id INTEGER PRIMARY KEY)")
        run(work.session, "CREATE VIRTUAL TABLE stray_text USING fts5(words)")
    assert unlisted(book.path) >= {"stray", "stray_text", "stray_text_data"}


def test_nothing_replaces_rows_behind_the_log() -> None:
    replacing = re.compile(r"\bor\s+replace\b|\breplace\s+into\b|\bconflict\s+replace\b", re.IGNORECASE)
    sources = list(Path(netdesk.__file__).parent.rglob("*.py"))
    assert len(sources) > 50
    assert [path.name for path in sources if replacing.search(path.read_text(encoding="utf-8"))] == []


def test_an_editing_session_of_one_field_is_one_step(book: Book) -> None:
    contact_id = _add(book, "Ama")
    before = user_rows(book.path)
    for typed in ("A", "Aw", "Awa"):
        with book.write("Edit Ama", "contact 1 notes") as work:
            work.session.get_one(Contact, contact_id).notes = typed
    after = user_rows(book.path)
    undone = book.undo()
    assert (undone.label, undone.rows) == ("Edit Ama", {"contact": frozenset({contact_id})})
    assert user_rows(book.path) == before
    book.redo()
    assert user_rows(book.path) == after


def test_another_session_and_a_return_after_undo_are_steps_of_their_own(book: Book) -> None:
    contact_id = _add(book, "Ama")
    for key, typed in (("notes", "a"), ("nickname", "b"), ("notes", "c")):
        with book.write("Edit", key) as work:
            work.session.get_one(Contact, contact_id).notes = typed
    assert _count_steps(book) == 4
    book.undo()
    book.redo()
    with book.write("Edit", "notes") as work:
        work.session.get_one(Contact, contact_id).notes = "d"
    assert _count_steps(book) == 5


def test_a_session_that_touches_several_rows_is_undone_whole(book: Book) -> None:
    with book.write("Tags") as work:
        work.session.add_all([Tag(name="a", folded="a"), Tag(name="b", folded="b")])
    before = user_rows(book.path)
    for first, second in (("x", "b"), ("x", "a"), ("b", "a")):
        with book.write("Swap", "tags") as work:
            run(work.session, "UPDATE tag SET folded = ? WHERE id = 1 AND folded <> ?", first, first)
            run(work.session, "UPDATE tag SET folded = ? WHERE id = 2 AND folded <> ?", second, second)
    after = user_rows(book.path)
    book.undo()
    assert user_rows(book.path) == before
    book.redo()
    assert user_rows(book.path) == after


def test_a_new_change_clears_redo(book: Book) -> None:
    _add(book, "Ama")
    _add(book, "Kofi")
    book.undo()
    assert book.steps()[1] is not None
    _add(book, "Lena")
    assert book.steps()[1] is None
    assert not book.redo()
    book.undo()
    book.undo()
    assert user_rows(book.path)["contact"][0][0] == _SPARE
    assert len(user_rows(book.path)["contact"]) == 1


def test_a_change_that_is_to_last_clears_redo_as_any_other(book: Book) -> None:
    _add(book, "Ama")
    book.undo()
    with book.write("Give your name", lasting=True) as work:
        fill(work.session)
    assert book.steps() == (None, None)
    assert not book.redo(), "it would bring back what another row has taken the place of"
    with book.write("Nothing", lasting=True):
        pass


def test_a_unit_of_work_that_changes_nothing_is_no_step_and_keeps_redo(book: Book) -> None:
    contact_id = _add(book, "Ama")
    book.undo()
    with book.write("Nothing") as work:
        work.session.connection().exec_driver_sql("UPDATE contact SET notes = notes")
    assert not work.changes
    step = book.steps()[1]
    assert step is not None and step.label == "Add Ama"
    assert book.redo().ids("contact") == frozenset({contact_id})


def test_a_failed_unit_of_work_leaves_no_row_and_no_step(book: Book) -> None:
    before = user_rows(book.path)
    with pytest.raises(ZeroDivisionError), book.write("Fail") as work:
        fill(work.session)
        raise ZeroDivisionError
    assert user_rows(book.path) == before
    assert _count_steps(book) == 0
    assert _add(book, "The next one")


def test_a_step_has_the_label_its_unit_of_work_ended_with(book: Book) -> None:
    with book.write("Add somebody") as work:
        work.session.add(Contact(display_name="Ama", sort_name="ama", created_at=work.now))
        work.label = "Add Ama"
    assert work.changes.label == "Add Ama"
    undo_step, redo_step = book.steps()
    assert undo_step is not None and undo_step.label == "Add Ama" and redo_step is None
    book.undo()
    undo_step, redo_step = book.steps()
    assert undo_step is None and redo_step is not None and redo_step.label == "Add Ama"


def test_listeners_hear_what_changed_in_both_directions(book: Book) -> None:
    heard: list[Changes] = []
    book.listeners.append(heard.append)
    contact_id = _add(book, "Ama")
    with book.write("Add a fact") as work:
        work.session.add(Fact(contact_id=contact_id, kind=FactKind.OFFERS, text="law", created_at=work.now))
    with book.write("Delete") as work:
        run(work.session, "DELETE FROM contact WHERE id = ?", contact_id)
    book.undo()
    book.redo()
    assert [set(changes.rows) for changes in heard[2:]] == [{"contact", "fact"}] * 3


def test_the_log_forgets_its_oldest_steps_by_size_and_never_the_last(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo, "LOG_LIMIT", 100_000)
    contact_id = _add(book, "Ama")
    for number in range(10):
        _write_notes(book, contact_id, str(number) * 30_000)
    assert 2 <= _count_steps(book) <= 4
    assert _log_size(book) <= 100_000
    before = user_rows(book.path)
    _write_notes(book, contact_id, "x" * 300_000)
    _write_notes(book, contact_id, "y")
    assert _count_steps(book) == 1
    book.undo()
    book.undo()
    assert user_rows(book.path) != before
    assert user_rows(book.path)["contact"][-2 if contact_id < _SPARE else -1][-4] == "x" * 300_000
    assert _orphans(book) == 0


def test_a_long_editing_session_of_a_long_text_keeps_one_image(book: Book) -> None:
    contact_id = _add(book, "Ama")
    _write_notes(book, contact_id, "a" * 1_000_000)
    before = user_rows(book.path)
    for number in range(30):
        with book.write("Edit notes", "notes") as work:
            work.session.get_one(Contact, contact_id).notes = "a" * 1_000_000 + str(number)
    assert _log_size(book) < 3_000_000
    _write_notes(book, contact_id, "")
    book.undo()
    book.undo()
    assert user_rows(book.path) == before
    assert _orphans(book) == 0


def test_full_text_follows_undo_and_redo(book: Book) -> None:
    contact_id = _add(book, "Ama")
    with book.write("Add a fact") as work:
        work.session.add(Fact(contact_id=contact_id, kind=FactKind.OFFERS, text="beekeeping", created_at=work.now))
    assert _finds(book, "beekeep*") == 1
    book.undo()
    assert _finds(book, "beekeep*") == 0
    book.redo()
    assert _finds(book, "beekeep*") == 1
    is_sound(book.path)


def test_a_fact_moved_to_another_contact_is_found_there_alone(book: Book) -> None:
    ama, kofi = _add(book, "Ama"), _add(book, "Kofi")
    with book.write("Add a fact") as work:
        fact = Fact(contact_id=ama, kind=FactKind.OFFERS, text="beekeeping", created_at=work.now)
        work.session.add(fact)
    with book.write("Move it") as work:
        work.session.get_one(Fact, fact.id).contact_id = kofi
    with opened(book.path) as connection:
        found = connection.execute("SELECT record_id FROM document WHERE facts LIKE '%beekeeping%'").fetchall()
    assert found == [(kofi,)]
    is_sound(book.path)


def _add(book: Book, name: str) -> int:
    with book.write(f"Add {name}") as work:
        contact = Contact(display_name=name, sort_name=name.lower(), created_at=work.now)
        work.session.add(contact)
    return contact.id


def _write_notes(book: Book, contact_id: int, notes: str) -> None:
    with book.write("Edit notes") as work:
        work.session.get_one(Contact, contact_id).notes = notes


def _one(book: Book, statement: str, *values: object) -> int:
    with opened(book.path) as connection:
        return int(connection.execute(statement, values).fetchone()[0])


def _count_steps(book: Book) -> int:
    return _one(book, "SELECT count(*) FROM undo_step")


def _log_size(book: Book) -> int:
    slots = " + ".join(f"coalesce(length(v{i}), 0)" for i in range(12))
    return _one(book, f"SELECT coalesce(sum({slots}), 0) FROM undo_row")


def _orphans(book: Book) -> int:
    return _one(
        book,
        "SELECT count(*) FROM undo_row WHERE NOT EXISTS "
        "(SELECT 1 FROM undo_step WHERE seq BETWEEN undo_step.first AND undo_step.last)",
    )


def _finds(book: Book, query: str) -> int:
    return _one(book, "SELECT count(*) FROM full_text WHERE full_text MATCH ?", query)


def test_a_book_is_known_by_the_tables_that_are_mapped() -> None:
    assert tuple(table.name for table in USER_TABLES) == USER_TABLE_NAMES
