"""What a group of people knows about: the words and phrases of their records that tell them from everybody else.

Phrases are the ends of runs of words between function words, numbers and punctuation, much as in RAKE (Rose et al.
2010): in English the noun stands last. They are weighed by how much rarer they are in the whole book (Spärck Jones
1972). Nothing is made up: each stands so in a record.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from netdesk.domain.text import fold
from netdesk.language.phrases import Shape, shape
from netdesk.language.vocabulary import DETERMINERS
from netdesk.language.words import STOP_WORDS, terms, tokens

_TELL_NOTHING = STOP_WORDS | DETERMINERS
_VERBS = (Shape.PAST, Shape.PRESENT, Shape.BASE, Shape.DOING)
_BEFORE_VERB = frozenset({"that", "who"})
_LONGEST_PHRASE = 2
_SHORTEST_WORD = 3
_CANDIDATES = 120
"""How many phrases are looked up in the whole book."""
_PHRASE = 2.0
"""How much more a phrase of several words counts than a single one, which seldom says what is done."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text of somebody's record; `offered` is what they can help with."""

    contact_id: int
    text: str
    offered: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A word or phrase as it stands in a record, who it stands with, and whether only private texts hold it."""

    text: str
    people: tuple[int, ...]
    private: bool


@dataclass(slots=True)
class _Candidate:
    forms: Counter[str] = field(default_factory=Counter)
    people: dict[int, None] = field(default_factory=dict)
    offered: bool = False
    private: bool = True

    def add(self, form: str, said: Said) -> None:
        self.forms[form] += 1
        self.people[said.contact_id] = None
        self.offered |= said.offered
        self.private &= said.private


def topics(
    said: Collection[Said],
    total: int,
    holding: Callable[[Collection[str]], Mapping[str, int]],
    most: int,
    known: str = "",
) -> tuple[Topic, ...]:
    """Return the most telling phrases; `holding` says how many of the `total` people of the book have each of some.

    Words that are `known`, such as those of the name of the group, tell nothing.
    """
    found = _candidates(said, frozenset(fold(token.text) for token in tokens(known)))
    share = len({one.contact_id for one in said}) / max(total, 1)
    likely = sorted(found, key=lambda one: (-len(found[one].people), not found[one].offered, -len(one)))[:_CANDIDATES]
    frequencies = holding(likely)
    scores = {one: _score(found[one], one, share, frequencies.get(one, 1)) for one in likely}
    chosen: dict[str, Topic] = {}
    for one in sorted(likely, key=lambda one: (-scores[one], one)):
        candidate = found[one]
        if (
            len(chosen) < most
            and scores[one] > 0
            and not any(_is_same(one, candidate, *other) for other in chosen.items())
        ):
            form = candidate.forms.most_common(1)[0][0]
            chosen[one] = Topic(form, tuple(candidate.people), candidate.private)
    return tuple(chosen.values())


def _candidates(said: Iterable[Said], known: frozenset[str]) -> dict[str, _Candidate]:
    """Collect the phrases and words of offers by their folded form; whoever says the same elsewhere counts too."""
    phrases: defaultdict[str, _Candidate] = defaultdict(_Candidate)
    words: defaultdict[str, _Candidate] = defaultdict(_Candidate)
    for one in said:
        for run in _runs(one.text, known):
            if len(run) >= _LONGEST_PHRASE:
                phrase = " ".join(run[-_LONGEST_PHRASE:])
                phrases[fold(phrase)].add(phrase, one)
            for word in run:
                words[fold(word)].add(word, one)
    return {one: candidate for one, candidate in (*words.items(), *phrases.items()) if candidate.offered}


def _runs(text: str, known: frozenset[str]) -> list[list[str]]:
    """Split a text into runs of words that carry meaning and stand next to each other, without its plainest verbs."""
    runs: list[list[str]] = []
    end = -2
    found = tokens(text)
    begins_by_verb = shape(text) in _VERBS
    for place, token in enumerate(found):
        word = fold(token.text)
        if begins_by_verb if place == 0 else fold(found[place - 1].text) in _BEFORE_VERB:
            continue
        if len(word) < _SHORTEST_WORD or any(map(str.isdigit, word)) or word in _TELL_NOTHING or word in known:
            continue
        if token.start == end + 1 and text[end] == " ":
            runs[-1].append(token.text)
        else:
            runs.append([token.text])
        end = token.end
    return runs


def _score(candidate: _Candidate, phrase: str, share: float, holding: int) -> float:
    """Weigh a phrase by how many have it and how much more often than elsewhere; `share` is that of the group."""
    count = len(candidate.people)
    more = math.log(count / (max(holding, count) * share))
    return count * more * (_PHRASE if " " in phrase else 1.0)


def _is_same(phrase: str, candidate: _Candidate, chosen: str, topic: Topic) -> bool:
    """Tell whether a phrase says, of mostly the same people, what one that is chosen already says."""
    shared = len(candidate.people.keys() & set(topic.people))
    return bool(set(terms(phrase)) & set(terms(chosen))) and 2 * shared >= len(candidate.people)
