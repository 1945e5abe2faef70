from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter

import pytest

from netdesk.db.book import Book
from netdesk.domain.instant import Clock
from netdesk.services.search import Search
from netdesk.services.search_query import parse
from tests.benchmarks.filled_book import TODAY, fill

CONTACTS = 10_000
TYPED = (
    "ama berg",
    "søren ostova",
    "tomas novgson",
    "supplier onboarding",
    "procurement lyon",
    "Jonson",
    "nobody at all",
)
BARE = "SELECT rowid FROM full_text WHERE full_text MATCH ? ORDER BY rank LIMIT 50"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search") / "people.netdesk"
    fill(path, CONTACTS)
    return path


@pytest.fixture
def search(filled: Path) -> Iterator[Search]:
    book = Book(filled, Clock.fixed(TODAY), writable=False)
    yield Search(book)
    book.close()


def p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)] * 1000


def times_beside_bare(path: Path, search: Search, rounds: int) -> tuple[float, float]:
    """Return the p95 in milliseconds of the search as one types, and of the bare query, asked in turn."""
    texts = [text[:end] for text in TYPED for end in range(1, len(text) + 1)]
    search.run("warm up Jonson")
    bare: list[float] = []
    whole: list[float] = []
    with closing(sqlite3.connect(path)) as connection:
        for text in texts * rounds:
            started = perf_counter()
            connection.execute(BARE, (parse(text).match,)).fetchall()
            bare.append(perf_counter() - started)
            started = perf_counter()
            search.run(text)
            whole.append(perf_counter() - started)
    return p95(whole), p95(bare)


def test_search_as_typed_takes_at_most_twice_the_bare_full_text_query(filled: Path, search: Search) -> None:
    whole, bare = times_beside_bare(filled, search, rounds=3)
    print(f"search p95 {whole:.1f} ms, bare FTS5 {bare:.1f} ms, {CONTACTS} contacts")
    assert whole <= 2 * bare
