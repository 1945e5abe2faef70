"""How strong a tie is, judged by what passed between two people, and why.

Strength follows recency, frequency and kind, as Mark Granovetter's “combination of the amount of time … and the
reciprocal services” asks: every event counts by its kind and halves with each half-life that has passed.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from netdesk.domain.rhythm import ago, times

STRONG, GOOD = 0.6, 0.3
"""From which strength on a tie is called so."""

DEFAULT_HALF_LIFE_DAYS = 180.0
"""Half-life of a contact without a cadence."""


class TieKind(StrEnum):
    """What passed between two people: an interaction of the book, or a favour in either direction."""

    HELP_RECEIVED = "help received"
    HELP_GIVEN = "help given"
    MEETING = "meeting"
    CALL = "call"
    MESSAGE = "message"
    EMAIL = "email"
    NOTE = "note"


WEIGHTS: Mapping[str, float] = {
    TieKind.HELP_RECEIVED: 1.0,
    TieKind.HELP_GIVEN: 1.0,
    TieKind.MEETING: 0.6,
    TieKind.CALL: 0.35,
    TieKind.MESSAGE: 0.15,
    TieKind.EMAIL: 0.15,
}
"""What one event of today counts; kinds that are missing here, notes among them, count nothing."""

_VERBS: Mapping[str, str] = {
    TieKind.HELP_RECEIVED: "helped you",
    TieKind.HELP_GIVEN: "had your help",
    TieKind.MEETING: "met",
    TieKind.CALL: "talked",
    TieKind.MESSAGE: "wrote",
    TieKind.EMAIL: "wrote",
}
_CLAUSES = 3
_LATELY_DAYS = 28


@dataclass(frozen=True, slots=True)
class TieEvent:
    """One event between me and a contact; `kind` is a TieKind or the kind of an interaction."""

    day: date
    kind: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A strength from 0 to 1 and one plain sentence, without a full stop, that says what it rests on."""

    strength: float
    explanation: str


def strength(events: Iterable[TieEvent], today: date, half_life_days: float | None = None) -> Tie:
    """Judge one tie: 1 - exp(-sum of weight * 2^(-age / half-life)); events after today do not count yet."""
    halving = _half_life(half_life_days)
    total = 0.0
    shares: defaultdict[str, float] = defaultdict(float)
    days: defaultdict[str, list[date]] = defaultdict(list)
    for event in events:
        if share := _share(event.day, event.kind, today, halving):
            total += share
            shares[_VERBS[event.kind]] += share
            days[_VERBS[event.kind]].append(event.day)
    heaviest = sorted(shares, key=lambda verb: (-shares[verb], verb))[:_CLAUSES]
    explanation = ", ".join(_clause(verb, days[verb], today) for verb in heaviest)
    return Tie(-math.expm1(-total), explanation or "no contact recorded yet")


def strengths(
    events: Iterable[tuple[int, date, str]], today: date, half_life_days: Mapping[int, float] | None = None
) -> dict[int, float]:
    """Judge many ties at once from (contact, day, kind); contacts without an event that counts are missing.

    `half_life_days` holds the cadence of the contacts that have one.
    """
    halvings = {contact: _half_life(days) for contact, days in (half_life_days or {}).items()}
    totals: defaultdict[int, float] = defaultdict(float)
    for contact, day, kind in events:
        if share := _share(day, kind, today, halvings.get(contact, DEFAULT_HALF_LIFE_DAYS)):
            totals[contact] += share
    return {contact: -math.expm1(-total) for contact, total in totals.items()}


def _half_life(days: float | None) -> float:
    return max(days, 1.0) if days else DEFAULT_HALF_LIFE_DAYS


def _share(day: date, kind: str, today: date, halving: float) -> float:
    weight = WEIGHTS.get(kind)
    if weight is None or day > today:
        return 0.0
    return weight * math.exp2((day - today).days / halving)


def _clause(verb: str, days: list[date], today: date) -> str:
    this_year = [day for day in days if day.year == today.year]
    if len(this_year) > 1:
        return f"{verb} {times(len(this_year))} this year"
    last = max(days)
    if (today - last).days < _LATELY_DAYS:
        return f"{verb} {ago(last, today)}"
    return f"{verb} in {last:%B}" if this_year else f"last {verb} {ago(last, today)}"
