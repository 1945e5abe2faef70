"""The coach's answer by wording alone: can this ask be acted on, what does it say, what is vague, what to ask back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from netdesk.coach import questions, vagueness
from netdesk.coach.elements import Present, detect
from netdesk.coach.reading import Reading, read
from netdesk.coach.scoring import SPECIFIC_FROM, score
from netdesk.coach.vagueness import Hit, VagueSpan
from netdesk.domain.words import Element

_SURE_WITHIN = 0.3
"""Farther from the middle than where vectors are weighed too, for wording alone is wrong more often."""

_SURE_WORDS = 3
_REQUIRED = (Element.TOPIC, Element.ASK, Element.WHO, Element.BOUND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the coach thinks of an ask; every place is in code points of the text as given.

    `score` runs from 0 (vague) to 1 (can be acted on). `missing` never holds purpose, context or the easy no: these are
    asked for, not complained about. Where the language is not known, nothing is judged: not sure, 0.5, no spans.
    """

    specific: bool
    sure: bool
    score: float
    present: tuple[Present, ...]
    missing: tuple[Element, ...]
    spans: tuple[VagueSpan, ...]
    ask_back: tuple[str, ...]
    language_known: bool


SILENCE = Verdict(
    specific=False, sure=False, score=0.5, present=(), missing=(), spans=(), ask_back=(), language_known=False
)


def coach(text: str, *, names: Collection[str] = ()) -> Verdict:
    """Judge an ask by its wording; `names` are those of the contacts, recognised even where they look like words."""
    reading = read(text, names)
    if not reading.language_known:
        return SILENCE
    hits = vagueness.find(reading)
    scored = score(reading, hits)
    specific = scored.value >= SPECIFIC_FROM
    return conclude(
        text,
        reading,
        hits,
        score=scored.value,
        sure=abs(scored.value - SPECIFIC_FROM) > _SURE_WITHIN,
        present=detect(text, reading, scored, specific=specific),
    )


def conclude(
    text: str, reading: Reading, hits: list[Hit], *, score: float, sure: bool, present: tuple[Present, ...]
) -> Verdict:
    """Say what follows from how far an ask can be acted on and from what stands in it."""
    specific = score >= SPECIFIC_FROM
    elements = {found.element for found in present}
    missing = tuple(element for element in _REQUIRED if element not in elements and _wanted(element, reading, specific))
    return Verdict(
        specific=specific,
        sure=sure and reading.words >= _SURE_WORDS,
        score=round(score, 3),
        present=present,
        missing=missing,
        spans=vagueness.spans(text, hits, specific=specific),
        ask_back=questions.choose(reading, elements, missing, "" if specific else questions.topic_of(reading)),
        language_known=True,
    )


def underline(text: str, *, specific: bool) -> tuple[VagueSpan, ...]:
    """Find what to underline in a text while its verdict is still to come; at once, so for short texts."""
    reading = read(text)
    return vagueness.spans(text, vagueness.find(reading), specific=specific) if reading.language_known else ()


def ask_back(text: str) -> tuple[str, ...]:
    """Give one to three questions to return to a requester; those that fit any request where the text lacks nothing."""
    return coach(text).ask_back or questions.general()


def _wanted(element: Element, reading: Reading, specific: bool) -> bool:
    """Tell whether an ask needs the element: one that its reader can answer alone needs nobody else."""
    return element is not Element.WHO or not specific or questions.seeks_somebody(reading)
