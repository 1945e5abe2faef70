"""Every source is compared with what it said itself last time, and with nothing that another one said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from netdesk.db.book import Book
from netdesk.db.tables import Affiliation, Connection, Contact
from netdesk.domain.errors import ChangedBookError
from netdesk.exchange.said import is_memory
from netdesk.services.contacts import Contacts
from netdesk.services.importing.plan import Outcome
from netdesk.services.importing.report import lines, told
from netdesk.services.imports import Imports
from netdesk.services.merging import Merging
from netdesk.services.people import NewContact
from tests.db.test_import_again import FIRST, JOBS, LATER, PHONES, SOURCES, preview, take
from tests.db.test_imports import CLOCK, LINKEDIN_HEADER, book, put, rows, tables, take_in
from tests.db.test_migration import STORED

__all__ = ["book"]

INTRODUCER = (
    "SELECT c.display_name FROM how_met h JOIN contact c ON c.id = h.introducer_id ORDER BY h.id",
    "SELECT c.display_name FROM introduction i JOIN contact c ON c.id = i.introducer_id ORDER BY i.id",
)
REFERRED = "First Name,Last Name,E-mail Address,Business Phone,Referred By\nAna,Ruiz,ana@x.example,,{}\n"
STANDING = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Ana Ruiz\nUID:11111111-2222-4333-8444-555555555555\n"
    "X-NETDESK-STANDING:{}\nEND:VCARD\n"
)


def ids(book: Book) -> dict[str, int]:
    return {name: one for one, name in rows(book, "SELECT id, display_name FROM contact WHERE NOT is_me")}


def forget(book: Book) -> None:
    """Take what files said out of the book, as though the people had come in another way."""
    with book.write("Forget") as work:
        work.session.connection().exec_driver_sql("DELETE FROM kept_line WHERE line LIKE 'X-NETDESK-SAID:%'")


@pytest.mark.parametrize("name", SOURCES)
def test_what_a_file_says_is_remembered_where_it_brings_nothing_new(book: Book, tmp_path: Path, name: str) -> None:
    take(book, tmp_path, name)
    forget(book)
    plan = preview(book, tmp_path, name)
    assert plan.is_empty and not plan.is_known
    before = tables(book)
    report = Imports(book).run(plan)
    assert (report.added, report.updated, report.same) == (0, 0, 1)
    step, _ = book.steps()
    assert step is not None and step.label == f"Remember what {name} says"
    assert preview(book, tmp_path, name).is_known
    assert take(book, tmp_path, name, **LATER).updated == 1
    assert rows(book, PHONES) == [(LATER["phone"],)]
    for _ in range(2):
        book.undo()
    assert tables(book) == before


def test_another_introducer_in_the_file_is_another_one_here(book: Book, tmp_path: Path) -> None:
    take_in(book, put(tmp_path, "a.csv", REFERRED.format("Ina Troduce")))
    before = tables(book)
    report = take_in(book, put(tmp_path, "a.csv", REFERRED.format("Otto Berg")))
    assert (report.added, report.updated, report.named) == (0, 1, 1)
    assert [rows(book, query) for query in INTRODUCER] == [[("Otto Berg",)], [("Otto Berg",)]]
    assert take_in(book, put(tmp_path, "a.csv", REFERRED.format("Otto Berg"))).same == 1
    book.undo()
    assert tables(book) == before


def test_an_introducer_given_here_stays_until_the_user_follows_the_file(book: Book, tmp_path: Path) -> None:
    take_in(book, put(tmp_path, "a.csv", REFERRED.format("Ina Troduce")))
    ana = ids(book)["Ana Ruiz"]
    Contacts(book).set_how_met(ana, introducer="Mia Mine")
    imports = Imports(book)
    plan = imports.preview(put(tmp_path, "a.csv", REFERRED.format("Otto Berg")))
    assert [(one.field, one.here, one.there) for _, one in plan.differences] == [
        ("introducer", "Mia Mine", "Otto Berg")
    ]
    assert not plan.count(Outcome.CHANGED) and not plan.named
    imports.run(imports.join(plan, {}, frozenset((row.record.line, one) for row, one in plan.differences)))
    assert rows(book, INTRODUCER[0]) == [("Otto Berg",)]


def test_an_introducer_who_was_taken_away_here_does_not_come_back(book: Book, tmp_path: Path) -> None:
    take_in(book, put(tmp_path, "a.csv", REFERRED.format("Ina Troduce")))
    Contacts(book).set_how_met(ids(book)["Ana Ruiz"], introducer=None)
    changed = REFERRED.replace(",,", ",+49 170 1111111,")
    take_in(book, put(tmp_path, "a.csv", changed.format("Ina Troduce")))
    assert rows(book, PHONES) == [("+49 170 1111111",)]
    assert rows(book, INTRODUCER[0]) == []


def test_somebody_known_gets_an_introducer_who_is_new(book: Book, tmp_path: Path) -> None:
    ana = Contacts(book).add(NewContact(name="Ana Ruiz", email="ana@x.example"))
    Contacts(book).set_how_met(ana, place="Graz")
    take_in(book, put(tmp_path, "a.csv", REFERRED.format("Otto Berg")))
    assert [rows(book, query) for query in INTRODUCER] == [[("Otto Berg",)], [("Otto Berg",)]]
    assert rows(book, "SELECT place FROM how_met") == [("Graz",)]


def test_a_standing_that_changed_in_the_file_changes_and_one_given_here_stays(book: Book, tmp_path: Path) -> None:
    standing = "SELECT standing FROM contact WHERE NOT is_me"
    for word in ("yes", "ask before naming", "ask"):
        take_in(book, put(tmp_path, "a.vcf", STANDING.format(word)))
        assert rows(book, standing) == [(word,)]
    with book.write("Edit") as work:
        work.session.query(Contact).filter_by(display_name="Ana Ruiz").update({"standing": "ask before naming"})
    plan = Imports(book).preview(put(tmp_path, "a.vcf", STANDING.format("yes")))
    assert [(one.here, one.there) for _, one in plan.differences] == [("ask before naming", "yes")]


def test_a_role_given_here_stays_and_is_shown_apart_from_what_changes(book: Book, tmp_path: Path) -> None:
    text = "Name,Company,Title,Email\nAna Ruiz,Acme,{},ana@x.example\nBo Li,Acme,{},bo@x.example\n"
    take_in(book, put(tmp_path, "a.csv", text.format("Engineer", "Engineer")))
    with book.write("Edit") as work:
        work.session.query(Affiliation).filter_by(contact_id=ids(book)["Ana Ruiz"]).update({"role": "Chief"})
    plan = Imports(book).preview(put(tmp_path, "a.csv", text.format("Head", "Head")))
    assert [row.record.display_name for row in plan.list(Outcome.CHANGED)] == ["Bo Li"]
    assert [(row.record.display_name, one.here, one.there) for row, one in plan.kept] == [
        ("Ana Ruiz", "Chief, Acme", "Head, Acme")
    ]
    assert [cells[1:3] for cells in lines(plan)] == [("kept", "Ana Ruiz"), ("changed", "Bo Li")]
    report = Imports(book).run(plan)
    assert (report.updated, report.same) == (1, 1)
    assert rows(book, JOBS) == [("Chief", 1), ("Engineer", 0), ("Head", 1)]


@pytest.mark.parametrize("name", SOURCES)
def test_another_organisation_in_the_file_follows_and_ends_the_one_before(
    book: Book, tmp_path: Path, name: str
) -> None:
    take(book, tmp_path, name)
    text = SOURCES[name].format(**FIRST).replace("Acme", "Zenith")
    assert take_in(book, put(tmp_path, name, text)).updated == 1
    bodies = "SELECT o.name, a.current FROM affiliation a JOIN organisation o ON o.id = a.organisation_id ORDER BY a.id"
    assert rows(book, bodies) == [("Acme", 0), ("Zenith", 1)]


def test_rows_that_are_only_names_are_the_people_they_were(book: Book, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "Name,Company\nAna Ruiz,\nAna Ruiz,\nBo Li,\n")
    report = take_in(book, path)
    assert (report.added, report.merged) == (3, 0)
    plan = Imports(book).preview(path)
    assert plan.is_known and not plan.doubtful
    assert [row.contact_id for row in plan.rows] == sorted(ids_of(book))
    longer = put(tmp_path, "a.csv", "Name,Company\nAna Ruiz,\nAna Ruiz,\nBo Li,\nCy Young,\n")
    plan = Imports(book).preview(longer)
    assert not plan.doubtful and plan.count(Outcome.NEW) == 1


def ids_of(book: Book) -> list[int]:
    return [one for (one,) in rows(book, "SELECT id FROM contact WHERE NOT is_me")]


def test_rows_that_were_taken_for_one_person_are_not_asked_about_again(book: Book, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "Name,Email\nAna Ruiz,ana@x.example\nAna Ruiz,\nBo Li,\n")
    imports = Imports(book)
    plan = imports.preview(path)
    (row,) = plan.doubtful
    imports.run(imports.join(plan, {row.record.line: row.who}))
    assert len(ids_of(book)) == 2
    again = imports.preview(path)
    assert again.is_known and not again.doubtful
    longer = put(tmp_path, "a.csv", "Name,Email\nAna Ruiz,ana@y.example\nAna Ruiz,\nBo Li,\n")
    plan = imports.preview(longer)
    assert [row.outcome for row in plan.rows] == [Outcome.CHANGED, Outcome.SAME, Outcome.SAME]


def linkedin(people: dict[str, str], year: int) -> str:
    made = [
        f"{name},Ruiz,https://www.linkedin.com/in/{name.lower()},,Acme,{role},01 Jan {year}"
        for name, role in people.items()
    ]
    return "\n".join([LINKEDIN_HEADER, *made, ""])


def test_the_connections_of_two_people_do_not_overwrite_each_other(book: Book, tmp_path: Path) -> None:
    mine = dict.fromkeys(("Ana", "Bea", "Cem", "Dov"), "Engineer")
    take_in(book, put(tmp_path, "Connections.csv", linkedin(mine, 2020)))
    before = rows(book, JOBS), rows(book, "SELECT met_on FROM how_met ORDER BY id")
    theirs = put(tmp_path, "Connections (1).csv", linkedin({"Ana": "Head", "Bea": "Head"}, 2024))
    plan = Imports(book).preview(theirs)
    assert not plan.count(Outcome.CHANGED) and not plan.differences
    Imports(book).run(plan)
    assert (rows(book, JOBS), rows(book, "SELECT met_on FROM how_met ORDER BY id")) == before
    assert Imports(book).preview(theirs).is_known
    report = take_in(book, put(tmp_path, "Connections (2).csv", linkedin(mine | {"Ana": "Chief"}, 2020)))
    assert (report.updated, report.same) == (1, 3)
    assert ("Chief", 1) in rows(book, JOBS)
    assert Imports(book).preview(theirs).is_known, "what the other one says is as it was"


def test_two_lists_of_one_name_are_two_sources_where_few_are_in_both(book: Book, tmp_path: Path) -> None:
    header = "Name,Email,Phone\n"
    shared = "Ana Ruiz,ana@x.example,{}\n"
    club = "".join(f"Club{one} Berg,club{one}@x.example,\n" for one in "abcd")
    work = "".join(f"Work{one} Otte,work{one}@x.example,\n" for one in "abcd")
    take_in(book, put(tmp_path, "contacts.csv", header + shared.format("+49 170 1111111") + club))
    take_in(book, put(tmp_path, "contacts.csv", header + shared.format("+49 170 2222222") + work))
    assert rows(book, PHONES) == [("+49 170 1111111",), ("+49 170 2222222",)]
    take_in(book, put(tmp_path, "contacts.csv", header + shared.format("+49 170 3333333") + work))
    assert rows(book, PHONES) == [("+49 170 1111111",), ("+49 170 3333333",)]
    take_in(book, put(tmp_path, "contacts.csv", header + shared.format("+49 170 4444444") + club))
    assert rows(book, PHONES) == [("+49 170 4444444",), ("+49 170 3333333",)]


def test_a_row_is_never_joined_to_a_namesake_of_whom_the_user_chose(book: Book, tmp_path: Path) -> None:
    contacts, imports = Contacts(book), Imports(book)
    chosen = contacts.add(NewContact(name="Robert Miller", organisation="Acme"))
    other = contacts.add(NewContact(name="Robert Miller", organisation="Zenith"))
    plan = imports.preview(put(tmp_path, "a.csv", "Name,Company\nBob Miller,Acme\n"))
    plan = imports.join(plan, {row.record.line: row.who for row in plan.doubtful})
    assert [row.contact_id for row in plan.rows] == [chosen]
    contacts.delete([chosen])
    contacts.edit(other, notes="the only one left")
    with pytest.raises(ChangedBookError):
        imports.run(plan)
    report = imports.run(imports.again(plan))
    assert (report.added, report.updated) == (1, 0)
    assert rows(book, "SELECT notes FROM contact WHERE id = ?", other) == [("the only one left",)]


def test_a_change_that_cannot_be_undone_makes_a_plan_stale_as_any_other(book: Book, tmp_path: Path) -> None:
    imports = Imports(book)
    stale = imports.preview(put(tmp_path, "a.csv", "Name,Email\nAna Ruiz,ana@x.example\n"))
    with book.write("Lasting", lasting=True) as work:
        work.session.add(Contact(display_name="Ana Ruiz", sort_name="ruiz ana", created_at=work.now))
    with pytest.raises(ChangedBookError):
        imports.run(stale)
    report = imports.run(imports.again(stale))
    assert (report.added, report.updated) == (0, 1)
    assert len(ids_of(book)) == 1


@pytest.mark.parametrize(
    "old", ["linkedin;Ama Owusu;Bergos;Buyer", "linkedin;name=Ama Owusu;email=ama@example.org;job=Buyer\tBergos"]
)
def test_what_older_programs_kept_is_read(tmp_path: Path, old: str) -> None:
    path = tmp_path / "old.netdesk"
    shutil.copyfile(STORED[0], path)
    book = Book(path, CLOCK)
    with book.write("As it was kept") as work:
        work.session.connection().exec_driver_sql(
            "INSERT INTO kept_line (contact_id, position, line) "
            "SELECT id, 0, ? FROM contact WHERE display_name = 'Ama Owusu'",
            (f"X-NETDESK-SAID:{old}",),
        )
    row = f"{LINKEDIN_HEADER}\nAma,Owusu,https://www.linkedin.com/in/ama,ama@example.org,{{}},{{}},01 Jan 2024\n"
    take_in(book, put(tmp_path, "Connections.csv", row.format("Kite", "Head")))
    assert rows(book, JOBS) == [("Buyer", 0), ("Head", 1)]
    (said,) = [line for (line,) in rows(book, "SELECT line FROM kept_line") if is_memory(line)]
    assert "name=Ama Owusu" in said
    book.close(keep_backup=False)


def test_a_book_that_remembers_nothing_is_only_added_to(tmp_path: Path) -> None:
    path = tmp_path / "old.netdesk"
    shutil.copyfile(STORED[0], path)
    book = Book(path, CLOCK)
    before = tables(book)
    row = f"{LINKEDIN_HEADER}\nAma,Owusu,https://www.linkedin.com/in/ama,ama@example.org,Bergos,Head,01 Jan 2024\n"
    report = take_in(book, put(tmp_path, "Connections.csv", row))
    assert (report.added, report.updated) == (0, 1)
    after = tables(book)
    assert all(set(before[name]) <= set(after[name]) for name in before if name not in ("contact", "how_met"))
    assert rows(book, JOBS) == [("Buyer", 1)]
    book.undo()
    assert tables(book) == before
    book.close(keep_backup=False)


def test_an_introducer_who_was_deleted_here_is_not_brought_back_by_the_same_file(book: Book, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", REFERRED.format("Ina Troduce"))
    take_in(book, path)
    Contacts(book).delete([ids(book)["Ina Troduce"]])
    assert Imports(book).preview(path).is_known
    assert list(ids(book)) == ["Ana Ruiz"]


def test_two_rows_whose_people_were_merged_here_are_one_person_next_time(book: Book, tmp_path: Path) -> None:
    text = "Name,Company,Email\nAna Ruiz,Acme,ana@x.example\nAna R. Ruiz,{},other@x.example\nBo Li,Acme,\n"
    path = put(tmp_path, "a.csv", text.format("Zenith"))
    take_in(book, path)
    Merging(book).merge(ids(book)["Ana Ruiz"], ids(book)["Ana R. Ruiz"])
    plan = Imports(book).preview(path)
    assert plan.is_known and not plan.doubtful
    plan = Imports(book).preview(put(tmp_path, "a.csv", text.format("Lumen")))
    assert [row.outcome for row in plan.rows] == [Outcome.SAME, Outcome.CHANGED, Outcome.SAME]


FRIENDS = (
    "BEGIN:VCARD\nVERSION:4.0\nFN:Ana Ruiz\nUID:11111111-2222-4333-8444-555555555555\n"
    "RELATED;TYPE={};VALUE=text:Bo Li\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:4.0\nFN:Bo Li\nUID:11111111-2222-4333-8444-666666666666\n{}END:VCARD\n"
)
KINDS = "SELECT c.display_name, k.kind FROM connection k JOIN contact c ON c.id = k.first_id ORDER BY k.id"


@pytest.mark.parametrize("also", ["", "RELATED;TYPE={};VALUE=text:Ana Ruiz\n"])
def test_a_connection_of_another_kind_takes_the_place_of_the_one_before(book: Book, tmp_path: Path, also: str) -> None:
    for kind in ("friend", "colleague", "child"):
        path = put(tmp_path, "a.vcf", FRIENDS.format(kind, also.format("parent" if kind == "child" else kind)))
        shown = [told(row).partition(";")[0] for row in Imports(book).preview(path).list(Outcome.CHANGED)]
        assert shown[:1] == ([] if kind == "friend" else [f"{kind}: Bo Li"])
        assert take_in(book, path).updated == (0 if kind == "friend" else 1 if not also else 2)
        assert ("Ana Ruiz", kind) in rows(book, KINDS)
        assert len(rows(book, KINDS)) == (2 if also and kind == "child" else 1)
        assert Imports(book).preview(path).is_known


def test_a_kind_of_connection_given_here_stays_until_the_user_follows_the_file(book: Book, tmp_path: Path) -> None:
    take_in(book, put(tmp_path, "a.vcf", FRIENDS.format("friend", "")))
    with book.write("Edit") as work:
        work.session.query(Connection).update({"kind": "neighbor"})
    before = tables(book)
    imports = Imports(book)
    plan = imports.preview(put(tmp_path, "a.vcf", FRIENDS.format("colleague", "")))
    assert [(one.field, one.here, one.there) for _, one in plan.kept] == [("knows Bo Li", "neighbor", "colleague")]
    assert not plan.connections
    imports.run(imports.join(plan, {}, frozenset((row.record.line, one) for row, one in plan.differences)))
    assert rows(book, KINDS) == [("Ana Ruiz", "colleague")]
    book.undo()
    assert tables(book) == before


def address_book(tmp_path: Path, owner: str, numbers: range, code: str, name: str = "contacts") -> Path:
    """Write the people of one owner, each with the number that the owner has of them."""
    folder = tmp_path / owner
    folder.mkdir(exist_ok=True)
    cards = (
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{chr(65 + n % 26)}na{n:03d} Person{n:03d}\nEMAIL:p{n}@x.example\n"
        f"TEL;TYPE=cell:+49 {code} 1{n:06d}\nEND:VCARD\n"
        for n in numbers
    )
    return put(folder, f"{name}.vcf", "".join(cards))


@pytest.mark.parametrize("others", [range(40, 140), range(40, 100)], ids=["other people too", "fewer people"])
@pytest.mark.parametrize("name", ["contacts", "other"], ids=["named alike", "named otherwise"])
def test_the_address_book_of_another_owner_replaces_nothing(
    book: Book, tmp_path: Path, others: range, name: str
) -> None:
    own = address_book(tmp_path, "mine", range(100), "170")
    foreign = address_book(tmp_path, "theirs", others, "171", name)
    take_in(book, own)
    plan = Imports(book).preview(foreign)
    assert (plan.count(Outcome.NEW), plan.count(Outcome.CHANGED)) == (len(others) - 60, 60)
    assert all(told(row).startswith("+49 171 ") for row in plan.list(Outcome.CHANGED))
    Imports(book).run(plan)
    assert len(rows(book, PHONES)) == 100 + len(others)
    for path in (own, foreign, own):
        assert Imports(book).preview(path).is_known
    later = put(own.parent, own.name, own.read_text().replace("+49 170 1000050", "+49 170 9000050"))
    (row,) = Imports(book).preview(later).list(Outcome.CHANGED)
    assert told(row) == "+49 170 1000050 → +49 170 9000050"


def test_new_numbers_of_everybody_replace_the_old_ones_where_few_came_or_left(book: Book, tmp_path: Path) -> None:
    take_in(book, address_book(tmp_path, "mine", range(100), "170"))
    report = take_in(book, address_book(tmp_path, "mine", range(5, 105), "171"))
    assert (report.added, report.updated) == (5, 95)
    assert len(rows(book, PHONES)) == 105


def test_the_same_list_with_other_people_and_a_new_column_is_the_same_source(book: Book, tmp_path: Path) -> None:
    path = address_book(tmp_path, "mine", range(100), "170")
    take_in(book, path)
    with book.write("Edit") as work:
        work.session.connection().exec_driver_sql("DELETE FROM contact_point WHERE value = '+49 170 1000050'")
    later = address_book(tmp_path, "mine", range(40, 140), "170")
    later.write_text(later.read_text().replace("END:", "ORG:Acme\nEND:").replace("170 1", "(170) 1"))
    assert take_in(book, later).updated == 60
    assert not rows(book, "SELECT 1 FROM contact_point WHERE value LIKE '%1000050'")
