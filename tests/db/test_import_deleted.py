"""A mail or meeting that the user deleted stays away when what it came from is imported again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from netdesk.db.book import Book
from netdesk.services.contacts import Contacts
from netdesk.services.exports import Exports
from netdesk.services.imports import Imports
from netdesk.services.interactions import Interactions
from netdesk.services.merging import Merging
from netdesk.services.received import Letter, Received
from tests.db.test_imports import rows, tables, take_in
from tests.db.test_interaction_imports import ANA, BO, ME, ZOE, book, logged, mail, mailbox
from tests.unit.monica_export import SAMPLE

__all__ = ["book"]

MEETING = (
    "BEGIN:VEVENT\nUID:{n}\nDTSTART:2026111{n}T090000Z\nSUMMARY:About {n}\nLAST-MODIFIED:{changed}T000000Z\n"
    "ORGANIZER:mailto:me@x.example\nATTENDEE:mailto:ana@x.example\nEND:VEVENT\n"
)
REASON = "You deleted it from the book, so it stays away."


def calendar(tmp_path: Path, *numbers: int, changed: str = "20261101") -> Path:
    path = tmp_path / "a.ics"
    meetings = "".join(MEETING.format(n=n, changed=changed) for n in numbers)
    path.write_text(f"BEGIN:VCALENDAR\n{meetings}END:VCALENDAR\n", encoding="utf-8")
    return path


def mails(tmp_path: Path, *numbers: int) -> Path:
    return mailbox(tmp_path, *map(mail, numbers))


def subjects(book: Book) -> list[str]:
    return [one[2] for one in logged(book)]


def delete(book: Book, subject: str) -> None:
    ((one,),) = rows(book, "SELECT id FROM interaction WHERE subject = ?", subject)
    Interactions(book).delete(one)


@pytest.fixture(params=[mails, calendar], ids=["mailbox", "calendar"])
def source(request: pytest.FixtureRequest) -> Callable[..., Path]:
    return request.param  # type: ignore[no-any-return]


def test_what_was_deleted_stays_away_and_what_is_new_comes_in(
    book: Book, tmp_path: Path, source: Callable[..., Path]
) -> None:
    take_in(book, source(tmp_path, 1, 2))
    before = tables(book)
    delete(book, "About 1")
    deleted = tables(book)
    report = take_in(book, source(tmp_path, 1, 2))
    assert (report.added, report.same, [one.reason for one in report.skipped]) == (0, 1, [REASON])
    assert tables(book) == deleted
    assert take_in(book, source(tmp_path, 1, 2, 3)).added == 1
    assert subjects(book) == ["About 2", "About 3"]
    book.undo()
    book.undo()
    assert tables(book) == before
    assert take_in(book, source(tmp_path, 1, 2)).same == 2


def test_a_meeting_that_was_deleted_stays_away_although_the_calendar_changes_it(book: Book, tmp_path: Path) -> None:
    take_in(book, calendar(tmp_path, 1))
    delete(book, "About 1")
    assert not Imports(book).preview(calendar(tmp_path, 1, changed="20261124")).will_log


def test_one_day_of_a_weekly_meeting_stays_away_alone(book: Book, tmp_path: Path) -> None:
    path = calendar(tmp_path, 0)
    path.write_text(path.read_text().replace("SUMMARY", "RRULE:FREQ=DAILY;COUNT=3\nSUMMARY"))
    take_in(book, path)
    ((one,),) = rows(book, "SELECT id FROM interaction WHERE at LIKE '2026-11-11%'")
    Interactions(book).delete(one)
    assert (take_in(book, path).added, take_in(book, path).same) == (0, 2)


def test_nobody_is_added_for_a_mail_that_was_deleted(book: Book, tmp_path: Path) -> None:
    path = mailbox(tmp_path, mail(1, ANA, ME, ZOE))
    take_in(book, path)
    delete(book, "About 1")
    plan = Imports(book).preview(path, add_unknown=True)
    assert not plan.named and not plan.unknown


def test_a_mail_that_was_deleted_comes_back_with_a_person_who_comes_back(book: Book, tmp_path: Path) -> None:
    card = tmp_path / "ana.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:4.0\nFN:Ana Ruiz\nEMAIL:ana@x.example\nEND:VCARD\n")
    take_in(book, mails(tmp_path, 1))
    delete(book, "About 1")
    Contacts(book).delete([2])
    take_in(book, card)
    assert take_in(book, mails(tmp_path, 1)).added == 1


def test_a_mail_to_two_stays_away_as_long_as_one_of_them_is_there(book: Book, tmp_path: Path) -> None:
    path = mailbox(tmp_path, mail(1, ME, f"{ANA}, {BO}"))
    take_in(book, path)
    delete(book, "About 1")
    Contacts(book).delete([2])
    assert not take_in(book, path).added


def test_a_mail_stays_away_from_whom_its_contact_was_merged_into(book: Book, tmp_path: Path) -> None:
    take_in(book, mails(tmp_path, 1))
    delete(book, "About 1")
    Merging(book).merge(3, 2)
    assert not take_in(book, mails(tmp_path, 1)).added


def test_a_mail_that_was_deleted_can_be_dropped_and_logged_again(book: Book, tmp_path: Path) -> None:
    take_in(book, mails(tmp_path, 1))
    for _ in range(2):
        delete(book, "About 1")
        letter = Received(book).look_at_file(mailbox(tmp_path, mail(1), name="a.eml"))
        assert isinstance(letter, Letter)
        Received(book).log(letter, 2)
    assert take_in(book, mails(tmp_path, 1)).same == 1
    assert len(rows(book, "SELECT 1 FROM kept_line")) == 1


def test_an_activity_of_another_contact_program_stays_away(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "monica.json"
    path.write_bytes(SAMPLE)
    take_in(book, path)
    count = len(subjects(book))
    delete(book, "Dinner")
    take_in(book, path)
    assert len(subjects(book)) == count - 1


def test_what_was_deleted_is_in_no_card_that_is_written(book: Book, tmp_path: Path) -> None:
    take_in(book, mails(tmp_path, 1))
    delete(book, "About 1")
    Exports(book).run(tmp_path / "book.vcf")
    assert "DELETED" not in (tmp_path / "book.vcf").read_text()
