"""Which two people somebody should meet, and which of all should meet, with a because for both sides.

Mutual benefit counts most: what each needs and the other offers. Private facts may rank people but are never told.
"""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from math import sqrt

from netdesk.domain.text import fold
from netdesk.matching.affinity import ANSWERS, COMMON, COMMON_GROUND, Affinity
from netdesk.matching.becauses import Because, Becauses, Placed, Profile
from netdesk.matching.passage import Passage, PassageKind
from netdesk.matching.vectors import Floats, Quantised
from netdesk.matching.wear import freshness

_POOL = 20
_RELEVANCE = 0.7
_SAME_WORDS = 0.8
_WORD = re.compile(r"[^\W_]+")


class Benefit(StrEnum):
    """Who gains from a meeting."""

    BOTH = "both"
    HELPER = "helper"
    OTHER = "other"
    COMMON_GROUND = "common ground"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Somebody the helper should meet: why they are good for the helper, and the reverse.

    What is told to the other side is empty where nothing about the helper may be quoted.
    """

    contact_id: int
    score: float
    for_helper: Because
    for_other: Because
    benefit: Benefit


@dataclass(slots=True)
class Gains:
    """How much a meeting would give the helper, the other side, and both to talk about, each from 0 to 1."""

    helper: float = 0.0
    other: float = 0.0
    common: float = 0.0

    @property
    def score(self) -> float:
        """What a meeting is worth: benefit for both counts far more than the sum of its sides."""
        return self.helper + self.other + 2 * sqrt(self.helper * self.other) + COMMON_GROUND * self.common

    @property
    def benefit(self) -> Benefit:
        """Who gains."""
        if self.helper and self.other:
            return Benefit.BOTH
        if self.helper or self.other:
            return Benefit.HELPER if self.helper else Benefit.OTHER
        return Benefit.COMMON_GROUND


@dataclass(frozen=True, slots=True)
class Pair:
    """Two contacts, the lower id first, and what their meeting is worth."""

    first: int
    second: int
    score: float


def ranked(answered: Iterable[tuple[int, int, float]], most: int) -> list[Pair]:
    """Rank pairs of people by (who needs, who answers, how well), the best first."""
    gains: defaultdict[tuple[int, int], Gains] = defaultdict(Gains)
    for one, other, strength in answered:
        gain = gains[min(one, other), max(one, other)]
        if one < other:
            gain.helper = max(gain.helper, strength)
        else:
            gain.other = max(gain.other, strength)
    pairs = (Pair(first, second, gain.score) for (first, second), gain in gains.items())
    return heapq.nsmallest(most, pairs, key=lambda pair: (-pair.score, pair.first, pair.second))


class ProfileIndex:
    """The facts of many contacts, indexed once and asked for one helper after another."""

    def __init__(
        self, profiles: Iterable[Profile], vectors: Quantised | None = None, crowds: Floats | None = None
    ) -> None:
        """Index every fact of the profiles; row i of `vectors` and `crowds` belongs to the i-th of all these facts."""
        self._placed: dict[int, Placed] = {}
        facts: list[Passage] = []
        for profile in profiles:
            first = len(facts)
            facts.extend(profile.facts)
            self._placed[profile.contact_id] = Placed(profile, tuple(range(first, len(facts))))
        self._owners = [one.profile.contact_id for one in self._placed.values() for _ in one.places]
        self._kinds = [fact.kind for fact in facts]
        self._affinity = Affinity(facts, vectors, crowds)
        self._becauses = Becauses(self._affinity)

    def __len__(self) -> int:
        """Count the profiles."""
        return len(self._placed)

    def two_for(
        self,
        helper_id: int,
        *,
        excluded: AbstractSet[int] = frozenset(),
        asked_lately: Mapping[int, int] | None = None,
        limit: int = 2,
        private: bool = False,
    ) -> list[Suggestion]:
        """Suggest people for one of the profiles to meet, the best first and different from each other.

        `excluded` are those who know the helper already or declined; `asked_lately` holds how many times each person
        was asked of late, which ranks them lower. Nobody is suggested without something to tell of them, which is
        for me alone only where `private` says so.
        """
        helper = self._placed[helper_id]
        asked = asked_lately or {}
        gains = self.gains(helper_id)
        for contact in excluded | {helper_id}:
            gains.pop(contact, None)
        scores = {contact: gain.score * freshness(asked.get(contact, 0)) for contact, gain in gains.items()}
        ranked_ids = sorted(scores, key=lambda contact: (-scores[contact], contact))
        told = ((one, self._becauses.for_helper(self._placed[one], helper)) for one in ranked_ids)
        tellable = ((one, because) for one, because in told if because.told or (private and because.private))
        pool = dict(islice(tellable, _POOL))
        return [
            Suggestion(
                contact_id=one,
                score=scores[one],
                for_helper=pool[one],
                for_other=self._becauses.for_other(helper, self._placed[one]),
                benefit=gains[one].benefit,
            )
            for one in self._diverse(pool, scores, limit)
        ]

    def gains(self, helper_id: int) -> dict[int, Gains]:
        """Tell what a meeting with each of the others would give, where it would give anything."""
        gains: defaultdict[int, Gains] = defaultdict(Gains)
        for place in self._placed[helper_id].places:
            kind = self._kinds[place]
            if kind is PassageKind.NEEDS:
                for contact, score in self._by_owner(self._affinity.answers(place)):
                    gains[contact].helper = max(gains[contact].helper, score)
            if kind in ANSWERS:
                for contact, score in self._by_owner(self._affinity.answered(place)):
                    gains[contact].other = max(gains[contact].other, score)
            if kind in COMMON:
                for contact, score in self._by_owner(self._affinity.common(place)):
                    gains[contact].common = max(gains[contact].common, score)
        return dict(gains)

    def best_pairs(self, most: int) -> list[Pair]:
        """Find the pairs of people who gain most from each other, the best first."""
        answered = (
            (self._owners[place], owner, score)
            for place, kind in enumerate(self._kinds)
            if kind is PassageKind.NEEDS
            for owner, score in self._by_owner(self._affinity.answers(place))
            if owner != self._owners[place]
        )
        return ranked(answered, most)

    def _by_owner(self, scores: Mapping[int, float]) -> Iterable[tuple[int, float]]:
        return ((self._owners[place], score) for place, score in scores.items())

    def _diverse(self, pool: Mapping[int, Because], scores: Mapping[int, float], limit: int) -> list[int]:
        """Choose by maximal marginal relevance (Carbonell and Goldstein 1998): good ones that are not alike.

        They come best first, and each round measures them by the best one left. No two are recommended in the same
        words.
        """
        left = list(pool)
        said = {one: _words_quoted(because) for one, because in pool.items()}
        chosen: list[int] = []
        alike = dict.fromkeys(left, 0.0)
        while left and len(chosen) < limit:
            highest = scores[left[0]]
            best = max(left, key=lambda one: _RELEVANCE * scores[one] / highest - (1 - _RELEVANCE) * alike[one])
            chosen.append(best)
            left = [one for one in left if not _is_same(said[one], said[best])]
            for one in left:
                likeness = self._affinity.likeness(self._placed[one].places, self._placed[best].places)
                alike[one] = max(alike[one], likeness)
        return chosen


def _words_quoted(because: Because) -> set[str]:
    """The words of the first quotation of a because: of the fact by which somebody is recommended."""
    told = because.told or because.private
    return set(_WORD.findall(fold(told.partition("“")[2].partition("”")[0])))


def _is_same(one: set[str], other: set[str]) -> bool:
    """Tell whether two people would be recommended in the same words, but for one or two."""
    return one == other or len(one & other) >= _SAME_WORDS * len(one | other)
