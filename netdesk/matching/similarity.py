"""How well one text speaks to another: the only place that compares texts for matching.

Coverage is the share of one text's weight, by rarity of its terms, that another text holds.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from math import log

from netdesk.language.words import terms, tokens
from netdesk.matching.corpus import TermStatistics

GOOD = 0.27
"""The coverage from which a text is a good match; below it one common word may be all they share."""

_TOPIC_TERMS = 6
"""A long text counts as covered when as much as its six weightiest terms is."""

_LEAST_TERMS = 2
"""A single shared word covers at most half, however short the text is."""

_QUERY_TERMS = 40
QUERY_CHARACTERS = 20_000
"""How much of a long query is read."""

_REMEMBERED = 4000
"""Texts whose words are kept: one is compared with many, one after the other."""

SAYS_NOTHING = frozenset(
    terms(
        """advice answer anybody appreciate ask asked available best call chat coffee connect connection contact could
        day days dear email experience expert favour feel find folks free friday glad good great guidance happy hear
        hello help helped helping hey hi hope hour hours idea interested introduce introduced introduction intro kind
        know knows known lead like likes look looking looks love mail make meet meeting message minute minutes monday
        month months need needed needs network next offer offered offers people perfect person point put quick
        recommend recommendation right saturday searching seek seeking share soon speak start sunday support suggest
        talk tell thank think thought thursday time tip today tomorrow touch try trying tuesday understand use useful
        want wants wednesday week weekend weeks wish wonder wondering work worked working works would year years"""
    )
)
"""Terms of asking and of time; they stand in every request and say nothing about what it is for."""


_DERIVED = re.compile(r"(?<=[^\W\d_]{5})(?:er|ion|or|i)$")


class Index:
    """Texts that can be compared with any other text, found by their position in the order given."""

    def __init__(self, texts: Iterable[str], statistics: TermStatistics | None = None) -> None:
        """Index the texts; without statistics of a whole book their own count."""
        found = [_topic_terms(text) for text in texts]
        postings: defaultdict[str, list[int]] = defaultdict(list)
        for position, counts in enumerate(found):
            for term in counts:
                postings[term].append(position)
        self._postings = dict(postings)
        self._statistics = statistics or TermStatistics(
            len(found), {term: len(places) for term, places in postings.items()}
        )
        self._masses = [mass(_weigh(counts, self._statistics), self._statistics) for counts in found]

    def scores(self, query: str) -> dict[int, float]:
        """Tell how far, from above 0 to 1, each text covers the query; texts that do not speak to it are missing.

        Only the first 20,000 characters of a query are read.
        """
        weights = topic_weights(query, self._statistics)
        whole = mass(weights, self._statistics)
        return {position: min(shared / whole, 1.0) for position, shared in self._shared(weights).items()}

    def covered_by(self, query: str) -> dict[int, float]:
        """Tell how far the query covers each text: the same view from the other side."""
        masses = self._masses
        shared_weights = self._shared(topic_weights(query, self._statistics))
        return {position: min(shared / masses[position], 1.0) for position, shared in shared_weights.items()}

    def coverage(self, query: str, text: str) -> float:
        """Tell how far any text covers the query, from 0 to 1."""
        weights = topic_weights(query, self._statistics)
        held = _topic_terms(text)
        shared = sum(weight for term, weight in weights.items() if term in held)
        return min(shared / mass(weights, self._statistics), 1.0)

    def likeness(self, one: str, other: str) -> float:
        """Tell how alike two texts are, from 0 to 1, whichever comes first: Jaccard's measure by weight."""
        first, second = _topic_terms(one).keys(), _topic_terms(other).keys()
        weight = self._statistics.weight
        union = sum(map(weight, first | second))
        return sum(map(weight, first & second)) / union if union else 0.0

    def _shared(self, weights: dict[str, float]) -> dict[int, float]:
        shared: defaultdict[int, float] = defaultdict(float)
        for term, weight in weights.items():
            for position in self._postings.get(term, ()):
                shared[position] += weight
        return shared


def topic_weights(text: str, statistics: TermStatistics) -> dict[str, float]:
    """Weigh the terms that say what a text is about, by how rare they are: the forty weightiest of a long text."""
    weights = _weigh(_topic_terms(text[:QUERY_CHARACTERS]), statistics)
    return dict(heapq.nlargest(_QUERY_TERMS, weights.items(), key=lambda item: item[1]))


def mass(weights: Mapping[str, float], statistics: TermStatistics) -> float:
    """Give the weight that another text has to share for the terms to count as covered: above 0, without terms too."""
    least = _LEAST_TERMS * statistics.weight("")
    return max(sum(heapq.nlargest(_TOPIC_TERMS, weights.values())), least)


def _weigh(counts: Counter[str], statistics: TermStatistics) -> dict[str, float]:
    return {term: statistics.weight(term) * (1 + log(count)) for term, count in counts.items()}


def says_all(need: str, answer: str) -> bool:
    """Tell whether a text holds all that a need is about."""
    said = _families(need)
    return bool(said) and said <= _families(answer)


def gives_reason(need: str, answer: str) -> bool:
    """Tell whether two texts share all that the need says, or more than one word, which both may hold by chance."""
    said, held = _families(need), _families(answer)
    shared = max(_words_within(need, held), _words_within(answer, said))
    return shared > 1 or (shared == 1 and said <= held)


def _words_within(text: str, held: AbstractSet[str]) -> int:
    """Count the words of a text that another one holds."""
    return sum(word <= held for word in _words(text))


@lru_cache(_REMEMBERED)
def _words(text: str) -> frozenset[frozenset[str]]:
    """Give the words of a text by their terms; “co-op” is one word, whatever its terms."""
    return frozenset(word for token in tokens(text) if (word := _families(token.text)))


@lru_cache(_REMEMBERED)
def _families(text: str) -> frozenset[str]:
    """Give the topic terms without the endings that make a doer or a deed of a verb: reviewer and review are one."""
    return frozenset(_DERIVED.sub("", term) for term in _topic_terms(text))


def _topic_terms(text: str) -> Counter[str]:
    """Count the terms that say what a text is about; numbers below 100 do not."""
    return Counter(term for term in terms(text) if term not in SAYS_NOTHING and not (len(term) < 3 and term.isdigit()))
