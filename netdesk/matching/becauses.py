"""Why two people should meet, said to either of them: what stands in the record, quoted word for word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from netdesk.domain.text import fold
from netdesk.language.phrases import names_a_thing
from netdesk.language.sentences import sentences
from netdesk.matching.affinity import COMMON, COMMON_GROUND, Affinity
from netdesk.matching.passage import Passage, PassageKind

_QUOTED_CHARACTERS = 160

_TELLING: Mapping[PassageKind, str] = {
    PassageKind.OFFERS: "offers",
    PassageKind.NEEDS: "is looking for",
    PassageKind.INTEREST: "is interested in",
}
"""How a fact of somebody is said to somebody else, where it names a thing."""

_TELLING_CLAUSE: Mapping[PassageKind, str] = {
    PassageKind.OFFERS: "has this to offer:",
    PassageKind.NEEDS: "is looking for help with this:",
    PassageKind.INTEREST: "has this interest:",
    PassageKind.LEARNED: "has this to tell:",
    PassageKind.ROLE: "has this role:",
    PassageKind.HELPED: "has helped with this before:",
    PassageKind.NOTE: "comes with this note of mine:",
}
"""How a fact is said that was noted with a verb, such as “Knows …”: behind a colon anything is grammatical."""

_INVITING = tuple(map(PassageKind, ("offers", "interest", "learned", "needs", "role", "helped", "note")))

_REMINDING: Mapping[PassageKind, str] = {
    PassageKind.OFFERS: "and you offer",
    PassageKind.NEEDS: "and you are looking for",
    PassageKind.INTEREST: "and you are interested in",
    PassageKind.LEARNED: "and of you I remember",
}
_REMINDING_CLAUSE: Mapping[PassageKind, str] = {
    PassageKind.OFFERS: "and you have this to offer:",
    PassageKind.NEEDS: "and you are looking for help with this:",
    PassageKind.INTEREST: "and you have this interest:",
    PassageKind.LEARNED: "and of you I remember this:",
    PassageKind.ROLE: "and you have this role:",
    PassageKind.HELPED: "and you have helped with this before:",
    PassageKind.NOTE: "and of you I noted this:",
}
_CONTACT_POINT = re.compile(r"\S@\S|://|\bwww\.|(?:\+\d|\b0\d|\(\d)[\d\s()./-]{5,20}\d", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of a contact; one who is to be asked before being named appears as “someone who …”."""

    contact_id: int
    name: str
    facts: tuple[Passage, ...]
    ask_before_naming: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A profile and where each of its facts stands among those that are compared."""

    profile: Profile
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Because:
    """A sentence about somebody without a full stop, and the one that only I may read where it says more.

    Either is empty where there is nothing to say. `private` enters a draft only when the user puts it there.
    """

    told: str = ""
    private: str = ""


class Becauses:
    """Says of somebody what concerns somebody else."""

    def __init__(self, affinity: Affinity) -> None:
        """Judge by this what concerns whom."""
        self._affinity = affinity

    def for_helper(self, subject: Placed, helper: Placed) -> Because:
        """Tell the helper, whose facts are compared with all, about somebody."""
        return self._because(subject, helper, self._affinity.between)

    def for_other(self, helper: Placed, other: Placed) -> Because:
        """Tell somebody about the helper."""
        return self._because(helper, other, lambda own, place: self._affinity.between(place, own))

    def _because(self, subject: Placed, reader: Placed, between: Callable[[int, int], float]) -> Because:
        """Tell the reader about the subject by the fact that concerns the reader most, else by the most inviting."""
        quotable = _quotable(subject.profile)
        concerning = _concerning(subject, reader, between)
        shown = [one for one in concerning if one[1] in quotable]
        best = max(concerning, key=_relevance, default=None)
        best_shown = max(shown, key=_relevance, default=None)
        told = ""
        if best_shown is not None:
            told = self._said(subject.profile, best_shown, reader.profile)
        elif quotable:
            told = self._told(subject.profile, min(quotable, key=lambda fact: _INVITING.index(fact.kind)))
        if best is None or best is best_shown:
            return Because(told)
        return Because(told, self._said(subject.profile, best, reader.profile))

    def _said(self, subject: Profile, concern: tuple[float, Passage, Passage], reader: Profile) -> str:
        _, fact, own = concern
        told = self._told(subject, fact, own.text)
        if own not in _quotable(reader):
            return told
        frame = names_a_thing(own.text) and _REMINDING.get(own.kind)
        return f"{told} {frame or _REMINDING_CLAUSE[own.kind]} {self._quoted(own, fact.text)}"

    def _told(self, subject: Profile, fact: Passage, about: str = "") -> str:
        who = "I know someone who" if subject.ask_before_naming else subject.name
        frame = names_a_thing(fact.text) and _TELLING.get(fact.kind)
        return f"{who} {frame or _TELLING_CLAUSE[fact.kind]} {self._quoted(fact, about)}"

    def _quoted(self, fact: Passage, about: str) -> str:
        """Quote a short fact whole, of a longer one the sentence that says most about the other text."""
        text = fact.text.strip()
        if len(text) > _QUOTED_CHARACTERS or "\n" in text:
            text = max(sentences(text), key=lambda one: self._affinity.coverage(about, one.text)).text
        return f"“{text.rstrip('.;, ')}”"


def _concerning(
    subject: Placed, reader: Placed, between: Callable[[int, int], float]
) -> list[tuple[float, Passage, Passage]]:
    sayable = set(_sayable(subject.profile))
    return [
        (relevance, fact, own)
        for fact, place in zip(subject.profile.facts, subject.places, strict=True)
        for own, own_place in zip(reader.profile.facts, reader.places, strict=True)
        if fact in sayable and (relevance := between(own_place, place) * _share(fact, own))
    ]


def _relevance(concern: tuple[float, Passage, Passage]) -> float:
    return concern[0]


def _share(fact: Passage, own: Passage) -> float:
    return COMMON_GROUND if fact.kind in COMMON and own.kind in COMMON else 1.0


def _quotable(profile: Profile) -> list[Passage]:
    """Leave out what is private, and a role: a draft tells it anyhow, and here the place of a home may be in it."""
    return [fact for fact in _sayable(profile) if not fact.private and fact.kind is not PassageKind.ROLE]


def _sayable(profile: Profile) -> list[Passage]:
    """Leave out what holds a contact point, or would name somebody who is to be asked before."""
    asks = profile.ask_before_naming
    names = {word for word in _WORD.findall(fold(profile.name)) if len(word) > 1} if asks else set()
    return [
        fact
        for fact in profile.facts
        if sentences(fact.text)
        and not _CONTACT_POINT.search(fact.text)
        and not _names(fact, names)
        and not (asks and fact.kind is PassageKind.ROLE)
    ]


def _names(fact: Passage, names: set[str]) -> bool:
    folded = fold(fact.text)
    return not names.isdisjoint(_WORD.findall(folded)) or any(name in folded for name in names if not name.isascii())
