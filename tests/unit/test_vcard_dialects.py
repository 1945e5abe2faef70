"""What programs write each in its own way is found where a person looks for it, and goes out as it came in."""

from __future__ import annotations

import base64
from collections import Counter
from dataclasses import replace

import pytest

from netdesk.domain.dates import PartialDate
from netdesk.domain.words import DateKind, FactKind, PointKind
from netdesk.exchange.records import ContactRecord, DateRecord, PersonReference, Skipped
from netdesk.exchange.vcard import read_vcards, write_vcards
from netdesk.exchange.vcard_cards import read_cards

DOT = base64.b64encode(
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAMAAAADCAIAAADZSiLoAAAAGUlEQVQI12P8//8/AwwwMTAwMPz//5+BgQEuBgAyggcB2QNlNgAAAABJRU5ErkJggg=="
    )
).decode()


def card(*lines: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


def only(data: bytes) -> ContactRecord:
    (record,) = read_vcards(data).records
    return record


def lines_in(data: bytes) -> Counter[str]:
    cards = [one for one in read_cards(data) if not isinstance(one, Skipped)]
    return Counter(prop.content_line for one in cards for prop in one.properties)


def after_two_exports(data: bytes) -> Counter[str]:
    once = "".join(write_vcards(read_vcards(data).records, 3)).encode()
    return lines_in("".join(write_vcards(read_vcards(once).records, 3)).encode())


def test_rows_of_android_are_nicknames_dates_relations_and_introducers() -> None:
    row = "X-ANDROID-CUSTOM:vnd.android.cursor.item/"
    data = card(
        "N:Sund;Mio;;;",
        f"{row}nickname;Momo;1;;;;;;;;;;;;;",
        f"{row}contact_event;2012-06-01;1;;;;;;;;;;;;;",
        f"{row}contact_event;--11-30;0;Name day;;;;;;;;;;;;",
        f"{row}relation;Ida;14;;;;;;;;;;;;;",
        f"{row}relation;Lars;0;Coach;;;;;;;;;;;;",
        f"{row}relation;Eva;11;;;;;;;;;;;;;",
        f"{row}relation;Nobody knows;99;;;;;;;;;;;;;",
        version="2.1",
    )
    record = only(data)
    assert record.nickname == "Momo"
    assert record.dates == (
        DateRecord(DateKind.ANNIVERSARY, PartialDate(2012, 6, 1)),
        DateRecord(DateKind.OTHER, PartialDate(None, 11, 30), "Name day"),
    )
    assert [(one.who.name, one.kind) for one in record.connections] == [
        ("Ida", "spouse"),
        ("Lars", "coach"),
        ("Nobody knows", "knows"),
    ]
    assert record.how_met
    assert record.how_met.introducer == PersonReference(name="Eva")
    assert not lines_in(data) - after_two_exports(data)


def test_relatives_phones_and_dates_of_windows_programs() -> None:
    data = card(
        "FN:Jo Brandt",
        "X-MS-SPOUSE;N:Pia",
        "X-MS-CHILD:Ole",
        "X-WAB-SPOUSE_NAME:Kim",
        "X-WAB-WEDDING_ANNIVERSARY:20010203",
        "X-MS-TEL;VOICE;COMPANY:+49 221 5550100",
        version="2.1",
    )
    record = only(data)
    assert [(one.who.name, one.kind) for one in record.connections] == [
        ("Pia", "spouse"),
        ("Ole", "child"),
        ("Kim", "spouse"),
    ]
    assert record.dates == (DateRecord(DateKind.ANNIVERSARY, PartialDate(2001, 2, 3)),)
    assert [(one.kind, one.value, one.label) for one in record.points] == [
        (PointKind.PHONE, "+49 221 5550100", "company")
    ]
    assert not lines_in(data) - after_two_exports(data)


@pytest.mark.parametrize(
    ("line", "value", "label"),
    [
        ("IMPP;X-SERVICE-TYPE=Skype;type=HOME;type=pref:skype:asa.l", "asa.l", "skype"),
        ("IMPP;X-SERVICE-TYPE=GoogleTalk;type=WORK:xmpp:asa@talk.example", "asa@talk.example", "google talk"),
        ("IMPP:sip:asa@voice.example", "asa@voice.example", "sip"),
        ("X-AIM;type=HOME:asa99", "asa99", "aim"),
        ("X-GROUPWISE:asa", "asa", "groupwise"),
        ("X-SOCIALPROFILE;x-user=asa;type=Instagram:x-apple:asa", "asa", "instagram"),
        ("X-SOCIALPROFILE;type=twitter:http://twitter.com/asa", "http://twitter.com/asa", "twitter"),
    ],
)
def test_a_messenger_is_named_rather_than_the_place_of_it(line: str, value: str, label: str) -> None:
    (point,) = only(card("FN:Asa", line)).points
    assert (point.kind, point.value, point.label) == (PointKind.SOCIAL, value, label)


def test_labels_of_a_programs_own_lose_their_mark() -> None:
    record = only(card("FN:Asa", "TEL;X-Boat:+46 8 5550101", "TEL;TYPE=X-EVOLUTION-CALLBACK:+46 8 5550102"))
    assert [one.label for one in record.points] == ["boat", "callback"]


@pytest.mark.parametrize("label", ["_$!<HomePage>!$_", "$!<HomePage>!$"])
def test_the_wrapping_of_apple_labels_comes_off(label: str) -> None:
    (point,) = only(card("FN:Asa", "item1.URL:https://asa.example", f"item1.X-ABLabel:{label}")).points
    assert point.label == "home page"


def test_expertise_and_interests_are_facts() -> None:
    data = card("FN:Asa", "EXPERTISE;LEVEL=expert:Cold storage\\, rail", "HOBBY;INDEX=1:Rowing", "INTEREST:Maps")
    assert [(one.kind, one.text) for one in only(data).facts] == [
        (FactKind.OFFERS, "Cold storage, rail"),
        (FactKind.INTEREST, "Rowing"),
        (FactKind.INTEREST, "Maps"),
    ]
    record = only(data)
    noted = replace(record, facts=tuple(replace(one, source="asa.vcf") for one in record.facts))
    assert not lines_in(data) - lines_in("".join(write_vcards([noted], 3)).encode())
    assert not lines_in(data) - after_two_exports(data)


def test_an_encoded_label_is_read() -> None:
    encoded = "X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=C3=96rtchen=20am=20See)"
    data = card("FN:Asa", f"TEL;{encoded}:+46 8 5550101", version="2.1")
    assert [(one.value, one.label) for one in only(data).points] == [("+46 8 5550101", "örtchen am see")]
    assert not lines_in(data) - after_two_exports(data)


def test_an_address_in_angle_brackets_is_the_address() -> None:
    data = card("FN:Asa", "EMAIL:Asa Lind <asa@lind.example>")
    (point,) = only(data).points
    assert point.value == "asa@lind.example"
    assert not lines_in(data) - after_two_exports(data)


@pytest.mark.parametrize(
    ("encoded", "name"), [("Cl=E9mence", "Clémence"), ("=C2=E5=F0=E0=20=CB=E5=E1=E5=E4=E5=E2=E0", "Вера Лебедева")]
)
def test_quoted_printable_that_names_no_charset_is_read(encoded: str, name: str) -> None:
    assert only(card(f"FN;ENCODING=QUOTED-PRINTABLE:{encoded}", version="2.1")).display_name == name


def test_quoted_printable_that_lost_a_byte_stays_utf_8() -> None:
    record = only(card("FN:Bo", "NOTE;ENCODING=QUOTED-PRINTABLE:Gr=C3=BC=C3=9Fe aus K=C3=B6ln =C3", version="2.1"))
    assert record.notes == "Grüße aus Köln \ufffd"


def test_an_encoded_semicolon_is_part_of_its_component() -> None:
    data = card(
        "N;ENCODING=QUOTED-PRINTABLE:Lind=3BBerg;=C3=85sa;;;",
        "ADR;HOME;ENCODING=QUOTED-PRINTABLE:;;Storgatan 1=3B 2 tr;Lule=C3=A5;;97231;Sverige",
        version="2.1",
    )
    record = only(data)
    assert (record.family_name, record.given_name) == ("Lind;Berg", "Åsa")
    address = record.points[0].address
    assert address
    assert (address.street, address.city, address.postal_code) == ("Storgatan 1; 2 tr", "Luleå", "97231")


def test_a_picture_whose_comma_is_escaped_is_the_photo() -> None:
    record = only(card("FN:Asa", f"PHOTO;PREF=1:data:image/png;base64\\,{DOT}", version="4.0"))
    assert record.photo
    assert base64.b64encode(record.photo.data).decode() == DOT
    assert DOT in "".join(write_vcards([record], 4)).replace("\r\n ", "")


@pytest.mark.parametrize(
    "lines",
    [
        (f"PHOTO:{DOT}",),
        (f"PHOTO;TYPE=PNG:{DOT}",),
        (f"item1.PHOTO;X-CROP=1:{DOT}",),
        (f"PHOTO:{DOT[:40]}", f" {DOT[40:80]}", f"  {DOT[80:]}"),
        (f"PHOTO:{DOT[:40]}", DOT[40:80], DOT[80:]),
    ],
    ids=["bare", "with a type", "in a group", "folded", "broken off"],
)
@pytest.mark.parametrize("version", [3, 4])
def test_a_picture_that_does_not_say_how_it_is_encoded_is_the_photo(lines: tuple[str, ...], version: int) -> None:
    record = only(card("FN:Asa", *lines))
    assert record.photo is not None and record.photo.media_type == "image/png"
    assert base64.b64encode(record.photo.data).decode() == DOT
    assert not any(DOT[:20] in line for line in record.kept_lines)
    written = "".join(write_vcards([record], version)).encode()
    assert only(written).photo == record.photo
    crop = b"X-CROP=1" in "".join(lines).encode()
    assert (b"X-CROP=1" in written) is crop
    assert DOT not in "".join(write_vcards([replace(record, photo=None)], version)).replace("\r\n ", "")


@pytest.mark.parametrize(
    "value",
    [
        "https://a.example/9j/4AAQ",
        "/9j/4AAQ",
        base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'></svg>          ").decode(),
        base64.b64encode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\0\x9c\x40" * 2 + b"\x08\x02\0\0\0").decode(),
    ],
    ids=["link", "cut off", "vector", "40,000 by 40,000 pixels"],
)
def test_what_is_no_picture_by_its_content_is_kept_as_it_is(value: str) -> None:
    data = card("FN:Asa", f"PHOTO:{value}")
    assert only(data).photo is None
    assert not lines_in(data) - after_two_exports(data)


@pytest.mark.parametrize("name", ["BDAY", "X-ANNIVERSARY"])
@pytest.mark.parametrize(
    "text",
    ["3.2.1990", "03.02.1990", "03.02.1990 00:00:00", "1990/2/3", "3 Feb 1990"],
)
def test_a_day_with_its_month_and_whole_year_in_a_clear_order_is_a_date(name: str, text: str) -> None:
    data = card("FN:Asa", f"{name}:{text}")
    (day,) = only(data).dates
    assert day.day == PartialDate(1990, 2, 3)
    assert not lines_in(data) - after_two_exports(data)


@pytest.mark.parametrize(
    ("text", "day"), [("13/2/1990", (1990, 2, 13)), ("2/13/1990", (1990, 2, 13)), ("3/3/1990", (1990, 3, 3))]
)
def test_slashes_are_a_date_where_only_one_number_can_be_the_month(text: str, day: tuple[int, int, int]) -> None:
    data = card("FN:Asa", f"ANNIVERSARY:{text}", f"BDAY:{text}", version="4.0")
    assert [one.day for one in only(data).dates] == [PartialDate(*day)] * 2
    assert not lines_in(data) - after_two_exports(data)


@pytest.mark.parametrize(
    "text", ["3/2/1990", "3.2.90", "3.13.1990", "31.2.1990", "13/13/1990", "circa 1800", "1.2.0000"]
)
def test_what_may_be_two_days_or_none_is_kept_as_it_is(text: str) -> None:
    data = card("FN:Asa", f"BDAY:{text}")
    assert not only(data).dates
    assert not lines_in(data) - after_two_exports(data)


def test_what_is_said_twice_in_two_spellings_is_not_lost() -> None:
    data = card("FN:Kit", "N:;Kit;;;", "PRONOUNS:they/them", "X-PRONOUNS:xe/xir")
    assert only(data).pronouns == "they/them"
    assert not lines_in(data) - after_two_exports(data)


def test_a_group_of_one_line_keeps_its_name() -> None:
    data = card("FN:Kit", "item1.ADR;TYPE=WORK:;;Pier 1;Bay Town;;;", "item2.TEL:+1 555 0100")
    assert not lines_in(data) - after_two_exports(data)


def test_a_list_tags_those_it_names_by_address_and_tells_who_is_missing() -> None:
    data = card("FN:Chess", "KIND:group", "MEMBER:mailto:Ann@rook.example", "MEMBER:mailto:gone@rook.example")
    found = read_vcards(data + card("FN:Ann", "EMAIL:ann@rook.example"))
    assert [(one.display_name, one.tags) for one in found.records] == [("Ann", ("Chess",))]
    assert "gone@rook.example" in found.skipped[0].reason


def test_cards_that_are_indented_as_a_whole_are_read() -> None:
    text = card("FN:Ann Rook", "NOTE:one", "  two").decode().replace("\r\n", "\n    ")
    record = only(f"\n    {text}".encode())
    assert (record.display_name, record.notes) == ("Ann Rook", "one two")
