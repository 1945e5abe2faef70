"""Questions to ask back, so that a request becomes one that can be acted on or passed on.

What to ask follows Baker's SMART requests (All You Have to Do Is Ask, 2020): purpose and context are asked for, never
complained about.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from netdesk.coach.elements import states_purpose, topic_words
from netdesk.coach.reading import Reading
from netdesk.domain.text import shorten
from netdesk.domain.words import Element
from netdesk.language.words import STOP_WORDS

MOST = 3
"""Nobody answers more questions than this."""

_PLAIN = {
    Element.PURPOSE: "What are you trying to get done, and what would change if this worked?",
    Element.TOPIC: "Which part of it matters most right now: which product, process, place or decision?",
    Element.ASK: "What would help you most as a next step: an introduction, a document, or the answer to one question?",
    Element.WHO: "What should the ideal person have done already, and where?",
    Element.BOUND: "By when do you need it, and how many minutes of somebody's time should it take?",
    Element.CONTEXT: "What have you tried so far, and could you send me two or three sentences that I may forward?",
}
_ABOUT = {
    Element.PURPOSE: "What are you trying to get done with “{}”, and what would change if it worked?",
    Element.TOPIC: "You mention “{}”: which part of it exactly, and for which product, place or decision?",
    Element.WHO: "For “{}”, what should the ideal person have done already, and where?",
}
_SEEKS = re.compile(
    r"\bknow (?:of )?(?:an?|any|some|one)|\bintro|\bconnect\b|\bin touch\b|\blooking for\b|\bseeking\b|"
    r"\bcontacts\b|\brefer\b|\brecommend\b|\b(?:any|some)(?:one|body)\b|\bwho\b|\bpeople\b|\bleads\b|\bnetwork\b",
    re.IGNORECASE,
)
_NAMED_AFTER = re.compile(
    r"(?<!for a )(?<!could )(?<!can )(?<!would )(?<!will )\b"
    r"(?:about|with|in|on|into|regarding|for|of|at|my|our|the|new|what|which)\s+(?:(?!a\s)\w+\s+)?\Z",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b(?:in charge of|responsible for|tak(?:en|ing) over|took over|inherited|put on|new (?:in|to)|(?:job|lead|head|"
    r"secretary|treasurer|director) of|(?:i|we|i[’']?m|we[’']?re|now) (?:now )?(?:run(?:ning)?|coordinate|lead)|"
    r"looking after|handed me|taken on|migration of) (?:(?:a|an|the|my|our|running) )?"
    r"(?P<topic>[\w’'&-]+(?: (?!and\b|but\b|so\b|or\b|from\b|in\b|on\b|after\b|while\b|last\b|n\b|now\b|lol\b|with\b)"
    r"[\w’'&-]+){0,4})",
    re.IGNORECASE,
)
_NO_TOPIC = frozenset({"steer", "charg", "hand"})
_TOPIC_LENGTH = 60


def choose(reading: Reading, present: Collection[Element], missing: Collection[Element], topic: str) -> tuple[str, ...]:
    """Choose at most three questions, the most useful first; a specific ask is asked only for what it lacks."""
    seeks = seeks_somebody(reading)
    if Element.TOPIC in present:
        wanted = [element for element in (Element.WHO, Element.BOUND) if element in missing]
        if seeks and Element.CONTEXT not in present:
            wanted.append(Element.CONTEXT)
    else:
        first = [Element.TOPIC, Element.PURPOSE] if topic else [Element.PURPOSE, Element.TOPIC]
        then = [Element.WHO, Element.ASK] if seeks else [Element.ASK, Element.WHO]
        wanted = [element for element in (*first, *then, Element.BOUND) if element not in present]
    return tuple(_word(element, topic, once=index == 0) for index, element in enumerate(wanted[:MOST]))


def general() -> tuple[str, ...]:
    """Give the questions that fit any request."""
    return tuple(_PLAIN[element] for element in (Element.PURPOSE, Element.ASK, Element.BOUND))


def seeks_somebody(reading: Reading) -> bool:
    """Tell whether a text looks for a person, rather than for an answer of its reader."""
    return any(line.asks and _SEEKS.search(line.text) for line in reading.lines)


def topic_of(reading: Reading) -> str:
    """Give the words by which a vague text names its topic, or nothing; what somebody was given to run comes first."""
    for line in reading.lines:
        given = _GIVEN.search(line.text)
        if given and any(word not in STOP_WORDS for word in given["topic"].lower().split()):
            return shorten(given["topic"], _TOPIC_LENGTH)
    for line in [line for line in reading.lines if line.asks] + [
        line for line in reading.lines if states_purpose(line)
    ]:
        run = topic_words(line)
        for word in run:
            if word.stem not in _NO_TOPIC and _NAMED_AFTER.search(line.text[: word.start - line.start]):
                return shorten(line.text[word.start - line.start : run[-1].end - line.start], _TOPIC_LENGTH)
    return ""


def _word(element: Element, topic: str, *, once: bool) -> str:
    """Word a question; the topic is named in the first one only, so that the questions read as one message."""
    if topic and once and element in _ABOUT:
        return _ABOUT[element].format(topic)
    return _PLAIN[element]
