"""A page of contacts costs the same in a book of 100,000 as in a small one."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from pytest_benchmark.fixture import BenchmarkFixture

from netdesk.db.book import Book, create
from netdesk.domain.instant import Clock
from netdesk.services.contact_list import ContactFilter
from netdesk.services.contact_rows import ContactRows

NOW = "2026-11-23T10:00:00Z[UTC]"
PAGE = 200
LIMIT = 2.0
"""A page from the middle of 100,000 may take this many times one of 1,000."""


def filled(path: Path, contacts: int) -> Book:
    """A book of contacts with a role, a tag and two interactions each; without triggers: only reading is timed."""
    create(path)
    with sqlite3.connect(path) as file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {name}")
        people = range(1, contacts + 1)
        _put(file, "organisation (id, uid, name, folded, website, place, notes, is_mine, created_at)", (
            (i, f"o{i}", f"Mill {i}", f"mill {i}", "", "", "", 0, NOW) for i in range(1, 501)
        ))  # fmt: skip
        _put(file, "tag (id, name, folded)", ((i, f"tag {i}", f"tag {i}") for i in range(1, 21)))
        _put(file, "contact (id, uid, is_me, display_name, sort_name, prefix, given_name, middle_name, family_name,"
             " suffix, nickname, pronouns, language, standing, notes, created_at)", (
            (i, f"c{i}", 0, f"Ama {i * 7919 % contacts:06}", f"{i * 7919 % contacts:06} ama", *[""] * 8, "ask", "", NOW)
            for i in people
        ))  # fmt: skip
        _put(file, "affiliation (contact_id, organisation_id, role, department, current, position)", (
            (i, i % 500 + 1, "Lead", "", 1, 0) for i in people
        ))  # fmt: skip
        _put(file, "contact_tag (contact_id, tag_id)", ((i, i % 20 + 1) for i in people))
        _put(file, "interaction (id, uid, kind, direction, at, subject, text, created_at)", (
            (i, f"i{i}", "call", "both", NOW, "", "", NOW) for i in range(1, contacts * 2 + 1)
        ))  # fmt: skip
        _put(
            file,
            "participant (interaction_id, contact_id)",
            ((i, i % contacts + 1) for i in range(1, contacts * 2 + 1)),
        )
    file.close()
    return Book(path, Clock.fixed(date(2026, 11, 23)))


def _put(file: sqlite3.Connection, table: str, rows: object) -> None:
    marks = ", ".join("?" * len(table.split(",")))
    file.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # type: ignore[arg-type]


def seconds(book: Book, contacts: int) -> float:
    """The median time of a page that begins in the middle of the alphabet."""
    rows, after, times = ContactRows(book), (f"{contacts // 2:06} ama", 0), []
    for _ in range(15):
        start = perf_counter()
        page, following = rows.page(ContactFilter(), after, PAGE)
        times.append(perf_counter() - start)
        assert len(page) == PAGE
        assert page[0].organisation
        assert following is not None
    return median(times)


def test_a_page_of_a_hundred_thousand_costs_what_a_page_of_a_thousand_does(
    tmp_path: Path, benchmark: BenchmarkFixture
) -> None:
    small, large = filled(tmp_path / "small.netdesk", 1_000), filled(tmp_path / "large.netdesk", 100_000)
    try:
        ratio = seconds(large, 100_000) / seconds(small, 1_000)
        benchmark.extra_info["times a page of a small book"] = round(ratio, 2)
        benchmark(lambda: ContactRows(large).page(ContactFilter(), ("050000 ama", 0), PAGE))
    finally:
        small.close(keep_backup=False)
        large.close(keep_backup=False)
    assert ratio <= LIMIT
