from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdesk.services.search_marks import marks
from netdesk.services.search_query import Operator, parse


def marked(text: str, typed: str, *, misspelt: bool = False) -> list[str]:
    return [text[start:end] for start, end in marks(text, parse(typed).wanted, misspelt=misspelt)]


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("Cut supplier onboarding from eleven weeks", "supplier onb", ["supplier", "onb"]),
        ("Søren Østergård", "soren", ["Søren"]),
        ("Lucía Peña", "PENA", ["Peña"]),
        ("a resupplied shop", "supplier", []),
        ("needs cold storage", "needs:cold", ["cold"]),
        ("Flintlock Hill, lead", 'org:"flintlock hill" lead', ["Flintlock", "Hill", "lead"]),
        ("before 2026", "cold before:2026", []),
        ("<b>bold</b> &amp;", "<b>bold", ["b", "bold", "b"]),
        ("🦊 fox 🦊 foxes", "fox", ["fox", "fox"]),
        ("مرحبا بالعالم", "مرحبا", ["مرحبا"]),
    ],
)
def test_the_words_that_were_typed_are_marked(text: str, typed: str, found: list[str]) -> None:
    assert marked(text, typed) == found


def test_a_misspelt_word_marks_what_is_near_only_where_a_name_is_shown() -> None:
    assert marked("Anna Johnson", "Jonson", misspelt=True) == ["Johnson"]
    assert marked("Anna Johnson", "Jonson") == []
    assert marked("Anna Johnson", "Anna", misspelt=True) == ["Anna"]


@given(st.text(max_size=80), st.text(max_size=40), st.booleans())
def test_marks_lie_within_any_text_and_never_overlap(text: str, typed: str, misspelt: bool) -> None:
    spans = marks(text, parse(typed).wanted, misspelt=misspelt)
    ends = [0, *(place for span in spans for place in span), len(text)]
    assert ends == sorted(ends)


def test_operators_take_quoted_values_and_a_space_several_at_once_and_unknown_ones_are_text() -> None:
    query = parse('org:"Flintlock Hill" Tag: cheese mood:good after:2026-03 “ok')
    assert query.conditions == (
        (Operator.ORG, "Flintlock Hill"),
        (Operator.TAG, "cheese"),
        (Operator.AFTER, "2026-03"),
    )
    assert query.plain == "mood:good “ok"


@pytest.mark.parametrize("text", ["tag: org: place:", 'needs:"', "before:", '""', 'org:"" tag:', "* ^ NEAR( -"])
def test_operators_without_a_value_narrow_nothing(text: str) -> None:
    assert parse(text).conditions == ()


def test_of_a_megabyte_only_the_beginning_is_read() -> None:
    assert len(parse("supplier " * 120_000).match.split()) <= 24
