"""How many rows of an import come to what, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from netdesk.services.importing.plan import ImportPlan, ImportReport, Outcome
from netdesk.ui.widgets.labels import Muted, PlainLabel

_IN_A_ROW = 5


class ImportCounts(QWidget):
    """Counts with their names below them; those of nothing are left out."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._named = ""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(28)
        self._grid.setVerticalSpacing(0)
        self.hide()

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what an import would do."""
        self._named = self.tr("People added") if plan.unknown else self.tr("Named by others")
        self._show(
            (
                (self.tr("New"), plan.archived or plan.count(Outcome.NEW)),
                (self._named, len(plan.named)),
                (self.tr("Changed"), plan.count(Outcome.CHANGED)),
                (self.tr("Merged"), plan.count(Outcome.MERGED)),
                (self.tr("The same"), plan.count(Outcome.SAME)),
                (self.tr("Doubtful"), len(plan.doubtful)),
                (self.tr("Kept as it is"), len(plan.kept)),
                (self.tr("Skipped"), len(plan.skipped)),
            )
        )

    def show_report(self, report: ImportReport) -> None:
        """Show what the import did whose plan was shown."""
        self._show(
            (
                (self.tr("Added"), report.added),
                (self._named, report.named),
                (self.tr("Updated"), report.updated),
                (self.tr("Merged"), report.merged),
                (self.tr("The same"), report.same),
                (self.tr("Kept as it is"), report.kept),
                (self.tr("Introductions"), report.introductions),
                (self.tr("Skipped"), len(report.skipped)),
            )
        )

    def _show(self, counts: Sequence[tuple[str, int]]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        found = [one for one in counts if one[1]]
        for place, (name, count) in enumerate(found):
            row, column = divmod(place, _IN_A_ROW)
            number = PlainLabel(f"{count:,}", "heading")
            number.setAccessibleName(f"{name}: {count}")
            self._grid.addWidget(number, 2 * row, column)
            self._grid.addWidget(Muted(name), 2 * row + 1, column)
        self._grid.setColumnStretch(_IN_A_ROW, 1)
        self.setVisible(bool(found))
