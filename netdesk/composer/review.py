"""What a draft must not say, what it still lacks, and what to look at before it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from netdesk.composer.measure import MOST_QUESTIONS, advice
from netdesk.composer.people import askers, has_contact_point, label, mention, other_side, renamed, reveals
from netdesk.composer.records import About, Ask, DraftContext, Lack, Person
from netdesk.domain.text import fold
from netdesk.domain.words import Element, MessageKind

_BEFORE_CONSENT = frozenset({None, MessageKind.OPT_IN, MessageKind.FORWARDABLE_NOTE})
"""What a nudge follows while neither side may be named."""


def _asks_consent(context: DraftContext) -> bool:
    """Tell whether neither side is to be named: in an opt-in note, and in the nudge that follows one."""
    is_nudge = context.kind is MessageKind.NUDGE and context.previous_kind in _BEFORE_CONSENT
    return is_nudge or context.kind is MessageKind.OPT_IN


def withhold(context: DraftContext) -> tuple[DraftContext, tuple[str, ...]]:
    """Say “this person” for whoever is not to be named yet, and leave out texts that give them away all the same.

    In a note that asks for consent that is the other side (double opt-in, after Fred Wilson), elsewhere whoever wants
    to be asked before being named. A fact about a gift is left out too if it holds a contact point. Returns what is
    left, and a sentence on each text left out.
    """
    context = _marked(context)
    hidden, said = _hidden(context), list[str]()

    def safe(text: str, what: str, *, is_quoted: bool = False) -> str:
        for person in () if is_quoted else hidden:
            text = renamed(text, person)
        named = next((person for person in hidden if text and reveals(text, person)), None)
        if named is None:
            return text
        said.append(
            f"The {what} points to {named.name}, who is not to be named yet, and was left out; say it without names."
        )
        return ""

    ask = Ask(**{field.name: safe(getattr(context.ask, field.name), field.name) for field in fields(Ask)})
    questions = tuple(safe(question, "question") for question in context.questions)
    because = tuple(safe(text, "because") for text in context.because_for_each)
    gifts = []
    for gift in context.gifts:
        text = safe(gift.because, "because", is_quoted=gift.quoted)
        if has_contact_point(text):
            said.append(
                f"The because for {gift.person.name} holds a contact point and was left out; quote something else."
            )
            text = ""
        gifts.append(replace(gift, because=text))
    left = replace(
        context,
        ask=ask,
        questions=questions,
        because_for_each=because,
        gifts=tuple(gifts),
        known=tuple(known for known in context.known if not _gives_away(known.text, hidden)),
        forwardable_note=safe(context.forwardable_note, "forwardable note"),
        resource=safe(context.resource, "resource"),
        what_i_did=safe(context.what_i_did, "text on what you did"),
        outcome=safe(context.outcome, "outcome"),
        reason=safe(context.reason, "reason"),
        previous_subject=safe(context.previous_subject, "previous subject"),
    )
    return left, tuple(said)


def _gives_away(text: str, hidden: tuple[Person, ...]) -> bool:
    """Tell whether a fact that is quoted leads to whoever is not to be named."""
    return any(reveals(text, person) for person in hidden) or has_contact_point(text)


def _marked(context: DraftContext) -> DraftContext:
    """Mark whoever is not to be named: in a note that asks for consent the other side too, but never a recipient."""
    written_to = {person.name for person in context.to}

    def mark(person: Person) -> Person:
        asks_first = person.ask_before_naming or _asks_consent(context)
        return replace(person, ask_before_naming=asks_first and person.name not in written_to)

    return replace(
        context,
        to=tuple(map(mark, context.to)),
        requesters=tuple(map(mark, context.requesters)),
        introduced=tuple(map(mark, context.introduced)),
        note_writer=mark(context.note_writer) if context.note_writer else None,
        gifts=tuple(replace(gift, person=mark(gift.person)) for gift in context.gifts),
        known=tuple(replace(known, person=mark(known.person)) for known in context.known),
    )


def _hidden(context: DraftContext) -> tuple[Person, ...]:
    """Whoever this message must not name."""
    spoken_of = (*context.requesters, *context.introduced, *(gift.person for gift in context.gifts))
    return tuple(person for person in spoken_of if person.ask_before_naming)


def lacks(context: DraftContext) -> tuple[Lack, ...]:
    """Say what the user should still add."""
    return tuple(_lacks(context))


def _lacks(context: DraftContext) -> Iterator[Lack]:
    if not context.to and not context.helper:
        yield Lack("Add whom this message is for.", About.RECORD)
    if not context.sender.name and not context.sender.signature:
        yield Lack("Add your name or a signature in the settings.", About.RECORD)
    match context.kind:
        case MessageKind.ASK | MessageKind.FORWARDABLE_NOTE if not (context.forwardable_note or context.note_wanted):
            yield from _missing_in_ask(context.ask)
        case MessageKind.ASK_BACK if not context.questions:
            yield Lack("Add up to three questions that would make the request specific.")
        case MessageKind.OPT_IN | MessageKind.INTRODUCTION:
            yield from _missing_in_introduction(context)
        case MessageKind.THANK_YOU | MessageKind.CLOSE_THE_LOOP:
            yield from _missing_in_thanks(context)
        case MessageKind.NUDGE if not context.previous_subject and not context.ask.ask:
            yield Lack("Say what you asked for.")
        case MessageKind.CHECK_IN if not (
            context.introduced or context.brought_together or context.occasion or context.reason
        ):
            yield Lack("Say what made you think of them.")


def _missing_in_ask(ask: Ask) -> Iterator[Lack]:
    if not ask.purpose:
        yield Lack("Say what it is for.", About.ELEMENT, Element.PURPOSE)
    if not ask.topic:
        yield Lack("Say what it is about.", About.ELEMENT, Element.TOPIC)
    if not ask.ask:
        told = "Say what exactly would help: an introduction, a document, or one answer."
        yield Lack(told, About.ELEMENT, Element.ASK)
    if not ask.bound:
        yield Lack("Say how much time it would take, and by when.", About.ELEMENT, Element.BOUND)


def _missing_in_introduction(context: DraftContext) -> Iterator[Lack]:
    if context.kind is MessageKind.OPT_IN and not other_side(context):
        yield Lack("Add the other side of the introduction; it will not be named.", About.RECORD)
    if context.kind is MessageKind.INTRODUCTION and len(context.to) < 2:
        yield Lack("Add both sides of the introduction.", About.RECORD)
    for index, person in enumerate(context.to):
        if not any(context.because_for_each[index : index + 1]):
            yield Lack(f"Say why {person.name or 'the recipient'} should meet the other side.", About.REASON)
    if context.kind is MessageKind.INTRODUCTION and askers(context) and not context.forwardable_note:
        writer = mention(askers(context)[0])
        yield Lack(f"Add the two or three sentences that {writer} wrote to be forwarded.", About.NOTE)


def _missing_in_thanks(context: DraftContext) -> Iterator[Lack]:
    if not context.what_i_did:
        yield Lack("Say what you did with the help.", About.DEED)
    if not context.outcome:
        yield Lack("Say what came of it.", About.OUTCOME)
    if context.kind is MessageKind.CLOSE_THE_LOOP:
        return
    if len(context.gifts) < 2:
        told = "Add a second person they should meet." if context.gifts else "Add two people they should meet."
        yield Lack(told, About.GIFT)
    said = [fold(gift.because) for gift in context.gifts]
    for index, gift in enumerate(context.gifts):
        if gift.because and said[index] in said[:index]:
            told = f"Say something else of {label(gift.person)}: both are recommended in the same words."
            yield Lack(told, About.GIFT)
        if not gift.because:
            told = f"Say why {label(gift.person)} is worth meeting: something you learned that may be shared."
            yield Lack(told, About.GIFT)


def warnings(context: DraftContext, body: str) -> tuple[str, ...]:
    """Say what to look at before the message leaves, each a sentence."""
    said = list(advice(context.kind, body))
    if len(context.questions) > MOST_QUESTIONS:
        said.append(f"Of {len(context.questions)} questions the first {MOST_QUESTIONS} are asked.")
    if context.language and context.language.lower().split("-")[0] not in ("en", "eng", "english"):
        said.append(f"The recipient’s language is “{context.language}”; this draft is in English.")
    return tuple(said)
