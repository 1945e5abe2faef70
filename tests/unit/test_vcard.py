"""vCards of other programs go in and come out whole; nothing a file holds can stop the reader."""

from __future__ import annotations

import base64
import gc
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from netdesk.domain.dates import PartialDate
from netdesk.domain.words import DateKind, FactKind, FactState, PointKind, Standing, Visibility
from netdesk.exchange.records import (
    AffiliationRecord,
    ConnectionRecord,
    ContactRecord,
    DateRecord,
    ExternalKey,
    FactRecord,
    HowMetRecord,
    PersonReference,
    PhotoRecord,
    PointRecord,
    PostalAddress,
    Skipped,
)
from netdesk.exchange.vcard import read_vcards, write_vcards
from netdesk.exchange.vcard_cards import read_cards
from netdesk.exchange.vcard_items import items_of, keys

CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora" / "vcards"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAADCAIAAADZSiLoAAAAGUlEQVQI12P8//8/AwwwMTAwMPz//5+BgQEuBgAyggcB2QNlNgAAAABJRU5ErkJggg=="
)
ADDED = {"FN", "N"}
"""Properties RFC 2426 wants in every card: they are added where a card lacks them, N also in place of an empty one."""

UNREADABLE_ELSEWHERE = {"vcard_legacy_messaging_fields.vcf": "its property names hold a slash, which vobject refuses"}


def cards() -> list[Path]:
    return sorted(CORPORA.rglob("*.vcf"))


@pytest.fixture(params=cards() or [None], ids=lambda path: path.name if path else "none")
def real_card(request: pytest.FixtureRequest) -> Path:
    if request.param is None:
        pytest.skip("the vCards of other programs are not beside this checkout")
    return request.param


def properties(data: bytes) -> list[Counter[object]]:
    found = [card for card in read_cards(data) if not isinstance(card, Skipped)]
    return [Counter((one.head.group, one.head.key, one.value) for one in card.properties) for card in found]


def export(records: tuple[ContactRecord, ...], version: int = 3) -> bytes:
    return "".join(write_vcards(records, version)).encode()


def card(*lines: str) -> bytes:
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""]).encode()


def read_one(data: bytes) -> ContactRecord:
    (record,) = read_vcards(data).records
    return record


def says(record: ContactRecord) -> set[object]:
    return {key for item in items_of(record) for key in keys(item)}


def test_a_real_card_loses_no_property_group_or_parameter(real_card: Path) -> None:
    data = real_card.read_bytes()
    result = read_vcards(data)
    for before, after in zip(properties(data), properties(export(result.records)), strict=True):
        lost = [one for one in (before - after).elements() if not (one[1][0] == "N" and not one[2])]
        added = [one for one in (after - before).elements() if one[1][0] not in ADDED]
        assert not lost
        assert not added


@pytest.mark.parametrize("version", [3, 4])
def test_a_real_card_says_the_same_after_export_and_import(real_card: Path, version: int) -> None:
    before = read_vcards(real_card.read_bytes()).records
    after = read_vcards(export(before, version)).records
    assert [says(one) for one in after] == [says(one) for one in before]


def test_a_real_card_is_read_by_vobject_after_export(real_card: Path) -> None:
    if real_card.name in UNREADABLE_ELSEWHERE:
        pytest.skip(UNREADABLE_ELSEWHERE[real_card.name])
    records = read_vcards(real_card.read_bytes()).records
    others = list(vobject.readComponents(export(records).decode()))
    assert [one.fn.value.strip() for one in others] == [record.display_name for record in records]


