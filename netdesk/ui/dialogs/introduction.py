"""Entering introductions: an idea of mine, or one that was made already."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QWidget

from netdesk.domain.instant import Instant
from netdesk.domain.words import IntroductionState
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.form import Dialog, add_row, form
from netdesk.ui.glossary import Term, explain
from netdesk.ui.theme import theme
from netdesk.ui.widgets.editor import GrowingEditor, PlainTextEditor
from netdesk.ui.widgets.fields import Choice, DateField
from netdesk.ui.widgets.people_field import PeopleField
from netdesk.ui.words import word


class IntroductionDialog(Dialog):
    """Two people and why they should meet; `added(id)` tells of the introduction."""

    added = Signal(int)

    def __init__(
        self, desk: Desk, people: tuple[tuple[int | str, str], ...] = (), parent: QWidget | None = None
    ) -> None:
        """Begin with the people who are known already."""
        super().__init__(self.tr("New introduction"), parent, action=self.tr("Add introduction"))
        self._desk = desk
        self.sides = [PeopleField(desk, multiple=False) for _ in range(2)]
        hint = self.tr("What they get out of it")
        self.becauses = [GrowingEditor(placeholder=hint, most=6, framed=True) for _ in range(2)]
        rows = form()
        for at, (side, because) in enumerate(zip(self.sides, self.becauses, strict=True)):
            side.set_people(people[at : at + 1])
            side.line.setAccessibleName(self.tr("First person") if at == 0 else self.tr("Second person"))
            explain(because, Term.BECAUSE)
            because.setAccessibleName(
                self.tr("Because, for the first") if at == 0 else self.tr("Because, for the second")
            )
            add_row(rows, self.tr("Introduce") if at == 0 else self.tr("To"), side)
            add_row(rows, self.tr("Because"), because)
        self.body.addLayout(rows)
        self.sides[min(len(people), 1)].setFocus()

    def submit(self) -> None:
        """Add the idea, unless the book refuses it."""
        chosen = [side.people() for side in self.sides]
        who = [one for people in chosen for one in people]
        becauses = [because.text() for because in self.becauses]
        self.run(self._desk, partial(self._desk.services.introductions.propose, who, becauses), self.added.emit)


class MadeIntroductionDialog(Dialog):
    """An introduction that somebody made, me or another; `added(id)` tells of it."""

    added = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Ask who introduced whom, when, and what came of it."""
        super().__init__(self.tr("Enter an introduction"), parent, action=self.tr("Enter"))
        self._desk = desk
        self.introducer = PeopleField(desk, multiple=False, name=self.tr("Introduced by"))
        self.introducer.line.setPlaceholderText(self.tr("Nobody means you"))
        self.people = PeopleField(desk, name=self.tr("People introduced"))
        me = desk.services.contact_rows.me()
        if me:
            self.people.set_people([(me, desk.services.contact_rows.names([me])[me])])
        self.day = DateField()
        today = desk.services.clock.today()
        self.day.setDate(QDate(today.year, today.month, today.day))
        self.day.setMaximumDate(self.day.date())
        self.state = Choice()
        for state in (IntroductionState.MADE, IntroductionState.MET, IntroductionState.CLOSED):
            self.state.addItem(word(state).capitalize(), state)
        self.outcome = PlainTextEditor(placeholder=self.tr("What came of it, if anything yet"))
        self.outcome.setFixedHeight(theme().px(84))
        rows = form()
        add_row(rows, self.tr("Introduced by"), self.introducer)
        add_row(rows, self.tr("People"), self.people)
        add_row(rows, self.tr("On"), self.day)
        add_row(rows, self.tr("State"), self.state)
        add_row(rows, self.tr("Outcome"), self.outcome)
        self.body.addLayout(rows)
        self.introducer.setFocus()

    def submit(self) -> None:
        """Enter it, unless the book refuses it."""
        day = self.day.date()
        made = Instant(datetime(day.year(), day.month(), day.day(), 12, tzinfo=UTC), self._desk.services.clock.zone)
        by = self.introducer.people()
        verb = partial(
            self._desk.services.introductions.enter_made,
            self.people.people(),
            by[0] if by else None,
            made_at=made,
            state=IntroductionState(self.state.currentData()),
            outcome=self.outcome.text(),
        )
        self.run(self._desk, verb, self.added.emit)
