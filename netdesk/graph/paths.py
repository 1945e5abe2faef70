"""Warm paths: chains of people from one person to another, the strongest first.

Three ties are the limit, because nobody passes a stranger's request on for a friend of a friend of a friend.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from netdesk.graph.stays import Stays

FURTHER_INTERMEDIARY = 0.5
"""What every intermediary after the first leaves of a path's strength."""

_Ties = dict[int, tuple[float, str]]


@dataclass(frozen=True, slots=True)
class WarmPath:
    """A way from one person to another: the ids from start to target, both included, and a reason for each tie."""

    through: tuple[int, ...]
    strength: float
    because: tuple[str, ...]


class Graph:
    """People and their undirected ties, built once and asked many times."""

    def __init__(
        self,
        ties: Iterable[tuple[int, int, float, str]],
        stays: Stays | None = None,
        without: AbstractSet[int] = frozenset(),
    ) -> None:
        """Take (one, other, strength, why), and who was where; of several ties between two the strongest counts.

        Ties of a person to themselves, those without any strength, and all of those in `without` are left out;
        strengths above 1 count as 1.
        """
        self._without = without
        self._known = of = defaultdict[int, _Ties](dict)
        for one, other, strength, why in ties:
            if one == other or not strength > 0:
                continue
            mine = of[one]
            known = mine.get(other)
            if known is None or known[0] < strength:
                mine[other] = of[other][one] = (strength if strength < 1 else 1.0, why)
        self._stays = stays or Stays(())
        self._with_stays: dict[int, _Ties] = {}

    def nearest_ways(self, start: int, targets: Iterable[int], limit: int = 3) -> list[WarmPath]:
        """Return the strongest ways to any of the targets, each beginning with a different person, strongest first."""
        best: dict[int, WarmPath] = {}
        for target in targets:
            for way in self.paths(start, target, limit):
                known = best.get(way.through[1])
                if known is None or _order(way) < _order(known):
                    best[way.through[1]] = way
        return heapq.nsmallest(limit, best.values(), key=_order)

    def paths(self, start: int, target: int, limit: int = 3) -> list[WarmPath]:
        """Return the strongest ways of at most three ties, each beginning with a different person, strongest first.

        A path is as strong as the product of its ties, times 0.5 for each intermediary after the first. A tie between
        the two themselves is one of the ways.
        """
        near, far = self._ties(start), self._ties(target)
        if start == target or limit < 1 or not near or not far:
            return []
        best: dict[int, tuple[float, tuple[int, ...]]] = {}
        if target in near:
            best[target] = near[target][0], (start, target)
        for middle in near.keys() & far.keys():
            best[middle] = near[middle][0] * far[middle][0], (start, middle, target)
        self._add_two_intermediaries(start, target, best, limit)
        strongest = heapq.nsmallest(limit, best.values(), key=lambda way: (-way[0], len(way[1]), way[1]))
        return [self._explained(strength, way) for strength, way in strongest]

    def _add_two_intermediaries(
        self, start: int, target: int, best: dict[int, tuple[float, tuple[int, ...]]], limit: int
    ) -> None:
        """Improve `best` by the ways through two people, searching from the end that has fewer ties.

        Of those that one person leads to no more than `limit` can be among the best. Whoever cannot beat the ways
        found so far, even with the strongest tie at the other end, is passed over.
        """
        near, far = self._ties(start), self._ties(target)
        forward = len(near) <= len(far)
        here, there = (start, target) if forward else (target, start)
        ends = far if forward else near
        strongest_end = max(ends.values())[0]
        for one, (first_tie, _) in sorted((near if forward else far).items(), key=lambda tie: -tie[1][0]):
            if first_tie * strongest_end * FURTHER_INTERMEDIARY <= _to_beat(best, limit):
                break
            if one == there:
                continue
            ties = self._ties(one)
            common = [(ties[other][0] * ends[other][0], other) for other in ties.keys() & ends.keys() if other != here]
            for product, other in heapq.nlargest(1 if forward else limit, common):
                strength = first_tie * product * FURTHER_INTERMEDIARY
                way = (start, one, other, target) if forward else (start, other, one, target)
                known = best.get(way[1])
                if known is None or known[0] < strength:
                    best[way[1]] = strength, way

    def _ties(self, person: int) -> _Ties:
        """Give all ties of a person, those to colleagues included where nothing stronger is known."""
        found = self._with_stays.get(person)
        if found is None:
            found = self._with_stays[person] = {} if person in self._without else self._collected(person)
        return found

    def _collected(self, person: int) -> _Ties:
        found = dict(self._known.get(person, ()))
        for other, strength, why in self._stays.ties(person):
            if other not in found or found[other][0] < strength:
                found[other] = strength, why
        for one in found.keys() & self._without:
            del found[one]
        return found

    def _explained(self, strength: float, way: tuple[int, ...]) -> WarmPath:
        return WarmPath(way, strength, tuple(self._ties(one)[other][1] for one, other in pairwise(way)))


def _to_beat(best: Mapping[int, tuple[float, tuple[int, ...]]], limit: int) -> float:
    enough = heapq.nlargest(limit, (strength for strength, _ in best.values()))
    return enough[-1] if len(enough) == limit else 0.0


def _order(way: WarmPath) -> tuple[float, int, tuple[int, ...]]:
    return -way.strength, len(way.through), way.through
