from __future__ import annotations

import time
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdesk.domain.words import Band
from netdesk.matching.corpus import TermStatistics
from netdesk.matching.judgement import Match, rank
from netdesk.matching.passage import Owner, Passage, PassageKind
from netdesk.matching.wording import read

KOFI, MAREN, LUCIA, TOMASZ, SEUN = range(1, 6)


def passage(one: int, kind: str, text: str, *, private: bool = False, day: date | None = None) -> Passage:
    return Passage(Owner.CONTACT, one, PassageKind(kind), text, day, private)


BOOK = [
    passage(KOFI, "role", "Director, Volta Dairy Co-operative"),
    passage(KOFI, "needs", "a co-op with cold storage near Lyon"),
    passage(MAREN, "organisation", "Nordkøl GmbH"),
    passage(MAREN, "role", "Operations manager, Nordkøl GmbH, Aarhus"),
    passage(MAREN, "note", "She plans cold storage halls for farmers' co-ops.", day=date(2024, 5, 2)),
    passage(LUCIA, "role", "Immigration lawyer, Lyon"),
    passage(LUCIA, "offers", "first advice on work permits for nurses"),
    passage(TOMASZ, "tag", "procurement"),
    passage(TOMASZ, "interaction", "Talked about hospital tenders; he bought scanners for three clinics."),
    passage(SEUN, "role", "Violin teacher"),
    passage(SEUN, "note", "His sister's marriage is in trouble; a family lawyer helped.", private=True),
]
STATISTICS = TermStatistics.of(one.text for one in BOOK)
NAMES = {
    KOFI: ["Kofi Mensah"],
    MAREN: ["Maren Østergård"],
    LUCIA: ["Lucía Peña"],
    TOMASZ: ["Tomasz Wrona"],
    SEUN: ["Seun"],
}


def ask(request: str, book: list[Passage] = BOOK, cosines: list[float] | None = None, **options: object) -> list[Match]:
    near = None if cosines is None else np.array(cosines, dtype=np.float32)
    return rank(read(request), book, near, STATISTICS, **{"names": NAMES, **options})  # type: ignore[arg-type]


def ids(found: list[Match]) -> list[int]:
    return [one.owner_id for one in found]


def near(values: dict[int, float]) -> list[float]:
    """Cosines for the book: the given ones by place, all others far."""
    return [values.get(place, 0.02) for place in range(len(BOOK))]


REQUEST = "Who has built a cooled warehouse for growers?"


def test_the_nearest_passage_speaks_for_somebody_word_for_word_with_its_day() -> None:
    best = ask(REQUEST, cosines=near({4: 0.8, 3: 0.3}))[0]
    assert best.owner_id == MAREN
    assert best.because == "She plans cold storage halls for farmers' co-ops."
    assert best.quoted is BOOK[4]
    assert best.band is Band.STRONG


@pytest.mark.parametrize(
    ("near_of_note", "private", "quoted"),
    [(0.7, False, "note"), (0.5, False, "role"), (0.7, True, "role")],
    ids=["as-near", "farther", "private"],
)
def test_what_is_told_of_somebody_speaks_for_them_before_a_role_that_is_hardly_nearer(
    near_of_note: float, private: bool, quoted: str
) -> None:
    book = [passage(1, "role", "Director of cold stores"), passage(1, "note", "Built nine halls.", private=private)]
    (found,) = ask(REQUEST, book, [0.7, near_of_note])
    assert found.quoted is not None
    assert found.quoted.kind == quoted


def test_a_second_passage_adds_to_the_first_and_one_that_is_far_adds_nothing() -> None:
    one = ask(REQUEST, cosines=near({4: 0.6}))[0].score
    assert ask(REQUEST, cosines=near({4: 0.6, 3: 0.4}))[0].score > one
    assert ask(REQUEST, cosines=near({4: 0.6, 3: 0.05}))[0].score == one


@pytest.mark.parametrize(("more", "less"), [("offers", "interest"), ("learned", "note"), ("helped", "interaction")])
def test_what_somebody_offers_or_did_counts_more_than_what_they_like_or_was_said(more: str, less: str) -> None:
    book = [passage(1, less, "sailing across oceans"), passage(2, more, "sailing across oceans")]
    assert ids(ask("a voyage under sail", book, [0.6, 0.6])) == [2, 1]


def test_what_somebody_needs_is_no_help_but_is_told_where_there_is_nothing_else() -> None:
    assert KOFI not in ids(ask(REQUEST, cosines=near({1: 0.9, 4: 0.5})))
    (alone,) = ask(REQUEST, cosines=near({1: 0.9}))
    assert (alone.owner_id, alone.band, alone.remark) == (KOFI, Band.PERHAPS, "is looking for this too")
    assert alone.because == "a co-op with cold storage near Lyon"


