"""The one place that runs work beside the window: verbs one after another, reads in parallel, jobs with progress.

Results come back on the GUI thread, to callbacks whose owner is still alive. Stated failures become a sentence, defects
go to the crash handler.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from netdesk.domain.errors import CancelledError, NetdeskError

Result = TypeVar("Result")

_PATIENT = 10


class _Lane(Enum):
    """Who waits for a piece of work: the user, a part of what is shown, the coach, or nobody."""

    AWAITED = auto()
    PONDERED = auto()
    THOUGHT = auto()
    BESIDE = auto()


@dataclass(frozen=True, slots=True)
class _Outcome:
    lane: _Lane
    owner: QObject
    then: Callable[[Any], None] | None
    failed: Callable[[str], None] | None
    value: Any = None
    error: BaseException | None = None


class Job(QObject):
    """The handle of long work: tells how far it is, and can be cancelled from the window."""

    progressed = Signal(int, int)
    """Done and total, in the units of the work; total 0 while it is not known."""
    appeared = Signal(object)
    """Itself, as soon as it is worth showing."""
    ended = Signal()
    """However it ended."""

    def __init__(self, label: str, parent: QObject, *, writes: bool, resumes: bool = False) -> None:
        """Name the work as the progress bar shows it.

        What `writes` holds up every other change; what `resumes` goes on next time, so that it may stop unasked.
        """
        super().__init__(parent)
        self.label = label
        self.writes = writes
        self.resumes = resumes
        self._cancel = threading.Event()

    def appear(self) -> None:
        """Tell that it takes long enough to be shown; called by the work, on its thread."""
        self.appeared.emit(self)

    def report(self, done: int, total: int) -> None:
        """Tell how far the work is; called by the work, on its thread."""
        self.progressed.emit(done, total)

    def cancel(self) -> None:
        """Ask the work to stop; it leaves the book as it was."""
        self._cancel.set()

    def cancelled(self) -> bool:
        """Tell the work whether it is to stop."""
        return self._cancel.is_set()


class Tasks(QObject):
    """Runs work for the window."""

    failed = Signal(str)
    """A stated failure that nobody else took: one sentence to show."""
    crashed = Signal(object)
    """A defect: the exception."""
    job_started = Signal(object)
    job_ended = Signal(object)
    write_held = Signal(object)
    """The job that a verb waits for, as it is submitted."""
    awaited_changed = Signal(bool)

    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start no thread before there is work."""
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(1, "write")
        self._readers = ThreadPoolExecutor(2, "read")
        self._ponderer = ThreadPoolExecutor(1, "ponder")
        self._thinker = ThreadPoolExecutor(1, "think")
        self._companion = ThreadPoolExecutor(1, "beside", initializer=_step_back)
        self._running = dict.fromkeys(_Lane, 0)
        self._closing = False
        self._jobs: list[Job] = []
        self._shown: list[Job] = []
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    @property
    def awaited(self) -> bool:
        """Whether anything is under way without which what is shown is not whole."""
        return self._running[_Lane.AWAITED] > 0

    @property
    def busy(self) -> bool:
        """Whether any work is under way, thinking apart: nobody waits for that to see what the book holds."""
        return self.awaited or self._running[_Lane.PONDERED] > 0

    @property
    def thinking(self) -> bool:
        """Whether anything is being worked out by `think`."""
        return self._running[_Lane.THOUGHT] > 0

    def write(
        self,
        owner: QObject,
        verb: Callable[[], Result],
        then: Callable[[Result], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Run a verb after those before it; `then` gets what it returns, `failed` the sentence of a stated failure."""
        if holding := next((job for job in self._jobs if job.writes), None):
            self.write_held.emit(holding)
        self._submit(_Lane.AWAITED, self._writer, owner, verb, then, failed)

    def read(
        self,
        owner: QObject,
        question: Callable[[], Result],
        then: Callable[[Result], None],
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Ask something that may take a while, beside the window."""
        self._submit(_Lane.AWAITED, self._readers, owner, question, then, failed)

    def ponder(
        self,
        owner: QObject,
        question: Callable[[], Result],
        then: Callable[[Result], None],
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Ask what takes long and completes what is shown, one question after another: no read waits behind it."""
        self._submit(_Lane.PONDERED, self._ponderer, owner, question, then, failed)

    def think(self, owner: QObject, question: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Ask what one thread works out for everybody in turn, so that it never keeps reads waiting."""
        self._submit(_Lane.THOUGHT, self._thinker, owner, question, then, None)

    def job(
        self,
        owner: QObject,
        label: str,
        work: Callable[[Job], Result],
        then: Callable[[Result], None] | None = None,
        failed: Callable[[str], None] | None = None,
        *,
        writes: bool = True,
    ) -> Job:
        """Run long work that shows progress and can be cancelled; cancelled work calls neither callback."""
        job = Job(label, self, writes=writes)
        self._jobs.append(job)
        self._on_appeared(job)
        pool = self._writer if writes else self._readers
        self._submit(_Lane.AWAITED, pool, owner, self._running_of(job, work), then, failed)
        return job

    def accompany(
        self,
        owner: QObject,
        label: str,
        work: Callable[[Job], Result],
        then: Callable[[Result], None],
        failed: Callable[[str], None],
    ) -> Job:
        """Run work that nobody waits for, after all else that wants the computer; it is shown once it appears."""
        job = Job(label, self, writes=False, resumes=True)
        if not self._closing:
            self._jobs.append(job)
            job.appeared.connect(self._on_appeared)
            self._submit(_Lane.BESIDE, self._companion, owner, self._running_of(job, work), then, failed)
        return job

    def _running_of(self, job: Job, work: Callable[[Job], Result]) -> Callable[[], Result]:
        def run() -> Result:
            try:
                return work(job)
            finally:
                self._ended.emit(job)

        return run

    @Slot(object)
    def _on_appeared(self, job: Job) -> None:
        if job in self._jobs and job not in self._shown:
            self._shown.append(job)
            self.job_started.emit(job)

    def wait(self) -> None:
        """Finish all work, as before closing; jobs are cancelled, edits are kept, late work is left."""
        self._closing = True
        for job in self._jobs:
            job.cancel()
        self._writer.shutdown(wait=True)
        for pool in (self._readers, self._ponderer, self._thinker, self._companion):
            pool.shutdown(wait=True, cancel_futures=True)

    def _submit(
        self,
        lane: _Lane,
        pool: ThreadPoolExecutor,
        owner: QObject,
        work: Callable[[], Any],
        then: Callable[[Any], None] | None,
        failed: Callable[[str], None] | None,
    ) -> None:
        if self._closing:
            return
        self._running[lane] += 1
        if lane is _Lane.AWAITED and self._running[lane] == 1:
            self.awaited_changed.emit(True)

        future = pool.submit(work)
        future.add_done_callback(lambda done: self._ended.emit(_outcome(lane, done, owner, then, failed)))

    @Slot(object)
    def _on_ended(self, ended: Job | _Outcome) -> None:
        if isinstance(ended, Job):
            self._jobs.remove(ended)
            ended.ended.emit()
            if ended in self._shown:
                self._shown.remove(ended)
                self.job_ended.emit(ended)
            ended.deleteLater()
            return
        self._running[ended.lane] -= 1
        if ended.lane is _Lane.AWAITED and not self.awaited:
            self.awaited_changed.emit(False)
        if isinstance(ended.error, CancelledError):
            return
        if isinstance(ended.error, NetdeskError):
            if ended.failed is not None and isValid(ended.owner):
                ended.failed(str(ended.error))
            else:
                self.failed.emit(str(ended.error))
        elif ended.error is not None:
            self.crashed.emit(ended.error)
        elif ended.then is not None and isValid(ended.owner):
            ended.then(ended.value)


def _outcome(
    lane: _Lane,
    future: Future[Any],
    owner: QObject,
    then: Callable[[Any], None] | None,
    failed: Callable[[str], None] | None,
) -> _Outcome:
    """Give what came of work, on the thread that did it."""
    error = future.exception() if not future.cancelled() else CancelledError()
    return _Outcome(lane, owner, then, failed, None if error else future.result(), error)


def _step_back() -> None:
    """Let every other thread have the processor first, where the system knows threads by numbers (Linux)."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _PATIENT)
