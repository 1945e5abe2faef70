from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import process_time

import pytest

from netdesk.db.book import Book
from netdesk.domain.instant import Clock
from netdesk.services.network import Network
from tests.benchmarks.filled_book import TODAY, fill

CONTACTS = 10_000
BUILD, WAY = 5.0, 0.025
"""How many times the reading of what it is made from the graph may take, and what part of that nearly every question.

Beside other programs all take longer alike; on a machine of its own the graph takes 0.1 seconds.
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book whose people have five ties to each other each, and one who has five thousand."""
    path = tmp_path_factory.mktemp("ways") / "people.netdesk"
    fill(path, CONTACTS)
    chance = random.Random(11)
    pairs = {tuple(sorted(chance.sample(range(2, CONTACTS), 2))) for _ in range(CONTACTS * 4)}
    pairs |= {(2, other) for other in range(3, 5003)}
    with sqlite3.connect(path) as connection:
        connection.executemany(
            "INSERT INTO connection (first_id, second_id, kind, source) VALUES (?, ?, 'knows', '')", sorted(pairs)
        )
        connection.executemany(
            "INSERT INTO how_met (contact_id, introducer_id, place, event, remark) VALUES (?, ?, '', '', '')",
            ((one, chance.randint(2, CONTACTS - 1)) for one in range(3, CONTACTS)),
        )
    connection.close()
    return path


@pytest.fixture
def network(filled: Path) -> Iterator[Network]:
    book = Book(filled, Clock.fixed(TODAY), writable=False)
    with book.read() as session:
        session.connection()
    yield Network(book)
    book.close()


def read_bare(path: Path) -> float:
    """The work of reading the ties as they stand in the book."""
    statements = (
        "SELECT p.contact_id, i.at, i.kind FROM participant p JOIN interaction i ON i.id = p.interaction_id",
        "SELECT first_id, second_id, kind, until FROM connection",
        "SELECT contact_id, introducer_id, met_on FROM how_met",
        "SELECT a.contact_id, o.name, a.since, a.until FROM affiliation a JOIN organisation o "
        "ON o.id = a.organisation_id",
    )
    with closing(sqlite3.connect(path)) as connection:
        started = process_time()
        for statement in statements:
            connection.execute(statement).fetchall()
        return process_time() - started


def test_the_graph_is_built_beside_reading_its_ties_and_asked_in_a_few_milliseconds(
    filled: Path, network: Network
) -> None:
    bare = min(read_bare(filled) for _ in range(3))
    started = process_time()
    assert network.paths(1, [500])
    build = process_time() - started
    targets = random.Random(3).sample(range(2, CONTACTS), 400)
    seconds = []
    for target in [2, *targets]:
        started = process_time()
        network.paths(1, [target])
        seconds.append(process_time() - started)
    p95 = sorted(seconds)[int(len(seconds) * 0.95)]
    print(
        f"graph {build * 1000:.0f} ms, reading {bare * 1000:.0f} ms, ways p95 {p95 * 1000:.2f} ms, "
        f"worst {max(seconds) * 1000:.1f} ms, {CONTACTS} contacts"
    )
    assert build < BUILD * bare
    assert p95 < WAY * build
