"""What the window will need later is loaded beside it, and gives way to whatever the window does meanwhile.

The thread that loads and the thread of the window share one interpreter: while both want it, an event takes twice as
long. So before each module, and between questions, the one that loads waits until the window has a turn to spare.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from importlib.abc import MetaPathFinder
from types import ModuleType

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, Qt, QTimer

from netdesk import ui
from netdesk.bootstrap import Services
from netdesk.ui.desk import Desk
from netdesk.ui.steps import Step, Steps

CLASSES_AT_ONCE = 20
BEAT_MS = 4
LATE_SECONDS, PATIENCE_SECONDS = 0.008, 0.04
"""A beat this late tells of an event under way; one that takes longer than the patience may be waiting for a module."""
_LOOK_SECONDS = 0.002


def begin(desk: Desk, window: QObject) -> None:
    """Load all that sections, messages and the coach need; the coach opens at the end."""
    steps = Steps(window)
    steps.begin(classes_of_qt())

    def go_on() -> None:
        pulse = Pulse(window)

        def end(_: None) -> None:
            pulse.deleteLater()
            desk.open_coach()

        desk.tasks.read(desk, partial(load_all, desk.services, pulse), end)

    steps.after(go_on)


def classes_of_qt() -> Iterator[Step]:
    """Give the steps that make Qt's classes, a few at a time, for the thread of the window.

    PySide makes a class when it is first asked for. Where another thread did so beside the event loop, as pyqtgraph
    does with all of them while it is imported, one start in 136 ended in a fault of memory.
    """
    for module in (QtCore, QtGui, QtWidgets):
        names = dir(module)
        for first in range(0, len(names), CLASSES_AT_ONCE):
            yield partial(_make, module, names[first : first + CLASSES_AT_ONCE])


def _make(module: ModuleType, names: Iterable[str]) -> None:
    for name in names:
        getattr(module, name)


def load_all(services: Services, pulse: Pulse) -> None:
    """Import beside the window what it will need later, so that no first click waits for it."""
    finder = _Pausing(pulse)
    sys.meta_path = [finder, *sys.meta_path]  # another thread may be walking the list that is there
    try:
        for load in services.loads():
            pulse.give_way()
            load()
        for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
            importlib.import_module(module.name)
    finally:
        sys.meta_path = [one for one in sys.meta_path if one is not finder]


class Pulse(QObject):
    """Beats while the window has turns to spare, so that another thread knows when it has none."""

    def __init__(self, parent: QObject) -> None:
        """Begin to beat on the thread of the parent."""
        super().__init__(parent)
        self._last = time.perf_counter()
        beats = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        beats.timeout.connect(self._on_beat)
        beats.start()

    def _on_beat(self) -> None:
        self._last = time.perf_counter()

    def give_way(self) -> None:
        """Wait, on another thread, while the window is in an event, though never so long that it waits for us."""
        while LATE_SECONDS < time.perf_counter() - self._last < PATIENCE_SECONDS:
            time.sleep(_LOOK_SECONDS)


class _Pausing(MetaPathFinder):
    """Finds no module: lets the thread that made it give way before each one it imports."""

    def __init__(self, pulse: Pulse) -> None:
        self._pulse = pulse
        self._thread = threading.get_ident()

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        """Give way, and leave the finding to those that come after."""
        if threading.get_ident() == self._thread:
            self._pulse.give_way()
