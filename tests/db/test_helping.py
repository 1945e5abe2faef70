from __future__ import annotations

import pytest

from netdesk.db.book import Book
from netdesk.domain.words import Band, FactState, HopState, RequestDirection, ResourceKind
from netdesk.services.facts import Facts
from netdesk.services.helping import Helping
from netdesk.services.hops import Hops
from netdesk.services.name_index import NameIndex
from netdesk.services.network import Network
from netdesk.services.requests import Requests
from netdesk.services.resources import Resources
from tests.db.people_of_a_book import archived, at, me, met, person

ASK = "Who has shortened supplier onboarding in a hospital?"


@pytest.fixture
def helping(book: Book) -> Helping:
    me(book)
    return Helping(book, NameIndex(book), Network(book))


def names(helping: Helping, text: str = ASK, **options: int) -> list[str]:
    return [row.name for row in helping.match(text, **options).results]


def test_who_can_help_is_shown_with_the_sentence_that_says_so(book: Book, helping: Helping) -> None:
    person(book, "Lena Novak", offers="teaches sailing")
    ama = person(
        book,
        "Ama Owusu",
        role="Head of procurement",
        organisation="Brightwell",
        offers="Ran supplier onboarding at a hospital. Plays bridge.",
    )
    met(book, ama, on=at(2026, 11, 1))
    answer = helping.match(ASK)
    row = answer.results[0]
    assert [one.name for one in answer.results] == ["Ama Owusu"]
    assert (row.because, row.source) == ("Ran supplier onboarding at a hospital.", "offers")
    assert (row.band, row.private, row.kind) == (Band.STRONG, False, "contact")
    assert row.role == "Head of procurement, Brightwell"
    assert row.strength == Network(book).ties([ama])[ama].strength > 0.3
    assert answer.remark == ""


def test_needs_and_facts_that_are_over_help_nobody(book: Book, helping: Helping) -> None:
    person(book, "Kofi Mensah", needs="supplier onboarding in a hospital")
    over = person(book, "Priya Raman")
    fact = Facts(book).add(over, *_offers("supplier onboarding in a hospital"))
    assert names(helping) == ["Priya Raman"]
    Facts(book).set_state(fact, FactState.SUPERSEDED)
    assert names(helping) == []


def _offers(text: str) -> tuple[object, str]:
    from netdesk.domain.words import FactKind

    return FactKind.OFFERS, text


def test_what_is_private_may_rank_and_says_that_it_is_private(book: Book, helping: Helping) -> None:
    person(book, "Ama Owusu", private="Shortened supplier onboarding in a hospital")
    talked = person(book, "Sara Lind")
    met(book, talked, on=at(2026, 5, 4), text="She told me of supplier onboarding in her hospital.")
    rows = {row.name: row for row in helping.match(ASK).results}
    assert rows["Ama Owusu"].private
    assert rows["Sara Lind"].private
    assert (rows["Sara Lind"].source, str(rows["Sara Lind"].day)) == ("met", "2026-05-04")


def test_me_the_archived_the_asking_and_the_asked_are_left_out(book: Book, helping: Helping) -> None:
    offer = "supplier onboarding in a hospital"
    asking, asked, refused, gone, left = (
        person(book, name, offers=offer)
        for name in ("Tomas Berg", "Ama Owusu", "Ivan Petrov", "Old Friend", "Ines Ortega")
    )
    Facts(book).add(1, *_offers(offer))
    archived(book, gone)
    request = Requests(book).capture(
        RequestDirection.RECEIVED, ASK, who=[asking], fields={"topic": "supplier onboarding", "ask": "an introduction"}
    )
    for one, state in ((asked, HopState.ASKED), (refused, HopState.DECLINED)):
        Hops(book).advance(Hops(book).add(request, contact=one), state)
    assert [row.id for row in helping.match(ASK, request_id=request).results] == [left]
    assert [row.id for row in helping.match("", request_id=request).results] == [left]
    assert set(names(helping)) == {"Tomas Berg", "Ama Owusu", "Ivan Petrov", "Ines Ortega"}


def test_resources_stand_beside_people(book: Book, helping: Helping) -> None:
    Resources(book).add(ResourceKind.DOCUMENT, "Supplier onboarding in hospitals", recommended_for="buyers")
    person(book, "Ama Owusu", offers="supplier onboarding")
    rows = helping.match(ASK).results
    assert {(row.kind, row.name) for row in rows} == {
        ("resource", "Supplier onboarding in hospitals"),
        ("contact", "Ama Owusu"),
    }


def test_a_named_person_organisation_or_tag_comes_first(book: Book, helping: Helping) -> None:
    person(book, "Lena Novak", offers="supplier onboarding in a hospital")
    person(book, "Maren Østergård")
    person(book, "Piotr Zając", organisation="Nordkøl GmbH")
    assert names(helping, "Supplier onboarding: could Maren Ostergard help?")[0] == "Maren Østergård"
    assert names(helping, "Who knows supplier onboarding at Nordkøl?") != []
    assert names(helping, "Who is at Nordkøl GmbH?") == ["Piotr Zając"]


def test_a_book_of_those_who_ask_alone_is_told_to_take_people_in(book: Book, helping: Helping) -> None:
    tomas = person(book, "Tomas Berg")
    request = Requests(book).capture(RequestDirection.RECEIVED, "Who knows sailing?", who=[tomas])
    assert helping.match("", request_id=request).remark.startswith("Nobody else is in this book yet.")
    person(book, "Ama Owusu", offers="welding")
    assert helping.match("", request_id=request).remark.startswith("Nothing in this book speaks to the request.")


def test_whoever_was_asked_already_is_not_denied(book: Book, helping: Helping) -> None:
    tomas, ama = person(book, "Tomas Berg"), person(book, "Ama Owusu", offers="sailing")
    request = Requests(book).capture(RequestDirection.RECEIVED, "Who knows sailing?", who=[tomas])
    Hops(book).add(request, contact=ama)
    assert helping.match("", request_id=request).remark.startswith("Nobody else in this book speaks to the request.")


def test_nobody_is_said_honestly(book: Book, helping: Helping) -> None:
    person(book, "Ama Owusu", offers="sailing")
    answer = helping.match("quantum zebras")
    assert answer.results == ()
    assert answer.remark.startswith("Nothing in this book speaks to the request.")
    assert helping.match("  ").remark.startswith("There is nothing to match yet.")
    assert helping.match('"NEAR(* OR').results == ()
