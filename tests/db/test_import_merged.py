"""Two rows of a file whose people were made one contact go on as that contact, and as two once that is undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from netdesk.db.book import Book
from netdesk.services.contacts import Contacts
from netdesk.services.importing.plan import ImportPlan, Outcome
from netdesk.services.imports import Imports
from netdesk.services.merging import Merging
from netdesk.services.people import NewContact
from tests.db.test_import_sources import ids
from tests.db.test_imports import LINKEDIN_HEADER, OWN_HEADER, book, put, rows, tables, take_in

__all__ = ["book"]

ROBERT: dict[str, str] = {
    "robert": "Robert Miller",
    "mail": "robert@x.example",
    "phone": "+49 170 1111111",
    "role": "Engineer",
    "notes": "met in May",
}
BOB: dict[str, str] = {
    "bob": "Bob Muller",
    "bob_mail": "bob@y.example",
    "bob_phone": "+49 170 3333333",
    "bob_role": "Chair",
    "bob_notes": "sails",
}
FILES = {
    "people.csv": "Name,Company,Title,Email,Phone,Notes\n{robert},Acme,{role},{mail},{phone},{notes}\n"
    "{bob},Zenith,{bob_role},{bob_mail},{bob_phone},{bob_notes}\nBo Li,Acme,,bo@x.example,,\n",
    "people.vcf": "BEGIN:VCARD\nVERSION:3.0\nFN:{robert}\nUID:uid-1\nORG:Acme\nTITLE:{role}\nEMAIL:{mail}\n"
    "TEL:{phone}\nNOTE:{notes}\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:3.0\nFN:{bob}\nUID:uid-2\nORG:Zenith\nTITLE:{bob_role}\nEMAIL:{bob_mail}\n"
    "TEL:{bob_phone}\nNOTE:{bob_notes}\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:Bo Li\nUID:uid-3\nEND:VCARD\n",
    "cards.vcf": "BEGIN:VCARD\nVERSION:3.0\nFN:{robert}\nORG:Acme\nTITLE:{role}\nEMAIL:{mail}\nTEL:{phone}\n"
    "NOTE:{notes}\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:3.0\nFN:{bob}\nORG:Zenith\nTITLE:{bob_role}\nEMAIL:{bob_mail}\n"
    "TEL:{bob_phone}\nNOTE:{bob_notes}\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:Bo Li\nEND:VCARD\n",
}
VALUES = "SELECT value FROM contact_point WHERE kind IN ('email', 'phone') ORDER BY value"


@pytest.fixture(params=FILES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def file(tmp_path: Path, name: str, **values: str) -> Path:
    return put(tmp_path, name, FILES[name].format(**{**ROBERT, **BOB, **values}))


def preview(book: Book, path: Path) -> ImportPlan:
    return Imports(book).preview(path)


def merge(book: Book, kept: str = "Robert Miller", other: str = "Bob Muller") -> int:
    return Merging(book).merge(ids(book)[kept], ids(book)[other])


@pytest.mark.parametrize("kept", ["Robert Miller", "Bob Muller"])
def test_the_same_file_adds_nothing_to_who_was_made_of_two(book: Book, tmp_path: Path, name: str, kept: str) -> None:
    take_in(book, file(tmp_path, name))
    merge(book, kept, "Bob Muller" if kept == "Robert Miller" else "Robert Miller")
    before = tables(book)
    plan = preview(book, file(tmp_path, name))
    assert plan.is_known and not plan.doubtful and not plan.differences
    Imports(book).run(plan)
    assert tables(book) == before


def test_what_changed_in_either_row_follows(book: Book, tmp_path: Path, name: str) -> None:
    take_in(book, file(tmp_path, name))
    kept = merge(book)
    changed = {"mail": "robert@new.example", "bob_phone": "+49 170 4444444", "bob_role": "Head", "bob_notes": "rows"}
    path = file(tmp_path, name, **changed)
    plan = preview(book, path)
    assert not plan.doubtful and not plan.differences
    assert not plan.count(Outcome.NEW)
    assert {row.contact_id for row in plan.rows[:2]} == {kept}
    Imports(book).run(plan)
    assert rows(book, VALUES) == sorted(
        [("robert@new.example",), ("bob@y.example",), ("+49 170 1111111",), ("+49 170 4444444",)]
        + ([("bo@x.example",)] if name == "people.csv" else [])
    )
    jobs = rows(book, "SELECT role, current FROM affiliation WHERE contact_id = ? ORDER BY role", kept)
    assert jobs == [("Chair", 0), ("Engineer", 1), ("Head", 1)]
    ((notes,),) = rows(book, "SELECT notes FROM contact WHERE id = ?", kept)
    assert "rows" in notes.split("\n\n") and "sails" not in notes and "met in May" in notes
    assert preview(book, path).is_known


def test_the_name_that_is_shown_follows_its_own_row_only(book: Book, tmp_path: Path) -> None:
    take_in(book, file(tmp_path, "people.vcf"))
    kept = merge(book)
    take_in(book, file(tmp_path, "people.vcf", bob="Bobby Muller"))
    shown = "SELECT display_name FROM contact WHERE id = ?"
    assert rows(book, shown, kept) == [("Robert Miller",)]
    take_in(book, file(tmp_path, "people.vcf", bob="Bobby Muller", robert="Robert Millner"))
    assert rows(book, shown, kept) == [("Robert Millner",)]


@pytest.mark.parametrize("name", ["people.csv", "cards.vcf"])
def test_a_number_that_both_rows_say_stays_as_long_as_one_says_it(book: Book, tmp_path: Path, name: str) -> None:
    same = file(tmp_path, name, bob_phone="+49 (170) 111-1111")
    take_in(book, same)
    merge(book)
    phones = "SELECT value FROM contact_point WHERE kind = 'phone' ORDER BY value"
    assert len(rows(book, phones)) == 1
    assert preview(book, same).is_known
    take_in(book, file(tmp_path, name, bob_phone="+49 170 9999999"))
    assert [value for (value,) in rows(book, phones)] == ["+49 170 1111111", "+49 170 9999999"]


def test_undoing_the_merge_gives_two_people_whom_the_file_knows(book: Book, tmp_path: Path, name: str) -> None:
    take_in(book, file(tmp_path, name))
    before = tables(book)
    merge(book)
    book.undo()
    assert tables(book) == before
    assert preview(book, file(tmp_path, name)).is_known
    report = take_in(book, file(tmp_path, name, bob_phone="+49 170 4444444"))
    assert (report.added, report.updated, report.same) == (0, 1, 2)
    bob = ids(book)["Bob Muller"]
    assert rows(book, "SELECT value FROM contact_point WHERE kind = 'phone' AND contact_id = ?", bob) == [
        ("+49 170 4444444",)
    ]


def test_an_import_after_the_merge_and_both_undone_leaves_two(book: Book, tmp_path: Path, name: str) -> None:
    take_in(book, file(tmp_path, name))
    before = tables(book)
    merge(book)
    take_in(book, file(tmp_path, name, bob_phone="+49 170 4444444"))
    for _ in range(2):
        book.undo()
    assert tables(book) == before
    assert preview(book, file(tmp_path, name)).is_known


def test_profiles_of_linkedin_lead_to_who_was_made_of_two(book: Book, tmp_path: Path) -> None:
    row = "{},{},https://www.linkedin.com/in/{},,{},{},01 Jan 2024\n"
    text = f"{LINKEDIN_HEADER}\n{row}{row}"
    people = ("Robert", "Miller", "robert", "Acme", "Engineer", "Bob", "Muller", "bob", "Zenith")
    take_in(book, put(tmp_path, "Connections.csv", text.format(*people, "Chair")))
    merge(book)
    assert preview(book, put(tmp_path, "Connections.csv", text.format(*people, "Chair"))).is_known
    report = take_in(book, put(tmp_path, "Connections.csv", text.format(*people, "Head")))
    assert (report.added, report.updated, report.same) == (0, 1, 1)


def test_who_was_typed_here_and_merged_with_an_imported_one_follows_the_file(
    book: Book, tmp_path: Path, name: str
) -> None:
    typed = Contacts(book).add(NewContact(name="Robbie Miller"))
    take_in(book, file(tmp_path, name))
    Merging(book).merge(typed, ids(book)["Robert Miller"])
    assert preview(book, file(tmp_path, name)).is_known
    report = take_in(book, file(tmp_path, name, mail="robert@new.example"))
    assert (report.added, report.updated) == (0, 1)
    assert rows(book, "SELECT value FROM contact_point WHERE kind = 'email' AND contact_id = ?", typed) == [
        ("robert@new.example",)
    ]
    assert rows(book, "SELECT display_name FROM contact WHERE id = ?", typed) == [("Robbie Miller",)]


def test_those_whom_others_name_by_the_name_before_the_merge_are_not_added(book: Book, tmp_path: Path) -> None:
    text = (
        f"{OWN_HEADER}\nAna Ruiz,,,{{}},,,,,,,,,,,,,Bob Muller,Bob Muller,\n"
        "Bob Muller,,,Zenith,,,,,,,,,,,,,Robert Miller,Robert Miller,\nRobert Miller,,,Acme,,,,,,,,,,,,,,,\n"
    )
    take_in(book, put(tmp_path, "own.csv", text.format("Kite")))
    merge(book)
    before = sorted(ids(book))
    take_in(book, put(tmp_path, "own.csv", text.format("Kite")))
    take_in(book, put(tmp_path, "own.csv", text.format("Lumen")))
    assert sorted(ids(book)) == before == ["Ana Ruiz", "Robert Miller"]
    assert len(rows(book, "SELECT 1 FROM connection")) == 1
    remarks = "SELECT remark FROM how_met WHERE contact_id = ?"
    assert not [one for one in rows(book, remarks, ids(book)["Robert Miller"]) if "Introduced by" in one[0]]
