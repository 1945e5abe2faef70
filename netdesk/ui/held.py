"""How long the event loop is held: the time of a thread that counts, and an application that tells of each long event.

On a machine that is shared, a wall clock also counts what other processes take. Where the system tells how long a
thread stood in the queue for a core (Linux, /proc/thread-self/schedstat, second number), that time is taken off, so
that waiting for a disk, a lock or the interpreter counts, and another process's load does not.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Sequence

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QObject, QThread
from PySide6.QtWidgets import QApplication

VARIABLE = "NETDESK_HELD_MS"
"""The environment variable with the milliseconds above which an event is told of."""


class Clock:
    """The seconds of the thread that made it, without those it waited for a core."""

    def __init__(self) -> None:
        """Open what tells of the queue, where there is such a thing."""
        try:
            self._queue = os.open("/proc/thread-self/schedstat", os.O_RDONLY | os.O_CLOEXEC)
        except (OSError, AttributeError):
            self._queue = -1

    def __call__(self) -> float:
        """Return the seconds since some moment."""
        if self._queue < 0:
            return time.perf_counter()
        return time.perf_counter() - int(os.pread(self._queue, 64, 0).split()[1]) / 1e9


class WatchedApplication(QApplication):
    """Tells on standard error of each event that held the loop, once it watches: opening has a limit of its own.

    The time of a menu or a dialog that runs a loop inside an event is that of its own events, not of the event.
    """

    def __init__(self, arguments: Sequence[str], limit_ms: float) -> None:
        """Take the limit in milliseconds."""
        super().__init__(list(arguments))
        self._limit = limit_ms / 1000
        self._clock = Clock()
        self._thread = threading.get_ident()
        self._watches = False
        self._level, self._what = 0, ""
        self._since: float | None = None
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.aboutToBlock.connect(self._tell)
        dispatcher.awake.connect(self._begin)

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        level = QThread.currentThread().loopLevel()
        if threading.get_ident() != self._thread or level == self._level:  # or sent in the course of another event
            return super().notify(receiver, event)
        self._tell()
        outer = self._level, self._what
        self._level, self._what = level, _describe(receiver, event)
        self._begin()
        try:
            return super().notify(receiver, event)
        finally:
            self._tell()
            self._level, self._what = outer
            self._begin()

    def watch(self) -> None:
        """Begin, now that the window is ready."""
        self._watches = True

    def _begin(self) -> None:
        self._since = self._clock() if self._level else None

    def _tell(self) -> None:
        """Tell if it was long since the event began, or since a loop inside it came back to it or last stood still."""
        since, self._since = self._since, None
        if since is not None and self._watches and (held := self._clock() - since) > self._limit:
            print(f"held {1000 * held:.0f} ms: {self._what}", file=sys.stderr, flush=True)


def _describe(receiver: QObject, event: QEvent) -> str:
    parent = receiver.parent()
    within = f" in {type(parent).__name__}" if parent is not None else ""
    return f"{event.type().name} of {type(receiver).__name__} {receiver.objectName()!r}{within}"


def make_application(arguments: Sequence[str]) -> QApplication:
    """Make the application, one that tells of long events where the environment asks for it."""
    limit = os.environ.get(VARIABLE, "")
    return WatchedApplication(arguments, float(limit)) if limit.isdecimal() else QApplication(list(arguments))
