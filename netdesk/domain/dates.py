"""Dates as people know them: partly, locally, and by the working day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from netdesk.domain.errors import InvalidInputError

_SHAPE = re.compile(r"(?:(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?|--(\d{1,2})(?:-?(\d{1,2}))?|---(\d{1,2}))", re.ASCII)
_WHOLE = re.compile(r"(\d{4})(-?)(\d{2})\2(\d{2})", re.ASCII)
MONDAY_TO_FRIDAY = frozenset(range(5))
"""Default working days, as `date.weekday()` numbers."""

_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _last_day(year: int, month: int) -> int:
    return _LONGEST[month - 1] if month != 2 or calendar.isleap(year) else 28


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which year, month or day may be unknown, as in RFC 6350, section 4.3.1."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Raise InvalidInputError for a date that no calendar has."""
        if self.year is None and self.month is None and self.day is None:
            raise InvalidInputError("A date needs at least a year, a month or a day.")
        if self.year is not None and not 1 <= self.year <= 9999:
            raise InvalidInputError(f"{self.year} is not a year between 1 and 9999.")
        if self.month is not None and not 1 <= self.month <= 12:
            raise InvalidInputError(f"{self.month} is not a month between 1 and 12.")
        if self.day is not None:
            longest = _last_day(self.year or 2024, self.month) if self.month else 31
            if not 1 <= self.day <= longest or (self.year is not None and self.month is None):
                raise InvalidInputError(f"{self.day} is not a day of that month.")

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `2021`, `2021-03`, `2021-03-05`, `20210305`, `--04-12`, `--0412`, `--04` or `---12`.

        Raises InvalidInputError for anything else.
        """
        stripped = text.strip()
        if found := _WHOLE.fullmatch(stripped):
            return cls(int(found[1]), int(found[3]), int(found[4]))
        found = _SHAPE.fullmatch(stripped)
        if not found:
            raise InvalidInputError(
                f"“{stripped[:40]}” is not a date; write it as 2021-03-05, 2021-03, 2021 or --03-05."
            )
        year, month, day, alone_month, alone_day, only_day = found.groups()
        parts = (year, month or alone_month, day or alone_day or only_day)
        return cls(*[int(part) if part else None for part in parts])

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """Make a whole date partial, so that it can stand where partial ones may."""
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        """Give the form that `parse` reads; with a year first, texts sort as dates do."""
        if self.year is not None and self.month is not None and self.day is not None:
            return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
        if self.year is not None:
            parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
            return "-".join(parts)
        if self.month is None:
            return f"---{self.day:02d}"
        return f"--{self.month:02d}" + (f"-{self.day:02d}" if self.day is not None else "")

    def in_words(self) -> str:
        """Write as much as is known for a text that is read: `5 March 2021`, `March 2021`, `2021`."""
        month = calendar.month_name[self.month] if self.month else ""
        return " ".join(str(part) for part in (self.day, month, self.year) if part)

    def next_on_or_after(self, day: date) -> date | None:
        """Return when this day of the year comes next, 29 February as 28 in common years; None if it names no day."""
        if self.month is None or self.day is None:
            return None
        for year in (day.year, day.year + 1):
            if year > date.max.year:
                return None
            last = _last_day(year, self.month)
            found = date(year, self.month, min(self.day, last))
            if found >= day:
                return found
        return None


def add_working_days(day: date, count: int, working: AbstractSet[int] = MONDAY_TO_FRIDAY) -> date:
    """Return the date `count` working days after `day`; `working` holds `date.weekday()` numbers, all days if empty."""
    days = working or frozenset(range(7))
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() in days
    return day


def working_days_between(start: date, end: date, working: AbstractSet[int] = MONDAY_TO_FRIDAY) -> int:
    """Count the working days after `start` up to and with `end`; 0 if `end` is not later."""
    days = working or frozenset(range(7))
    span = (end - start).days
    if span <= 0:
        return 0
    weeks, rest = divmod(span, 7)
    return weeks * len(days) + sum((start + timedelta(days=i)).weekday() in days for i in range(1, rest + 1))
