"""The one next move of a request, which is always right for where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from netdesk.domain.states import HELPFUL_HOP_STATES, OPEN_HOP_STATES, OPEN_INTRODUCTION_STATES, UNSENT_STATES
from netdesk.domain.words import (
    Consent,
    HopState,
    IntroductionState,
    MessageKind,
    MessageState,
    RequestDirection,
    RequestState,
)
from netdesk.services.introduction_rows import IntroductionRow

if TYPE_CHECKING:
    from netdesk.services.request_detail import HopRow, RequestMessageRow


class Action(StrEnum):
    """The next move of a request, as its one button says it."""

    ASK_BACK = "Ask back"
    LOG_REPLY = "Log reply"
    CLARIFY = "Clarify"
    FIND_HELP = "Find who can help"
    ASK_HOP = "Ask"
    PROPOSE = "Propose introduction"
    OPT_IN = "Ask for consent"
    RECORD_ANSWER = "Record answer"
    ADD_NOTE = "Add the forwardable note"
    SEND_NOTE = "Send the note to forward"
    INTRODUCE = "Introduce"
    RECORD_OUTCOME = "Record outcome"
    REPORT_BACK = "Report back"
    THANK = "Thank"
    CLOSE = "Close"
    REOPEN = "Reopen"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextAction:
    """What to do next, and on which record."""

    action: Action
    label: str
    hop_id: int | None = None
    introduction_id: int | None = None
    message_id: int | None = None

    @property
    def decides(self) -> bool:
        """Whether doing it moves the request on, and does not only open or draft something."""
        return self.action in (Action.CLARIFY, Action.CLOSE, Action.REOPEN)


_NEAREST_FIRST = (HopState.ACCEPTED, HopState.PLANNED, HopState.ASKED)
"""Open hops in the order in which they want me; one that was asked waits for somebody else."""


def next_action(
    direction: RequestDirection,
    state: RequestState,
    hops: Sequence[HopRow],
    introductions: Sequence[IntroductionRow],
    messages: Sequence[RequestMessageRow],
    *,
    says_enough: bool,
) -> NextAction | None:
    """Tell the one next move of a request.

    Unclear is asked back, or made specific once it says enough; specific looks for help, moving follows the hop that I
    can move furthest, answered is reported and thanked.
    """
    if state is RequestState.CAPTURED:
        mine = direction is RequestDirection.MADE
        return _plain(Action.CLARIFY if mine or says_enough else Action.ASK_BACK)
    if state is RequestState.CLARIFYING:
        return _clarifying(messages)
    if state in (RequestState.CLOSED, RequestState.DROPPED, RequestState.PARKED):
        return _plain(Action.REOPEN)
    if state is RequestState.ANSWERED:
        return _closing(hops)
    led_on = {hop.after_id for hop in hops if hop.state in OPEN_HOP_STATES | HELPFUL_HOP_STATES}
    for state_of_hop in _NEAREST_FIRST:
        for hop in hops:
            if hop.state is state_of_hop and hop.id not in led_on:
                return _for_hop(direction, hop, introductions, messages)
    return _plain(Action.FIND_HELP)


def _plain(action: Action) -> NextAction:
    return NextAction(action=action, label=str(action))


def _clarifying(messages: Sequence[RequestMessageRow]) -> NextAction:
    """Wait for the reply to what was asked back; once it is there, or where nothing was sent, write down the ask."""
    asked = [one for one in messages if one.kind is MessageKind.ASK_BACK]
    if waiting := _awaited(asked, MessageKind.ASK_BACK):
        return waiting
    if asked and asked[-1].state in UNSENT_STATES:
        return _plain(Action.ASK_BACK)
    return _plain(Action.CLARIFY)


def _for_hop(
    direction: RequestDirection,
    hop: HopRow,
    introductions: Sequence[IntroductionRow],
    messages: Sequence[RequestMessageRow],
) -> NextAction:
    mine = [one for one in introductions if one.hop_id == hop.id and one.state in OPEN_INTRODUCTION_STATES]
    if mine:
        return _for_introduction(mine[0], messages)
    if hop.contact_id is None:
        return NextAction(action=Action.RECORD_ANSWER, label=f"Record what {hop.name} gave", hop_id=hop.id)
    if hop.state is HopState.PLANNED:
        return NextAction(action=Action.ASK_HOP, label=f"Ask {hop.name} first", hop_id=hop.id)
    if hop.state is HopState.ASKED:
        waiting = _awaited([one for one in messages if one.hop_id == hop.id], MessageKind.ASK, MessageKind.OPT_IN)
        return waiting or NextAction(action=Action.RECORD_ANSWER, label=f"Record what {hop.name} said", hop_id=hop.id)
    if direction is RequestDirection.RECEIVED:
        return NextAction(action=Action.PROPOSE, label=f"Introduce {hop.name}", hop_id=hop.id)
    for note in messages:
        if note.hop_id == hop.id and note.kind is MessageKind.FORWARDABLE_NOTE and note.state in UNSENT_STATES:
            label = f"Send {hop.name} the note to forward"
            return NextAction(action=Action.SEND_NOTE, label=label, hop_id=hop.id, message_id=note.id)
    return NextAction(action=Action.RECORD_OUTCOME, label=str(Action.RECORD_OUTCOME), hop_id=hop.id)


def _for_introduction(row: IntroductionRow, messages: Sequence[RequestMessageRow]) -> NextAction:
    where = {"hop_id": row.hop_id, "introduction_id": row.id}
    if row.state in (IntroductionState.MADE, IntroductionState.MET):
        return NextAction(action=Action.RECORD_OUTCOME, label=str(Action.RECORD_OUTCOME), **where)
    if row.state is IntroductionState.AGREED:
        ready = bool(row.forwardable_note.strip()) or row.note_waived
        action = Action.INTRODUCE if ready else Action.ADD_NOTE
        return NextAction(action=action, label=str(action), **where)
    pending = [party for party in row.parties if party.consent is Consent.PENDING]
    for party in pending:
        if party.asked_at is None:
            return NextAction(action=Action.OPT_IN, label=f"Ask {party.name} first", **where)
    if not pending:
        return NextAction(action=Action.OPT_IN, label="Ask again", **where)
    if waiting := _awaited([one for one in messages if one.introduction_id == row.id], MessageKind.OPT_IN):
        return waiting
    return NextAction(action=Action.RECORD_ANSWER, label=f"Record what {pending[0].name} said", **where)


def _awaited(messages: Sequence[RequestMessageRow], *kinds: MessageKind) -> NextAction | None:
    for message in reversed(messages):
        if message.kind in kinds and message.state is MessageState.SENT:
            return NextAction(
                action=Action.LOG_REPLY,
                label=str(Action.LOG_REPLY),
                hop_id=message.hop_id,
                introduction_id=message.introduction_id,
                message_id=message.id,
            )
    return None


def _closing(hops: Sequence[HopRow]) -> NextAction:
    helped = [hop for hop in hops if hop.state in HELPFUL_HOP_STATES and hop.thanks_to]
    for hop in helped:
        if hop.reported_at is None:
            return NextAction(action=Action.REPORT_BACK, label=f"Report back to {hop.thanks_to}", hop_id=hop.id)
    for hop in helped:
        if hop.thanked_at is None:
            return NextAction(action=Action.THANK, label=f"Thank {hop.thanks_to}", hop_id=hop.id)
    return _plain(Action.CLOSE)
