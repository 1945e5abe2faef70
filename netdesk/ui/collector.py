"""The garbage collector, on the window's thread alone and never for longer than the window can bear.

By itself Python collects on whichever thread happens to make the next object. There it may take Qt's objects apart,
which belong to the window's thread, and its walk through everything made by an import holds every other thread for
170 ms at 10,000 rows.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

TICK_MS = 500
TICKS_TO_GIVE_BACK = 4
"""What is free goes back to the system every two seconds: the C library would keep 20 MB of what the models used."""
BULK = 20_000
"""More new objects than this in a tick are data that a job makes or modules that load: walking them takes over 4 ms."""
_OFTEN = (500, 4, 8)
"""After how many new objects, collections of the youngest and of the middle the turn of each generation comes."""
_FELT_SECONDS = 0.01


class Collector(QObject):
    """Collects now and then; what would take long to walk through is left to the counting of references."""

    def __init__(self, parent: QObject) -> None:
        """Begin when told to."""
        super().__init__(parent)
        self._ticks = QTimer(self, interval=TICK_MS)
        self._ticks.timeout.connect(self._on_tick)
        self._count = 0

    def begin(self) -> None:
        """Take over from Python; what there is by now stays."""
        gc.disable()
        gc.freeze()
        self._ticks.start()

    def end(self) -> None:
        """Leave collecting to Python again."""
        self._ticks.stop()
        gc.enable()

    def _on_tick(self) -> None:
        from netdesk.language.memory import give_back  # noqa: PLC0415 - not before the first picture

        self.collect()
        self._count += 1
        if self._count % TICKS_TO_GIVE_BACK == 0:
            give_back()

    def collect(self) -> None:
        """Collect the oldest generation whose turn it is, or take out of its sight what a job has made."""
        counts = gc.get_count()
        if counts[0] > BULK:
            gc.freeze()
            return
        for generation in (2, 1, 0):
            if counts[generation] > _OFTEN[generation]:
                start = time.perf_counter()
                gc.collect(generation)
                if time.perf_counter() - start > _FELT_SECONDS:
                    gc.freeze()
                return
