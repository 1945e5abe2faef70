"""What a pasted reply says to a question, and when that is left to its reader."""

from __future__ import annotations

import pytest

from netdesk.domain.words import Consent
from netdesk.language.consent import consent_in

GRANTED, DECLINED, NOT_NOW = Consent.GRANTED, Consent.DECLINED, Consent.NOT_NOW


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("Yes, of course.", GRANTED),
        ("Hi Ada,\n\nyes please, go ahead.\n\nBest,\nBo", GRANTED),
        ("Gladly, but Ama knows it better.", GRANTED),
        ("I’d be happy to meet him. Tuesdays are good.", GRANTED),
        ("No problem, introduce us!", GRANTED),
        ("Sounds great", GRANTED),
        ("ok", GRANTED),
        ("Sure - who is it?", GRANTED),
        ("No.", DECLINED),
        ("no thanks", DECLINED),
        ("Sorry, I have no time.", DECLINED),
        ("I'm afraid I can't help with that.", DECLINED),
        ("Thanks for thinking of me, but I have to pass.", DECLINED),
        ("I am not interested, sorry.", DECLINED),
        ("Not this month, sorry.", NOT_NOW),
        ("I have no time right now. Ask me again in March.", NOT_NOW),
        ("Maybe later?", NOT_NOW),
    ],
)
def test_a_clear_answer_is_found(reply: str, said: Consent) -> None:
    assert consent_in(reply) is said


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "Half a rep",
        "Call me on Friday.",
        "Who is it, and what is it about?",
        "I would love to, but I can't.",
        "Happy to, just not before May.",
        "Yesterday I was at the mill; no news from Bo.",
        "She is sure it works, not that I know.",
        "I have no doubt.",
    ],
)
def test_what_says_both_or_neither_is_left_to_the_reader(reply: str) -> None:
    assert consent_in(reply) is None


def test_a_quoted_question_is_no_answer() -> None:
    quoted = (
        "Let me think.\n\nOn Mon, 23 Nov 2026 at 10:00, Ada Lind wrote:\n> Are you happy to meet Tomas?\n> Yes or no.\n"
    )
    assert consent_in(quoted) is None


def test_only_the_beginning_of_a_reply_is_read() -> None:
    assert consent_in("la " * 1_000 + "\nYes.") is GRANTED
    assert consent_in("la " * 1_000_000 + "\nYes.") is None
