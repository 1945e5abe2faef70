"""A text read for the coach: its sentences, what each word is worth, and which sentences ask for something."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from netdesk.coach.lexicon import (
    BROAD,
    DELIVERABLE,
    ENGLISH_MARKERS,
    GENERIC,
    OTHER_MARKERS,
    ROLE_ENDINGS,
    ROLES,
    TIME,
)
from netdesk.domain.text import clean, fold
from netdesk.language.mail import trim
from netdesk.language.sentences import Sentence, sentences
from netdesk.language.words import ENGLISH, FOREIGN, STOP_WORDS, Token, stem, tokens

READ = 20_000
"""Code points of the body that are judged; nobody asks for anything after ten pages."""


class Kind(StrEnum):
    """What a word adds to an ask."""

    EMPTY = "empty"
    TIME = "time"
    NUMBER = "number"
    BROAD = "broad"
    DELIVERABLE = "deliverable"
    NAME = "name"
    ROLE = "role"
    CONCRETE = "concrete"


_WEIGHT = {
    Kind.EMPTY: 0.0,
    Kind.TIME: 0.0,
    Kind.NUMBER: 0.3,
    Kind.BROAD: 0.4,
    Kind.DELIVERABLE: 0.6,
    Kind.NAME: 0.7,
    Kind.ROLE: 1.0,
    Kind.CONCRETE: 1.0,
}
_MOST = {Kind.NUMBER: 0.6, Kind.BROAD: 0.8, Kind.NAME: 1.8}


class Word(NamedTuple):
    """A word with its place in the whole text."""

    start: int
    end: int
    text: str
    stem: str
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence with its words; `worth` is how much its words pin down, `asks` whether it wants something."""

    start: int
    end: int
    text: str
    lowered: str
    """The text in small letters, which most patterns are matched with: that takes half as long as to ignore case."""

    words: tuple[Word, ...]
    worth: float
    asks: bool

    def concrete(self) -> list[Word]:
        """Give the words that pin something down, numbers left out."""
        return [word for word in self.words if _WEIGHT[word.kind] > _WEIGHT[Kind.NUMBER]]


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole text as the coach sees it."""

    lines: tuple[Line, ...]
    words: int
    language_known: bool


_REQUEST = re.compile(
    r"\?\W*\Z"
    r"|\b(?:(?:look(?:ing)? for|looking to|searching for|in search of|seeking|on the lookout|wanted|needed|"
    r"in need of)\b"
    r"|(?:could|can|would|will|may|might) (?:you|i|we|someone|somebody|anyone|anybody)\b"
    r"|(?:i|we)(?:[’']d| would| will| should|[’']ll)?(?: really| very much| also| just| only| still| always)? "
    r"(?:need|love|like|appreciate|welcome|value|be (?:grateful|thankful|delighted|honou?red|happy|keen|"
    r"interested|glad))\b"
    r"|(?:our|my) (?:\w+ ){1,4}needs?\b"
    r"|(?:keen|hoping|eager|wish|happy|open|like|love) to\b|would (?:be|mean|do|help|suffice)\b|it[’']d be\b"
    r"|(?:please|pls|kindly|any(?:one| chance| tips| advice| ideas?| leads| names)|let me know|let[’']s|"
    r"grateful)\b"
    r"|(?:ask|request|question|favou?r)\b[^.?!]{0,24}:"
    r"|(?:suffices?|is (?:plenty|enough|all (?:i|we) need)|of use|useful)\b)"
    r"|\A\W*(?:need|got|have you|know|introduce|connect|send|tell|share|keep|consider|check|review|point|wondered|"
    r"wondering|do you|pass|forward|fwd|call|reply|ask|mention|refer|recommend|suggest|help)\b"
)
_TOLD = re.compile(r"\A\W*(?:i|we) (?:need|have) to\b", re.IGNORECASE)
_EMPTY = GENERIC | frozenset(stem(word) for word in STOP_WORDS) | STOP_WORDS
_INTO = {"in", "into"}
"""What makes of a tap a turn of phrase: something to tap into."""
_LETTERS = re.compile(r"[^\W\d_]")


def read(text: str, names: Collection[str] = ()) -> Reading:
    """Read the body of a text or pasted mail; every place is a code point of the text as given."""
    body = trim(text)
    known = {part for name in names for part in fold(name).split() if len(part) > 1}
    reader = _Reader(known)
    found = sentences(clean(text[body.greeting_end : min(body.end, body.greeting_end + READ)]))
    lines = tuple(reader.line(sentence, body.greeting_end) for sentence in found)
    words = [word.text for line in lines for word in line.words]
    return Reading(lines, len(words), _english(words, "".join(line.text for line in lines)))


class _Reader:
    """Knows the contacts' names and remembers the stems of one text."""

    def __init__(self, names: set[str]) -> None:
        self._names = names
        self._stems: dict[str, str] = {}

    def line(self, sentence: Sentence, offset: int) -> Line:
        words = tuple(self._words(sentence, offset))
        lowered = _lowered(sentence.text)
        asks = _REQUEST.search(lowered) is not None and not _TOLD.match(sentence.text)
        return Line(
            start=sentence.start + offset,
            end=sentence.end + offset,
            text=sentence.text,
            lowered=lowered,
            words=words,
            worth=worth(words),
            asks=asks,
        )

    def _words(self, sentence: Sentence, offset: int) -> Iterator[Word]:
        found = tokens(sentence.text)
        roots = [self._stem(token.text) for token in found]
        shouted = sentence.text.isupper()
        for index, (token, root, following) in enumerate(zip(found, roots, (*roots[1:], ""), strict=False)):
            named = (
                index > 0
                and token.text[0].isupper()
                and not shouted
                and sentence.text[token.start - 2 : token.start].strip() not in (":", "“", '"')
            )
            kind = self._kind(token, root, named, following)
            yield Word(
                token.start + sentence.start + offset, token.end + sentence.start + offset, token.text, root, kind
            )

    def _stem(self, word: str) -> str:
        if word not in self._stems:
            self._stems[word] = stem(fold(word).replace("’", "'").removesuffix("'s"))
        return self._stems[word]

    def _kind(self, token: Token, root: str, named: bool, following: str) -> Kind:
        capital = token.text[0].isupper()
        if root in self._names and (capital or root not in _EMPTY):
            return Kind.NAME
        if token.text[0].isdigit():
            return Kind.EMPTY if following in TIME or root[-1:] == "h" else Kind.NUMBER
        plain = root.partition("'")[0]
        for kind, lexicon in ((Kind.TIME, TIME), (Kind.DELIVERABLE, DELIVERABLE), (Kind.BROAD, BROAD)):
            if root in lexicon and (len(root) > 2 or capital):
                return kind
        if plain in _EMPTY or root in _EMPTY or len(plain) < 2 or (root == "tap" and following in _INTO):
            return Kind.EMPTY
        if named:
            return Kind.NAME
        if is_role(root):
            return Kind.ROLE
        if "-" in root and all(part in _EMPTY or part.isdigit() for part in map(stem, root.split("-"))):
            return Kind.EMPTY
        return Kind.CONCRETE


