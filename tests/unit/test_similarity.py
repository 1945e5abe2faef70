from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdesk.matching.corpus import TermStatistics
from netdesk.matching.similarity import Index

TEXTS = [
    "Runs a cold storage warehouse near Lyon",
    "Head of procurement at a dairy in Lyon",
    "Sings in a choir",
    "Teaches singing and conducts choirs in Lyon",
]

WORDS = "cold storage dairy Lyon choir procurement for the looking 12"
texts = st.lists(st.sampled_from(WORDS.split())).map(" ".join)


def test_the_text_that_covers_most_of_a_query_scores_highest() -> None:
    scores = Index(TEXTS).scores("cold storage near Lyon")
    assert max(scores, key=lambda position: scores[position]) == 0
    assert scores.keys() == {0, 1, 3}


def test_a_rare_word_covers_more_than_a_common_one() -> None:
    scores = Index(TEXTS).scores("procurement or warehouse or Lyon")
    assert scores[1] > scores[3]


def test_words_meet_in_whatever_form_they_stand() -> None:
    assert Index(TEXTS).scores("choirs").keys() == {2, 3}


@pytest.mark.parametrize("nothing", ["", "  ", "Can you help me, please? I'm looking for someone", "20", "?!", "zebra"])
def test_a_query_about_nothing_finds_nothing(nothing: str) -> None:
    assert Index(TEXTS).scores(nothing) == {}
    assert Index(TEXTS).covered_by(nothing) == {}


def test_one_shared_word_never_covers_more_than_half() -> None:
    assert 0 < Index(TEXTS).scores("warehouse")[0] <= 0.5


def test_a_query_covers_a_short_text_further_than_a_long_one() -> None:
    index = Index(["choir conductor", "choir conductor, hospital manager, translator of Dutch novels"])
    covered = index.covered_by("conductor of a choir")
    assert covered[0] > covered[1]


def test_statistics_of_the_whole_book_decide_what_is_rare() -> None:
    book = TermStatistics.of(["dairy"] * 50 + ["choir"])
    assert book.weight("choir") > book.weight("dairi")
    assert book.weight("unheard") > book.weight("choir")
    assert 0 < book.rarity("dairy") < book.rarity("choir") < 1
    index = Index(["dairy farm", "choir hall"], book)
    scores = index.scores("dairy choir bakery")
    assert scores[1] > scores[0]


@given(st.lists(texts, max_size=6), texts)
def test_coverage_is_the_same_one_text_at_a_time(corpus: list[str], query: str) -> None:
    index = Index(corpus)
    scores = index.scores(query)
    for position, text in enumerate(corpus):
        assert index.coverage(query, text) == pytest.approx(scores.get(position, 0.0))
        assert 0 <= index.coverage(query, text) <= 1


@given(texts, texts)
def test_likeness_is_mutual_and_complete_only_for_the_same_terms(one: str, other: str) -> None:
    index = Index([one, other])
    assert index.likeness(one, other) == pytest.approx(index.likeness(other, one))
    assert index.likeness(one, one) == pytest.approx(1.0) or index.likeness(one, one) == 0
