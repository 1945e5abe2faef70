"""How rare the words of the book are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from netdesk.language.words import terms


@dataclass(frozen=True, slots=True)
class TermStatistics:
    """In how many of the book's `total` passages each term stands, so that rare words weigh more (Spärck Jones)."""

    total: int
    frequencies: Mapping[str, int]

    @classmethod
    def of(cls, texts: Iterable[str]) -> TermStatistics:
        """Count the terms of the texts."""
        frequencies: Counter[str] = Counter()
        total = 0
        for text in texts:
            frequencies.update(set(terms(text)))
            total += 1
        return cls(total, frequencies)

    def weight(self, term: str) -> float:
        """Give the weight of a term: above 0, the greatest for a term that the book does not hold."""
        return math.log1p(max(self.total, 1) / (self.frequencies.get(term) or 0.5))

    def rarity(self, text: str) -> float:
        """Give the mean weight of the text's terms as a share of the greatest weight there is; 0 without terms."""
        found = set(terms(text))
        return sum(map(self.weight, found)) / (len(found) * self.weight("")) if found else 0.0
