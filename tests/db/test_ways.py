from __future__ import annotations

import pytest

from netdesk.db.book import Book
from netdesk.db.tables import Affiliation, Organisation
from netdesk.domain.dates import PartialDate
from netdesk.domain.errors import NotFoundError
from netdesk.domain.words import HopState, RequestDirection
from netdesk.language.encoder import ModelError
from netdesk.services.directory import Directory
from netdesk.services.helping import Helping
from netdesk.services.hops import Hops
from netdesk.services.introductions import Introductions
from netdesk.services.meaning import Meaning
from netdesk.services.name_index import NameIndex
from netdesk.services.network import Network
from netdesk.services.people import NewContact, create
from netdesk.services.requests import Requests
from netdesk.services.ways import Matching, Ways, WaysAnswer
from tests.db.meaning import Indexed
from tests.db.people_of_a_book import archived, at, connected, how_met, me, met, person


def by_words(book: Book) -> Matching:
    indexed = Indexed(book, missing=True)
    with pytest.raises(ModelError):
        indexed.encoder.ready()
    meaning = Meaning(indexed.indexing, indexed.encoder, indexed.nearest)
    helping = Helping(book, NameIndex(book), Network(book), meaning)
    return lambda text, limit: [row.id for row in helping.match(text, limit).results]


@pytest.fixture
def ways(book: Book) -> Ways:
    me(book)
    return made(book)


def made(book: Book) -> Ways:
    return Ways(book, Network(book), Directory(book, NameIndex(book)), by_words(book))


def test_ties_count_meetings_and_favours_and_say_so(book: Book, ways: Ways) -> None:
    friend, helper, stranger = (person(book, name) for name in ("Ama Owusu", "Ines Ortega", "Ivan Petrov"))
    met(book, friend, on=at(2026, 11, 1))
    request = Requests(book).capture(RequestDirection.MADE, "export", fields={"topic": "export", "ask": "one answer"})
    hop = Hops(book).add(request, contact=helper)
    Hops(book).advance(hop, HopState.DELIVERED)
    ties = ways.ties([friend, helper, stranger])
    assert ties[helper].strength > ties[friend].strength > ties[stranger].strength == 0
    assert ties[friend].explanation == "met 3 weeks ago"
    assert ties[helper].explanation == "helped you today"
    assert ties[stranger].explanation == "no contact recorded yet"


def test_paths_lead_through_whoever_stands_closest_and_follow_what_changes(book: Book, ways: Ways) -> None:
    close, loose, target = (person(book, name) for name in ("Ama Owusu", "Lena Novak", "Tomas Berg"))
    for month in (8, 9, 10):
        met(book, close, on=at(2026, month, 1))
    met(book, loose, on=at(2025, 1, 1))
    assert ways.paths(target) == ()
    connected(book, loose, target)
    Introductions(book).enter_made([close, target], None)
    found = ways.paths(target)
    assert [way.through for way in found] == [
        ("Nora Ashdown", "Ama Owusu", "Tomas Berg"),
        ("Nora Ashdown", "Lena Novak", "Tomas Berg"),
    ]
    assert found[0].because == (
        "you and Ama Owusu: met 3 times this year",
        "Ama Owusu and Tomas Berg: you introduced them",
    )
    assert 1 > found[0].strength > found[1].strength > 0
    archived(book, close)
    assert [way.ids[1] for way in ways.paths(target)] == [loose]
    book.undo()
    assert len(ways.paths(target)) == 2


@pytest.mark.parametrize(
    ("kind", "until", "told"),
    [
        ("knows", None, "know each other"),
        ("knows", PartialDate(2020), "knew each other"),
        ("old friends", None, "old friends"),
        ("colleague", None, "colleagues"),
        ("Former colleague", None, "Former colleagues"),
        ("neighbour", PartialDate(2020), "once neighbours"),
        ("studied together", None, "studied together"),
        ("classmates", PartialDate(2020), "once classmates"),
    ],
)
def test_a_way_says_how_two_know_each_other(
    book: Book, ways: Ways, kind: str, until: PartialDate | None, told: str
) -> None:
    ama, tomas = person(book, "Ama Owusu"), person(book, "Tomas Berg")
    met(book, ama, on=at(2026, 11, 1))
    connected(book, ama, tomas, kind, until)
    assert ways.paths(tomas)[0].because[1] == f"Ama Owusu and Tomas Berg: {told}"


def test_whoever_introduced_us_is_a_way(book: Book, ways: Ways) -> None:
    introducer, target = person(book, "Ama Owusu"), person(book, "Tomas Berg")
    met(book, introducer, on=at(2026, 11, 1))
    how_met(book, target, introducer=introducer, on=PartialDate(1999))
    assert ("Nora Ashdown", "Ama Owusu", "Tomas Berg") in [way.through for way in ways.paths(target)]


def test_a_book_without_me_has_no_paths(book: Book) -> None:
    assert (
        Ways(book, Network(book), Directory(book, NameIndex(book)), by_words(book)).paths(person(book, "Ama Owusu"))
        == ()
    )


