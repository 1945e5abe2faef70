"""What an ask is called in a list: the sentence that asks, or what its writer wants to learn."""

from __future__ import annotations

import re

from netdesk.coach import vagueness
from netdesk.coach.reading import Line, Reading, Word, read, worth
from netdesk.coach.scoring import score

_TELLING = 2.0
"""What the words of an ask pin down so that it can stand for the whole text."""

_BEFORE_ASK = re.compile(
    r"[^?]{1,120}?(?:[,;:!]|\s[–—-])\s+(?:(?:and|so|but)\s+)?(?=(?:could|can|would|will|do|may|might) (?:you|i|we)\b|"
    r"(?:i|we)(?:[’']d| would)\b|please\b|(?:who|which|what|where|how) )",
    re.IGNORECASE,
)
_ASKS_ALREADY = re.compile(
    r"(?:who|whom|whose|which|what|where|when|why|how|is|are|do|does|did|has|have|can|could|would|will|may|must)\b",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:(?:like|love|want|need|wish|trying|hoping|keen) to|wanna) (?P<verb>learn|know|understand|find out)"
    r"(?: more)? (?:(?:(?:about|abt|on) |(?=the |our ))(?P<topic>[^.?!;\n]+)|"
    r"(?P<question>(?:how|whether|which|what|why|when|where|who) [^.?!;\n]+))",
    re.IGNORECASE,
)
WHOM = re.compile(
    r"\bwho(?:m|[’']d)?\b[^.?!;\n]{0,50} (?:ask|talk|speak|call|ring|write|contact)\b(?: (?:to|with))?"
    r"(?: (?:about|abt) (?P<topic>[^.?!;\n]+))?",
    re.IGNORECASE,
)
_OR_ELSE = re.compile(r",? or (?:is there|does there|exists?|any|point|which|should|got)\b.*", re.IGNORECASE)
_VERBS = {"understand": "Understand", "find out": "Find out"}


def asked(text: str) -> str:
    """Give the sentence that asks, or what is to be learned; of a text that asks nothing what it says most of."""
    reading = read(text)
    if not reading.lines:
        return text
    line = _asking(reading)
    if not reading.language_known:
        return line.text
    whom = WHOM.search(line.text)
    if whom and whom["topic"]:
        return f"Whom to ask about {_alone(whom['topic'])}"
    lines = (line, *reading.lines) if whom or line.worth < _TELLING else (line,)
    return next(filter(None, map(_learning, lines)), "") or _without_lead(line)


def _asking(reading: Reading) -> Line:
    """Find the line that stands for the whole; an ask without any telling word does not."""
    line = score(reading, vagueness.find(reading)).line
    if line is not None and line.worth >= _TELLING:
        return line
    asking = [line for line in reading.lines if line.asks and line.worth > 0]
    return max(asking or reading.lines, key=lambda line: line.worth)


def _learning(line: Line) -> str:
    """Say what somebody wants to learn, in the words of a task."""
    wish, place = _WISH.search(line.text), _wish(line)
    if not wish or not place or not worth(word for word in line.words if word.start - line.start >= place[0]):
        return ""
    verb = _VERBS.get(wish["verb"].lower(), "Learn")
    about = "about " if wish["topic"] and verb != "Understand" else ""
    return f"{verb} {about}{_alone(line.text[slice(*place)])}"


def to_be_learned(reading: Reading) -> list[Word]:
    """Give the words for what somebody wants to learn, or asks whom to ask about."""
    found: list[Word] = []
    for line in reading.lines:
        for start, end in filter(None, (_wish(line), _span(WHOM.search(line.text), "topic"))):
            found += [word for word in line.words if start <= word.start - line.start < end]
    return found


def _wish(line: Line) -> tuple[int, int] | None:
    wish = _WISH.search(line.text)
    return _span(wish, "topic") or _span(wish, "question")


def _span(found: re.Match[str] | None, group: str) -> tuple[int, int] | None:
    return found.span(group) if found and found[group] else None


def _alone(words: str) -> str:
    """Leave out the other ways to help that a question goes on with."""
    return _OR_ELSE.sub("", words).strip(" ,")


def _without_lead(line: Line) -> str:
    lead = _BEFORE_ASK.match(line.text)
    text = line.text[lead.end() if lead and not _ASKS_ALREADY.match(line.text) else 0 :]
    return text[:1].upper() + text[1:]
