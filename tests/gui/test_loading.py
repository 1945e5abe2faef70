"""What loads beside the window waits while the window is in an event, and never for long."""

from __future__ import annotations

import importlib
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from netdesk.bootstrap import Services
from netdesk.ui import loading
from netdesk.ui.desk import Desk
from netdesk.ui.loading import LATE_SECONDS, PATIENCE_SECONDS, Pulse


@pytest.fixture
def pulse(qtbot: QtBot) -> Iterator[Pulse]:
    owner = QObject()
    made = Pulse(owner)
    qtbot.wait(20)
    yield made


def seconds_to_give_way(pulse: Pulse) -> float:
    began = time.perf_counter()
    pulse.give_way()
    return time.perf_counter() - began


def test_a_window_with_turns_to_spare_is_not_waited_for(pulse: Pulse, qtbot: QtBot) -> None:
    with ThreadPoolExecutor(1) as pool:
        waits = [pool.submit(seconds_to_give_way, pulse) for _ in range(20)]
        qtbot.waitUntil(lambda: all(one.done() for one in waits))
    assert sorted(one.result() for one in waits)[10] < LATE_SECONDS


def test_an_event_of_the_window_is_waited_for_and_its_end_is_seen(pulse: Pulse, qtbot: QtBot) -> None:
    with ThreadPoolExecutor(1) as pool:
        time.sleep(LATE_SECONDS * 1.5)
        waiting = pool.submit(seconds_to_give_way, pulse)
        time.sleep(0.012)
        assert not waiting.done()
        qtbot.waitUntil(waiting.done)
        assert waiting.result() < PATIENCE_SECONDS


def test_a_window_that_is_held_for_long_is_not_waited_for_as_it_may_wait_for_a_module(pulse: Pulse) -> None:
    with ThreadPoolExecutor(1) as pool:
        time.sleep(PATIENCE_SECONDS * 1.5)
        assert pool.submit(seconds_to_give_way, pulse).result(5) < LATE_SECONDS


def test_before_each_module_the_thread_that_loads_gives_way_and_no_other_does(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "loaded_beside.py").write_text("")
    (tmp_path / "loaded_by_window.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    gave_way: list[int] = []

    class Counting:
        def give_way(self) -> None:
            gave_way.append(threading.get_ident())

    def loads(services: Services) -> object:
        yield lambda: importlib.import_module("loaded_beside")
        yield lambda: ThreadPoolExecutor(1).submit(importlib.import_module, "loaded_by_window").result()

    monkeypatch.setattr(Services, "loads", loads)
    before = len(sys.meta_path)
    loading.load_all(desk.services, Counting())  # type: ignore[arg-type]
    assert {"loaded_beside", "loaded_by_window"} <= sys.modules.keys()
    assert set(gave_way) == {threading.get_ident()}
    assert len(gave_way) >= 3
    assert len(sys.meta_path) == before
