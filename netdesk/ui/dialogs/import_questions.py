"""What only the user can tell of an import: who is somebody known, and which of two changes holds."""

from __future__ import annotations

from datetime import date
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netdesk.exchange.records import ContactRecord
from netdesk.services.importing.additions import Difference
from netdesk.services.importing.plan import ImportPlan
from netdesk.services.importing.report import kept
from netdesk.ui.days import with_days
from netdesk.ui.dialogs.decisions import Decisions, Question

_AT_ONCE = 5


class ImportQuestions(QWidget):
    """Two lists to tick; hidden where there is nothing to ask."""

    decided = Signal()

    def __init__(self) -> None:
        """Ask nothing yet."""
        super().__init__()
        self.doubts = Decisions(
            self.tr("These may be somebody you have already. Tick those who are."),
            self.tr("People of the file who may be in the book already"),
            self.tr("All are the same"),
            self.tr("All are new"),
        )
        self.doubts.list.setObjectName("doubts")
        self.differences = Decisions(
            self.tr("The file changed these, and so did you. Tick where the file is right."),
            self.tr("What the file says otherwise than you"),
            self.tr("The file is right in all"),
            self.tr("Keep all of mine"),
        )
        self.differences.list.setObjectName("differences")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for questions in (self.differences, self.doubts):
            questions.decided.connect(self.decided)
            column.addWidget(questions, 1)
        self.hide()

    @property
    def is_long(self) -> bool:
        """Tell whether more is asked than is seen at once."""
        return self.doubts.list.count() > _AT_ONCE or self.differences.list.count() > _AT_ONCE

    def answers(self) -> tuple[dict[int, str], frozenset[tuple[int, Difference]]]:
        """Give the rows that are taken for whom they resemble, and the differences in which the file is right."""
        joined = cast("frozenset[tuple[int, str]]", self.doubts.ticked())
        return dict(joined), cast("frozenset[tuple[int, Difference]]", self.differences.ticked())

    def ask(self, plan: ImportPlan, today: date) -> None:
        """Ask what a plan leaves open; days are written as they are on this one."""
        maybe = self.tr("{name}: maybe the same as {other} ({reasons})")
        self.doubts.ask(
            [
                Question(
                    (row.record.line, row.who),
                    maybe.format(name=_introduced(row.record), other=row.resembles, reasons=", ".join(row.reasons)),
                    row.is_joined,
                )
                for row in plan.doubtful
            ]
        )
        self.differences.ask(
            [
                Question(
                    (key := (row.record.line, one)),
                    f"{row.record.display_name}: {with_days(kept(one), today)}",
                    key in plan.taken,
                )
                for row, one in plan.differences
            ]
        )
        self.setVisible(bool(plan.doubtful or plan.differences))


def _introduced(record: ContactRecord) -> str:
    """Give a name with what tells it from others of that name: where they are, or how they are reached."""
    bodies = [one.organisation for one in record.affiliations if one.organisation]
    return ", ".join([record.display_name, *(bodies or [point.value for point in record.points])[:1]])
