"""A list of 100,000 contacts goes by in the time of a frame, page by page and dragged by its scrollbar."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import cast

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netdesk.bootstrap import open_services
from netdesk.ui.desk import Desk
from netdesk.ui.heartbeat import Clock
from netdesk.ui.models.contact_table import ContactTableModel
from netdesk.ui.widgets.views import RowList
from tests.benchmarks.test_contact_page import filled

CONTACTS = 100_000
FRAME_MS = 16.0
FRAMES, RUNS = 150, 3
"""Noise only ever adds, so the least of each frame counts; the pages are read anew in every run."""


@pytest.fixture
def contacts(qtbot: QtBot, tmp_path: Path) -> Iterator[RowList]:
    """The list of the section, as high as in a window of 900 pixels."""
    path = tmp_path / "book.netdesk"
    filled(path, CONTACTS).close(keep_backup=False)
    desk = Desk(open_services(path), QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    shown = RowList(ground="window")
    qtbot.addWidget(shown)
    model = ContactTableModel(desk, shown)
    shown.setModel(model)
    shown.resize(392, 760)
    model.set_ids(list(range(1, CONTACTS + 1)))
    shown.show()
    gc.collect()
    gc.freeze()  # as the window does once it is ready
    qtbot.waitExposed(shown)
    yield shown
    gc.unfreeze()
    desk.close()


def frames(shown: RowList, step: Callable[[int], object]) -> list[float]:
    """The milliseconds of each frame from the top on, from the key or the mouse to the paint."""
    clock, times, model = Clock(), [], cast(ContactTableModel, shown.model())
    model.set_ids(list(range(1, CONTACTS + 1)))
    shown.setCurrentIndex(model.index(0))
    QApplication.processEvents()
    for number in range(FRAMES):
        start = clock()
        step(number)
        QApplication.processEvents()
        times.append(1000 * (clock() - start))
    return times


def test_no_frame_takes_longer_than_the_screen_waits(contacts: RowList) -> None:
    bar = contacts.verticalScrollBar()
    places = random.Random(7).choices(range(bar.maximum()), k=FRAMES)
    ways: dict[str, Callable[[int], object]] = {
        "page by page": lambda _: QTest.keyClick(contacts, Qt.Key.Key_PageDown),
        "dragged": lambda number: bar.setValue(places[number]),
    }
    for way, step in ways.items():
        times = [min(runs) for runs in zip(*(frames(contacts, step) for _ in range(RUNS)), strict=True)]
        print(f"{way}: median {median(times):.1f} ms, longest {max(times):.1f} ms")
        assert max(times) <= FRAME_MS, way
