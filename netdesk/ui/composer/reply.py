"""Logging the answer to a message, with what it decides."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netdesk.domain.states import HOP_MOVES, may_move
from netdesk.domain.words import Consent, HopState, IntroductionState
from netdesk.language.consent import consent_in
from netdesk.services.message_rows import MessageDetail
from netdesk.ui.composer.reply_choices import AnswerChoice, ConsentChoice, HopChoice, Question
from netdesk.ui.desk import Desk
from netdesk.ui.theme import theme
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.editor import PlainTextEditor
from netdesk.ui.widgets.labels import Muted, PlainLabel
from netdesk.ui.widgets.unfinished import Unfinished

OPEN_STATES = frozenset({IntroductionState.IDEA, IntroductionState.ASKING, IntroductionState.AGREED})


def reply_form(detail: MessageDetail) -> str:
    """Name the form in which the reply to a message is typed."""
    return f"reply to {detail.id} of {detail.created_at}"


def questions(desk: Desk, detail: MessageDetail) -> tuple[Question, ...]:
    """Tell which consents the people a message went to still owe."""
    to = {row.contact_id for row in detail.recipients}
    introductions = [*detail.offers, *([detail.introduction_id] if detail.introduction_id is not None else [])]
    found = []
    for introduction_id in introductions:
        row = desk.services.introduction_rows.row(introduction_id)
        if row is None or row.state not in OPEN_STATES:
            continue
        for party in row.parties:
            if party.contact_id in to and party.consent in (Consent.PENDING, Consent.NOT_NOW):
                others = " and ".join(one.name for one in row.parties if one is not party)
                found.append(Question(party.id, party.name, others))
    return tuple(found)


def hop_moves(desk: Desk, detail: MessageDetail) -> tuple[HopState, ...]:
    """Tell what a reply can make of the hop that a message asked; nothing where an introduction decides that."""
    if detail.hop_id is None or detail.request_id is None or detail.introduction_id is not None:
        return ()
    hops = desk.services.request_rows.detail(detail.request_id).hops
    state = next((hop.state for hop in hops if hop.id == detail.hop_id), None)
    if state is not HopState.ASKED:
        return ()
    offered = (HopState.ACCEPTED, HopState.DECLINED, HopState.DELIVERED)
    return tuple(one for one in offered if may_move(HOP_MOVES, state, one))


class ReplyPanel(Card):
    """Where a reply is pasted and what it decides is chosen; `logged` comes when the book has it.

    What was typed for a message and not saved comes back when that message is opened again, also after the end of the
    program.
    """

    logged = Signal()
    cancelled = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing until `show_message`."""
        super().__init__(QCoreApplication.translate("ReplyPanel", "Reply"), parent)
        self._desk = desk
        self._message_id: int | None = None
        self._answers: list[ConsentChoice] = []
        self.editor = PlainTextEditor("", self.tr("Paste the reply, or say in a word what they answered"))
        self.editor.setAccessibleName(self.tr("Reply"))
        self.editor.setMinimumHeight(theme().px(96))
        self.editor.setMaximumHeight(theme().px(124))
        self.editor.textChanged.connect(self._follow_text)
        self._hop = HopChoice(self.tr("What they said"))
        self._hop.activated.connect(self._on_chosen)
        self._found = Muted(
            self.tr("As the reply says it. Choose another answer where that is wrong."), small=True, wrap=True
        )
        self._found.hide()
        self._refusal = PlainLabel("", "wrong", wrap=True)
        self._refusal.hide()
        self.save = Button(self.tr("Save reply"), ButtonKind.PRIMARY)
        self.save.clicked.connect(self._submit)
        cancel = Button(self.tr("Later"), ButtonKind.QUIET)
        cancel.setAccessibleName(self.tr("Leave the reply for later"))
        cancel.clicked.connect(self.cancelled)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save, 1)
        buttons.addWidget(cancel)
        self.body.setSpacing(8)
        self._unfinished = Unfinished(desk, {"text": self.editor})
        self.body.addWidget(self._unfinished)
        self.body.addWidget(self.editor)
        self.body.addWidget(self._hop)
        self.body.addWidget(self._found)
        self.body.addWidget(self._refusal)
        self.body.addLayout(buttons)

    def show_message(self, detail: MessageDetail) -> None:
        """Prepare for the reply to a message."""
        if self._message_id != detail.id:
            self.keep()
            self.editor.set_text("")
            self._unfinished.begin(reply_form(detail))
            self._refusal.hide()
            for choice in (*(one.choice for one in self._answers), self._hop):
                choice.begin()
        self._message_id = detail.id
        moves = hop_moves(self._desk, detail)
        asked = questions(self._desk, detail)
        if [one.question for one in self._answers] != list(asked):
            self._show_questions(asked)
        self._hop.show_moves(moves)
        self._follow_text()

    def keep(self) -> None:
        """Remember what was typed and not saved."""
        self._unfinished.save()

    def _show_questions(self, asked: Sequence[Question]) -> None:
        for answer in self._answers:
            self.body.removeWidget(answer)
            answer.hide()
            answer.deleteLater()
        self._answers = [ConsentChoice(question, self._desk.services.clock.today()) for question in asked]
        for place, answer in enumerate(self._answers):
            answer.choice.activated.connect(self._on_chosen)
            self.body.insertWidget(self.body.indexOf(self._hop) + place, answer)
        before: QWidget = self.editor
        for control in (*(one for answer in self._answers for one in answer.controls()), self._hop, self.save):
            self.setTabOrder(before, control)
            before = control

    def _choices(self) -> list[AnswerChoice]:
        """Return the choices that are shown."""
        return [*(one.choice for one in self._answers), *([self._hop] if self._hop.isVisibleTo(self) else [])]

    def _follow_text(self) -> None:
        """Choose what the reply says, and tell that it was read there; to several questions it may say several."""
        choices = self._choices()
        said = consent_in(self.editor.text()) if len(choices) == 1 else None
        for choice in choices:
            choice.propose(said)
        self._found.setVisible(any(one.is_proposed() for one in choices))

    def _on_chosen(self) -> None:
        self._found.setVisible(any(one.is_proposed() for one in self._choices()))
        self._refusal.hide()

    def _submit(self) -> None:
        if self._message_id is None:
            return
        lacking = next((one for one in self._choices() if not one.is_chosen()), None)
        if lacking is not None and self.editor.text().strip():
            self._on_refused(self.tr("Choose what they said, or Undecided."))
            lacking.setFocus()
            return
        state = self._hop.answer() if self._hop.isVisibleTo(self) else None
        verb = partial(
            self._desk.services.messages.log_reply,
            self._message_id,
            self.editor.text(),
            hop_state=HopState(state) if state else None,
            consents=tuple(answer for one in self._answers if (answer := one.answer()) is not None),
        )
        self.save.setEnabled(False)
        self._desk.do(self, verb, self._on_logged, self._on_refused)

    def _on_logged(self, _: int) -> None:
        self.save.setEnabled(True)
        self._refusal.hide()
        self.editor.set_text("")
        self._unfinished.forget()
        self.logged.emit()

    def _on_refused(self, sentence: str) -> None:
        self.save.setEnabled(True)
        self._refusal.setText(sentence)
        self._refusal.show()
