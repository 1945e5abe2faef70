"""What wording shows of an ask, in numbers for the models that judge it beside the vectors of its lines."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netdesk.coach import vagueness
from netdesk.coach.elements import places
from netdesk.coach.reading import Kind, Line, read
from netdesk.coach.scoring import Score, score
from netdesk.domain.words import Element

Numbers = NDArray[np.float64]
_SURELY = 1e-4


@dataclass(frozen=True, slots=True)
class Features:
    """The lines of an ask with a row of numbers for each, and one row for the whole."""

    lines: tuple[Line, ...]
    by_line: Numbers
    whole: Numbers


def features(text: str) -> Features:
    """Read an ask; one without any line still has a row for the whole."""
    reading = read(text, ())
    hits = vagueness.find(reading)
    scored = score(reading, hits)
    found = places(reading, scored)
    asked = False
    rows = []
    for index, line in enumerate(reading.lines):
        overlaps = [any(start < line.end and end > line.start for start, end in found[element]) for element in Element]
        place = [index == 0, index == len(reading.lines) - 1, len(reading.lines) == 1, asked, scored.line is line]
        form = [line.asks, line.text.rstrip().endswith("?"), any(map(str.isdigit, line.text))]
        vague = sum(hit.line is line for hit in hits)
        rows.append([*overlaps, *place, *form, vague, line.worth, len(line.words), *_kinds(line), _evidence(scored)])
        asked = asked or line.asks
    by_line = np.array(rows, dtype=np.float64)
    families = [sum(hit.family is family for hit in hits) for family in vagueness.FAMILIES]
    present = [bool(found[element]) for element in Element]
    asking = [line.worth for line in reading.lines if line.asks]
    kinds = np.log1p(np.sum([_kinds(line) for line in reading.lines] or [[0] * len(Kind)], axis=0))
    lengths = [len(rows), math.log1p(reading.words), sum(line.worth for line in reading.lines)]
    whole = [_evidence(scored), *lengths, max(asking, default=0.0), len(asking), *families, *present, *kinds]
    return Features(tuple(reading.lines), by_line, np.array(whole, dtype=np.float64))


def _kinds(line: Line) -> list[int]:
    return [sum(word.kind is kind for word in line.words) for kind in Kind]


def _evidence(scored: Score) -> float:
    return math.log(max(scored.value, _SURELY) / max(1 - scored.value, _SURELY))
