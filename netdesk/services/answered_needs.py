"""Which needs of a group its own people answer, by meaning as far as the index has it, and by words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from netdesk.matching.affinity import ANSWERS, Affinity
from netdesk.matching.crossing import crowding
from netdesk.matching.passage import Passage, PassageKind
from netdesk.matching.vectors import Floats, Quantised
from netdesk.services.fact_vectors import NEEDING, FactVectors

_SURE = 0.08
"""From what strength on a need counts as answered, and is no gap any more."""


def answered(passages: Sequence[Passage], vectors: FactVectors | None = None) -> dict[int, int]:
    """Return the place of what answers each need best that somebody else has, by the place of the need."""
    known, crowds = (None, None) if vectors is None else _by_meaning(passages, vectors)
    affinity = Affinity(passages, known, crowds)
    found = {}
    for need, passage in enumerate(passages):
        if passage.kind is PassageKind.NEEDS:
            others = {
                place: strength
                for place, strength in affinity.answers(need).items()
                if strength >= _SURE and passages[place].owner_id != passage.owner_id
            }
            if others:
                found[need] = max(others, key=lambda place: others[place])
    return found


def _by_meaning(passages: Sequence[Passage], vectors: FactVectors) -> tuple[Quantised, Floats]:
    """Return the vectors of passages, and how near each is to what it could go with in the whole book."""
    known, whole = vectors.of(passages), vectors.whole()
    crowds = np.zeros(len(passages), dtype=np.float32)
    for kinds in (NEEDING, ANSWERS.keys()):
        places = [place for place, passage in enumerate(passages) if passage.kind in kinds]
        crowds[places] = crowding(known[places], whole.counterparts(kinds).vectors)
    return known, crowds