def everything() -> ContactRecord:
    return ContactRecord(
        display_name="Dr. Åsa Lind, née Berg",
        uid="5a0f2c1e-7b7d-4c55-9f0a-0123456789ab",
        prefix="Dr.",
        given_name="Åsa",
        family_name="Lind; Berg",
        nickname="Osa",
        pronouns="she/her",
        language="sv",
        standing=Standing.ASK_BEFORE_NAMING,
        cadence_days=30,
        notes="One, two;\nthree \\ four",
        points=(
            PointRecord(kind=PointKind.EMAIL, value="asa@example.org", label="work", preferred=True),
            PointRecord(kind=PointKind.PHONE, value="+46 8 123 45", label="work mobile"),
            PointRecord(kind=PointKind.PHONE, value="+46 8 999", label="summer house"),
            PointRecord(kind=PointKind.WEB, value="https://asa.example/?a=1,2;b", label=""),
            PointRecord(kind=PointKind.SOCIAL, value="https://www.linkedin.com/in/asa", label="linkedin"),
            PointRecord(kind=PointKind.SOCIAL, value="asa.lind", label="skype"),
            PointRecord(
                kind=PointKind.ADDRESS,
                value="Hus B, Storgatan 1, 114 55 Stockholm, Sweden",
                label="home",
                address=PostalAddress(
                    extended="Hus B", street="Storgatan 1", city="Stockholm", postal_code="114 55", country="Sweden"
                ),
            ),
        ),
        affiliations=(
            AffiliationRecord(organisation="Nordic; Grid, AB", role="Head of grid", department="R&D"),
            AffiliationRecord(organisation="Second", role=""),
            AffiliationRecord(role="Advisor"),
            AffiliationRecord(organisation="Old", role="Intern", since=PartialDate(2001), current=False),
        ),
        tags=("energy", "Stockholm, 2019"),
        facts=(
            FactRecord(kind=FactKind.OFFERS, text="knows grid permits; fast", source="call"),
            FactRecord(
                kind=FactKind.NEEDS,
                text="a CFO",
                visibility=Visibility.PRIVATE,
                state=FactState.MET,
                learned_on=PartialDate(2024, 3),
            ),
        ),
        how_met=HowMetRecord(
            met_on=PartialDate(2019, 5),
            place="Oslo",
            event="Grid day",
            remark="at lunch",
            introducer=PersonReference(name='Ola "Ole" Nordmann', uid="11111111-2222-4333-8444-555555555555"),
        ),
        connections=(
            ConnectionRecord(PersonReference(name="Eva", uid="11111111-2222-4333-8444-666666666666"), "colleague"),
            ConnectionRecord(PersonReference(name="Per", uid="11111111-2222-4333-8444-777777777777"), "former boss"),
            ConnectionRecord(
                PersonReference(name="Liv", uid="11111111-2222-4333-8444-888888888888"), "knows", PartialDate(2010)
            ),
        ),
        dates=(
            DateRecord(DateKind.BIRTHDAY, PartialDate(None, 4, 12)),
            DateRecord(DateKind.ANNIVERSARY, PartialDate(2010, 6, 1)),
            DateRecord(DateKind.OTHER, PartialDate(2015, 1, 2), "company founded"),
        ),
        external_ids=(ExternalKey("google", "abc;1"), ExternalKey("vcard", "pas-id-3E136F9B")),
        photo=PhotoRecord("image/png", PNG),
    )


@pytest.mark.parametrize("version", [3, 4])
def test_all_that_the_book_knows_comes_back(version: int) -> None:
    record = everything()
    read = read_one(export((record,), version))
    assert says(read) == says(record)


def test_own_cards_leave_no_kept_lines_behind() -> None:
    assert read_one(export((everything(),))).kept_lines == ()


def test_an_edit_changes_its_own_lines_and_no_others() -> None:
    data = card(
        "FN:Ann Lee",
        "N:Lee;Ann;;;",
        "EMAIL;TYPE=HOME;X-EVOLUTION-UI-SLOT=2:ann@old.example",
        "item1.TEL;TYPE=pref:+1 555",
        "item1.X-ABLabel:_$!<Work>!$_",
        "X-THING;A=b:keep, me",
    )
    record = read_one(data)
    email = next(point for point in record.points if point.kind is PointKind.EMAIL)
    moved = replace(email, value="ann@new.example")
    edited = replace(record, points=tuple(moved if point is email else point for point in record.points))
    lines = export((edited,)).decode().split("\r\n")
    assert "EMAIL;TYPE=INTERNET,HOME:ann@new.example" in lines
    assert not any("ann@old.example" in line for line in lines)
    assert {"item1.TEL;TYPE=pref:+1 555", "item1.X-ABLabel:_$!<Work>!$_", "X-THING;A=b:keep, me"} <= set(lines)


def test_a_removed_point_takes_its_label_along() -> None:
    record = read_one(card("FN:A", "item7.EMAIL:a@b.example", "item7.X-ABLabel:Shed"))
    assert b"Shed" not in export((replace(record, points=()),))


def test_a_photo_is_not_stored_twice_but_keeps_its_parameters() -> None:
    text = base64.b64encode(PNG).decode()
    record = read_one(card("FN:A", f"PHOTO;X-CROP=1;TYPE=WORK;ENCODING=b:{text}"))
    assert record.photo == PhotoRecord("image/png", PNG)
    assert record.kept_lines == ("PHOTO;X-CROP=1;TYPE=WORK;ENCODING=b:",)
    assert f"PHOTO;X-CROP=1;TYPE=WORK;ENCODING=b:{text}" in export((record,)).decode().replace("\r\n ", "")


@pytest.mark.parametrize(
    "value",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'></svg>          ",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (40_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00",
    ],
    ids=["vector", "40,000 by 40,000 pixels"],
)
def test_what_is_no_bearable_raster_picture_is_kept_as_a_line_only(value: bytes) -> None:
    line = f"PHOTO;ENCODING=b;TYPE=PNG:{base64.b64encode(value).decode()}"
    record = read_one(card("FN:A", line))
    assert record.photo is None
    assert len(record.kept_lines) == 1


