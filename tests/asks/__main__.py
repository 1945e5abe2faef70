"""Trains small models on the labelled asks and says how they do on origins not seen: `python -m tests.asks`."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from netdesk.coach.features import Features, features
from netdesk.domain.words import Element
from netdesk.language import encoder
from tests.asks import LabelledAsk, load
from tests.asks.logistic import Numbers, fit

_LIKELY = 0.5
_LIKELY_IN_LINE = 0.35
_OF_EVERY_SPECIFIC_ASK = {Element.TOPIC, Element.ASK}
_WORST = 12


def main() -> None:
    """Evaluate the verdict and each element, then show the asks that were judged most wrongly."""
    asks = load()
    read = [features(ask.text) for ask in asks]
    vectors = _vectors(read)
    origins = np.array([ask.origin for ask in asks])
    specific = np.array([ask.specific for ask in asks])
    whole = np.array([one.whole for one in read])
    summed = np.array([np.concatenate([rows.mean(axis=0), rows.max(axis=0)]) for rows in vectors])
    likely = held_out(whole, summed, specific, origins)
    _print_verdicts(asks, specific, likely)
    by_line, by_vector = np.vstack([one.by_line for one in read]), np.vstack(vectors)
    owner = np.repeat(np.arange(len(asks)), [len(one.lines) for one in read])
    print(f"\n{'element':<10}{'precision':>10}{'recall':>8}{'F1':>7}{'asks':>6}")
    for element in Element:
        marked = np.array(
            [in_line for ask, one in zip(asks, read, strict=True) for in_line in _lines(ask, one, element)]
        )
        in_lines = held_out(by_line, by_vector, marked, origins[owner])
        found = np.zeros(len(asks))
        np.maximum.at(found, owner, in_lines)
        said = found >= _LIKELY_IN_LINE
        if element in _OF_EVERY_SPECIFIC_ASK:
            said = np.maximum(found, likely) >= _LIKELY
        _print_element(element, np.array([element in ask.elements for ask in asks]), said)


def held_out(facts: Numbers, vectors: Numbers, wanted: NDArray[np.bool_], origins: NDArray[np.str_]) -> Numbers:
    """Judge the rows of each origin by a model that was trained on all others."""
    likely = np.zeros(len(wanted))
    for origin in np.unique(origins):
        unseen = origins == origin
        model = fit(facts[~unseen], vectors[~unseen], wanted[~unseen])
        likely[unseen] = model.predict(facts[unseen], vectors[unseen])
    return likely


def _vectors(read: list[Features]) -> list[Numbers]:
    texts = [line.text for one in read for line in one.lines]
    ends = np.cumsum([len(one.lines) for one in read])
    return np.split(encoder.load().encode(texts).astype(np.float64), ends[:-1])


def _lines(ask: LabelledAsk, one: Features, element: Element) -> Iterable[bool]:
    places = [(mark.start, mark.end) for mark in ask.marked if mark.element is element]
    return (any(start < line.end and end > line.start for start, end in places) for line in one.lines)


def _print_verdicts(asks: list[LabelledAsk], specific: NDArray[np.bool_], likely: Numbers) -> None:
    judged = likely >= _LIKELY
    print(f"verdict right on {np.mean(judged == specific):.3f} of {len(asks)} asks, each of an origin not trained on")
    print(f"{'':<18}{'judged specific':>16}{'judged vague':>14}")
    for name, label in (("is specific", specific), ("is vague", ~specific)):
        print(f"{name:<18}{np.sum(label & judged):>16}{np.sum(label & ~judged):>14}")
    for origin in sorted({ask.origin for ask in asks}):
        mine = np.array([ask.origin == origin for ask in asks])
        print(f"  {origin:<16}{np.mean(judged[mine] == specific[mine]):.3f} of {mine.sum()}")
    print("\nworst:")
    wrong = np.abs(likely - specific)
    for index in np.argsort(-wrong)[:_WORST]:
        if wrong[index] > _LIKELY:
            label = "specific" if specific[index] else "vague"
            print(f"  {likely[index]:.2f} {label}: {' '.join(asks[index].text.split())[:100]}")


def _print_element(name: str, wanted: NDArray[np.bool_], found: NDArray[np.bool_]) -> None:
    right = np.sum(wanted & found)
    precision, recall = right / max(1, found.sum()), right / max(1, wanted.sum())
    both = 2 * right / max(1, found.sum() + wanted.sum())
    print(f"{name:<10}{precision:>10.3f}{recall:>8.3f}{both:>7.3f}{wanted.sum():>6}")


if __name__ == "__main__":
    main()
