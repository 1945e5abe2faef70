"""Trains the coach's models on labelled asks; `python -m tests.asks.training` writes the file that the coach reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from netdesk.coach import models
from netdesk.coach.elements import Place
from netdesk.coach.features import NEIGHBOURS, Features, features
from netdesk.coach.models import (
    SUMMED,
    Logistic,
    Models,
    Numbers,
    element_columns,
    line_columns,
    whole_columns,
    word_columns,
)
from netdesk.domain.words import Element
from netdesk.language import encoder
from netdesk.language.encoder import SIZE, Understood
from netdesk.paths import resources
from tests.asks import LabelledAsk, load
from tests.asks.logistic import fit

_ELEMENTS = tuple(Element)
_AROUND_IN_WORDS, _WORDING_IN_WORDS, _PENALTY_OF_WORDS = 0.2, 0.5, 10.0
_VECTOR_IN_LINES, _WORDING_IN_LINES, _PENALTY_OF_LINES = 0.2, 0.3, 3.0
_VECTOR_IN_WHOLE, _WORDING_IN_WHOLE = 0.15, 0.3
_FOLDS = 3
_THRESHOLDS = np.arange(0.2, 0.8, 0.02)


@dataclass(frozen=True, kw_only=True)
class Example:
    """A labelled ask with what its words and vectors show."""

    ask: LabelledAsk
    read: Features
    understood: Sequence[Understood]
    words: Numbers
    lines: Numbers
    whole: Numbers
    marked: Numbers
    """1 where a word belongs to an element."""

    holding: Numbers
    """1 where a line holds a part of an element."""

    @property
    def elements(self) -> Numbers:
        return np.array([element in self.ask.elements for element in _ELEMENTS], dtype=np.float64)


def examples(asks: Sequence[LabelledAsk]) -> list[Example]:
    """Read the asks and give their lines vectors, all together."""
    read = [features(ask.text) for ask in asks]
    understood = iter(encoder.load().understand([line.text for one in read for line in one.reading.lines]))
    return [
        _example(ask, one, [next(understood) for _ in one.reading.lines]) for ask, one in zip(asks, read, strict=True)
    ]


def _example(ask: LabelledAsk, read: Features, understood: list[Understood]) -> Example:
    lines = [(line.start, line.end) for line in read.reading.lines]
    return Example(
        ask=ask,
        read=read,
        understood=understood,
        words=word_columns(read, understood).astype(np.float32),
        lines=line_columns(read, understood),
        whole=whole_columns(read, understood),
        marked=_marked(ask, read.places),
        holding=_marked(ask, lines),
    )


def _marked(ask: LabelledAsk, places: Sequence[Place]) -> Numbers:
    """Give 1 for each place and element where a part of the element is marked."""
    marked = [
        [
            any(mark.element is element and mark.start < end and start < mark.end for mark in ask.marked)
            for element in Element
        ]
        for start, end in places
    ]
    return np.array(marked, dtype=np.float64).reshape(-1, len(_ELEMENTS))


def train(known: Sequence[Example]) -> Models:
    """Train on all these; what the elements' models learn from was said by models that never saw the origin."""
    summed = np.zeros((len(known), len(_ELEMENTS), SUMMED))
    for unseen in held_out(known, _FOLDS):
        seen = readers([one for index, one in enumerate(known) if index not in unseen])
        for index in unseen:
            summed[index] = seen.sum_up(known[index])
    return conclude(readers(known), known, summed)


@dataclass(frozen=True, slots=True)
class Readers:
    """The models that read words, lines and wholes, before anything is concluded about elements."""

    verdict: Logistic
    words: Logistic
    lines: Logistic

    def sum_up(self, one: Example) -> Numbers:
        """Give what they say of each element of an ask."""
        specific = float(self.verdict.predict(one.whole)[0, 0])
        by_word, by_line = self.words.predict(one.words), self.lines.predict(one.lines)
        return element_columns(one.read, by_word, by_line, specific)[:, 0]


def readers(known: Sequence[Example]) -> Readers:
    """Train the models that read."""
    return Readers(_verdict(known), _words(known), _lines(known))


def conclude(seen: Readers, known: Sequence[Example], summed: Numbers) -> Models:
    """Train the models of the elements on what was said of asks by models that had not seen them."""
    wanted = np.array([one.elements for one in known])
    elements = tuple(fit(summed[:, index], wanted[:, [index]]) for index in range(len(_ELEMENTS)))
    thresholds = [
        _threshold(model.predict(summed[:, index])[:, 0], wanted[:, index]) for index, model in enumerate(elements)
    ]
    return Models(seen.verdict, seen.words, seen.lines, elements, np.array(thresholds))


def held_out(known: Sequence[Example], folds: int) -> Iterator[frozenset[int]]:
    """Give the numbers of the asks of some origins in turn, so that no origin is ever on both sides."""
    origins = sorted({one.ask.origin for one in known})
    for fold in range(min(folds, len(origins))):
        yield frozenset(index for index, one in enumerate(known) if one.ask.origin in origins[fold::folds])


def _verdict(known: Sequence[Example]) -> Logistic:
    columns = np.vstack([one.whole for one in known])
    weight = np.where(np.arange(columns.shape[1]) < 2 * SIZE, _VECTOR_IN_WHOLE, _WORDING_IN_WHOLE)
    return fit(columns, np.array([[one.ask.specific] for one in known]), weight)


def _words(known: Sequence[Example]) -> Logistic:
    columns = np.vstack([one.words for one in known])
    weight = np.where(np.arange(columns.shape[1]) < SIZE + NEIGHBOURS, _AROUND_IN_WORDS, _WORDING_IN_WORDS)
    return fit(columns, np.vstack([one.marked for one in known]), weight, _PENALTY_OF_WORDS)


def _lines(known: Sequence[Example]) -> Logistic:
    columns = np.vstack([one.lines for one in known])
    weight = np.where(np.arange(columns.shape[1]) < SIZE, _VECTOR_IN_LINES, _WORDING_IN_LINES)
    return fit(columns, np.vstack([one.holding for one in known]), weight, _PENALTY_OF_LINES)


def _threshold(chances: Numbers, wanted: NDArray[np.float64]) -> float:
    """Find from which chance on an element is best taken to be there, by F1."""
    found = chances >= _THRESHOLDS[:, np.newaxis]
    return float(_THRESHOLDS[np.argmax((found * wanted).sum(axis=1) / (found.sum(axis=1) + wanted.sum()))])


def write(path: Path) -> None:
    """Train on the whole set and write the weights."""
    train(examples(load())).save(path)


if __name__ == "__main__":
    write(resources() / "coach" / models.FILE)
