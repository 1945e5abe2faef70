"""What people type, fitted into English sentences."""

from __future__ import annotations

import pytest

from netdesk.composer.drafts import draft
from netdesk.composer.records import Ask, DraftContext, Gift, Person, Sender
from netdesk.domain.words import MessageKind
from netdesk.language.phrases import inline, joined, sentence, with_article

SOFIA = Sender(name="Sofia Marin")
AMA = Person(name="Ama Owusu", given_name="Ama")
LENA = Person(name="Lena Novak", given_name="Lena")


def body(kind: MessageKind, **facts: object) -> str:
    return draft(DraftContext(kind=kind, sender=SOFIA, to=(AMA,), **facts)).body  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who runs procurement at Ikea?", "Who runs procurement at Ikea?"),
        ("Which of these two logos reads better", "Which of these two logos reads better?"),
        ("Introduce me to a notary in Milan.", "Could you introduce me to a notary in Milan?"),
        ("I only need a phone number", "I only need a phone number."),
        ("To talk with an engineer", "I would like to talk with an engineer."),
        ("two names", "What would help me most is two names."),
    ],
)
def test_an_ask_is_framed_by_the_way_it_was_typed(text: str, expected: str) -> None:
    assert expected in body(MessageKind.ASK, ask=Ask(ask=text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cut energy use by a third", "I want to cut energy use by a third."),
        ("To open a shop in Lyon", "I want to open a shop in Lyon."),
        ("Preparing a bid for 14 schools", "I’m preparing a bid for 14 schools."),
        ("We sign on Monday", "We sign on Monday."),
        ("A youth orchestra", "The background: a youth orchestra."),
        ("The deadline is Monday!", "The deadline is Monday!"),
    ],
)
def test_a_purpose_is_framed_by_the_way_it_was_typed(text: str, expected: str) -> None:
    assert expected in body(MessageKind.ASK, ask=Ask(purpose=text))


def test_a_requester_is_quoted_where_only_they_can_say_it() -> None:
    made = body(MessageKind.ASK, ask=Ask(purpose="I run a clinic."), requesters=(LENA,))
    assert "In Lena’s own words: “I run a clinic.”" in made


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("hour", "an hour"),
        ("union rep", "a union rep"),
        ("MBA student", "an MBA student"),
        ("UX designer", "a UX designer"),
        ("engineer", "an engineer"),
        ("European lawyer", "a European lawyer"),
        ("8-week plan", "an 8-week plan"),
        ("one-page note", "a one-page note"),
        ("CEO", "a CEO"),
        ("HR lead", "an HR lead"),
        ("uninsured driver", "an uninsured driver"),
        ("11th grader", "an 11th grader"),
        ("user", "a user"),
        ("honest broker", "an honest broker"),
        ("", ""),
    ],
)
def test_articles_follow_the_sound(noun: str, expected: str) -> None:
    assert with_article(noun) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Supplier approval.", "supplier approval"),
        ("AI in hospitals", "AI in hospitals"),
        ("Berlin rents", "Berlin rents"),
        ("I need this", "I need this"),
        ("iPhone repair", "iPhone repair"),
        ("A call", "a call"),
        ("Danish law", "Danish law"),
    ],
)
def test_only_common_words_lose_their_capital_inside_a_sentence(text: str, expected: str) -> None:
    assert inline(text) == expected


def test_sentences_get_one_end_mark_and_names_keep_their_shape() -> None:
    assert sentence("it works") == "It works."
    assert sentence("it works!") == "It works!"
    assert sentence("see https://x.example") == "See https://x.example."
    assert sentence("iPhone repair") == "iPhone repair."
    assert joined(["a", "", "b", "c"]) == "a, b and c"
    made = body(MessageKind.THANK_YOU, gifts=(Gift(person=Person(name="danah boyd", organisation="Acme Inc.")),))
    assert "- danah boyd, Acme Inc.\n" in made
