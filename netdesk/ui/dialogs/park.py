"""Putting a request aside until a day."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netdesk.ui.days import qdate
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.form import Dialog
from netdesk.ui.widgets.buttons import Button
from netdesk.ui.widgets.fields import DateField
from netdesk.ui.widgets.labels import Paragraph

WEEKS = (1, 2, 4, 12)


class ParkDialog(Dialog):
    """The day until which a request rests, picked or chosen in weeks."""

    def __init__(self, desk: Desk, request_id: int, parent: QWidget | None = None) -> None:
        """Begin with two weeks."""
        super().__init__(_tr("Park until"), parent, action=_tr("Park"), width=420)
        self._desk, self._request_id = desk, request_id
        self._today = desk.services.clock.today()
        self.day = DateField()
        self.day.setAccessibleName(self.tr("Park until"))
        self.day.setMinimumDate(qdate(self._today + timedelta(days=1)))
        self._choose(2)
        self.body.addWidget(Paragraph(self.tr("It leaves your list and comes back on that day.")))
        self.body.addWidget(self.day)
        row = QHBoxLayout()
        for weeks in WEEKS:
            button = Button(self.tr("1 week") if weeks == 1 else self.tr("{number} weeks").format(number=weeks))
            button.setProperty("weeks", weeks)
            button.clicked.connect(self._on_weeks)
            row.addWidget(button)
        self.body.addLayout(row)
        self.day.setFocus()

    def submit(self) -> None:
        """Park the request."""
        chosen = self.day.date()
        until = date(chosen.year(), chosen.month(), chosen.day())
        self.run(self._desk, lambda: self._desk.services.requests.park(self._request_id, until))

    def _on_weeks(self) -> None:
        self._choose(int(self.sender().property("weeks")))

    def _choose(self, weeks: int) -> None:
        self.day.setDate(qdate(self._today + timedelta(weeks=weeks)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("park", text)
