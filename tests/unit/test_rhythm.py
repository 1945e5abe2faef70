from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdesk.domain.dates import working_days_between
from netdesk.domain.rhythm import ago, coming, every, missed_beats, nudge_on, outcome_on, times, working_days_ago

MONDAY = date(2026, 11, 23)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 10))
def test_a_nudge_waits_for_its_working_days_and_no_longer(asked: date, days: int) -> None:
    due = nudge_on(asked, days)
    assert working_days_between(asked, due) == days
    assert working_days_between(asked, due - timedelta(days=1)) == days - 1


def test_a_nudge_knows_other_working_weeks() -> None:
    sunday_to_thursday = frozenset({6, 0, 1, 2, 3})
    assert nudge_on(date(2026, 11, 19), 3) == date(2026, 11, 24)
    assert nudge_on(date(2026, 11, 19), 3, sunday_to_thursday) == date(2026, 11, 24)
    assert nudge_on(date(2026, 11, 18), 1, sunday_to_thursday) == date(2026, 11, 19)
    assert nudge_on(date(2026, 11, 19), 1, sunday_to_thursday) == date(2026, 11, 22)


def test_an_introduction_is_asked_about_after_two_weeks() -> None:
    assert outcome_on(date(2026, 11, 9)) == MONDAY


def test_beats_are_missed_once_the_cadence_has_passed() -> None:
    assert missed_beats(MONDAY - timedelta(days=21), 21, MONDAY) == 0
    assert missed_beats(MONDAY - timedelta(days=63), 21, MONDAY) == 2
    assert missed_beats(MONDAY + timedelta(days=9), 21, MONDAY) == 0


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "day"),
        (5, "5 days"),
        (7, "week"),
        (21, "3 weeks"),
        (30, "month"),
        (61, "2 months"),
        (182, "6 months"),
        (365, "year"),
        (730, "2 years"),
    ],
)
def test_a_cadence_is_said_as_people_say_it(days: int, words: str) -> None:
    assert every(days) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "yesterday"),
        (8, "8 days ago"),
        (14, "2 weeks ago"),
        (217, "7 months ago"),
        (800, "2 years ago"),
    ],
)
def test_the_past_is_said_as_people_say_it(days: int, words: str) -> None:
    assert ago(MONDAY - timedelta(days=days), MONDAY) == words


def test_days_of_this_week_have_names() -> None:
    assert [coming(MONDAY + timedelta(days=days), MONDAY) for days in (0, 1, 3)] == ["today", "tomorrow", "on Thursday"]
    assert working_days_ago(date(2026, 11, 20), MONDAY) == "1 working day ago"
    assert working_days_ago(MONDAY, MONDAY) == "today"


def test_how_often_is_said_as_people_say_it() -> None:
    assert [times(number) for number in (1, 2, 3)] == ["once", "twice", "3 times"]
