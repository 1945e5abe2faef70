"""A changed file updates what changed, keeps what was edited here, and never brings somebody back as somebody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from netdesk.cli import main
from netdesk.db.book import Book
from netdesk.db.tables import ContactPoint
from netdesk.domain.words import PointKind
from netdesk.services.contacts import Contacts
from netdesk.services.duplicates import Duplicates
from netdesk.services.exports import Exports
from netdesk.services.importing.plan import ImportPlan, ImportReport, Outcome
from netdesk.services.importing.report import told
from netdesk.services.imports import Imports
from netdesk.services.people import NewContact
from tests.db.test_imports import book, create_book, put, rows, tables, take_in

__all__ = ["book"]

PHONES = "SELECT value FROM contact_point WHERE kind = 'phone' ORDER BY id"
JOBS = "SELECT role, current FROM affiliation ORDER BY id"
DAYS = "SELECT kind, day FROM date_to_remember ORDER BY id"

GOOGLE = (
    "First Name,Last Name,File As,Organization Name,Organization Title,Birthday,E-mail 1 - Label,E-mail 1 - Value,"
    "Phone 1 - Label,Phone 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value,Notes\n"
    "Ana,Ruiz,,Acme,{role},{birthday},,{email},Mobile,{phone},Team,{team},{notes}\n"
)
OUTLOOK = (
    "First Name,Last Name,Company,Job Title,Birthday,E-mail Address,Mobile Phone,Business Phone,Account,Notes\n"
    "Ana,Ruiz,Acme,{role},{birthday},{email},{phone},,{team},{notes}\n"
)
PLAIN = (
    "Name,Company,Title,Birthday,Email,Phone,Team,Notes\n"
    "Ana Ruiz,Acme,{role},{birthday},{email},{phone},{team},{notes}\n"
)
CARD = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Ana Ruiz\nORG:Acme\nTITLE:{role}\nBDAY:{birthday}\nEMAIL:{email}\n"
    "TEL;TYPE=CELL:{phone}\nX-TEAM:{team}\nNOTE:{notes}\nREV:2026-01-01T00:00:00Z\nEND:VCARD\n"
)
SOURCES = {"google.csv": GOOGLE, "outlook.csv": OUTLOOK, "people.csv": PLAIN, "people.vcf": CARD}
FIRST = {
    "role": "Engineer",
    "birthday": "1980-04-12",
    "email": "ana@x.example",
    "phone": "+49 170 1111111",
    "team": "North",
    "notes": "met in May",
}
LATER = {
    "role": "Head",
    "birthday": "1980-04-13",
    "email": "ana@y.example",
    "phone": "+49 170 2222222",
    "team": "South",
    "notes": "met in June",
}


@pytest.fixture(params=SOURCES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def file(tmp_path: Path, name: str, **values: str) -> Path:
    return put(tmp_path, name, SOURCES[name].format(**FIRST | values))


def preview(book: Book, tmp_path: Path, name: str, **values: str) -> ImportPlan:
    return Imports(book).preview(file(tmp_path, name, **values))


def take(book: Book, tmp_path: Path, name: str, **values: str) -> ImportReport:
    return take_in(book, file(tmp_path, name, **values))


def test_what_changed_in_any_file_is_shown_then_updated(book: Book, tmp_path: Path, name: str) -> None:
    take(book, tmp_path, name)
    plan = preview(book, tmp_path, name, **LATER)
    (row,) = plan.list(Outcome.CHANGED)
    assert "ana@x.example → ana@y.example" in told(row)
    assert "+49 170 1111111 → +49 170 2222222" in told(row)
    assert "Head, Acme" in told(row) and "1980-04-13" in told(row)
    before = tables(book)
    report = Imports(book).run(plan)
    assert (report.added, report.updated, report.same) == (0, 1, 0)
    assert rows(book, PHONES) == [("+49 170 2222222",)]
    assert rows(book, "SELECT value, normal FROM contact_point WHERE kind = 'email'") == [
        ("ana@y.example", "ana@y.example")
    ]
    assert rows(book, JOBS) == [("Engineer", 0), ("Head", 1)]
    assert rows(book, DAYS) == [("birthday", "1980-04-13")]
    assert rows(book, "SELECT notes FROM contact WHERE NOT is_me") == [("met in June",)]
    kept = [line for (line,) in rows(book, "SELECT line FROM kept_line") if not line.startswith("X-NETDESK-SAID")]
    assert any("South" in line for line in kept) and not any("North" in line for line in kept)
    assert take(book, tmp_path, name, **LATER).same == 1
    book.undo()
    assert tables(book) == before


def test_what_was_edited_here_stays_and_the_user_may_follow_the_file(book: Book, tmp_path: Path, name: str) -> None:
    take(book, tmp_path, name)
    with book.write("Edit") as work:
        work.session.query(ContactPoint).filter_by(kind=PointKind.PHONE).update({"value": "+49 30 5", "normal": ""})
        work.session.connection().exec_driver_sql("UPDATE date_to_remember SET day = '1980-04-01'")
    imports = Imports(book)
    plan = preview(book, tmp_path, name, **LATER)
    found = {one.field: (one.here, one.there) for _, one in plan.differences}
    assert found == {
        "phone": ("+49 30 5", "+49 170 2222222"),
        "date birthday": ("1980-04-01", "1980-04-13"),
    }
    chosen = frozenset((row.record.line, one) for row, one in plan.differences if one.field != "phone")
    imports.run(imports.join(plan, {}, chosen))
    assert rows(book, PHONES) == [("+49 30 5",)]
    assert rows(book, DAYS) == [("birthday", "1980-04-13")]
    assert not preview(book, tmp_path, name, **LATER).differences, "it was decided"


def test_what_was_deleted_here_does_not_come_back(book: Book, tmp_path: Path, name: str) -> None:
    take(book, tmp_path, name)
    with book.write("Edit") as work:
        work.session.query(ContactPoint).delete()
    report = take(book, tmp_path, name, notes="met in July")
    assert (report.added, report.updated) == (0, 1)
    assert rows(book, "SELECT value FROM contact_point") == []


def test_a_private_number_never_takes_the_place_of_one_at_work(book: Book, tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nFN:Ana Ruiz\nEMAIL:ana@x.example\n{}\nEND:VCARD\n"
    take_in(book, put(tmp_path, "a.vcf", card.format("TEL;TYPE=WORK:+49 170 1111111")))
    take_in(book, put(tmp_path, "a.vcf", card.format("TEL;TYPE=HOME:+49 170 2222222")))
    assert rows(book, PHONES) == [("+49 170 1111111",), ("+49 170 2222222",)]


def test_two_files_are_two_sources_and_two_copies_of_one_are_not(book: Book, tmp_path: Path) -> None:
    text = "Name,Email,Phone\nAna Ruiz,ana@x.example,{}\n"
    take_in(book, put(tmp_path, "club.csv", text.format("+49 170 1111111")))
    take_in(book, put(tmp_path, "work.csv", text.format("+49 170 2222222")))
    assert rows(book, PHONES) == [("+49 170 1111111",), ("+49 170 2222222",)]
    take_in(book, put(tmp_path, "work (2).csv", text.format("+49 170 3333333")))
    assert rows(book, PHONES) == [("+49 170 1111111",), ("+49 170 3333333",)]


def test_a_changed_row_is_known_by_what_it_kept_and_two_of_a_name_are_not_mixed_up(book: Book, tmp_path: Path) -> None:
    text = "Name,Company,Email\nAna Ruiz,Acme,{}\nAna Ruiz,Zenith,{}\n"
    take_in(book, put(tmp_path, "a.csv", text.format("a@x.example", "b@x.example")))
    plan = Imports(book).preview(put(tmp_path, "a.csv", text.format("new@x.example", "b@x.example")))
    assert [row.outcome for row in plan.rows] == [Outcome.CHANGED, Outcome.SAME]
    other = "Name,Company,Email\nAna Ruiz,Lumen,c@x.example\nAna Ruiz,Acme,a@x.example\nAna Ruiz,Zenith,b@x.example\n"
    plan = Imports(book).preview(put(tmp_path, "a.csv", other))
    assert [row.outcome for row in plan.rows] == [Outcome.NEW, Outcome.SAME, Outcome.SAME]


def test_a_renamed_contact_is_found_by_the_row_it_came_from(book: Book, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "Name,Company\nAna Ruiz,Acme\n")
    take_in(book, path)
    ((ana,),) = rows(book, "SELECT id FROM contact WHERE NOT is_me")
    Contacts(book).edit(ana, name="Anita Lopez")
    assert take_in(book, path).same == 1
    report = take_in(book, put(tmp_path, "a.csv", "Name,Company\nAna Ruiz,Zenith\n"))
    assert (report.added, report.updated) == (0, 1)
    assert rows(book, "SELECT display_name FROM contact WHERE NOT is_me") == [("Anita Lopez",)]


def test_a_namesake_in_another_file_of_the_same_name_is_asked_about(book: Book, tmp_path: Path) -> None:
    text = "Name,Phone\n{},{}\nAna Ruiz,{}\n"
    take_in(book, put(tmp_path, "contacts.csv", text.format("Eva Berg", "+49 170 5555555", "+49 170 1111111")))
    other = put(tmp_path, "contacts (1).csv", text.format("Ugo Conti", "+49 170 6666666", "+49 170 2222222"))
    plan = Imports(book).preview(other)
    assert [(row.outcome, row.resembles) for row in plan.rows] == [(Outcome.NEW, ""), (Outcome.NEW, "Ana Ruiz")]
    same = put(tmp_path, "contacts (2).csv", text.format("Eva Berg", "+49 170 5555555", "+49 170 2222222"))
    assert [row.outcome for row in Imports(book).preview(same).rows] == [Outcome.SAME, Outcome.CHANGED]


def test_a_name_that_changed_in_the_file_changes_in_all_its_parts(book: Book, tmp_path: Path) -> None:
    uid = "UID:urn:uuid:11111111-2222-4333-8444-555555555555\n"
    card = f"BEGIN:VCARD\nVERSION:4.0\n{uid}{{}}END:VCARD\n"
    parts = "SELECT display_name, prefix, given_name, middle_name, family_name FROM contact WHERE NOT is_me"
    take_in(book, put(tmp_path, "a.vcf", card.format("FN:Dr Ana Q Ruiz\nN:Ruiz;Ana;Q;Dr;\n")))
    take_in(book, put(tmp_path, "a.vcf", card.format("FN:Ana Bianchi\nN:Bianchi;Ana;;;\n")))
    assert rows(book, parts) == [("Ana Bianchi", "", "Ana", "", "Bianchi")]
    take_in(book, put(tmp_path, "a.vcf", card.format("FN:Anita Lopez\n")))
    assert rows(book, parts) == [("Anita Lopez", "", "Anita", "", "Lopez")]


def test_a_name_that_stays_mine_keeps_all_its_parts(book: Book, tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:4.0\nUID:urn:uuid:11111111-2222-4333-8444-555555555555\n{}END:VCARD\n"
    take_in(book, put(tmp_path, "a.vcf", card.format("FN:Ana Q Ruiz\nN:Ruiz;Ana;Q;;\n")))
    ((ana,),) = rows(book, "SELECT id FROM contact WHERE NOT is_me")
    Contacts(book).edit(ana, name="Ana Q Lopez")
    later = put(tmp_path, "a.vcf", card.format("FN:Ana Zed Ruiz\nN:Ruiz;Ana;Zed;;\n"))
    assert [one.there for _, one in Imports(book).preview(later).differences] == ["Ana Zed Ruiz"]
    take_in(book, later)
    parts = "SELECT display_name, middle_name, family_name FROM contact WHERE NOT is_me"
    assert rows(book, parts) == [("Ana Q Lopez", "Q", "Lopez")]


def test_what_files_said_is_in_no_export(book: Book, tmp_path: Path) -> None:
    take(book, tmp_path, "people.csv")
    for out in (tmp_path / "out.vcf", tmp_path / "out.csv"):
        Exports(book).run(out)
        assert "SAID" not in out.read_text(encoding="utf-8")


def test_a_row_told_apart_from_somebody_is_neither_merged_with_nor_offered_them(book: Book, tmp_path: Path) -> None:
    ana = Contacts(book).add(NewContact(name="Ana Ruiz", organisation="Acme"))
    robert = Contacts(book).add(NewContact(name="Robert Miller", organisation="Acme"))
    header = "Name,Company,Email\n"
    imports = Imports(book)
    plan = imports.preview(put(tmp_path, "a.csv", f"{header}Ana Ruiz,Kite,\nBob Miller,Acme,bob@x.example\n"))
    assert [row.resembles for row in plan.rows] == ["Ana Ruiz", "Robert Miller"]
    imports.run(plan)
    (other,), (bob,) = rows(book, "SELECT id FROM contact WHERE id > ? ORDER BY id", robert)
    Duplicates(book).not_the_same(ana, other)
    Duplicates(book).not_the_same(robert, bob)

    plan = imports.preview(put(tmp_path, "a.csv", f"{header}Ana Ruiz,Acme,\nBob Miller,Acme,bob@y.example\n"))
    assert [(row.contact_id, row.resembles) for row in plan.rows] == [(other, ""), (bob, "")]
    plan = imports.preview(put(tmp_path, "a.csv", f"{header}Ana Ruiz,Kite,\nBobby Miller,Acme,\n"))
    assert [row.resembles for row in plan.rows] == ["", "Bob Miller"]
    plan = imports.preview(put(tmp_path, "b.csv", f"{header}Ana Ruiz,,\n"))
    assert [row.contact_id for row in plan.rows] == [None], "either may be meant, so the user is asked"
    assert plan.doubtful


def test_a_card_told_apart_by_its_uid_is_not_offered_whom_it_is_not(book: Book, tmp_path: Path) -> None:
    uid = "6f1c0b3e-1111-4222-8333-444455556666"
    card = put(tmp_path, "a.vcf", f"BEGIN:VCARD\nFN:Bob Miller\nORG:Acme\nUID:{uid}\nEND:VCARD\n")
    robert = Contacts(book).add(NewContact(name="Robert Miller", organisation="Acme"))
    imports = Imports(book)
    plan = imports.preview(card)
    assert [row.resembles for row in plan.rows] == ["Robert Miller"]
    imports.run(plan)
    ((bob,),) = rows(book, "SELECT id FROM contact WHERE uid = ?", uid)
    Duplicates(book).not_the_same(robert, bob)
    Contacts(book).delete([bob])
    assert not imports.preview(card).doubtful


def test_two_profiles_of_one_name_in_one_file_are_two_people_and_a_new_one_is_asked_about(
    book: Book, tmp_path: Path
) -> None:
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    row = "Ana,Ruiz,https://www.linkedin.com/in/{},,Acme,Engineer,01 Jan 2024\n"
    plan = Imports(book).preview(put(tmp_path, "a.csv", header + row.format("ana-1") + row.format("ana-2")))
    assert [one.outcome for one in plan.rows] == [Outcome.NEW, Outcome.NEW]
    assert not plan.doubtful
    Imports(book).run(plan)
    plan = Imports(book).preview(put(tmp_path, "a.csv", header + row.format("ana-renamed") + row.format("ana-2")))
    assert [one.resembles for one in plan.rows] == ["Ana Ruiz", ""], "her profile may bear another name now"


def test_a_job_that_comes_back_is_the_current_one_again(book: Book, tmp_path: Path) -> None:
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    row = "Ana,Ruiz,https://www.linkedin.com/in/ana,,Acme,{},01 Jan 2024\n"
    for role in ("Engineer", "Head"):
        take_in(book, put(tmp_path, "Connections.csv", header + row.format(role)))
    before = tables(book)
    report = take_in(book, put(tmp_path, "Connections.csv", header + row.format("Engineer")))
    assert report.updated == 1
    assert rows(book, JOBS) == [("Engineer", 1), ("Head", 0)]
    assert take_in(book, put(tmp_path, "Connections.csv", header + row.format("Engineer"))).same == 1
    book.undo()
    assert tables(book) == before


def test_the_command_line_writes_nothing_else_than_it_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(tmp_path, "people.csv", "Name,Email\nAna Ruiz,ana@x.example\n")
    store = tmp_path / "command.netdesk"
    create_book(store).close(keep_backup=False)
    look = Imports.preview

    def look_then_change(self: Imports, file: Path, *, add_unknown: bool) -> ImportPlan:
        plan = look(self, file, add_unknown=add_unknown)
        Contacts(self._book).add(NewContact(name="Ana Ruiz", email="ana@x.example"))
        return plan

    monkeypatch.setattr(Imports, "preview", look_then_change)
    code = main(["--db", str(store), "import", str(path)], lambda **_: 2, lambda: 2)
    printed = capsys.readouterr()
    assert (code, printed.out) == (1, "")
    assert "The book has changed" in printed.err and "Look again" in printed.err
