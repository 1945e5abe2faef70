"""How far an ask can be acted on: hand-set weights for what is concrete in it and what is vague."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from netdesk.coach.reading import Kind, Line, Reading, worth
from netdesk.coach.vagueness import Hit

SPECIFIC_FROM = 0.5
_BASE = -2.1
_PER_WORTH = 0.8
_MOST_WORTH = 4.5
_PER_NEARBY = 0.3
_MOST_NEARBY = 4.0
_MOST_COST = 5.0
_BESIDE_FACTS = 0.5
_FACTS = 1.5
_UNASKED = 0.4
_HOLLOW = 0.7
_CARRIED = 0.7
_POINTS_BACK = re.compile(r"\b(?:one|it|them|that|this|she|he|they|her|him|these)\b", re.IGNORECASE)

_FORMS = (
    # a question with an interrogative, or the choice between two things
    (
        0.8,
        re.compile(r"\b(?:which|whose|how (?:many|much|long|often|far)|who|where|when)\b[^?]{0,300}\?", re.IGNORECASE),
    ),
    (0.5, re.compile(r"\bwhat\b[^?]{0,300}\?", re.IGNORECASE)),
    (0.5, re.compile(r"\b(?:how|why|whether|which|what|who|where) (?:you|your|they|she|he|we|to)\b", re.IGNORECASE)),
    # a search for somebody or something
    (
        0.5,
        re.compile(r"\b(?:is there|know|looking for|need|seeking|got|have you) (?:an?|any|the|one)\b", re.IGNORECASE),
    ),
    # something the reader can do at once
    (
        0.8,
        re.compile(
            r"\b(?:forward|fwd|send|pass|proofread|check|review|quote|shadow|translate|sign|approve|compare|swap|"
            r"borrow|rent|show|lend|call|look at|ask|tell me (?:which|how|what|who|when|whether)|"
            r"put (?:me|us) in touch|introduce (?:me|us)|connect (?:me|us)|have (?:his|her|their|the)|use your|"
            r"name (?:one|two|a))\b",
            re.IGNORECASE,
        ),
    ),
    # a clause or qualifier that narrows whom or what
    (
        0.5,
        re.compile(
            r"\b(?:who|whom|that|which|whoever|whose|you[’']d|who[’']d|with|near|within|for) (?:\w+ ){0,2}"
            r"(?:has|have|had|handled|can|could|did|does|is|was|were|ran|run|runs|worked|works|made|led|built|a|"
            r"an|\d+)\b",
            re.IGNORECASE,
        ),
    ),
    # a small, bounded answer
    (
        0.4,
        re.compile(
            r"\b(?:one|two|three|four|five|ten|\d+) (?:\w+ )?(?:questions?|lines?|words?|names?|pages?|sentences?|"
            r"examples?|slides?)\b|\byes or no\b|\b(?:a|the) (?:name|number|link|figure|rough \w+)\b|\bone-line\b",
            re.IGNORECASE,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Score:
    """`value` from 0 (vague) to 1 (can be acted on), and the ask it was given for, None where nothing is asked."""

    value: float
    line: Line | None


def score(reading: Reading, hits: list[Hit]) -> Score:
    """Score the most concrete ask of a text; what stands around it helps only an ask that is not hollow itself."""
    total = sum(line.worth for line in reading.lines)
    best = Score(_logistic(_BASE + _UNASKED * min(total, _MOST_NEARBY)), None)
    by_line: dict[int, list[Hit]] = {}
    for hit in hits:
        by_line.setdefault(hit.line.start, []).append(hit)
    before = 0.0
    for line in reading.lines:
        carried, before = before, line.worth
        if not line.asks:
            continue
        vague = by_line.get(line.start, [])
        own = _worth_beside(line, vague) if vague else line.worth
        pinned = max(own, _CARRIED * carried if _POINTS_BACK.search(line.text) else 0.0)
        nearby = min(total - line.worth, _MOST_NEARBY)
        value = _logistic(_evidence(line, pinned, nearby, vague))
        if best.line is None or _rank(value, line) > _rank(best.value, best.line):
            best = Score(value, line)
    return best


def _worth_beside(line: Line, vague: list[Hit]) -> float:
    """Add up what the words pin down that are no part of a vague wording."""
    return worth(word for word in line.words if not any(hit.start <= word.start < hit.end for hit in vague))


def _rank(value: float, line: Line) -> tuple[bool, bool, float]:
    """Prefer, among asks that can be acted on, the one put as a question."""
    return value >= SPECIFIC_FROM, value >= SPECIFIC_FROM and line.text.rstrip().endswith("?"), value


def _evidence(line: Line, pinned: float, nearby: float, hits: list[Hit]) -> float:
    cost = min(sum(_cost(hit, pinned) for hit in hits), _MOST_COST)
    evidence = _BASE + _PER_WORTH * min(pinned, _MOST_WORTH) - cost
    if pinned > 0:
        evidence += sum(weight for weight, pattern in _FORMS if pattern.search(line.text)) * min(1.0, pinned)
    if any(word.kind is Kind.DELIVERABLE for word in line.words) and cost < _HOLLOW:
        evidence += 0.5
    if cost < _HOLLOW:
        evidence += _PER_NEARBY * nearby
    return evidence


def _cost(hit: Hit, pinned: float) -> float:
    """Charge an idiom less where concrete words stand beside it."""
    return hit.family.cost * (_BESIDE_FACTS if hit.family.style and pinned >= _FACTS else 1.0)


def _logistic(evidence: float) -> float:
    return 1.0 / (1.0 + math.exp(-1.3 * evidence))
