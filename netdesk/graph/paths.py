"""Warm paths: chains of people from one person to another, the strongest first.

Three ties are the limit, because nobody passes a stranger's request on for a friend of a friend of a friend.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

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

    def __init__(self, ties: Iterable[tuple[int, int, float, str]]) -> None:
        """Take (one, other, strength, why); of several ties between two people the strongest counts.

        Ties of a person to themselves and those without any strength are left out; strengths above 1 count as 1.
        """
        self._ties: defaultdict[int, _Ties] = defaultdict(dict)
        for one, other, strength, why in ties:
            if one == other or not strength > 0:
                continue
            known = self._ties[one].get(other)
            if known is None or known[0] < strength:
                self._ties[one][other] = self._ties[other][one] = (min(strength, 1.0), why)
        self._strongest = {person: max(ties.values())[0] for person, ties in self._ties.items()}

    def paths(self, start: int, target: int, limit: int = 3) -> list[WarmPath]:
        """Return the strongest ways of at most three ties, each beginning with a different person, strongest first.

        A path is as strong as the product of its ties, times 0.5 for each intermediary after the first. A tie between
        the two themselves is one of the ways.
        """
        if start == target or limit < 1 or start not in self._ties or target not in self._ties:
            return []
        near, far = self._ties[start], self._ties[target]
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

        Whoever cannot beat the `limit` ways found so far, even with the strongest tie at the other end, is passed over.
        """
        enough = heapq.nlargest(limit, (strength for strength, _ in best.values()))
        to_beat = enough[-1] if len(enough) == limit else 0.0
        forward = len(self._ties[start]) <= len(self._ties[target])
        here, there = (start, target) if forward else (target, start)
        ends = self._ties[there]
        for one, (first_tie, _) in self._ties[here].items():
            if one == there or first_tie * self._strongest[there] * FURTHER_INTERMEDIARY <= to_beat:
                continue
            for other in self._ties[one].keys() & ends.keys():
                if other == here:
                    continue
                strength = first_tie * self._ties[one][other][0] * ends[other][0] * FURTHER_INTERMEDIARY
                way = (start, one, other, target) if forward else (start, other, one, target)
                known = best.get(way[1])
                if known is None or known[0] < strength:
                    best[way[1]] = strength, way

    def _explained(self, strength: float, way: tuple[int, ...]) -> WarmPath:
        return WarmPath(way, strength, tuple(self._ties[one][other][1] for one, other in pairwise(way)))
