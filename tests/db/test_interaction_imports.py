"""Mails and meetings are logged once, with the people of the book, as one step that can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from netdesk.db.book import Book
from netdesk.domain.errors import CancelledError, ChangedBookError, InvalidInputError
from netdesk.domain.words import FollowUpKind, PointKind
from netdesk.services.contacts import Contacts
from netdesk.services.follow_ups import FollowUps
from netdesk.services.importing.plan import Outcome
from netdesk.services.imports import Imports
from netdesk.services.people import NewContact, put_point
from netdesk.services.received import Letter, Received
from tests.db.test_imports import create_book, rows, tables, take_in

MAIL = """From {n}@x.example Mon Nov 23 08:30:00 2026
From: {writer}
To: {to}
Cc: {cc}
Subject: About {n}
Date: Fri, 20 Nov 2026 09:30:00 +0000
Message-ID: <{n}@x.example>

Hello {n}

--{space}
Signature
"""
ME, ANA, BO, ZOE = "Me <me@x.example>", "Ana Ruiz <ana@x.example>", "bo@x.example", "Zoe Z <zoe@x.example>"


def mail(n: int, writer: str = ANA, to: str = ME, cc: str = "", head: str = "") -> str:
    text = MAIL.format(space=" ", n=n, writer=writer, to=to, cc=cc)
    return text.replace("Subject", f"{head}\nSubject") if head else text


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    opened = create_book(tmp_path / "book.netdesk")
    with opened.write("My address") as work:
        put_point(work, 1, PointKind.EMAIL, "me@x.example")
    contacts = Contacts(opened)
    contacts.add(NewContact(name="Ana Ruiz", email="Ana@X.example"))
    contacts.add(NewContact(name="Bo", email="bo@x.example"))
    opened.forget_steps()
    yield opened
    opened.close(keep_backup=False)


def mailbox(tmp_path: Path, *mails: str, name: str = "a.mbox") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(mails), encoding="utf-8", newline="")
    return path


def logged(book: Book) -> list[tuple[str, ...]]:
    query = (
        "SELECT i.kind, i.direction, i.subject, i.text, group_concat(c.display_name, '+') FROM interaction i "
        "JOIN participant p ON p.interaction_id = i.id JOIN contact c ON c.id = p.contact_id GROUP BY i.id "
        "ORDER BY i.id"
    )
    return [
        (kind, way, subject, text, "+".join(sorted(names.split("+"))))
        for kind, way, subject, text, names in rows(book, query)
    ]


def test_mails_are_logged_with_the_people_of_the_book_and_undone_in_one_step(book: Book, tmp_path: Path) -> None:
    path = mailbox(
        tmp_path,
        mail(1),
        mail(2, ME, f"{ANA}, {BO}", ZOE),
        mail(3, ZOE, ME, BO),
        mail(4, ZOE),
        mail(5, ME, ME),
        mail(1),
    )
    before = tables(book)
    plan = Imports(book).preview(path)
    assert (plan.count(Outcome.NEW), plan.count(Outcome.SAME)) == (3, 1)
    assert [who.email for who in plan.unknown] == ["zoe@x.example"]
    assert tables(book) == before
    report = Imports(book).run(plan)
    assert report.as_json() | {"seconds": 0} == {
        "path": str(path),
        "format": "mail",
        "added": 3,
        "updated": 0,
        "merged": 0,
        "same": 1,
        "introductions": 0,
        "skipped": [
            {"line": 40, "reason": "Nobody in it is in the book: zoe@x.example."},
            {"line": 53, "reason": "It names nobody but you."},
        ],
        "seconds": 0,
    }
    assert logged(book) == [
        ("email", "in", "About 1", "Hello 1", "Ana Ruiz"),
        ("email", "out", "About 2", "Hello 2", "Ana Ruiz+Bo"),
        ("email", "both", "About 3", "Hello 3", "Bo"),
    ]
    step = book.steps()[0]
    assert step
    assert step.label == "Log 3 emails from a.mbox"
    book.undo()
    assert tables(book) == before


def test_a_second_time_adds_nothing_and_a_longer_file_what_is_new(book: Book, tmp_path: Path) -> None:
    take_in(book, mailbox(tmp_path, mail(1)))
    report = take_in(book, mailbox(tmp_path, mail(1), mail(2)))
    assert (report.added, report.same) == (1, 1)


def test_unknown_people_come_in_only_where_that_is_chosen_and_never_lists_or_programs(
    book: Book, tmp_path: Path
) -> None:
    crowd = ", ".join(f"p{number}@x.example" for number in range(60))
    path = mailbox(
        tmp_path,
        mail(1, ZOE),
        mail(2, ANA, ME, "no-reply@x.example, new@x.example"),
        mail(3, "List <list@l.example>", ME, "", "List-Id: <l>"),
        mail(4, ANA, crowd),
    )
    imports = Imports(book)
    assert imports.preview(path).count(Outcome.NEW) == 2
    plan = imports.preview(path, add_unknown=True)
    assert [one.added.display_name for one in plan.named] == ["Zoe Z", "new"]
    report = imports.run(plan)
    assert (report.added, report.named) == (3, 2)
    assert rows(book, "SELECT given_name, family_name FROM contact WHERE display_name = 'Zoe Z'") == [("Zoe", "Z")]
    assert [one[4] for one in logged(book)] == ["Zoe Z", "Ana Ruiz+new", "Ana Ruiz"]
    book.undo()
    assert not logged(book)


def test_a_mail_dropped_by_itself_and_its_mailbox_log_it_once(book: Book, tmp_path: Path) -> None:
    received = Received(book)
    letter = received.look_at_file(mailbox(tmp_path, mail(1), name="a.eml"))
    assert isinstance(letter, Letter)
    received.log(letter, letter.writers[0][0])
    assert take_in(book, mailbox(tmp_path, mail(1))).same == 1
    with pytest.raises(InvalidInputError, match="logged already"):
        received.log(letter, letter.writers[0][0])


def test_a_cancelled_import_of_mail_leaves_the_book_as_it_was(book: Book, tmp_path: Path) -> None:
    imports = Imports(book)
    plan = imports.preview(mailbox(tmp_path, *map(mail, range(1_600))))
    before = tables(book)
    told: list[tuple[int, int]] = []
    with pytest.raises(CancelledError, match="as it was"):
        imports.run(plan, lambda done, total: told.append((done, total)), lambda: len(told) >= 2)
    assert told == [(500, 1_600), (1_000, 1_600)]
    assert tables(book) == before


def test_a_check_in_is_needless_after_a_mail(book: Book, tmp_path: Path) -> None:
    follow_ups = FollowUps(book)
    for day in (date(2026, 11, 19), date(2026, 11, 21)):
        follow_ups.add(FollowUpKind.CHECK_IN, day, contact_id=2)
    take_in(book, mailbox(tmp_path, mail(1)))
    assert rows(book, "SELECT state FROM follow_up ORDER BY id") == [("done",), ("due",)]


def test_meetings_are_logged_with_who_attended(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    path.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261109T090000Z\nRRULE:FREQ=WEEKLY\nSUMMARY:Tiles\n"
        "ORGANIZER:mailto:me@x.example\nATTENDEE:mailto:ana@x.example\nATTENDEE:mailto:bo@x.example\n"
        "END:VEVENT\nEND:VCALENDAR\n",
        encoding="utf-8",
    )
    report = take_in(book, path)
    assert (str(report.format), report.added) == ("icalendar", 3)
    assert logged(book)[0] == ("meeting", "both", "Tiles", "", "Ana Ruiz+Bo")
    assert (take_in(book, path).added, take_in(book, path).same) == (0, 3)


def calendar(path: Path, title: str, start: str, changed: str, attendee: str = "ana@x.example") -> Path:
    path.write_text(
        f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:{start}\nSUMMARY:{title}\nLAST-MODIFIED:{changed}\n"
        f"ORGANIZER:mailto:me@x.example\nATTENDEE:mailto:{attendee}\nEND:VEVENT\nEND:VCALENDAR\n",
        encoding="utf-8",
    )
    return path


def test_a_meeting_that_was_changed_in_the_calendar_since_is_changed_in_the_book(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "a.ics"
    take_in(book, calendar(file, "Tiles", "20261109T090000Z", "20261101T000000Z"))
    first = tables(book)
    plan = Imports(book).preview(calendar(file, "Roofs", "20261110T090000Z", "20261124T000000Z", "bo@x.example"))
    assert (plan.count(Outcome.NEW), plan.count(Outcome.CHANGED)) == (0, 1)
    report = Imports(book).run(plan)
    assert (report.added, report.updated) == (0, 1)
    assert logged(book) == [("meeting", "both", "Roofs", "", "Bo")]
    assert rows(book, "SELECT at FROM interaction")[0][0].startswith("2026-11-10T09:00:00Z")
    assert (take_in(book, file).updated, take_in(book, file).same) == (0, 1)
    book.undo()
    assert tables(book) == first


def test_a_meeting_edited_in_the_book_stays_so_where_the_calendar_has_not_changed_since(
    book: Book, tmp_path: Path
) -> None:
    file = calendar(tmp_path / "a.ics", "Tiles", "20261109T090000Z", "20261101T000000Z")
    take_in(book, file)
    with book.write("Edit") as work:
        work.session.connection().exec_driver_sql("UPDATE interaction SET subject = 'Mine'")
    assert take_in(book, file).same == 1
    assert logged(book)[0][2] == "Mine"


@pytest.mark.parametrize(
    ("name", "writer"),
    [("a.mbox", "me  MYSELF <me@elsewhere.example>"), ("Sent-Mail.mbox", "M. Myself <me@elsewhere.example>")],
    ids=["my name", "what I sent"],
)
def test_i_am_not_added_from_an_address_of_mine_that_the_book_lacks(
    book: Book, tmp_path: Path, name: str, writer: str
) -> None:
    imports = Imports(book)
    plan = imports.preview(mailbox(tmp_path, mail(1, writer, ANA), mail(2, writer, ZOE), name=name), add_unknown=True)
    assert [who.email for who in plan.unknown] == ["zoe@x.example"]
    imports.run(plan)
    assert [(one[1], one[4]) for one in logged(book)] == [("out", "Ana Ruiz"), ("out", "Zoe Z")]


def test_a_mailbox_is_looked_at_again_where_the_book_has_changed_what_would_be_logged(
    book: Book, tmp_path: Path
) -> None:
    path = mailbox(tmp_path, mail(1), mail(2, writer=ZOE, to=ANA))
    imports = Imports(book)
    shown = imports.preview(path, add_unknown=True)
    Contacts(book).add(NewContact(name="Zoe Z", email="zoe@x.example"))
    before = tables(book)
    with pytest.raises(ChangedBookError):
        imports.run(shown)
    assert tables(book) == before
    again = imports.again(shown)
    assert shown.unknown and not again.unknown and again.add_unknown
    Contacts(book).add(NewContact(name="Somebody Else"))
    assert imports.run(again).interactions == 2
