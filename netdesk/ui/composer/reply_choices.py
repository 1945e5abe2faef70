"""What a reply decides, chosen by hand or, until then, as far as its words leave no doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netdesk.domain.words import Consent, HopState
from netdesk.services.messages import Answer
from netdesk.ui.widgets.fields import Choice, DateField
from netdesk.ui.widgets.labels import ElidedLabel
from netdesk.ui.words import hop_answer

ASK_AGAIN_DAYS = 30
HOP_STATES = {Consent.GRANTED: HopState.ACCEPTED, Consent.DECLINED: HopState.DECLINED}
UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Question:
    """A side of an introduction whose answer a reply may hold; `about` names the other sides."""

    party_id: int
    name: str
    about: str


class AnswerChoice(Choice):
    """Answers of which none is chosen at first; the words of the reply propose one until I choose myself."""

    def __init__(self, name: str) -> None:
        """Offer nothing yet."""
        super().__init__(name)
        self._by_hand = False
        self.activated.connect(self._on_activated)

    def offer(self, answers: Mapping[StrEnum, str]) -> None:
        """Offer these answers, and that nothing is decided, instead of those before."""
        self.clear()
        self.addItem(self.tr("Choose what they said"), None)
        for answer, label in answers.items():
            self.addItem(label, answer)
        self.addItem(self.tr("Undecided"), UNDECIDED)
        self.begin()

    def begin(self) -> None:
        """Begin with another reply."""
        self._by_hand = False
        self.setCurrentIndex(0)

    def answers(self) -> Sequence[object]:
        """Return what can be chosen."""
        return [self.itemData(row) for row in range(1, self.count() - 1)]

    def propose(self, answer: StrEnum | None) -> None:
        """Choose what the reply says, or nothing where it leaves doubt."""
        if not self._by_hand:
            self.setCurrentIndex(max(0, self.findData(answer)))

    def is_proposed(self) -> bool:
        """Whether the reply chose, and not I."""
        return self.is_chosen() and not self._by_hand

    def is_chosen(self) -> bool:
        """Whether it is known what they said, or that this is open."""
        return self.currentIndex() > 0

    def answer(self) -> str | None:
        """Return what was answered; None while that is open."""
        chosen = self.currentData()
        return None if chosen == UNDECIDED else chosen

    def _on_activated(self) -> None:
        self._by_hand = True


class ConsentChoice(QWidget):
    """What one side said to one introduction, and when to ask again."""

    def __init__(self, question: Question, today: date) -> None:
        """Choose nothing yet."""
        super().__init__()
        self.question = question
        self.choice = AnswerChoice(self.tr("Answer of {name}").format(name=question.name))
        self.choice.offer(
            {
                Consent.GRANTED: self.tr("Granted"),
                Consent.DECLINED: self.tr("Declined"),
                Consent.NOT_NOW: self.tr("Not now"),
            }
        )
        self._until = DateField()
        self._until.setAccessibleName(self.tr("Ask {name} again on").format(name=question.name))
        later = today + timedelta(days=ASK_AGAIN_DAYS)
        self._until.setDate(QDate(later.year, later.month, later.day))
        self._until.setMinimumDate(QDate(today.year, today.month, today.day).addDays(1))
        self._until.hide()
        self.choice.currentIndexChanged.connect(self._follow)
        column = QHBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(ElidedLabel(self.tr("To meet {name}").format(name=question.about), "small"), 2)
        column.addWidget(self.choice, 3)
        column.addWidget(self._until)

    def answer(self) -> Answer | None:
        """Return what was chosen; None while nothing is decided."""
        consent = self.choice.answer()
        if consent is None:
            return None
        day = self._until.date()
        until = date(day.year(), day.month(), day.day()) if consent == Consent.NOT_NOW else None
        return Answer(self.question.party_id, Consent(consent), until)

    def controls(self) -> tuple[QWidget, QWidget]:
        """Return what is used by keys, in the order of reading."""
        return self.choice, self._until

    def _follow(self) -> None:
        self._until.setVisible(self.choice.currentData() == Consent.NOT_NOW)


class HopChoice(AnswerChoice):
    """What a reply makes of the hop that was asked; hidden where it decides nothing of it."""

    def show_moves(self, moves: Sequence[HopState]) -> None:
        """Offer these moves."""
        if list(self.answers()) != list(moves):
            self.offer({state: hop_answer(state) for state in moves})
        self.setVisible(bool(moves))

    def propose(self, answer: StrEnum | None) -> None:
        """Choose the move that goes with a yes or a no."""
        super().propose(HOP_STATES.get(Consent(answer)) if answer is not None else None)
