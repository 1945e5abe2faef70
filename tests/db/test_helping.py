from __future__ import annotations

import pytest

from netdesk.db.book import Book
from netdesk.domain.dates import PartialDate
from netdesk.domain.errors import NotFoundError
from netdesk.domain.words import Band, Consent, FactState, HopState, RequestDirection, ResourceKind, Standing
from netdesk.services.facts import Facts
from netdesk.services.helping import Helping
from netdesk.services.hops import Hops
from netdesk.services.introductions import Introductions, parties
from netdesk.services.requests import Requests
from netdesk.services.resources import Resources
from tests.db.people_of_a_book import TODAY, archived, at, connected, how_met, me, met, person

ASK = "Who has shortened supplier onboarding in a hospital?"


@pytest.fixture
def helping(book: Book) -> Helping:
    me(book)
    return Helping(book)


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
    assert row.strength == helping.ties([ama])[ama].strength > 0.3
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


def test_two_are_given_back_with_a_because_for_each_side(book: Book, helping: Helping) -> None:
    helper = person(book, "Ines Ortega", offers="export to Brazil", needs="a designer for labels")
    designer = person(book, "Marco Silva", offers="a designer for bottle labels", needs="export to Brazil")
    shy = person(book, "Dana Cole", needs="export licence for Brazil", standing=Standing.ASK_BEFORE_NAMING)
    answer = helping.two_for(helper)
    assert answer.helper == "Ines Ortega"
    assert [one.id for one in answer.introductions] == [designer, shy]
    assert "bottle labels" in answer.introductions[0].because
    assert "Dana" not in answer.introductions[1].because
    assert answer.introductions[0].benefit == "both"


def test_what_one_needs_and_another_offers_brings_them_together_from_both_sides(book: Book, helping: Helping) -> None:
    needs = person(book, "Tomas Berg", needs="to cut supplier onboarding from eleven weeks to four")
    offers = person(book, "Ama Owusu", offers="supplier onboarding, rebuilt vendor approval at Brightwell in nine days")
    assert [one.id for one in helping.two_for(needs).introductions] == [offers]
    assert [one.id for one in helping.two_for(offers).introductions] == [needs]


@pytest.mark.parametrize(
    "tie", ["connected", "met together", "introduced", "idea", "declined", "archived", "introducer"]
)
def test_who_is_acquainted_asked_or_unwilling_is_not_suggested(book: Book, helping: Helping, tie: str) -> None:
    helper = person(book, "Ines Ortega", offers="export to Brazil")
    other = person(book, "Marco Silva", needs="export to Brazil")
    assert [one.id for one in helping.two_for(helper).introductions] == [other]
    introductions = Introductions(book)
    if tie == "connected":
        connected(book, other, helper)
    elif tie == "met together":
        met(book, helper, other, on=at(2020, 1, 1))
    elif tie == "introduced":
        introductions.enter_made([helper, other], None)
    elif tie == "archived":
        archived(book, other)
    elif tie == "introducer":
        how_met(book, other, introducer=helper)
    else:
        idea = introductions.propose([helper, other])
        if tie == "declined":
            with book.write("find") as work:
                party = parties(work, idea)[1].id
            introductions.consent(party, Consent.DECLINED)
    assert helping.two_for(helper).introductions == ()


def test_a_refusal_that_was_lifted_and_lapsed_bars_nobody(book: Book, helping: Helping) -> None:
    helper = person(book, "Ines Ortega", offers="export to Brazil")
    other = person(book, "Marco Silva", needs="export to Brazil")
    Introductions(book).lapse(Introductions(book).propose([helper, other]))
    assert [one.id for one in helping.two_for(helper).introductions] == [other]


def test_ties_count_meetings_and_favours_and_say_so(book: Book, helping: Helping) -> None:
    friend, helper, stranger = (person(book, name) for name in ("Ama Owusu", "Ines Ortega", "Ivan Petrov"))
    met(book, friend, on=at(2026, 11, 1))
    request = Requests(book).capture(RequestDirection.MADE, "export", fields={"topic": "export", "ask": "one answer"})
    hop = Hops(book).add(request, contact=helper)
    Hops(book).advance(hop, HopState.DELIVERED)
    ties = helping.ties([friend, helper, stranger])
    assert ties[helper].strength > ties[friend].strength > ties[stranger].strength == 0
    assert ties[friend].explanation == "met 3 weeks ago"
    assert ties[helper].explanation == "helped you today"
    assert ties[stranger].explanation == "no contact recorded yet"


def test_paths_lead_through_whoever_stands_closest_and_follow_what_changes(book: Book, helping: Helping) -> None:
    close, loose, target = (person(book, name) for name in ("Ama Owusu", "Lena Novak", "Tomas Berg"))
    for month in (8, 9, 10):
        met(book, close, on=at(2026, month, 1))
    met(book, loose, on=at(2025, 1, 1))
    assert helping.paths(target) == ()
    connected(book, loose, target)
    Introductions(book).enter_made([close, target], None)
    ways = helping.paths(target)
    assert [way.through for way in ways] == [
        ("Nora Ashdown", "Ama Owusu", "Tomas Berg"),
        ("Nora Ashdown", "Lena Novak", "Tomas Berg"),
    ]
    assert ways[0].because == (
        "you and Ama Owusu: met 3 times this year",
        "Ama Owusu and Tomas Berg: you introduced them",
    )
    assert 1 > ways[0].strength > ways[1].strength > 0
    archived(book, close)
    assert [way.ids[1] for way in helping.paths(target)] == [loose]
    book.undo()
    assert len(helping.paths(target)) == 2


def test_whoever_introduced_us_is_a_way(book: Book, helping: Helping) -> None:
    introducer, target = person(book, "Ama Owusu"), person(book, "Tomas Berg")
    met(book, introducer, on=at(2026, 11, 1))
    how_met(book, target, introducer=introducer, on=PartialDate(1999))
    assert ("Nora Ashdown", "Ama Owusu", "Tomas Berg") in [way.through for way in helping.paths(target)]


def test_a_book_without_me_has_no_paths(book: Book) -> None:
    assert Helping(book).paths(person(book, "Ama Owusu")) == ()


@pytest.mark.parametrize("typed", ["Søren Østergård", "soren ostergard", "Sören", "Östergard", "Soeren Ostergard"])
def test_a_name_is_understood_as_people_type_it(book: Book, helping: Helping, typed: str) -> None:
    number = person(book, "Søren Østergård")
    person(book, "Ama Owusu")
    assert helping.resolve(typed) == number


def test_a_name_that_can_mean_several_or_nobody_is_refused_with_a_way_out(book: Book, helping: Helping) -> None:
    person(book, "Anna Berg")
    person(book, "Anna Lind")
    old = person(book, "Maren Berg")
    with pytest.raises(NotFoundError, match="“Anna” can mean Anna Berg, Anna Lind"):
        helping.resolve("Anna")
    with pytest.raises(NotFoundError, match="Nobody in this book is called “Xerxes”"):
        helping.resolve("Xerxes")
    with pytest.raises(NotFoundError):
        helping.resolve("")
    assert helping.resolve("Maren Berg") == old
    person(book, "Anna Berg")
    with pytest.raises(NotFoundError, match="2 contacts are called Anna Berg"):
        helping.resolve("anna berg")
    assert book.clock.today() == TODAY
