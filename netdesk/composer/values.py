"""What templates can show: names, and sentences that are empty where a fact is missing."""

from __future__ import annotations

import re
from dataclasses import fields, replace

from netdesk.composer import sentences
from netdesk.composer.measure import MOST_QUESTIONS, offers_no
from netdesk.composer.people import (
    ME,
    WE,
    Voice,
    anonymous,
    askers,
    given,
    helped,
    label,
    mention,
    office,
    other_side,
    voice,
)
from netdesk.composer.records import Ask, DraftContext, Known, Person, Sender
from netdesk.domain.text import fold
from netdesk.domain.words import MessageKind
from netdesk.language.phrases import (
    Shape,
    bare,
    closed,
    inline,
    is_simple,
    joined,
    question,
    quoted,
    sentence,
    sentence_start,
    shape,
    speaks_of_itself,
    starts_with_question_word,
)

Values = dict[str, str | tuple[str, ...]]

_COUNTS = ("", "one", "two", "three")
_MOST_NAMES = 4
_THANKING_KINDS = frozenset({MessageKind.THANK_YOU, MessageKind.CLOSE_THE_LOOP})


def values_of(context: DraftContext) -> Values:
    """All values of a draft, by the names that templates use."""
    return _people(context) | _ask(context) | _help(context) | _introduction(context)


def recipients(context: DraftContext) -> tuple[Person, ...]:
    """Whom the message is for; a thank-you without recipients is for the helper."""
    is_for_helper = not context.to and context.helper and context.kind in _THANKING_KINDS
    return (context.helper,) if is_for_helper and context.helper else context.to


def _names(names: list[str]) -> str:
    return "all" if len(names) > _MOST_NAMES else joined(names) if all(names) else ""


def _people(context: DraftContext) -> Values:
    to, sender = recipients(context), context.sender
    return {
        "kind": context.kind.value,
        "tone": context.tone.value,
        "names": _names([given(person) for person in to]),
        "full_names": _names([person.name or person.given_name for person in to]),
        "sender_name": sender.name,
        "signature": sender.signature or sender.name,
    }


def _speaker(context: DraftContext) -> Voice:
    """Who asks: me, or somebody whose ask I pass on."""
    others = askers(context)
    return voice(others, by_pronoun=context.kind is not MessageKind.INTRODUCTION) if others else ME


def _presented(context: DraftContext) -> str:
    """The askers with what they do, fit to be the subject of a sentence."""
    others = askers(context)
    if len(others) == 1 and not others[0].ask_before_naming and office(others[0]) and others[0].name:
        return f"{label(others[0])},"
    presented = joined([mention(person) for person in others])
    return sentence_start(presented) if presented.startswith("someone ") else presented


def _topic_phrase(context: DraftContext) -> str:
    """The topic, where it can follow a preposition and does not speak for its writer."""
    text = context.ask.topic
    fits = shape(text) in (Shape.NOUN, Shape.DOING, Shape.PERSON) and is_simple(text) and len(text) <= 80
    return inline(text) if fits and not (context.requesters and speaks_of_itself(text)) else ""


def _presentation(context: DraftContext) -> str:
    """The first sentence of a note to be forwarded: who asks."""
    others = askers(context)
    if others:
        return f"{_presented(context)} {'have' if len(others) > 1 else 'has'} a question."
    return presenting(context.sender)


def presenting(sender: Sender) -> str:
    """The sentence in which I say who I am; empty without a name."""
    return _presenting_oneself((Person(name=sender.name, role=sender.role, organisation=sender.organisation),))


def _presenting_oneself(people: tuple[Person, ...]) -> str:
    names = [label(person) if len(people) == 1 else person.name for person in people]
    return sentence(f"{'We are' if len(people) > 1 else 'I’m'} {joined(names)}") if all(names) else ""


