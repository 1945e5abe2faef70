"""Two contacts become one without losing anything, and undo brings both back row by row."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from netdesk.db.book import Book
from netdesk.db.tables import (
    Affiliation,
    Base,
    Connection,
    Contact,
    ContactPoint,
    ExternalId,
    Fact,
    HowMet,
    Interaction,
    Introduction,
    KeptLine,
    Message,
    Participant,
    Party,
    Recipient,
    Step,
)
from netdesk.domain.dates import PartialDate
from netdesk.domain.errors import InvalidInputError, NetdeskError
from netdesk.domain.instant import Clock
from netdesk.domain.words import (
    Band,
    Consent,
    ConsentBasis,
    IntroductionState,
    MessageKind,
    RecipientRole,
    Standing,
    StepKind,
    Tone,
)
from netdesk.services.comparison import compare
from netdesk.services.contacts import Contacts
from netdesk.services.duplicates import Duplicates
from netdesk.services.facts import Facts
from netdesk.services.merging import Merging
from netdesk.services.merging_references import references
from netdesk.services.sample.book import create_sample
from netdesk.services.settings import put
from tests.db import people_of_a_book as people
from tests.db.rows import insert, is_sound, row, user_rows


def all_of(book: Book, table: type[Base]) -> list[Any]:
    """Every row of a table."""
    with book.read() as session:
        return list(session.scalars(select(table).order_by(table.id)))


def contact(book: Book, contact_id: int) -> Contact:
    """A contact as it is now."""
    with book.read() as session:
        return session.get_one(Contact, contact_id)


@pytest.fixture
def two(book: Book) -> tuple[int, int]:
    """Two contacts who are one person."""
    one = people.person(book, "Ama Owusu", email="ama@owusu.example", organisation="Kite", role="Engineer")
    other = people.person(book, "Ama K. Owusu", email="AMA@owusu.example", phone="+23324123456", notes="from the fair")
    return one, other


def test_what_either_had_is_there_once(book: Book, two: tuple[int, int]) -> None:
    kept, other = two
    Contacts(book).tag([kept, other], "depot")
    Contacts(book).tag([other], "rail")
    Contacts(book).add_affiliation(other, "Kite", "Engineer")
    Contacts(book).add_affiliation(other, "Orchard", "Adviser")
    Facts(book).add(other, people.FactKind.OFFERS, "knows every depot")
    before = user_rows(book.path)
    assert Merging(book).merge(kept, other) == kept

    values = [one.value for one in all_of(book, ContactPoint)]
    assert values == ["ama@owusu.example", "+23324123456"]
    assert [one.role for one in all_of(book, Affiliation)] == ["Engineer", "Adviser"]
    assert [one.contact_id for one in all_of(book, Fact)] == [kept]
    assert contact(book, kept).notes == "from the fair\n\nMerged with Ama K. Owusu, who had:\nName: Ama K. Owusu"
    with book.read() as session:
        assert session.get(Contact, other) is None
    is_sound(book.path)
    book.undo()
    assert user_rows(book.path) == before


def test_a_label_or_an_address_that_differs_is_a_value_of_its_own(book: Book, two: tuple[int, int]) -> None:
    kept, other = two
    points = Contacts(book)
    points.add_point(kept, "+1 202 555 0100", label="work")
    points.add_point(other, "+12025550100", label="mobile")
    points.add_point(other, "https://kite.example")
    Merging(book).merge(kept, other)
    phones = [(one.label, one.value) for one in all_of(book, ContactPoint) if "202" in one.value]
    assert phones == [("work", "+1 202 555 0100"), ("mobile", "+12025550100")]
    assert [one.position for one in sorted(all_of(book, ContactPoint), key=lambda one: one.position)] == list(range(5))


def test_the_user_chooses_which_value_is_shown_and_the_other_is_in_the_notes(book: Book, two: tuple[int, int]) -> None:
    kept, other = two
    Contacts(book).edit(kept, pronouns="she/her", cadence_days=30)
    Contacts(book).edit(other, pronouns="they/them", cadence_days=90)
    conflicts = {one.field: (one.first, one.second) for one in Merging(book).conflicts(kept, other)}
    assert conflicts == {
        "display_name": ("Ama Owusu", "Ama K. Owusu"),
        "pronouns": ("she/her", "they/them"),
        "cadence_days": ("30", "90"),
    }
    rows = {row.label: (row.first, row.second) for row in compare(book, kept, other, str).rows}
    assert rows["Cadence"] == ("every month", "every 3 months")
    Merging(book).merge(kept, other, {"display_name": other, "pronouns": other, "cadence_days": kept})
    found = contact(book, kept)
    assert (found.display_name, found.family_name) == ("Ama K. Owusu", "Owusu")
    assert (found.pronouns, found.cadence_days) == ("they/them", 30)
    for line in ("Name: Ama Owusu", "Pronouns: she/her", "Cadence in days: 90"):
        assert line in found.notes.splitlines()


def test_both_photos_are_kept(book: Book, two: tuple[int, int]) -> None:
    kept, other = two
    Contacts(book).set_photo(kept, b"one picture")
    Contacts(book).set_photo(other, b"another picture")
    Merging(book).merge(kept, other)
    assert contact(book, kept).photo_id is not None
    (line,) = all_of(book, KeptLine)
    assert line.line == "X-NETDESK-OTHER-PHOTO:data:image/png;base64,YW5vdGhlciBwaWN0dXJl"


def test_the_more_careful_word_on_introductions_holds_and_who_is_current_stays_so(
    book: Book, two: tuple[int, int]
) -> None:
    kept, other = two
    Contacts(book).edit(kept, standing=Standing.YES)
    Contacts(book).edit(other, standing=Standing.ASK_BEFORE_NAMING)
    Contacts(book).archive([kept])
    Merging(book).merge(kept, other)
    found = contact(book, kept)
    assert found.standing is Standing.ASK_BEFORE_NAMING
    assert found.archived_at is None
    assert "Archived: 23 November 2026" in found.notes


def test_how_we_met_is_filled_in_and_nobody_introduces_themselves(book: Book, two: tuple[int, int]) -> None:
    kept, other = two
    third = people.person(book, "Yaw Darko")
    people.how_met(book, kept, introducer=other, on=PartialDate.parse("2021"))
    people.how_met(book, other, introducer=third, on=PartialDate.parse("2022-03-05"))
    Merging(book).merge(kept, other)
    (met,) = all_of(book, HowMet)
    assert (met.contact_id, met.introducer_id) == (kept, third)
    assert (str(met.met_on), met.remark) == ("2021", "Also: 5 March 2022")


def test_i_stay_myself(book: Book) -> None:
    mine, other = people.me(book), people.person(book, "Nora Ashdown")
    assert Merging(book).merge(other, mine) == mine
    assert contact(book, mine).is_me


def test_nobody_is_merged_with_themselves(book: Book, two: tuple[int, int]) -> None:
    with pytest.raises(InvalidInputError, match="two contacts"):
        Merging(book).merge(two[0], two[0])


def test_connections_are_kept_once(book: Book, two: tuple[int, int]) -> None:
    kept, other = two
    third, fourth = people.person(book, "Yaw Darko"), people.person(book, "Esi Appiah")
    people.connected(book, kept, third)
    people.connected(book, other, third)
    people.connected(book, fourth, other)
    people.connected(book, kept, other)
    Merging(book).merge(kept, other)
    assert [(one.first_id, one.second_id) for one in all_of(book, Connection)] == [(kept, third), (fourth, kept)]


def introduction(book: Book, *parties: int, introducer: int | None = None) -> int:
    """An introduction that was made, with an event on its way."""
    with book.write("introduce") as work:
        made = Introduction(
            introducer_id=introducer, state=IntroductionState.MADE, outcome="They met.", created_at=work.now
        )
        work.session.add(made)
        work.session.flush()
        for position, one in enumerate(parties):
            consent = Consent.GRANTED if position else Consent.DECLINED
            work.session.add(
                Party(
                    introduction_id=made.id,
                    contact_id=one,
                    position=position,
                    because=f"good for {one}",
                    consent=consent,
                    basis=ConsentBasis.ASKED,
                )
            )
        work.session.add(Step(introduction_id=made.id, kind=StepKind.MET, at=work.now, text="in Graz"))
        return made.id


def test_a_third_party_keeps_the_introduction_and_one_answer_holds(book: Book, two: tuple[int, int]) -> None:
    kept, other = two
    third = people.person(book, "Yaw Darko")
    introduction(book, other, kept, third)
    Merging(book).merge(kept, other)
    parties = {one.contact_id: one for one in all_of(book, Party)}
    assert set(parties) == {kept, third}
    assert parties[kept].consent is Consent.DECLINED
    assert parties[kept].because == f"good for {kept}\ngood for {other}"


@pytest.mark.parametrize("as_introducer", [False, True])
def test_an_introduction_to_oneself_becomes_a_note(book: Book, two: tuple[int, int], as_introducer: bool) -> None:
    kept, other = two
    third = people.person(book, "Yaw Darko")
    if as_introducer:
        introduction(book, kept, third, introducer=other)
    else:
        introduction(book, kept, other, introducer=third)
    Merging(book).merge(kept, other)
    assert all_of(book, Introduction) == []
    (note,) = all_of(book, Interaction)
    assert "They met." in note.text and "in Graz" in note.text and f"good for {kept}" in note.text
    expected = {kept, third} if as_introducer else {kept}
    assert {one.contact_id for one in all_of(book, Participant)} == expected
    is_sound(book.path)


def test_a_message_goes_once_to_who_was_on_it_twice(book: Book, two: tuple[int, int]) -> None:
    kept, other = two
    with book.write("message") as work:
        message = Message(kind=MessageKind.CHECK_IN, tone=Tone.PLAIN, created_at=work.now)
        work.session.add(message)
        work.session.flush()
        for place, (one, role) in enumerate(((kept, RecipientRole.CC), (other, RecipientRole.TO))):
            work.session.add(Recipient(message_id=message.id, contact_id=one, role=role, position=place))
    Merging(book).merge(kept, other)
    (recipient,) = all_of(book, Recipient)
    assert (recipient.contact_id, recipient.role) == (kept, RecipientRole.TO)


def test_a_file_that_names_the_other_by_uid_finds_who_stays(book: Book, two: tuple[int, int]) -> None:
    kept, other = two
    uid = contact(book, other).uid
    Merging(book).merge(kept, other)
    assert [(one.contact_id, one.key) for one in all_of(book, ExternalId)] == [(kept, uid)]


def test_every_reference_is_followed(book: Book) -> None:
    """One row in every table and column that refers to a contact, whatever tables there come to be."""
    with book.write("fill") as work:
        for number in (1, 2):
            insert(work.session, Base.metadata.tables["blob"], row(Base.metadata.tables["blob"], number))
        for number in (1, 2, 3, 4):
            person = row(Base.metadata.tables["contact"], number) | {"photo_id": 1}
            insert(work.session, Base.metadata.tables["contact"], person)
        for table in Base.metadata.sorted_tables:
            if table.name in ("blob", "contact"):
                continue
            for number in (1, 2):
                insert(work.session, table, row(table, number))
        for table, column in references():
            if table.name == "connection":
                continue
            work.session.connection().exec_driver_sql(f"UPDATE {table.name} SET {column.key} = 2 WHERE id = 2")
    before = user_rows(book.path)
    Merging(book).merge(4, 2)
    with book.read() as session:
        for table, column in references():
            count = session.scalar(select(func.count()).select_from(table).where(column == 2))
            assert count == 0, f"{table.name}.{column.key}"
    is_sound(book.path)
    after = user_rows(book.path)
    book.undo()
    assert user_rows(book.path) == before
    book.redo()
    assert user_rows(book.path) == after


def test_any_two_people_of_a_lived_in_book_merge_and_part_again(tmp_path: Path, clock: Clock) -> None:
    create_sample(tmp_path / "sample.netdesk", 60, people.TODAY)
    book = Book(tmp_path / "sample.netdesk", clock)
    before = user_rows(book.path)
    ids = [one.id for one in all_of(book, Contact)]
    chance = random.Random(4)
    for _ in range(25):
        one, other = chance.sample(ids, 2)
        points = {point.normal for point in all_of(book, ContactPoint) if point.contact_id in (one, other)}
        facts = {fact.text for fact in all_of(book, Fact) if fact.contact_id in (one, other)}
        kept = Merging(book).merge(one, other)
        assert points == {point.normal for point in all_of(book, ContactPoint) if point.contact_id == kept}
        assert facts == {fact.text for fact in all_of(book, Fact) if fact.contact_id == kept}
        is_sound(book.path)
        book.undo()
        assert user_rows(book.path) == before
    book.close(keep_backup=False)


def test_a_merge_that_fails_leaves_the_book_as_it_was(book: Book, two: tuple[int, int]) -> None:
    before = user_rows(book.path)
    with pytest.raises(NetdeskError):
        Merging(book).merge(two[0], 99)
    assert user_rows(book.path) == before


def test_two_of_a_book_are_found_and_who_was_told_apart_is_not(book: Book, two: tuple[int, int]) -> None:
    (candidate,) = Duplicates(book).find()
    assert (candidate.first_id, candidate.second_id, candidate.band) == (*two, Band.STRONG)
    assert "the same e-mail address ama@owusu.example" in candidate.reasons
    Duplicates(book).not_the_same(two[1], two[0])
    assert Duplicates(book).find() == ()
    book.undo()
    assert len(Duplicates(book).find()) == 1


def test_who_was_told_apart_from_one_is_told_apart_from_who_takes_them_in(book: Book, two: tuple[int, int]) -> None:
    kept, other = two
    third = people.person(book, "Ama Owusu", email="ama@owusu.example")
    Duplicates(book).not_the_same(other, third)
    Merging(book).merge(kept, other)
    assert Duplicates(book).find() == ()


def test_the_region_of_the_book_reads_local_numbers(book: Book) -> None:
    people.person(book, "Ama Owusu", phone="+49 30 1234567")
    people.person(book, "A. Owusu", phone="030 1234567")
    assert Duplicates(book).find() == ()
    with book.write("region") as work:
        put(work, "phone_region", "DE")
    assert len(Duplicates(book).find()) == 1


def test_a_search_can_be_cancelled(book: Book, two: tuple[int, int], tmp_path: Path) -> None:
    assert Duplicates(book).find(cancelled=lambda: True) == ()
