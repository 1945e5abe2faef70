from __future__ import annotations

import pytest

from netdesk.db.book import Book
from netdesk.db.tables import Fact
from netdesk.domain.words import Consent, FactState, HopState, RequestDirection, Standing
from netdesk.services.contacts import Contacts
from netdesk.services.fact_vectors import FactVectors
from netdesk.services.gifts import Gifts
from netdesk.services.hops import Hops
from netdesk.services.introductions import Introductions, parties
from netdesk.services.merging import Merging
from netdesk.services.network import Network
from netdesk.services.requests import Requests
from tests.db.meanings import remembering
from tests.db.people_of_a_book import archived, at, connected, how_met, me, met, person


@pytest.fixture
def gifts(book: Book) -> Gifts:
    me(book)
    return Gifts(book, Network(book))


def test_two_are_given_back_with_a_because_for_each_side(book: Book, gifts: Gifts) -> None:
    helper = person(book, "Ines Ortega", offers="export to Brazil", needs="a designer for labels")
    designer = person(book, "Marco Silva", offers="a designer for bottle labels", needs="export to Brazil")
    shy = person(book, "Dana Cole", needs="export licence for Brazil", standing=Standing.ASK_BEFORE_NAMING)
    answer = gifts.two_for(helper)
    assert answer.helper == "Ines Ortega"
    assert [one.id for one in answer.introductions] == [designer, shy]
    assert "bottle labels" in answer.introductions[0].because
    assert "Dana" not in answer.introductions[1].because
    assert answer.introductions[0].benefit == "both"


def test_what_one_needs_and_another_offers_brings_them_together_from_both_sides(book: Book, gifts: Gifts) -> None:
    needs = person(book, "Tomas Berg", needs="to cut supplier onboarding from eleven weeks to four")
    offers = person(book, "Ama Owusu", offers="supplier onboarding, rebuilt vendor approval at Brightwell in nine days")
    assert [one.id for one in gifts.two_for(needs).introductions] == [offers]
    assert [one.id for one in gifts.two_for(offers).introductions] == [needs]


@pytest.mark.parametrize(
    "tie", ["connected", "met together", "introduced", "idea", "declined", "archived", "introducer"]
)
def test_who_is_acquainted_asked_or_unwilling_is_not_suggested(book: Book, gifts: Gifts, tie: str) -> None:
    helper = person(book, "Ines Ortega", offers="export to Brazil")
    other = person(book, "Marco Silva", needs="export to Brazil")
    assert [one.id for one in gifts.two_for(helper).introductions] == [other]
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
    assert gifts.two_for(helper).introductions == ()


def test_a_refusal_that_was_lifted_and_lapsed_bars_nobody(book: Book, gifts: Gifts) -> None:
    helper = person(book, "Ines Ortega", offers="export to Brazil")
    other = person(book, "Marco Silva", needs="export to Brazil")
    Introductions(book).lapse(Introductions(book).propose([helper, other]))
    assert [one.id for one in gifts.two_for(helper).introductions] == [other]


MEANINGS = {"lawyer": 1, "attorney": 1, "hives": 2, "bees": 2, "kiln": 3, "furnace": 3, "tulips": 4}


def by_meaning(book: Book) -> Gifts:
    return Gifts(book, Network(book), FactVectors(book, remembering(book, MEANINGS)))


def test_who_says_the_same_in_other_words_is_found_by_meaning(book: Book, gifts: Gifts) -> None:
    helper = person(book, "Ines Ortega", needs="a lawyer", offers="space for hives")
    attorney = person(book, "Marco Silva", offers="twenty years as attorney")
    keeper = person(book, "Dana Cole", needs="somewhere to put bees")
    person(book, "Ivan Petrov", offers="a furnace")
    assert gifts.two_for(helper).introductions == ()
    found = by_meaning(book).two_for(helper, limit=4).introductions
    assert {one.id for one in found} == {attorney, keeper}
    told = {one.id: one for one in found}
    assert told[attorney].because == "Marco Silva offers “twenty years as attorney” and you are looking for “a lawyer”"
    assert told[keeper].benefit == "other"


