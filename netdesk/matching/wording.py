"""What a request asks for: the part of its text that is compared with the book, and one vector for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from netdesk.language.encoder import Understood
from netdesk.language.mail import trim
from netdesk.language.sentences import sentences
from netdesk.language.wordpiece import chunks
from netdesk.language.words import terms
from netdesk.matching.similarity import QUERY_CHARACTERS
from netdesk.matching.vectors import Floats

_LONGEST = 1000
"""Characters of which a vector is made; the model reads hardly more."""

_ASKS = re.compile(
    r"\?|\b(?:looking for|needs?|needed|seek(?:ing)?|grateful|thankful|glad|(?:would|i['’]d|we['’]d) (?:like|love)|"
    r"who|whom|whoever|which|could|know|any(?:one|body)|some(?:one|body)|person|wants?|wanted|search(?:ing)?|find)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"(?:(?:many |so many )?thank(?:s| you)\b|i hope (?:this|you|all|the|that)\b|(?:with )?(?:kind|best|warm)\w* "
    r"(?:regards|wishes)\b|(?:i (?:am|'m) )?sorry (?:for|to) \w+|i apologi[sz]e\b|(?:we|it) (?:met|was) (?:so )?"
    r"(?:nice|lovely|great|wonderful)\b)[^?]*\Z",
    re.IGNORECASE,
)
_BACKGROUND = 0.7
"""What a word counts in a sentence that asks for nothing, beside one in a sentence that asks."""

_COMMON = 0.15
"""What a word counts that says nothing, beside one that the book does not hold."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The text that is compared, and the places in it that say what is asked for."""

    text: str
    asking: tuple[tuple[int, int], ...]

    def asks_at(self, position: int) -> bool:
        """Tell whether a character belongs to what is asked for."""
        return any(start <= position < end for start, end in self.asking)


def read(request: str) -> Wording:
    """Take from a mail or a line of chat what it asks for; salutation, courtesies and signature are left out.

    Of a long request the sentences that ask go first. A request is read up to 20,000 characters.
    """
    mail = trim(request[:QUERY_CHARACTERS])
    said = [sentence.text for sentence in sentences(mail.text[mail.greeting_end - mail.start :] or mail.text)]
    telling = [text for text in said if not _COURTESY.match(text)] or said
    return _joined([(text, bool(_ASKS.search(text))) for text in telling])


def articulated(purpose: str, topic: str, ask: str, who: str) -> Wording:
    """Take the parts of an articulated ask: all but the purpose say what is asked for."""
    parts = [(who, True), (topic, True), (ask, True), (purpose, False)]
    return _joined([(text[:QUERY_CHARACTERS].strip(), asks) for text, asks in parts if text.strip()])


def vector(wording: Wording, understood: Understood, weights: Mapping[str, float]) -> Floats:
    """Give a vector of length 1 in which telling words count by their weight, and most where something is asked for.

    `understood` is what the encoder makes of the text, `weights` are those of its terms.
    """
    greatest = max(weights.values(), default=0.0)
    pieces = chunks(wording.text)[: len(understood.chunks)]
    shares = np.array(
        [
            max((weights.get(term, 0.0) for term in terms(piece.text)), default=0.0)
            * (1.0 if wording.asks_at(piece.start) else _BACKGROUND)
            for piece in pieces
        ],
        dtype=np.float32,
    )
    if not greatest or not shares.any():
        return understood.vector
    total = (shares + np.float32(_COMMON * greatest)) @ understood.chunks[: len(pieces)]
    return (total / np.linalg.norm(total)).astype(np.float32)


def _joined(parts: list[tuple[str, bool]]) -> Wording:
    """Put the parts on lines, as many as fit: those that ask before the others, in their own order."""
    kept: set[int] = set()
    room = _LONGEST
    for number in sorted(range(len(parts)), key=lambda number: not parts[number][1]):
        if not kept or len(parts[number][0]) < room:
            kept.add(number)
            room -= len(parts[number][0]) + 1
    lines: list[str] = []
    asking: list[tuple[int, int]] = []
    start = 0
    for number in sorted(kept):
        line = parts[number][0][:_LONGEST]
        if parts[number][1]:
            asking.append((start, start + len(line)))
        lines.append(line)
        start += len(line) + 1
    return Wording("\n".join(lines), tuple(asking))
