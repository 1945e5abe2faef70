"""A walk through the real window: every section, a draft, undo; for the installed and the frozen program."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent

from netdesk.domain.words import MessageKind
from netdesk.services.purpose import Purpose
from netdesk.ui.main_window import MainWindow

PATIENCE_SECONDS = 30.0


class SelfTest:
    """Visits everything once and prints what it did."""

    def __init__(self, window: MainWindow) -> None:
        """Walk through this window, and close it at the end."""
        self._window = window
        self._faults: list[str] = []
        self._refused: list[str] = []
        window.desk.tasks.failed.connect(self._refused.append)

    def run(self) -> list[str]:
        """Return what went wrong, one line each."""
        self._expect("the window is shown", self._window.isVisible)
        for key in self._window.section_keys():
            self._window.show_section(key)
            self._settle()
            self._expect(f"section {key}", partial(self._is_in_front, key))
        self._draft()
        self._window.undo()
        self._settle()
        self._expect("undo", lambda: bool(self._window.desk.services.history.steps().redo))
        self._window.close()
        self._expect("the window is closed", lambda: not self._window.isVisible())
        return self._faults + [f"refused: {sentence}" for sentence in self._refused]

    def _draft(self) -> None:
        desk = self._window.desk
        contact_id = desk.services.contact_rows.complete("", 1)[0][0]
        desk.draft(self._window, Purpose(kind=MessageKind.CHECK_IN, to=(contact_id,)))
        self._settle()
        drafts = desk.services.message_rows.drafts()
        self._expect("a message is drafted", lambda: bool(drafts) and bool(drafts[0].subject))
        self._expect("the composer is open", lambda: self._window.composer() is not None)

    def _is_in_front(self, key: str) -> bool:
        section = self._window.section()
        return section is not None and section.name == key and section.isVisible()

    def _expect(self, what: str, holds: Callable[[], bool]) -> None:
        good = holds()
        print(f"{'ok' if good else 'FAILED'}: {what}")
        if not good:
            self._faults.append(what)

    def _settle(self) -> None:
        """Wait until nothing is under way; what takes too long is a fault."""
        end = time.monotonic() + PATIENCE_SECONDS
        quiet = 0
        while quiet < 10 and time.monotonic() < end:
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            quiet = 0 if self._window.desk.tasks.busy else quiet + 1
            time.sleep(0.01)
        if quiet < 10:
            self._faults.append("work that did not end")
