"""One side of an introduction: who, why it is good for them, and what they said to it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication, QDate, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from netdesk.domain.words import Consent, ConsentBasis, IntroductionState
from netdesk.services.introduction_rows import IntroductionRow, PartyRow
from netdesk.ui.days import day_text
from netdesk.ui.desk import Desk
from netdesk.ui.glossary import Term, explain, meaning
from netdesk.ui.tokens import Kind
from netdesk.ui.widgets.avatar import Avatar
from netdesk.ui.widgets.beside_layout import named
from netdesk.ui.widgets.book_field import BookField
from netdesk.ui.widgets.buttons import Button, ButtonKind, ElidedButton
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.fields import Calendar
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.labels import Muted
from netdesk.ui.widgets.menu import Menu
from netdesk.ui.words import CONSENT_KINDS, word

BEFORE_MADE = frozenset({IntroductionState.IDEA, IntroductionState.ASKING, IntroductionState.AGREED})


class PartyCard(Card):
    """A side with its because, edited where it stands, and its consent; `ask_requested(contact_id)` wants a draft.

    `answered` comes once what they said is written down.
    """

    ask_requested = Signal(int)
    answered = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing until `show_party`."""
        super().__init__(parent=parent)
        self._desk = desk
        self._party: PartyRow | None = None
        self._avatar = Avatar()
        self._name = ElidedButton()
        self._name.clicked.connect(self._open_contact)
        self._chip = Chip()
        explain(self._chip, Term.CONSENT)
        self._told = Muted(small=True, wrap=True)
        hint = self.tr("What there is to gain from it")
        self.because = BookField(desk, self.tr("Because"), placeholder=hint, multiline=True)
        self.because.explain(meaning(Term.BECAUSE))
        self._ask = Button("", ButtonKind.LINK)
        self._ask.clicked.connect(self._request_ask)
        self._answer = Button(self.tr("Record answer"), ButtonKind.LINK)
        self.menu = _AnswerMenu(self)
        self.menu.triggered.connect(self._on_answer)
        self.menu.day_chosen.connect(self._on_day)
        self._answer.setMenu(self.menu)
        self._buttons = QWidget()
        buttons = FlowLayout(self._buttons, spacing=16)
        buttons.setContentsMargins(0, 4, 0, 0)
        buttons.addWidget(self._ask)
        buttons.addWidget(self._answer)
        self.body.addLayout(named(self._avatar, self._name, self._chip))
        self.body.addWidget(self.because)
        self.body.addWidget(self._told)
        self.body.addWidget(self._buttons)

    def show_party(self, row: IntroductionRow, party: PartyRow, *, next_to_ask: bool) -> None:
        """Show a side; the button to ask stands back where the introduction's own next move asks the same."""
        self._party = party
        self.setAccessibleName(party.name)
        self._avatar.show_contact(party.name)
        self._name.set_text(party.name)
        self._chip.show_state(_state(party), _kind(party))
        write = partial(self._desk.services.introductions.set_because, party.id)
        self.because.bind(party.id, party.because, write)
        self.because.rename(because_label(row, party))
        told = consent_text(party, self._desk.services.clock.today())
        self._told.setText(told)
        self._told.setVisible(bool(told))
        self._buttons.setVisible(row.state in BEFORE_MADE)
        self._ask.setVisible(party.consent is not Consent.GRANTED and not next_to_ask)
        self._ask.set_text(self.tr("Ask again") if party.asked_at else self.tr("Ask"))
        self._ask.setAccessibleName(self.tr("Ask {name}").format(name=party.name))
        decided = party.consent is not Consent.PENDING
        self._answer.set_text(self.tr("Change answer") if decided else self.tr("Record answer"))
        self._answer.setAccessibleName(self.tr("Record the answer of {name}").format(name=party.name))

    def open_answers(self) -> None:
        """Offer the answers, as the next move of the introduction does."""
        self._answer.setFocus()
        self._answer.showMenu()

    def _open_contact(self) -> None:
        if self._party is not None:
            self._desk.contact_wanted.emit(self._party.contact_id)

    def _request_ask(self) -> None:
        if self._party is not None:
            self.ask_requested.emit(self._party.contact_id)

    def _on_answer(self, action: QAction) -> None:
        if not isinstance(action.data(), tuple):
            return
        consent, basis, days = action.data()
        until = None if days is None else self._desk.services.clock.today() + timedelta(days=days)
        self._record(consent, basis, until)

    def _on_day(self, day: QDate) -> None:
        self._record(Consent.NOT_NOW, ConsentBasis.ASKED, date(day.year(), day.month(), day.day()))

    def _record(self, consent: Consent, basis: ConsentBasis, until: date | None) -> None:
        if self._party is not None:
            verb = self._desk.services.introductions.consent
            record = partial(verb, self._party.id, consent, basis=basis, until=until)
            self._desk.do(self, record, self._on_recorded)

    def _on_recorded(self, _: object) -> None:
        self.answered.emit()


