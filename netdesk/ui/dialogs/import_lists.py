"""The rows of an import, list by list, to look into before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from netdesk.exchange.records import PersonReference
from netdesk.services.importing.plan import ImportPlan, Outcome, PlannedRow
from netdesk.services.importing.report import told
from netdesk.ui.days import with_days
from netdesk.ui.theme import theme
from netdesk.ui.widgets.editor import PlainTextEditor
from netdesk.ui.widgets.fields import Choice

_MOST_LINES = 500
"""Lines of each list that are shown; all of them are in the report."""


class ImportLists(QWidget):
    """A choice of the lists that are not empty, and the lines of the chosen one."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.which = Choice(self.tr("Rows to look into"))
        self.which.currentIndexChanged.connect(self._show_list)
        self.lines = PlainTextEditor()
        self.lines.setAccessibleName(self.tr("Lines to look into"))
        self.lines.setReadOnly(True)
        self.lines.setMinimumHeight(theme().px(180))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.which)
        column.addWidget(self.lines, 1)
        self.hide()

    def show_plan(self, plan: ImportPlan, today: date) -> None:
        """Offer the lists, those that need a look first, with their days as they are written on this one."""
        lists = (
            _rows(self.tr("Changed"), plan.list(Outcome.CHANGED), today),
            _rows(self.tr("Kept as it is"), list({row.record.line: row for row, _ in plan.kept}.values()), today),
            (self.tr("Skipped"), self._skipped(plan), len(plan.skipped)),
            (self.tr("Not in the book"), _people(plan.unknown), len(plan.unknown)),
            *(
                _rows(name, rows, today)
                for name, rows in (
                    (self.tr("New"), plan.list(Outcome.NEW)),
                    (self.tr("Merged"), plan.list(Outcome.MERGED)),
                    (self.tr("The same"), plan.list(Outcome.SAME)),
                )
            ),
        )
        self.which.clear()
        for name, lines, count in lists:
            if count > len(lines):
                lines.append(self.tr("… and {count:,} more, all in the report").format(count=count - len(lines)))
            if lines:
                self.which.addItem(f"{name} ({count:,})", "\n".join(lines))
        self.setVisible(self.which.count() > 0)

    def _skipped(self, plan: ImportPlan) -> list[str]:
        line = self.tr("Line {line}: {reason}")
        return [line.format(line=one.line, reason=one.reason) for one in plan.skipped[:_MOST_LINES]]

    def _show_list(self) -> None:
        self.lines.set_text(self.which.currentData() or "")


def _people(people: Sequence[PersonReference]) -> list[str]:
    return [f"{who.name} <{who.email}>" if who.name else who.email for who in people[:_MOST_LINES]]


def _rows(name: str, rows: Sequence[PlannedRow], today: date) -> tuple[str, list[str], int]:
    shown = ((row.record.display_name, with_days(told(row), today)) for row in rows[:_MOST_LINES])
    return name, [": ".join(filter(None, line)) for line in shown], len(rows)
