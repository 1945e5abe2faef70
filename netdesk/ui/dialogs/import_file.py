"""Importing a file: what it would do is shown before anything is written, and what it did afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from netdesk.exchange.csv_columns import Target
from netdesk.exchange.csv_mapping import Columns
from netdesk.exchange.records import PersonReference
from netdesk.services.duplicates import Candidate
from netdesk.services.import_plan import ImportPlan, Outcome, PlannedRow
from netdesk.services.import_report import save, told
from netdesk.services.imports import ImportReport
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.columns_form import ColumnsForm
from netdesk.ui.dialogs.doubts import MOST_LINES, Doubts
from netdesk.ui.dialogs.duplicates import DuplicatesDialog
from netdesk.ui.dialogs.files import file_to_save
from netdesk.ui.dialogs.form import Dialog
from netdesk.ui.tasks import Job
from netdesk.ui.theme import theme
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.editor import PlainTextEditor
from netdesk.ui.widgets.fields import Choice
from netdesk.ui.widgets.labels import Muted, PlainLabel


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
        self._doubts = Doubts()
        self._doubts.decided.connect(self._on_decided)
        self._unknown = QCheckBox()
        self._unknown.toggled.connect(self._on_unknown_decided)
        self._unknown.hide()
        self._counts = QGridLayout()
        self._counts.setHorizontalSpacing(24)
        self._which = Choice(self.tr("Rows to look into"))
        self._which.currentIndexChanged.connect(self._show_list)
        self._which.hide()
        self._lists = PlainTextEditor()
        self._lists.setAccessibleName(self.tr("Lines to look into"))
        self._lists.setReadOnly(True)
        self._lists.setMinimumHeight(theme().px(180))
        self._lists.hide()
        self.body.addWidget(self._told)
        self.body.addLayout(self._counts)
        self.body.addWidget(self._unknown)
        self.body.addWidget(self._doubts, 1)
        self.body.addWidget(self._which)
        self.body.addWidget(self._lists, 1)
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
        QTimer.singleShot(0, self, partial(self._read, None))

    def _read(self, mapping: Mapping[str, Target] | None) -> None:
        """Work out what the file brings; a table whose columns nobody knows is shown first."""
        path, imports, add_unknown = self._path, self._desk.services.imports, self._unknown.isChecked()

        def look(job: Job) -> ImportPlan | Columns:
            columns = imports.columns(path) if mapping is None else None
            return columns or imports.preview(path, mapping, job.cancelled, add_unknown=add_unknown)

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
        self.primary.setEnabled(False)
        self._told.setText(self.tr("Importing…"))
        label = self.tr("Importing {name}").format(name=plan.path.name)
        self._job = self._desk.tasks.job(
            self,
            label,
            lambda job: imports.run(plan, job.report, job.cancelled),
            self._on_report,
            self._on_unreadable,
        )

    def _on_unknown_decided(self) -> None:
        """Look again at what the file brings, with the people whom the book does not know, or without them."""
        self.primary.setEnabled(False)
        self._unknown.setEnabled(False)
        self._told.setText(self.tr("Reading the file…"))
        self._read(None)

    def _on_decided(self) -> None:
        """Work out anew what the import does, with the rows that are taken for whom they resemble."""
        if self._plan is None:
            return
        verb = partial(self._desk.services.imports.join, self._plan, self._doubts.ticked())
        self.primary.setEnabled(False)
        self._desk.tasks.read(self, verb, self._on_joined, self._on_unreadable)

    def _on_joined(self, plan: ImportPlan) -> None:
        """Show the plan, unless the ticks have changed meanwhile."""
        if dict(plan.joined) == self._doubts.ticked():
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
        self._show_counts(
            (
                (self.tr("New"), plan.archived or plan.count(Outcome.NEW)),
                (self._named(plan), len(plan.named)),
                (self.tr("Changed"), plan.count(Outcome.CHANGED)),
                (self.tr("Merged"), plan.count(Outcome.MERGED)),
                (self.tr("The same"), plan.count(Outcome.SAME)),
                (self.tr("Doubtful"), len(plan.doubtful)),
                (self.tr("Skipped"), len(plan.skipped)),
            )
        )
        self._doubts.show_rows(plan.doubtful)
        self._unknown.setText(
            self.tr("Add the {count} people whom the book does not know").format(count=f"{len(plan.unknown):,}")
        )
        self._unknown.setVisible(bool(plan.unknown))
        self._unknown.setEnabled(True)
        self._fill_lists(plan)
        if plan.is_empty and not plan.archived:
            with_known = self.tr("There is nothing new with people of the book.")
            self._told.setText(with_known if plan.unknown else self.tr("There is nothing new in this file."))
        self.primary.setEnabled(True)
        self.primary.setFocus()

    def _on_report(self, report: ImportReport) -> None:
        self._job = None
        self._plan = None
        self._told.setText(self.tr("Done. Undo takes all of it back."))
        self._show_counts(
            (
                (self.tr("Added"), report.added),
                (self._named(self._reported), report.named),
                (self.tr("Updated"), report.updated),
                (self.tr("Merged"), report.merged),
                (self.tr("The same"), report.same),
                (self.tr("Introductions"), report.introductions),
                (self.tr("Skipped"), len(report.skipped)),
            )
        )
        self._doubts.show_rows(())
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

    def _named(self, plan: ImportPlan | None) -> str:
        return self.tr("People added") if plan and plan.unknown else self.tr("Named by others")

    def _show_counts(self, counts: Sequence[tuple[str, int]]) -> None:
        while (item := self._counts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for row, (name, count) in enumerate(one for one in counts if one[1]):
            number = PlainLabel(f"{count:,}", "strong")
            number.setAccessibleName(f"{name}: {count}")
            self._counts.addWidget(Muted(name), row, 0)
            self._counts.addWidget(number, row, 1)
        self._counts.setColumnStretch(2, 1)

    def _fill_lists(self, plan: ImportPlan) -> None:
        """Offer every list that is not empty, those that need a look first."""
        skipped = [
            self.tr("Line {line}: {reason}").format(line=one.line, reason=one.reason)
            for one in plan.skipped[:MOST_LINES]
        ]
        lists = (
            (self.tr("Skipped"), skipped, len(plan.skipped)),
            (self.tr("Not in the book"), _people(plan.unknown), len(plan.unknown)),
            *(
                (name, _lines(rows), len(rows))
                for name, rows in (
                    (self.tr("Changed"), plan.list(Outcome.CHANGED)),
                    (self.tr("New"), plan.list(Outcome.NEW)),
                    (self.tr("Merged"), plan.list(Outcome.MERGED)),
                    (self.tr("The same"), plan.list(Outcome.SAME)),
                )
            ),
        )
        self._which.clear()
        for name, lines, count in lists:
            if count > len(lines):
                lines.append(self.tr("… and {count:,} more, all in the report").format(count=count - len(lines)))
            if lines:
                self._which.addItem(f"{name} ({count:,})", "\n".join(lines))
        for widget in (self._which, self._lists):
            widget.setVisible(self._which.count() > 0)
        self._save.show()

    def _show_list(self) -> None:
        self._lists.set_text(self._which.currentData() or "")

    def _on_save(self) -> None:
        plan = self._reported
        name = self.tr("Import of {name}.csv").format(name=self._path.stem)
        path, _ = file_to_save(self, self.tr("Save report"), name, self.tr("Spreadsheet (*.csv)"))
        if plan is not None and path:
            self._desk.do(self, lambda: save(plan, Path(path)), lambda _: self.refuse(""), self.refuse)


def _people(people: Sequence[PersonReference]) -> list[str]:
    return [f"{who.name} <{who.email}>" if who.name else who.email for who in people[:MOST_LINES]]


def _lines(rows: Sequence[PlannedRow]) -> list[str]:
    return [": ".join(filter(None, (row.record.display_name, told(row)))) for row in rows[:MOST_LINES]]
