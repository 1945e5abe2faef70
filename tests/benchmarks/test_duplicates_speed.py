"""Duplicates in a large book are found in a time that grows with the number of contacts, not with its square."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from netdesk.db import book as books
from netdesk.db.book import Book
from netdesk.domain.instant import Clock
from netdesk.domain.words import Band
from netdesk.services.duplicates import Duplicates
from netdesk.services.sample import create_sample
from tests.benchmarks.test_import_speed import seconds

SIZES = (5_000, 10_000, 20_000)
NAMES = "Ama Ben Carla Dmitri Esi Farid Greta Hugo Ines Jan Katrin Luis Mirela Noor Otto Priya Quentin Rosa Sven Tala"
SOUNDS = "ba de fi go lu ma ne pi ro su ta ve wi xo zu ka".split()  # noqa: SIM905


def family(number: int) -> str:
    """A family name of four syllables, each in its place."""
    return "".join(SOUNDS[number // 16**place % 16] for place in range(4)).title()


def person(number: int) -> str:
    """One of twenty people is there twice, by a short name and the same address; all share the office's number."""
    twin = number % 20 == 19
    source = number - 1 if twin else number
    given = NAMES.split()[source % 20]
    shown = f"{given[0]}. {family(source)}" if twin else f"{given} {family(source)}"
    return f"{shown},person{source}@mail.example,+4930123456"


def seconds_for(contacts: int, folder: Path) -> tuple[float, int]:
    path = folder / f"{contacts}.netdesk"
    books.create(path)
    book = Book(path, Clock.fixed(date(2026, 11, 23)))
    with book.write("Fill") as work:
        rows = work.session.connection().exec_driver_sql
        for number in range(contacts):
            name, mail, phone = person(number).split(",")
            rows(
                "INSERT INTO contact (id, uid, is_me, display_name, sort_name, prefix, given_name, middle_name, "
                "family_name, suffix, nickname, pronouns, language, standing, notes, created_at) VALUES "
                "(?, ?, 0, ?, ?, '', '', '', '', '', '', '', '', 'ask', '', ?)",
                (number + 1, f"u{number}", name, name.lower(), str(work.now)),
            )
            for kind, value in (("email", mail), ("phone", phone)):
                rows(
                    "INSERT INTO contact_point (contact_id, kind, label, value, normal, preferred, position) "
                    "VALUES (?, ?, '', ?, ?, 0, 0)",
                    (number + 1, kind, value, value),
                )
    start = time.perf_counter()
    found = Duplicates(book).find()
    taken = time.perf_counter() - start
    book.close(keep_backup=False)
    return taken, len(found)


def test_finding_all_duplicates_takes_time_by_the_number_of_contacts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = {}
    for contacts in SIZES:
        taken[contacts], found = seconds_for(contacts, tmp_path)
        assert found >= contacts // 20
    with capsys.disabled():
        print("\nduplicates:", ", ".join(f"{size:,} contacts in {time:.2f} s" for size, time in taken.items()))
    assert taken[20_000] <= 3 * taken[10_000]
    assert taken[10_000] < 10, "seconds, not minutes, on any machine"


def test_a_glance_at_ten_thousand_counts_the_same_pairs_in_half_the_time_or_less(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, today = tmp_path / "sample.netdesk", date(2026, 11, 23)
    create_sample(path, 10_000, today)
    book = Book(path, Clock.fixed(today))
    duplicates = Duplicates(book)
    likely = sum(1 for one in duplicates.find() if one.band is not Band.PERHAPS)
    assert duplicates.glance() == likely > 10
    glance = min(seconds(duplicates.glance) for _ in range(3))
    whole = min(seconds(duplicates.find) for _ in range(3))
    book.close(keep_backup=False)
    with capsys.disabled():
        print(f"\na glance at 10,000 contacts: {glance * 1000:.0f} ms, finding all {whole * 1000:.0f} ms")
    assert 2 * glance <= whole
