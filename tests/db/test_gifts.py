from __future__ import annotations

import pytest

from netdesk.db.book import Book
from netdesk.domain.words import Consent, Standing
from netdesk.services.gifts import Gifts
from netdesk.services.introductions import Introductions, parties
from netdesk.services.network import Network
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
