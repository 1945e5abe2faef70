"""Small models that weigh wording and vectors: what each word and line says, and whether an ask can be acted on.

They are logistic regressions, trained on labelled asks; their weights are a file made for one model of the language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from netdesk.coach.features import Features, names_alone
from netdesk.domain.words import Element
from netdesk.language.encoder import SHA256, SIZE, ModelError, Understood
from netdesk.paths import resources

Numbers = NDArray[np.float64]
VERSION = 2
FILE = "asks.npz"
THERE = 0.5
_ELEMENTS = tuple(Element)
_FARTHEST = 5.0
_SURELY = 1e-3
_NAMES_ALONE = 0.2
"""How likely at most an ask can be acted on in which nothing but names and roles stands."""
_WINDOW = 3
_LITTLE = 0.05
SUMMED = 8
"""How many columns sum up an element."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """A regression from columns, brought to one scale, to one or more chances."""

    mean: Numbers
    scale: Numbers
    weights: Numbers
    """A row for each column and one for the constant, a column for each chance."""

    def scaled(self, columns: Numbers) -> Numbers:
        """Bring columns to the scale of the weights; what lies far out counts no more than what is rare."""
        return np.clip((columns - self.mean) * self.scale, -_FARTHEST, _FARTHEST)

    def predict(self, columns: Numbers) -> Numbers:
        """Give how likely each row is, for each of the chances."""
        return likely(self.scaled(columns) @ self.weights[:-1] + self.weights[-1])


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the models say of an ask."""

    specific: float
    elements: Mapping[Element, float]
    """How likely each element stands in it, THERE and more where it is taken to."""

    by_word: Numbers
    """How likely each word belongs to each element, in the order of `Element`."""


@dataclass(frozen=True, slots=True)
class Models:
    """The verdict, what each word belongs to, what each line holds, and which elements are there."""

    verdict: Logistic
    words: Logistic
    lines: Logistic
    elements: tuple[Logistic, ...]
    thresholds: Numbers

    def judge(self, read: Features, lines: Sequence[Understood]) -> Judgement:
        """Judge an ask from its wording and the vectors of its lines."""
        specific = float(self.verdict.predict(whole_columns(read, lines))[0, 0])
        if names_alone(read):
            specific = min(specific, _NAMES_ALONE)
        by_word = self.words.predict(word_columns(read, lines))
        columns = element_columns(read, by_word, self.lines.predict(line_columns(read, lines)), specific)
        raw = [float(model.predict(columns[index])[0, 0]) for index, model in enumerate(self.elements)]
        chances = {
            element: chance / (2 * least) if chance < least else 1 - (1 - chance) / (2 * (1 - least))
            for element, chance, least in zip(_ELEMENTS, raw, self.thresholds, strict=True)
        }
        return Judgement(specific, chances, by_word)

    def save(self, path: Path) -> None:
        """Write the weights with the model of the language that they belong to."""
        arrays: dict[str, Any] = {
            "version": np.array(VERSION),
            "language": np.array(SHA256),
            "thresholds": self.thresholds,
        }
        for name, model in self._named().items():
            for part in ("mean", "scale", "weights"):
                arrays[f"{name}.{part}"] = getattr(model, part).astype(np.float32)
        np.savez_compressed(path, **arrays)

    def _named(self) -> dict[str, Logistic]:
        named = {str(element): model for element, model in zip(_ELEMENTS, self.elements, strict=True)}
        return {"verdict": self.verdict, "words": self.words, "lines": self.lines, **named}


def load(path: Path | None = None) -> Models:
    """Read the weights; raises ModelError where they are missing or belong to another model of the language."""
    try:
        with np.load(path or resources() / "coach" / FILE, allow_pickle=False) as arrays:
            if int(arrays["version"]) != VERSION or str(arrays["language"]) != SHA256:
                raise ModelError("The coach's weights belong to another language model; wording alone is judged.")
            verdict, words, lines, *elements = (
                Logistic(*(arrays[f"{name}.{part}"].astype(np.float64) for part in ("mean", "scale", "weights")))
                for name in ("verdict", "words", "lines", *_ELEMENTS)
            )
            return Models(verdict, words, lines, tuple(elements), arrays["thresholds"])
    except (OSError, EOFError, KeyError, ValueError, BadZipFile) as error:
        raise ModelError("The coach's weights cannot be read; wording alone is judged.") from error


def word_columns(read: Features, lines: Sequence[Understood]) -> Numbers:
    """Put the vector of each word beside what its wording shows."""
    vectors = [line.chunks.astype(np.float64) for line in lines]
    return np.hstack([np.vstack([np.zeros((0, SIZE)), *vectors]), read.by_word])


def line_columns(read: Features, lines: Sequence[Understood]) -> Numbers:
    """Put the vector of each line beside what its wording shows."""
    vectors = np.array([line.vector for line in lines], dtype=np.float64).reshape(-1, SIZE)
    return np.hstack([vectors, read.by_line])


def whole_columns(read: Features, lines: Sequence[Understood]) -> Numbers:
    """Put the vectors of the lines, in the mean and at most, beside what the whole wording shows."""
    vectors = np.array([line.vector for line in lines] or [np.zeros(SIZE, dtype=np.float32)], dtype=np.float64)
    return np.concatenate([vectors.mean(axis=0), vectors.max(axis=0), read.whole])[np.newaxis]


def element_columns(read: Features, by_word: Numbers, by_line: Numbers, specific: float) -> Numbers:
    """Sum up for each element how strongly words, runs of words and lines speak for it; one row for each element."""
    patterns = [bool(read.found[element]) for element in _ELEMENTS]
    verdict = np.full(len(_ELEMENTS), evidence(np.array(specific)))
    padded = np.vstack([by_word, np.zeros((_WINDOW, len(_ELEMENTS)))])
    strongest = np.sort(padded, axis=0)[::-1]
    runs = sum(padded[offset : len(padded) - _WINDOW + offset + 1] for offset in range(_WINDOW)) / _WINDOW
    return np.stack(
        [
            evidence(strongest[0]),
            evidence(strongest[:_WINDOW].mean(axis=0)),
            evidence(np.max(runs, axis=0)),
            np.log(by_word.sum(axis=0) + _LITTLE),
            np.array(patterns, dtype=np.float64),
            verdict,
            evidence(by_line.max(axis=0, initial=0)),
            np.log(by_line.sum(axis=0) + _LITTLE),
        ],
        axis=1,
    )[:, np.newaxis]


def evidence(chance: Numbers) -> Numbers:
    """Turn a chance into the logarithm of its odds."""
    bounded = np.clip(chance, _SURELY, 1 - _SURELY)
    return np.log(bounded / (1 - bounded))


def likely(odds: Numbers) -> Numbers:
    """Turn the logarithm of odds into a chance."""
    return 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
