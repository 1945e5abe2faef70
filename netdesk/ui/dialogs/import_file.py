"""Importing a file: what it would do is shown before anything is written, and what it did afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QWidget

from netdesk.domain.errors import ChangedBookError
from netdesk.exchange.csv_mapping import Columns
from netdesk.exchange.csv_words import Target
from netdesk.services.duplicates import Candidate
from netdesk.services.importing.plan import ImportPlan, ImportReport
from netdesk.services.importing.report import save
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.columns_form import ColumnsForm
from netdesk.ui.dialogs.duplicates import DuplicatesDialog
from netdesk.ui.dialogs.files import file_to_save
from netdesk.ui.dialogs.form import Dialog
from netdesk.ui.dialogs.import_counts import ImportCounts
from netdesk.ui.dialogs.import_lists import ImportLists
from netdesk.ui.dialogs.import_questions import ImportQuestions
from netdesk.ui.tasks import Job
from netdesk.ui.theme import theme
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.labels import PlainLabel

_HEIGHT = 620
"""Enough for what mostly comes of a file, so that the dialog stays where it opened once that is known."""


class ImportDialog(Dialog):
    """Reads a file beside the book, shows what would come of it, and imports it as one step."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None = None, *, more: int = 0) -> None:
        """Read the file once the dialog is there; `more` files come after it."""
        title = self.tr("Import {name}, then {more} more") if more else self.tr("Import {name}")
        super().__init__(title.format(name=path.name, more=more), parent, action=self.tr("Import"), width=600)
        self._desk = desk
        self._path = path
        self._plan: ImportPlan | None = None
        self._reported: ImportPlan | None = None
        self._columns: ColumnsForm | None = None
        self._told = PlainLabel(self.tr("Reading the file…"), wrap=True)
        self._told.setAccessibleName(self.tr("What the import does"))
        self._questions = ImportQuestions()
        self._questions.decided.connect(self._on_decided)
        self._unknown = QCheckBox()
        self._unknown.toggled.connect(self._on_unknown_decided)
        self._unknown.hide()
        self._counts = ImportCounts()
        self._lists = ImportLists()
        self.body.addWidget(self._told)
        self.body.addWidget(self._counts)
        self.body.addWidget(self._unknown)
        self.body.addWidget(self._questions)
        self.body.addWidget(self._lists, 1)
        self.body.addStretch()
        self.resize(self.width(), min(theme().px(_HEIGHT), self._room().height()))
        self._save = Button(self.tr("Save report…"), ButtonKind.QUIET)
        self._save.clicked.connect(self._on_save)
        self._save.hide()
        self.buttons.insertWidget(0, self._save)
        self.primary.setEnabled(False)
        self.review = Button(self.tr("Review duplicates…"))
        self.review.clicked.connect(self._on_review)
        self.review.hide()
        self.buttons.insertWidget(0, self.review)
        self._job: Job | None = None
        self._is_joining = False
        QTimer.singleShot(0, self, partial(self._read, None))

    def _read(self, mapping: Mapping[str, Target] | None) -> None:
        """Work out what the file brings; a table whose columns nobody knows is shown first."""
        path, imports = self._path, self._desk.services.imports

        def look(job: Job) -> ImportPlan | Columns:
            if mapping is None:
                return imports.look(path, job.cancelled)
            return imports.preview(path, mapping, job.cancelled)

        self._job = self._desk.tasks.job(
            self,
            self.tr("Reading {name}").format(name=path.name),
            look,
            self._on_read,
            self._on_unreadable,
            writes=False,
        )

    def reject(self) -> None:
        """Cancel what is under way; the book stays as it was."""
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def submit(self) -> None:
        """Read on with what the columns mean, import what was shown, or close once that is done."""
        if self._columns is not None:
            mapping = self._columns.mapping()
            if not mapping.keys():
                self.refuse(self.tr("Say which column holds the name or the e-mail."))
                return
            self.refuse("")
            self.primary.setEnabled(False)
            self._columns.setEnabled(False)
            self._read(mapping)
            return
        if self._plan is None:
            self.accept()
            return
        plan, imports = self._plan, self._desk.services.imports
        self._let_decide(False)
        self._told.setText(self.tr("Importing…"))
        label = self.tr("Importing {name}").format(name=plan.path.name)

        def import_or_look_again(job: Job) -> ImportReport | ImportPlan:
            try:
                return imports.run(plan, job.report, job.cancelled)
            except ChangedBookError:
                return imports.again(plan, job.cancelled)

        self._job = self._desk.tasks.job(
            self,
            label,
            import_or_look_again,
            self._on_imported,
            self._on_unreadable,
        )

    def _on_unknown_decided(self) -> None:
        """Show what the file brings with the people whom the book does not know, or without them."""
        if self._plan is not None and self._plan.otherwise is not None:
            self._on_plan(replace(self._plan.otherwise, otherwise=self._plan))

    def _on_decided(self) -> None:
        """Work out anew what the import does as the user decides; what is decided meanwhile waits for that."""
        if self._plan is None:
            return
        self.primary.setEnabled(False)
        if self._is_joining:
            return
        self._is_joining = True
        self._told.setText(self.tr("Working out what that changes…"))
        verb = partial(self._desk.services.imports.join, self._plan, *self._questions.answers())
        self._desk.tasks.read(self, verb, self._on_joined, self._on_unreadable)

    def _on_joined(self, plan: ImportPlan) -> None:
        """Show the plan, or work it out once more where the ticks have changed meanwhile."""
        self._is_joining = False
        if (dict(plan.joined), plan.taken) != self._questions.answers():
            self._on_decided()
            return
        focused = self.focusWidget()
        self._on_plan(plan)
        if focused is not None:
            focused.setFocus()

    def _on_read(self, found: ImportPlan | Columns) -> None:
        self._job = None
        if isinstance(found, ImportPlan):
            self._on_plan(found)
            return
        self._told.setText(self.tr("netdesk does not know these columns. Say what they mean; it will remember."))
        self._columns = ColumnsForm(found)
        self.body.addWidget(self._columns, 1)
        self.primary.set_text(self.tr("Preview"))
        self.primary.setEnabled(True)
        self._columns.choices[0][1].setFocus()

    def _on_plan(self, plan: ImportPlan) -> None:
        if self._columns is not None:
            self._columns.hide()
            self._columns.deleteLater()
            self._columns = None
            self.primary.set_text(self.tr("Import"))
        self._plan = self._reported = plan
        self._told.setText(self.tr("Nothing is written yet. The import can be undone as one step."))
        self._counts.show_plan(plan)
        self._questions.ask(plan, today := self._desk.services.clock.today())
        self.body.setStretchFactor(self._questions, int(self._questions.is_long))
        self._unknown.setText(
            self.tr("Add the {count} people whom the book does not know").format(count=f"{len(plan.unknown):,}")
        )
        self._unknown.setVisible(bool(plan.unknown))
        self._lists.show_plan(plan, today)
        self._save.show()
        if plan.is_empty and not plan.archived:
            self._told.setText(self._nothing_new(plan))
        self.primary.setEnabled(True)
        self.primary.setFocus()

    def _nothing_new(self, plan: ImportPlan) -> str:
        """Say why nothing changes, and what importing is good for all the same."""
        if plan.unknown:
            return self.tr("None of it is with people in your book.")
        if plan.kept:
            return self.tr("Nothing changes, unless you tick where the file is right.")
        if plan.is_known:
            return self.tr("There is nothing new in this file.")
        return self.tr("There is nothing new in this file. Import it to see next time what changed in it since.")

    def _on_imported(self, found: ImportReport | ImportPlan) -> None:
        """Tell what was imported; where the book has changed since, show what it would do now."""
        if isinstance(found, ImportReport):
            self._on_report(found)
            return
        self._job = None
        self._let_decide(True)
        self._on_plan(found)
        self._told.setText(
            self.tr("The book has changed meanwhile. Nothing is written yet; look again at what comes of it.")
        )

    def _let_decide(self, is_open: bool) -> None:
        for widget in (self.primary, self._questions, self._unknown):
            widget.setEnabled(is_open)

    def _on_report(self, report: ImportReport) -> None:
        self._job = None
        self._plan = None
        has_written = self._reported is None or not self._reported.is_known
        self._told.setText(
            self.tr("Done. Undo takes all of it back.") if has_written else self.tr("There was nothing to write.")
        )
        self._counts.show_report(report)
        self._questions.hide()
        self._unknown.hide()
        self.cancel.hide()
        self.primary.set_text(self.tr("Close"))
        self.primary.setEnabled(True)
        self.primary.setFocus()
        if report.added or report.updated:
            self._desk.tasks.read(self, self._desk.services.duplicates.find, self._on_duplicates)

    def _on_duplicates(self, found: Sequence[Candidate]) -> None:
        """Lead to the review where people are in the book twice now."""
        if found:
            self.review.set_text(self.tr("Review duplicates ({count})…").format(count=f"{len(found):,}"))
            self.review.show()

    def _on_review(self) -> None:
        DuplicatesDialog(self._desk, self.parentWidget()).open()
        self.accept()

    def _on_unreadable(self, sentence: str) -> None:
        self._job = None
        self._plan = None
        if self._columns is not None:
            self._columns.setEnabled(True)
            self.refuse(sentence)
            return
        self._told.setText(self.tr("Nothing was written."))
        self.refuse(sentence)
        self.cancel.hide()
        self.primary.set_text(self.tr("Close"))

    def _on_save(self) -> None:
        plan = self._reported
        name = self.tr("Import of {name}.csv").format(name=self._path.stem)
        path, _ = file_to_save(self, self.tr("Save report"), name, self.tr("Spreadsheet (*.csv)"))
        if plan is not None and path:
            self._desk.do(self, lambda: save(plan, Path(path)), lambda _: self.refuse(""), self.refuse)
