"""The past days of a recurring meeting (RFC 5545, section 3.3.10), in time bounded by the days that went by."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

MOST_INSTANCES = 1_000
"""Past instances of one series that are given, the latest."""

_MOST_DAYS = 366 * 50
_DAYS = {name: number for number, name in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))}
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_INTEGER = re.compile(r"[+-]?\d{1,6}")
_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})


class Rule:
    """An RRULE of days; one of hours or finer is no rule of meetings, and gives its first day alone."""

    def __init__(self, text: str, start: date) -> None:
        """Read the rule of a series that begins on a day; what it says wrongly is left out."""
        pairs = (part.partition("=") for part in text.upper()[:2_000].split(";"))
        parts = {name.strip(): value.strip() for name, _, value in pairs}
        self._start = start
        self._frequency = parts.get("FREQ", "")
        self._interval = max(_integer(parts.get("INTERVAL", ""), 1), 1)
        self._count = _integer(parts.get("COUNT", ""), 0)
        self._until = parts.get("UNTIL", "")[:8]
        self._months = _integers(parts.get("BYMONTH", ""))
        self._month_days = _integers(parts.get("BYMONTHDAY", ""))
        self._positions = _integers(parts.get("BYSETPOS", ""))
        found = _DAY.findall(parts.get("BYDAY", ""))
        self._weekdays = {(int(nth or 0), _DAYS[name]) for nth, name in found}
        self._week_start = _DAYS.get(parts.get("WKST", "MO"), 0)

    def days(self, last: date) -> list[date]:
        """Give the days of the series up to a day."""
        if self._frequency not in _FREQUENCIES:
            return [self._start] if self._start <= last else []
        found: deque[date] = deque(maxlen=MOST_INSTANCES)
        for number, day in enumerate(self._all(last), 1):
            if (self._until and f"{day:%Y%m%d}".rjust(8, "0") > self._until) or (self._count and number > self._count):
                break
            found.append(day)
        return list(found)

    def _all(self, last: date) -> Iterator[date]:
        if not self._positions:
            yield from self._matching(self._start, last)
            return
        whole_year = timedelta(days=366)
        first = max(self._start, date(2, 1, 1)) - whole_year
        for _, group in groupby(self._matching(first, min(last, date(9998, 1, 1)) + whole_year), self._period):
            together = list(group)
            for place, day in enumerate(together, 1):
                is_placed = place in self._positions or place - len(together) - 1 in self._positions
                if is_placed and self._start <= day <= last:
                    yield day

    def _matching(self, first: date, last: date) -> Iterator[date]:
        length = max(min((last - first).days + 1, _MOST_DAYS), 0)
        days = (first + timedelta(days=number) for number in range(length))
        return (day for day in days if self._matches(day))

    def _period(self, day: date) -> int:
        match self._frequency:
            case "DAILY":
                return day.toordinal()
            case "WEEKLY":
                return (day.toordinal() - 1 - self._week_start) // 7
            case "MONTHLY":
                return day.year * 12 + day.month
            case _:
                return day.year

    def _matches(self, day: date) -> bool:
        if (self._period(day) - self._period(self._start)) % self._interval:
            return False
        if self._months and day.month not in self._months:
            return False
        if self._month_days and not {day.day, day.day - _month_length(day) - 1} & self._month_days:
            return False
        if self._weekdays:
            return any(weekday == day.weekday() and self._is_nth(day, nth) for nth, weekday in self._weekdays)
        return bool(self._month_days) or self._is_like_start(day)

    def _is_nth(self, day: date, nth: int) -> bool:
        if not nth or self._frequency in {"DAILY", "WEEKLY"}:
            return True
        if self._frequency == "YEARLY" and not self._months:
            place, length = day.timetuple().tm_yday, date(day.year, 12, 31).timetuple().tm_yday
        else:
            place, length = day.day, _month_length(day)
        return nth == (place - 1) // 7 + 1 if nth > 0 else -nth == (length - place) // 7 + 1

    def _is_like_start(self, day: date) -> bool:
        match self._frequency:
            case "DAILY":
                return True
            case "WEEKLY":
                return day.weekday() == self._start.weekday()
            case "MONTHLY":
                return day.day == self._start.day
            case _:
                return day.day == self._start.day and (bool(self._months) or day.month == self._start.month)


def _month_length(day: date) -> int:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1) if day.year < 9999 else date(9999, 12, 31)
    return (following - timedelta(days=1)).day if day.year < 9999 else 31


def _integer(text: str, otherwise: int) -> int:
    return int(text) if _INTEGER.fullmatch(text) else otherwise


def _integers(text: str) -> set[int]:
    return {int(one) for one in text.split(",") if _INTEGER.fullmatch(one)}