def test_quoted_printable_with_soft_breaks_and_charsets() -> None:
    data = (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=windows-1251:\xc8\xe2\xe0\xed\xee\xe2;\xc8\xe2\xe0\xed\r\n"
        b"NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:caf=C3=A9=0D=0Aone=\r\n two=\r\n=20three\r\nEND:VCARD\r\n"
    )
    record = read_one(data)
    assert (record.family_name, record.given_name) == ("Иванов", "Иван")
    assert record.notes == "café\none two three"


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_the_charset_is_found(charset: str) -> None:
    text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Владимир Соколов\r\nNOTE:Познакомились в Москве\r\nEND:VCARD\r\n"
    record = read_one(text.encode(charset))
    assert (record.display_name, record.notes) == ("Владимир Соколов", "Познакомились в Москве")


def test_accents_of_windows_are_found() -> None:
    assert (
        read_one("BEGIN:VCARD\nFN:Jörg Müller-Crépon\nEND:VCARD".encode("cp1252")).display_name == "Jörg Müller-Crépon"
    )


def test_a_character_folded_in_its_middle_is_whole_again() -> None:
    assert read_one(b"BEGIN:VCARD\nFN:caf\xc3\n \xa9 cr\xc3\xa8me\nEND:VCARD").display_name == "café crème"


def test_bare_carriage_returns_tabs_and_a_missing_end() -> None:
    result = read_vcards(b"BEGIN:VCARD\rFN:Ann\r\tLee\rBEGIN:VCARD\rFN:Bo\r")
    assert [one.display_name for one in result.records] == ["AnnLee", "Bo"]
    assert [one.line for one in result.records] == [1, 4]


def test_unescaped_commas_do_not_cut_text() -> None:
    record = read_one(card("FN:Mustermann, Heiko", "ORG:Company, The;R&D, West"))
    assert record.display_name == "Mustermann, Heiko"
    assert (record.affiliations[0].organisation, record.affiliations[0].department) == ("Company, The", "R&D, West")
    assert vobject.readOne(export((record,)).decode()).fn.value == "Mustermann, Heiko"


def test_a_nested_agent_is_no_contact_and_is_kept() -> None:
    data = b"BEGIN:VCARD\nVERSION:2.1\nFN:Boss\nAGENT:\nBEGIN:VCARD\nFN:Helper, Me\nEND:VCARD\nTEL:1\nEND:VCARD\n"
    record = read_one(data)
    assert record.display_name == "Boss"
    assert [point.value for point in record.points] == ["1"]
    assert any(line.startswith("AGENT:BEGIN:VCARD\\nFN:Helper\\, Me\\nEND:VCARD") for line in record.kept_lines)
    assert vobject.readOne(export((record,)).decode()).fn.value == "Boss"


def test_a_list_becomes_a_tag_of_its_members() -> None:
    data = card("FN:Ann", "UID:abc") + card("FN:Climbers", "KIND:group", "MEMBER:urn:uuid:abc")
    result = read_vcards(data)
    assert [(one.display_name, one.tags) for one in result.records] == [("Ann", ("Climbers",))]
    assert [one.line for one in result.skipped] == [6]


def test_introducers_and_relations_are_found_in_all_their_spellings() -> None:
    record = read_one(
        card(
            "FN:A",
            "RELATED;TYPE=met;VALUE=text:Ina Troduce",
            "RELATED;TYPE=friend:urn:uuid:11111111-2222-4333-8444-555555555555",
            "item1.X-ABRELATEDNAMES:Max",
            "item1.X-ABLabel:_$!<Spouse>!$_",
            "X-MS-MANAGER:Big Blue",
        )
    )
    assert record.how_met is not None
    assert record.how_met.introducer == PersonReference(name="Ina Troduce")
    assert {(one.kind, one.who.name or one.who.uid) for one in record.connections} == {
        ("friend", "11111111-2222-4333-8444-555555555555"),
        ("spouse", "Max"),
        ("manager", "Big Blue"),
    }


def test_what_stands_outside_cards_is_told_by_line() -> None:
    result = read_vcards(b"hello\nyou\nBEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nEND:VCARD\n")
    assert [one.line for one in result.skipped] == [1, 6]


def test_a_byte_order_mark_that_stands_alone_says_nothing() -> None:
    record = read_one(card("FN:A", "NOTE:one", "\ufeff", "\ufeffTEL:1"))
    assert (record.notes, [point.value for point in record.points], record.kept_lines) == ("one", ["1"], ())


def test_lines_of_a_group_that_stand_apart_are_kept_together_and_others_in_their_order() -> None:
    record = read_one(card("FN:A", "X-A:1", "a.X-B:2", "X-C:3", "1.TEL:4", "a.X-D:5"))
    assert record.kept_lines == ("X-A:1", "a.X-B:2", "a.X-D:5", "X-C:3", "1.TEL:4")


