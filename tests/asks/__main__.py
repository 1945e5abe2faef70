"""Says how the coach does on origins that its models were not trained on: `python -m tests.asks`.

With `--write` the figures are kept in the README beside the asks, too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from netdesk.coach.models import THERE, Judgement, Numbers
from netdesk.coach.scoring import SPECIFIC_FROM
from netdesk.domain.words import Element
from tests.asks import load
from tests.asks.training import Example, conclude, examples, held_out, readers

_GROUPS = 6
_WORST_VERDICTS, _WORST_OF_ELEMENT = 12, 4
_SHOWN = 150
_README = Path(__file__).parent / "README.md"
_HEADING = "## What `python -m tests.asks` printed\n"


def main() -> None:
    """Evaluate the verdict and each element, then show the asks that were judged most wrongly."""
    known = examples(load())
    text = "\n".join(report(known, judge_unseen(known)))
    print(text)
    if "--write" in sys.argv[1:]:
        before, _, _ = _README.read_text(encoding="utf-8").partition(_HEADING)
        _README.write_text(f"{before}{_HEADING}\n{text}\n", encoding="utf-8")


def judge_unseen(known: Sequence[Example]) -> list[Judgement]:
    """Judge the asks of each origin by models that were trained on all others, thresholds included.

    What the elements' models learn from was said by models that saw neither that origin nor that of the ask: for two
    groups of origins at a time, models are trained on all but these.
    """
    groups = list(held_out(known, _GROUPS))
    summed: dict[tuple[int, int], Numbers] = {}
    for first, second in combinations(range(len(groups)), 2):
        unseen = groups[first] | groups[second]
        seen = readers(_without(known, unseen))
        for index in unseen:
            summed[first, index] = summed[second, index] = seen.sum_up(known[index])
    judged: dict[int, Judgement] = {}
    for unseen in held_out(known, len(known)):
        group = next(number for number, held in enumerate(groups) if unseen <= held)
        rest = _without(known, unseen)
        said = [summed[group, index] for index in range(len(known)) if index not in unseen]
        trained = conclude(readers(rest), rest, np.array(said))
        judged |= {index: trained.judge(known[index].read, known[index].understood) for index in unseen}
    return [judged[index] for index in range(len(known))]


def _without(known: Sequence[Example], unseen: frozenset[int]) -> list[Example]:
    return [one for index, one in enumerate(known) if index not in unseen]


def report(known: Sequence[Example], judged: Sequence[Judgement]) -> Iterator[str]:
    """Give figures, confusions and the worst mistakes as lines of Markdown."""
    specific = np.array([one.ask.specific for one in known])
    likely = np.array([judgement.specific for judgement in judged])
    yield from _verdicts(known, specific, likely)
    yield "\n| element | F1 | precision | recall | found | missed | made up | rightly absent |"
    yield "|---|---|---|---|---|---|---|---|"
    wanted = {element: np.array([element in one.ask.elements for one in known]) for element in Element}
    chances = {element: np.array([judgement.elements[element] for judgement in judged]) for element in Element}
    for element in Element:
        yield _figures(element, wanted[element], chances[element] >= THERE)
    yield "\nThe verdicts most wrong, with the chance that the ask can be acted on:\n"
    yield from _worst(known, specific, likely, _WORST_VERDICTS)
    for element in Element:
        yield f"\nMost wrong on {element}:\n"
        yield from _worst(known, wanted[element], chances[element], _WORST_OF_ELEMENT)


def _verdicts(known: Sequence[Example], specific: NDArray[np.bool_], likely: NDArray[np.float64]) -> Iterator[str]:
    judged = likely >= SPECIFIC_FROM
    yield f"Verdict right on {np.mean(judged == specific):.3f} of {len(known)} asks, their origins not trained on.\n"
    yield "| | judged specific | judged vague |\n|---|---|---|"
    for name, label in (("is specific", specific), ("is vague", ~specific)):
        yield f"| {name} | {np.sum(label & judged)} | {np.sum(label & ~judged)} |"
    origins = np.array([one.ask.origin for one in known])
    right = {origin: np.mean((judged == specific)[origins == origin]) for origin in sorted(set(origins))}
    yield "\n" + ", ".join(f"{origin} {share:.2f}" for origin, share in right.items()) + "."


def _figures(name: str, wanted: NDArray[np.bool_], found: NDArray[np.bool_]) -> str:
    right, missed, made_up = np.sum(wanted & found), np.sum(wanted & ~found), np.sum(found & ~wanted)
    f1 = 2 * right / max(1, found.sum() + wanted.sum())
    shares = f"{f1:.3f} | {right / max(1, found.sum()):.2f} | {right / max(1, wanted.sum()):.2f}"
    return f"| {name} | {shares} | {right} | {missed} | {made_up} | {np.sum(~wanted & ~found)} |"


def _worst(
    known: Sequence[Example], wanted: NDArray[np.bool_], chances: NDArray[np.float64], most: int
) -> Iterator[str]:
    """Give the mistakes farthest from their labels."""
    wrong = np.abs(chances - wanted)
    for index in np.argsort(-wrong)[:most]:
        if (chances[index] >= THERE) != wanted[index]:
            label = "there" if wanted[index] else "not there"
            yield f"- {chances[index]:.2f}, {label}: {' '.join(known[index].ask.text.split())[:_SHOWN]}"


if __name__ == "__main__":
    main()
