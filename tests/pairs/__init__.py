"""People whose best partners are known, to measure who is suggested to meet whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from netdesk.language.words import terms
from netdesk.matching.becauses import Profile
from netdesk.matching.passage import Owner, Passage, PassageKind
from netdesk.matching.similarity import SAYS_NOTHING

_PEOPLE = Path(__file__).parent / "people.txt"


@dataclass(frozen=True, slots=True)
class Trade:
    """A helper, the two who should meet them, with and without a word in common, and who only seems to fit."""

    name: str
    helper: Profile
    sharing: Profile
    unlike: Profile
    distractors: tuple[Profile, ...]

    @property
    def people(self) -> tuple[Profile, ...]:
        """Everybody of the trade."""
        return (self.helper, self.sharing, self.unlike, *self.distractors)

    @property
    def is_held_out(self) -> bool:
        """Whether no threshold was chosen by this trade."""
        return int(self.name.split()[0]) % 2 == 1


def load() -> list[Trade]:
    """Read the labelled people; their ids count from 1."""
    trades: list[Trade] = []
    number = 0
    name = ""
    found: dict[str, list[Profile]] = {}
    for line in (*_PEOPLE.read_text(encoding="utf-8").splitlines(), "[end]"):
        if line.startswith("["):
            if found:
                (helper,), (sharing,), (unlike,) = found["H"], found["S"], found["N"]
                trades.append(Trade(name, helper, sharing, unlike, tuple(found["D"])))
            name, found = line.strip("[]"), {}
        elif line and not line.startswith("#"):
            number += 1
            found.setdefault(line[0], []).append(_profile(number, line[2:]))
    return trades


def topics(profile: Profile) -> set[str]:
    """The terms of somebody's facts that say what they are about."""
    return {term for fact in profile.facts for term in terms(fact.text)} - SAYS_NOTHING


def passages(trades: Iterable[Trade]) -> list[Passage]:
    """All facts, in the order in which an index of these people takes them."""
    return [fact for trade in trades for person in trade.people for fact in person.facts]


def _profile(number: int, line: str) -> Profile:
    name, *facts = (part.strip() for part in line.split("|"))
    said = (fact.split(": ", 1) for fact in facts)
    known = tuple(Passage(Owner.CONTACT, number, PassageKind(kind), text, None, False) for kind, text in said)
    return Profile(contact_id=number, name=name, facts=known)
