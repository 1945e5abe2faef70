"""How a draft speaks of people: by name, by their own pronouns, or as “someone who …”."""

from __future__ import annotations

import re
from dataclasses import dataclass

from netdesk.composer.records import DraftContext, Person
from netdesk.domain.text import fold
from netdesk.language.phrases import bare, goes_on, inline, joined, possessive, uncapitalised, with_article, words_of

_PRONOUNS = {"he": ("he", "him", "his"), "she": ("she", "her", "her"), "they": ("they", "them", "their")}
_PHONE = re.compile(r"\+?\d[\d ().-]{5,}")
_ALSO_WORDS = frozenset(
    {"art", "bill", "brown", "dean", "drew", "frank", "grace", "green", "hope", "hunter", "joy", "king", "long", "mark"}
    | {"may", "page", "pat", "price", "ray", "rob", "rose", "short", "stone", "sue", "white", "will", "wood", "young"}
)
"""Names that are words too, and count as names only with a capital."""

_NO_ARTICLE = re.compile(
    r"(?:head of|chief|president|vice|dean|chair|deputy|acting)\b|(?-i:[A-Z]{3}(?:\W|$))", re.IGNORECASE
)
"""Titles that only one person has at a time, and that follow “works as” bare."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who a sentence speaks of, with the forms English needs."""

    subject: str
    object: str
    possessive: str
    is_plural: bool = False

    @property
    def is_me(self) -> bool:
        """Whether the writer speaks of themselves."""
        return self.subject == "I"

    def verb(self, singular: str, plural: str) -> str:
        """Choose the form of a verb that goes with the subject."""
        return plural if self.is_plural or self.is_me else singular


ME = Voice("I", "me", "my")
WE = Voice("we", "us", "our", is_plural=True)
YOU = Voice("you", "you", "your", is_plural=True)
NAMELESS = Voice("this person", "this person", "this person’s")


def given(person: Person) -> str:
    """The name one calls somebody by."""
    return person.given_name or person.name


def voice(people: tuple[Person, ...], *, by_pronoun: bool = True) -> Voice:
    """Speak of people by their own pronouns, else by name, else (when they must not be named) as “this person”."""
    if len(people) > 1:
        return Voice("they", "them", "their", is_plural=True)
    if not people:
        return NAMELESS
    first = people[0].pronouns.lower().split("/")[0].strip()
    if by_pronoun and first in _PRONOUNS:
        return Voice(*_PRONOUNS[first], is_plural=first == "they")
    name = given(people[0])
    return Voice(name, name, possessive(name)) if name and not people[0].ask_before_naming else NAMELESS


def _role(person: Person) -> str:
    """The role inside a sentence: a title with a second capital, such as “Head of Procurement”, keeps the first."""
    role = bare(person.role)
    return role if any(word[:1].isupper() for word in role.split()[1:]) else uncapitalised(role)


def office(person: Person) -> str:
    """Role and organisation, fit to follow a name and a comma."""
    role = _role(person)
    if role and person.organisation and not fold(role).endswith(fold(person.organisation)):
        return f"{role} at {person.organisation}"
    return role or person.organisation


def anonymous(person: Person) -> str:
    """Speak of somebody without name, organisation or contact point: “someone who …”."""
    clause = inline(person.describe)
    for prefix in ("someone who ", "somebody who ", "who "):
        clause = clause.removeprefix(prefix)
    if clause and not reveals(clause, person) and not has_contact_point(clause):
        first = words_of(clause)[0]
        if first == "with":
            return f"someone {clause}"
        is_noun = first in {"a", "an", "the"} or first[:1].isdigit()
        return f"someone with {clause}" if is_noun else f"someone who {clause}"
    role = _role(person)
    if role and not reveals(role, person):
        return f"someone who works as {role if _NO_ARTICLE.match(role) else with_article(role)}"
    return "someone I trust"


def label(person: Person) -> str:
    """Name somebody with what they do, or describe whoever wants to be asked first."""
    if person.ask_before_naming or not person.name:
        return anonymous(person)
    return ", ".join(filter(None, (person.name, office(person))))


def askers(context: DraftContext) -> tuple[Person, ...]:
    """Whoever asks, where that is somebody else than the sender."""
    return tuple(person for person in context.requesters if not person.name or person.name != context.sender.name)


def other_side(context: DraftContext) -> tuple[Person, ...]:
    """The parties of an introduction that a message is not written to; those who ask together are one side."""
    written_to, asking = {person.name for person in context.to}, askers(context)
    own_side = written_to | ({person.name for person in asking} if any(a.name in written_to for a in asking) else set())
    everybody = dict.fromkeys(asking + context.introduced)
    return tuple(person for person in everybody if person.name not in own_side)


def mention(person: Person) -> str:
    """Name somebody, or describe whoever wants to be asked first."""
    return anonymous(person) if person.ask_before_naming or not person.name else person.name


def helped(context: DraftContext, *, by_given_name: bool = False) -> str:
    """Whom a helper helped, as one says it to the helper; nobody where that is me."""
    asking = askers(context)
    if any(person.ask_before_naming or not person.name for person in asking):
        return f"the {'people' if len(asking) > 1 else 'person'} I wrote to you about"
    return joined([given(person) if by_given_name else person.name for person in asking])


def renamed(text: str, person: Person) -> str:
    """Put “this person” where the text has the person's full or given name."""
    for name in filter(None, (person.name, person.given_name)):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", NAMELESS.subject, text)
    return text


def reveals(text: str, person: Person) -> bool:
    """Tell whether the text names a person, wholly or in part, or the organisation they would be recognised by."""
    words = re.findall(r"\w+", text)
    spaced = f" {' '.join(map(fold, words))} "
    for name in (person.name, person.given_name, person.organisation):
        folded = " ".join(map(fold, re.findall(r"\w+", name)))
        if folded and (f" {folded} " in spaced or (not folded.isascii() and folded in spaced)):
            return True
    parts = {fold(part) for part in re.findall(r"\w+", f"{person.name} {person.given_name}") if len(part) > 1}
    return any(fold(word) in parts and not (word.islower() and fold(word) in _ALSO_WORDS) for word in words)


def has_contact_point(text: str) -> bool:
    """Tell whether the text holds an address, link or telephone number."""
    if any("@" in word[1:] or "://" in word or word.lower().startswith("www.") for word in text.split()):
        return True
    return any(
        (digits := sum(c.isdigit() for c in match.group())) >= 9 or (match.group()[0] == "+" and digits >= 7)
        for match in _PHONE.finditer(text)
    )


def without_name(text: str, person: Person) -> str:
    """Take the person's name off the front of what was noted about them, so that a subject can be put there."""
    for name in (person.name, person.given_name):
        rest = text.removeprefix(f"{name} ").lstrip()
        if name and rest != text and goes_on(rest):
            return rest
    return text
