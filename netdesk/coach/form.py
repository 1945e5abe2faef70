"""The five fields of an articulated ask: proposed from free text, and composed into one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from netdesk.coach.verdict import Verdict, coach
from netdesk.domain.text import clean_line, fold
from netdesk.domain.words import Element
from netdesk.language.words import words_of

_QUESTION = re.compile(
    r"(?:who|whose|whom|which|what|when|where|why|how|could|can|would|will|do|does|did|is|are|was|were|have|has|may|might|"
    r"should|shall|any(?:one|body) (?:know|got|have|has))\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"(?:i|we)(?:[’']\w+)?\s", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|must|needs?|compares?|suffices?|starts?|opens?|moves?|stops?|wants?)\b",
    re.IGNORECASE,
)
_FAVOUR = re.compile(
    r"(?:introduce|connect|send|forward|pass|review|recommend|suggest|tell|check|proofread|ask|put|share|read|show|lend|explain|"
    r"name|give|point|let|call|translate)\s",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:by|before|until|till|on|this|next|in|within|at|today|tomorrow|tonight|no later|during|after|every|end of)\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day)?\b|\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\Z|\d{4}-\d\d-\d\d|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|noon|end of",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\d+\s+(?:min|hour|day|week|month|line|word|page|question|name|call|euro|pound|people)", re.IGNORECASE
)
_LITTLE = words_of(
    """A An The To For My Our Your Someone Somebody Anyone How Which What Whether Why Who With By Before This Next Until
    On In At Within Whoever So Because Now Need One Two Please Today Tomorrow That When Where Or People"""
)
_CLOSING_QUESTION = "Who would you recommend I talk to, or is there a resource I should look at first?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Fragments of a text for the five fields of the form; empty where the text says nothing."""

    purpose: str
    topic: str
    ask: str
    who: str
    bound: str


def propose(text: str) -> Proposal:
    """Find by its wording what a text already says for each field; the user accepts or rewrites it."""
    return said_in(coach(text))


def said_in(verdict: Verdict) -> Proposal:
    """Give what a judged text already says for each field."""
    said = {present.element: clean_line(present.text) for present in verdict.present}
    return Proposal(
        purpose=said.get(Element.PURPOSE, ""),
        topic=said.get(Element.TOPIC, ""),
        ask=said.get(Element.ASK, ""),
        who=said.get(Element.WHO, ""),
        bound=said.get(Element.BOUND, ""),
    )


def compose(*, purpose: str = "", topic: str = "", ask: str = "", who: str = "", bound: str = "") -> str:
    """Turn the fields into one text; a field that is empty, or said by another already, leaves no trace."""
    purpose, topic, ask, who, bound = (clean_line(field) for field in (purpose, topic, ask, who, bound))
    if not any((purpose, topic, ask, who, bound)):
        return ""
    wanted = _ask_sentence(ask) if ask else _who_question(who) if who else _CLOSING_QUESTION
    opening = "" if _within(purpose, ask) else _purpose_sentence(purpose)
    subject = "" if _within(topic, ask, purpose, who) else topic
    parts = [_opening(opening, subject), wanted]
    if ask and not _within(who, ask):
        parts.append(_who_sentence(who))
    if not _within(bound, ask, who, purpose):
        parts.append(_bound_sentence(bound))
    return " ".join(part for part in parts if part)


def _opening(purpose: str, topic: str) -> str:
    """Join purpose and topic into one sentence where the purpose speaks in the first person."""
    if not topic:
        return purpose
    wish = _topic_wish(topic)
    joins = _FIRST_PERSON.match(purpose) and purpose.count(".") == 1 and purpose.endswith(".")
    if joins and " and " not in purpose:
        return f"{purpose[:-1]} and would like to {wish}."
    return f"{purpose} I would like to {wish}.".strip()


