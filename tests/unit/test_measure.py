"""Whether a message is short, asks little and is easy to say no to."""

from __future__ import annotations

import pytest

from netdesk.composer.measure import advice, measure, reasons
from netdesk.domain.words import MessageKind


def test_words_and_questions_are_counted_as_people_count_them() -> None:
    found = measure("Hi Ama,\n\nreally?! Is it 9 days – or 10? Well...")
    assert (found.words, found.questions) == (10, 2)


@pytest.mark.parametrize(("count", "length"), [(49, "short"), (50, "good"), (125, "good"), (126, "long")])
def test_the_guide_is_50_to_125_words(count: int, length: str) -> None:
    assert measure("word " * count).length == length


@pytest.mark.parametrize(
    "text", ["A no is perfectly fine.", "If it’s not a good moment", "No worries at all", "if you’re too busy"]
)
def test_an_easy_no_is_recognised(text: str) -> None:
    assert measure(text).has_easy_no


def test_advice_names_what_makes_a_message_hard_to_answer() -> None:
    said = advice(MessageKind.ASK, "word " * 130 + "a? b? c? d?")
    assert [line.split(";")[0] for line in said] == [
        "The message has 134 words",
        "The message asks 4 questions",
        "The message offers no easy way to say no",
    ]
    assert advice(MessageKind.THANK_YOU, "Thank you.") == ()


def test_each_sentence_that_says_why_counts_as_one_reason() -> None:
    assert reasons("Jonas, meet Marta Ruiz.\n\nMarta, meet Jonas Weber.") == 0
    assert reasons("I thought of you because you sell bricks. May I?\n\nWhy I thought of this: reclaimed wood.") == 2
    assert reasons("You should meet because both of you teach, because it is near.") == 1
