from __future__ import annotations

import numpy as np
import pytest

from netdesk.coach.features import features
from netdesk.domain.words import Element
from tests.asks.__main__ import held_out
from tests.asks.logistic import fit


@pytest.mark.parametrize("text", ["", " \n", "?", "🤷", "def f(x): return x", "مرحبا بالعالم", "word " * 2000])
def test_every_text_has_numbers_of_the_same_shape(text: str) -> None:
    usual, odd = features("Do you know a welder in Leeds? By May."), features(text)
    assert odd.whole.shape == usual.whole.shape
    assert len(odd.by_line) == len(odd.lines)
    assert np.isfinite(odd.whole).all()
    assert np.isfinite(odd.by_line).all()


def test_a_line_shows_which_elements_may_stand_in_it() -> None:
    read = features("I run a choir. Do you know a pianist in Leeds who sight-reads Fauré?")
    who = list(Element).index(Element.WHO)
    assert [row[who] for row in read.by_line] == [0, 1]


def test_a_model_learns_what_can_be_learned_and_says_how_likely_it_is() -> None:
    random = np.random.default_rng(1)
    facts, vectors = random.normal(size=(2000, 3)), random.normal(size=(2000, 5))
    wanted = facts[:, 0] + vectors[:, 1] > 0
    likely = fit(facts, vectors, wanted).predict(facts, vectors)
    assert ((likely > 0.5) == wanted).mean() > 0.95
    assert (likely >= 0).all()
    assert (likely <= 1).all()


def test_no_origin_is_judged_by_a_model_that_saw_it() -> None:
    marks = np.eye(2)[[0] * 20 + [1] * 20]
    origins = np.array(["here"] * 20 + ["there"] * 20)
    wanted = np.array([True] * 20 + [False] * 20)
    likely = held_out(marks, np.zeros((40, 1)), wanted, origins)
    assert (likely[:20] < 0.5).all()
    assert (likely[20:] > 0.5).all()
