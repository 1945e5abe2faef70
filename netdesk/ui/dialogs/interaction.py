"""Logging a call, a meeting or a message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from netdesk.domain.instant import Instant
from netdesk.domain.words import Direction, InteractionKind
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.form import Dialog, add_row, form
from netdesk.ui.theme import theme
from netdesk.ui.widgets.editor import PlainTextEditor
from netdesk.ui.widgets.fields import Choice, DateField, LineEdit
from netdesk.ui.widgets.people_field import PeopleField
from netdesk.ui.words import word


class InteractionDialog(Dialog):
    """Asks with whom it was, what and when, and what was said."""

    def __init__(self, desk: Desk, contact_ids: Sequence[int] = (), parent: QWidget | None = None) -> None:
        """Begin with these contacts, today."""
        super().__init__(self.tr("Log interaction"), parent, action=self.tr("Log"))
        self._desk = desk
        self._people = PeopleField(desk, name=self.tr("With"), placeholder=self.tr("Name"))
        names = desk.services.contact_rows.names(list(contact_ids))
        self._people.set_people(list(names.items()))
        self._kind = Choice(self.tr("Kind"))
        for kind in InteractionKind:
            self._kind.addItem(word(kind).capitalize(), kind)
        self._kind.setCurrentIndex(list(InteractionKind).index(InteractionKind.CALL))
        self._day = DateField()
        self._day.setAccessibleName(self.tr("Day"))
        self._today = desk.services.clock.today()
        self._day.setDate(QDate(self._today.year, self._today.month, self._today.day))
        self._subject = LineEdit()
        self._text = PlainTextEditor("", self.tr("What was said, what you learned"))
        self._text.setMinimumHeight(theme().px(120))
        rows = form()
        for label, field in (
            (self.tr("With"), self._people),
            (self.tr("Kind"), self._kind),
            (self.tr("Day"), self._day),
            (self.tr("Subject"), self._subject),
            (self.tr("Notes"), self._text),
        ):
            add_row(rows, label, field)
        self.body.addLayout(rows)
        about = " ".join(["interaction", *map(str, contact_ids)])
        (self._text if contact_ids else self._people).setFocus()
        self.keep_typed(desk, about, {"with": self._people, "subject": self._subject, "text": self._text})

    def submit(self) -> None:
        """Log it; a name that nobody has becomes a contact."""
        kind = InteractionKind(self._kind.currentData())
        people, subject, text = self._people.people(), self._subject.text(), self._text.text()
        at = self._moment()
        interactions = self._desk.services.interactions

        def log() -> int:
            return interactions.log(kind, people, direction=Direction.BOTH, at=at, subject=subject, text=text)

        self.run(self._desk, log)

    def _moment(self) -> Instant | None:
        """Now for today, noon for another day."""
        day = self._day.date()
        chosen = self._today.replace(year=day.year(), month=day.month(), day=day.day())
        if chosen == self._today:
            return None
        now = self._desk.services.clock.now()
        noon = datetime(chosen.year, chosen.month, chosen.day, 12, tzinfo=now.local.tzinfo)
        return Instant(noon, now.zone)
