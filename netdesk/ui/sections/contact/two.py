"""Who a contact should meet: two connections to give back."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.domain.words import MessageKind
from netdesk.services.contact_detail import ContactDetail
from netdesk.services.gifts import TwoAnswer, TwoRow
from netdesk.services.purpose import Purpose
from netdesk.ui.desk import Desk
from netdesk.ui.sections.contact.part import Part
from netdesk.ui.tokens import Token
from netdesk.ui.widgets.avatar import Avatar
from netdesk.ui.widgets.beside_layout import named
from netdesk.ui.widgets.buttons import Button, ButtonKind, ElidedButton
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.labels import Muted, Paragraph, Run
from netdesk.ui.widgets.lock import Lock

REST_MS = 250


class TwoPart(Part):
    """Two people with the reason for each side; thanked with both, or introduced one by one.

    It is asked beside the window once the contact has been shown for a moment.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the cards; whom they show comes later."""
        super().__init__(desk, self.tr("Who should they meet?"), parent)
        self._answer: TwoAnswer | None = None
        self._asked_for: int | None = None
        self._cards = [_TwoCard(), _TwoCard()]
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        for card in self._cards:
            card.introduce.clicked.connect(self._on_introduce)
            card.name.clicked.connect(self._on_name)
            card.hide()
            self._column.addWidget(card)
        self._none = Muted(wrap=True)
        self._cards[0].introduce.set_kind(ButtonKind.PRIMARY)
        self.thank = Button()
        self.thank.clicked.connect(self._on_thank)
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self._ask)
        self.body.setSpacing(8)
        self.body.addWidget(self._none)
        self.body.addLayout(self._column)
        self.body.addWidget(self.thank, 0, Qt.AlignmentFlag.AlignLeft)

    def refresh(self, contact: ContactDetail) -> None:
        """Ask anew, and show nothing of another contact meanwhile."""
        if self._asked_for != contact.id:
            self._show(None)
        self._timer.start()

    def focus_first(self) -> None:
        """Go to the best introduction, once there is one."""
        if not self._cards[0].isHidden():
            self._cards[0].introduce.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _ask(self) -> None:
        if self.contact is not None:
            self._asked_for = self.contact.id
            read = partial(self.desk.services.gifts.two_for, self.contact.id, private=True)
            self.desk.tasks.ponder(self, read, partial(self._on_answer, self.contact.id), self._on_failed)

    def _on_answer(self, contact_id: int, answer: TwoAnswer) -> None:
        if self.contact is not None and self.contact.id == contact_id:
            self._show(answer)

    def _on_failed(self, _: str) -> None:
        self._show(None)

    def _show(self, answer: TwoAnswer | None) -> None:
        self._answer = answer
        rows: tuple[TwoRow, ...] = answer.introductions if answer is not None else ()
        for card, row in zip(self._cards, rows, strict=False):
            card.show_row(answer.helper if answer else "", row)
        for at, card in enumerate(self._cards):
            card.setVisible(at < len(rows))
        told = sum(bool(row.because) for row in rows)
        self.thank.set_text(self.tr("Draft thank-you + one") if told == 1 else self.tr("Draft thank-you + two"))
        self.thank.setVisible(told > 0)
        self._none.setVisible(not rows)
        self._none.setText(self.tr("Looking…") if answer is None else self._told_of_nobody(answer))

    def _told_of_nobody(self, answer: TwoAnswer) -> str:
        if answer.has_facts:
            return self.tr("Nobody new: no facts of others go well with theirs, or you have brought them together.")
        return self.tr("Nobody yet. Enter what they offer and need; facts of others are matched with these.")

    def _on_thank(self) -> None:
        if self._answer is not None and self.contact is not None:
            rows = (row for row in self._answer.introductions if row.because)
            gifts = tuple((row.id, row.because, row.because_for_other) for row in rows)
            self.desk.draft(self, Purpose(kind=MessageKind.THANK_YOU, to=(self.contact.id,)), gifts)

    def _on_introduce(self) -> None:
        row = self._chosen(cast(Button, self.sender()).parentWidget())
        if row is not None and self.contact is not None:
            propose = self.desk.services.introductions.propose
            verb = partial(propose, (self.contact.id, row.id), (row.because, row.because_for_other))
            self.desk.do(self, verb, self.desk.introduction_wanted.emit)

    def _on_name(self) -> None:
        row = self._chosen(cast(Button, self.sender()).parentWidget())
        if row is not None:
            self.desk.contact_wanted.emit(row.id)

    def _chosen(self, card: QWidget | None) -> TwoRow | None:
        if self._answer is None or not isinstance(card, _TwoCard):
            return None
        return self._answer.introductions[self._cards.index(card)]


class _TwoCard(Card):
    """One person to meet."""

    def __init__(self) -> None:
        super().__init__()
        self._avatar = Avatar()
        self.name = ElidedButton()
        self._words = Paragraph()
        self._private = Paragraph(token=Token.SECOND)
        self._lock = Lock()
        self.introduce = Button(self.tr("Introduce"))
        self.body.addLayout(named(self._avatar, self.name, self.introduce))
        self.body.addWidget(self._words)
        private = QHBoxLayout()
        private.setSpacing(6)
        private.addWidget(self._lock, 0, Qt.AlignmentFlag.AlignTop)
        private.addWidget(self._private, 1)
        self.body.addLayout(private)

    def show_row(self, helper: str, row: TwoRow) -> None:
        self._avatar.show_contact(row.name)
        self.name.set_text(row.name)
        self.introduce.setAccessibleName(self.tr("Introduce to {name}").format(name=row.name))
        sides = ((helper, row.because), (row.name, row.because_for_other))
        told = [(name, because) for name, because in sides if because]
        self._words.set_runs(
            [
                run
                for place, (name, because) in enumerate(told, 1)
                for run in (
                    Run(self.tr("For {name}: ").format(name=name), token=Token.THIRD),
                    Run(f"{because}\n" if place < len(told) else because),
                )
            ]
        )
        self._words.setVisible(bool(told))
        private = "\n".join(part for part in (row.private, row.private_for_other) if part)
        self._private.set_text(private)
        self._private.setVisible(bool(private))
        self._lock.setVisible(bool(private))
