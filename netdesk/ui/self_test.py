"""A walk through the real window that says what works, run on a sample by `netdesk self-test` and on frozen builds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication

from netdesk.domain.states import OPEN_REQUEST_STATES
from netdesk.domain.words import MessageKind, RequestDirection
from netdesk.services.drafting import Purpose
from netdesk.ui.main_window import MainWindow
from netdesk.ui.sections.section import Section

PATIENCE_SECONDS = 20.0
SLICE_MS = 20


class SelfTest:
    """Visits every section, drafts a message, takes it back, and tells each step on standard output."""

    def __init__(self, application: QApplication, window: MainWindow) -> None:
        """Walk through this window."""
        self._application = application
        self._window = window
        self._faults: list[str] = []

    def run(self) -> list[str]:
        """Return what went wrong, a line each."""
        self._check("the window is open", self._window.isVisible)
        for key in self._window.section_keys():
            section = self._window.show_section(key)
            self._settle()
            self._check(f"section {key}", partial(_is_shown, section))
        self._draft()
        return self._faults

    def _draft(self) -> None:
        """Draft what is asked back for a request, see it in the composer, and undo it."""
        desk = self._window.desk
        rows = desk.services.request_rows.rows(states=OPEN_REQUEST_STATES, direction=RequestDirection.RECEIVED)
        if not rows:
            self._faults.append("the sample has no open request")
            return
        desk.draft(self._window, Purpose(kind=MessageKind.ASK_BACK, request_id=rows[0].id))
        self._check("a message is drafted in the composer", lambda: self._window.composer() is not None)
        self._settle()
        self._window.undo()
        self._settle()
        self._check("the draft is undone", lambda: not desk.services.history.steps().undo)

    def _check(self, what: str, holds: Callable[[], bool]) -> None:
        end = monotonic() + PATIENCE_SECONDS
        while not holds() and monotonic() < end:
            self._spin()
        if holds():
            print(f"ok: {what}", flush=True)
        else:
            self._faults.append(f"not so: {what}")

    def _settle(self) -> None:
        """Let the window finish its work and paint."""
        end = monotonic() + PATIENCE_SECONDS
        self._spin()
        while self._window.desk.tasks.busy and monotonic() < end:
            self._spin()
        self._spin()

    @staticmethod
    def _spin() -> None:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, SLICE_MS)


def _is_shown(section: Section | None) -> bool:
    return section is not None and section.isVisible()