def test_a_note_that_somebody_is_looking_for_it_counts_less_than_one_that_they_do_it() -> None:
    book = [
        passage(1, "note", "She is looking for an immigration lawyer."),
        passage(2, "note", "She is an immigration lawyer."),
    ]
    assert ids(ask("Who knows about residence permits?", book, [0.6, 0.6])) == [2, 1]


@pytest.mark.parametrize(
    "asking",
    [
        "Who knows how residence permits for nurses are applied for?",
        "Asked me how residence permits for nurses work.",
        "I'm looking for somebody who understands residence permits.",
        "I'd like to ask about residence permits.",
        "She would like to know who deals with residence permits.",
        "He wondered about residence permits for his nurses.",
    ],
)
def test_a_mail_that_only_asks_is_no_evidence_that_its_writer_can_help(asking: str) -> None:
    book = [passage(1, "interaction", asking) for _ in range(3)] + [passage(2, "note", "Files permits for hospitals.")]
    found = ask("Who knows about residence permits for nurses?", book, [0.75, 0.75, 0.75, 0.5])
    assert ids(found) == [2]


@pytest.mark.parametrize(
    "told",
    [
        "She is asked about residence permits by every clinic.",
        "Everybody asks her how residence permits work.",
        "Anyone who needs a residence permit goes to her.",
        "The clinics ask her for residence permits.",
        "You need a residence permit before you sign anything, she explained.",
    ],
)
@pytest.mark.parametrize("kind", ["note", "interaction"])
def test_whoever_others_ask_or_who_explains_is_not_taken_for_somebody_who_asks(told: str, kind: str) -> None:
    book = [passage(1, kind, told), passage(2, "note", "She is looking for a residence permit.")]
    assert ids(ask("Who knows about residence permits for nurses?", book, [0.8, 0.9]))[0] == 1


def test_covered_words_decide_between_passages_that_are_as_near() -> None:
    book = [passage(1, "offers", "advice on leases"), passage(2, "offers", "advice on rented shops")]
    assert ids(ask("Who understands leases?", book, [0.5, 0.5])) == [1, 2]


@pytest.mark.parametrize(
    ("request_text", "first"),
    [
        ("Could you introduce me to Maren Ostergard, or to a lawyer in Lyon for work permits?", MAREN),
        ("Who do you know at Nordkøl? I need a lawyer for work permits for nurses in Lyon", MAREN),
        ("procurement of halls", TOMASZ),
        ("Seun", SEUN),
    ],
)
def test_whoever_is_named_by_name_organisation_or_tag_comes_first(request_text: str, first: int) -> None:
    assert ids(ask(request_text, cosines=near({5: 0.4, 6: 0.4, 4: 0.3})))[0] == first


def test_a_given_name_in_a_long_request_is_not_taken_for_a_person() -> None:
    assert ask("My colleague Seun would like to buy some scanners for clinics", cosines=near({})) == []


def test_who_is_named_and_of_whom_nothing_is_noted_is_shown_by_name() -> None:
    (found,) = ask("Kofi Mensah", [])
    assert (found.because, found.quoted, found.band) == ("Kofi Mensah", None, Band.STRONG)


def test_a_word_written_as_a_name_that_nothing_else_holds_speaks_for_whom_it_is_told_of() -> None:
    book = [passage(1, "note", "Set up Hidrosul and ended it."), passage(2, "note", "Set up Aquanord and ended it.")]
    statistics = TermStatistics.of([one.text for one in book])
    near_both = np.array([0.3, 0.31], dtype=np.float32)
    found = rank(read("Who remembers why we left Hidrosul?"), book, near_both, statistics)
    assert ids(found)[0] == 1


def test_who_was_asked_often_lately_ranks_lower_and_it_says_why() -> None:
    book = [passage(one, "role", "Immigration lawyer") for one in (1, 2)]
    found = ask("residence permits", book, [0.6, 0.6], asked_lately={1: 4, 2: 1})
    assert ids(found) == [2, 1]
    assert [one.remark for one in found] == ["", "asked 4 times lately"]


def test_a_tie_that_went_cold_after_something_had_passed_is_one_to_reconnect() -> None:
    cold = {TOMASZ: 0.02, MAREN: 0.02, LUCIA: 0.9}
    found = ask("buying scanners", cosines=near({8: 0.6, 4: 0.5, 6: 0.5}), strengths=cold)
    assert {one.owner_id: one.dormant for one in found} == {TOMASZ: True, MAREN: False, LUCIA: False}


