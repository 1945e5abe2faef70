from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdesk.domain.words import InteractionKind
from netdesk.graph.ties import WEIGHTS, TieEvent, TieKind, strength, strengths

TODAY = date(2025, 9, 15)

events = st.builds(
    TieEvent,
    st.dates(date(2015, 1, 1), date(2026, 12, 31)),
    st.sampled_from([*TieKind, *InteractionKind, "something else"]),
)


def test_a_meeting_counts_half_after_one_half_life() -> None:
    tie = strength([TieEvent(TODAY - timedelta(days=60), "meeting")], TODAY, half_life_days=60)
    assert tie.strength == pytest.approx(1 - math.exp(-WEIGHTS["meeting"] / 2))


def test_without_a_cadence_half_a_year_is_the_half_life() -> None:
    tie = strength([TieEvent(TODAY - timedelta(days=180), "call")], TODAY)
    assert tie.strength == pytest.approx(1 - math.exp(-WEIGHTS["call"] / 2))


def test_favours_weigh_more_than_meetings_than_calls_than_messages_than_notes() -> None:
    kinds = [TieKind.HELP_GIVEN, TieKind.MEETING, TieKind.CALL, TieKind.EMAIL, TieKind.NOTE]
    found = [strength([TieEvent(TODAY, kind)], TODAY).strength for kind in kinds]
    assert found == sorted(set(found), reverse=True)
    assert found[-1] == 0
    assert strength([TieEvent(TODAY, "help received")], TODAY).strength == found[0]
    assert strength([TieEvent(TODAY, "message")], TODAY).strength == found[3]


def test_every_kind_of_interaction_is_known() -> None:
    assert {str(kind) for kind in InteractionKind} <= {str(kind) for kind in TieKind}


def test_what_is_planned_does_not_count_yet() -> None:
    assert strength([TieEvent(TODAY + timedelta(days=1), "meeting")], TODAY).strength == 0


@pytest.mark.parametrize(
    ("happened", "words"),
    [
        ([], "no contact recorded yet"),
        ([("note", date(2025, 9, 1))], "no contact recorded yet"),
        ([("meeting", date(2025, 3, 2))], "met in March"),
        (
            [("meeting", date(2025, month, 2)) for month in (2, 5, 9)] + [("help received", date(2025, 5, 9))],
            "met 3 times this year, helped you in May",
        ),
        ([("email", date(2025, 8, 1)), ("message", date(2025, 8, 2))], "wrote twice this year"),
        ([("help given", date(2021, 11, 30)), ("help given", date(2020, 1, 1))], "last had your help 4 years ago"),
    ],
)
def test_the_explanation_says_in_plain_words_what_the_strength_rests_on(
    happened: list[tuple[str, date]], words: str
) -> None:
    assert strength([TieEvent(day, kind) for kind, day in happened], TODAY).explanation == words


@given(st.lists(events, max_size=12), events, st.integers(1, 900))
def test_strength_stays_between_0_and_1_and_no_event_weakens_a_tie(
    happened: list[TieEvent], more: TieEvent, half_life: int
) -> None:
    before = strength(happened, TODAY, half_life).strength
    after = strength([*happened, more], TODAY, half_life).strength
    assert 0 <= before <= 1
    assert after >= before


@given(
    st.lists(st.tuples(st.integers(1, 4), events), max_size=20), st.dictionaries(st.integers(1, 4), st.integers(1, 400))
)
def test_many_ties_judged_at_once_are_as_strong_as_each_alone(
    happened: list[tuple[int, TieEvent]], cadences: dict[int, float]
) -> None:
    together = strengths(((contact, event.day, event.kind) for contact, event in happened), TODAY, cadences)
    for contact in range(1, 5):
        alone = strength([event for owner, event in happened if owner == contact], TODAY, cadences.get(contact))
        assert together.get(contact, 0.0) == pytest.approx(alone.strength)
