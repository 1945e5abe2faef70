"""How far what somebody has answers what somebody needs: by words, and by vectors where they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from netdesk.language.sentences import sentences
from netdesk.matching.crossing import crowding
from netdesk.matching.passage import Passage, PassageKind
from netdesk.matching.similarity import GOOD, Index, gives_reason, says_all
from netdesk.matching.vectors import SCALE, Floats, Quantised

_COVERED_FROM = 0.1
FROM, _STANDS_OUT = 0.27, 0.04
"""The cosine from which one text speaks to another whatever their words are, and how far it must stand out."""

CROWDED = 0.8
"""How much of what a text is near to on average is taken from its cosines."""

_ALIKE = 0.45
"""The cosine from which two interests have something in common."""

_NOT_FAR = 0.2
"""The cosine below which words that two texts share are shared by chance."""

_WORDS = 0.05
"""What words add to a cosine: as much as tells a name or an abbreviation, which vectors do not know."""

COMMON_GROUND = 0.1
"""What a shared interest counts beside a need that is met."""

COMMON = frozenset({PassageKind.INTEREST, PassageKind.LEARNED})
ANSWERS: Mapping[PassageKind, float] = {
    PassageKind.OFFERS: 1.0,
    PassageKind.HELPED: 0.9,
    PassageKind.LEARNED: 0.85,
    PassageKind.ROLE: 0.7,
    PassageKind.NOTE: 0.8,
}
"""What may answer a need, and how surely it does."""


class Affinity:
    """Passages that are compared with each other, by their position in the order given."""

    def __init__(
        self, passages: Sequence[Passage], vectors: Quantised | None = None, crowds: Floats | None = None
    ) -> None:
        """Take the passages; row i of `vectors` belongs to passage i, and is zero where there is none yet.

        `crowds` holds how near each passage is to its counterparts in the whole book, where these are not the whole.
        """
        self._passages = passages
        self._index = Index(passage.text for passage in passages)
        known = np.zeros((len(passages), 0), dtype=np.int8) if vectors is None else vectors
        self._vectors: Floats = known.astype(np.float32) / np.float32(SCALE)
        self._has_vector: NDArray[np.bool_] = np.asarray(known.any(axis=1))
        self._crowds = self._crowding(known) if crowds is None else crowds
        self._answers: dict[int, Mapping[int, float]] = {}
        self._answered: dict[int, Mapping[int, float]] = {}
        self._common: dict[int, Mapping[int, float]] = {}

    def answers(self, need: int) -> Mapping[int, float]:
        """Tell how far each passage of a kind that can answers a need; those that do not speak to it are missing."""
        if need not in self._answers:
            found = self._near(need, self._index.scores(self._passages[need].text))
            self._answers[need] = {
                other: share * strength
                for other, covered, cosine in found
                if (share := ANSWERS.get(self._passages[other].kind, 0.0))
                and (strength := self._strength(need, other, covered, cosine))
            }
        return self._answers[need]

    def answered(self, answer: int) -> Mapping[int, float]:
        """Tell how far a passage answers each need: the same view from the other side."""
        if answer not in self._answered:
            found = self._near(answer, self._index.covered_by(self._passages[answer].text))
            share = ANSWERS.get(self._passages[answer].kind, 0.0)
            self._answered[answer] = {
                other: share * strength
                for other, covered, cosine in found
                if self._passages[other].kind is PassageKind.NEEDS
                and (strength := self._strength(other, answer, covered, cosine))
            }
        return self._answered[answer]

    def common(self, position: int) -> Mapping[int, float]:
        """Tell how much each interest has in common with this one; what was learned of two people is no interest."""
        if position not in self._common:
            found = self._near(position, self._index.scores(self._passages[position].text))
            is_interest = self._passages[position].kind is PassageKind.INTEREST
            self._common[position] = {
                other: strength
                for other, covered, cosine in found
                if self._passages[other].kind in (COMMON if is_interest else {PassageKind.INTEREST})
                and (strength := self._strength(position, other, covered, cosine))
            }
        return self._common[position]

    def between(self, pivot: int, other: int) -> float:
        """Tell how far a passage matters to the pivot, which is compared with all; 0 where it does not."""
        own, kind = self._passages[pivot].kind, self._passages[other].kind
        if own is PassageKind.NEEDS:
            return self.answers(pivot).get(other, 0.0)
        if kind is PassageKind.NEEDS:
            return self.answered(pivot).get(other, 0.0)
        return self.common(pivot).get(other, 0.0) if own in COMMON else 0.0

    def coverage(self, need: str, text: str) -> float:
        """Tell how far the words of a text cover those of another."""
        return self._index.coverage(need, text)

    def likeness(self, some: Sequence[int], others: Sequence[int]) -> float:
        """Tell how alike two groups of passages are, from 0 to 1."""
        if self._has_vector.any():
            found = self._vectors[list(some)] @ self._vectors[list(others)].T
            return float(max(found.max(axis=1).mean(), found.max(axis=0).mean(), 0.0))
        one, other = ("\n".join(self._passages[at].text for at in group) for group in (some, others))
        return self._index.likeness(one, other)

    def _crowding(self, known: Quantised) -> Floats:
        kinds = [passage.kind for passage in self._passages]
        needs = np.array([kind is PassageKind.NEEDS for kind in kinds], dtype=bool)
        answers = np.array([kind in ANSWERS for kind in kinds], dtype=bool)
        crowds = np.zeros(len(kinds), dtype=np.float32)
        crowds[needs] = crowding(known[needs], known[answers])
        crowds[answers] = crowding(known[answers], known[needs])
        return crowds

    def _near(self, position: int, covered: Mapping[int, float]) -> Iterator[tuple[int, float, float]]:
        """Give the passages that words or vectors bring near to one, with their coverage and cosine."""
        cosines = self._vectors @ self._vectors[position]
        found = {other for other, coverage in covered.items() if coverage >= _COVERED_FROM}
        for other in found.union(np.flatnonzero(cosines >= FROM).tolist()):
            yield other, covered.get(other, 0.0), float(cosines[other])

    def _strength(self, need: int, answer: int, covered: float, cosine: float) -> float:
        """Judge by words and, where both texts have a vector, by these; 0 where one does not speak to the other.

        A text that is near to many says little by being near to this one, too: what its cosine is above the mean of
        its nearest counts (cross-domain similarity local scaling, Conneau et al. 2018).
        """
        if not (self._has_vector[need] and self._has_vector[answer]):
            return covered if self._is_said(covered, need, answer) else 0.0
        is_common = self._passages[need].kind in COMMON
        crowd = 0.0 if is_common else float(self._crowds[need] + self._crowds[answer]) / 2
        strength = cosine + _WORDS * covered - CROWDED * crowd
        if cosine >= (_ALIKE if is_common else FROM) and strength >= _STANDS_OUT:
            return strength
        if cosine < _NOT_FAR or not self._is_said(covered, need, answer):
            return 0.0
        return max(strength, _STANDS_OUT)

    def _is_said(self, covered: float, need_at: int, answer_at: int) -> bool:
        """Tell whether the words of one speak to the other; of a longer need a sentence that is covered is enough."""
        need, answer = self._passages[need_at], self._passages[answer_at]
        if covered < _COVERED_FROM or not _give_reason(need, answer):
            return False
        if covered >= GOOD or says_all(need.text, answer.text):
            return True
        said = sentences(need.text)
        return len(said) > 1 and any(self._index.coverage(one.text, answer.text) >= GOOD for one in said)


def _give_reason(need: Passage, answer: Passage) -> bool:
    """Tell whether two share enough words to bring their people together; of a common ground neither is the need."""
    is_common = need.kind in COMMON
    return gives_reason(need.text, answer.text) or (is_common and gives_reason(answer.text, need.text))
