"""The open book with its window; another one takes its place when the user wants it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from netdesk import paths
from netdesk.bootstrap import Services, open_for_window, sample_services
from netdesk.domain.errors import BookError, NetdeskError
from netdesk.ui.collector import Collector
from netdesk.ui.crash import CrashHandler
from netdesk.ui.desk import Desk
from netdesk.ui.heartbeat import Heartbeat, begin_if_asked
from netdesk.ui.indexing import IndexKeeper
from netdesk.ui.main_window import MainWindow
from netdesk.ui.recent import note_book
from netdesk.ui.startup import Startup, StartupWatch
from netdesk.ui.theme import Preference, theme
from netdesk.ui.window_settings import WindowSettings

REST_MS = 300
"""What a first look still adds to the window comes before the modules it may need later: both want the interpreter."""

Opening = Callable[[], Services]


class Session(QObject):
    """One book after another, each in a window of its own; one closes when the next is there."""

    _unsaved = Signal(str)
    """Why a book that closed has no backup; books close on any thread."""

    def __init__(self, application: QApplication, crash: CrashHandler, *, report: bool = False) -> None:
        """Open nothing yet; with `report`, leave as soon as the window is ready, and say how long it took."""
        super().__init__(application)
        self._application = application
        self._crash = crash
        self._report = report
        self._stacks: list[ExitStack] = []
        self._replacing = False
        self._collector = Collector(self)
        self._heartbeat: Heartbeat | None = None
        self._window: MainWindow | None = None
        self._settings = WindowSettings(paths.settings_file())
        stored = str(self._settings.value("theme/preference", ""))
        theme().set_preference(Preference(stored) if stored in list(Preference) else Preference.SYSTEM)
        try:
            theme().set_scale(float(str(self._settings.value("theme/scale", 1.0))))
        except ValueError:
            theme().set_scale(1.0)
        application.setQuitOnLastWindowClosed(False)
        crash.crashed.connect(self._tell_crash)
        self._unsaved.connect(self._tell)

    @property
    def window(self) -> MainWindow:
        """The window of the open book."""
        assert self._window is not None
        return self._window

    def begin(self, path: Path, section: str, opening: Opening | None = None) -> bool:
        """Open the first book; where that fails, say why and ask for another until one opens or the user leaves.

        `opening` waits for that book, where it is on its way already.
        """
        wait: Opening = opening or partial(open_for_window, path)
        while True:
            try:
                stack, services = self._enter(_Closing(wait(), self._unsaved.emit))
                self._show(self._build(services, sample=False), stack, section)
                return True
            except NetdeskError as error:
                if self._report:
                    print(f"netdesk: {error}", file=sys.stderr)
                    return False
                from netdesk.ui.dialogs.book_fault import Way, ask_way  # noqa: PLC0415 - hardly ever needed

                way, chosen = ask_way(str(error), path)
                if way is Way.SAMPLE:
                    return self.open_sample(section)
                if way is Way.LEAVE:
                    return False
                path, wait = chosen, partial(open_for_window, chosen)

    def open_sample(self, section: str = "") -> bool:
        """Open a throw-away copy of the sample network."""
        stack, services = self._enter(sample_services())
        self._show(self._build(services, sample=True), stack, section)
        return True

    def close(self) -> None:
        """Close every book; safe to call twice."""
        self._collector.end()
        while self._stacks:
            self._stacks.pop().close()

    def _enter(self, opening: AbstractContextManager[Services]) -> tuple[ExitStack, Services]:
        """Open a book, on any thread; it is closed at the end, whatever becomes of its window."""
        stack = ExitStack()
        services = stack.enter_context(opening)
        self._stacks.append(stack)
        return stack, services

    def _build(self, services: Services, *, sample: bool) -> MainWindow:
        desk = Desk(services, self._settings)
        desk.tasks.crashed.connect(self._crash.take)
        IndexKeeper(desk)
        window = MainWindow(desk, sample=sample)
        if not sample:
            note_book(self._settings, services.book.path)
        return window

    def _show(self, window: MainWindow, stack: ExitStack, section: str = "") -> None:
        before, self._window = self._window, window
        desk = window.desk
        window.book_wanted.connect(self._on_book_wanted)
        window.new_book_wanted.connect(self._on_new_book_wanted)
        window.sample_wanted.connect(self._on_sample_wanted)
        window.closed.connect(self._on_closed)
        window.show()
        shown = window.start(section)
        if shown is not None:
            watch = StartupWatch(shown, desk.tasks, window)
            watch.measured.connect(self._on_measured)
        if before is not None:
            before.closed.disconnect(self._on_closed)
            before.close()
            before.deleteLater()
        for old in [one for one in self._stacks if one is not stack]:
            desk.tasks.read(self, old.close, lambda _: None)

    def _on_book_wanted(self, path: Path) -> None:
        if path.exists() and path.samefile(self.window.book_path()):
            return
        self._replace(partial(self._open_existing, path))

    def _on_new_book_wanted(self, path: Path) -> None:
        self._replace(partial(self._make_book, path))

    def _on_sample_wanted(self) -> None:
        self._replace(sample_services, sample=True)

    def _open_existing(self, path: Path) -> _Closing:
        if not path.exists():
            raise BookError(f"{path} is not there any more. Open another book.")
        return _Closing(open_for_window(path), self._unsaved.emit)

    def _make_book(self, path: Path) -> _Closing:
        if path.exists():
            raise BookError(f"{path} exists already. Choose another name, or open it.")
        return _Closing(open_for_window(path), self._unsaved.emit)

    def _replace(self, opening: Callable[[], AbstractContextManager[Services]], *, sample: bool = False) -> None:
        """Open another book beside the window, and put it in the place of this one; where it fails, this one stays."""
        if not self._replacing and self.window.may_close():
            self._replacing = True
            tasks = self.window.desk.tasks
            tasks.read(self, lambda: self._enter(opening()), partial(self._on_opened, sample), self._on_not_opened)

    def _on_opened(self, sample: bool, opened: tuple[ExitStack, Services]) -> None:
        stack, services = opened
        self._replacing = False
        QTimer.singleShot(0, self, partial(self._show, self._build(services, sample=sample), stack))

    def _on_not_opened(self, sentence: str) -> None:
        self._replacing = False
        self._tell(sentence)

    def _on_closed(self) -> None:
        self._application.quit()

    def _tell(self, sentence: str) -> None:
        from netdesk.ui.dialogs.confirm import tell  # noqa: PLC0415

        shown = self._window if self._window is not None and self._window.isVisible() else None
        tell(shown, "netdesk", sentence)

    def _tell_crash(self, sentence: str) -> None:
        self._tell(sentence)
        self._crash.told()

    def _on_measured(self, startup: Startup) -> None:
        """Get ready for what comes next: long lists without pauses, sections without loading."""
        if self._heartbeat is None:
            self._heartbeat = begin_if_asked(self)
        self._collector.begin()
        if self._report:
            self._print_report(startup)
        else:
            QTimer.singleShot(REST_MS, self.window, partial(self._load_all, self.window.desk))

    def _load_all(self, desk: Desk) -> None:
        from netdesk.ui import loading  # noqa: PLC0415 - not before the first picture

        loading.begin(desk, self.window)

    def _print_report(self, startup: Startup) -> None:
        contacts = self.window.desk.services.today.counts().contacts
        measured = {"painted_ms": startup.painted_ms, "ready_ms": startup.ready_ms, "contacts": contacts}
        print(json.dumps(measured), flush=True)
        self.window.close()


class _Closing(AbstractContextManager["Services"]):
    """Closes a book at the end, and says why where it could not be backed up."""

    def __init__(self, services: Services, tell: Callable[[str], None]) -> None:
        self._services = services
        self._tell = tell

    def __enter__(self) -> Services:
        return self._services

    def __exit__(self, *_: object) -> None:
        fault = self._services.book.close()
        if fault is not None:
            self._tell(f"The book is closed and safe, but there is no backup of it: {fault}")
