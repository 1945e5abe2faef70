"""What answers to questions back say for the fields of an ask."""

from __future__ import annotations

import pytest

from netdesk.coach import propose, said_in_answer, said_in_answers

NEEDED = "I need a 20 minute call with a buyer who got it down to days."


@pytest.mark.parametrize(
    ("answer", "topic"),
    [
        (f"It is about supplier approval. {NEEDED}", "supplier approval"),
        (f"Hi Ada, it's mainly about supplier approval: I run it at Harrow. {NEEDED}", "supplier approval"),
        (f"1. About supplier approval in mills\n2. {NEEDED}", "supplier approval in mills"),
        (f"Hi Ada,\n\nthis is all about cold storage.\n\n{NEEDED}\n\nBest,\nTomas", "cold storage"),
    ],
)
def test_an_answer_that_says_what_it_is_about_names_the_topic_and_not_the_ask(answer: str, topic: str) -> None:
    said = said_in_answer(answer)
    assert said.topic == topic
    assert "about" not in said.ask
    assert "20 minute call" in said.ask


def test_who_would_love_to_hear_about_something_does_not_only_name_a_topic() -> None:
    answer = "I would love to learn about supplier approval. Do you know a buyer who cut it below four weeks?"
    assert said_in_answer(answer) == propose(answer)


def test_the_first_answer_that_says_something_about_a_field_counts() -> None:
    said = said_in_answers(("It is about cold storage.", f"It is about approval. {NEEDED}"))
    assert said["topic"] == "cold storage"
    assert "20 minute call" in said["ask"]
