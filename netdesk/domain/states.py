"""Which moves requests, hops, introductions, messages and follow-ups may make; others are refused with a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from netdesk.domain.errors import IllegalMoveError
from netdesk.domain.words import FollowUpState, HopState, IntroductionState, MessageState, RequestState

State = TypeVar("State", bound=StrEnum)

R, H, I, M, F = RequestState, HopState, IntroductionState, MessageState, FollowUpState  # noqa: E741

OPEN_REQUEST_STATES = frozenset({R.CAPTURED, R.CLARIFYING, R.SPECIFIC, R.MOVING, R.ANSWERED})
"""States in which somebody still has a next move; parked requests come back to one of these."""

OPEN_HOP_STATES = frozenset({H.PLANNED, H.ASKED, H.ACCEPTED})
HELPFUL_HOP_STATES = frozenset({H.ACCEPTED, H.DELIVERED})
OPEN_INTRODUCTION_STATES = frozenset({I.IDEA, I.ASKING, I.AGREED, I.MADE, I.MET})
CONNECTING_INTRODUCTION_STATES = frozenset({I.MADE, I.MET, I.CLOSED, I.NEVER_MET})
"""States from which on the parties have been put in touch."""

UNSENT_STATES = frozenset({M.DRAFT, M.COPIED})
"""States in which a message can still be written."""

_ENDS = frozenset({R.PARKED, R.DROPPED})

REQUEST_MOVES: Mapping[RequestState, frozenset[RequestState]] = {
    R.CAPTURED: frozenset({R.CLARIFYING, R.SPECIFIC}) | _ENDS,
    R.CLARIFYING: frozenset({R.SPECIFIC, R.MOVING}) | _ENDS,
    R.SPECIFIC: frozenset({R.MOVING, R.ANSWERED, R.CLARIFYING}) | _ENDS,
    R.MOVING: frozenset({R.ANSWERED, R.CLARIFYING}) | _ENDS,
    R.ANSWERED: frozenset({R.CLOSED, R.MOVING}) | _ENDS,
    R.PARKED: OPEN_REQUEST_STATES | {R.DROPPED},
    R.CLOSED: OPEN_REQUEST_STATES,
    R.DROPPED: OPEN_REQUEST_STATES,
}

HOP_MOVES: Mapping[HopState, frozenset[HopState]] = {
    H.PLANNED: frozenset({H.ASKED, H.ACCEPTED, H.DELIVERED, H.DECLINED, H.LAPSED}),
    H.ASKED: frozenset({H.ACCEPTED, H.DECLINED, H.DELIVERED, H.LAPSED}),
    H.ACCEPTED: frozenset({H.DELIVERED, H.DECLINED, H.LAPSED, H.ASKED, H.PLANNED}),
    H.DECLINED: frozenset({H.ASKED, H.ACCEPTED}),
    H.LAPSED: frozenset({H.ASKED, H.ACCEPTED, H.DELIVERED, H.DECLINED}),
    H.DELIVERED: frozenset(),
}

INTRODUCTION_MOVES: Mapping[IntroductionState, frozenset[IntroductionState]] = {
    I.IDEA: frozenset({I.ASKING, I.AGREED, I.DECLINED, I.LAPSED}),
    I.ASKING: frozenset({I.AGREED, I.DECLINED, I.LAPSED, I.MADE}),
    I.AGREED: frozenset({I.MADE, I.DECLINED, I.LAPSED, I.ASKING}),
    I.MADE: frozenset({I.MET, I.NEVER_MET, I.CLOSED}),
    I.MET: frozenset({I.CLOSED}),
    I.NEVER_MET: frozenset({I.MET, I.CLOSED}),
    I.DECLINED: frozenset({I.IDEA, I.ASKING}),
    I.LAPSED: frozenset({I.IDEA, I.ASKING}),
    I.CLOSED: frozenset(),
}

MESSAGE_MOVES: Mapping[MessageState, frozenset[MessageState]] = {
    M.DRAFT: frozenset({M.COPIED, M.SENT}),
    M.COPIED: frozenset({M.COPIED, M.SENT, M.DRAFT}),
    M.SENT: frozenset({M.ANSWERED}),
    M.ANSWERED: frozenset({M.ANSWERED, M.SENT}),
}

FOLLOW_UP_MOVES: Mapping[FollowUpState, frozenset[FollowUpState]] = {
    F.DUE: frozenset({F.DONE, F.SKIPPED}),
    F.DONE: frozenset({F.DUE}),
    F.SKIPPED: frozenset({F.DUE}),
}


def may_move(moves: Mapping[State, frozenset[State]], before: State, after: State) -> bool:
    """Tell whether the table allows the move, so that an interface offers only what works."""
    return after in moves[before]


def move(moves: Mapping[State, frozenset[State]], what: str, before: State, after: State) -> State:
    """Return the state after the move.

    Raises IllegalMoveError with a sentence that names what can be done instead.
    """
    if may_move(moves, before, after):
        return after
    ways = " or ".join(f"“{state}”" for state in sorted(moves[before]))
    instead = f"from here it can become {ways}" if ways else "nothing can follow it"
    raise IllegalMoveError(f"{what} is “{before}” and cannot become “{after}”; {instead}.")
