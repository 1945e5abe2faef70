"""What comes next for an introduction: the one move that its button offers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from netdesk.domain.words import Consent, IntroductionState
from netdesk.services.introduction_rows import IntroductionRow, PartyRow


class Move(StrEnum):
    """A move of an introduction that the window can make."""

    ASK = "ask"
    ANSWER = "answer"
    NOTE = "note"
    INTRODUCE = "introduce"
    OUTCOME = "outcome"
    CLOSE = "close"
    LIFT = "lift"


@dataclass(frozen=True, slots=True)
class NextMove:
    """The next move, as its button says it, and the side it is about, if one."""

    move: Move
    label: str
    party: PartyRow | None = None

    @property
    def decides(self) -> bool:
        """Whether doing it moves the introduction on, and does not only open or draft something."""
        return self.move in (Move.CLOSE, Move.LIFT)


def next_move(row: IntroductionRow, today: date) -> NextMove | None:
    """Tell the one next move.

    Sides are asked one after the other, since a no of the first spares the second the question.
    """
    state = row.state
    if state in (IntroductionState.IDEA, IntroductionState.ASKING):
        return _asking(row, today)
    if state is IntroductionState.AGREED and lacks_note(row):
        return NextMove(Move.NOTE, _tr("Add the forwardable note"))
    if state is IntroductionState.AGREED:
        return NextMove(Move.INTRODUCE, _tr("Introduce"))
    if state is IntroductionState.MADE or (state is not IntroductionState.CLOSED and _came_about(row)):
        if row.outcome.strip() and state is not IntroductionState.MADE:
            return NextMove(Move.CLOSE, _tr("Close"))
        return NextMove(Move.OUTCOME, _tr("Record outcome"))
    if state is IntroductionState.DECLINED:
        return NextMove(Move.LIFT, _tr("Lift the refusal"))
    if state is IntroductionState.LAPSED:
        return NextMove(Move.LIFT, _tr("Take it up again"))
    return None


def lacks_note(row: IntroductionRow) -> bool:
    """Tell whether there is neither a forwardable note nor the wish to go without."""
    return not row.forwardable_note.strip() and not row.note_waived


def _came_about(row: IntroductionRow) -> bool:
    return row.state in (IntroductionState.MET, IntroductionState.NEVER_MET)


def _asking(row: IntroductionRow, today: date) -> NextMove | None:
    open_sides = [party for party in row.parties if party.consent is not Consent.GRANTED]
    for party in open_sides:
        if party.consent is Consent.PENDING and party.asked_at is not None:
            return NextMove(Move.ANSWER, _tr("Record what {name} said").format(name=party.name), party)
    for party in open_sides:
        if party.consent is Consent.PENDING:
            first = _tr("Ask {name} first") if len(open_sides) > 1 else _tr("Ask {name}")
            return NextMove(Move.ASK, first.format(name=party.name), party)
    waiting = sorted(open_sides, key=lambda party: party.not_before or today)
    return NextMove(Move.ASK, _tr("Ask {name} again").format(name=waiting[0].name), waiting[0]) if waiting else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("introduction_moves", text)
