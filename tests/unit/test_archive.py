"""The archive gives back every value, and refuses what is not whole or not known."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netdesk.domain.errors import UnreadableFileError
from netdesk.exchange.archive import ArchiveReader, ColumnShape, Value, write_archive
from netdesk.exchange.detect import kind_of
from netdesk.exchange.json_pull import BrokenJsonError, JsonPull
from netdesk.exchange.records import Format

SCHEMA = {
    "blob": {"id": ColumnShape(int), "data": ColumnShape(bytes)},
    "contact": {"id": ColumnShape(int), "name": ColumnShape(str), "photo_id": ColumnShape(int, nullable=True)},
}
ROWS: list[tuple[str, tuple[str, ...], list[tuple[Value, ...]]]] = [
    ("blob", ("id", "data"), [(1, b"\x00\xff" * 1000), (2, b"")]),
    ("contact", ("id", "name", "photo_id"), [(1, 'Åsa\n"x" \u2028', 1), (2, "", None)]),
]


def read(text: str) -> list[tuple[str, tuple[str, ...], list[tuple[Value, ...]]]]:
    reader = ArchiveReader(io.StringIO(text), Path("book.json"), SCHEMA)
    return [(table.name, table.columns, list(table.rows)) for table in reader.tables()]


def text() -> str:
    return "".join(write_archive(ROWS))


def test_every_value_comes_back() -> None:
    assert read(text()) == ROWS
    assert kind_of(text().encode(), "x") is Format.ARCHIVE


def test_any_json_program_reads_and_may_reformat_it() -> None:
    document = json.loads(text())
    assert document["tables"]["contact"]["rows"][1] == [2, "", None]
    assert read(json.dumps(document, indent=3)) == ROWS


@given(st.lists(st.tuples(st.integers(-(2**63) + 1, 2**63 - 1), st.text(st.characters(exclude_categories=["Cs"])))))
def test_any_text_and_number_comes_back(rows: list[tuple[int, str]]) -> None:
    table = [(number, name.replace("\x00", ""), None) for number, name in rows]
    archive = "".join(write_archive([("contact", ("id", "name", "photo_id"), table)]))
    assert read(archive) == [("contact", ("id", "name", "photo_id"), table)]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('"version": 1', '"version": 2', "has version 2"),
        ('"contact"', '"secrets"', "a table “secrets”"),
        ('"name"', '"nick"', "a column “nick”"),
        ('"name", "photo_id"', '"name"', "each column"),
        ('[2, "", null]', "[2, 3, null]", "contact.name at line 7"),
        ('[2, "", null]', '[2, "", "x"]', "contact.photo_id"),
        ('[2, "", null]', '[null, "", null]', "contact.id"),
        ('[2, "", null]', '[2, ""]', "does not fit the columns"),
        ('{"base64": ""}', '{"base64": "?"}', "damaged bytes"),
        ('[2, "", null]', "[2, oops, null]", "is damaged at line"),
        ("\n}}", "\n}} x", "something follows"),
        ('"tables"', '"more"', "a part “more”"),
    ],
)
def test_what_does_not_fit_is_refused(before: str, after: str, sentence: str) -> None:
    damaged = text().replace(before, after)
    assert damaged != text()
    with pytest.raises(UnreadableFileError, match=sentence):
        read(damaged)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_cut_off_archive_is_refused(share: float) -> None:
    with pytest.raises(UnreadableFileError, match="is damaged"):
        read(text()[: int(len(text()) * share)])


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="nested too deeply"):
        read(text().replace('[2, "", null]', "[" * 200_000))


@settings(max_examples=200)
@given(st.text(alphabet='{}[]",:1a \n', max_size=60))
def test_no_text_stops_the_reader(tail: str) -> None:
    start = '{"format": "netdesk archive", "version": 1, "tables": {'
    try:
        read(start + tail)
    except UnreadableFileError as error:
        assert "book.json" in str(error)


def test_values_longer_than_a_chunk_are_read_whole() -> None:
    long = "x" * 300_000
    pull = JsonPull(io.StringIO(json.dumps([long, 1])))
    pull.expect("[")
    assert list(pull.items()) == [long, 1]
    with pytest.raises(BrokenJsonError):
        JsonPull(io.StringIO("{")).expect("[")
