from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest

from netdesk.db.book import Book
from netdesk.domain.instant import Clock
from netdesk.language.encoder import SIZE
from netdesk.matching.passage import Owner, Passage, PassageKind, phrase
from netdesk.matching.vectors import key_of
from netdesk.services.fact_vectors import FactVectors
from netdesk.services.gifts import Gifts
from netdesk.services.nearest import Nearest
from netdesk.services.network import Network
from tests.benchmarks.filled_book import TODAY, fill

CONTACTS, MODEL = 10_000, "generated"
"""Vectors are generated: what they cost does not depend on what they mean."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("introductions") / "people.netdesk"
    fill(path, CONTACTS)
    with sqlite3.connect(path) as connection:
        facts = connection.execute("SELECT contact_id, kind, text FROM fact").fetchall()
        said = (
            (one, phrase(Passage(Owner.CONTACT, one, PassageKind(kind), text, None, False)))
            for one, kind, text in facts
        )
        keys = {(contact, key_of(text, MODEL)) for contact, text in said}
        numbers = sorted({key for _, key in keys})
        rows = _vectors(len(numbers))
        connection.executemany(
            "INSERT INTO vector VALUES (?, ?, ?)",
            ((key, MODEL, row.tobytes()) for key, row in zip(numbers, rows, strict=True)),
        )
        connection.executemany("INSERT INTO passage VALUES ('contact', ?, ?)", sorted(keys))
    connection.close()
    return path


def _vectors(count: int) -> np.ndarray:
    """Vectors that lie about as near to each other as those of sentences do: around some hundred topics."""
    chance = np.random.default_rng(5)
    topics = chance.normal(size=(400, SIZE))
    made = topics[chance.integers(0, 400, count)] + 1.1 * chance.normal(size=(count, SIZE))
    return np.rint(made / np.linalg.norm(made, axis=1, keepdims=True) * 127).astype(np.int8)


@pytest.fixture
def gifts(filled: Path) -> Iterator[Gifts]:
    book = Book(filled, Clock.fixed(TODAY), writable=False)
    yield Gifts(book, Network(book), FactVectors(book, Nearest(book, MODEL)))
    book.close()


def test_two_for_one_of_ten_thousand_takes_at_most_a_tenth_of_a_second(gifts: Gifts) -> None:
    helpers = random.Random(1).sample(range(2, CONTACTS), 41)
    gifts.two_for(helpers[0])
    seconds = [_timed(gifts, one) for one in helpers[1:]]
    found = sorted(seconds)[int(len(seconds) * 0.95)] * 1000
    print(f"two for: p50 {sorted(seconds)[20] * 1000:.0f} ms, p95 {found:.0f} ms, {CONTACTS} contacts")
    assert found < 100


def _timed(gifts: Gifts, helper: int) -> float:
    started = perf_counter()
    gifts.two_for(helper)
    return perf_counter() - started


def test_the_introductions_of_ten_thousand_are_listed_in_less_than_a_second(gifts: Gifts) -> None:
    gifts.two_for(2)
    started = perf_counter()
    rows = gifts.unmade()
    seconds = perf_counter() - started
    print(f"unmade: {seconds * 1000:.0f} ms, {CONTACTS} contacts")
    assert len(rows) == 5
    assert seconds < 1
