"""How long opening takes: since the process began, as the operating system tells it."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from netdesk.ui.tasks import Tasks

if sys.platform == "win32":
    import ctypes

    def process_age() -> float:
        """Return the seconds since this process began (GetProcessTimes)."""
        kernel = ctypes.windll.kernel32
        times = [ctypes.c_ulonglong() for _ in range(5)]
        kernel.GetProcessTimes(ctypes.c_void_p(-1), *(ctypes.byref(one) for one in times[:4]))
        kernel.GetSystemTimePreciseAsFileTime(ctypes.byref(times[4]))
        return (times[4].value - times[0].value) / 1e7

elif sys.platform == "darwin":
    import ctypes
    import struct

    def process_age() -> float:
        """Return the seconds since this process began (proc_pidinfo, flavour PROC_PIDTBSDINFO)."""
        info = ctypes.create_string_buffer(136)
        ctypes.CDLL("libproc.dylib").proc_pidinfo(os.getpid(), 3, ctypes.c_uint64(0), info, len(info))
        seconds, micros = map(int, struct.unpack_from("QQ", info, 120))
        return time.time() - seconds - micros / 1e6

else:

    def process_age() -> float:
        """Return the seconds since this process began, to a hundredth (proc(5), field 22 of stat)."""
        stat = Path("/proc/self/stat").read_text(encoding="ascii", errors="replace")
        began = int(stat.rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")
        return time.clock_gettime(time.CLOCK_BOOTTIME) - began


@dataclass(frozen=True, slots=True)
class Startup:
    """Milliseconds from the start of the process to the first paint with rows, and to an idle window."""

    painted_ms: float
    ready_ms: float


class StartupWatch(QObject):
    """Watches a section until its rows are painted and nothing is left to do; then emits `measured(Startup)`."""

    measured = Signal(object)

    def __init__(self, section: QWidget, tasks: Tasks, parent: QObject | None = None) -> None:
        """Watch a section that has been asked for its rows."""
        super().__init__(parent)
        self._section, self._tasks = section, tasks
        self._painted = 0.0
        section.installEventFilter(self)
        tasks.awaited_changed.connect(self._look)
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._finish)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint and not self._painted and not self._tasks.awaited:
            self._painted = process_age()
            self._settle.start()
        return False

    def _look(self, awaited: bool) -> None:
        if awaited:
            self._settle.stop()
        elif self._painted:
            self._settle.start()
        else:
            self._section.update()

    def _finish(self) -> None:
        self._section.removeEventFilter(self)
        self._tasks.awaited_changed.disconnect(self._look)
        self.measured.emit(Startup(round(self._painted * 1000, 1), round(process_age() * 1000, 1)))
