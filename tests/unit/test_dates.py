"""Partial dates are read, written and found again; working days are counted as a calendar counts them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdesk.domain.dates import PartialDate, add_working_days, working_days_between
from netdesk.domain.errors import InvalidInputError

DAYS = st.dates()
NEAR_DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
WEEKS = st.frozensets(st.integers(0, 6))
PARTS = st.sampled_from(["year", "year month", "all", "month", "month day", "day"])


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    """Any date that RFC 6350 can write, in each of its six forms."""
    day, parts = draw(DAYS), draw(PARTS)
    if parts == "month day" and (day.month, day.day) == (2, 28) and draw(st.booleans()):
        return PartialDate(None, 2, 29)
    return PartialDate(
        day.year if "year" in parts or parts == "all" else None,
        day.month if "month" in parts or parts == "all" else None,
        day.day if "day" in parts or parts == "all" else None,
    )


@given(partial_dates())
def test_what_is_written_is_read_again(day: PartialDate) -> None:
    assert PartialDate.parse(str(day)) == day
    assert PartialDate.parse(f" {day}\n") == day


@given(DAYS, DAYS)
def test_whole_dates_sort_as_text(first: date, second: date) -> None:
    assert (str(PartialDate.of(first)) < str(PartialDate.of(second))) == (first < second)


@given(DAYS)
def test_the_compact_form_is_the_same_day(day: date) -> None:
    assert PartialDate.parse(f"{day.year:04d}{day.month:02d}{day.day:02d}") == PartialDate.of(day)


@given(st.text(max_size=20) | st.text("0123456789-", max_size=12))
def test_nothing_but_a_date_is_read(text: str) -> None:
    try:
        day = PartialDate.parse(text)
    except InvalidInputError as refused:
        assert str(refused).endswith(".")
    else:
        assert PartialDate.parse(str(day)) == day


@pytest.mark.parametrize(
    "text",
    [
        "", "0000", "2021-13", "2021-00", "2021-00-05", "2021-03-00", "2021-02-29", "20210230", "--00", "--13",
        "--02-30", "---00", "---32", "--", "2021-", "12.03.2021", "٢٠٢١", "2021-03-05T10:00", "-2021", "20210",
        "0000-00-00",
    ],
)  # fmt: skip
def test_a_date_of_no_calendar_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError):
        PartialDate.parse(text)


@pytest.mark.parametrize("parts", [(None, None, None), (2021, None, 5), (2021, 2, 29), (0, 1, 1), (10_000, 1, 1)])
def test_a_date_of_no_calendar_cannot_be_made(parts: tuple[int | None, int | None, int | None]) -> None:
    with pytest.raises(InvalidInputError):
        PartialDate(*parts)


@given(partial_dates(), NEAR_DAYS)
def test_the_next_day_of_the_year_is_the_first_that_fits(day: PartialDate, today: date) -> None:
    found = day.next_on_or_after(today)
    if day.month is None or day.day is None:
        assert found is None
        return
    ahead = (today + timedelta(days=number) for number in range(367))
    assert found == next(one for one in ahead if _falls_on(day.month, day.day, one))


def _falls_on(month: int, day: int, one: date) -> bool:
    if (month, day) == (2, 29) and (one + timedelta(days=1)).day == 1:
        return one.month == 2
    return (one.month, one.day) == (month, day)


def test_the_next_birthday_beyond_the_calendar_is_none() -> None:
    assert PartialDate(None, 1, 1).next_on_or_after(date(9999, 12, 31)) is None


@given(NEAR_DAYS, st.integers(-3, 60), WEEKS)
def test_working_days_are_added_as_a_calendar_is_walked(start: date, count: int, working: frozenset[int]) -> None:
    days = working or frozenset(range(7))
    ahead = (start + timedelta(days=number) for number in range(1, 1000))
    fitting = [day for day in ahead if day.weekday() in days]
    assert add_working_days(start, count, working) == (fitting[count - 1] if count > 0 else start)


@given(NEAR_DAYS, st.integers(-40, 400), WEEKS)
def test_working_days_are_counted_as_a_calendar_is_walked(start: date, span: int, working: frozenset[int]) -> None:
    end, days = start + timedelta(days=span), working or frozenset(range(7))
    walked = sum((start + timedelta(days=number)).weekday() in days for number in range(1, span + 1))
    assert working_days_between(start, end, working) == walked


@given(NEAR_DAYS, st.integers(1, 60), WEEKS)
def test_adding_and_counting_working_days_agree(start: date, count: int, working: frozenset[int]) -> None:
    assert working_days_between(start, add_working_days(start, count, working), working) == count


def test_as_much_as_is_known_is_written_for_a_reader() -> None:
    written = {one: PartialDate.parse(one).in_words() for one in ("2021", "2021-03", "2021-03-05", "--03-05")}
    assert written == {"2021": "2021", "2021-03": "March 2021", "2021-03-05": "5 March 2021", "--03-05": "5 March"}