def _own_note(context: DraftContext) -> str:
    """A proposal for the note that those who ask are asked to write, in their own voice."""
    asking = tuple(replace(person, ask_before_naming=False) for person in askers(context))
    written_to = {person.name for person in context.to}
    wrote_it = any(person.name in written_to for person in asking)
    if not context.note_wanted or not wrote_it or context.ask == Ask(who=context.ask.who):
        return ""
    speaker, ask = WE if len(asking) > 1 else ME, _once(context.ask)
    said = (
        _presenting_oneself(asking),
        sentences.purpose_and_topic(ask.purpose, ask.topic, speaker),
        sentences.ask(ask.ask, speaker),
        sentences.who(ask.who, speaker),
        sentences.bound(ask.bound, speaker),
    )
    return " ".join(filter(None, said))


def _because(context: DraftContext) -> str:
    """Why I write to the one recipient; to several a reason for each would read like a mix-up."""
    if len(context.to) != 1 or not context.because_for_each:
        return ""
    text, reader = context.because_for_each[0], context.to[0]
    if context.kind is MessageKind.OPT_IN and reader in context.requesters:
        others = {person.name for person in other_side(context)}
        theirs = next((known for known in context.known if known.person.name in others), None)
        return sentences.because_of_other(theirs) if theirs else ""
    if known := _known(context, text):
        return sentences.because_of_fact(known, reader)
    say = sentences.because_of_both if context.kind is MessageKind.OPT_IN else sentences.because_of_you
    return say(text, reader)


def _known(context: DraftContext, because: str) -> Known | None:
    """The fact that a because repeats word for word."""
    return next((known for known in context.known if because and bare(known.text) == bare(because)), None)


def _once(ask: Ask) -> Ask:
    """The ask, without who is sought and how much is asked where the sentence that asks says so in the same words."""
    asked = fold(ask.ask)
    said = {
        name: "" for name in ("who", "bound") if re.search(rf"\b{re.escape(fold(bare(getattr(ask, name))))}\b", asked)
    }
    return replace(ask, **said)


def _unsaid(context: DraftContext) -> Ask:
    """The ask, without what the note of an introduction says already: who asks for what, and any text it holds."""
    note, ask = fold(context.forwardable_note), _once(context.ask)
    if context.kind is not MessageKind.INTRODUCTION or not note:
        return ask
    said = {f.name: "" for f in fields(Ask) if fold(getattr(ask, f.name)).rstrip(" .") in note}
    return replace(ask, **{"purpose": ""} | said)


def _ask(context: DraftContext) -> Values:
    speaker, ask = _speaker(context), _unsaid(context)
    questions = tuple(question(text) for text in context.questions if text)[:MOST_QUESTIONS]
    return {
        "asker": joined([mention(person) for person in askers(context)]),
        "asker_presented": _presented(context),
        "asker_subject": speaker.subject,
        "presentation": _presentation(context),
        "purpose": sentences.purpose(ask.purpose, speaker),
        "topic": sentences.topic(ask.topic, speaker),
        "purpose_and_topic": sentences.purpose_and_topic(ask.purpose, ask.topic, speaker),
        "topic_phrase": _topic_phrase(context),
        "ask": sentences.ask(ask.ask, speaker),
        "who": sentences.who(ask.who, speaker),
        "bound": sentences.bound(ask.bound, speaker),
        "easy_no": "yes" if any(offers_no(getattr(ask, f.name)) for f in fields(Ask)) else "",
        "because": _because(context),
        "questions": questions,
        "count": _COUNTS[len(questions)],
        "note": context.forwardable_note,
        "note_wanted": "yes" if context.note_wanted else "",
        "own_note": _own_note(context),
    }


