"""Which words of a text that is shown a search found, so that the eye sees why."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from netdesk.domain.text import fold

_WORD = re.compile(r"[^\W_]+")
_LONGEST, _MOST_WORDS = 1_000, 24
_SHORT_WORD, _SHORTEST_MISSPELT = 5, 3

Span = tuple[int, int]
"""Where marked text begins and ends, in code points."""


def marks(text: str, wanted: Iterable[str], *, misspelt: bool = False) -> tuple[Span, ...]:
    """Return where the text holds a wanted word, or begins one so; `misspelt` takes, where it holds none, what is near.

    `wanted` comes from `SearchQuery.wanted`; only the first thousand characters of the text are read.
    """
    words = _WORD.findall(fold(" ".join(wanted)))[:_MOST_WORDS]
    if not words:
        return ()
    found = [(piece.span(), fold(piece.group())) for piece in _WORD.finditer(text[:_LONGEST])]
    spans = [
        (start, start + longest if end - start == len(word) else end)
        for (start, end), word in found
        if (longest := max((len(one) for one in words if word.startswith(one)), default=0))
    ]
    if spans or not misspelt:
        return tuple(spans)
    return tuple(span for span, word in found if any(_is_near(word, one) for one in words))


def _is_near(word: str, typed: str) -> bool:
    if min(len(word), len(typed)) < _SHORTEST_MISSPELT:
        return False
    edits = 1 if len(typed) <= _SHORT_WORD else 2
    return typed in word or OSA.distance(word, typed, score_cutoff=edits) <= edits