def test_what_is_private_speaks_for_somebody_to_me_alone(book: Book, gifts: Gifts) -> None:
    helper = person(book, "Ines Ortega", needs="a lawyer")
    person(book, "Marco Silva", needs="a kiln", notes="Quarrelled for years. Once an attorney in Graz.")
    (found,) = by_meaning(book).two_for(helper).introductions
    assert found.because == "Marco Silva is looking for “a kiln”"
    assert found.private == (
        "Marco Silva comes with this note of mine: “Once an attorney in Graz” and you are looking for “a lawyer”"
    )


def test_a_role_may_be_the_only_evidence(book: Book, gifts: Gifts) -> None:
    helper = person(book, "Ines Ortega", needs="a lawyer")
    person(book, "Marco Silva", role="Attorney", organisation="Brightwell")
    assert by_meaning(book).two_for(helper).introductions == ()
    (found,) = by_meaning(book).two_for(helper, private=True).introductions
    assert found.because == ""
    assert found.private == "Marco Silva has this role: “Attorney, Brightwell” and you are looking for “a lawyer”"


def test_who_was_asked_too_often_lately_is_left_in_peace(book: Book, gifts: Gifts) -> None:
    helper = person(book, "Ines Ortega", offers="export to Brazil")
    other = person(book, "Marco Silva", needs="export to Brazil")
    for number in range(5):
        assert [one.id for one in gifts.two_for(helper).introductions] == [other], number
        request = Requests(book).capture(
            RequestDirection.RECEIVED,
            f"request {number}",
            who=["Ada Lund"],
            fields={"topic": f"trade {number}", "ask": "an introduction"},
        )
        Hops(book).advance(Hops(book).add(request, contact=other), HopState.ASKED)
    assert gifts.two_for(helper).introductions == ()


@pytest.mark.parametrize("with_vectors", [False, True])
def test_the_best_introductions_of_the_whole_book_are_listed_until_made_or_set_aside(
    book: Book, gifts: Gifts, with_vectors: bool
) -> None:
    ines = person(book, "Ines Ortega", needs="a lawyer for hives", offers="export to Brazil, and a kiln")
    marco = person(book, "Marco Silva", offers="a lawyer for hives", needs="export to Brazil, and a kiln")
    ama = person(book, "Ama Owusu", offers="cold storage for tulips")
    dana = person(book, "Dana Cole", needs="cold storage for tulips")
    ivan = person(book, "Ivan Petrov", needs="cold storage for tulips in Lyon")
    connected(book, ama, ivan)
    asked = by_meaning(book) if with_vectors else gifts
    rows = asked.unmade()
    assert [{row.helper_id, row.other.id} for row in rows] == [{ines, marco}, {ama, dana}]
    assert rows[0].other.benefit == "both"
    assert all(row.other.because and row.other.because_for_other for row in rows)
    asked.set_aside(dana, ama)
    assert [{row.helper_id, row.other.id} for row in asked.unmade()] == [{ines, marco}]
    assert asked.two_for(dana).introductions == ()
    Introductions(book).propose([marco, ines])
    assert asked.unmade() == ()
    book.undo()
    book.undo()
    assert len(asked.unmade()) == 2
    with book.write("met") as work:
        work.session.query(Fact).filter_by(contact_id=dana).update({"state": FactState.MET})
    assert [{row.helper_id, row.other.id} for row in asked.unmade()] == [{ines, marco}]
    book.undo()
    assert len(asked.unmade()) == 2


def test_a_pair_that_was_set_aside_stays_so_whoever_of_them_is_merged_or_comes_back(book: Book, gifts: Gifts) -> None:
    ama = person(book, "Ama Owusu", offers="cold storage for tulips")
    dana = person(book, "Dana Cole", needs="cold storage for tulips")
    gifts.set_aside(ama, dana)
    twin = person(book, "A. Owusu", offers="cold storage for tulips")
    Merging(book).merge(twin, ama)
    assert gifts.unmade() == gifts.two_for(dana).introductions == ()
    book.undo()
    Contacts(book).delete([twin, dana])
    assert gifts.unmade() == ()
    book.undo()
    assert {row.helper_id for row in gifts.unmade()} <= {twin, dana}
    assert ama not in {row.id for row in gifts.two_for(dana).introductions}


def test_a_book_without_facts_or_people_has_nobody_to_introduce(book: Book, gifts: Gifts) -> None:
    assert gifts.unmade() == by_meaning(book).unmade() == ()
    alone = person(book, "Ines Ortega", needs="a lawyer", offers="a lawyer")
    assert by_meaning(book).unmade() == ()
    assert by_meaning(book).two_for(alone).introductions == ()
