"""Which passages speak to a request, and how near each is, by meaning or, as long as it has no vector, by words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from netdesk.matching.coverage import Coverage
from netdesk.matching.passage import Passage, PassageKind
from netdesk.matching.vectors import Floats

_COMMON, _COMMON_BY_WORDS = 0.08, 0.35
_LEAST_COVERAGE, _BY_WORDS = 0.1, 0.6
"""A passage without a vector is far from a request of which it covers less, and so much nearer if it covers all."""

_NEAREST = 2000
_OWNER, _KIND = attrgetter("owner_id"), attrgetter("kind")
_SEEKING = {PassageKind.NOTE: 0.7, PassageKind.INTERACTION: 0.0}
"""What a passage counts in which somebody asks: in a mail or a talk it says only what they do not know."""

_SEEKS = re.compile(
    r"(?:(?!who\b|any|every|people\b|those\b|you\b|one\b|it\b)[^\W_]++(?:['’][^\W_]++)?+ ){0,3}"
    r"(?:needs?|seeks?|wants?|(?:(?:is|are|am) )?(?:looking|searching|hunting) for|"
    r"(?:like|hopes?) to (?:ask|know|learn|understand|find)|wonder(?:s|ed|ing)?|"
    r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!been )ask(?:s|ed) (?:(?:me|us) )?"
    r"(?:for|about|how|what|whether|if|who|where|which|when))\b|[^?]*\?[\s)\"'’”]*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage, how near it is to the request, and how near any text would be."""

    near: float
    common: float
    passage: Passage

    @property
    def order(self) -> tuple[float, int, str]:
        """Puts the nearest first; of two as near the longer one tells a reader more."""
        return -self.near, -len(self.passage.text), self.passage.text


def gather(
    passages: Sequence[Passage],
    cosines: Floats | None,
    coverage: Coverage,
    worth: Mapping[PassageKind, float],
    *,
    excluded: Collection[int],
    also: Collection[int],
    most: int,
) -> dict[int, list[Evidence]]:
    """Collect what speaks for the owners of the nearest passages, and for those in `also`, the nearest first.

    A passage counts by what its kind is worth; one of a kind that is worth nothing is left out.
    """
    owners = np.fromiter(map(_OWNER, passages), np.int64, len(passages))
    weights = np.fromiter(map(worth.__getitem__, map(_KIND, passages)), np.float32, len(passages))
    weights[np.isin(owners, list(excluded))] = 0
    near = np.zeros(len(passages), np.float32) if cosines is None else cosines.copy()
    by_words = near == 0
    for index in np.flatnonzero(by_words & (weights > 0)).tolist():
        covered = coverage.of(passages[index].text)
        near[index] = _COMMON_BY_WORDS + _BY_WORDS * covered if covered >= _LEAST_COVERAGE else 0
    near *= weights
    chosen = np.isin(owners, [*_owners_of_nearest(owners, near, most), *also])
    found: defaultdict[int, list[Evidence]] = defaultdict(list)
    for index in np.flatnonzero(chosen & (near > 0)).tolist():
        passage = passages[index]
        common = _COMMON_BY_WORDS if by_words[index] else _COMMON
        if told := _told(passage):
            found[passage.owner_id].append(Evidence(float(near[index]) * told, common, passage))
    for theirs in found.values():
        theirs.sort(key=lambda one: one.order)
    return found


def _owners_of_nearest(owners: NDArray[np.int64], near: Floats, most: int) -> list[int]:
    nearest = np.argsort(-near, kind="stable") if len(near) <= _NEAREST else np.argpartition(-near, _NEAREST)[:_NEAREST]
    nearest = nearest[near[nearest] > 0]
    ordered = owners[nearest[np.lexsort((owners[nearest], -near[nearest]))]]
    return list(dict.fromkeys(ordered.tolist()))[:most]


def _told(passage: Passage) -> float:
    """Tell how far a passage says that somebody does something, not that they ask for it."""
    return _SEEKING[passage.kind] if passage.kind in _SEEKING and _SEEKS.match(passage.text) else 1.0
