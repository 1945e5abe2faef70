from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import process_time

import numpy as np
import pytest

from netdesk.db.book import Book
from netdesk.domain.instant import Clock
from netdesk.language.encoder import SIZE
from netdesk.matching.passage import Owner, Passage, PassageKind, phrase
from netdesk.matching.vectors import key_of
from netdesk.services.fact_vectors import FactVectors
from netdesk.services.gifts import Gifts, UnmadeRow
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
        said = [Passage(Owner.CONTACT, one, PassageKind(kind), text, None, False) for one, kind, text in facts]
        keys = {(one.owner_id, str(one.kind), key_of(phrase(one), MODEL)) for one in said}
        numbers = sorted({key for _, _, key in keys})
        rows = _vectors(len(numbers))
        connection.executemany(
            "INSERT INTO vector VALUES (?, ?, ?)",
            ((key, MODEL, row.tobytes()) for key, row in zip(numbers, rows, strict=True)),
        )
        connection.executemany("INSERT INTO passage VALUES ('contact', ?, ?, ?)", sorted(keys))
    connection.close()
    return path


def _vectors(count: int) -> np.ndarray:
    """Vectors that lie about as near to each other as those of sentences do: around some hundred topics."""
    chance = np.random.default_rng(5)
    topics = chance.normal(size=(400, SIZE))
    made = topics[chance.integers(0, 400, count)] + 1.1 * chance.normal(size=(count, SIZE))
    return np.rint(made / np.linalg.norm(made, axis=1, keepdims=True) * 127).astype(np.int8)


@pytest.fixture
def book(filled: Path) -> Iterator[Book]:
    opened = Book(filled, Clock.fixed(TODAY), writable=False)
    yield opened
    opened.close()


@pytest.fixture
def vectors(book: Book) -> FactVectors:
    return FactVectors(book, Nearest(book, MODEL))


@pytest.fixture
def gifts(book: Book, vectors: FactVectors) -> Gifts:
    made = Gifts(book, Network(book), vectors)
    made.two_for(2)
    return made


def bare_product(vectors: FactVectors) -> None:
    """Compare every need with every answer and keep nothing of it."""
    whole = vectors.whole()
    needs, answers = (rows.vectors.astype(np.float32) for rows in (whole.needs, whole.answers))
    for start in range(0, len(needs), 1024):
        np.count_nonzero(needs[start : start + 1024] @ answers.T > 0)


def work(do: Callable[[], object]) -> float:
    """The seconds of work that something takes, beside whatever else is running."""
    started = process_time()
    do()
    return process_time() - started


def test_whom_one_of_ten_thousand_should_meet_is_found_in_half_the_time_of_comparing_all(
    gifts: Gifts, vectors: FactVectors
) -> None:
    bare = work(partial(bare_product, vectors))
    helpers = random.Random(1).sample(range(2, CONTACTS), 40)
    seconds = sorted(work(partial(gifts.two_for, one)) for one in helpers)
    print(f"two for: p50 {seconds[20] * 1000:.0f} ms, p95 {seconds[38] * 1000:.0f} ms of work, {CONTACTS} contacts")
    assert seconds[20] < bare / 2


def test_the_best_introductions_of_ten_thousand_take_little_more_than_comparing_all(
    gifts: Gifts, vectors: FactVectors
) -> None:
    bare = work(partial(bare_product, vectors))
    rows: list[UnmadeRow] = []
    seconds = work(lambda: rows.extend(gifts.unmade()))
    again = work(gifts.unmade)
    print(
        f"unmade: {seconds * 1000:.0f} ms, again {again * 1000:.0f} ms, the bare product {bare * 1000:.0f} ms of work, "
        f"{CONTACTS} contacts"
    )
    assert len(rows) == 5
    assert seconds < 3 * bare
    assert again < bare / 2, "all are compared again only once a fact has changed"
