"""How much of what a request is about another text says in the same words, quick enough for hundreds of texts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from netdesk.domain.text import fold
from netdesk.language.words import stem, terms
from netdesk.matching.corpus import TermStatistics
from netdesk.matching.similarity import mass, topic_weights

_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"(?<=[\w,;'’)] )(?:[A-Z][\w/-]+|[^\W\d_]*\d[\w/-]*)|\b[A-Z0-9/]{3,}\b")
_BEGINNING = 2
"""Letters that a word has in common with its stem, whatever was cut."""

_FEW = 2
_MONTHS = frozenset(terms("January February March April May June July August September October November December"))


class Coverage:
    """The telling words of one request, the rarest weighing most."""

    def __init__(self, request: str, statistics: TermStatistics) -> None:
        """Weigh the request by how rare its words are in the whole book."""
        self.weights: Mapping[str, float] = topic_weights(request, statistics)
        self._mass = mass(self.weights, statistics)
        self._beginnings = {term[:_BEGINNING] for term in self.weights}
        written = {term for match in _NAME.finditer(request) for term in terms(match[0])} - _MONTHS
        self._names = {
            term for term in written & self.weights.keys() if 0 < statistics.frequencies.get(term, 0) <= _FEW
        }

    def of(self, text: str) -> float:
        """Tell how far a text covers the request, from 0 to 1."""
        return min(sum(self.weights[term] for term in sorted(self._held(text))) / self._mass, 1.0)

    def shares_name(self, text: str) -> bool:
        """Tell whether a text holds a word that the request writes as a name, and that hardly anything else holds.

        It may be a firm, a product or a law that no model of the language knows.
        """
        return bool(self._names) and not self._names.isdisjoint(self._held(text))

    def _held(self, text: str) -> set[str]:
        return {
            term
            for word in _WORD.findall(fold(text))
            if word[:_BEGINNING] in self._beginnings and (term := stem(word)) in self.weights
        }
