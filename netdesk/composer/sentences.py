"""Whole sentences from single facts: each gives '' where the fact is missing."""

from __future__ import annotations

import re
from dataclasses import replace

from netdesk.composer.people import YOU, Voice, given, label, mention, office, without_name
from netdesk.composer.people import voice as voice_of
from netdesk.composer.records import Gift, Known, Person
from netdesk.domain.words import FactKind
from netdesk.language import vocabulary
from netdesk.language.phrases import (
    Shape,
    closed,
    goes_on_in_third_person,
    inline,
    is_simple,
    joined,
    names_a_thing,
    passes_on,
    quoted,
    sentence,
    sentence_start,
    shape,
    speaks_of_itself,
    starts_as_question,
    to_you,
    turned_to_you,
    uncapitalised,
    with_article,
    words_of,
)

_DESCRIBED = re.compile(r"([^.;:!?]{1,60}?)(?:,| (who|whose|that|with|from)\b|$)")
"""The first words of a description of people, up to what is told of them."""

_SECOND_PERSON = re.compile(r"\byou(?:rs?|rself|rselves)?\b", re.IGNORECASE)
_EASY_NO_FIRST = re.compile(
    r"(?:no (?:worries|problem|pressure|bother|hard)|feel free|ignore|don[’']t worry)\b", re.IGNORECASE
)
_AMOUNT = re.compile(
    r"(?:an?|one|two|three|four|five|ten|fifteen|twenty|thirty|half|\d+)\b[^.,]*"
    r"\b(?:minute|hour|day|week|month|call|chat|e-?mail|page|line|question|name|answer|word|meeting|session|visit"
    r"|morning|afternoon|evening)s?\b[^,]*$",
    re.IGNORECASE,
)


def own_words(text: str, voice: Voice) -> str:
    """Quote what only the person who wrote it can say, such as “I run a clinic”."""
    return f"In {voice.possessive} own words: {quoted(text)}"


def purpose(text: str, voice: Voice) -> str:  # noqa: PLR0911 - one line for each shape
    """Say what an ask is for."""
    if not voice.is_me and speaks_of_itself(text):
        return own_words(text, voice)
    plain, be = inline(text), "I’m" if voice.is_me else f"{voice.subject} {voice.verb('is', 'are')}"
    match shape(text):
        case Shape.NOTHING:
            return ""
        case Shape.SENTENCE | Shape.QUESTION:
            return sentence(text)
        case Shape.PAST if words_of(text)[0] not in vocabulary.BASE:
            return sentence(f"{voice.subject} {plain}")
        case Shape.STATE if plain.startswith("in charge"):
            return sentence(f"{be} now {plain}")
        case Shape.STATE | Shape.DOING:
            return sentence(f"{be} {plain}")
        case Shape.BASE | Shape.PAST:
            return sentence(f"{voice.subject} {voice.verb('wants', 'want')} to {plain}")
        case Shape.TO:
            return sentence(f"{voice.subject} {voice.verb('wants', 'want')} {plain}")
        case _:
            return sentence(f"The background: {plain}")


def topic(text: str, voice: Voice) -> str:
    """Say what an ask is about."""
    if not voice.is_me and speaks_of_itself(text):
        return own_words(text, voice)
    plain, would = inline(text), f"{voice.subject} would like to learn"
    match shape(text):
        case Shape.NOTHING:
            return ""
        case Shape.QUESTION:
            return f"The question is this: {sentence(text)}"
        case Shape.SENTENCE:
            return sentence(text)
        case Shape.BASE:
            return sentence(f"{would} how to {plain}")
        case Shape.TO:
            return sentence(f"{would} how {plain}")
        case _:
            return sentence(f"{would} more about {plain}")


def purpose_and_topic(purpose_text: str, topic_text: str, voice: Voice) -> str:
    """Say both in one sentence where English allows it: “I’m now in charge of … and would like to learn …”."""
    first, second = purpose(purpose_text, voice), topic(topic_text, voice)
    would = f"{voice.subject} would like to"
    own = ("I’m ", f"{voice.subject} ")
    if first.lower().startswith(tuple(start.lower() for start in own)) and second.lower().startswith(would.lower()):
        rest = second[len(voice.subject) + 1 :]
        if is_simple(first[:-1]) and first.endswith("."):
            return f"{first[:-1]} and {rest}"
    return f"{first} {second}".strip()


def ask(text: str, voice: Voice) -> str:
    """Say what is asked."""
    wish = re.match(r"introduce me to ", text, re.IGNORECASE)
    if wish and not voice.is_me:
        text = f"an introduction to {text[wish.end() :]}"
    if not voice.is_me and speaks_of_itself(text):
        return own_words(text, voice)
    plain = inline(text)
    match shape(text):
        case Shape.NOTHING:
            return ""
        case Shape.QUESTION | Shape.SENTENCE:
            return sentence(text)
        case _ if starts_as_question(text):
            return sentence(f"{plain}?" if is_simple(plain) else plain)
        case Shape.BASE if voice.is_me:
            return sentence(f"Could you {plain}?" if is_simple(plain) else f"Could you {plain}")
        case Shape.BASE:
            return sentence(f"{voice.subject} {voice.verb('hopes', 'hope')} to {plain}")
        case Shape.TO:
            return sentence(f"{voice.subject} would like {plain}")
        case _:
            return sentence(f"What would help {voice.object} most is {plain}")


