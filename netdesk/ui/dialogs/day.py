"""Choosing the day of one or several follow-ups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from netdesk.services.follow_up_rows import FollowUpRow
from netdesk.ui.days import qdate
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.form import Dialog, add_row, form
from netdesk.ui.widgets.fields import DateField


class DayDialog(Dialog):
    """The day to which what is chosen moves, today or later."""

    def __init__(self, desk: Desk, rows: Sequence[FollowUpRow], parent: QWidget | None = None) -> None:
        """Begin with the day of the first one, or with today where that is past."""
        super().__init__(self.tr("Set day"), parent, action=self.tr("Move"), width=360)
        self._desk = desk
        self._ids = [row.id for row in rows]
        today = desk.services.clock.today()
        self.day = DateField()
        self.day.setMinimumDate(qdate(today))
        self.day.setDate(qdate(max(today, rows[0].due_on)))
        fields = form()
        add_row(fields, self.tr("Day"), self.day)
        self.body.addLayout(fields)
        self.day.setFocus()

    def submit(self) -> None:
        """Move all of them as one step."""
        chosen = self.day.date()
        day = date(chosen.year(), chosen.month(), chosen.day())
        self.run(self._desk, partial(self._desk.services.follow_ups.reschedule, self._ids, day))
