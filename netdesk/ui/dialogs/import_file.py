"""Importing a file: what it would do is shown before anything is written, and what it did afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QWidget

from netdesk.exchange.records import Skipped
from netdesk.services.import_plan import ImportPlan, Outcome, PlannedRow
from netdesk.services.imports import ImportReport
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.form import Dialog
from netdesk.ui.tasks import Job
from netdesk.ui.theme import theme
from netdesk.ui.widgets.editor import PlainTextEditor
from netdesk.ui.widgets.labels import Muted, PlainLabel

MOST_LINES = 500
"""Lines of each list that are shown to look into."""


class ImportDialog(Dialog):
    """Reads a file beside the book, shows what would come of it, and imports it as one step."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None = None) -> None:
        """Read the file at once."""
        super().__init__(self.tr("Import {name}").format(name=path.name), parent, action=self.tr("Import"), width=600)
        self._desk = desk
        self._plan: ImportPlan | None = None
        self._told = PlainLabel(self.tr("Reading the file…"), wrap=True)
        self._told.setAccessibleName(self.tr("What the import does"))
        self._counts = QGridLayout()
        self._counts.setHorizontalSpacing(24)
        self._lists = PlainTextEditor()
        self._lists.setAccessibleName(self.tr("Lines to look into"))
        self._lists.setReadOnly(True)
        self._lists.setMinimumHeight(theme().px(180))
        self._lists.hide()
        self.body.addWidget(self._told)
        self.body.addLayout(self._counts)
        self.body.addWidget(self._lists, 1)
        self.primary.setEnabled(False)
        imports = desk.services.imports
        label = self.tr("Reading {name}").format(name=path.name)
        self._job: Job | None = desk.tasks.job(
            self,
            label,
            lambda job: imports.preview(path, cancelled=job.cancelled),
            self._on_plan,
            self._on_unreadable,
            writes=False,
        )

    def reject(self) -> None:
        """Cancel what is under way; the book stays as it was."""
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def submit(self) -> None:
        """Import what was shown, or close once that is done."""
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

    def _on_plan(self, plan: ImportPlan) -> None:
        self._job = None
        self._plan = plan
        self._told.setText(self.tr("Nothing is written yet. The import can be undone as one step."))
        self._show_counts(
            (
                (self.tr("New"), plan.archived or plan.count(Outcome.NEW)),
                (self.tr("Named by others"), len(plan.named)),
                (self.tr("Changed"), plan.count(Outcome.CHANGED)),
                (self.tr("Merged"), plan.count(Outcome.MERGED)),
                (self.tr("The same"), plan.count(Outcome.SAME)),
                (self.tr("Doubtful"), len(plan.doubtful)),
                (self.tr("Skipped"), len(plan.skipped)),
            )
        )
        self._show_lists(plan.doubtful, plan.skipped)
        if plan.is_empty and not plan.archived:
            self._told.setText(self.tr("There is nothing new in this file."))
        self.primary.setEnabled(True)
        self.primary.setFocus()

    def _on_report(self, report: ImportReport) -> None:
        self._job = None
        self._plan = None
        self._told.setText(self.tr("Done. Undo takes all of it back."))
        self._show_counts(
            (
                (self.tr("Added"), report.added),
                (self.tr("Named by others"), report.named),
                (self.tr("Updated"), report.updated),
                (self.tr("Merged"), report.merged),
                (self.tr("The same"), report.same),
                (self.tr("Introductions"), report.introductions),
                (self.tr("Skipped"), len(report.skipped)),
            )
        )
        self._show_lists((), report.skipped)
        self.cancel.hide()
        self.primary.set_text(self.tr("Close"))
        self.primary.setEnabled(True)
        self.primary.setFocus()

    def _on_unreadable(self, sentence: str) -> None:
        self._job = None
        self._plan = None
        self._told.setText(self.tr("Nothing was written."))
        self.refuse(sentence)
        self.cancel.hide()
        self.primary.set_text(self.tr("Close"))

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

    def _show_lists(self, doubtful: Sequence[PlannedRow], skipped: Sequence[Skipped]) -> None:
        lines = [
            self.tr("{name} comes in as new, but resembles {other}").format(
                name=row.record.display_name, other=row.resembles
            )
            for row in doubtful[:MOST_LINES]
        ]
        lines += [
            self.tr("Line {line}: {reason}").format(line=one.line, reason=one.reason) for one in skipped[:MOST_LINES]
        ]
        self._lists.set_text("\n".join(lines))
        self._lists.setVisible(bool(lines))
