"""What the undo log adds to a commit: at most as much again as the commit itself."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from netdesk.db import connections, engine
from netdesk.db.book import Book
from netdesk.db.tables import Contact, ContactPoint, Fact
from netdesk.domain.instant import Clock, Instant
from netdesk.domain.words import FactKind, PointKind
from tests.benchmarks.filled_book import TODAY, fill

ROUNDS = 300
NOTES = "Runs a cold store near Lyon and looks for a depot. " * 4


def add(session: Session, now: Instant) -> None:
    """What a user enters of a new contact."""
    contact = Contact(display_name="Ama Owusu", sort_name="owusu ama", notes=NOTES, created_at=now)
    session.add(contact)
    session.flush()
    session.add(ContactPoint(contact_id=contact.id, kind=PointKind.EMAIL, value="ama@example.org"))
    session.add(Fact(contact_id=contact.id, kind=FactKind.OFFERS, text="cold storage", created_at=now))


def edit(session: Session, now: Instant) -> None:
    """What a pause in typing saves."""
    session.get_one(Contact, 7).notes = f"{NOTES} {time.perf_counter_ns()}"


@pytest.mark.parametrize("change", [add, edit], ids=lambda change: change.__name__)
def test_a_commit_with_the_undo_log_costs_at_most_twice_one_without(
    tmp_path: Path, change: Callable[[Session, Instant], None], capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tmp_path / "with.netdesk", 2000)
    fill(tmp_path / "without.netdesk", 2000)
    book = Book(tmp_path / "with.netdesk", Clock.fixed(TODAY))
    without = engine.writing(connections.writing(tmp_path / "without.netdesk"))
    now = book.clock.now()
    with without.begin() as connection:
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'undo_%'"
        )
        for name in names.scalars().all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")

    def logged() -> None:
        with book.write("Change") as work:
            change(work.session, now)

    def plain() -> None:
        with Session(without, expire_on_commit=False) as session, session.begin():
            change(session, now)

    costs: dict[str, list[float]] = {"with": [], "without": []}
    for _ in range(ROUNDS):
        for name, commit in (("with", logged), ("without", plain)):
            started = time.perf_counter()
            commit()
            costs[name].append(1000 * (time.perf_counter() - started))
    book.close(keep_backup=False)
    without.dispose()
    middle = {name: statistics.median(each) for name, each in costs.items()}
    ratio = middle["with"] / middle["without"]
    with capsys.disabled():
        print(f"\n{change.__name__}: {middle['with']:.2f} ms with the undo log, {middle['without']:.2f} ms without")
    assert ratio <= 2