def _topic_wish(topic: str) -> str:
    bare = re.sub(r"\A(?:about|on|regarding|concerning)\s+", "", _bare(topic), flags=re.IGNORECASE)
    if re.match(r"to\s", bare, re.IGNORECASE):
        return _lower(bare[3:])
    if re.match(r"(?:how|whether|which|what|why|when|where|who)\b", bare, re.IGNORECASE):
        return f"find out {_lower(bare)}"
    return f"learn more about {_lower(bare)}"


def _purpose_sentence(purpose: str) -> str:
    bare = _bare(purpose)
    if not bare:
        return ""
    if _FIRST_PERSON.match(bare + " "):
        return _sentence(bare)
    low = _lower(bare)
    if re.match(r"to\s", low):
        return f"I want {low}."
    if re.match(r"for\s", low):
        return f"This is {low}."
    if re.match(r"(?:so that|because|in order to)\s", low):
        return f"I ask {low}."
    if re.match(r"(?:want|plan|aim|intend|need|have|hope|wish)\s", low):
        return f"I {low}."
    if re.match(r"(?:now |currently )?(?:\w{2,20}ing\s|in charge of\s|responsible for\s|the new\s|keen to\s)", low):
        return f"I'm {low}."
    return _sentence(bare) if _CLAUSE.search(bare) else f"I'm working on {low}."


def _ask_sentence(ask: str) -> str:
    bare = _bare(ask)
    if _QUESTION.match(bare) or (ask.endswith("?") and not _FAVOUR.match(bare + " ")):
        return _sentence(bare, "?")
    low = _lower(bare)
    if _FAVOUR.match(bare + " "):
        return f"Could you {low}?"
    if re.match(r"(?:looking|searching|seeking|hoping)\b", low):
        return f"I'm {low}."
    if re.match(r"need\b", low):
        return f"I {low}."
    if re.match(r"to\s", low):
        return f"I would like {low}."
    if ask.endswith((".", "!")) or _FIRST_PERSON.match(bare + " ") or low.startswith("please") or _CLAUSE.search(bare):
        return _sentence(bare)
    return f"I'm looking for {low}."


def _who_question(who: str) -> str:
    if _QUESTION.match(who) and not re.match(r"who (?:has|have|is|was|can|knows?)\b", who, re.IGNORECASE):
        return _sentence(_bare(who), "?")
    return f"Could you introduce me to {_somebody(who)}?"


def _who_sentence(who: str) -> str:
    if not who:
        return ""
    if who.endswith("?"):
        return _sentence(_bare(who), "?")
    return f"The right person would be {_somebody(who)}."


def _somebody(who: str) -> str:
    bare = re.sub(r"\Aany(one|body)\b", r"some\1", _bare(who), flags=re.IGNORECASE)
    return f"someone {_lower(bare)}" if re.match(r"(?:who|that|with)\b", bare, re.IGNORECASE) else _lower(bare)


def _bound_sentence(bound: str) -> str:
    bare = _bare(bound)
    if not bare:
        return ""
    if _CLAUSE.search(bare) or bare.lower().startswith(("no ", "i ")):
        return _sentence(bare)
    if _DATED.match(bare):
        return f"It would help to have it {_lower(bare)}."
    if _DAY.match(bare) and not _MEASURE.match(bare):
        return f"It would help to have it by {_lower(bare) if bare[0].islower() else bare}."
    return f"{_sentence(bare)[:-1]} would be enough."


def _within(part: str, *wholes: str) -> bool:
    """Tell whether other fields say this one already."""
    return not part or any(fold(_bare(part)) in fold(whole) for whole in wholes if whole)


def _bare(text: str) -> str:
    return text.strip().rstrip(" .!?,;:")


def _sentence(text: str, end: str = ".") -> str:
    return f"{text[:1].upper()}{text[1:]}{end}" if text else ""


def _lower(text: str) -> str:
    """Lower the first letter of a fragment that only began a field: a little word, not a name."""
    first = text.split(" ", 1)[0]
    gerund_or_verb = first.endswith("ing") or _FAVOUR.match(first + " ")
    return text[:1].lower() + text[1:] if first in _LITTLE or gerund_or_verb else text
