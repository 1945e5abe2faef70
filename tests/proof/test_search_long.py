"""Search as one types among a hundred thousand contacts: `pytest tests/proof/test_search_long.py -m proof -s`."""

from __future__ import annotations

from pathlib import Path

import pytest

from netdesk.db.book import Book
from netdesk.domain.instant import Clock
from netdesk.services.search import Search
from tests.benchmarks.filled_book import TODAY, fill
from tests.benchmarks.test_search_speed import times_beside_bare

CONTACTS = 100_000


@pytest.mark.proof
@pytest.mark.timeout(0)
def test_a_hundred_thousand_contacts_take_at_most_1_3_times_the_bare_full_text_query(tmp_path: Path) -> None:
    path = tmp_path / "people.netdesk"
    fill(path, CONTACTS)
    book = Book(path, Clock.fixed(TODAY), writable=False)
    whole, bare = times_beside_bare(path, Search(book), rounds=1)
    book.close()
    print(f"search p95 {whole:.1f} ms, bare FTS5 {bare:.1f} ms, {CONTACTS} contacts")
    assert whole <= 1.3 * bare
