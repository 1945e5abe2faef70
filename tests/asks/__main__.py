"""Says how the coach does on origins that its models were not trained on: `python -m tests.asks`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from netdesk.coach.models import THERE, Judgement, Numbers
from netdesk.coach.scoring import SPECIFIC_FROM
from netdesk.domain.words import Element
from tests.asks import load
from tests.asks.training import Example, conclude, examples, held_out, readers

_WORST = 12
_GROUPS = 6


def main() -> None:
    """Evaluate the verdict and each element, then show the asks that were judged most wrongly."""
    known = examples(load())
    judged = judge_unseen(known)
    specific = np.array([one.ask.specific for one in known])
    likely = np.array([judgement.specific for judgement in judged])
    _print_verdicts(known, specific, likely)
    print(f"\n{'element':<10}{'precision':>10}{'recall':>8}{'F1':>7}{'asks':>6}")
    for element in Element:
        found = np.array([judgement.elements[element] >= THERE for judgement in judged])
        _print_element(element, np.array([element in one.ask.elements for one in known]), found)


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


def _print_verdicts(known: Sequence[Example], specific: NDArray[np.bool_], likely: NDArray[np.float64]) -> None:
    judged = likely >= SPECIFIC_FROM
    print(f"verdict right on {np.mean(judged == specific):.3f} of {len(known)} asks, each of an origin not trained on")
    print(f"{'':<18}{'judged specific':>16}{'judged vague':>14}")
    for name, label in (("is specific", specific), ("is vague", ~specific)):
        print(f"{name:<18}{np.sum(label & judged):>16}{np.sum(label & ~judged):>14}")
    for origin in sorted({one.ask.origin for one in known}):
        mine = np.array([one.ask.origin == origin for one in known])
        print(f"  {origin:<16}{np.mean(judged[mine] == specific[mine]):.3f} of {mine.sum()}")
    print("\nworst:")
    wrong = np.abs(likely - specific)
    for index in np.argsort(-wrong)[:_WORST]:
        if wrong[index] > SPECIFIC_FROM:
            label = "specific" if specific[index] else "vague"
            print(f"  {likely[index]:.2f} {label}: {' '.join(known[index].ask.text.split())[:100]}")


def _print_element(name: str, wanted: NDArray[np.bool_], found: NDArray[np.bool_]) -> None:
    right = np.sum(wanted & found)
    precision, recall = right / max(1, found.sum()), right / max(1, wanted.sum())
    both = 2 * right / max(1, found.sum() + wanted.sum())
    print(f"{name:<10}{precision:>10.3f}{recall:>8.3f}{both:>7.3f}{wanted.sum():>6}")


if __name__ == "__main__":
    main()
