from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from netdesk.matching.passage import Owner, Passage, PassageKind
from netdesk.matching.unmade import Rows
from netdesk.matching.vectors import Quantised
from netdesk.services.answered_needs import answered
from netdesk.services.fact_vectors import FactVectors, Whole

SIZE = 384
MEANT = {"price": 0, "fees": 0, "looms": 1}


class Meaning(FactVectors):
    """Vectors that stand for the one word of a text that matters, and a book that holds nothing else."""

    def __init__(self) -> None:
        pass

    def of(self, passages: Sequence[Passage]) -> Quantised:
        made = np.zeros((len(passages), SIZE), dtype=np.int8)
        for row, passage in zip(made, passages, strict=True):
            for word, place in MEANT.items():
                if word in passage.text:
                    row[place] = 127
        return made

    def whole(self) -> Whole:
        none = Rows(np.empty(0, dtype=np.int64), np.empty((0, SIZE), dtype=np.int8))
        return Whole(none, none, 0)


def fact(who: int, kind: PassageKind, text: str) -> Passage:
    return Passage(Owner.CONTACT, who, kind, text, None, False)


NEED = fact(1, PassageKind.NEEDS, "A way to price advice")
OWN = fact(1, PassageKind.OFFERS, "Sets fees of his own")
RAISED = fact(2, PassageKind.OFFERS, "Helped studios raise their fees")
LOOMS = fact(3, PassageKind.OFFERS, "Mends looms")


def test_a_need_is_answered_by_what_means_the_same_in_other_words() -> None:
    assert answered([NEED, OWN, LOOMS, RAISED], Meaning()) == {0: 3}
    assert answered([NEED, OWN, LOOMS], Meaning()) == {}


def test_without_vectors_words_alone_answer() -> None:
    assert answered([NEED, RAISED]) == {}
    cold = fact(1, PassageKind.NEEDS, "cold storage near Lyon")
    assert answered([cold, fact(2, PassageKind.LEARNED, "Runs cold storage in Lyon")]) == {0: 1}
