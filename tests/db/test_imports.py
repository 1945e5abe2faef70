"""Imports take in all of a file or nothing, add nothing twice, are one step of undo, and say exactly what they did."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from netdesk.db import book as books
from netdesk.db.book import Book
from netdesk.db.tables import Base, Contact, ContactPoint
from netdesk.domain.errors import CancelledError, ChangedBookError, InvalidInputError, UnreadableFileError
from netdesk.domain.instant import Clock
from netdesk.exchange.records import Skipped
from netdesk.exchange.vcard_cards import read_cards
from netdesk.services.contacts import Contacts
from netdesk.services.exports import Exports
from netdesk.services.history import History
from netdesk.services.importing.plan import ImportReport, Outcome
from netdesk.services.importing.report import told
from netdesk.services.imports import Imports
from netdesk.services.people import NewContact
from netdesk.services.sample import create_sample
from netdesk.services.settings import put_me
from netdesk.services.templates import Templates
from tests.unit.monica_export import SAMPLE

CLOCK = Clock.fixed(date(2026, 11, 23))
CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora" / "vcards"
LINKEDIN_HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
OWN_HEADER = (
    "Name,First Name,Last Name,Organisation,Title,Location,Emails,Phones,URLs,Tags,Can help with,Looking for,Interests,"
    "Learned,Notes,Met on,Introduced by,Knows,Cadence days"
)


def create_book(path: Path) -> Book:
    """Open a new book whose only contact is me."""
    books.create(path)
    book = Book(path, CLOCK)
    with book.write("New book") as work:
        put_me(work, "Me Myself")
    book.forget_steps()
    return book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    opened = create_book(tmp_path / "book.netdesk")
    yield opened
    opened.close(keep_backup=False)


def rows(book: Book, query: str, *values: object) -> list[tuple[Any, ...]]:
    with sqlite3.connect(book.path) as connection:
        return connection.execute(query, values).fetchall()


def tables(book: Book) -> dict[str, list[tuple[Any, ...]]]:
    return {table.name: rows(book, f"SELECT * FROM {table.name} ORDER BY id") for table in Base.metadata.sorted_tables}


def put(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def take_in(book: Book, path: Path) -> ImportReport:
    imports = Imports(book)
    return imports.run(imports.preview(path))


def linkedin(count: int) -> str:
    lines = [
        f"Ana{i},Ruiz{i},https://www.linkedin.com/in/ana-{i},,Firm {i % 7},Engineer,{i % 28 + 1} Mar 2024"
        for i in range(count)
    ]
    return "\n".join(["Notes:", '"Some ""email"" addresses are missing."', "", LINKEDIN_HEADER, *lines, ""])


def test_a_linkedin_file_is_counted_then_written_then_undone_in_one_step(book: Book, tmp_path: Path) -> None:
    path = put(tmp_path, "Connections.csv", linkedin(50))
    before = tables(book)
    imports = Imports(book)
    plan = imports.preview(path)
    assert (plan.count(Outcome.NEW), len(plan.skipped)) == (50, 0)
    assert tables(book) == before
    report = imports.run(plan)
    assert report.as_json() | {"seconds": 0} == {
        "path": str(path),
        "format": "linkedin",
        "added": 50,
        "updated": 0,
        "merged": 0,
        "same": 0,
        "introductions": 0,
        "skipped": [],
        "seconds": 0,
    }
    assert len(rows(book, "SELECT 1 FROM contact")) == 51
    assert len(rows(book, "SELECT 1 FROM organisation")) == 7
    undo, _ = book.steps()
    assert undo is not None
    assert undo.label == "Import 50 contacts from Connections.csv"
    after = tables(book)
    book.undo()
    assert tables(book) == before
    book.redo()
    assert tables(book) == after


def test_undo_and_redo_name_a_large_import_with_its_commas(book: Book, tmp_path: Path) -> None:
    take_in(book, put(tmp_path, "Connections.csv", linkedin(1_200)))
    history = History(book)
    assert history.steps().undo == "Import 1,200 contacts from Connections.csv"
    history.undo()
    assert history.steps().redo == "Import 1,200 contacts from Connections.csv"


def test_a_backup_is_made_before_anything_is_written(book: Book, tmp_path: Path) -> None:
    take_in(book, put(tmp_path, "Connections.csv", linkedin(3)))
    (backup,) = (tmp_path / "backups").glob("*.netdesk")
    with sqlite3.connect(backup) as connection:
        assert connection.execute("SELECT count(*) FROM contact").fetchone() == (1,)


@pytest.mark.parametrize("kind", ["linkedin", "own", "vcard"])
def test_a_second_import_of_the_same_file_adds_nothing(book: Book, tmp_path: Path, kind: str) -> None:
    files = {
        "linkedin": ("Connections.csv", linkedin(20)),
        "own": (
            "own.csv",
            f"{OWN_HEADER}\nAna Ruiz,,,Acme,CTO,Lyon,a@x.example,+33 1 23 45 67 89,https://ana.example,x; y,"
            "grids,a CFO,jazz,two cats,a note,2019-05,Ina Troduce,Bo Li; Cy Young,30\n"
            "Jo,,,,,,,,,,,,,,,,Ina Troduce,Ana Ruiz,\nJo,,,,,,,,,,,,,,,,,,\n",
        ),
        "vcard": (
            "a.vcf",
            "BEGIN:VCARD\nVERSION:3.0\nFN:Ana Ruiz\nEMAIL;TYPE=HOME;X-A=1:a@x.example\nX-SPOUSE:Max\nNOTE:one\n"
            "RELATED;TYPE=met;VALUE=text:Ina Troduce\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:Ana Ruiz\nEND:VCARD\n",
        ),
    }
    path = put(tmp_path, *files[kind])
    first = take_in(book, path)
    assert first.added
    after = tables(book)
    again = take_in(book, path)
    assert (again.added, again.updated, again.introductions, again.named) == (0, 0, 0, 0)
    assert again.same == first.added + first.merged + first.same
    assert tables(book) == after


def test_introducers_become_how_met_and_introductions_that_were_made(book: Book, tmp_path: Path) -> None:
    Contacts(book).add(NewContact(name="Ina Troduce"))
    text = (
        "First Name,Last Name,E-mail Address,Business Phone,Referred By\n"
        "Ana,Ruiz,a@x.example,,Ina Troduce\nBo,Li,b@x.example,,Ana Ruiz\nCy,Young,c@x.example,,Somebody New\n"
    )
    report = take_in(book, put(tmp_path, "outlook.csv", text))
    assert (report.added, report.named, report.introductions) == (3, 1, 3)
    introduced = rows(
        book,
        "SELECT c.display_name, i.display_name FROM how_met h JOIN contact c ON c.id = h.contact_id "
        "JOIN contact i ON i.id = h.introducer_id ORDER BY c.id",
    )
    assert introduced == [("Ana Ruiz", "Ina Troduce"), ("Bo Li", "Ana Ruiz"), ("Cy Young", "Somebody New")]
    made = rows(
        book,
        "SELECT i.state, group_concat(c.display_name, '+') FROM introduction i "
        "JOIN party p ON p.introduction_id = i.id JOIN contact c ON c.id = p.contact_id GROUP BY i.id ORDER BY i.id",
    )
    assert made == [("made", "Me Myself+Ana Ruiz"), ("made", "Me Myself+Bo Li"), ("made", "Me Myself+Cy Young")]


def test_knows_becomes_connections_once(book: Book, tmp_path: Path) -> None:
    text = f"{OWN_HEADER}\nAna Ruiz,,,,,,,,,,,,,,,,,Bo Li; Dee Dee,\nBo Li,,,,,,,,,,,,,,,,,Ana Ruiz,\n"
    take_in(book, put(tmp_path, "own.csv", text))
    pairs = rows(
        book,
        "SELECT a.display_name, b.display_name, k.kind FROM connection k JOIN contact a ON a.id = k.first_id "
        "JOIN contact b ON b.id = k.second_id ORDER BY k.id",
    )
    assert pairs == [("Ana Ruiz", "Bo Li", "knows"), ("Ana Ruiz", "Dee Dee", "knows")]


def test_a_spouse_in_an_address_book_is_connected_only_if_known(book: Book, tmp_path: Path) -> None:
    text = "BEGIN:VCARD\nFN:Ana Ruiz\nX-SPOUSE:Max Mut\nX-MANAGER:Bo Li\nEND:VCARD\nBEGIN:VCARD\nFN:Bo Li\nEND:VCARD\n"
    report = take_in(book, put(tmp_path, "a.vcf", text))
    assert (report.added, report.named) == (2, 0)
    assert rows(book, "SELECT kind FROM connection") == [("manager",)]
    assert ("X-SPOUSE:Max Mut",) in rows(book, "SELECT line FROM kept_line")


def test_an_import_fills_what_is_empty_and_replaces_nothing(book: Book, tmp_path: Path) -> None:
    contacts = Contacts(book)
    ana = contacts.add(
        NewContact(name="Ana Ruiz", email="Ana@X.example", notes="mine", organisation="Acme", role="CTO")
    )
    text = f"{OWN_HEADER}\nAna M. Ruiz,,,Acme,CEO,Lyon,ana@x.example; ana@y.example,,,vip,grids,,,,theirs,,,,45\n"
    imports = Imports(book)
    plan = imports.preview(put(tmp_path, "own.csv", text))
    assert [row.contact_id for row in plan.list(Outcome.CHANGED)] == [ana]
    report = imports.run(plan)
    assert (report.added, report.updated) == (0, 1)
    assert rows(book, "SELECT display_name, notes, cadence_days FROM contact WHERE id = ?", ana) == [
        ("Ana Ruiz", "mine\n\ntheirs", 45)
    ]
    assert rows(book, "SELECT value FROM contact_point WHERE kind = 'email'") == [
        ("Ana@X.example",),
        ("ana@y.example",),
    ]
    assert rows(book, "SELECT role FROM affiliation") == [("CTO",)]


def test_a_new_job_on_linkedin_ends_the_old_one(book: Book, tmp_path: Path) -> None:
    row = "Ana,Ruiz,https://www.linkedin.com/in/ana,,{},Engineer,01 Jan 2024"
    take_in(book, put(tmp_path, "old.csv", f"{LINKEDIN_HEADER}\n{row.format('Acme')}\n"))
    report = take_in(book, put(tmp_path, "new.csv", f"{LINKEDIN_HEADER}\n{row.format('Zenith')}\n"))
    assert (report.added, report.updated) == (0, 1)
    assert rows(
        book,
        "SELECT o.name, a.current FROM affiliation a JOIN organisation o ON o.id = a.organisation_id ORDER BY a.id",
    ) == [("Acme", 0), ("Zenith", 1)]


def test_what_changed_on_linkedin_since_is_changed_and_what_the_user_changed_stays(book: Book, tmp_path: Path) -> None:
    row = "Ana,{},https://www.linkedin.com/in/ana,,Acme,{},01 Jan 2024"
    jobs = "SELECT role, current FROM affiliation ORDER BY id"
    name = "SELECT display_name, family_name FROM contact WHERE NOT is_me"

    def take(family: str, role: str) -> ImportReport:
        return take_in(book, put(tmp_path, "a.csv", f"{LINKEDIN_HEADER}\n{row.format(family, role)}\n"))

    take("Ruiz", "Engineer")
    plan = Imports(book).preview(put(tmp_path, "a.csv", f"{LINKEDIN_HEADER}\n{row.format('Lopez', 'Head')}\n"))
    assert [told(one) for one in plan.list(Outcome.CHANGED)] == ["now called Ana Lopez; Head, Acme"]
    assert take("Lopez", "Head").updated == 1
    assert rows(book, jobs) == [("Engineer", 0), ("Head", 1)]
    assert rows(book, name) == [("Ana Lopez", "Lopez")]
    with book.write("Edit") as work:
        work.session.connection().exec_driver_sql("UPDATE affiliation SET role = 'Chief' WHERE current")
        work.session.connection().exec_driver_sql("UPDATE contact SET display_name = 'Anita' WHERE NOT is_me")
    assert take("Lopez", "Head").same == 1
    assert rows(book, jobs) == [("Engineer", 0), ("Chief", 1)]
    assert take("Diaz", "Head").updated == 0, "the name that was given here is kept, so nothing is changed"
    assert rows(book, name) == [("Anita", "Lopez")]
    assert rows(book, jobs) == [("Engineer", 0), ("Chief", 1)]


@pytest.mark.parametrize(
    ("second", "outcome"),
    [
        ("Ana Ruiz,Zenith,ANA@x.example", Outcome.MERGED),
        ("A. Ruiz,Zenith,ana@x.example", Outcome.MERGED),
        ("Max Ruiz,Zenith,ana@x.example", Outcome.NEW),
        ("Ana Ruiz,Acme,", Outcome.MERGED),
        ("Ana Ruiz,Zenith,", Outcome.NEW),
        ("Ana Ruiz,Acme,other@x.example", Outcome.NEW),
    ],
)
def test_who_is_the_same_within_a_file(book: Book, tmp_path: Path, second: str, outcome: Outcome) -> None:
    path = put(tmp_path, "a.csv", f"Name,Company,Email\nAna Ruiz,Acme,ana@x.example\n{second}\n")
    plan = Imports(book).preview(path)
    assert [row.outcome for row in plan.rows] == [Outcome.NEW, outcome]
    assert bool(plan.doubtful) == (outcome is Outcome.NEW)


def test_a_doubtful_row_tells_why_and_the_user_decides(book: Book, tmp_path: Path) -> None:
    known = Contacts(book).add(NewContact(name="Robert Miller", organisation="Acme", email="robert@acme.example"))
    before = tables(book)
    imports = Imports(book)
    plan = imports.preview(put(tmp_path, "a.csv", "Name,Company,Email\nBob Miller,Acme,bob@home.example\n"))
    (row,) = plan.doubtful
    assert (row.outcome, row.resembles, row.is_joined) == (Outcome.NEW, "Robert Miller", False)
    assert row.reasons == ("Robert Miller and Bob Miller may be one name", "both at Acme")

    joined = imports.join(plan, {row.record.line: row.who})
    (row,) = joined.doubtful
    assert (row.outcome, row.contact_id, row.is_joined) == (Outcome.CHANGED, known, True)
    assert told(row) == "bob@home.example; notes"
    assert imports.run(joined).updated == 1
    with book.read() as session:
        contact = session.get_one(Contact, known)
        assert (contact.display_name, contact.notes) == ("Robert Miller", "Also known as Bob Miller")
        assert [one.value for one in session.scalars(select(ContactPoint))] == [
            "robert@acme.example",
            "bob@home.example",
        ]
    again = imports.preview(tmp_path / "a.csv")
    assert again.is_empty and not again.doubtful
    book.undo()
    assert tables(book) == before


def test_a_decision_holds_where_the_book_changes_before_the_import(book: Book, tmp_path: Path) -> None:
    known = Contacts(book).add(NewContact(name="Robert Miller", organisation="Acme"))
    imports = Imports(book)
    plan = imports.preview(put(tmp_path, "a.csv", "Name,Company\nBob Miller,Acme\n"))
    plan = imports.join(plan, {row.record.line: row.who for row in plan.doubtful})
    Contacts(book).add(NewContact(name="Ama Owusu"))
    assert imports.run(plan).updated == 1
    plan = imports.preview(put(tmp_path, "b.csv", "Name,Company\nRob Miller,Acme\n"))
    plan = imports.join(plan, {row.record.line: row.who for row in plan.doubtful})
    Contacts(book).edit(known, name="Somebody Else")
    with pytest.raises(ChangedBookError):
        imports.run(plan)
    assert imports.run(imports.again(plan)).added == 1, "who it was taken for is nobody any more"


def test_rows_of_one_file_can_be_taken_for_one_person(book: Book, tmp_path: Path) -> None:
    imports = Imports(book)
    plan = imports.preview(put(tmp_path, "a.csv", "Name,Company\nRobert Miller,Acme\nBob Miller,Acme\n"))
    (row,) = plan.doubtful
    joined = imports.join(plan, {row.record.line: row.who})
    assert [one.outcome for one in joined.rows] == [Outcome.NEW, Outcome.MERGED]
    report = imports.run(joined)
    assert (report.added, report.merged) == (1, 1)


def test_a_cancelled_import_leaves_the_book_as_it_was(book: Book, tmp_path: Path) -> None:
    imports = Imports(book)
    plan = imports.preview(put(tmp_path, "Connections.csv", linkedin(1500)))
    before = tables(book)
    told: list[tuple[int, int]] = []
    with pytest.raises(CancelledError, match="as it was"):
        imports.run(plan, lambda done, total: told.append((done, total)), lambda: len(told) >= 2)
    assert told[0][1] > 3000
    assert tables(book) == before
    assert book.steps()[0] is None


def test_a_plan_that_the_book_has_outgrown_is_refused_and_looked_at_again(book: Book, tmp_path: Path) -> None:
    imports = Imports(book)
    path = put(tmp_path, "Connections.csv", linkedin(5))
    stale = imports.preview(path)
    imports.run(imports.preview(path))
    before = tables(book)
    with pytest.raises(ChangedBookError, match="Look again"):
        imports.run(stale)
    assert tables(book) == before
    again = imports.again(stale)
    assert (again.count(Outcome.NEW), again.count(Outcome.SAME)) == (0, 5)
    assert imports.run(again).same == 5


def test_a_change_of_the_book_that_changes_nothing_of_a_plan_does_not_hold_it_up(book: Book, tmp_path: Path) -> None:
    imports = Imports(book)
    plan = imports.preview(put(tmp_path, "Connections.csv", linkedin(5)))
    Contacts(book).add(NewContact(name="Somebody Else"))
    assert imports.run(plan).added == 5
    assert len(rows(book, "SELECT 1 FROM contact")) == 7


def test_photos_are_kept_once_for_each_content(book: Book, tmp_path: Path) -> None:
    png = (
        "iVBORw0KGgoAAAANSUhEUgAAAAMAAAADCAIAAADZSiLoAAAAGUlEQVQI12P8//8/AwwwMTAwMPz//5+B"
        "gQEuBgAyggcB2QNlNgAAAABJRU5ErkJggg=="
    )
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\nPHOTO;TYPE=PNG;ENCODING=b:" + png + "\nEND:VCARD\n"
    take_in(book, put(tmp_path, "a.vcf", card.format("Ana") + card.format("Bo")))
    assert rows(book, "SELECT media_type, size FROM blob") == [("image/png", 85)]
    assert len(rows(book, "SELECT 1 FROM contact WHERE photo_id IS NOT NULL")) == 2


def test_imported_contacts_are_found_by_what_the_file_says(book: Book, tmp_path: Path) -> None:
    take_in(book, put(tmp_path, "own.csv", f"{OWN_HEADER}\nAna Ruiz,,,Acme,CTO,,,,,,cold storage,,,,,,,,\n"))
    found = rows(
        book,
        "SELECT record_id FROM document JOIN full_text f ON f.rowid = document.id "
        "WHERE full_text MATCH 'cold AND acme'",
    )
    assert len(found) == 1


def properties(data: bytes) -> set[tuple[object, str]]:
    cards = [card for card in read_cards(data) if not isinstance(card, Skipped)]
    found = {(prop.head.key, prop.value) for card in cards for prop in card.properties}
    return {(key, text) for key, text in found if key[0] != "N" or text}


@pytest.mark.parametrize(
    "path", sorted(CORPORA.rglob("*.vcf")) or [None], ids=lambda path: path.name if path else "none"
)
def test_a_real_card_goes_through_the_book_without_loss(book: Book, tmp_path: Path, path: Path | None) -> None:
    if path is None:
        pytest.skip("the vCards of other programs are not beside this checkout")
    report = take_in(book, path)
    out = tmp_path / "out.vcf"
    assert Exports(book).run(out).written == report.added + report.named
    assert properties(path.read_bytes()) <= properties(out.read_bytes())


def test_own_vcards_carry_a_network_into_another_book(tmp_path: Path) -> None:
    one, other = create_book(tmp_path / "a.netdesk"), create_book(tmp_path / "b.netdesk")
    try:
        row = "Ana Ruiz,,,Acme,CTO,Lyon,a@x.example,,,x,grids,a CFO,,,a note,2019-05,Ina Troduce,Bo Li,30"
        text = f"{OWN_HEADER}\n{row}\n"
        take_in(one, put(tmp_path, "own.csv", text))
        cards = tmp_path / "out.vcf"
        Exports(one).run(cards)
        report = take_in(other, cards)
        assert report.added == 3
        query = (
            "SELECT c.uid, c.display_name, c.notes, c.cadence_days, i.uid FROM contact c LEFT JOIN how_met h "
            "ON h.contact_id = c.id LEFT JOIN contact i ON i.id = h.introducer_id WHERE NOT c.is_me ORDER BY c.uid"
        )
        assert rows(other, query) == rows(one, query)
        for table in ("fact", "tag", "connection", "contact_point", "affiliation", "introduction"):
            assert len(rows(other, f"SELECT 1 FROM {table}")) == len(rows(one, f"SELECT 1 FROM {table}")), table
    finally:
        one.close(keep_backup=False)
        other.close(keep_backup=False)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    path = tmp_path_factory.mktemp("sample") / "sample.netdesk"
    create_sample(path, 60, date(2026, 11, 23))
    opened = Book(path, CLOCK)
    yield opened
    opened.close(keep_backup=False)


def test_an_archive_gives_every_table_back_to_an_empty_book(sample: Book, book: Book, tmp_path: Path) -> None:
    archive = tmp_path / "all.json"
    for postscript in ("P.S. Bring a jar.", "P.S. Bring two jars."):
        Templates(sample).save("ask", f"Subject: A question\n\n{{{{ salutation }}}}\n\n{postscript}")
    written = Exports(sample).run(archive)
    assert written.written == len(rows(sample, "SELECT 1 FROM contact"))
    before = tables(book)
    report = take_in(book, archive)
    assert (report.format, report.added) == ("archive", written.written)
    assert tables(book) == tables(sample)
    assert Templates(book).versions("ask") == Templates(sample).versions("ask")
    assert len(Templates(book).versions("ask")) == 2
    book.undo()
    assert tables(book) == before


def test_an_archive_goes_into_no_book_that_has_contacts(sample: Book, book: Book, tmp_path: Path) -> None:
    archive = tmp_path / "all.json"
    Exports(sample).run(archive)
    Contacts(book).add(NewContact(name="Ana"))
    before = tables(book)
    with pytest.raises(InvalidInputError, match="not empty"):
        take_in(book, archive)
    assert tables(book) == before


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"contact": {', '"contact2": {', "a table"),
        ('"is_me"', '"is_you"', "a column"),
        (', "received", ', ', "stolen", ', "contradict"),
    ],
)
def test_an_unsound_archive_changes_nothing(
    sample: Book, book: Book, tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    archive = tmp_path / "all.json"
    Exports(sample).run(archive)
    text = archive.read_text(encoding="utf-8")
    assert old in text
    archive.write_text(text.replace(old, new, 1), encoding="utf-8")
    before = tables(book)
    with pytest.raises(UnreadableFileError, match=sentence):
        take_in(book, archive)
    assert tables(book) == before


def test_a_second_vcard_import_of_a_whole_sample_adds_nothing(sample: Book, tmp_path: Path) -> None:
    cards = tmp_path / "all.vcf"
    Exports(sample).run(cards)
    plan = Imports(sample).preview(cards)
    assert {row.outcome for row in plan.rows} == {Outcome.SAME}
    assert plan.is_empty


def test_a_number_alone_never_takes_the_name_of_somebody_who_shares_it(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "cards.vcf"
    file.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nTEL:+39 06 555 0101\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ama Owusu\nN:Owusu;Ama\nTEL:+39 06 555 0101\nEND:VCARD\n",
        encoding="utf-8",
    )
    take_in(book, file)
    before = tables(book)
    assert Imports(book).preview(file).is_empty
    assert tables(book) == before


WORDS = """
BEGIN:VCARD END:VCARD FN:Ana FN:Bo N:Ruiz;Ana EMAIL:a@x.example TEL:+123456789 ORG:Acme TITLE:CTO UID:x BDAY:--04
RELATED;TYPE=met;VALUE=text:Ana X-SPOUSE:Bo CATEGORIES:a,A NOTE:n X-NETDESK-CADENCE:0 X-NETDESK-STANDING:yes
X-NETDESK-EXTERNAL-ID:a;b X-NETDESK-UID:11111111-2222-4333-8444-555555555555 X-NETDESK-FACT:offers;shareable;open;;;x
NOTE;ENCODING=QUOTED-PRINTABLE:=00=ED=A0=80 X-NETDESK-ARCHIVED:2020-01-01T00:00:00Z[UTC]
"""
PIECES = st.sampled_from(WORDS.split())


@settings(max_examples=25, deadline=None)
@given(pieces=st.lists(PIECES, max_size=30))
def test_any_cards_are_taken_in_and_adding_them_twice_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    book = create_book(folder / "b.netdesk")
    try:
        path = put(folder, "any.vcf", "\n".join(["BEGIN:VCARD", *pieces, "END:VCARD"]))
        before = tables(book)
        take_in(book, path)
        after = tables(book)
        take_in(book, path)
        assert tables(book) == after
        book.undo()
        assert tables(book) in (before, after)
    finally:
        book.close(keep_backup=False)


def test_an_export_of_monica_brings_introducers_relations_and_what_was_logged(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "monica.json"
    path.write_bytes(SAMPLE)
    before = tables(book)
    report = take_in(book, path)
    assert (report.added, report.introductions, report.interactions) == (2, 1, 3)
    query = (
        "SELECT i.kind, c.display_name FROM interaction i JOIN participant p ON p.interaction_id = i.id "
        "JOIN contact c ON c.id = p.contact_id ORDER BY i.kind, c.display_name"
    )
    assert rows(book, query) == [
        ("call", "Ana Ruiz"),
        ("meeting", "Ana Ruiz"),
        ("meeting", "Bo Li"),
        ("note", "Ana Ruiz"),
    ]
    assert len(rows(book, "SELECT 1 FROM connection")) == 1
    after = tables(book)
    assert Imports(book).preview(path).is_empty
    take_in(book, path)
    assert tables(book) == after
    book.undo()
    assert tables(book) == before