def test_broken_cards_hide_nothing_of_those_beside_them_and_lines_are_counted_as_they_stand() -> None:
    whole = b"\n\nBEGIN:VCARD\nFN:Whole\nNOTE:a\n  folded\n\tnote\nEND:VCARD\n"
    broken = b"BEGIN:VCARD\nno property\nFN:Bro\n ken\nNOTE:one\nrest of it\nEND:VCARD\n"
    agent = b"BEGIN:VCARD\nFN:Boss\nAGENT:\nBEGIN:VCARD\nFN:Helper\nEND:VCARD\nTEL:1\nEND:VCARD\n"
    result = read_vcards(whole + broken + agent + whole)
    assert [(one.display_name, one.line) for one in result.records] == [
        ("Whole", 3),
        ("Broken", 9),
        ("Boss", 16),
        ("Whole", 26),
    ]
    assert [one.notes for one in result.records] == ["a foldednote", "one\nrest of it", "", "a foldednote"]
    assert [one.value for one in result.records[2].points] == ["1"]
    assert [one.line for one in result.skipped] == [10]


def test_nothing_of_how_cards_look_stays_in_memory_after_a_file() -> None:
    def memory_after(file: int) -> int:
        marks = [f"X-{file}-{number};X-{'A' * 150}=" for number in range(4_000)]
        cards = [f"BEGIN:VCARD\nFN:Ana\n{mark}1:1\n{mark}2:2\nEND:VCARD\n" for mark in marks]
        read = read_vcards("".join(cards).encode())
        assert len(read.records) == len(cards)
        assert marks[7] in "".join(write_vcards(read.records)).replace("\r\n ", "")
        del marks, cards, read
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        first = memory_after(1)
        assert max(memory_after(2), memory_after(3)) < first + 500_000
        assert first < 20_000_000
    finally:
        tracemalloc.stop()


def test_lines_are_folded_at_75_octets_between_characters() -> None:
    text = export((ContactRecord(display_name="Æøå" * 60),))
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    assert text.decode().replace("\r\n ", "").count("Æøå") == 60


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "nested": lambda n: b"BEGIN:VCARD\r\n" * (n // 5),
    "agents": lambda n: b"BEGIN:VCARD\nAGENT:\n" * (n // 5),
    "quotes": lambda n: b"BEGIN:VCARD\nFN:x\n" + b'A;B="' * (n // 2) + b":x\n",
    "groups": lambda n: b"BEGIN:VCARD\n" + b"".join(b"g%d.TEL:1\ng%d.ORG:x\n" % (i, i + 1) for i in range(n // 20)),
    "roles": lambda n: b"BEGIN:VCARD\n" + b"ORG:a\nTITLE:b\n" * (n // 10),
    "soft breaks": lambda n: b"BEGIN:VCARD\nNOTE;QUOTED-PRINTABLE:" + b"a=\n" * n,
    "loose lines": lambda n: b"BEGIN:VCARD\nNOTE:\n" + b"a\n" * n,
    "backslashes": lambda n: b"BEGIN:VCARD\nN:" + b"\\" * (2 * n) + b";" * (2 * n),
    "one line": lambda n: b"BEGIN:VCARD\nX-LONG:" + b"x" * (10 * n),
    "parameters": lambda n: b"BEGIN:VCARD\n" + b"X;" * n + b":1",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_take_linear_time(name: str) -> None:
    def seconds(n: int) -> float:
        data = HOSTILE[name](n)
        start = time.process_time()
        export(read_vcards(data).records)
        return time.process_time() - start

    half = min(seconds(50_000) for _ in range(2))
    assert min(seconds(100_000) for _ in range(2)) < 4 * half + 0.2


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_stop_the_reader(data: bytes) -> None:
    export(read_vcards(b"BEGIN:VCARD\n" + data).records, 4)


WORDS = (
    "BEGIN:VCARD END:VCARD AGENT: N: FN:x item1. EMAIL ;TYPE= ENCODING=b QUOTED-PRINTABLE CHARSET=utf-16 PHOTO "
    "=C3 ORG:a RELATED;TYPE=met: X-ABLabel:_$!<Home>!$_ BDAY:--04 CATEGORIES:a,b NOTE: UID:x X-NETDESK-FACT: ROLE: é"
)
PIECES = st.sampled_from([*WORDS.split(), *'":;,\\=\n\r \t\ufeff\x00\x1b\udc80'])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60))
def test_what_was_read_is_read_again_from_its_export(pieces: list[str]) -> None:
    first = read_vcards(("BEGIN:VCARD\n" + "".join(pieces)).encode("utf-8", "surrogatepass")).records
    again = read_vcards(export(first)).records
    assert [says(one) for one in again] == [says(one) for one in first]
