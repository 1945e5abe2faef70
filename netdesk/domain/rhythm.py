"""When it is time: to nudge, to ask how it went, to say hello; and how that is said."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from netdesk.domain.dates import MONDAY_TO_FRIDAY, add_working_days, working_days_between

NUDGE_AFTER_WORKING_DAYS = 3
"""An ask without an answer is followed up after three to five working days, as guides to business mail advise."""

OUTCOME_DAYS = 14
"""About two weeks after an introduction it is known whether it was useful, which is when its maker asks."""

DATES_AHEAD_DAYS = 7
"""How early a birthday or an anniversary is shown."""

FEW_BEATS = 4
"""Missed beats after which a tie has weakened so far that others come first (Robin Dunbar)."""

_WEEK, _MONTH, _YEAR = 7, 30.44, 365.25


def nudge_on(asked: date, days: int = NUDGE_AFTER_WORKING_DAYS, working: AbstractSet[int] = MONDAY_TO_FRIDAY) -> date:
    """Return the first day on which an ask of that day may be followed up, so many working days later."""
    return add_working_days(asked, days, working)


def outcome_on(made: date) -> date:
    """Return the day on which to ask what came of an introduction."""
    return made + timedelta(days=OUTCOME_DAYS)


def missed_beats(last: date, cadence_days: int, today: date) -> float:
    """Give how many beats of the cadence have passed beyond the first."""
    return max((today - last).days / max(cadence_days, 1) - 1, 0.0)


def every(days: int) -> str:
    """Say a cadence as people do: `week`, `3 weeks`, `month`, `6 months`, `year`."""
    number, unit = _measured(days)
    return unit if number == 1 else f"{number} {unit}s"


def times(number: int) -> str:
    """Say how often something was done: `once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def ago(day: date, today: date) -> str:
    """Say how long ago a day was: `today`, `yesterday`, `5 days ago`, `3 weeks ago`, `7 months ago`."""
    days = (today - day).days
    if days <= 1:
        return "today" if days <= 0 else "yesterday"
    number, unit = _measured(days) if days >= 2 * _WEEK else (days, "day")
    return f"{number} {unit}{'' if number == 1 else 's'} ago"


def working_days_ago(day: date, today: date, working: AbstractSet[int] = MONDAY_TO_FRIDAY) -> str:
    """Say how many working days ago something was asked: `today`, `1 working day ago`, `4 working days ago`."""
    number = working_days_between(day, today, working)
    return f"{number} working day{'' if number == 1 else 's'} ago" if number else "today"


def coming(day: date, today: date) -> str:
    """Say when a day of this week comes: `today`, `tomorrow`, `on Thursday`."""
    days = (day - today).days
    return ("today", "tomorrow")[days] if 0 <= days < 2 else f"on {day:%A}"


def _measured(days: int) -> tuple[int, str]:
    """Measure a span in the largest unit that suits it, rounded."""
    if days < 2 * _WEEK and days % _WEEK:
        return days, "day"
    if days < 60 and not 28 <= days <= 31:
        return max(round(days / _WEEK), 1), "week"
    if days < 700 and not 360 <= days <= 370:
        return max(round(days / _MONTH), 1), "month"
    return max(round(days / _YEAR), 1), "year"
