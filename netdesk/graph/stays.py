"""Who was at the same organisation at the same time, found when it is asked: all such pairs would be too many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

_MOST_COLLEAGUES = 150
"""With more people than this an organisation makes no tie: nobody knows them all (Robin Dunbar)."""

_NOW, _ONCE = 0.3, 0.12
"""What is supposed of people who are, or were, at the same place: less than of those of whom more is known."""


class Stay(NamedTuple):
    """The time of a person at an organisation, both days included; `until` is None while it lasts."""

    person: int
    organisation: int
    name: str
    since: date | None
    until: date | None


class Stays:
    """The stays of many people."""

    def __init__(self, stays: Iterable[Stay]) -> None:
        """Take them all; those at an organisation that is too large make no tie."""
        self._of: defaultdict[int, list[Stay]] = defaultdict(list)
        self._at: defaultdict[int, list[Stay]] = defaultdict(list)
        for stay in stays:
            self._of[stay.person].append(stay)
            self._at[stay.organisation].append(stay)

    def ties(self, person: int) -> Iterator[tuple[int, float, str]]:
        """Give the colleagues of a person, with the strength of the tie and why."""
        for own in self._of.get(person, ()):
            there = self._at[own.organisation]
            if len(there) > _MOST_COLLEAGUES:
                continue
            for other in there:
                if other.person != person and _overlap(own, other):
                    yield other.person, _NOW if own.until is other.until is None else _ONCE, _told(own, other)


def _overlap(one: Stay, other: Stay) -> bool:
    """Tell whether both were there on one day for certain: of a stay without a beginning only its end is known."""
    begin = max(stay.since or stay.until or date.max for stay in (one, other))
    return begin <= min(stay.until or date.max for stay in (one, other))


def _told(one: Stay, other: Stay) -> str:
    since = max(one.since, other.since) if one.since and other.since else None
    until = min((stay.until for stay in (one, other) if stay.until), default=None)
    if until is None:
        return f"both at {one.name}" + (f" since {since.year}" if since else "")
    first = since.year if since else None
    years = f"in {until.year}" if first in (None, until.year) else f"from {first} to {until.year}"
    return f"both at {one.name} {years}"
