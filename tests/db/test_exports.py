"""Exports hold the whole book, are read by other programs, and leave the old file where writing fails."""

from __future__ import annotations

import csv
import errno
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import icalendar
import networkx
import pytest
import vobject

from netdesk.db import files
from netdesk.db.book import Book
from netdesk.domain.errors import BookError, DiskFullError, InvalidInputError
from netdesk.domain.instant import Clock
from netdesk.exchange.csv_columns import OWN_HEADER
from netdesk.services.exports import Exports
from netdesk.services.sample import create_sample

CLOCK = Clock.fixed(date(2026, 11, 23))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    path = tmp_path_factory.mktemp("sample") / "sample.netdesk"
    create_sample(path, 60, date(2026, 11, 23))
    opened = Book(path, CLOCK)
    yield opened
    opened.close(keep_backup=False)


def count(book: Book, query: str) -> int:
    with book.read() as session:
        return int(session.connection().exec_driver_sql(query).scalar_one())


@pytest.mark.parametrize("version", [3, 4])
def test_vobject_reads_every_card(book: Book, tmp_path: Path, version: int) -> None:
    report = Exports(book).run(tmp_path / "all.vcf", vcard_version=version)
    cards = list(vobject.readComponents((tmp_path / "all.vcf").read_text(encoding="utf-8")))
    assert len(cards) == report.written == count(book, "SELECT count(*) FROM contact WHERE NOT is_me")
    with book.read() as session:
        names = set(session.connection().exec_driver_sql("SELECT display_name FROM contact").scalars())
    assert {card.fn.value for card in cards} <= names


def test_a_spreadsheet_gets_everybody_who_is_not_archived(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    report = Exports(book).run(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
    assert tuple(header) == OWN_HEADER
    assert report.written == count(book, "SELECT count(*) FROM contact WHERE NOT is_me AND archived_at IS NULL")
    assert len(rows) >= report.written


def test_a_calendar_gets_every_follow_up(book: Book, tmp_path: Path) -> None:
    report = Exports(book).run(tmp_path / "all.ics")
    to_dos = icalendar.Calendar.from_ical((tmp_path / "all.ics").read_bytes()).walk("VTODO")
    assert len(to_dos) == report.written == count(book, "SELECT count(*) FROM follow_up")
    assert all(str(one["summary"]) for one in to_dos)
    assert len({str(one["uid"]) for one in to_dos}) == len(to_dos)
    assert all(one["due"].dt and one["categories"].cats for one in to_dos)
    assert all(bool(one.walk("VALARM")) == (one["status"] == "NEEDS-ACTION") for one in to_dos)


def test_a_graph_program_gets_the_introductions(book: Book, tmp_path: Path) -> None:
    report = Exports(book).run(tmp_path / "all.graphml")
    graph = networkx.read_graphml(tmp_path / "all.graphml")
    assert graph.number_of_nodes() == report.written == count(book, "SELECT count(*) FROM contact")
    kinds = [kind for *_, kind in graph.edges(data="kind")]
    assert "introduced" in kinds


def test_another_suffix_is_refused_with_those_there_are(book: Book, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"\.vcf, \.csv, \.json, \.ics, \.graphml"):
        Exports(book).run(tmp_path / "all.xlsx")


def test_a_full_disk_leaves_the_old_file(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "all.vcf"
    path.write_text("old", encoding="utf-8")

    def full(part: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "put", full)
    with pytest.raises(DiskFullError):
        Exports(book).run(path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_named(book: Book, tmp_path: Path) -> None:
    with pytest.raises(BookError, match="nowhere"):
        Exports(book).run(tmp_path / "nowhere" / "all.csv")
