"""Garbage is collected on the window's thread, and what a job makes is not walked through."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from netdesk.ui.collector import BULK, Collector


class Knot:
    """Holds itself, as windows and their slots do."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def collector(qapp: QObject) -> Iterator[Collector]:
    """A collector at work."""
    collector = Collector(qapp)
    collector.begin()
    yield collector
    collector.end()


def test_garbage_of_another_thread_goes_away_on_the_windows_own(collector: Collector) -> None:
    gone: list[int] = []

    def work() -> None:
        weakref.finalize(Knot(), lambda: gone.append(threading.get_ident()))
        for _ in range(5_000):
            Knot()

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert gone == []
    collector.collect()
    assert gone == [threading.get_ident()]


def test_what_a_job_has_made_is_never_walked_through(collector: Collector) -> None:
    walks: list[str] = []

    def note(phase: str, _: dict[str, int]) -> None:
        walks.append(phase)

    before = gc.get_freeze_count()
    rows = [[number] for number in range(2 * BULK)]
    gc.callbacks.append(note)
    collector.collect()
    gc.callbacks.remove(note)
    assert walks == []
    assert gc.get_freeze_count() >= before + len(rows)


def test_python_collects_again_once_it_has_ended(collector: Collector) -> None:
    assert not gc.isenabled()
    collector.end()
    assert gc.isenabled()
