"""What the user took away of what a file said stays away, and the department of a job follows as all values do."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest

from netdesk.db.book import Book
from netdesk.db.tables import ContactTag
from netdesk.services.contacts import Contacts
from netdesk.services.facts import Facts
from netdesk.services.importing.plan import Outcome
from netdesk.services.importing.report import told
from netdesk.services.imports import Imports
from netdesk.services.people import NewContact
from tests.db.test_imports import OWN_HEADER, book, put, rows, tables, take_in

__all__ = ["book"]

PIXEL = base64.b64encode(
    base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
).decode()
CARD = (
    "BEGIN:VCARD\nVERSION:4.0\nFN:Ana Ruiz\nUID:11111111-2222-4333-8444-555555555555\nNICKNAME:Annie\n"
    "EMAIL:ana@x.example\nTEL;TYPE=cell:{phone}\nCATEGORIES:friends\nBDAY:19800412\nORG:Acme\nTITLE:Engineer\n"
    "X-NETDESK-FACT:offers;shareable;open;;;grids\nNOTE:met in May\n"
    f"PHOTO:data:image/png;base64,{PIXEL}\n"
    "RELATED;TYPE=friend:urn:uuid:11111111-2222-4333-8444-666666666666\nROLE:{role}\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:4.0\nFN:Bo Li\nUID:11111111-2222-4333-8444-666666666666\nEND:VCARD\n"
)
PHONE = "+49 170 1111111"
GONE: dict[str, tuple[str, Callable[[Book, int, int], None]]] = {
    "email": (
        "SELECT value FROM contact_point WHERE kind = 'email'",
        lambda book, ana, row: Contacts(book).remove_point(row),
    ),
    "phone": (
        "SELECT value FROM contact_point WHERE kind = 'phone'",
        lambda book, ana, row: Contacts(book).remove_point(row),
    ),
    "job": ("SELECT role FROM affiliation", lambda book, ana, row: Contacts(book).remove_affiliation(row)),
    "fact": ("SELECT text FROM fact", lambda book, ana, row: Facts(book).remove(row)),
    "date": ("SELECT day FROM date_to_remember", lambda book, ana, row: Contacts(book).forget_date(row)),
    "connection": ("SELECT kind FROM connection", lambda book, ana, row: Contacts(book).disconnect(row)),
    "tag": (
        "SELECT t.name FROM contact_tag l JOIN tag t ON t.id = l.tag_id",
        lambda book, ana, row: Contacts(book).untag([ana], row),
    ),
    "photo": (
        "SELECT 1 FROM contact WHERE photo_id IS NOT NULL",
        lambda book, ana, row: Contacts(book).set_photo(ana, None),
    ),
    "nickname": (
        "SELECT nickname FROM contact WHERE nickname <> ''",
        lambda book, ana, row: Contacts(book).edit(ana, nickname=""),
    ),
    "notes": ("SELECT notes FROM contact WHERE notes <> ''", lambda book, ana, row: Contacts(book).edit(ana, notes="")),
}


def cards(tmp_path: Path, **values: str) -> Path:
    return put(tmp_path, "a.vcf", CARD.format(**{"phone": PHONE, "role": "", **values}))


def first(book: Book, query: str) -> int:
    """Give the id of the only row that a query reads from."""
    table = query.split(" FROM ")[1].split(maxsplit=1)[0]
    where = query.partition(" WHERE ")[2]
    ((row,),) = rows(book, f"SELECT {'tag_id' if table == 'contact_tag' else 'id'} FROM {table} WHERE {where or 1}")
    return int(row)


@pytest.mark.parametrize("what", GONE)
def test_what_was_taken_away_here_comes_back_with_no_state_of_the_file(book: Book, tmp_path: Path, what: str) -> None:
    take_in(book, cards(tmp_path))
    query, take_away = GONE[what]
    assert len(rows(book, query)) == 1, "the file brought it"
    ((ana,),) = rows(book, "SELECT id FROM contact WHERE display_name = 'Ana Ruiz'")
    take_away(book, ana, first(book, query))
    assert not rows(book, query)
    before = tables(book)
    plan = Imports(book).preview(cards(tmp_path))
    assert plan.is_known and not plan.differences
    Imports(book).run(plan)
    assert tables(book) == before
    changed = put(tmp_path, "a.vcf", CARD.format(phone=PHONE, role="").replace("VERSION:4.0\nFN:Ana", "KIND:x\nFN:Ana"))
    take_in(book, put(tmp_path, "a.vcf", changed.read_text().replace("END:VCARD", "X-TEAM:North\nEND:VCARD", 1)))
    assert not rows(book, query)
    assert rows(book, "SELECT 1 FROM kept_line WHERE line = 'X-TEAM:North'"), "the rest of the row was read"


def test_a_number_taken_away_here_stays_away_however_the_file_writes_it(book: Book, tmp_path: Path) -> None:
    take_in(book, cards(tmp_path))
    query, take_away = GONE["phone"]
    take_away(book, 0, first(book, query))
    take_in(book, cards(tmp_path, phone="+49 (170) 111-1111"))
    assert not rows(book, query)


def test_a_number_that_the_file_writes_anew_makes_no_room_for_another_one(book: Book, tmp_path: Path) -> None:
    take_in(book, cards(tmp_path))
    take_in(book, cards(tmp_path, phone="+49 (170) 111-1111\nTEL;TYPE=cell:+49 170 2222222"))
    assert rows(book, GONE["phone"][0]) == [(PHONE,), ("+49 170 2222222",)]


def test_a_tag_taken_from_one_contact_stays_with_the_others(book: Book, tmp_path: Path) -> None:
    text = "Name,Email,Tags\nAna Ruiz,ana@x.example,friends\nBo Li,bo@x.example,friends\n"
    path = put(tmp_path, "a.csv", text)
    take_in(book, path)
    with book.write("Edit") as work:
        row = work.session.query(ContactTag).first()
        assert row is not None
        work.session.delete(row)
    take_in(book, path)
    assert len(rows(book, "SELECT 1 FROM contact_tag")) == 1


def test_a_connection_comes_back_with_a_person_who_comes_back(book: Book, tmp_path: Path) -> None:
    take_in(book, cards(tmp_path))
    ((bo,),) = rows(book, "SELECT id FROM contact WHERE display_name = 'Bo Li'")
    Contacts(book).delete([bo])
    assert take_in(book, cards(tmp_path)).added == 1
    assert rows(book, GONE["connection"][0]) == [("friend",)]


def test_who_was_only_named_and_deleted_here_does_not_come_back(book: Book, tmp_path: Path) -> None:
    path = put(tmp_path, "own.csv", f"{OWN_HEADER}\nAna Ruiz,,,,,,,,,,,,,,,,,Dee Dee,\n")
    take_in(book, path)
    ((dee,),) = rows(book, "SELECT id FROM contact WHERE display_name = 'Dee Dee'")
    Contacts(book).delete([dee])
    take_in(book, path)
    assert not rows(book, "SELECT 1 FROM contact WHERE display_name = 'Dee Dee'")


def test_a_spouse_whom_nobody_knew_is_connected_once_they_are_known(book: Book, tmp_path: Path) -> None:
    path = put(tmp_path, "a.vcf", "BEGIN:VCARD\nFN:Ana Ruiz\nEMAIL:ana@x.example\nX-SPOUSE:Max Mut\nEND:VCARD\n")
    take_in(book, path)
    assert Imports(book).preview(path).is_known
    Contacts(book).add(NewContact(name="Max Mut"))
    assert take_in(book, path).updated == 1
    assert rows(book, GONE["connection"][0]) == [("spouse",)]
    assert Imports(book).preview(path).is_known
    Contacts(book).disconnect(first(book, GONE["connection"][0]))
    take_in(book, path)
    assert not rows(book, GONE["connection"][0])


DEPARTMENTS = {
    "google.csv": "First Name,Last Name,Organization Name,Organization Title,Organization Department\n"
    "Ana,Ruiz,Acme,{role},{department}\n",
    "people.vcf": "BEGIN:VCARD\nVERSION:3.0\nFN:Ana Ruiz\nORG:Acme;{department}\nTITLE:{role}\nEND:VCARD\n",
}
OFFICE = "SELECT role, department, current FROM affiliation ORDER BY id"


@pytest.fixture(params=DEPARTMENTS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def office(tmp_path: Path, name: str, department: str, role: str = "Engineer") -> Path:
    return put(tmp_path, name, DEPARTMENTS[name].format(role=role, department=department))


def test_another_department_of_a_job_follows_and_is_shown(book: Book, tmp_path: Path, name: str) -> None:
    take_in(book, office(tmp_path, name, "Research"))
    before = tables(book)
    plan = Imports(book).preview(office(tmp_path, name, "Sales"))
    (row,) = plan.list(Outcome.CHANGED)
    assert told(row) == "Engineer, Acme: Research → Sales"
    Imports(book).run(plan)
    assert rows(book, OFFICE) == [("Engineer", "Sales", 1)]
    assert Imports(book).preview(office(tmp_path, name, "Sales")).is_known
    book.undo()
    assert tables(book) == before


def test_a_department_that_is_empty_here_is_filled(book: Book, tmp_path: Path, name: str) -> None:
    take_in(book, office(tmp_path, name, ""))
    assert told(Imports(book).preview(office(tmp_path, name, "Sales")).rows[0]) == "Engineer, Acme: Sales"
    take_in(book, office(tmp_path, name, "Sales"))
    assert rows(book, OFFICE) == [("Engineer", "Sales", 1)]


def test_a_department_given_here_stays_until_the_user_follows_the_file(book: Book, tmp_path: Path, name: str) -> None:
    take_in(book, office(tmp_path, name, "Research"))
    Contacts(book).edit_affiliation(first(book, "SELECT role FROM affiliation"), department="Mine")
    imports = Imports(book)
    plan = imports.preview(office(tmp_path, name, "Sales"))
    assert [one for _, one in plan.kept] == [("department of Engineer, Acme", "Mine", "Sales")]
    assert not plan.count(Outcome.CHANGED)
    imports.run(imports.join(plan, {}, frozenset((row.record.line, one) for row, one in plan.differences)))
    assert rows(book, OFFICE) == [("Engineer", "Sales", 1)]


def test_a_department_follows_where_only_the_role_was_edited_here(book: Book, tmp_path: Path, name: str) -> None:
    take_in(book, office(tmp_path, name, "Research"))
    Contacts(book).edit_affiliation(first(book, "SELECT role FROM affiliation"), role="Lead")
    take_in(book, office(tmp_path, name, "Sales"))
    assert rows(book, OFFICE) == [("Lead", "Sales", 1)]


def test_a_job_deleted_here_does_not_come_back_for_another_department(book: Book, tmp_path: Path, name: str) -> None:
    take_in(book, office(tmp_path, name, "Research"))
    Contacts(book).remove_affiliation(first(book, "SELECT role FROM affiliation"))
    take_in(book, office(tmp_path, name, "Sales"))
    assert not rows(book, OFFICE)


def test_another_role_in_another_department_is_another_job(book: Book, tmp_path: Path, name: str) -> None:
    take_in(book, office(tmp_path, name, "Research"))
    take_in(book, office(tmp_path, name, "Sales", role="Head"))
    assert rows(book, OFFICE) == [("Engineer", "Research", 0), ("Head", "Sales", 1)]
