from __future__ import annotations

import pytest

from netdesk.db.book import Book
from netdesk.domain.errors import NotFoundError
from netdesk.domain.words import FactKind, FactState, HopState, RequestDirection, Visibility
from netdesk.services.contact_rows import ContactRows
from netdesk.services.contacts import Contacts
from netdesk.services.expertise import Expertise, ExpertisePage, Quotation
from netdesk.services.facts import Facts
from netdesk.services.hops import Hops
from netdesk.services.requests import Requests
from tests.db.people_of_a_book import archived, me, person

HOUSE = "Brightwell Mills"


def page(book: Book, name: str = HOUSE) -> ExpertisePage:
    ids = {shown: number for number, shown in ContactRows(book).organisations()}
    return Expertise(book).page(ids[name])


def test_who_does_what_is_told_with_roles_and_offers_private_ones_marked(book: Book) -> None:
    me(book)
    person(book, "Ama Owusu", role="Buyer", organisation=HOUSE, offers="Supplier approval in nine days")
    person(book, "Tomas Berg", role="Weaver", organisation=HOUSE, private="Knows the looms of Lyon")
    gone = person(book, "Lena Novak", role="Dyer", organisation=HOUSE, offers="Natural dyes")
    left = ContactRows(book).detail(gone).affiliations[0].id
    Contacts(book).edit_affiliation(left, current=False)
    archived(book, person(book, "Kofi Mensah", organisation=HOUSE))
    person(book, "Sara Lind", organisation="Elsewhere", offers="Supplier approval")
    found = {row.name: row for row in page(book).people}
    assert set(found) == {"Ama Owusu", "Tomas Berg", "Lena Novak"}
    assert found["Ama Owusu"].role == "Buyer"
    assert found["Ama Owusu"].offers == (Quotation("Supplier approval in nine days"),)
    assert found["Tomas Berg"].offers == (Quotation("Knows the looms of Lyon", private=True),)
    assert (found["Lena Novak"].current, found["Lena Novak"].offers) == (False, ())


def test_a_need_is_a_gap_until_a_colleague_offers_what_speaks_to_it(book: Book) -> None:
    tomas = person(book, "Tomas Berg", organisation=HOUSE, needs="cold storage near Lyon")
    person(book, "Sara Lind", organisation="Elsewhere", offers="cold storage near Lyon")
    assert [(row.name, row.need.text) for row in page(book).gaps] == [("Tomas Berg", "cold storage near Lyon")]
    Facts(book).add(tomas, FactKind.OFFERS, "cold storage near Lyon", Visibility.SHAREABLE)
    assert page(book).gaps, "nobody is their own colleague"
    ama = person(book, "Ama Owusu", organisation=HOUSE, offers="Runs cold storage in Lyon")
    told = page(book)
    assert told.gaps == ()
    assert (told.met[0].by, told.met[0].answer) == ((ama, "Ama Owusu"), Quotation("Runs cold storage in Lyon"))


def test_a_need_that_is_met_is_no_gap(book: Book) -> None:
    tomas = person(book, "Tomas Berg", organisation=HOUSE)
    need = Facts(book).add(tomas, FactKind.NEEDS, "cold storage", Visibility.PRIVATE)
    assert page(book).gaps[0].need == Quotation("cold storage", private=True)
    Facts(book).set_state(need, FactState.MET)
    assert page(book).gaps == ()


def test_who_is_asked_most_comes_first_with_how_often_they_said_yes(book: Book) -> None:
    me(book)
    asker = person(book, "Lena Novak")
    ama = person(book, "Ama Owusu", organisation=HOUSE)
    tomas = person(book, "Tomas Berg", organisation=HOUSE)
    person(book, "Kofi Mensah", organisation=HOUSE)
    for number, helpers in enumerate([(ama, tomas), (ama,)]):
        request = Requests(book).capture(RequestDirection.RECEIVED, f"Who weaves felt? {number}", who=[asker])
        Requests(book).clarify(request, purpose="Felt", topic="Weaving", ask="A call", who="A weaver", bound="Friday")
        for helper in helpers:
            hop = Hops(book).add(request, contact=helper)
            Hops(book).advance(hop, HopState.ASKED)
            if helper == ama and not number:
                Hops(book).advance(hop, HopState.ACCEPTED)
    assert [(row.name, row.times, row.lately, row.agreed) for row in page(book).asked] == [
        ("Ama Owusu", 2, 2, 1),
        ("Tomas Berg", 1, 1, 0),
    ]


def test_topics_stand_in_the_records_and_name_who_they_are_of(book: Book) -> None:
    person(book, "Ama Owusu", organisation=HOUSE, offers="Sets up audits of coffee growers")
    person(book, "Tomas Berg", organisation=HOUSE, offers="Visits coffee growers")
    for number in range(20):
        person(book, f"Kofi Mensah {number}", offers="Reads accounts")
    topic, names = page(book).topics[0]
    assert (topic.text, names) == ("coffee growers", ("Ama Owusu", "Tomas Berg"))


def test_an_organisation_without_anybody_or_that_is_gone_is_told_of(book: Book) -> None:
    archived(book, person(book, "Ama Owusu", organisation=HOUSE, offers="Weaving"))
    empty = page(book)
    assert (empty.people, empty.topics, empty.gaps, empty.asked) == ((), (), (), ())
    with pytest.raises(NotFoundError):
        Expertise(book).page(empty.id + 1)