def _lowered(text: str) -> str:
    """Give small letters at the same places; a letter that is two when small keeps its text as it is."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


def is_role(root: str) -> bool:
    """Tell whether a stem names what a person does."""
    last = root.rsplit("-", 1)[-1]
    return last in ROLES or last.endswith(ROLE_ENDINGS)


def worth(words: Iterable[Word]) -> float:
    """Add up what different words pin down; names, numbers and broad fields alone never count for much."""
    totals: dict[Kind, float] = {}
    for kind in {word.stem: word.kind for word in words}.values():
        totals[kind] = totals.get(kind, 0.0) + _WEIGHT[kind]
    return sum(min(total, _MOST.get(kind, total)) for kind, total in totals.items())


def _english(words: list[str], text: str) -> bool:
    """Tell whether a text is English enough to be judged; a text of a few words gets the benefit of the doubt."""
    if not _LETTERS.search(text):
        return False
    letters = () if text.isascii() else _LETTERS.findall(text)
    if sum(1 for letter in letters if letter < "\u0250") < 0.7 * len(letters):
        return False
    folded = [part for word in words for part in fold(word).replace("’", "'").split("'")]
    telling = sum(1 for word in folded if word in ENGLISH_MARKERS)
    shared = sum(1 for word in folded if word in ENGLISH or word in ENGLISH_MARKERS)
    others = [word for word in folded if word not in ENGLISH]
    foreign = max(sum(map(language.__contains__, others)) for language in (*FOREIGN.values(), OTHER_MARKERS))
    if foreign > telling:
        return False
    return len(folded) < 7 or shared >= 0.12 * len(folded)
