"""A follow-up as it is entered or edited: what, about whom, when, how often, and whose promise."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from netdesk.domain.words import FollowUpKind, Promiser
from netdesk.services.follow_up_rows import FollowUpRow
from netdesk.services.follow_ups import LONGEST_DAYS
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.form import Dialog, add_row, form
from netdesk.ui.widgets.fields import Choice, DateField, LineEdit, NumberField
from netdesk.ui.widgets.people_field import PeopleField


class FollowUpDialog(Dialog):
    """Enters a new follow-up, or edits the one that is given."""

    def __init__(self, desk: Desk, row: FollowUpRow | None = None, parent: QWidget | None = None) -> None:
        """Begin with the values of `row`, else with a reminder for tomorrow."""
        title = self.tr("New follow-up") if row is None else self.tr("Edit follow-up")
        super().__init__(title, parent, action=self.tr("Add") if row is None else self.tr("Save"))
        self._desk, self._row = desk, row
        self.what = LineEdit(row.title if row else "", self.tr("What was promised"))
        self.who = PeopleField(desk, multiple=False, name=self.tr("About"))
        self.day = DateField()
        day = row.due_on if row else desk.services.clock.today() + timedelta(days=1)
        self.day.setDate(QDate(day.year, day.month, day.day))
        self.every = NumberField(0, LONGEST_DAYS, self.tr(" days"))
        self.every.setSpecialValueText(self.tr("Once"))
        self.every.setValue(row.every_days or 0 if row else 0)
        self.whose = Choice(self.tr("Whose promise"))
        self.whose.addItem(self.tr("Mine"), Promiser.MINE.value)
        self.whose.addItem(self.tr("Theirs"), Promiser.THEIRS.value)
        self.whose.setCurrentIndex(self.whose.findData((row.promiser if row else Promiser.MINE).value))
        fields = form()
        add_row(fields, self.tr("What"), self.what)
        if row is None:
            add_row(fields, self.tr("About"), self.who)
        add_row(fields, self.tr("Day"), self.day)
        add_row(fields, self.tr("Every"), self.every)
        add_row(fields, self.tr("Whose promise"), self.whose)
        self.body.addLayout(fields)
        self.what.setFocus()

    def submit(self) -> None:
        """Schedule it, or keep the changes."""
        follow_ups = self._desk.services.follow_ups
        title, every = self.what.text(), self.every.value() or None
        promiser = Promiser(str(self.whose.currentData()))
        picked = self.day.date()
        day = date(picked.year(), picked.month(), picked.day())
        if self._row is not None:
            edit = partial(follow_ups.edit, self._row.id, title=title, due_on=day, every_days=every, promiser=promiser)
            self.run(self._desk, edit)
            return
        about = next(iter(self.who.people()), None)
        if isinstance(about, str):
            self.refuse(self.tr("“{name}” is not in the book yet. Add the contact first.").format(name=about[:100]))
            return
        add = partial(
            follow_ups.add,
            FollowUpKind.CUSTOM,
            day,
            title=title,
            every_days=every,
            promiser=promiser,
            contact_id=about,
        )
        self.run(self._desk, add, self._desk.follow_up_wanted.emit)
