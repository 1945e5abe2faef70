"""How long the event loop is held: a beat that comes late tells for how long, and what the window was doing.

On a machine that is shared, a wall clock also counts what other processes take. Where the system tells how long a
thread stood in the queue for a core (Linux, /proc/thread-self/schedstat, second number), that time is taken off, so
that waiting for a disk, a lock or the interpreter counts, and another process's load does not.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from types import FrameType

from PySide6.QtCore import QObject, Qt, QTimer

VARIABLE = "NETDESK_HELD_MS"
"""The environment variable with the milliseconds above which a late beat is told of."""

BEAT_MS = 5
_LOOKS_A_LIMIT = 4
_SHOWN = 4


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


class Heartbeat(QObject):
    """Tells on standard error whenever the event loop was held for longer than a limit, and where it was then."""

    def __init__(self, limit_ms: float, parent: QObject) -> None:
        """Begin to beat on the thread of the parent."""
        super().__init__(parent)
        self._limit = limit_ms / 1000
        self._clock = Clock()
        self._thread = threading.get_ident()
        self._last, self._seen = self._clock(), time.perf_counter()
        self._where: list[str] = []
        beats = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        beats.timeout.connect(self._on_beat)
        beats.start()
        threading.Thread(target=self._look, name="heartbeat", daemon=True).start()

    def _on_beat(self) -> None:
        now = self._clock()
        held = now - self._last - BEAT_MS / 1000
        if held > self._limit:
            where = "; ".join(dict.fromkeys(self._where)) or "nothing of ours"
            print(f"held {1000 * held:.0f} ms: {where}", file=sys.stderr, flush=True)
        self._last, self._seen = now, time.perf_counter()
        self._where = []

    def _look(self) -> None:
        """Note now and then what keeps the beat waiting."""
        pause = self._limit / _LOOKS_A_LIMIT
        while True:
            time.sleep(pause)
            if time.perf_counter() - self._seen > pause + BEAT_MS / 1000:
                self._where.append(_place(sys._current_frames().get(self._thread)))


def _place(frame: FrameType | None) -> str:
    """Name the innermost functions of the program that are under way."""
    names: list[str] = []
    while frame is not None and len(names) < _SHOWN:
        if f"{os.sep}netdesk{os.sep}" in frame.f_code.co_filename:
            names.append(f"{frame.f_code.co_qualname} {frame.f_lineno}")
        frame = frame.f_back
    return " < ".join(names)


def begin_if_asked(parent: QObject) -> Heartbeat | None:
    """Begin to beat where the environment asks for it."""
    limit = os.environ.get(VARIABLE, "")
    return Heartbeat(float(limit), parent) if limit.isdecimal() else None
