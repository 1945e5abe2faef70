"""An import of 10,000 costs at most twice the bare rows in sqlite3; vCards are read at five times vobject's speed."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import vobject

from netdesk.db import book as books
from netdesk.db.book import Book
from netdesk.db.tables import Base
from netdesk.domain.instant import Clock
from netdesk.exchange.vcard import read_vcards
from netdesk.services.importing.plan import Outcome
from netdesk.services.imports import Imports
from netdesk.services.settings import put_me
from tests.benchmarks.address_book import varied_cards

CONTACTS = 10_000
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
FIRMS = "Acme Zenith Nordwind Lumen Kite Orchard Vela Quarry Tidal Umbra".split(" ")  # noqa: SIM905


def linkedin(path: Path) -> Path:
    rows = (
        f"Given{i},Family{i % 3000},https://www.linkedin.com/in/person-{i},"
        f"{f'person{i}@mail.example' if i % 5 == 0 else ''},{FIRMS[i % 10]} {i % 900},Head of things {i % 40},"
        f"{i % 28 + 1:02d} Mar 20{i % 15 + 10}"
        for i in range(CONTACTS)
    )
    path.write_text("\n".join(["Notes:", '"Some are missing."', "", HEADER, *rows, ""]), encoding="utf-8")
    return path


def new_book(path: Path) -> Book:
    books.create(path)
    book = Book(path, Clock.fixed(date(2026, 11, 23)))
    with book.write("New book") as work:
        put_me(work, "Me Myself")
    return book


def seconds(work: Callable[[], object]) -> float:
    """Measure the work of this process alone, so that a busy machine changes nothing."""
    start = time.process_time()
    work()
    return time.process_time() - start


def put_plainly(path: Path, rows: dict[str, list[tuple[object, ...]]]) -> None:
    """Put rows into a new book as any program would, through all its triggers, in one transaction."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN IMMEDIATE")
    for table, values in rows.items():
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values[0]))})", values)
    connection.execute("COMMIT")
    connection.close()


def test_an_import_costs_at_most_twice_the_bare_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = linkedin(tmp_path / "Connections.csv")
    book = new_book(tmp_path / "a.netdesk")
    imports = Imports(book)

    def whole_import() -> None:
        report = imports.run(imports.preview(file))
        assert report.added == CONTACTS

    imported = seconds(whole_import)
    again = seconds(lambda: imports.run(imports.preview(file)))
    assert imports.preview(file).count(Outcome.SAME) == CONTACTS
    with sqlite3.connect(book.path) as connection:
        rows = {
            table.name: connection.execute(f"SELECT * FROM {table.name} ORDER BY id").fetchall()
            for table in Base.metadata.sorted_tables
        }
    book.close(keep_backup=False)
    rows["contact"] = [row for row in rows["contact"] if row[0] != 1]
    new_book(tmp_path / "b.netdesk").close(keep_backup=False)
    plain = seconds(lambda: put_plainly(tmp_path / "b.netdesk", {name: part for name, part in rows.items() if part}))
    with capsys.disabled():
        print(
            f"\nimport of {CONTACTS} contacts: {imported:.2f} s, plain sqlite3 {plain:.2f} s, "
            f"ratio {imported / plain:.2f}; the same file again {again:.2f} s"
        )
    assert imported <= 2 * plain


def cards(count: int) -> bytes:
    card = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Family{0};Given{0};;;\r\nFN:Given{0} Family{0}\r\n"
        "EMAIL;TYPE=INTERNET,WORK:person{0}@mail.example\r\nitem1.EMAIL;TYPE=INTERNET:other{0}@mail.example\r\n"
        "item1.X-ABLabel:Club\r\nTEL;TYPE=CELL:+49 170 {0}\r\nTEL;TYPE=WORK,VOICE:+49 30 {0}\r\n"
        "ADR;TYPE=HOME:;;Main Street {0};Berlin;;10115;Germany\r\nORG:Firm {0};Research\r\nTITLE:Head of things\r\n"
        "URL:https://www.linkedin.com/in/person-{0}\r\nBDAY:1980-03-22\r\nCATEGORIES:one,two\r\n"
        "NOTE:A line\\, and another\\nbelow it {0}\r\nREV:2020-01-01T00:00:00Z\r\nUID:id-{0}\r\nEND:VCARD\r\n"
    )
    return "".join(card.format(i) for i in range(count)).encode()


@pytest.mark.parametrize("made", [cards, varied_cards], ids=["alike", "varied"])
def test_vcards_are_read_at_five_times_the_speed_of_vobject(
    made: Callable[[int], bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    count = 300
    data = made(count)
    text = data.decode()
    own = other = float("inf")
    for _ in range(12):
        own = min(own, *(seconds(lambda: read_vcards(data)) / count for _ in range(3)))
        other = min(other, seconds(lambda: list(vobject.readComponents(text))) / count)
    with capsys.disabled():
        print(
            f"\na vCard of {text.count(chr(10)) // count} lines: {own * 1000:.3f} ms, "
            f"by vobject {other * 1000:.3f} ms, ratio {other / own:.1f}"
        )
    assert len(read_vcards(data).records) == count
    assert 5 * own <= other
