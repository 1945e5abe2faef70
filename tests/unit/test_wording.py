from __future__ import annotations

import numpy as np
import pytest

from netdesk.language.encoder import Understood
from netdesk.language.wordpiece import chunks
from netdesk.matching.corpus import TermStatistics
from netdesk.matching.coverage import Coverage
from netdesk.matching.wording import articulated, read, vector

MAIL = """Dear Mrs Whitlock,

I hope this finds you well. Our museum borrows a painting from Rennes in June.
Might you know a registrar who has brought one over?
Thank you so much in advance.

With kind regards,
Edwin Marsh
Curator"""


def test_salutation_courtesies_and_signature_are_left_out() -> None:
    assert read(MAIL).text == (
        "Our museum borrows a painting from Rennes in June.\nMight you know a registrar who has brought one over?"
    )


def test_whom_a_mail_is_written_to_is_not_asked_for() -> None:
    assert read("Dear Maren, our barn is damp. Who dries old barns?").text == "our barn is damp.\nWho dries old barns?"
    assert read("Hello!").text == "Hello!"


def test_what_asks_is_told_from_what_explains() -> None:
    wording = read(MAIL)
    assert [wording.text[start:end] for start, end in wording.asking] == [
        "Might you know a registrar who has brought one over?"
    ]


def test_of_a_long_mail_the_sentence_that_asks_is_kept_wherever_it_stands() -> None:
    long = "The harvest was late and the barn burnt down again. " * 60 + "Who insures old barns? " + "It rained. " * 200
    wording = read(long)
    assert "Who insures old barns?" in wording.text
    assert len(wording.text) <= 1000


def test_a_text_that_is_nothing_but_thanks_is_kept() -> None:
    assert read("Thank you very much!").text == "Thank you very much!"


def test_of_an_articulated_ask_all_but_the_purpose_asks() -> None:
    wording = articulated("We open a clinic", "lead walls for X-ray rooms", "a name", "")
    asking = [wording.text[start:end] for start, end in wording.asking]
    assert asking == ["lead walls for X-ray rooms", "a name"]
    assert "We open a clinic" in wording.text


@pytest.mark.parametrize("text", ["", " ", "\0", "?", "ok", "x" * 5000])
def test_any_text_can_be_read(text: str) -> None:
    assert len(read(text).text) <= 1000


def understood(text: str) -> Understood:
    """One direction for each chunk, so that a vector tells how much each counts."""
    count = len(chunks(text))
    return Understood(np.full(count, count**-0.5, np.float32), np.eye(count, dtype=np.float32))


def counted(text: str, weights: dict[str, float]) -> dict[str, float]:
    wording = read(text)
    parts = vector(wording, understood(wording.text), weights)
    return {chunk.text: float(part) for chunk, part in zip(chunks(wording.text), parts, strict=True)}


def test_rare_words_count_most_and_more_where_something_is_asked() -> None:
    counts = counted("We keep alpacas. Who shears alpacas near us?", {"alpaca": 4.0, "shear": 3.0})
    assert counts["alpacas"] > counts["shears"] > counts["We"] > 0
    assert counts["alpacas"] > counts["alpacas."]


def test_a_text_without_telling_words_keeps_its_own_vector() -> None:
    wording = read("Who could help?")
    own = understood(wording.text)
    assert vector(wording, own, {}) is own.vector


def test_coverage_is_the_share_of_telling_words_by_rarity() -> None:
    coverage = Coverage("shearing alpacas for export", TermStatistics(10, {"export": 3, "alpaca": 1, "shear": 1}))
    assert coverage.of("She shears alpacas.") > coverage.of("alpacas and llamas") > coverage.of("an export desk") > 0
    assert coverage.of("Shearing Alpacas, for export!") == 1.0
    assert coverage.of("nothing of the kind") == 0.0


@pytest.mark.parametrize(
    ("request_text", "shares"),
    [
        ("Who left Hidrosul?", True),
        ("Who knows the XR-77 press?", True),
        ("who left in June?", False),
        ("Hidrosul", False),
        ("left hidrosul", False),
    ],
)
def test_a_name_is_written_as_one_within_a_sentence(request_text: str, shares: bool) -> None:
    statistics = TermStatistics(50, {"hidrosul": 1, "77": 1, "xr": 1, "june": 1})
    assert Coverage(request_text, statistics).shares_name("ended Hidrosul in June, repaired the XR-77") is shares


def test_a_word_that_many_hold_is_no_rare_name() -> None:
    assert not Coverage("Who left Hidrosul?", TermStatistics(50, {"hidrosul": 9})).shares_name("ended Hidrosul")
