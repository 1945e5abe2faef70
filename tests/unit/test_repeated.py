"""Nobody is thanked twice in the same words: what a receiver has read before is found."""

from __future__ import annotations

from netdesk.composer.repeated import repeated
from netdesk.composer.templates import shipped

END = "Best,\nNora Ashdown\nPartnerships lead, Common Thread Works"
BEFORE = f"Hi Ama,\n\nThank you for your help; it was a real step forward. It worked.\n\n{END}"
AGAIN = f"Hi Ama,\n\nThank you for  your HELP; it was a real step forward. Now the second crate came back.\n\n{END}"


def test_a_sentence_that_was_sent_before_is_found_whatever_its_case_and_spaces() -> None:
    assert repeated(AGAIN, BEFORE) == ("Thank you for  your HELP; it was a real step forward.",)


def test_salutation_signature_and_short_sentences_may_come_again() -> None:
    assert repeated(BEFORE.replace("Thank you for your help; it was a real step forward. ", ""), BEFORE) == ()


def test_the_words_of_a_template_may_come_again() -> None:
    ask = "Hi Ama,\n\nI am lost. If this is not a good moment, a no is perfectly fine.\n\nBest,\nN"
    assert repeated(ask, ask, shipped("ask")) == ()
    assert repeated(ask, ask) == ("If this is not a good moment, a no is perfectly fine.",)


def test_a_megabyte_is_looked_at_in_no_time_and_no_text_at_all_is_fine() -> None:
    assert repeated("", BEFORE) == ()
    assert repeated("x " * 500_000, "x " * 500_000)