def _help(context: DraftContext) -> Values:
    whom, topic = helped(context), _topic_phrase(context)
    called = whom if context.introduced else helped(context, by_given_name=True)
    topic = "" if starts_with_question_word(topic) else topic
    return {
        "helped": whom,
        "help_topic": topic,
        "help": sentences.help_given(context.introduced, context.resource, topic, whom),
        "help_in_short": sentences.help_given(context.introduced, context.resource, "", called),
        "did": sentences.deed(context.what_i_did, ME, "What I did with it"),
        "outcome": sentences.deed(context.outcome, _speaker(context), "What came of it", context.introduced),
        "reason": sentences.because_of_you(context.reason, (*recipients(context), Person())[0]),
        "gifts": tuple(sentences.gift(gift) for gift in context.gifts),
        "previous_subject": _without_re(context.previous_subject),
        "previous_kind": context.previous_kind.value if context.previous_kind else "",
        "wait": sentences.since(context.waiting_days),
    }


def _without_re(subject: str) -> str:
    while subject[:3].lower() == "re:":
        subject = subject[3:].strip()
    return subject


def _introduction(context: DraftContext) -> Values:
    to, written_to = context.to, {person.name for person in context.to}
    becauses = (*context.because_for_each, *("" for _ in to))
    asking = [person for person in askers(context) if person.name in written_to]
    first = next((person for person in (context.writes_first, *asking) if person and person.name in written_to), None)
    shared = _shared_because(context)
    own = [""] * len(to) if shared else [_because_to_meet(context, becauses[at], at) for at in range(len(to))]
    met = (f"{sentences.meet(to, at)} {because}".strip() for at, because in enumerate(own))
    return {
        "parties": tuple(filter(None, (*met, shared))),
        "party_names": joined([person.name for person in to]) if 1 < len(to) <= _MOST_NAMES else "",
        "first_writer": given(first) if first else "",
        "quoted_note": _note(context),
        "in_own_words": "yes" if context.forwardable_note and context.note_writer in context.requesters else "",
        "introduced": joined([mention(person) for person in _met(context)]),
        "occasion": context.occasion.value if context.occasion else "",
        "brought_together": "yes" if context.brought_together else "",
        "other": _other(other_side(context)),
        "others_have": "have" if len(askers(context)) > 1 else "has",
        "to_requester": "yes" if asking else "",
    }


def _met(context: DraftContext) -> tuple[Person, ...]:
    """Whom somebody was connected with; those who asked together are one side, and no news to each other."""
    side = other_side(context) if context.kind is MessageKind.CHECK_IN and context.introduced else ()
    return tuple(person for person in context.introduced if not side or person in side)


def _shared_because(context: DraftContext) -> str:
    """Why two are brought together where only one reason is known, which to each alone would read as theirs."""
    said = dict.fromkeys(filter(None, context.because_for_each))
    if len(context.to) != 2 or len(said) != 1:
        return ""
    (text,) = said
    return sentences.because_for_all(text, context.to, _known(context, text))


def _because_to_meet(context: DraftContext, because: str, index: int) -> str:
    """Why the introduction is worth it to one party; of several each is addressed by name."""
    if known := _known(context, because):
        reason, name = sentences.because_of_fact(known, context.to[index]), given(context.to[index])
        return f"{name}, {reason}" if name and len(context.to) > 2 else reason
    return sentences.because_to_meet(because, context.to, index)


def _note(context: DraftContext) -> str:
    """The note behind a lead: somebody's words only where they wrote it, and never in a voice that sounds like mine."""
    note, writer, others = context.forwardable_note, context.note_writer, askers(context)
    if not note:
        return ""
    lines = "\n" in note
    told = note if lines else closed(note)
    if writer is not None:
        lead, told = f"In {voice((writer,), by_pronoun=False).possessive} words:", note if lines else quoted(note)
    elif speaks_of_itself(note):
        lead, told = "The note that goes with this, word for word:", quoted(note)
    elif others:
        lead = f"About {joined([given(other) if not other.ask_before_naming else mention(other) for other in others])}:"
    else:
        lead = "The note that goes with this:"
    return f"{lead}\n\n{told}" if lines else f"{lead} {told}"


def _other(people: tuple[Person, ...]) -> str:
    """The other side of an introduction, without names."""
    if len(people) > 1:
        return f"{'two' if len(people) == 2 else 'several'} people I trust"
    return anonymous(people[0]) if people else "someone I trust"
