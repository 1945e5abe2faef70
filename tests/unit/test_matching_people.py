from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdesk.domain.words import Band
from netdesk.matching.corpus import Passage, PassageKind, TermStatistics
from netdesk.matching.people import Match, match

KOFI, MAREN, LUCIA, TOMASZ, AIKO, SEUN = range(1, 7)


def passage(contact: int, kind: str, text: str, source: str = "", *, private: bool = False) -> Passage:
    return Passage(contact_id=contact, kind=PassageKind(kind), text=text, source=source or kind, private=private)


BOOK = [
    passage(KOFI, "name", "Kofi Mensah"),
    passage(KOFI, "role", "Director, Volta Dairy Co-operative"),
    passage(KOFI, "fact", "a co-op with cold storage near Lyon", "needs"),
    passage(MAREN, "name", "Maren Østergård"),
    passage(MAREN, "organisation", "Nordkøl GmbH"),
    passage(MAREN, "role", "Operations manager at Nordkøl GmbH"),
    passage(
        MAREN, "note", "Met at the fair in Aarhus. She plans cold storage halls for farmers' co-ops. Plays bridge."
    ),
    passage(LUCIA, "name", "Lucía Peña"),
    passage(LUCIA, "role", "Immigration lawyer in Lyon"),
    passage(LUCIA, "fact", "first advice on work permits for nurses", "offers"),
    passage(TOMASZ, "name", "Tomasz Wrona"),
    passage(TOMASZ, "tag", "procurement"),
    passage(TOMASZ, "interaction", "Talked about hospital tenders; he bought scanners for three clinics.", "called"),
    passage(AIKO, "name", "Aiko"),
    passage(AIKO, "fact", "sailing", "interest"),
    passage(SEUN, "role", "Violin teacher"),
    passage(SEUN, "note", "His sister's marriage is in trouble; a family lawyer helped.", private=True),
]
STATISTICS = TermStatistics.of(one.text for one in BOOK)


def ask(request: str, **options: object) -> list[Match]:
    return match(request, BOOK, STATISTICS, **options)  # type: ignore[arg-type]


def ids(found: list[Match]) -> list[int]:
    return [one.contact_id for one in found]


def test_who_knows_about_it_is_found_by_the_sentence_that_says_so() -> None:
    best = ask("I'm looking for someone who has built cold storage for a farmers' co-op")[0]
    assert best.contact_id == MAREN
    assert best.because == "She plans cold storage halls for farmers' co-ops."
    assert (best.source, best.band) == ("note", Band.STRONG)


def test_who_needs_the_same_thing_is_no_helper() -> None:
    assert KOFI not in ids(ask("cold storage near Lyon"))


def test_a_note_that_somebody_is_looking_for_it_counts_less_than_one_that_they_do_it() -> None:
    book = [
        passage(1, "note", "She is looking for an immigration lawyer."),
        passage(2, "note", "She is an immigration lawyer."),
        passage(3, "note", "Anyone who needs an immigration lawyer should ask her."),
    ]
    found = match("immigration lawyer", book, TermStatistics.of(one.text for one in book))
    assert set(ids(found)[:2]) == {2, 3}
    assert found[0].score == found[1].score > found[2].score


def test_an_offer_counts_more_than_an_interest() -> None:
    book = [passage(1, "fact", "sailing", "interest"), passage(2, "fact", "sailing", "offers")]
    assert ids(match("sailing", book, STATISTICS)) == [2, 1]


@pytest.mark.parametrize(
    ("request_text", "first"),
    [
        (
            "Could you introduce me to Maren Ostergard about cold storage, or to a lawyer in Lyon for work permits?",
            MAREN,
        ),
        ("Who do you know at nordkøl? I need a lawyer for work permits for nurses in Lyon", MAREN),
        ("procurement of cold storage halls", TOMASZ),
        ("Aiko", AIKO),
    ],
)
def test_whoever_is_named_by_name_organisation_or_tag_comes_first(request_text: str, first: int) -> None:
    assert ids(ask(request_text))[0] == first


def test_a_given_name_in_a_long_request_is_not_taken_for_a_person() -> None:
    assert AIKO not in ids(ask("My colleague Aiko would like to buy some scanners for clinics"))


def test_who_was_asked_often_lately_ranks_lower_and_it_says_why() -> None:
    book = [passage(contact, "role", "Immigration lawyer") for contact in (1, 2)]
    found = match("immigration lawyer", book, STATISTICS, asked_lately={1: 4, 2: 1})
    assert ids(found) == [2, 1]
    assert [one.remark for one in found] == ["", "asked 4 times lately"]


def test_those_already_on_the_way_are_left_out() -> None:
    assert MAREN not in ids(ask("cold storage at Nordkøl, Maren Østergård", excluded={MAREN}))


def test_private_words_may_rank_somebody_and_are_marked() -> None:
    found = {one.contact_id: one for one in ask("family lawyer for a marriage")}
    assert found[SEUN].private
    assert not found[LUCIA].private


def test_the_day_of_the_passage_comes_with_the_match() -> None:
    book = [
        Passage(contact_id=1, kind=PassageKind.HELP, text="Reviewed a lease", source="helped", day=date(2024, 5, 2))
    ]
    assert match("reviewing my lease", book, STATISTICS)[0].day == date(2024, 5, 2)


@pytest.mark.parametrize(
    "request_text", ["", " \n", "help", "Can I pick your brain sometime?", "quantum", "20?", "\0\ud800"]
)
def test_nobody_is_made_up_where_the_book_says_nothing(request_text: str) -> None:
    assert ask(request_text) == []


def test_one_word_never_makes_a_strong_match_unless_it_names_somebody() -> None:
    found = ask("scanners")
    assert ids(found) == [TOMASZ]
    assert found[0].band is not Band.STRONG


def test_an_empty_book_answers_with_nobody() -> None:
    assert match("cold storage", [], TermStatistics.of([])) == []


@pytest.mark.parametrize("piece", ["cold storage ", "a", "0 ", "Maren’", "needs needs ", "\n", "((("])
def test_a_request_or_note_of_a_megabyte_is_answered_in_a_few_seconds(piece: str) -> None:
    flood = piece * (1_000_000 // len(piece))
    start = time.perf_counter()
    match(flood, BOOK, STATISTICS)
    match("cold storage", [*BOOK, passage(9, "note", flood)], STATISTICS)
    assert time.perf_counter() - start < 10


SNIPPETS = "cold storage|co-op|Lyon|lawyer|Nordkøl|Maren|Mensah.|needs?|offers!|is looking for|sailing\n\n|- permits;"
words = st.sampled_from(SNIPPETS.split("|"))
prose = st.lists(words, max_size=14).map(" ".join)
passages = st.builds(
    Passage,
    contact_id=st.integers(1, 4),
    kind=st.sampled_from(PassageKind),
    text=prose,
    source=st.sampled_from(["needs", "offers", "note"]),
    private=st.booleans(),
)


@given(prose, st.lists(passages, max_size=8), st.sets(st.integers(1, 4), max_size=2))
def test_a_because_is_always_in_the_record_and_no_need_of_theirs(
    request_text: str, book: list[Passage], excluded: set[int]
) -> None:
    found = match(request_text, book, TermStatistics.of(one.text for one in book), excluded=excluded)
    assert len(set(ids(found))) == len(found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    for one in found:
        assert one.contact_id not in excluded
        assert one.because.strip()
        assert any(
            one.because in record.text
            and (record.contact_id, record.source, record.private) == (one.contact_id, one.source, one.private)
            and not (record.kind is PassageKind.FACT and record.source == "needs")
            for record in book
        )
