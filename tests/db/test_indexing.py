"""The index by meaning follows the book, encodes no text twice, and goes on where it was stopped."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Table, Text

from netdesk.db import engine, schema
from netdesk.db.book import Book
from netdesk.db.undo import USER_TABLES
from netdesk.domain.instant import Clock
from netdesk.domain.words import (
    FactKind,
    FactState,
    HopState,
    InteractionKind,
    PointKind,
    RequestDirection,
    ResourceKind,
)
from netdesk.language.encoder import SIZE
from netdesk.matching.passage import Owner, Passage, PassageKind
from netdesk.services.contacts import Contacts
from netdesk.services.fact_vectors import FactVectors
from netdesk.services.facts import Facts
from netdesk.services.hops import Hops
from netdesk.services.interactions import Interactions
from netdesk.services.merging import Merging
from netdesk.services.requests import Requests
from netdesk.services.resources import Resources
from netdesk.services.sample.book import create_sample
from tests.db import people_of_a_book as people
from tests.db.meaning import Indexed, passages
from tests.db.processes import first_line, running
from tests.db.rows import fill


@pytest.fixture
def indexed(book: Book) -> Indexed:
    """A new book, and what makes its index."""
    return Indexed(book)


@pytest.fixture
def sample(tmp_path: Path, clock: Clock) -> Iterator[Indexed]:
    """A small sample network, not indexed yet."""
    path = tmp_path / "sample.netdesk"
    create_sample(path, 60, clock.today())
    book = Book(path, clock)
    yield Indexed(book)
    book.close(keep_backup=False)


def test_every_part_of_a_record_is_a_passage_and_says_whether_it_is_private(book: Book) -> None:
    ama = people.person(
        book,
        "Ama Owusu",
        organisation="Kite",
        role="Engineer",
        notes="Met Dr. Novak at 3.5 bar. She sails.",
        offers="cold storage",
        needs="a lawyer in Graz",
        private="leaves in May",
    )
    Contacts(book).tag([ama], "depot")
    home = Contacts(book).add_point(ama, "Ring 1, Graz", PointKind.ADDRESS)
    Contacts(book).edit_point(home, city="Graz", country="Austria")
    Facts(book).set_state(Facts(book).add(ama, FactKind.NEEDS, "a met need"), FactState.MET)
    Interactions(book).log(
        InteractionKind.CALL, [ama], at=people.at(2026, 5, 4), subject="Pumps", text="Knows valves. Likes Lyon."
    )
    request = Requests(book).capture(
        RequestDirection.RECEIVED, "Who has a depot?", who=["Bea Roy"], fields={"ask": "a depot", "topic": "storage"}
    )
    hop = Hops(book).add(request, contact=ama)
    for state in (HopState.ASKED, HopState.ACCEPTED, HopState.DELIVERED):
        Hops(book).advance(hop, state, "Lent us her depot.")
    found = passages(book, Owner.CONTACT, ama)
    assert {(one.kind, one.text, one.private) for one in found} == {
        (PassageKind.ROLE, "Engineer, Kite, Graz, Austria", False),
        (PassageKind.ORGANISATION, "Kite", False),
        (PassageKind.PLACE, "Graz, Austria", False),
        (PassageKind.TAG, "depot", False),
        (PassageKind.OFFERS, "cold storage", False),
        (PassageKind.NEEDS, "a lawyer in Graz", False),
        (PassageKind.OFFERS, "leaves in May", True),
        (PassageKind.NOTE, "Met Dr. Novak at 3.5 bar.", True),
        (PassageKind.NOTE, "She sails.", True),
        (PassageKind.INTERACTION, "Pumps", True),
        (PassageKind.INTERACTION, "Knows valves.", True),
        (PassageKind.INTERACTION, "Likes Lyon.", True),
        (PassageKind.HELPED, "Lent us her depot.", True),
    }
    told = {one.kind: (str(one.day), one.met) for one in found}
    assert told[PassageKind.INTERACTION] == ("2026-05-04", True)
    assert told[PassageKind.HELPED] == ("2026-11-23", False)
    assert told[PassageKind.OFFERS] == ("2026-11-23", False)


def test_resources_and_organisations_have_passages_too(book: Book) -> None:
    resources = Resources(book)
    guide = resources.add(
        ResourceKind.DOCUMENT, "Guide to pumps", description="Long. Dry.", recommended_for="pump builders"
    )
    kite = resources.add_organisation("Kite")
    resources.edit_organisation(kite, place="Lyon", notes="Owned by Bergos.")
    assert {one.text for one in passages(book, Owner.RESOURCE, guide)} == {
        "Guide to pumps",
        "pump builders",
        "Long.",
        "Dry.",
    }
    assert {(one.text, one.private) for one in passages(book, Owner.ORGANISATION, kite)} == {
        ("Kite", False),
        ("Lyon", False),
        ("Owned by Bergos.", True),
    }


def test_a_whole_book_is_indexed_and_each_text_encoded_once(sample: Indexed) -> None:
    before = sample.indexing.progress()
    assert before.left == before.total > 60
    assert not before.serves
    told: list[tuple[int, int]] = []
    assert sample.update(report=lambda done, total: told.append((done, total)))
    assert sample.indexing.progress().serves
    sample.holds_what_is_read()
    asked = sample.asked()
    assert len(asked) == len(set(asked)) > 500
    assert told[0] == (0, before.total) and told == sorted(told)
    assert sample.update()
    assert sample.asked() == []


def test_people_i_was_in_touch_with_lately_come_first(indexed: Indexed) -> None:
    book = indexed.book
    for number in range(60):
        people.person(book, f"Somebody {number}", offers=f"skill number {number}")
    Interactions(book).log(InteractionKind.CALL, [40], at=people.at(2026, 1, 1))
    Interactions(book).log(InteractionKind.CALL, [55], at=people.at(2026, 11, 1))
    first = indexed.indexing._vectors.stale()[:2]
    assert [mark.owner_id for mark in first] == [55, 40]


def test_a_stopped_index_goes_on_where_it_was(sample: Indexed) -> None:
    assert not sample.update(cancelled=lambda: len(sample.model.asked) > 300)
    first = sample.asked()
    assert 300 < len(first) < 450
    again = Indexed(sample.book)
    assert again.update()
    assert not set(first) & set(again.asked())
    again.holds_what_is_read()


KILLED = """
import os, signal
from tests.db.meaning import Indexed
indexed = Indexed(Book(path, clock))
def report(done, total):
    if len(indexed.model.asked) > 300:
        with indexed.book.connect() as connection:
            print(connection.execute("SELECT count(*) FROM vector").fetchone()[0], flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
indexed.update(report=report)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot kill itself in this way on Windows")
def test_a_killed_index_goes_on_where_it_was(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "sample.netdesk"
    create_sample(path, 60, clock.today())
    with running(KILLED, path) as killed:
        kept = int(first_line(killed))
        killed.wait(60)
    book = Book(path, clock)
    again = Indexed(book)
    assert again.update()
    asked = again.asked()
    with book.connect() as connection:
        (vectors,) = connection.execute("SELECT count(*) FROM vector").fetchone()
    assert len(asked) == vectors - kept < vectors
    again.holds_what_is_read()
    book.close(keep_backup=False)


def test_undo_and_redo_encode_nothing_again(sample: Indexed) -> None:
    sample.update()
    book = sample.book
    contact = people.person(book, "Zoë Novák", offers="growing dates in salt water", notes="One. Two words.")
    sample.update()
    assert "Offers: growing dates in salt water" in sample.asked()
    assert sample.best("growing dates in salt water")[0] == contact
    sample.asked()
    Contacts(book).delete([contact])
    sample.update()
    assert contact not in sample.best("growing dates in salt water")
    sample.asked()
    book.undo()
    sample.update()
    assert sample.asked() == []
    assert sample.best("growing dates in salt water")[0] == contact
    sample.holds_what_is_read()
    for step in (book.undo, book.undo, book.redo, book.redo):
        sample.asked()
        step()
        sample.update()
        assert sample.asked() == []
        sample.holds_what_is_read()


def test_a_merge_encodes_nothing_again(sample: Indexed) -> None:
    one = people.person(sample.book, "Ama Owusu", offers="cold storage", role="Engineer", organisation="Kite")
    other = people.person(sample.book, "Ama K. Owusu", offers="night trains", notes="From the fair.")
    sample.update()
    sample.asked()
    kept = Merging(sample.book).merge(one, other)
    sample.update()
    assert set(sample.asked()) == {"Merged with Ama K. Owusu, who had:", "Name: Ama K. Owusu"}, "the merge wrote it"
    assert sample.best("night trains")[0] == kept
    sample.holds_what_is_read()
    sample.asked()
    sample.book.undo()
    sample.update()
    assert sample.asked() == []
    sample.holds_what_is_read()


def test_a_change_of_one_contact_is_found_in_under_a_second(sample: Indexed) -> None:
    sample.update()
    sample.best("anything")
    contact = people.person(sample.book, "Bea Roy", offers="mending church organs")
    started = time.perf_counter()
    sample.update()
    assert sample.best("mending church organs")[0] == contact
    assert time.perf_counter() - started < 1


def test_what_is_renamed_elsewhere_changes_the_passages_of_people(indexed: Indexed) -> None:
    ama = people.person(indexed.book, "Ama Owusu", organisation="Kite", role="Engineer")
    Contacts(indexed.book).tag([ama], "depot")
    indexed.update()
    with indexed.book.write("Rename") as work:
        work.session.connection().exec_driver_sql("UPDATE organisation SET name = 'Bergos', place = 'Lyon'")
        work.session.connection().exec_driver_sql("UPDATE tag SET name = 'harbour'")
    indexed.update()
    assert {"Engineer, Bergos, Lyon", "Bergos", "harbour"} <= {
        one.text for one in passages(indexed.book, Owner.CONTACT, ama)
    }
    indexed.holds_what_is_read()


@pytest.mark.parametrize("table", USER_TABLES, ids=lambda table: table.name)
def test_no_change_of_any_column_is_missed(indexed: Indexed, table: Table) -> None:
    with indexed.book.write("Fill") as work:
        fill(work.session)
    indexed.update()
    indexed.holds_what_is_read()
    changes = [
        f"UPDATE {table.name} SET {column.name} = 'Other words. ' || id"
        for column in table.columns
        if type(column.type) is Text and not column.foreign_keys
    ]
    changes += [f"UPDATE {table.name} SET state = '{state}'" for state in HopState if table.name == "hop"]
    changes += [f"UPDATE {table.name} SET state = '{state}'" for state in FactState if table.name == "fact"]
    changes += ["UPDATE introduction SET state = 'made'"] if table.name == "introduction" else []
    changes += ["UPDATE contact_point SET kind = 'address'"] if table.name == "contact_point" else []
    changes += [
        f"UPDATE {table.name} SET {column.name} = 3 - id"
        for column in table.columns
        if column.foreign_keys and not column.unique and table.name not in ("blob", "connection", "how_met", "hop")
    ]
    changes += ["UPDATE hop SET contact_id = 3 - id"] if table.name == "hop" else []
    changes += [] if table.name == "blob" else [f"DELETE FROM {table.name} WHERE id = 1"]
    for change in changes:
        with indexed.book.write("Change") as work:
            work.session.connection().exec_driver_sql(change)
        indexed.update()
        indexed.holds_what_is_read()
    while indexed.book.undo():
        indexed.update()
        indexed.holds_what_is_read()


def test_a_change_while_it_is_read_is_read_again(indexed: Indexed) -> None:
    contact = people.person(indexed.book, "Ama Owusu", notes="The first words.")
    encode = indexed.model.encode

    def change_meanwhile(texts: list[str]) -> np.ndarray:
        if "The first words." in texts:
            Contacts(indexed.book).edit(contact, notes="The second words.")
        return encode(texts)

    indexed.model.encode = change_meanwhile  # type: ignore[method-assign, assignment]
    indexed.update()
    assert "The second words." in indexed.asked()
    indexed.holds_what_is_read()


def test_another_model_reads_everything_anew(sample: Indexed) -> None:
    sample.update()
    first = sample.asked()
    other = Indexed(sample.book, "counting-2")
    assert other.update()
    assert sorted(other.asked()) == sorted(first)
    other.holds_what_is_read()
    with sample.book.connect() as connection:
        assert [row[0] for row in connection.execute("SELECT DISTINCT model FROM vector")] == ["counting-2"]


def test_a_change_of_model_that_was_stopped_is_made_up_for(sample: Indexed) -> None:
    sample.update()
    other = Indexed(sample.book, "counting-2")
    assert not other.update(cancelled=lambda: True)
    assert not other.indexing.progress().serves
    again = Indexed(sample.book, "counting-2")
    assert again.update()
    again.holds_what_is_read()


def test_vectors_outlive_a_rebuild_of_what_is_derived(sample: Indexed) -> None:
    sample.update()
    sample.asked()
    path, clock = sample.book.path, sample.book.clock
    sample.book.close(keep_backup=False)
    writer = engine.plain(path)
    with writer.begin() as connection:
        schema.rebuild_derived(connection)
    writer.dispose()
    book = Book(path, clock)
    again = Indexed(book)
    assert again.indexing.progress().left == again.indexing.progress().total
    again.update()
    assert again.asked() == []
    again.holds_what_is_read()
    book.close(keep_backup=False)


def test_without_a_model_nothing_is_done_and_the_reason_is_said(book: Book) -> None:
    people.person(book, "Ama Owusu", offers="cold storage")
    indexed = Indexed(book, missing=True)
    assert not indexed.update()
    assert "not installed" in indexed.indexing.missing
    assert not indexed.indexing.progress().serves
    later = Indexed(book)
    assert later.update()
    later.holds_what_is_read()


@pytest.mark.parametrize(
    "words",
    [
        "",
        " \n\t ",
        "...!?",
        "a\x00b. c\x00",
        "\N{RIGHT-TO-LEFT OVERRIDE}Zoë 👩‍👩‍👧 \U0010ffff",
        "x" * 100_000,
        "no end " * 150_000,
        "One. " * 20_000,
        "'; DROP TABLE vector; --",
    ],
    ids=lambda words: repr(words[:12]),
)
def test_hostile_text_is_indexed_like_any_other(indexed: Indexed, words: str) -> None:
    with indexed.book.write("Hostile") as work:
        fill(work.session)
        for statement in (
            "UPDATE contact SET notes = ?",
            "UPDATE fact SET text = ?",
            "UPDATE interaction SET subject = ?1, text = ?1",
            "UPDATE organisation SET name = ?1, notes = ?1",
        ):
            work.session.connection().exec_driver_sql(statement, (words,))
    assert indexed.update()
    indexed.holds_what_is_read()
    assert max(map(len, indexed.asked())) <= 1000


def test_nothing_else_can_be_undone_by_it_and_no_listener_hears_of_it(sample: Indexed) -> None:
    heard: list[object] = []
    sample.book.listeners.append(heard.append)
    steps, state = sample.book.steps(), sample.book.state
    sample.update()
    assert sample.book.steps() == steps
    assert sample.book.state == state, "a plan for an import still holds"
    assert heard == []


def test_spare_vectors_do_not_grow_for_ever(indexed: Indexed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netdesk.services.passage_vectors._SPARE", 20)
    contact = people.person(indexed.book, "Ama Owusu")
    for number in range(60):
        Contacts(indexed.book).edit(contact, notes=f"Version {number}.")
        indexed.update()
    with indexed.book.connect() as connection:
        assert connection.execute("SELECT count(*) FROM vector").fetchone()[0] < 40
    indexed.holds_what_is_read()


def test_one_of_whom_very_much_is_noted_leaves_room_for_the_others(book: Book) -> None:
    people.person(book, "Hub Hansen", notes="\n\n".join(f"Case {number} was discussed." for number in range(300)))
    for number in range(4):
        people.person(book, f"Other {number}", offers=f"thing {number}")
    indexed = Indexed(book)
    assert indexed.update()
    assert len(indexed.best("Case 7 was discussed.", most=5)) == 5


def test_a_fact_of_several_sentences_has_the_vector_that_lies_between_them(book: Book) -> None:
    said = ("Advises on commercial leases.", "Twenty years in Lyon.")
    contact = people.person(book, "Bo Lind", offers=" ".join(said))
    indexed = Indexed(book)
    assert indexed.update()
    facts = FactVectors(book, indexed.nearest)
    both, *parts = (
        Passage(Owner.CONTACT, contact, PassageKind.OFFERS, text, None, False) for text in (" ".join(said), *said)
    )
    vectors = facts.of([both, *parts]).astype(np.float64) / 127
    assert (vectors[1:] @ vectors[0] > 0.6).all()
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=0.02)
    assert contact in facts.whole().answers.owners
    assert facts.of([]).shape == (0, SIZE)