def test_those_already_on_the_way_are_left_out_even_if_named() -> None:
    assert MAREN not in ids(ask("Maren Østergård at Nordkøl", cosines=near({4: 0.9}), excluded={MAREN}))


def test_private_words_may_rank_somebody_and_are_marked() -> None:
    (found,) = ask("Who knows about divorce?", cosines=near({10: 0.7}))
    assert found.quoted is not None
    assert found.quoted.private


def test_one_telling_word_never_makes_a_strong_match() -> None:
    assert [one.band for one in ask("scanners", cosines=near({8: 0.95}))] == [Band.GOOD]


@pytest.mark.parametrize("request_text", ["", " \n", "help", "Can I ask you something?", "20?", "\0\ud800"])
def test_nobody_is_made_up_where_nothing_is_asked(request_text: str) -> None:
    assert ask(request_text, cosines=[0.5] * len(BOOK)) == []


def test_nobody_is_made_up_where_nothing_is_near() -> None:
    assert ask("quantum chromodynamics on a lattice", cosines=near({4: 0.2})) == []


def test_a_passage_without_a_vector_is_judged_by_its_words() -> None:
    without = ask("Who plans cold storage halls for co-ops?")
    assert without[0].owner_id == MAREN
    assert without[0].band is Band.STRONG
    assert ids(ask("Who plans cold storage halls for co-ops?", cosines=near({4: 0.0})))[0] == MAREN


def test_an_empty_book_answers_with_nobody() -> None:
    assert ask("cold storage", [], []) == []


@pytest.mark.parametrize("piece", ["cold storage ", "a", "0 ", "Maren’", "needs needs ", "\n", "((("])
def test_a_request_or_note_of_a_megabyte_is_answered_in_a_few_seconds(piece: str) -> None:
    flood = piece * (1_000_000 // len(piece))
    start = time.perf_counter()
    ask(flood)
    ask("cold storage", [*BOOK, passage(9, "note", flood)])
    assert time.perf_counter() - start < 10


SNIPPETS = "cold storage|co-op|Lyon|lawyer|Nordkøl|Maren|Mensah.|needs?|offers!|is looking for|sailing\n\n|- permits;"
prose = st.lists(st.sampled_from(SNIPPETS.split("|")), max_size=14).map(" ".join)
passages = st.builds(
    Passage,
    owner=st.just(Owner.CONTACT),
    owner_id=st.integers(1, 4),
    kind=st.sampled_from(PassageKind),
    text=prose.filter(str.strip),
    day=st.none(),
    private=st.booleans(),
)
books = st.lists(st.tuples(passages, st.sampled_from([0.0, 0.05, 0.2, 0.4, 0.6, 0.9])), max_size=8)


def ranked(request: str, book: list[tuple[Passage, float]], **options: object) -> list[Match]:
    near = np.array([cosine for _, cosine in book], dtype=np.float32)
    return rank(read(request), [one for one, _ in book], near, STATISTICS, **options)  # type: ignore[arg-type]


@given(prose, books, st.sets(st.integers(1, 4), max_size=2))
def test_a_because_is_always_in_the_record(
    request_text: str, book: list[tuple[Passage, float]], excluded: set[int]
) -> None:
    found = ranked(request_text, book, excluded=excluded)
    assert len(set(ids(found))) == len(found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    for one in found:
        assert one.owner_id not in excluded
        assert one.quoted is not None
        assert one.because == one.quoted.text
        assert (one.quoted in [record for record, _ in book]) and one.quoted.owner_id == one.owner_id
        assert (one.quoted.kind is PassageKind.NEEDS) == (one.remark == "is looking for this too")


@given(prose, books, st.randoms(use_true_random=False))
def test_the_order_of_the_passages_decides_nothing(
    request_text: str, book: list[tuple[Passage, float]], chance
) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(book)
    chance.shuffle(shuffled)
    assert ranked(request_text, shuffled) == ranked(request_text, book)


@given(prose, books.filter(bool), st.integers(0, 7), st.sampled_from([0.3, 0.5, 0.95]))
def test_nearer_is_never_worse(request_text: str, book: list[tuple[Passage, float]], place: int, nearer: float) -> None:
    place %= len(book)
    passage, cosine = book[place]
    if passage.kind is PassageKind.NEEDS or not 0 < cosine < nearer:
        return
    moved = [*book[:place], (passage, nearer), *book[place + 1 :]]
    before = {one.owner_id: one.score for one in ranked(request_text, book) if not one.remark}
    after = {one.owner_id: one.score for one in ranked(request_text, moved) if not one.remark}
    assert after.get(passage.owner_id, 0) >= before.get(passage.owner_id, 0)
