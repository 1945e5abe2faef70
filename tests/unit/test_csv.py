"""Address books of other programs come in as CSV, netdesk's own goes out and back."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netdesk.domain.dates import PartialDate
from netdesk.domain.errors import UnreadableFileError
from netdesk.domain.words import DateKind, FactKind, PointKind, Visibility
from netdesk.exchange.cells import defuse, join_values, read_date, restore, split_values
from netdesk.exchange.csv_columns import OWN_HEADER, score
from netdesk.exchange.csv_reader import read_csv
from netdesk.exchange.csv_words import Target
from netdesk.exchange.csv_writer import write_csv
from netdesk.exchange.detect import kind_of, sniff
from netdesk.exchange.reading import read_contacts
from netdesk.exchange.records import (
    AffiliationRecord,
    ContactRecord,
    ExternalKey,
    FactRecord,
    Format,
    HowMetRecord,
    PersonReference,
    PointRecord,
    ReadResult,
)

LINKEDIN = (
    "\ufeffNotes:\r\n"
    '"When exporting your connection data, you may notice that some of the ""email addresses"" are missing.\r\n'
    'You will only see email addresses for connections who allow it."\r\n\r\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
    "Ana,Ruiz,https://www.linkedin.com/in/ana-ruiz,,Acme,Engineer,12 Mar 2024\r\n"
    'Bo,"Li, PhD",https://www.linkedin.com/in/boli%C3%A9/,bo@example.org,"Li, Li & Co",,7-Feb-22\r\n'
    ",,,,,,01 Jan 2024\r\n"
)


def points(record: ContactRecord, kind: PointKind) -> list[tuple[str, str]]:
    return [(point.value, point.label) for point in record.points if point.kind is kind]


def read(text: str, charset: str = "utf-8") -> ReadResult:
    return read_csv(text.encode(charset))


def test_linkedin_with_its_preamble() -> None:
    result = read(LINKEDIN)
    assert result.format is Format.LINKEDIN
    ana, bo = result.records
    assert (ana.display_name, ana.given_name, ana.family_name, ana.line) == ("Ana Ruiz", "Ana", "Ruiz", 6)
    assert ana.external_ids == (ExternalKey("linkedin", "in/ana-ruiz"),)
    assert points(ana, PointKind.SOCIAL) == [("https://www.linkedin.com/in/ana-ruiz", "linkedin")]
    assert ana.affiliations == (AffiliationRecord(organisation="Acme", role="Engineer"),)
    assert ana.how_met is not None
    assert ana.how_met.met_on == PartialDate(2024, 3, 12)
    assert bo.external_ids == (ExternalKey("linkedin", "in/bolié"),)
    assert bo.how_met is not None
    assert bo.how_met.met_on == PartialDate(2022, 2, 7)
    assert [one.line for one in result.skipped] == [8]


def test_linkedin_without_preamble_or_urls() -> None:
    (record,) = read(
        "First Name,Last Name,Email Address,Company,Position,Connected On\nA,B,a@b.c,D,E,01 Jan 2024\n"
    ).records
    assert points(record, PointKind.EMAIL) == [("a@b.c", "")]


CONNECTIONS = "First Name,Last Name,Email Address,Company,Position,Connected On\n"


@pytest.mark.parametrize(
    ("given", "family", "names", "shown"),
    [
        ("Zoë, PhD", "Bolié", ("Zoë", "Bolié", "PhD"), "Zoë Bolié PhD"),
        ("Zoë", "Bolié, M.Sc., PMP®", ("Zoë", "Bolié", "M.Sc., PMP®"), "Zoë Bolié M.Sc., PMP®"),
        ("Zoë", "Bolié, Jr.", ("Zoë", "Bolié", "Jr."), "Zoë Bolié Jr."),
        ("Zoë, Maria", "Bolié", ("Zoë, Maria", "Bolié", ""), "Zoë, Maria Bolié"),
    ],
)
def test_a_title_behind_a_name_is_a_suffix(given: str, family: str, names: tuple[str, ...], shown: str) -> None:
    (record,) = read(f'{CONNECTIONS}"{given}","{family}",a@b.example,D,E,01 Jan 2024\n').records
    assert (record.given_name, record.family_name, record.suffix) == names
    assert record.display_name == shown


def test_a_date_of_no_calendar_is_told_by_its_line_and_kept() -> None:
    result = read(f"{CONNECTIONS}A,B,a@b.example,D,E,30 Feb 2024\nC,D,c@d.example,E,F,28 Feb 2024\n")
    assert [(one.line, "“30 Feb 2024” under Connected On is no date" in one.reason) for one in result.skipped] == [
        (2, True)
    ]
    assert len(result.records) == 2
    assert "X-NETDESK-COLUMN:Connected On;30 Feb 2024" in result.records[0].kept_lines


def test_the_zeros_of_an_empty_date_are_nothing_to_tell() -> None:
    result = read("First Name,Last Name,E-mail Address,Business Phone,Birthday\nA,B,a@b.example,1,0/0/00\n")
    assert (result.format, result.skipped) == (Format.OUTLOOK, ())


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_charset_and_the_separator_are_found(separator: str, charset: str) -> None:
    header = separator.join(("Vorname", "Nachname", "E-Mail-Adresse", "Firma"))
    row = separator.join(("Jörg", "Groß", "j@g.de", "Bär & Söhne"))
    result = read(f"{header}\r\n{row}\r\n", charset)
    assert result.format is Format.OUTLOOK
    assert result.records[0].display_name == "Jörg Groß"
    assert result.records[0].affiliations[0].organisation == "Bär & Söhne"


def test_japanese_in_shift_jis() -> None:
    (record,) = read("Name,Email,Notes\n山田 太郎,taro@example.jp,とてもしんせつなひと\n", "shift_jis").records
    assert (record.display_name, record.notes) == ("山田 太郎", "とてもしんせつなひと")


def test_google_in_its_new_form() -> None:
    header = (
        "First Name,Last Name,File As,Organization Name,Organization Title,Birthday,Labels,E-mail 1 - Label,"
        "E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,"
        "Address 1 - City,Address 1 - Country,Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value,"
        "Relation 1 - Label,Relation 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value"
    )
    row = (
        "Ana,Ruiz,,Acme,CTO, --04-12,* myContacts ::: Climbing,* Work,ana@a.example ::: ana@b.example,Mobile,+34 600,"
        'Home,"Calle 1\nMadrid",Calle 1,Madrid,Spain,Blog,https://ana.example,Anniversary,2010-05-06,Referred by,'
        "Ina Troduce,Shoe size,38"
    )
    result = read(f"{header}\n{row}\n")
    assert result.format is Format.GOOGLE
    (record,) = result.records
    assert points(record, PointKind.EMAIL) == [("ana@a.example", "work"), ("ana@b.example", "work")]
    assert points(record, PointKind.PHONE) == [("+34 600", "mobile")]
    assert points(record, PointKind.ADDRESS) == [("Calle 1, Madrid, Spain", "home")]
    assert points(record, PointKind.WEB) == [("https://ana.example", "blog")]
    assert [(one.kind, str(one.day)) for one in record.dates] == [
        (DateKind.BIRTHDAY, "--04-12"),
        (DateKind.ANNIVERSARY, "2010-05-06"),
    ]
    assert record.tags == ("Climbing",)
    assert record.how_met is not None
    assert record.how_met.introducer == PersonReference(name="Ina Troduce")
    assert "X-NETDESK-COLUMN:Custom Field 1 - Value;38" in record.kept_lines


def test_google_in_its_old_form() -> None:
    result = read(
        "Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Organization 1 - Name,"
        "Organization 1 - Title\nAna Ruiz,Ana,Ruiz,* Friends ::: Band,* Home,ana@a.example,Acme,CTO\n"
    )
    assert result.format is Format.GOOGLE
    (record,) = result.records
    assert (record.tags, points(record, PointKind.EMAIL)) == (("Band",), [("ana@a.example", "home")])
    assert record.affiliations == (AffiliationRecord(organisation="Acme", role="CTO"),)


def test_outlook_with_its_introducer_and_relatives() -> None:
    result = read(
        "First Name,Last Name,Title,E-mail Address,E-mail 2 Address,Business Phone,Home Phone 2,Mobile Phone,"
        "Business Fax,Business Street,Business Street 2,Business City,Business Postal Code,Spouse,Manager's Name,"
        "Referred By,Company,Job Title,Birthday,Anniversary,Private,User 1\n"
        "Ana,Ruiz,Dr.,a@x.example,b@x.example,+1 2,+1 3,+1 4,+1 5,Main St 1,Floor 2,Springfield,12345,Max,Mona,"
        "Ina,Acme,CTO,3/14/1980,0/0/00,False,blue\n"
    )
    assert result.format is Format.OUTLOOK
    (record,) = result.records
    assert (record.prefix, record.affiliations[0].role) == ("Dr.", "CTO")
    phones = {("+1 2", "work"), ("+1 3", "home"), ("+1 4", "mobile"), ("+1 5", "work fax")}
    assert set(points(record, PointKind.PHONE)) == phones
    assert points(record, PointKind.ADDRESS) == [("Main St 1, Floor 2, 12345 Springfield", "work")]
    assert {(one.kind, one.who.name) for one in record.connections} == {("spouse", "Max"), ("manager", "Mona")}
    assert record.how_met is not None
    assert record.how_met.introducer == PersonReference(name="Ina")
    assert [str(one.day) for one in record.dates] == ["1980-03-14"]
    assert "X-NETDESK-COLUMN:User 1;blue" in record.kept_lines


def test_thunderbird() -> None:
    result = read(
        "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,Home City,"
        "Organization,Web Page 1,Birth Year,Birth Month,Birth Day\n"
        "Ana,Ruiz,Ana María Ruiz,Nana,a@x.example,b@x.example,,+1 2,Madrid,Acme,https://x.example,,4,12\n"
    )
    assert result.format is Format.THUNDERBIRD
    (record,) = result.records
    assert (record.display_name, record.nickname) == ("Ana María Ruiz", "Nana")
    assert len(points(record, PointKind.EMAIL)) == 2
    assert str(record.dates[0].day) == "--04-12"


@pytest.mark.parametrize(
    ("name", "given_name", "family_name", "shown"),
    [
        ("Ruiz, Ana", "Ana", "Ruiz", "Ana Ruiz"),
        ("Ana Ruiz", "", "", "Ana Ruiz"),
        ("Ana Ruiz, PhD", "", "", "Ana Ruiz, PhD"),
        ("Plato", "", "", "Plato"),
        ("山田太郎", "", "", "山田太郎"),
    ],
)
def test_a_comma_splits_a_name_that_comes_in_one_piece(
    name: str, given_name: str, family_name: str, shown: str
) -> None:
    (record,) = read(f'Full Name,Organization\n"{name}",Acme\n').records
    assert (record.given_name, record.family_name, record.display_name) == (given_name, family_name, shown)


def test_any_header_can_be_mapped() -> None:
    data = b"who;where;reach\nAna Ruiz;Acme;ana@x.example\n"
    with pytest.raises(UnreadableFileError, match="no header that netdesk knows"):
        read_csv(data, "people.csv")
    mapping = {"who": Target.NAME, "where": Target.ORGANISATION, "reach": Target.EMAIL}
    (record,) = read_csv(data, "people.csv", mapping).records
    assert (record.display_name, record.affiliations[0].organisation) == ("Ana Ruiz", "Acme")


def test_day_and_month_are_told_apart_by_the_whole_file() -> None:
    result = read("Name,Birthday\nA B,3/4/1980\nC D,25/12/1980\n")
    assert [str(record.dates[0].day) for record in result.records] == ["1980-04-03", "1980-12-25"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12 Mar 2024", "2024-03-12"),
        ("7-Feb-22", "2022-02-07"),
        ("15. März 2021", "2021-03-15"),
        ("3 août 2020", "2020-08-03"),
        ("March 5, 2020", "2020-03-05"),
        ("14.3.1980", "1980-03-14"),
        ("2021-03", "2021-03"),
        (" --04-12", "--04-12"),
    ],
)
def test_dates_in_many_spellings(text: str, day: str) -> None:
    assert str(read_date(text)) == day


@pytest.mark.parametrize("text", ["0/0/00", "soon", "31 Feb 2020", "99/99/9999", "", "1" * 5_000])
def test_what_is_no_date_gives_none(text: str) -> None:
    assert read_date(text) is None


def test_bad_rows_are_told_by_line_and_the_others_read() -> None:
    result = read('Name,Email\nA,a@x.example\n"B,b@x.example\nC,c@x.example\nD,d@x.example,too,much\nE,e@x.example\n')
    assert [record.display_name for record in result.records] == ["A", "C", "E"]
    assert [(one.line, one.reason.split(" ")[0]) for one in result.skipped] == [(3, "A"), (5, "This")]


def full() -> ContactRecord:
    return ContactRecord(
        display_name="Ana Ruiz",
        given_name="Ana",
        family_name="Ruiz",
        notes='-first "line"\nsecond; with, marks',
        cadence_days=60,
        points=(
            PointRecord(kind=PointKind.EMAIL, value="ana@x.example"),
            PointRecord(kind=PointKind.EMAIL, value="ana@y.example"),
            PointRecord(kind=PointKind.PHONE, value="+34 600 1"),
            PointRecord(kind=PointKind.SOCIAL, value="https://github.com/ana", label="github"),
        ),
        affiliations=(AffiliationRecord(organisation="=Acme()", role="@CTO"),),
        tags=("a; b", "c\\"),
        facts=(
            FactRecord(kind=FactKind.OFFERS, text="+1 idea; and more"),
            FactRecord(kind=FactKind.NEEDS, text="a CFO"),
        ),
        how_met=HowMetRecord(met_on=PartialDate(2019, 5), introducer=PersonReference(name="Ina Troduce")),
    )


def own_csv(*records: ContactRecord) -> str:
    return "".join(write_csv(records))


def test_own_csv_comes_back() -> None:
    result = read(own_csv(full()))
    assert result.format is Format.NETDESK
    assert [replace(one, line=0) for one in result.records] == [full()]


def test_own_csv_has_the_columns_it_promises() -> None:
    assert own_csv().strip() == ",".join(OWN_HEADER)


def test_private_facts_stay_out_of_a_spreadsheet() -> None:
    secret = FactRecord(kind=FactKind.OFFERS, text="a secret", visibility=Visibility.PRIVATE)
    assert "secret" not in own_csv(replace(full(), facts=(secret,)))


@pytest.mark.parametrize(
    "cell", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\tx", "'=x", "''+x", "'quoted'", "+49 30 1"]
)
def test_formulas_are_defused_and_come_back(cell: str) -> None:
    assert restore(defuse(cell)) == cell
    assert not defuse(cell).startswith(("=", "-", "@", "\t"))


def test_phone_numbers_keep_their_plus() -> None:
    assert defuse("+49 (30) 123-45; +1 555") == "+49 (30) 123-45; +1 555"


@given(st.lists(st.text(alphabet="a;\\ ,x", min_size=1).map(str.strip).filter(bool)))
def test_values_in_one_cell_come_back(values: list[str]) -> None:
    assert split_values(join_values(values)) == values


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_stop_the_reader(data: bytes) -> None:
    read_csv(b"Name,Email,Birthday,Notes,Met on,Location\n" + data)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), min_size=len(OWN_HEADER), max_size=len(OWN_HEADER)), max_size=5))
def test_any_cells_can_be_read(rows: list[list[str]]) -> None:
    text = "\n".join([",".join(OWN_HEADER), *(",".join(f'"{c}"' for c in row) for row in rows)])
    result = read_csv(text.encode("utf-8", "surrogatepass"))
    own_csv(*result.records)


@pytest.mark.parametrize(
    "tail",
    [
        b'"a\n' * 10_000,
        b"a,b\n" * 20_000,
        b'"' + b"a,\n" * 20_000,
        b"\n" * 200_000,
        b"x" * 1_000_000,
        b'a,""""\n' * 30_000,
    ],
    ids=["quotes", "rows", "open", "blank", "long", "doubled"],
)
def test_hostile_tables_take_linear_time(tail: bytes) -> None:
    def seconds(data: bytes) -> float:
        start = time.process_time()
        read_csv(b"Name,Email\n" + data)
        return time.process_time() - start

    half = min(seconds(tail[: len(tail) // 2]) for _ in range(2))
    assert min(seconds(tail) for _ in range(2)) < 4 * half + 0.3


@pytest.mark.parametrize(
    ("data", "read_rows"),
    [
        (b"x" * 1_000_000 + b",a@x.example\n", 1),
        (b'"' + b"x" * 1_000_000 + b'",a@x.example\n', 1),
        (b"A\0na,a@x.example\nBo,\0\0\n", 2),
        (b"A\xed\xa0\x80,a@x.example\n", 1),
        (b"A" + b",x" * 100_000 + b"\nBo,b@x.example\n", 1),
        (b'A,a@x.example\n"B,b@x.example\n' + b"C,c@x.example\n" * 5_000, 5_001),
    ],
    ids=["long line", "long cell", "NULs", "surrogates", "many cells", "open quote"],
)
def test_hostile_rows_do_not_take_the_others_along(data: bytes, read_rows: int) -> None:
    result = read_csv(b"Name,Email\n" + data)
    assert len(result.records) == read_rows
    assert all(one.line for one in result.skipped)


def test_a_hundred_thousand_columns_are_read_and_kept() -> None:
    names = ",".join(f"c{number}" for number in range(100_000))
    start = time.process_time()
    (record,) = read_csv(f"Name,Email,{names}\nAna,a@x.example{',x' * 100_000}\n".encode()).records
    assert time.process_time() - start < 1
    assert len(record.kept_lines) == 100_000


@pytest.mark.parametrize("charset", ["mac_roman", "cp1252", "utf-8", "utf-16-be"])
def test_accents_are_read_in_the_charset_of_windows_and_of_old_macs(charset: str) -> None:
    (record,) = read("Name,Notes\nRenée Müller,François à la fenêtre\n", charset).records
    assert (record.display_name, record.notes) == ("Renée Müller", "François à la fenêtre")


def test_a_row_of_data_is_no_header() -> None:
    assert score(["Ana Ruiz", "ana@x.example", "Acme"]) == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"  \n\n", "is empty"),
        (b"PK\x03\x04rest", "is a zip archive"),
        (b"PK\x03\x04\x14\x00[Content_Types].xml", "is a workbook"),
        (b"SQLite format 3\x00rest", "is a database"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\x00\x01\x02\xff" * 100, "is not text"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "is a calendar"),
        (b"From ana@x.example Mon\nSubject: x\n\n", "is mail"),
        (b"<!DOCTYPE html><html>", "is a web page"),
        (b'{"version": 1}', "is JSON"),
        (b"just some text\nwithout columns\n", "no header that netdesk knows"),
    ],
)
def test_what_holds_no_contacts_is_refused_with_a_way_out(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "contacts.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=sentence) as refused:
        read_contacts(path)
    assert str(path) in str(refused.value)
    assert str(refused.value).endswith(".")


def test_the_content_counts_and_not_the_suffix(tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    path.write_bytes(b"\r\n\r\nBEGIN:VCARD\r\nFN:Ana\r\nEND:VCARD\r\n")
    assert read_contacts(path).format is Format.VCARD
    assert kind_of(LINKEDIN.encode(), "cards.vcf") is Format.CSV


def test_folders_and_missing_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="is a folder"):
        read_contacts(tmp_path)
    with pytest.raises(UnreadableFileError, match="does not exist"):
        read_contacts(tmp_path / "nothing.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "people.csv")
    with pytest.raises(UnreadableFileError, match="pipe"):
        sniff(tmp_path / "people.csv")
    with pytest.raises(UnreadableFileError, match="pipe"):
        read_contacts(tmp_path / "people.csv")


def test_a_cell_of_thousands_of_lines_is_one_cell_and_one_that_never_ends_costs_its_line() -> None:
    note = "x, y\n" * 3_000
    good = f'Name,Notes,Email\nAna,"{note}",ana@x.example\nBo,"short",bo@x.example\n'
    ana, bo = read_csv(good.encode()).records
    assert (ana.notes, [point.value for point in ana.points]) == (note.strip(), ["ana@x.example"])
    assert (bo.display_name, bo.line) == ("Bo", 3_003)
    broken = 'Name,Notes\nAna,"open\n' + "Bo,x\n" * 3_000 + 'Cy,"shut"\n'
    found = read_csv(broken.encode())
    assert [(one.line, "never closed" in one.reason) for one in found.skipped] == [(2, True)]
    assert len(found.records) == 3_001
