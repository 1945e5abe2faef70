"""The best introductions that nobody made yet, among all the people of a book, without comparing pair by pair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netdesk.matching.affinity import CROWDED
from netdesk.matching.crossing import NEIGHBOURS, Near, near
from netdesk.matching.pairs import Pair, ranked
from netdesk.matching.vectors import Floats, Numbers, Quantised

_NEAR = 0.4
"""The cosine from which a need and what answers it are looked at; in a whole book there are better ones by far."""

_EACH = 10


@dataclass(frozen=True, slots=True)
class Rows:
    """Passages of a whole book: whose each is, and its vector."""

    owners: Numbers
    vectors: Quantised


def best_pairs(needs: Rows, answers: Rows, most: int) -> list[Pair]:
    """Find the pairs of people who gain most from each other, the best first."""
    found = near(needs.vectors, answers.vectors, _NEAR, _EACH)
    crowds = _crowds(found.needs, found.cosines) + _crowds(found.answers, found.cosines)
    strengths = (found.cosines - CROWDED * crowds / 2).astype(np.float32)
    return ranked(_by_people(found, strengths, needs, answers), most)


def _by_people(found: Near, strengths: Floats, needs: Rows, answers: Rows) -> list[tuple[int, int, float]]:
    needing, answering = needs.owners[found.needs], answers.owners[found.answers]
    kept = (strengths > 0) & (needing != answering)
    return list(zip(needing[kept].tolist(), answering[kept].tolist(), strengths[kept].tolist(), strict=True))


def _crowds(rows: Numbers, cosines: Floats) -> Floats:
    """Tell for each found pair how near its row is to its nearest on average; those not found count as barely near."""
    order = np.lexsort((-cosines, rows))
    place = np.empty(len(rows), dtype=np.int64)
    place[order] = np.arange(len(rows)) - np.searchsorted(rows[order], rows[order])
    best = place < NEIGHBOURS
    above = np.bincount(rows[best], weights=cosines[best] - _NEAR, minlength=int(rows.max(initial=0)) + 1)
    return (above[rows] / NEIGHBOURS + _NEAR).astype(np.float32)
