"""The window: sections at the left, what they show in the middle, the composer beside it, and where things stand."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QStyle, QVBoxLayout, QWidget

from netdesk.domain.changes import Changes
from netdesk.ui import standing
from netdesk.ui.actions import Actions
from netdesk.ui.beside import ComposerSplitter
from netdesk.ui.days import use_language
from netdesk.ui.desk import Desk
from netdesk.ui.errands import Errands
from netdesk.ui.menus import fill
from netdesk.ui.navigation import Navigation
from netdesk.ui.sections.catalogue import entries, key_of
from netdesk.ui.sections.section import Section
from netdesk.ui.steps import later
from netdesk.ui.tasks import Job
from netdesk.ui.theme import theme
from netdesk.ui.widgets.job_bar import JobBar
from netdesk.ui.widgets.sidebar import Sidebar
from netdesk.ui.widgets.status import StatusLine, Toast
from netdesk.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from netdesk.ui.composer.pane import ComposerPane
    from netdesk.ui.dropping import Dropping
    from netdesk.ui.palette import Palette

REFRESH_MS, MINUTE_MS = 100, 60_000
ROOM_FOR_NAMES = 860


class MainWindow(QMainWindow):
    """The window of one open book."""

    book_wanted = Signal(object)
    """The path of another book to open."""
    new_book_wanted = Signal(object)
    """The path at which to make a new book and open it."""
    sample_wanted = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, *, sample: bool = False) -> None:
        """Build the frame with its numbers, read while the book was opened; sections come when they are shown."""
        super().__init__()
        self.desk = desk
        self.sample = sample
        self._sections: dict[str, Section] = {}
        self._entries = entries()
        self._jobs: list[Job] = []
        self._day = desk.services.clock.today()
        self._palette: Palette | None = None
        self.setWindowTitle(
            self.tr("netdesk – sample network") if sample else f"netdesk – {desk.services.book.path.stem}"
        )
        self.setObjectName("netdesk")
        self._build()
        self.errands = Errands(desk, self)
        Navigation(desk, self)
        self.setAcceptDrops(True)
        self.actions_ = Actions(self)
        fill(self.actions_, self)
        self.top.set_menu_bar(self.actions_.bar)
        self._connect()
        self._take_language()
        self._show_standing(standing.read(desk.services, sample=sample))
        self._restore()

    def show_section(self, name: str) -> Section | None:
        """Bring a section to the front, making it if it is shown for the first time."""
        key = key_of(name)
        if key not in self._entries:
            return None
        self._splitter.make_room()
        if self.sidebar.current() != key:
            self.sidebar.select(key)
        return self._sections.get(key)

    def go_to_section(self, name: str) -> None:
        """Bring a section to the front, or the focus back to it where it is there already."""
        if self.sidebar.current() != name:
            self.show_section(name)
        elif (section := self.section()) is not None:
            self._splitter.make_room()
            section.focus_first()

    def section(self) -> Section | None:
        """Return the section in front."""
        return self._sections.get(self.sidebar.current())

    def make_way(self, name: str, record_id: int) -> None:
        """Put a message that left already aside, unless it is part of this record."""
        self._splitter.make_way(name, record_id)

    def section_keys(self) -> list[str]:
        """Return the keys of all sections."""
        return list(self._entries)

    def composer(self) -> ComposerPane | None:
        """Return the composer while it is open."""
        return self._splitter.composer()

    @cached_property
    def dropping(self) -> Dropping:
        """What takes things that are dropped and pasted."""
        from netdesk.ui.dropping import Dropping  # noqa: PLC0415 - not before it is needed

        return Dropping(self.desk, self)

    def paste(self) -> None:
        """Take what is on the clipboard."""
        self.dropping.paste()

    def focus_search(self) -> None:
        """Go to the search, with its palette."""
        if self._palette is None:
            from netdesk.ui.palette import Palette  # noqa: PLC0415 - not before it is needed

            self._palette = Palette(self.desk, self.top.search, self.actions_, self)
        self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top.search.selectAll()
        self._palette.open()

    def undo(self) -> None:
        """Take the last change of the book back."""
        self._step(undone=True)

    def redo(self) -> None:
        """Bring the change back that was undone last."""
        self._step(undone=False)

    def _step(self, *, undone: bool) -> None:
        verb = self.desk.services.history.undo if undone else self.desk.services.history.redo
        self.desk.do(self, verb, self._on_undone if undone else self._on_redone)

    def _on_done(self, said: str) -> None:
        self.toast.show_message(said, undo=True)

    def _on_undone(self, changes: Changes) -> None:
        said = (
            self.tr("Undone: {label}").format(label=changes.label) if changes else self.tr("There is nothing to undo.")
        )
        self.toast.show_message(said)

    def _on_redone(self, changes: Changes) -> None:
        said = (
            self.tr("Done again: {label}").format(label=changes.label)
            if changes
            else self.tr("There is nothing to redo.")
        )
        self.toast.show_message(said)

    def _build(self) -> None:
        self.top = TopBar()
        self.sidebar = Sidebar()
        for entry in self._entries.values():
            self.sidebar.add(entry.key, entry.title, entry.key)
        self._stack = QStackedWidget()
        self._splitter = ComposerSplitter(self.desk, self._stack)
        self._splitter.closed.connect(self._on_composer_closed)
        self._splitter.clarifying.connect(self._on_clarifying)
        self._splitter.answered.connect(self._on_answered)
        self._splitter.going_on.connect(self._on_going_on)
        self._splitter.uncovered.connect(self._on_uncovered)
        self.status = StatusLine()
        self.job_bar = JobBar()
        self.status.add_widget(self.job_bar)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.sidebar)
        middle.addWidget(self._splitter, 1)
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(frame)
        self.toast = Toast(frame)

    def _connect(self) -> None:
        desk, errands = self.desk, self.errands
        self.sidebar.chosen.connect(self._on_section_chosen)
        self.sidebar.settings_requested.connect(errands.change_settings)
        self.top.log_requested.connect(errands.log_interaction)
        self.top.request_requested.connect(errands.capture)
        self.top.search.textEdited.connect(self._on_search_edited)
        self.status.undo_requested.connect(self.undo)
        self.status.drafts_requested.connect(errands.show_drafts)
        self.toast.undo_requested.connect(self.undo)
        desk.section_wanted.connect(self.show_section)
        desk.message_wanted.connect(self._splitter.open_message)
        desk.capture_wanted.connect(errands.capture)
        desk.interaction_wanted.connect(errands.log_interaction)
        desk.new_contact_wanted.connect(errands.new_contact)
        desk.import_wanted.connect(errands.import_file)
        desk.duplicates_wanted.connect(errands.review_duplicates)
        desk.sample_wanted.connect(self.sample_wanted)
        desk.said.connect(self.toast.show_message)
        desk.done.connect(self._on_done)
        desk.tasks.failed.connect(self.toast.show_message)
        desk.tasks.job_started.connect(self._on_job_started)
        desk.tasks.job_ended.connect(self._on_job_ended)
        desk.tasks.write_held.connect(self.job_bar.hold)
        desk.changes.changed.connect(self._on_changed)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self._refresh = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._refresh.timeout.connect(self.read_standing)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self._on_minute)

    def _restore(self) -> None:
        """Take the place the window had, unless no screen is there any more."""
        stored = self.desk.settings.value("window/geometry")
        if not (isinstance(stored, QByteArray) and self.restoreGeometry(stored)):
            space = QGuiApplication.primaryScreen().availableSize()
            title_bar = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
            self.resize(min(1440, space.width()), min(900, space.height() - title_bar))
        if QGuiApplication.screenAt(self.frameGeometry().center()) is None:
            self.move(QGuiApplication.primaryScreen().availableGeometry().topLeft())

    def start(self, section: str = "") -> Section | None:
        """Show the section that is asked for, else Today: it says what can move one step closer."""
        wanted = key_of(section or "today")
        return self.show_section(wanted if wanted in self._entries else next(iter(self._entries)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minute.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self._save_place()
        self.hide()  # fields save what was typed when they are hidden
        self._minute.stop()
        self.desk.close()
        event.accept()
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any((event.mimeData().hasUrls(), event.mimeData().hasImage(), event.mimeData().hasText())):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropping.take(event.mimeData())

    def may_close(self) -> bool:
        """Ask before what could not be saved is lost, and before work under way is cancelled; a yes cancels it."""
        if not self.errands.may_lose_typing():
            return False
        running = [job for job in self._jobs if not job.cancelled() and not job.resumes]
        if running and not self.errands.may_stop(running[0].label):
            return False
        for job in running:
            job.cancel()
        return True

    def _save_place(self) -> None:
        settings = self.desk.settings
        settings.setValue("window/geometry", self.saveGeometry())
        self._splitter.save_place()
        settings.sync()

    def _on_section_chosen(self, key: str) -> None:
        section = self._sections.get(key)
        if section is None:
            section = self._sections[key] = self._entries[key].make(self.desk)
            section.setAccessibleName(self._entries[key].title)
            section.another_chosen.connect(self._on_another_chosen)
            self._stack.addWidget(section)
        self._splitter.make_room()
        self._stack.setCurrentWidget(section)
        self.actions_.show_verbs(section.verb_actions)
        section.activate()

    def _on_another_chosen(self, record_id: int) -> None:
        sender = self.sender()
        if isinstance(sender, Section):
            self.make_way(sender.name, record_id)

    def _on_clarifying(self) -> None:
        self._splitter.make_room()
        if (focus_ask := getattr(self.section(), "focus_ask", None)) is not None:
            focus_ask()

    def _on_answered(self) -> None:
        if (section := self.section()) is not None and section.isVisible():
            later(section, section.focus_next)

    def _on_going_on(self) -> None:
        if (section := self.section()) is not None and section.isVisible():
            later(section, partial(section.when_prepared, section.go_on))

    def _on_uncovered(self) -> None:
        if (section := self.section()) is not None:
            section.catch_up()

    def _on_composer_closed(self) -> None:
        if (section := self.section()) is not None:
            section.setFocus()

    def _on_search_edited(self) -> None:
        if self._palette is None or not self._palette.is_open():
            text = self.top.search.text()
            self.focus_search()
            self.top.search.setText(text)
            self.top.search.deselect()
            self.top.search.end(False)

    def _on_job_started(self, job: Job) -> None:
        self._jobs.append(job)
        if job.writes or len(self._jobs) == 1:
            self.job_bar.start(job)

    def _on_job_ended(self, job: Job) -> None:
        self._jobs.remove(job)
        self.job_bar.end(job)
        if self._jobs and self.job_bar.isHidden():
            self.job_bar.start(self._jobs[-1])

    def _on_theme_changed(self) -> None:
        self.actions_.choose("theme", theme().preference.value)
        self._fit()

    def _fit(self) -> None:
        """Leave the room to the sections where the text is large for the window."""
        narrow = self.width() < theme().px(ROOM_FOR_NAMES)
        self.sidebar.set_narrow(narrow)
        self.top.set_narrow(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_minute(self) -> None:
        """Read the time anew; another day, or a clock that was set, makes other things due."""
        self.read_standing()
        today = self.desk.services.clock.today()
        if today != self._day:
            self._day = today
            for section in self._sections.values():
                section.refresh()

    def _on_changed(self, changes: Changes) -> None:
        self._refresh.start()
        if changes.touches("setting"):
            self._take_language()

    def _take_language(self) -> None:
        """Write days in the language of the settings; sections hear of a change after the window does."""
        use_language(self.desk.services.preferences.get("language_of_dates"))
        self.setLocale(QLocale())

    def read_standing(self) -> None:
        """Bring the numbers of the sidebar and the status line up to date."""
        self._refresh.stop()
        services, sample = self.desk.services, self.sample
        self.desk.tasks.read(self, lambda: standing.read(services, sample=sample), self._show_standing)

    def _show_standing(self, now: standing.Standing) -> None:
        for key, (count, urgent) in standing.in_sections(now).items():
            if key in self._entries:
                self.sidebar.set_count(key, count or None, urgent=urgent and count > 0)
        self.status.set_text(standing.in_words(now))
        self.status.set_drafts(now.counts.drafts)
        self.status.set_undo(now.steps.undo)
        for key, text in standing.in_menu(now).items():
            self.actions_[key].setText(text)

    def book_path(self) -> Path:
        """Return the path of the open book."""
        return self.desk.services.book.path
