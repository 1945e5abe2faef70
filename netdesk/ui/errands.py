"""What the menus and buttons of the window set going: each opens its dialog, which does the rest."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from netdesk.ui.actions import native
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.files import file_to_open, file_to_save
from netdesk.ui.sections.catalogue import entries
from netdesk.ui.tasks import Job
from netdesk.ui.theme import Preference, theme

if TYPE_CHECKING:
    from netdesk.services.exports import ExportReport
    from netdesk.ui.dialogs.help import HelpDialog, Page
    from netdesk.ui.main_window import MainWindow

BOOK_SUFFIX = ".netdesk"


class Errands(QObject):
    """The errands of one window; dialogs are imported when they are needed."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        """Open dialogs over this window."""
        super().__init__(window)
        self._desk = desk
        self._window = window

    def capture(self, wording: str = "") -> None:
        """Capture a request, with the wording that is known already."""
        from netdesk.ui.dialogs.capture import CaptureDialog  # noqa: PLC0415

        CaptureDialog(self._desk, wording or "", self._window).open()

    def log_interaction(self, contact_ids: Sequence[int] = ()) -> None:
        """Log an interaction, with these contacts if any are given."""
        from netdesk.ui.dialogs.interaction import InteractionDialog  # noqa: PLC0415

        InteractionDialog(self._desk, contact_ids or (), self._window).open()

    def new_contact(self) -> None:
        """Add a contact."""
        from netdesk.ui.dialogs.new_contact import NewContactDialog  # noqa: PLC0415

        NewContactDialog(self._desk, self._window).open()

    def show_drafts(self) -> None:
        """Show the messages that were begun and not sent; a single one is opened at once."""
        drafts = self._desk.services.message_rows.drafts()
        if len(drafts) == 1:
            self._desk.message_wanted.emit(drafts[0].id)
        else:
            from netdesk.ui.dialogs.drafts import DraftsDialog  # noqa: PLC0415

            DraftsDialog(self._desk, self._window).open()

    def review_duplicates(self) -> None:
        """Review who may be in the book twice."""
        from netdesk.ui.dialogs.duplicates import DuplicatesDialog  # noqa: PLC0415

        DuplicatesDialog(self._desk, self._window).open()

    def import_file(self, path: Path | None = None) -> None:
        """Import a file, after a look at what that would do; asks for the file where none is given."""
        if not path:
            kinds = self.tr(
                "Contacts, mail, calendars and archives (*.csv *.vcf *.vcard *.json *.eml *.mbox *.ics);;All files (*)"
            )
            chosen = file_to_open(self._window, self.tr("Import"), kinds)
            if not chosen:
                return
            path = Path(chosen)
        self.import_files([path])

    def import_files(self, paths: Sequence[Path]) -> None:
        """Import files one after the other; who cancels one leaves out those after it."""
        from netdesk.ui.dialogs.import_file import ImportDialog  # noqa: PLC0415

        first, *others = paths
        dialog = ImportDialog(self._desk, first, self._window, more=len(others))
        if others:
            dialog.accepted.connect(partial(self.import_files, others))
        dialog.open()

    def export(self) -> None:
        """Write the book to a file of another format."""
        kinds = {
            self.tr("vCard (*.vcf)"): ".vcf",
            self.tr("Table (*.csv)"): ".csv",
            self.tr("Archive of the whole book (*.json)"): ".json",
            self.tr("Calendar (*.ics)"): ".ics",
            self.tr("Graph (*.graphml)"): ".graphml",
        }
        chosen, kind = file_to_save(self._window, self.tr("Export"), "netdesk.vcf", ";;".join(kinds))
        if not chosen:
            return
        path = Path(chosen) if Path(chosen).suffix else Path(chosen).with_suffix(kinds.get(kind, ".vcf"))
        exports = self._desk.services.exports

        def work(job: Job) -> ExportReport:
            return exports.run(path)

        label = self.tr("Exporting {name}").format(name=path.name)
        self._desk.tasks.job(self._window, label, work, self._on_exported, writes=False)

    def back_up(self) -> None:
        """Copy the book to a file, and check the copy."""
        name = f"{self._window.book_path().stem}-{self._desk.services.clock.today()}{BOOK_SUFFIX}"
        chosen, _ = file_to_save(self._window, self.tr("Back up"), name, self._book_kinds())
        if chosen:
            verb = partial(self._desk.services.history.back_up, Path(chosen))
            self._desk.do(self._window, verb, self._on_backed_up)

    def new_book(self) -> None:
        """Ask where to make a new book, and open it."""
        chosen, _ = file_to_save(
            self._window, self.tr("New book"), f"book{BOOK_SUFFIX}", self._book_kinds(), replaces=False
        )
        if chosen:
            path = Path(chosen) if Path(chosen).suffix else Path(chosen).with_suffix(BOOK_SUFFIX)
            self._window.new_book_wanted.emit(path)

    def open_book(self) -> None:
        """Ask for another book, and open it."""
        chosen = file_to_open(self._window, self.tr("Open book"), self._book_kinds())
        if chosen:
            self._window.book_wanted.emit(Path(chosen))

    def change_settings(self) -> None:
        """Show the settings."""
        from netdesk.ui.dialogs.settings import SettingsDialog  # noqa: PLC0415

        SettingsDialog(self._desk, self._window).open()

    def edit_templates(self) -> None:
        """Show the texts that drafts are made from."""
        from netdesk.ui.dialogs.templates import TemplatesDialog  # noqa: PLC0415

        TemplatesDialog(self._desk, self._window).open()

    def set_theme(self, preference: str) -> None:
        """Choose light, dark or what the system has."""
        theme().set_preference(Preference(preference))
        self._desk.settings.setValue("theme/preference", preference)

    def scale_text(self, by: float) -> None:
        """Make text larger or smaller by a step; 0 brings back its normal size."""
        theme().set_scale(round(theme().scale + by, 2) if by else 1.0)
        self._desk.settings.setValue("theme/scale", theme().scale)

    def show_keys(self) -> None:
        """Show every action with its keys, and the keys of each part of the window."""
        from netdesk.ui.dialogs.help import Page  # noqa: PLC0415

        self._show_help(Page.KEYS)

    def show_words(self) -> None:
        """Show what the words of the window mean."""
        from netdesk.ui.dialogs.help import Page  # noqa: PLC0415

        self._show_help(Page.WORDS)

    def _show_help(self, page: Page) -> None:
        self.help(page).open()

    def help(self, page: Page) -> HelpDialog:
        """Make the help at a page, with the keys of all sections and of what has keys of its own."""
        from netdesk.ui.dialogs.help import HelpDialog  # noqa: PLC0415
        from netdesk.ui.local_keys import local_keys  # noqa: PLC0415

        sections = [
            (entry.title, [(verb.text.removesuffix("…"), native(verb.key)) for verb in entry.verbs()])
            for entry in entries().values()
        ]
        return HelpDialog([*self._window.actions_.sheet(), *sections, *local_keys()], page, self._window)

    def show_about(self) -> None:
        """Show what netdesk is and what it stands on."""
        from netdesk.ui.dialogs.about import AboutDialog  # noqa: PLC0415

        AboutDialog(self._window.book_path(), self._window).open()

    def may_stop(self, label: str) -> bool:
        """Ask before closing the window while a job runs."""
        from netdesk.ui.dialogs.confirm import confirm  # noqa: PLC0415

        return confirm(
            self._window,
            self.tr("Work is under way"),
            self.tr("“{job}” is not finished. If you close now, it stops and the book stays as it was.").format(
                job=label
            ),
            self.tr("Stop it and close"),
            danger=True,
        )

    def may_lose_typing(self) -> bool:
        """Ask before closing the window while what was typed could not be saved."""
        from netdesk.ui.composer.saving import Saving  # noqa: PLC0415
        from netdesk.ui.dialogs.confirm import confirm  # noqa: PLC0415
        from netdesk.ui.widgets.book_field import BookField  # noqa: PLC0415

        kinds: tuple[type[BookField | Saving], ...] = (BookField, Saving)
        if not any(one.has_unsaved() for kind in kinds for one in self._window.findChildren(kind)):
            return True
        return confirm(
            self._window,
            self.tr("Not all is saved"),
            self.tr("Some of what you typed could not be written into the book. If you close now, it may be lost."),
            self.tr("Close anyway"),
            danger=True,
        )

    def _on_exported(self, report: ExportReport) -> None:
        self._desk.said.emit(
            self.tr("{number} records written to {path}.").format(number=f"{report.written:,}", path=report.path)
        )

    def _on_backed_up(self, path: Path) -> None:
        self._desk.said.emit(self.tr("Backed up to {path}; the copy was checked.").format(path=path))

    def _book_kinds(self) -> str:
        return self.tr("netdesk books (*{suffix});;All files (*)").format(suffix=BOOK_SUFFIX)