def test_a_way_leads_through_those_who_met_with_me_and_those_who_work_together(book: Book, ways: Ways) -> None:
    ama, tomas = person(book, "Ama Owusu", organisation="Brightwell"), person(book, "Tomas Berg")
    lena = person(book, "Lena Novak", organisation="Brightwell")
    met(book, ama, on=at(2026, 11, 1))
    for month in (3, 9):
        met(book, 1, ama, tomas, on=at(2026, month, 2))
    assert ways.paths(tomas)[-1].because == (
        "you and Ama Owusu: met 3 times this year",
        "Ama Owusu and Tomas Berg: met twice this year, with you",
    )
    assert {way.because[-1] for way in ways.paths(lena)} == {"Ama Owusu and Lena Novak: both at Brightwell"}
    with book.write("move") as work:
        for role in work.session.query(Affiliation).filter_by(contact_id=lena):
            role.current, role.until = False, PartialDate(2014)
            role.since = PartialDate(2012)
        for role in work.session.query(Affiliation).filter_by(contact_id=ama):
            role.since = PartialDate(2015)
    assert ways.paths(lena) == ()


def test_an_organisation_is_reached_by_whoever_works_there(book: Book, ways: Ways) -> None:
    ama, tomas = person(book, "Ama Owusu"), person(book, "Tomas Berg", organisation="Nordkøl", role="Buyer")
    met(book, ama, on=at(2026, 11, 1))
    organisation = number(book, "Nordkøl")
    assert ways.to_organisation(organisation).remark.startswith("No way leads to Nordkøl yet")
    connected(book, ama, tomas)
    answer = ways.to_organisation(organisation)
    assert (answer.target, [way.through for way in answer.ways]) == (
        "Nordkøl",
        [("Nora Ashdown", "Ama Owusu", "Tomas Berg")],
    )
    archived(book, tomas)
    assert ways.to_organisation(organisation) == WaysAnswer(
        "Nordkøl", (), "Nobody in this book works at Nordkøl today."
    )
    with pytest.raises(NotFoundError):
        ways.to_organisation(999)


def test_whom_i_know_at_a_large_organisation_is_found_among_all_who_are_there(book: Book, ways: Ways) -> None:
    with book.write("people") as work:
        staff = [create(work, NewContact(name=f"Person {place}", organisation="Bigco")) for place in range(320)]
        last = max(one.id for one in staff)
    met(book, last, on=at(2026, 11, 1))
    answer = ways.to_organisation(number(book, "Bigco"))
    assert [way.through for way in answer.ways] == [("Nora Ashdown", "Person 319")]


def test_a_need_is_reached_at_the_organisation_it_names_by_those_who_do_it(book: Book, ways: Ways) -> None:
    buyer = person(book, "Tomas Berg", organisation="Siemens", role="Head of Procurement")
    lawyer = person(book, "Ivan Petrov", organisation="Siemens", role="Counsel")
    person(book, "Ama Owusu", offers="procurement in hospitals", organisation="Brightwell")
    for one in (buyer, lawyer):
        met(book, one, on=at(2026, 11, 1))
    answer = ways.to_need("someone in procurement at Siemens")
    assert [way.ids for way in answer.ways] == [(1, buyer), (1, lawyer, buyer)]
    assert (answer.target, answer.remark) == ("Siemens", "")
    assert ways.to_need("someone at Siemens").remark == ""
    with book.write("rename") as work:
        work.session.get_one(Organisation, number(book, "Siemens")).name = "Siemens AG"
        work.session.get_one(Organisation, number(book, "Siemens")).folded = "siemens ag"
    assert [way.ids[-1] for way in ways.to_need("procurement at Siemens in Berlin").ways] == [buyer, buyer]
    assert ways.to_need("procurement at Siem").target == ""
    answer = ways.to_need("a chemist at SIEMENS")
    assert {way.ids[-1] for way in answer.ways} == {buyer, lawyer}
    assert answer.remark.startswith("Of nobody at Siemens AG it is noted that they do this")


def test_a_need_that_names_no_organisation_is_reached_by_whoever_speaks_to_it(book: Book, ways: Ways) -> None:
    ama = person(book, "Ama Owusu", offers="procurement in hospitals")
    met(book, ama, on=at(2026, 11, 1))
    assert [way.ids for way in ways.to_need("who knows procurement in hospitals?").ways] == [(1, ama)]
    for nothing in ("", "quantum zebras", "at", "\x00" * 50, "x " * 50_000):
        answer = ways.to_need(nothing)
        assert answer.ways == ()
        assert answer.remark.startswith("Nothing in this book speaks to this.")


def test_where_nobody_is_connected_or_nobody_else_is_there_no_way_is_made_up(book: Book, ways: Ways) -> None:
    assert ways.paths(1) == ()
    assert ways.paths(999) == ()
    strangers = [person(book, f"P{i}") for i in range(3)]
    assert [ways.paths(one) for one in strangers] == [(), (), ()]
    for one, introducer in zip(strangers, strangers[1:] + strangers[:1], strict=True):
        how_met(book, one, introducer=introducer)
    assert ways.paths(strangers[0])[0].ids == (1, strangers[0])


def number(book: Book, name: str) -> int:
    with book.read() as session:
        return session.query(Organisation).filter_by(name=name).one().id
