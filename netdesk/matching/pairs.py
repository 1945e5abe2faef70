"""Which two people somebody should meet, and a because for both sides.

Mutual benefit counts most: what each needs and the other offers. Private facts may rank people but are never quoted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from math import sqrt

from netdesk.domain.text import fold
from netdesk.domain.words import FactKind
from netdesk.language.phrases import names_a_thing
from netdesk.language.sentences import sentences
from netdesk.matching.similarity import GOOD, Index, gives_reason, says_all
from netdesk.matching.wear import freshness

_FLOOR = 0.15
_COMMON_GROUND = 0.3
_POOL = 20
_RELEVANCE = 0.7
_QUOTED_CHARACTERS = 160
_SAME_WORDS = 0.8

_COMMON = frozenset({FactKind.INTEREST, FactKind.LEARNED})
_COUNTERPARTS: Mapping[FactKind, AbstractSet[FactKind]] = {
    FactKind.OFFERS: frozenset({FactKind.NEEDS}),
    FactKind.NEEDS: frozenset({FactKind.OFFERS}),
    FactKind.INTEREST: _COMMON,
    FactKind.LEARNED: _COMMON,
}
_TELLING: Mapping[FactKind, str] = {
    FactKind.OFFERS: "offers",
    FactKind.NEEDS: "is looking for",
    FactKind.INTEREST: "is interested in",
    FactKind.LEARNED: "has this to tell:",
}
"""How a fact of somebody is said to somebody else, where it names a thing."""

_TELLING_CLAUSE: Mapping[FactKind, str] = {
    FactKind.OFFERS: "has this to offer:",
    FactKind.NEEDS: "is looking for help with this:",
    FactKind.INTEREST: "has this interest:",
    FactKind.LEARNED: "has this to tell:",
}
"""How a fact is said that was noted with a verb, such as “Knows …”: behind a colon anything is grammatical."""

_INVITING = (FactKind.OFFERS, FactKind.INTEREST, FactKind.LEARNED, FactKind.NEEDS)

_REMINDING: Mapping[FactKind, str] = {
    FactKind.OFFERS: "and you offer",
    FactKind.NEEDS: "and you are looking for",
    FactKind.INTEREST: "and you are interested in",
    FactKind.LEARNED: "and of you I remember",
}
_REMINDING_CLAUSE: Mapping[FactKind, str] = {
    FactKind.OFFERS: "and you have this to offer:",
    FactKind.NEEDS: "and you are looking for help with this:",
    FactKind.INTEREST: "and you have this interest:",
    FactKind.LEARNED: "and of you I remember this:",
}
_CONTACT_POINT = re.compile(r"\S@\S|://|\bwww\.|(?:\+\d|\b0\d|\(\d)[\d\s()./-]{5,20}\d", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


class Benefit(StrEnum):
    """Who gains from a meeting."""

    BOTH = "both"
    HELPER = "helper"
    OTHER = "other"
    COMMON_GROUND = "common ground"


@dataclass(frozen=True, slots=True)
class FactText:
    """An open fact of a contact; only a shareable one may be quoted."""

    kind: FactKind
    text: str
    shareable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of a contact; one who is to be asked before being named appears as “someone who …”."""

    contact_id: int
    name: str
    facts: tuple[FactText, ...]
    ask_before_naming: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Somebody the helper should meet: a sentence, without a full stop, about them for the helper, and the reverse.

    `because_for_other` is empty where nothing about the helper may be quoted.
    """

    contact_id: int
    score: float
    because_for_helper: str
    because_for_other: str
    benefit: Benefit


@dataclass(slots=True)
class _Gains:
    """How much a meeting would give the helper, the other side, and both to talk about, each from 0 to 1."""

    helper: float = 0.0
    other: float = 0.0
    common: float = 0.0

    @property
    def score(self) -> float:
        return self.helper + self.other + 2 * sqrt(self.helper * self.other) + _COMMON_GROUND * self.common

    @property
    def benefit(self) -> Benefit:
        if self.helper and self.other:
            return Benefit.BOTH
        if self.helper or self.other:
            return Benefit.HELPER if self.helper else Benefit.OTHER
        return Benefit.COMMON_GROUND


class ProfileIndex:
    """The facts of many contacts, indexed once and asked for one helper after another."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        """Index every fact of the profiles."""
        self._facts = [(profile, fact) for profile in profiles for fact in profile.facts]
        self._profiles = {profile.contact_id: profile for profile, _ in self._facts}
        self._index = Index(fact.text for _, fact in self._facts)

    def two_for(
        self,
        helper: Profile,
        *,
        excluded: AbstractSet[int] = frozenset(),
        asked_lately: Mapping[int, int] | None = None,
        limit: int = 2,
    ) -> list[Suggestion]:
        """Suggest people for the helper to meet, the best first and different from each other.

        `excluded` are those who know the helper already or declined; `asked_lately` holds how many times each person
        was asked of late, which ranks them lower. Nobody is suggested without a shareable fact to tell of them.
        """
        asked = asked_lately or {}
        gains = self._gains(helper)
        for contact in excluded | {helper.contact_id}:
            gains.pop(contact, None)
        scores = {contact: gain.score * freshness(asked.get(contact, 0)) for contact, gain in gains.items()}
        ranked = sorted(scores, key=lambda contact: (-scores[contact], contact))
        suggestions = (
            Suggestion(
                contact_id=contact,
                score=scores[contact],
                because_for_helper=because,
                because_for_other=self._because(helper, self._profiles[contact]),
                benefit=gains[contact].benefit,
            )
            for contact in ranked
            if (because := self._because(self._profiles[contact], helper))
        )
        return self._diverse(list(islice(suggestions, _POOL)), limit)

    def _gains(self, helper: Profile) -> dict[int, _Gains]:
        """Compare every fact of the helper with its counterparts; coverage is always that of the need."""
        gains: defaultdict[int, _Gains] = defaultdict(_Gains)
        for fact in helper.facts:
            offered = fact.kind is FactKind.OFFERS
            scores = self._index.covered_by(fact.text) if offered else self._index.scores(fact.text)
            for position, score in scores.items():
                profile, other = self._facts[position]
                need, answer = (other, fact) if offered else (fact, other)
                if other.kind not in _COUNTERPARTS[fact.kind] or not self._is_good(score, need, answer):
                    continue
                gain = gains[profile.contact_id]
                if fact.kind is FactKind.NEEDS:
                    gain.helper = max(gain.helper, score)
                elif offered:
                    gain.other = max(gain.other, score)
                else:
                    gain.common = max(gain.common, score)
        return dict(gains)

    def _because(self, subject: Profile, reader: Profile) -> str:
        """Tell the reader about the subject by the fact that concerns the reader most, else by the most inviting."""
        facts = _quotable(subject)
        concerning = [
            (relevance, fact, own)
            for fact in facts
            for own in reader.facts
            if (relevance := self._relevance(fact, own))
        ]
        if not concerning:
            return self._told(subject, min(facts, key=lambda fact: _INVITING.index(fact.kind))) if facts else ""
        _, fact, own = max(concerning, key=lambda one: one[0])
        told = self._told(subject, fact, own.text)
        if own not in _quotable(reader):
            return told
        reminding = _REMINDING if names_a_thing(own.text) else _REMINDING_CLAUSE
        return f"{told} {reminding[own.kind]} {self._quoted(own, fact.text)}"

    def _relevance(self, fact: FactText, own: FactText) -> float:
        """Weigh what a fact of somebody means for a fact of the reader, 0 where it means nothing."""
        if own.kind not in _COUNTERPARTS[fact.kind]:
            return 0.0
        need, answer = (own, fact) if fact.kind is FactKind.OFFERS else (fact, own)
        coverage = self._index.coverage(need.text, answer.text)
        if not self._is_good(coverage, need, answer):
            return 0.0
        return coverage * _COMMON_GROUND if fact.kind in _COMMON else coverage

    def _is_good(self, coverage: float, need: FactText, answer: FactText) -> bool:
        """Tell whether one fact speaks well to another; of a longer need a sentence that it covers is enough."""
        if coverage < _FLOOR or not _give_reason(need, answer):
            return False
        if coverage >= GOOD or says_all(need.text, answer.text):
            return True
        said = sentences(need.text)
        return len(said) > 1 and any(self._index.coverage(one.text, answer.text) >= GOOD for one in said)

    def _told(self, subject: Profile, fact: FactText, about: str = "") -> str:
        who = "I know someone who" if subject.ask_before_naming else subject.name
        telling = _TELLING if names_a_thing(fact.text) else _TELLING_CLAUSE
        return f"{who} {telling[fact.kind]} {self._quoted(fact, about)}"

    def _quoted(self, fact: FactText, about: str) -> str:
        """Quote a short fact whole, of a longer one the sentence that says most about the other text."""
        text = fact.text.strip()
        if len(text) > _QUOTED_CHARACTERS or "\n" in text:
            text = max(sentences(text), key=lambda one: self._index.coverage(about, one.text)).text
        return f"“{text.rstrip('.;, ')}”"

    def _diverse(self, suggestions: list[Suggestion], limit: int) -> list[Suggestion]:
        """Choose by maximal marginal relevance (Carbonell and Goldstein 1998): good ones that are not alike.

        The suggestions come best first, and each round measures them by the best one left. No two are recommended in
        the same words.
        """
        left = list(suggestions)
        said = {one.contact_id: _words_quoted(one.because_for_helper) for one in left}
        chosen: list[Suggestion] = []
        texts = {one.contact_id: _all_facts(self._profiles[one.contact_id]) for one in left}
        alike = dict.fromkeys(texts, 0.0)
        while left and len(chosen) < limit:
            best = max(
                left,
                key=lambda one: _RELEVANCE * one.score / left[0].score - (1 - _RELEVANCE) * alike[one.contact_id],
            )
            chosen.append(best)
            left = [one for one in left if not _is_same(said[one.contact_id], said[best.contact_id])]
            for one in left:
                likeness = self._index.likeness(texts[one.contact_id], texts[best.contact_id])
                alike[one.contact_id] = max(alike[one.contact_id], likeness)
        return chosen


def _give_reason(need: FactText, answer: FactText) -> bool:
    """Tell whether two facts share enough to bring their people together; neither of a common ground is the need."""
    is_common = need.kind in _COMMON
    return gives_reason(need.text, answer.text) or (is_common and gives_reason(answer.text, need.text))


def _quotable(profile: Profile) -> list[FactText]:
    """Leave out what is private, holds a contact point, or would name somebody who is to be asked before."""
    names = (
        {word for word in _WORD.findall(fold(profile.name)) if len(word) > 1} if profile.ask_before_naming else set()
    )
    return [
        fact
        for fact in profile.facts
        if fact.shareable and sentences(fact.text) and not _CONTACT_POINT.search(fact.text) and not _names(fact, names)
    ]


def _names(fact: FactText, names: set[str]) -> bool:
    folded = fold(fact.text)
    return not names.isdisjoint(_WORD.findall(folded)) or any(name in folded for name in names if not name.isascii())


def _words_quoted(because: str) -> set[str]:
    """The words of the first quotation of a because: of the fact by which somebody is recommended."""
    return set(_WORD.findall(fold(because.partition("“")[2].partition("”")[0])))


def _is_same(one: set[str], other: set[str]) -> bool:
    """Tell whether two people would be recommended in the same words, but for one or two."""
    return one == other or len(one & other) >= _SAME_WORDS * len(one | other)


def _all_facts(profile: Profile) -> str:
    return "\n".join(fact.text for fact in profile.facts)
