"""How much of what a request is about another text says in the same words, quick enough for hundreds of texts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from netdesk.domain.text import fold
from netdesk.language.words import stem
from netdesk.matching.corpus import TermStatistics
from netdesk.matching.similarity import mass, topic_weights

_WORD = re.compile(r"[^\W_]+")
_BEGINNING = 2
"""Letters that a word has in common with its stem, whatever was cut."""


class Coverage:
    """The telling words of one request, the rarest weighing most."""

    def __init__(self, request: str, statistics: TermStatistics) -> None:
        """Weigh the request by how rare its words are in the whole book."""
        self.weights: Mapping[str, float] = topic_weights(request, statistics)
        self._mass = mass(self.weights, statistics)
        self._beginnings = {term[:_BEGINNING] for term in self.weights}

    def of(self, text: str) -> float:
        """Tell how far a text covers the request, from 0 to 1."""
        held = set()
        for word in _WORD.findall(fold(text)):
            if word[:_BEGINNING] in self._beginnings and (term := stem(word)) in self.weights:
                held.add(term)
        return min(sum(self.weights[term] for term in sorted(held)) / self._mass, 1.0)
