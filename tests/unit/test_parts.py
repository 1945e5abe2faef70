from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdesk.coach.parts import PARTS, WIDTH, columns, parts


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Would your brother ask the vicar?", "a y P v d P."),
        ("Which agency in Leeds, and who?", "w B f N.c h."),
        ("Anyone with 3 welders. Donnie", "q f # P.x "),
        ("(the) IT “boss's” X9", "d.N P # "),
    ],
)
def test_each_word_has_its_part_and_clauses_end(text: str, letters: str) -> None:
    assert parts(text.split()) == letters


@given(st.lists(st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1), max_size=30))
def test_every_word_has_a_row_of_the_same_width(words: list[str]) -> None:
    letters = parts(words)
    assert len(letters) == 2 * len(words)
    assert set(letters[::2]) <= set(PARTS)
    assert columns(words).shape == (len(words), WIDTH)


def test_the_last_word_still_knows_that_somebody_is_to_act() -> None:
    person, thing = (columns(f"Would your {what} weld the gate on Friday?".split()) for what in ("brother", "gate"))
    assert person[-1].sum() > thing[-1].sum()
