"""Keeps the index by meaning current beside the window: after opening, and after each change."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Slot

from netdesk.domain.changes import Changes
from netdesk.ui.desk import Desk
from netdesk.ui.tasks import Job

SHOW_AFTER_S = 3
PAUSE_MS = 200
"""Changes that follow each other, as while somebody types, are read together."""


class IndexKeeper(QObject):
    """Lets the index be made once the models may be loaded, and again whenever the book changes.

    Who cancels it has peace until the program starts again; it goes on then where it was.
    """

    def __init__(self, desk: Desk) -> None:
        """Wait until the models may be loaded."""
        super().__init__(desk)
        self._desk = desk
        self._job: Job | None = None
        self._again = self._stopped = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._begin)
        desk.coach_opened.connect(self._begin)
        desk.changes.changed.connect(self._on_changed)

    @Slot()
    def _begin(self) -> None:
        self._again = self._job is not None
        if not self._again and not self._stopped:
            label = self.tr("Reading what your notes say")
            self._job = self._desk.tasks.accompany(self, label, self._bring_current, self._on_done, self._on_failed)
            self._job.ended.connect(self._on_ended)

    def _on_changed(self, _: Changes) -> None:
        if self._desk.coach_is_open:
            self._pause.start()

    def _bring_current(self, job: Job) -> bool:
        """Work until nothing is left, and show how far it is once that takes a while."""
        show_from = time.monotonic() + SHOW_AFTER_S

        def report(done: int, total: int) -> None:
            if time.monotonic() > show_from:
                job.appear()
                job.report(done, total)

        return self._desk.services.indexing.bring_current(report, job.cancelled)

    @Slot()
    def _on_ended(self) -> None:
        """Be ready for the next change, even where a defect ended the work."""
        self._job = None

    def _on_done(self, current: bool) -> None:
        self._stopped = not current
        if current:
            self._desk.index_brought.emit()
        if self._again:
            self._begin()

    def _on_failed(self, sentence: str) -> None:
        """Say why there is no index, let matching go on by words, and try again after the next change."""
        self._desk.tasks.failed.emit(sentence)
