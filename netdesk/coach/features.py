"""What wording shows of an ask, in numbers for the models that judge it beside the vectors of its words."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from netdesk.coach import parts, vagueness
from netdesk.coach.cues import LITTLE_WORDS, PATTERNS, cues
from netdesk.coach.elements import Place, places
from netdesk.coach.gist import WHOM, to_be_learned
from netdesk.coach.reading import Kind, Line, Reading, read, worth
from netdesk.coach.scoring import Score, score
from netdesk.coach.vagueness import Hit
from netdesk.domain.words import Element
from netdesk.language.wordpiece import chunks, words
from netdesk.language.words import STOP_WORDS

Numbers = NDArray[np.float64]
_SURELY = 1e-4
_MOST_LEARNED = 4
_ELEMENTS = tuple(Element)
_KINDS = {kind: index for index, kind in enumerate(Kind)}
_SAYING = {Kind.CONCRETE, Kind.DELIVERABLE, Kind.NUMBER}
_LITTLE = {word: index for index, word in enumerate(LITTLE_WORDS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """The words of an ask with a row of numbers for each, one for each line, and one for the whole."""

    reading: Reading
    hits: list[Hit]
    found: dict[Element, list[Place]]
    """Where patterns see each element."""

    places: tuple[Place, ...]
    owners: tuple[int, ...]
    """The line that each word stands in."""

    by_word: Numbers
    by_line: Numbers
    whole: Numbers


def names_alone(read: Features) -> bool:
    """Tell whether nothing but names and roles stands in an ask, so that nobody can tell what it is about.

    No ask of the labelled set that can be acted on is like that. The first word of a line may be a name unknown to
    the book, and the line that offers an easy no says nothing of the topic.
    """
    easy = [start for start, _ in read.found[Element.EASY_NO]]
    lines = [line for line in read.reading.lines if not any(line.start <= start < line.end for start in easy)]
    asking = [line for line in lines if line.asks]
    told = [word for line in lines for word in line.words if word.start > line.start or word.text.islower()]
    return bool(asking) and not any(line.worth for line in asking) and not any(word.kind in _SAYING for word in told)


def features(text: str, names: Collection[str] = ()) -> Features:
    """Read an ask; one without any word still has a row for the whole."""
    reading = read(text, names)
    hits = vagueness.find(reading)
    scored = score(reading, hits)
    found = places(reading, scored)
    rows, pooled, stands, owners = [np.zeros((0, _WIDTH))], [np.zeros((0, _WIDTH))], [], []
    for index, line in enumerate(reading.lines):
        inside = [(line.start + chunk.start, line.start + chunk.end) for chunk in chunks(line.text)]
        rows.append(_rows(reading.lines, index, inside, hits, scored, found))
        pooled.append(rows[-1].max(axis=0, initial=0)[np.newaxis])
        stands += inside
        owners += [index] * len(inside)
    whole = _whole(reading, hits, scored, found)
    return Features(
        reading=reading,
        hits=hits,
        found=found,
        places=tuple(stands),
        owners=tuple(owners),
        by_word=_with_neighbours(np.vstack(rows)),
        by_line=np.vstack(pooled),
        whole=whole,
    )


def _rows(
    lines: tuple[Line, ...],
    index: int,
    inside: list[Place],
    hits: list[Hit],
    scored: Score,
    found: dict[Element, list[Place]],
) -> Numbers:
    line = lines[index]
    kinds = np.zeros((len(inside), len(Kind)))
    for word in line.words:
        kinds[_overlapped(inside, word.start, word.end), _KINDS[word.kind]] = 1
    vague = [(hit.start, hit.end) for hit in hits if hit.line is line]
    marked = _columns(inside, [*(found[element] for element in _ELEMENTS), vague])
    by_line = np.tile(_form(lines, index, len(inside), len(vague), scored), (len(inside), 1))
    return np.hstack([kinds, marked, _of_text(line.text), by_line])


@lru_cache(maxsize=128)
def _of_text(text: str) -> Numbers:
    """Give the columns that no other line has a part in; remembered, as all lines but one stay while one types."""
    pieces = chunks(text)
    inside = [(piece.start, piece.end) for piece in pieces]
    cued = _columns(inside, ([match.span() for match in cue.finditer(text)] for cue in cues()))
    shapes = np.array([[one.text[0].isupper(), any(map(str.isdigit, one.text))] for one in pieces]).reshape(-1, 2)
    places_in_line = np.arange(len(pieces))[:, np.newaxis] / max(1, len(pieces))
    ends = np.array([[one is pieces[0], one is pieces[-1]] for one in pieces]).reshape(-1, 2)
    little = np.zeros((len(pieces) + 2, len(LITTLE_WORDS)))
    for row, one in enumerate(pieces, start=1):
        little[row, [_LITTLE[word] for word in words(one.text) if word in _LITTLE]] = 1
    somewhere = np.tile(cued.any(axis=0), (len(pieces), 1))
    played = parts.columns([one.text for one in pieces])
    return np.hstack([cued, somewhere, places_in_line, ends, shapes, little[1:-1], little[:-2], little[2:], played])


def _with_neighbours(rows: Numbers) -> Numbers:
    """Put beside each word what kinds and hints the two words on either side have."""
    padded = np.pad(rows[:, :_TELLING], ((2, 2), (0, 0)))
    return np.hstack([*(padded[offset : offset + len(rows)] for offset in (0, 1, 3, 4)), rows])


def _form(lines: tuple[Line, ...], index: int, length: int, vague: int, scored: Score) -> list[float]:
    """Describe a line by itself and among the others."""
    line = lines[index]
    before = lines[index - 1] if index else None
    after = lines[index + 1] if index + 1 < len(lines) else None
    return [
        index == 0,
        after is None,
        len(lines) == 1,
        any(one.asks for one in lines[:index]),
        scored.line is line,
        line.asks,
        line.text.endswith("?"),
        line.text.endswith("."),
        vague,
        line.worth,
        math.log1p(length),
        length <= 4,
        length <= 7,
        _evidence(scored.value),
        after is not None and after.asks,
        before is not None and before.asks,
        before is not None and before.text.endswith("?"),
    ]


_TELLING = len(Kind) + len(Element) + 1 + len(PATTERNS)
_WIDTH = _TELLING + len(PATTERNS) + 5 + 17 + 3 * len(LITTLE_WORDS) + parts.WIDTH
NEIGHBOURS = 4 * _TELLING
"""How many columns of a word, the first ones, tell of the words around it."""


def _whole(reading: Reading, hits: list[Hit], scored: Score, found: dict[Element, list[Place]]) -> Numbers:
    families = [sum(hit.family is family for hit in hits) for family in vagueness.FAMILIES]
    present = [bool(found[element]) for element in _ELEMENTS]
    asking = [line.worth for line in reading.lines if line.asks]
    kinds = np.log1p([sum(word.kind is kind for line in reading.lines for word in line.words) for kind in Kind])
    lengths = [len(reading.lines), math.log1p(reading.words), sum(line.worth for line in reading.lines)]
    evidence = _evidence(scored.value)
    learned = to_be_learned(reading)
    telling = sum(word.text.lower() not in STOP_WORDS for word in learned)
    learning = [worth(learned), min(telling, _MOST_LEARNED), any(WHOM.search(line.text) for line in reading.lines)]
    return np.array([evidence, *lengths, max(asking, default=0.0), len(asking), *families, *present, *kinds, *learning])


def _columns(inside: list[Place], groups: Iterable[Iterable[Place]]) -> Numbers:
    """Give a column for each group of places, 1 at the words that it overlaps."""
    return np.array([_marks(inside, group) for group in groups]).T.reshape(len(inside), -1)


def _marks(inside: list[Place], group: Iterable[Place]) -> Numbers:
    marks = np.zeros(len(inside))
    for start, end in group:
        marks[_overlapped(inside, start, end)] = 1
    return marks


def _overlapped(inside: list[Place], start: int, end: int) -> slice:
    """Find the words that a place overlaps."""
    first = bisect_right(inside, start, key=lambda place: place[1])
    return slice(first, max(first, bisect_left(inside, end, key=lambda place: place[0])))


def _evidence(value: float) -> float:
    return math.log(max(value, _SURELY) / max(1 - value, _SURELY))