def who(text: str, voice: Voice) -> str:  # noqa: PLR0911 - one line for each shape
    """Say who could help."""
    if not voice.is_me and speaks_of_itself(text):
        return own_words(text, voice)
    plain, be = inline(text), "I’m" if voice.is_me else f"{voice.subject} {voice.verb('is', 'are')}"
    looking = f"{be} looking"
    first = plain.split(" ", 1)[0].lower()
    match shape(text):
        case Shape.NOTHING:
            return ""
        case Shape.QUESTION | Shape.SENTENCE:
            return sentence(text)
        case Shape.PERSON:
            return sentence(f"{looking} for {plain}")
        case Shape.NOUN if first in {"a", "an", "the", "one", "two", "three"}:
            return sentence(f"{looking} for {plain}")
        case Shape.PAST | Shape.PRESENT:
            return sentence(f"{looking} for someone who {plain}")
        case _ if first == "who":
            return sentence(f"{looking} for someone {plain}")
        case _ if described := _described(plain):
            return sentence(f"{looking} for {described}")
        case _:
            return sentence(f"{looking} for someone with this background: {plain}")


def _described(plain: str) -> str:
    """The text if it names people: “nurses who …”, “contract lawyer who …”, “operations people, best from …”."""
    start = _DESCRIBED.match(plain)
    head, link = start.groups() if start else ("", None)
    if head.endswith("people") or (link and head.endswith("s")):
        return uncapitalised(plain)
    return with_article(uncapitalised(plain)) if link in ("who", "whose") else ""


def bound(text: str, voice: Voice) -> str:
    """Say how much is asked, and by when."""
    if not voice.is_me and speaks_of_itself(text):
        return own_words(text, voice)
    plain = inline(text)
    first = plain.split(" ", 1)[0].lower()
    match shape(text):
        case Shape.NOTHING:
            return ""
        case Shape.QUESTION | Shape.SENTENCE:
            return sentence(text)
        case _ if first in {"by", "before", "until", "within"}:
            return sentence(f"{voice.subject} would need this {plain}")
        case Shape.NOUN if len(plain) < 60 and is_simple(plain) and _AMOUNT.match(plain):
            return sentence(f"{plain} would be enough")
        case _ if _EASY_NO_FIRST.match(plain):
            return sentence(plain)
        case _:
            return sentence(f"As for time and effort: {plain}")


def because_of_you(text: str, person: Person) -> str:
    """Say to somebody why I turn to them; a note without a subject (“Rebuilt …”) is about them."""
    named, text = text, without_name(text, person)
    reason = (turned_to_you(text) if text != named else to_you(text)) or _clause(text, ())
    if not reason and text:
        return sentence(f"What made me think of you: {inline(text)}")
    return sentence(f"I thought of you because {reason}") if reason else ""


def because_of_both(text: str, person: Person, others: tuple[Person, ...] = ()) -> str:
    """Say to a party why to meet the others; a note without a subject may be about either side."""
    if without_name(text, person) != text:
        return because_of_you(text, person)
    reason = _clause(text, others)
    if not reason and text:
        return sentence(f"Why I thought of this: {inline(text)}")
    return sentence(f"I thought of you because {reason}") if reason else ""


def because_for_all(text: str, people: tuple[Person, ...], known: Known | None) -> str:
    """Say to all who are brought together the one reason there is, so that it reads right to each of them.

    Nothing for a reason that speaks to one of them, which is theirs alone.
    """
    frame = "I thought of bringing you together because"
    if known is not None:
        who = voice_of((replace(known.person, ask_before_naming=False),), by_pronoun=False)
        return f"{frame} of {_what(known.text, known.kind, who)}: {quoted(known.text)}"
    if _SECOND_PERSON.search(text):
        return ""
    reason = _clause(text, people)
    return sentence(f"{frame} {reason}" if reason else f"Why I thought of this: {inline(text)}")


def because_of_fact(known: Known, reader: Person) -> str:
    """Say to somebody why to meet others by a fact of theirs or of the other side, quoted word for word."""
    is_own = known.person.name == reader.name
    if is_own and (reason := to_you(known.text)):
        return sentence(f"I thought of you because {reason}")
    of_whom = YOU if is_own else voice_of((known.person,))
    return f"I thought of you because of {_what(known.text, known.kind, of_whom)}: {quoted(known.text)}"


