"""Every move of every state is either allowed or refused with a sentence that names the ways out."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import pytest

from netdesk.domain import states
from netdesk.domain.errors import IllegalMoveError
from netdesk.domain.words import (
    FollowUpState,
    HopState,
    IntroductionState,
    MessageState,
    RequestState,
)

TABLES: dict[str, tuple[type[Any], Mapping[Any, frozenset[Any]]]] = {
    "request": (RequestState, states.REQUEST_MOVES),
    "hop": (HopState, states.HOP_MOVES),
    "introduction": (IntroductionState, states.INTRODUCTION_MOVES),
    "message": (MessageState, states.MESSAGE_MOVES),
    "follow-up": (FollowUpState, states.FOLLOW_UP_MOVES),
}
PAIRS = [(name, *pair) for name, (words, _) in TABLES.items() for pair in itertools.product(words, words)]

R, I = RequestState, IntroductionState  # noqa: E741
OPEN = sorted(states.OPEN_REQUEST_STATES)


@pytest.mark.parametrize("name", TABLES)
def test_every_state_has_its_moves_and_can_be_reached(name: str) -> None:
    words, moves = TABLES[name]
    assert set(moves) == set(words)
    beginning = next(iter(words))
    assert set().union(*moves.values()) | {beginning} == set(words)


@pytest.mark.parametrize(("name", "before", "after"), PAIRS)
def test_a_move_is_allowed_or_refused_with_the_ways_out(name: str, before: Any, after: Any) -> None:
    moves = TABLES[name][1]
    if states.may_move(moves, before, after):
        assert states.move(moves, "This", before, after) is after
        return
    with pytest.raises(IllegalMoveError) as refused:
        states.move(moves, "This", before, after)
    said = str(refused.value)
    assert said.startswith(f"This is “{before}” and cannot become “{after}”; ") and said.endswith(".")
    ways = said.partition("; ")[2]
    assert all(f"“{way}”" in ways for way in moves[before])
    assert ways.count("“") == len(moves[before])
    assert moves[before] or "nothing can follow" in ways


@pytest.mark.parametrize(
    "way",
    [
        (R.CAPTURED, R.CLARIFYING, R.SPECIFIC, R.MOVING, R.ANSWERED, R.CLOSED),
        (R.CAPTURED, R.SPECIFIC, R.ANSWERED, R.MOVING, R.CLARIFYING, R.MOVING),
        *((state, R.PARKED, state) for state in OPEN),
        *((state, R.DROPPED, state) for state in OPEN),
        *((R.CLOSED, state) for state in OPEN),
    ],
    ids=" ".join,
)
def test_a_request_can_go_every_way_of_the_design(way: tuple[RequestState, ...]) -> None:
    for before, after in itertools.pairwise(way):
        assert states.may_move(states.REQUEST_MOVES, before, after)


@pytest.mark.parametrize("shortcut", [(R.CAPTURED, R.MOVING), (R.CAPTURED, R.ANSWERED), (R.CLARIFYING, R.ANSWERED)])
def test_a_vague_request_is_not_passed_on_or_answered(shortcut: tuple[RequestState, RequestState]) -> None:
    assert not states.may_move(states.REQUEST_MOVES, *shortcut)


def test_only_an_answered_request_is_closed() -> None:
    assert {state for state in RequestState if states.may_move(states.REQUEST_MOVES, state, R.CLOSED)} == {R.ANSWERED}


def test_nobody_is_introduced_unasked() -> None:
    makers = {state for state in I if states.may_move(states.INTRODUCTION_MOVES, state, I.MADE)}
    assert makers == {I.ASKING, I.AGREED}
    assert not states.may_move(states.INTRODUCTION_MOVES, I.DECLINED, I.AGREED)


def test_open_and_ended_states_do_not_overlap() -> None:
    assert not states.OPEN_REQUEST_STATES & {R.PARKED, R.DROPPED, R.CLOSED}
    assert not states.OPEN_HOP_STATES & {HopState.DECLINED, HopState.LAPSED, HopState.DELIVERED}
    assert not states.OPEN_INTRODUCTION_STATES & {I.CLOSED, I.DECLINED, I.LAPSED, I.NEVER_MET}
