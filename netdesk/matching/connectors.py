"""Who could know someone: people who are one step from a need, by whom they know or where they work."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from netdesk.matching.bands import GOOD
from netdesk.matching.judgement import MOST, Match

_RELEVANT = GOOD / MOST
_COLD = 0.3
"""What a tie counts of which nothing is known."""


class Step(StrEnum):
    """How somebody is one step from a need, and what it is worth."""

    KNOWS = "knows"
    WORKS_THERE = "works there"
    COLLEAGUE = "colleague"


_WORTH: Mapping[Step, float] = {Step.KNOWS: 0.8, Step.WORKS_THERE: 0.6, Step.COLLEAGUE: 0.5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Connector:
    """A contact who could know someone: through whom or which organisation, and what stands in that record about it."""

    contact_id: int
    score: float
    step: Step
    through: Match


def connectors(
    people: Sequence[Match],
    organisations: Sequence[Match],
    *,
    acquaintances: Mapping[int, Collection[int]],
    members: Mapping[int, Collection[int]],
    strengths: Mapping[int, float] | None = None,
    excluded: AbstractSet[int] = frozenset(),
    limit: int = 10,
) -> list[Connector]:
    """Rank those who know somebody who can help, work with them, or work at an organisation that speaks to the need.

    `people` and `organisations` are what was ranked for it: only good matches lead further, and who can help is left
    out. `acquaintances` holds whom each contact knows, by introductions and connections; `members` who works where.
    Each contact stands once, by their best step.
    """
    ties = strengths or {}
    useful = [one for one in people if one.score >= _RELEVANT]
    helpers = {one.owner_id for one in useful}
    best: dict[int, Connector] = {}
    for contact, step, through in _steps(useful, organisations, acquaintances, members):
        if contact in excluded or contact in helpers:
            continue
        warmth = max(ties.get(contact, 0.0), _COLD)
        one = Connector(contact_id=contact, score=through.score * _WORTH[step] * warmth, step=step, through=through)
        if contact not in best or _order(one) < _order(best[contact]):
            best[contact] = one
    return sorted(best.values(), key=_order)[: max(limit, 0)]


def _steps(
    people: Sequence[Match],
    organisations: Sequence[Match],
    acquaintances: Mapping[int, Collection[int]],
    members: Mapping[int, Collection[int]],
) -> Iterator[tuple[int, Step, Match]]:
    helpers = {one.owner_id: one for one in people}
    for contact, known in acquaintances.items():
        for one in helpers.keys() & set(known):
            yield contact, Step.KNOWS, helpers[one]
    speaking = {one.owner_id: one for one in organisations if one.score >= _RELEVANT}
    for organisation, contacts in members.items():
        for contact in contacts:
            if organisation in speaking:
                yield contact, Step.WORKS_THERE, speaking[organisation]
            for one in helpers.keys() & set(contacts):
                yield contact, Step.COLLEAGUE, helpers[one]


def _order(one: Connector) -> tuple[float, int, str, int]:
    return -one.score, one.contact_id, one.step, one.through.owner_id