def because_of_other(known: Known) -> str:
    """Say to whoever asked for help why just this person, who is not named yet, could give it."""
    return f"What made me think of {voice_of((known.person,)).object}: {quoted(known.text)}"


def _what(text: str, kind: FactKind | None, voice: Voice) -> str:
    """Say what kind of thing a quoted fact is, in a frame that its first words allow."""
    match kind if names_a_thing(text) else None:
        case FactKind.OFFERS:
            return f"what {voice.subject} can help with"
        case FactKind.NEEDS:
            return f"what {voice.subject} {voice.verb('is', 'are')} looking for"
        case FactKind.INTEREST:
            return f"what interests {voice.object}"
        case _:
            return f"something I {'remember' if voice is YOU else 'learned'} about {voice.object}"


def _clause(text: str, others: tuple[Person, ...]) -> str:
    """The text if it has a subject, so that it can follow “because”; else ''."""
    plain = inline(text)
    names = tuple(f"{name} " for other in others for name in (other.name, other.given_name) if name)
    return plain if shape(text) is Shape.SENTENCE or plain.startswith(("your ", "this person ", *names)) else ""


def deed(text: str, voice: Voice, label_: str, introduced: tuple[Person, ...] = ()) -> str:
    """Say what was done or what came of it, behind the label where the text is no sentence.

    That a request was handed on is what the receiver did, and left out where the thanks name to whom.
    """
    if passes_on(text):
        is_said = any(person.name and person.name in text for person in introduced)
        return "" if is_said else sentence(f"you {text[0].lower()}{text[1:]}")
    first = (words_of(text) or [""])[0]
    is_past = first.endswith("ed") and len(first) > 3 and first not in vocabulary.NOT_DEEDS
    if "\n" in text or shape(text) in (Shape.SENTENCE, Shape.QUESTION):
        return sentence(text)
    fits = not ((voice.is_me or voice.is_plural) and goes_on_in_third_person(text))
    if fits and (is_past or first in vocabulary.PAST | vocabulary.IRREGULAR_DEEDS):
        return sentence(f"{voice.subject} {text[0].lower()}{text[1:]}")
    return sentence(f"{label_}: {inline(text)}") if text else ""


def gift(present: Gift) -> str:
    """Name a connection given back, and say why: by a fact quoted word for word, or in the writer's own words."""
    person = present.person
    called = sentence_start(label(person)) if person.ask_before_naming else label(person)
    if not present.because:
        return closed(called)
    if not present.quoted:
        return f"{closed(called)} {sentence(present.because)}"
    what = _what(present.because, present.kind, voice_of((person,)))
    return f"{called}, because of {what}: {quoted(present.because)}"


def meet(people: tuple[Person, ...], index: int) -> str:
    """Present the other one of two to a party, or one of several to all, with a link where one is known."""
    person = people[1 - index] if len(people) == 2 else people[index]
    link = f" ({person.link})" if person.link.startswith(("https://", "http://")) else ""
    name = person.name or person.given_name
    about = ", ".join(filter(None, (name, office(person)))) + link
    addressed = given(people[index]) if len(people) == 2 else ""
    return closed(f"{addressed}, meet {about}" if addressed else about) if name else ""


def because_to_meet(text: str, people: tuple[Person, ...], index: int) -> str:
    """Say to one party, by name where there are several, why the introduction is worth it."""
    person = people[index]
    reason = because_of_both(text, person, people[:index] + people[index + 1 :])
    if not reason or len(people) == 2 or not given(person):
        return reason
    return f"{given(person)}, {reason if reason.startswith('I ') else reason[0].lower() + reason[1:]}"


def help_given(connected_with: tuple[Person, ...], resource: str, about: str, helped: str) -> str:
    """Complete “thank you for …” by the help that was given to `helped`, or to me where that is empty."""
    if connected_with:
        return f"connecting {helped or 'me'} with {joined([mention(person) for person in connected_with])}"
    if resource:
        return f"recommending {_titled(resource)}" + (f" to {helped}" if helped else "")
    plain = inline(about)
    with_topic = f" with {plain}" if plain and shape(about) is Shape.NOUN and is_simple(plain) else ""
    return (f"helping {helped}" if helped else "your help") + with_topic


def _titled(resource: str) -> str:
    """Quote a resource's title, with the link that may follow it in brackets."""
    title, _, link = resource.rpartition(" ")
    return f"“{title}” ({link})" if title and "://" in link else f"“{resource}”"


def since(days: int | None) -> str:
    """Say how long ago something was, as one says it; '' for today or an unknown time."""
    if days is None or days < 1:
        return ""
    if days == 1:
        return "yesterday"
    spans = (("day", 1, 13), ("week", 7, 59), ("month", 30, 699), ("year", 365, days))
    unit, length = next((unit, length) for unit, length, most in spans if days <= most)
    count = days // length
    number = vocabulary.NUMBERS[count] if count < len(vocabulary.NUMBERS) else str(count)
    return f"{number} {unit}{'s' if count > 1 else ''} ago"
