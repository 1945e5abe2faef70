from __future__ import annotations

import pytest

from netdesk.db.book import Book
from netdesk.domain.dates import PartialDate
from netdesk.domain.words import HopState, RequestDirection
from netdesk.services.hops import Hops
from netdesk.services.introductions import Introductions
from netdesk.services.network import Network
from netdesk.services.requests import Requests
from netdesk.services.ways import Ways
from tests.db.people_of_a_book import archived, at, connected, how_met, me, met, person


@pytest.fixture
def ways(book: Book) -> Ways:
    me(book)
    return Ways(book, Network(book))


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


def test_whoever_introduced_us_is_a_way(book: Book, ways: Ways) -> None:
    introducer, target = person(book, "Ama Owusu"), person(book, "Tomas Berg")
    met(book, introducer, on=at(2026, 11, 1))
    how_met(book, target, introducer=introducer, on=PartialDate(1999))
    assert ("Nora Ashdown", "Ama Owusu", "Tomas Berg") in [way.through for way in ways.paths(target)]


def test_a_book_without_me_has_no_paths(book: Book) -> None:
    assert Ways(book, Network(book)).paths(person(book, "Ama Owusu")) == ()
