"""One introduction in full, as its section and the requests it serves show it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netdesk.domain.changes import Changes
from netdesk.domain.states import INTRODUCTION_MOVES, may_move
from netdesk.domain.words import Consent, ConsentBasis, IntroductionState, MessageKind
from netdesk.services.introduction_rows import IntroductionRow
from netdesk.services.purpose import Purpose
from netdesk.ui.days import day_text
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.confirm import confirm
from netdesk.ui.dialogs.verb_text import VerbTextDialog
from netdesk.ui.glossary import Term, meaning
from netdesk.ui.sections.introduction_moves import Move, NextMove, lacks_note, next_move
from netdesk.ui.sections.party_card import BEFORE_MADE, PartyCard
from netdesk.ui.tokens import EDGE
from netdesk.ui.widgets.book_field import BookField, editing
from netdesk.ui.widgets.buttons import Button, ButtonKind, ElidedButton
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.focus import keeping_focus
from netdesk.ui.widgets.labels import Muted, SectionTitle
from netdesk.ui.widgets.menu import Menu
from netdesk.ui.widgets.state_bar import StateBar
from netdesk.ui.words import INTRODUCTION_KINDS, word

WAY = (
    IntroductionState.IDEA,
    IntroductionState.ASKING,
    IntroductionState.AGREED,
    IntroductionState.MADE,
    IntroductionState.MET,
    IntroductionState.CLOSED,
)
ASIDE = {
    IntroductionState.DECLINED: IntroductionState.ASKING,
    IntroductionState.LAPSED: IntroductionState.ASKING,
    IntroductionState.NEVER_MET: IntroductionState.MET,
}
"""States beside the way, and the state in whose place they are shown."""


class IntroductionDetail(QWidget):
    """Both sides with their because and consents, the forwardable note, the state and the one next move.

    It follows the changes of the book by itself; `shown_changed(bool)` says whether there is still one to show,
    `answered` that a side's answer is written down.
    """

    shown_changed = Signal(bool)
    answered = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, within: bool = False) -> None:
        """Show nothing until `show_introduction`; `within` a request, whose next move is the button that stands out."""
        super().__init__(parent)
        self._desk = desk
        self._row: IntroductionRow | None = None
        self._next: NextMove | None = None
        self._title = SectionTitle(wrap=True)
        self._told = Muted(wrap=True)
        self._bar = StateBar()
        self.primary = ElidedButton("", ButtonKind.LINK if within else ButtonKind.PRIMARY)
        self.primary.clicked.connect(self._on_primary)
        self._more = Button(self.tr("More"), ButtonKind.QUIET)
        self._more.setMenu(Menu(self._more))
        self._more.menu().aboutToShow.connect(self._fill_menu)
        self._more.menu().triggered.connect(self._on_action)
        self.cards: list[PartyCard] = []
        self._sides = QVBoxLayout()
        self._sides.setSpacing(12)
        self._note_card = Card(self.tr("Forwardable note"), values=True)
        self._note = BookField(
            desk,
            self.tr("Forwardable note"),
            placeholder=self.tr("Two or three sentences about who asks, ready to be passed on"),
            multiline=True,
            labelled=False,
        )
        self._note.explain(meaning(Term.FORWARDABLE_NOTE))
        self._note_missing = QWidget()
        self._ask_note = Button(self.tr("Ask for it"), ButtonKind.LINK)
        self._ask_note.setAccessibleName(self.tr("Ask for a forwardable note"))
        self._ask_note.clicked.connect(self._draft_note)
        self.waive = Button(self.tr("Go without"), ButtonKind.QUIET)
        self.waive.setAccessibleName(self.tr("Go without a forwardable note"))
        self.waive.clicked.connect(self._on_waive)
        self._outcome_card = Card()
        self._outcome = BookField(desk, self.tr("Outcome"), multiline=True)
        self._arrange()
        self._stale = False
        self.setEnabled(False)
        if not within:
            self.answered.connect(self.focus_first)
        desk.changes.changed.connect(self._on_changed)

    def show_introduction(self, introduction_id: int | None) -> None:
        """Show an introduction, or nothing."""
        if self._row is not None and self._row.id != introduction_id:
            self._note.leave()
            self._outcome.leave()
        row = None if introduction_id is None else self._desk.services.introduction_rows.row(introduction_id)
        self._row = row
        self._stale = False
        if row is not None:
            with keeping_focus(self, self._first):
                self._show(row)
        self.shown_changed.emit(row is not None)
        self.setEnabled(row is not None)

    def introduction_id(self) -> int | None:
        """Return which introduction is shown."""
        return self._row.id if self._row is not None else None

    def focus_first(self) -> None:
        """Go to the next move, or to the other moves where there is none."""
        self._first().setFocus()

    def go_on(self) -> None:
        """Do the next move where it only opens or drafts something, else go to its button."""
        self.focus_first()
        if self._next is not None and not self._next.decides:
            self._on_primary()

    def _first(self) -> QWidget:
        return self.primary if self._next is not None else self._more

    def edit_note(self) -> QWidget:
        """Open the forwardable note for typing, and return its card."""
        self._note.edit()
        return self._note_card

    def _arrange(self) -> None:
        missing = FlowLayout(self._note_missing, spacing=16)
        missing.setContentsMargins(EDGE, 4, 0, 0)
        missing.addWidget(self._ask_note)
        missing.addWidget(self.waive)
        self._note_card.body.addWidget(self._note)
        self._note_card.body.addWidget(self._note_missing)
        self._outcome_card.body.addWidget(self._outcome)
        buttons = FlowLayout(spacing=16)
        buttons.addWidget(self.primary)
        buttons.addWidget(self._more)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._told)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(names)
        column.addWidget(self._bar)
        column.addLayout(buttons)
        column.addLayout(self._sides)
        column.addWidget(self._note_card)
        column.addWidget(self._outcome_card)

    def _show(self, row: IntroductionRow) -> None:
        today = self._desk.services.clock.today()
        self._next = next_move(row, today)
        self._title.setText(row.title)
        self._told.setText(self._told_text(row))
        place = WAY.index(ASIDE.get(row.state, row.state))
        steps = [word(state) for state in WAY]
        steps[place] = word(row.state)
        self._bar.show_steps(steps, place, INTRODUCTION_KINDS[row.state])
        self.primary.setVisible(self._next is not None)
        if self._next is not None:
            self.primary.set_text(self._next.label)
        self._show_sides(row)
        edit = self._desk.services.introductions.edit
        self._note.bind(row.id, row.forwardable_note, editing(edit, row.id, "forwardable_note"))
        self._note_card.setVisible(row.introducer_is_me and (row.state in BEFORE_MADE or bool(row.forwardable_note)))
        lacking = lacks_note(row) and row.state in BEFORE_MADE
        self._note_missing.setVisible(lacking)
        self._outcome.bind(row.id, row.outcome, editing(edit, row.id, "outcome"))
        self._outcome_card.setVisible(bool(row.outcome))

    def _show_sides(self, row: IntroductionRow) -> None:
        while len(self.cards) < len(row.parties):
            card = PartyCard(self._desk)
            card.ask_requested.connect(self._ask)
            card.answered.connect(self.answered)
            self.cards.append(card)
            self._sides.addWidget(card)
        asked_next = self._next.party if self._next is not None and self._next.move is Move.ASK else None
        for card, party in zip(self.cards, row.parties, strict=False):
            card.show_party(row, party, next_to_ask=asked_next is not None and asked_next.id == party.id)
        for at, card in enumerate(self.cards):
            card.setVisible(at < len(row.parties))

    def _told_text(self, row: IntroductionRow) -> str:
        today = self._desk.services.clock.today()
        if not row.introducer_is_me and row.introducer:
            day = day_text((row.made_at or row.created_at).day, today)
            return self.tr("Introduced by {name} · {day}").format(name=row.introducer, day=day)
        if row.made_at is not None:
            return self.tr("Your introduction · made {day}").format(day=day_text(row.made_at.day, today))
        return self.tr("Your introduction · idea of {day}").format(day=day_text(row.created_at.day, today))

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("introduction", "party", "contact", "setting"):
            self._stale = True
            if self.isVisible():
                self._catch_up()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the introduction was not seen."""
        super().showEvent(event)
        self._catch_up()

    def _catch_up(self) -> None:
        if self._stale and self._row is not None:
            self.show_introduction(self._row.id)

    def _on_primary(self) -> None:
        row, following = self._row, self._next
        if row is None or following is None:
            return
        verbs = self._desk.services.introductions
        if following.move is Move.ASK and following.party is not None:
            self._ask(following.party.contact_id)
        elif following.move is Move.ANSWER and following.party is not None:
            self.cards[[party.id for party in row.parties].index(following.party.id)].open_answers()
        elif following.move is Move.NOTE:
            self.edit_note()
        elif following.move is Move.INTRODUCE:
            self._desk.draft(self, Purpose(kind=MessageKind.INTRODUCTION, introduction_id=row.id))
        elif following.move is Move.OUTCOME:
            self._record_outcome(row)
        elif following.move is Move.CLOSE:
            self._do(verbs.close)
        elif following.move is Move.LIFT:
            self._do(verbs.lift)

    def _ask(self, contact_id: int) -> None:
        if self._row is not None:
            purpose = Purpose(kind=MessageKind.OPT_IN, introduction_id=self._row.id, to=(contact_id,))
            self._desk.draft(self, purpose)

    def _draft_note(self) -> None:
        """The one who asked is asked for the note, else the first side."""
        if self._row is None:
            return
        asking = [party for party in self._row.parties if party.basis is ConsentBasis.REQUEST] or self._row.parties
        self._desk.draft(
            self,
            Purpose(kind=MessageKind.FORWARDABLE_NOTE, introduction_id=self._row.id, to=(asking[0].contact_id,)),
        )

    def _record_outcome(self, row: IntroductionRow) -> None:
        label = self.tr("What came of it? Whoever helped will read it in these words.")
        VerbTextDialog(
            self._desk,
            self,
            self.tr("Outcome"),
            label,
            partial(self._desk.services.introductions.record_outcome, row.id),
            text=row.outcome,
            action=self.tr("Record"),
            form=f"outcome {row.id}",
        ).open()

    def _on_waive(self) -> None:
        self._do(self._desk.services.introductions.waive_note)

    def _fill_menu(self) -> None:
        menu, row = self._more.menu(), self._row
        menu.clear()
        if row is None:
            return
        verbs = self._desk.services.introductions
        for party in row.parties:
            if row.state in BEFORE_MADE and party.asked_at is not None and party.consent is Consent.PENDING:
                nudge = Purpose(kind=MessageKind.NUDGE, introduction_id=row.id, to=(party.contact_id,))
                menu.addAction(self.tr("Nudge {name}").format(name=party.name)).setData(nudge)
        if row.state is IntroductionState.AGREED:
            menu.addAction(self.tr("Mark as introduced")).setData(verbs.make)
        for state, label, verb in (
            (IntroductionState.MET, self.tr("They met"), verbs.met),
            (IntroductionState.NEVER_MET, self.tr("They never met"), verbs.never_met),
            (IntroductionState.LAPSED, self.tr("Let it rest"), verbs.lapse),
            (IntroductionState.CLOSED, self.tr("Close"), verbs.close),
        ):
            if may_move(INTRODUCTION_MOVES, row.state, state):
                menu.addAction(label).setData(verb)
        menu.addSeparator()
        menu.addAction(self.tr("Delete introduction")).setData(verbs.delete)

    def _on_action(self, action: QAction) -> None:
        chosen, row = action.data(), self._row
        if row is None:
            return
        if isinstance(chosen, Purpose):
            self._desk.draft(self, chosen)
        elif chosen == self._desk.services.introductions.delete:
            self.delete()
        else:
            self._do(chosen)

    def delete(self) -> None:
        """Ask, and delete what is shown."""
        if self._row is not None and confirm(
            self,
            self.tr("Delete this introduction?"),
            self.tr("{names} stay in your contacts; what was agreed and noted here goes. You can undo it.").format(
                names=self._row.title
            ),
            self.tr("Delete"),
            danger=True,
        ):
            self._do(self._desk.services.introductions.delete)

    def _do(self, verb: Callable[[int], object]) -> None:
        if self._row is not None:
            self._desk.do(self, partial(verb, self._row.id))
