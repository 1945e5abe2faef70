from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdesk.language.mail import trim
from netdesk.language.sentences import sentences
from netdesk.language.words import STOP_WORDS, stem, terms, tokens


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


def test_words_of_one_family_share_a_term() -> None:
    assert set(terms("manage manages managed managing")) == {"manag"}
    assert terms("bakeries bakery") == [stem("bakery")] * 2
    assert terms("Studies, study; studied") == ["studi"] * 3
    assert terms("boxes box planned planning plan's") == ["box", "box", "plan", "plan", "plan"]


def test_short_words_and_foreign_letters_are_not_cut_to_pieces() -> None:
    assert terms("bus gas sing red bring") == ["bus", "gas", "sing", "red", "bring"]
    assert terms("Zürich Łódź Straße") == ["zurich", "lodz", "strass"]


@pytest.mark.parametrize(
    "text",
    [
        "could you please let me do what they are",
        "ich bin mit der und für das nicht",
        "je ne suis pas avec les",
        "yo no soy de la una para",
        "che cosa hai con il mio",
    ],
)
def test_function_words_of_five_languages_carry_no_weight(text: str) -> None:
    assert terms(text) == []


def test_stop_words_are_kept_in_folded_form() -> None:
    assert all(word.isascii() and word == word.lower() for word in STOP_WORDS)


def test_tokens_keep_hyphens_decimals_and_apostrophes_together() -> None:
    assert [token.text for token in tokens("It’s a 3.5-km cast-iron pipe (new).")] == [
        "It’s",
        "a",
        "3.5-km",
        "cast-iron",
        "pipe",
        "new",
    ]


def test_a_sentence_is_cut_only_where_it_ends() -> None:
    assert texts("Dr. Smith met J. R. Jones at 3.5 km, e.g. near St. Paul. Good.") == [
        "Dr. Smith met J. R. Jones at 3.5 km, e.g. near St. Paul.",
        "Good.",
    ]
    assert texts("See www.x.org/a.b?c=1 or a.b@c.co.uk. Then call!") == [
        "See www.x.org/a.b?c=1 or a.b@c.co.uk.",
        "Then call!",
    ]
    assert texts("Well... maybe. We work for Acme Inc. They pay at 5 p.m. on Friday.") == [
        "Well... maybe.",
        "We work for Acme Inc.",
        "They pay at 5 p.m. on Friday.",
    ]


def test_list_items_stand_alone_and_wrapped_lines_are_joined() -> None:
    wrapped = "This sentence was broken by the mail program at\nseventy columns and goes on."
    assert texts(f"I need:\n- a welder\n- two gates\n\n{wrapped}") == ["I need:", "- a welder", "- two gates", wrapped]
    assert texts("1. First thing. 2. Second thing") == ["1. First thing.", "2. Second thing"]


def test_other_scripts_have_sentence_ends_too() -> None:
    assert len(sentences("今日は。元気ですか？")) == 2
    assert len(sentences("هل تعرف نجارا؟ شكرا.")) == 2


MAIL = """From: Ann Lee <ann@example.org>
Date: Mon, 3 Mar 2025 10:00:00 +0100
Subject: a long subject
 folded over two lines
To: me@example.org

Hi Tom,

Do you know a welder in Leeds?
Thanks!

He should have his own van. Where would you look?

Best regards,
Ann
Head of Gates

On Sun, 2 Mar 2025 at 18:12, Tom Fox
<tom@example.org> wrote:
> How are you?
> Tom
"""


def test_the_body_of_a_mail_is_found_between_headers_signature_and_thread() -> None:
    body = trim(MAIL)
    assert (
        body.text
        == "Hi Tom,\n\nDo you know a welder in Leeds?\nThanks!\n\nHe should have his own van. Where would you look?"
    )
    assert MAIL[body.start : body.end] == body.text
    assert MAIL[body.greeting_end : body.end].startswith("Do you know")


@pytest.mark.parametrize(
    "tail",
    [
        "-- \nAnn\n+44 20 7946 0000",
        "--\nAnn",
        "Sent from my iPhone",
        "Kind regards\nAnn",
        "Cheers,\nA.",
        "Mit freundlichen Grüßen\nAnn",
        "-----Original Message-----\nFrom: Tom\nSent: Monday\nSubject: x\n\nOld words",
        "---------- Forwarded message ---------\nOld words",
        "From: Tom Fox\nSent: Monday, 3 March\nTo: Ann\nSubject: Gates\n\nOld words",
        "Von: Tom Fuchs\nGesendet: Montag\nAn: Ann\nBetreff: Tore\n\nAlte Worte",
        "Am 3. März 2025 um 10:00 schrieb Tom Fuchs:\n> Alt",
        "Le lun. 3 mars 2025 à 10:00, Tom a écrit :\n> Vieux",
        "> quoted\n> thread\n> of words",
        "This e-mail and its attachments are confidential and intended only for the addressee.",
        "CONFIDENTIALITY NOTICE: do not read this.",
    ],
)
def test_what_follows_the_letter_is_cut(tail: str) -> None:
    assert trim(f"Can you lend me a van on Friday?\n\n{tail}\n").text == "Can you lend me a van on Friday?"


@pytest.mark.parametrize(
    "text",
    [
        "Thanks!\nCan you lend me the van?",
        "To: whom should I write?\nThe welder or you?",
        "On Monday I wrote: no answer yet.\nCan you help?",
        "Dear all\nThe gates are rusty.",
        "> one quoted line\nmy answer to it\n> another quoted line\nand my answer to that",
        "Best wishes for the new year to all of you\nwho came to see the gates.",
    ],
)
def test_a_letter_without_trimmings_stays_whole(text: str) -> None:
    body = trim(text)
    assert body.end == len(text)


def test_an_answer_below_its_quote_is_found() -> None:
    text = "On Mon, 3 Mar 2025, Ann wrote:\n> Do you know a welder?\n> Ann\n\nYes, Bob in Leeds."
    assert trim(text).text == "Yes, Bob in Leeds."


def test_a_text_of_nothing_but_quotes_comes_back_whole() -> None:
    assert trim("> a\n> b").text == "> a\n> b"
    assert trim(" \n\t").text == ""


lines = st.sampled_from(
    ["Hi Ann,", "> quoted", "--", "From: x", "Sent: y", "To: z", "", "On 3 May Tom wrote:", "Best,", "Can you?"]
)


@given(st.one_of(st.text(), st.lists(lines).map("\n".join)))
def test_any_text_is_read_without_error_and_every_span_is_exact(text: str) -> None:
    body = trim(text)
    assert text[body.start : body.end] == body.text
    assert body.start <= body.greeting_end <= body.end or body.text == ""
    end = 0
    for sentence in sentences(text):
        assert end <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end] == sentence.text
        end = sentence.end
    assert all(text[token.start : token.end] == token.text for token in tokens(text))
    assert all(terms(text))


@given(st.text())
def test_no_word_is_lost_between_sentences(text: str) -> None:
    kept = "".join(sentence.text for sentence in sentences(text))
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.parametrize(
    "unit",
    ["a", ".", " ", "\n", "> a\n", "On 1 x\n", "From: x\n", "Thanks\n", '. "', "a.b@", "Can you, Dr. X, see 3.5? "],
)
def test_reading_time_grows_no_faster_than_the_text(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        started = time.perf_counter()
        sentences(text), trim(text), terms(text), tokens(text)
        return time.perf_counter() - started

    small = min(seconds(40_000) for _ in range(3))
    assert min(seconds(320_000) for _ in range(2)) < 8 * 4 * small + 0.05
