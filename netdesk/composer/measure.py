"""How long a message is, how much it asks, and whether it is easy to say no to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from netdesk.domain.words import MessageKind

WORDS_TO_AIM_FOR = (50, 125)
"""The lengths that were answered most often in Boomerang's study of e-mail (2016)."""

MOST_QUESTIONS = 3
"""Messages with one to three questions were answered most often in the same study."""

_EASY_NO = re.compile(
    r"\bno is (?:perfectly |quite |absolutely )?(?:fine|ok|okay)\b|\b(?:just|please) say so\b|\bnot now\b"
    r"|\b(?:short|simple|quick) no\b|\bnot (?:a|the) good (?:moment|time)\b|\bneed not give a reason\b"
    r"|\bno (?:problem|worries|pressure|hard feelings|bother|offence)\b"
    r"|\b(?:feel|be) free to (?:say no|decline|refuse|ignore)\b|\bsay no if\b|\ba no (?:is|would be)\b"
    r"|\bif (?:you are|you're) too busy\b|\b(?:ignore|skip) (?:me|this) (?:otherwise|if)\b"
    r"|\b(?:if you(?:'d| would) rather not|don't worry if|(?:quite|completely|totally|will) understand if)\b",
    re.IGNORECASE,
)
_REASON = re.compile(r"\b(?:because|why I thought of this|what made me think of you)\b", re.IGNORECASE)
_GUIDED = frozenset({MessageKind.ASK, MessageKind.OPT_IN, MessageKind.NUDGE})


@dataclass(frozen=True, slots=True)
class Measure:
    """The figures of a message: words, questions, and whether it offers an easy way to say no."""

    words: int
    questions: int
    has_easy_no: bool

    @property
    def length(self) -> str:
        """How the length stands to the guide: “short”, “good” or “long”."""
        least, most = WORDS_TO_AIM_FOR
        return "short" if self.words < least else "long" if self.words > most else "good"


def words(text: str) -> int:
    """Count the words; punctuation that stands alone is none."""
    return sum(any(c.isalnum() for c in word) for word in text.split())


def questions(text: str) -> int:
    """Count the sentences that end with a question mark; “?!” and “???” are one."""
    return len(re.findall(r"[?？؟][?？؟!]*", text))


def reasons(text: str) -> int:
    """Count the sentences that say why, in the words that drafts use or with a “because”."""
    return sum(_REASON.search(sentence) is not None for sentence in re.split(r"[.!?]\s|\n", text))


def measure(body: str) -> Measure:
    """Measure a message as it stands in the editor."""
    return Measure(words(body), questions(body), offers_no(body))


def offers_no(text: str) -> bool:
    """Tell whether a text makes it easy to say no."""
    return _EASY_NO.search(text.replace("’", "'")) is not None


def advice(kind: MessageKind, body: str) -> tuple[str, ...]:
    """Say what would make the message easier to answer; each a sentence.

    The easy way to say no follows Flynn and Lake (2008): refusing is harder than the asker thinks.
    """
    found, said = measure(body), []
    least, most = WORDS_TO_AIM_FOR
    if kind in _GUIDED and found.length == "long":
        said.append(f"The message has {found.words} words; {least} to {most} are answered most often.")
    if found.questions > MOST_QUESTIONS:
        said.append(f"The message asks {found.questions} questions; {MOST_QUESTIONS} at most are answered most often.")
    if kind in _GUIDED and not found.has_easy_no:
        said.append("The message offers no easy way to say no; add one.")
    return tuple(said)
