"""A frame of the network of 1,000 people, whose names are placed anew each time, against pyqtgraph's own items.

Those draw straight lines for our bent ones of nine pieces, and the same names wherever they happen to fall.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from netdesk.bootstrap import open_services
from netdesk.services.sample import create_sample
from netdesk.ui.graph.drawing import draw
from netdesk.ui.graph.view import NetworkView

FRAMES = 60
LIMIT = 3.0
"""How many times a frame of theirs one of ours may take, for bent lines and for finding room for the names."""


def milliseconds(view: pg.GraphicsView, step: Callable[[int], None]) -> list[float]:
    """The time of each frame while a view moves."""
    times = []
    for number in range(FRAMES):
        start = perf_counter()
        step(number)
        view.viewport().update()
        QApplication.processEvents()
        times.append(1000 * (perf_counter() - start))
    return times


def pixels(view: pg.GraphicsView) -> int:
    """How many colours a view shows."""
    image = view.grab().toImage()
    return len({image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)})


def test_a_frame_at_a_thousand_people(qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "book.netdesk"
    create_sample(path, 1_000, date(2026, 11, 23))
    services = open_services(path)
    drawing = draw(services.network_rows.people())
    services.close()
    ours = NetworkView()
    theirs = pg.GraphicsView()
    box = pg.ViewBox(lockAspect=1.0)
    theirs.setCentralItem(box)
    layout = drawing.layout
    edges = np.column_stack((layout.parents[1:], np.arange(1, len(layout.parents))))
    box.addItem(pg.GraphItem(pos=layout.places, adj=edges, size=2 * drawing.radii, antialias=True))
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    for view in (ours, theirs):
        view.setFixedSize(860, 740)
        row.addWidget(view)
    window.show()
    qtbot.waitExposed(window)
    ours.show_drawing(drawing)
    theirs.setAntialiasing(True)
    for person, _ in ours.names_shown():
        text = pg.TextItem(drawing.people[person].name)
        text.setPos(*layout.places[person])
        box.addItem(text, ignoreBounds=True)
    across, down = ours.box.viewRange()
    box.setRange(xRange=across, yRange=down, padding=0, disableAutoRange=True)
    times = {}
    for name, view, its_box in (("ours", ours, ours.box), ("GraphItem", theirs, box)):

        def pan(number: int, its_box: pg.ViewBox = its_box) -> None:
            its_box.translateBy(x=15 if number % 20 < 10 else -15, y=5)

        def zoom(number: int, its_box: pg.ViewBox = its_box) -> None:
            its_box.scaleBy((0.97, 0.97) if number % 30 < 15 else (1 / 0.97, 1 / 0.97))

        milliseconds(view, pan)
        for moved, step in (("pan", pan), ("zoom", zoom)):
            times[name, moved] = milliseconds(view, step)
    with capsys.disabled():
        for (name, moved), each in times.items():
            print(f"\n{moved}, {name}: median {median(each):.1f} ms, p95 {quantiles(each, n=20)[-1]:.1f} ms", end="")
        print(f" ({os.cpu_count()} cores)")
    assert pixels(theirs) > 20
    assert median(times["ours", "pan"]) <= LIMIT * median(times["GraphItem", "pan"])
    assert median(times["ours", "zoom"]) <= LIMIT * median(times["GraphItem", "zoom"])
