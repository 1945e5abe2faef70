from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from rapidfuzz import fuzz

from netdesk.domain.words import Element
from tests.asks import load, parse

ASKS = load()


def test_the_set_is_large_and_of_many_origins() -> None:
    origins = Counter(ask.origin for ask in ASKS)
    assert len(ASKS) >= 520
    assert len(origins) >= 12
    assert min(origins.values()) >= 40


def test_every_origin_has_about_as_many_vague_as_specific_asks() -> None:
    for origin in {ask.origin for ask in ASKS}:
        verdicts = [ask.specific for ask in ASKS if ask.origin == origin]
        assert 0.42 <= sum(verdicts) / len(verdicts) <= 0.58, origin


def test_no_two_asks_are_near_copies() -> None:
    alike = [(a.text, b.text) for a, b in combinations(ASKS, 2) if fuzz.ratio(a.text, b.text, score_cutoff=85)]
    assert not alike


def test_every_mark_holds_whole_words() -> None:
    for ask in ASKS:
        for mark in ask.marked:
            words = ask.text[mark.start : mark.end]
            assert words and words == words.strip(), ask.text
            assert not ask.text[mark.start - 1 : mark.start].isalnum(), (words, ask.text)
            assert not (words[-1].isalnum() and ask.text[mark.end : mark.end + 1].isalnum()), (words, ask.text)
        assert "{" not in ask.text
        assert "}" not in ask.text


def test_every_element_is_marked_often_enough_to_learn_it() -> None:
    counts = Counter(element for ask in ASKS for element in ask.elements)
    assert all(counts[element] >= 25 for element in Element), counts


def test_what_can_be_acted_on_says_what_it_is_about_and_what_to_do() -> None:
    for ask in ASKS:
        assert not ask.specific or {Element.TOPIC, Element.ASK} <= ask.elements, ask.text


def test_marks_stand_in_one_another_and_keep_their_places() -> None:
    ask = parse("here", True, "{ask:Know {who:a welder in Leeds}?} {bound:By May.}")
    assert ask.text == "Know a welder in Leeds? By May."
    assert {mark.element: ask.text[mark.start : mark.end] for mark in ask.marked} == {
        Element.ASK: "Know a welder in Leeds?",
        Element.WHO: "a welder in Leeds",
        Element.BOUND: "By May.",
    }


@pytest.mark.parametrize("body", ["{whom:a welder}", "{who:a welder", "a welder}"])
def test_a_wrong_mark_is_an_error(body: str) -> None:
    with pytest.raises(ValueError):
        parse("here", True, body)