class _AnswerMenu(Menu):
    """The answers a side can give; each action holds the consent, its basis and in how many days to ask again."""

    day_chosen = Signal(QDate)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        asked = ConsentBasis.ASKED
        self._add(self.tr("Granted"), (Consent.GRANTED, asked, None))
        later = self.addMenu(self.tr("Not now, ask again"))
        for label, days in (
            (self.tr("in two weeks"), 14),
            (self.tr("in a month"), 30),
            (self.tr("in three months"), 91),
        ):
            self._add(label, (Consent.NOT_NOW, asked, days), later)
        self._on_day = later.addMenu(self.tr("on a day"))
        self._on_day.aboutToShow.connect(self._add_calendar)
        self._add(self.tr("some day"), (Consent.NOT_NOW, asked, None), later)
        self._add(self.tr("Declined"), (Consent.DECLINED, asked, None))
        self.addSeparator()
        self._add(self.tr("Go ahead without asking"), (Consent.GRANTED, ConsentBasis.OVERRIDE, None))
        self._add(self.tr("Not answered yet"), (Consent.PENDING, asked, None))

    def _add(self, label: str, answer: tuple[Consent, ConsentBasis, int | None], menu: QMenu | None = None) -> None:
        action = (menu or self).addAction(label)
        action.setData(answer)

    def _add_calendar(self) -> None:
        """Make the calendar when it is wanted: it is dear, and hardly any side says a day."""
        if self._on_day.isEmpty():
            calendar = Calendar()
            calendar.activated.connect(self._choose)
            calendar.clicked.connect(self._choose)
            holder = QWidgetAction(self._on_day)
            holder.setDefaultWidget(calendar)
            self._on_day.addAction(holder)

    def _choose(self, day: QDate) -> None:
        self.hide()
        self.day_chosen.emit(day)


def because_label(row: IntroductionRow, party: PartyRow) -> str:
    """Say whose reason it is: where one side is to help the other, it tells why they can."""
    if row.helper_id is None:
        return _tr("Because")
    return _tr("Why ask them") if party.contact_id == row.helper_id else _tr("Why it helps")


def consent_text(party: PartyRow, today: date) -> str:
    """Say in a line when a side was asked, what they said and on what ground that counts."""
    parts = []
    if party.asked_at is not None:
        parts.append(_tr("Asked {day}").format(day=day_text(party.asked_at.day, today)))
    if party.consent is not Consent.PENDING and party.answered_at is not None:
        day = day_text(party.answered_at.day, today)
        parts.append(_tr("{answer} {day}").format(answer=word(party.consent), day=day))
    if party.consent is Consent.GRANTED and party.basis is not ConsentBasis.ASKED:
        parts.append(
            {
                ConsentBasis.REQUEST: _tr("by asking for it"),
                ConsentBasis.STANDING: _tr("by a standing yes"),
                ConsentBasis.OVERRIDE: _tr("went ahead without asking"),
            }[party.basis]
        )
    if party.consent is Consent.NOT_NOW and party.not_before is not None:
        parts.append(_tr("ask again from {day}").format(day=day_text(party.not_before, today)))
    told = " · ".join(parts)
    return told[:1].upper() + told[1:]


def _state(party: PartyRow) -> str:
    if party.consent is Consent.PENDING:
        return _tr("asked") if party.asked_at else _tr("not asked")
    return word(party.consent)


def _kind(party: PartyRow) -> Kind:
    return Kind.MOVING if party.consent is Consent.PENDING and party.asked_at else CONSENT_KINDS[party.consent]


def _tr(text: str) -> str:
    return QCoreApplication.translate("party_card", text)
