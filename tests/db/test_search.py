from __future__ import annotations

import sqlite3
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netdesk.db.book import Book
from netdesk.domain.words import FollowUpKind, RequestDirection, ResourceKind
from netdesk.services.contacts import Contacts
from netdesk.services.follow_ups import FollowUps
from netdesk.services.introductions import Introductions
from netdesk.services.people import NewContact, create
from netdesk.services.requests import Requests
from netdesk.services.resources import Resources
from netdesk.services.search import Search
from netdesk.services.search_query import parse
from tests.db.people_of_a_book import at, me, met, person

hostile = st.text(max_size=60) | st.text(
    alphabet="abc \"*:^+-(){}[]\\'´`~%_,;.\n\x00\ud800 NEAR AND OR NOT tag: org: before: needs: ", max_size=60
)


@pytest.fixture
def search(book: Book) -> Search:
    return Search(book)


def titles(search: Search, text: str, **options: object) -> list[str]:
    return [hit.title for hit in search.run(text, **options).results]  # type: ignore[arg-type]


def test_the_exact_name_comes_before_whoever_merely_mentions_it(book: Book, search: Search) -> None:
    for number in range(60):
        person(book, f"Anna Berg {number}", notes="Anna Berg Anna Berg")
    exact = person(book, "Anna Berg", notes="A long note about many other things. " * 40)
    assert search.run("anna berg", limit=5).results[0].id == exact


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Lucía Peña", "lucia pena"),
        ("Søren Østergård", "Soren Ostergard"),
        ("Anna Johnson", "Jonson"),
        ("Anna Johnson", "ann"),
        ("Tomasz Wrona", "wrona tomas"),
    ],
)
def test_a_person_is_found_without_accents_misspelt_or_half_typed(
    book: Book, search: Search, name: str, typed: str
) -> None:
    person(book, name)
    person(book, "Kofi Mensah")
    assert titles(search, typed) == [name]


def test_a_renamed_and_a_deleted_contact_are_known_by_their_new_names_only(book: Book, search: Search) -> None:
    number = person(book, "Anna Johnson")
    assert titles(search, "Jonson") == ["Anna Johnson"]
    Contacts(book).edit(number, given_name="Anna", family_name="Lindqvist")
    assert titles(search, "Jonson") == []
    assert titles(search, "Lindkvist") == ["Anna Lindqvist"]
    book.undo()
    assert titles(search, "Jonson") == ["Anna Johnson"]


def test_every_kind_of_record_has_a_title_and_says_where_it_stands(book: Book, search: Search) -> None:
    me(book)
    ama = person(book, "Ama Owusu", role="Head of procurement", organisation="Brightwell", notes="likes zeppelins")
    tomas = person(book, "Tomas Berg")
    met(book, ama, tomas, on=at(2026, 10, 1), text="about zeppelins")
    Requests(book).capture(RequestDirection.RECEIVED, "Who builds zeppelins?", who=[tomas])
    Introductions(book).propose([ama, tomas], ["both fly zeppelins", ""])
    Resources(book).add(ResourceKind.LINK, "Zeppelins for beginners")
    found = {hit.kind: hit for hit in search.run("zeppelin").results}
    assert found["contact"].title == "Ama Owusu"
    assert found["contact"].snippet == "Head of procurement, Brightwell · likes zeppelins"
    assert found["interaction"].title == "Interaction with Ama Owusu, Tomas Berg"
    assert found["interaction"].snippet.startswith("Ama Owusu, Tomas Berg · meeting 2026-10-01")
    assert found["introduction"].title == "Ama Owusu and Tomas Berg"
    assert (found["request"].title, found["request"].snippet) == ("Who builds zeppelins?", "Tomas Berg · captured")
    assert found["resource"].title == "Zeppelins for beginners"
    assert {hit.kind for hit in search.run("zeppelin", kinds=["resource"]).results} == {"resource"}


def test_operators_narrow_what_is_found(book: Book, search: Search) -> None:
    me(book)
    ama = person(book, "Ama Owusu", organisation="Brightwell", tags=["cheese"], needs="a cold store near Lyon")
    lena = person(book, "Lena Novak", organisation="Bright Lights", offers="a cold store near Lyon")
    met(book, ama, on=at(2026, 3, 1), text="cold coffee")
    assert titles(search, "tag:cheese") == ["Ama Owusu"]
    assert titles(search, "org:bright owusu") == ["Ama Owusu"]
    assert titles(search, "needs:COLD") == ["Ama Owusu"]
    assert titles(search, "offers:store cold") == ["Lena Novak"]
    assert titles(search, '"store near" novak') == ["Lena Novak"]
    assert titles(search, '"near store"') == []
    assert [hit.kind for hit in search.run("cold before:2026-04").results] == ["interaction"]
    assert {hit.id for hit in search.run("cold after:2026-11 ", kinds=["contact"]).results} == {ama, lena}


def test_a_word_with_a_colon_that_is_no_operator_is_text_to_find(book: Book, search: Search) -> None:
    person(book, "Ama Owusu", notes="see https://example.org and before:lunch")
    assert titles(search, "https://example.org") == ["Ama Owusu"]
    assert titles(search, "before:lunch") == ["Ama Owusu"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile)
def test_no_text_can_break_a_search(search: Search, text: str) -> None:
    assert search.run(text).query == text


@settings(max_examples=150, deadline=None)
@given(hostile)
def test_every_query_is_sound_for_full_text(text: str) -> None:
    match = parse(text).match
    with sqlite3.connect(":memory:") as memory:
        memory.execute("CREATE VIRTUAL TABLE t USING fts5(title)")
        assert not match or memory.execute("SELECT * FROM t WHERE t MATCH ?", (match,)).fetchall() == []


def test_whoever_has_a_name_that_begins_as_typed_comes_before_what_mentions_it(book: Book, search: Search) -> None:
    for number in range(30):
        person(book, f"Kofi Mensah {number}", notes="Anke Anke Anke")
    Contacts(book).add(NewContact(name="Lena Novak", organisation="Ankerite Works"))
    begun = person(book, "Anke Schlüter", notes="A long note about many other things. " * 40)
    hits = search.run("ank", limit=6).results
    assert (hits[0].id, hits[1].kind) == (begun, "organisation")
    assert [hit.kind for hit in hits].count("organisation") == 1


@pytest.mark.parametrize("typed", ["brightwell", "Britwell", "brightwell lim", "bright"])
def test_an_organisation_is_found_by_its_name_with_how_many_belong_to_it(
    book: Book, search: Search, typed: str
) -> None:
    for name in ("Ama Owusu", "Kofi Mensah"):
        Contacts(book).add(NewContact(name=name, organisation="Brightwell Limited"))
    hits = {hit.kind: hit for hit in search.run(typed).results}
    assert (hits["organisation"].title, hits["organisation"].snippet) == ("Brightwell Limited", "2 people")
    assert not search.run(typed, kinds=["request"]).results
    assert search.run(typed, limit=1).results[0].kind == "organisation"


def test_lists_find_records_by_what_is_written_out_of_sight_by_people_misspelt_and_by_operators(
    book: Book, search: Search
) -> None:
    me(book)
    johnson = person(book, "Anna Johnson", tags=["cheese"])
    berg = person(book, "Tomas Berg", notes="Grows saffron")
    first = Requests(book).capture(RequestDirection.RECEIVED, "Who builds zeppelins near Lyon?", who=[johnson])
    second = Requests(book).capture(RequestDirection.RECEIVED, "Who sells looms?", who=[berg])
    pair = Introductions(book).propose([johnson, berg], ["both fly zeppelins", ""])
    promise = FollowUps(book).add(FollowUpKind.CUSTOM, date(2026, 12, 1), title="Send the list", request_id=first)
    assert search.among("request", "jonson") == {first}
    assert search.among("request", "berg loo") == {second}
    assert search.among("request", "tag:cheese zeppelins") == {first}
    assert search.among("request", "zeppelins berg") == frozenset()
    assert search.among("introduction", "zeppelins Jonson") == {pair}
    assert search.among("follow_up", "zeppelin") == {promise}
    assert search.among("contact", "saffron") == {berg}
    assert search.among("contact", "tom ber") == {berg}
    assert search.among("request", "after:2027") == frozenset()
    assert search.among("request", " ") is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile, st.sampled_from(["contact", "request", "introduction", "follow_up"]))
def test_no_text_can_break_a_list(search: Search, text: str, kind: str) -> None:
    found = search.among(kind, text)
    assert found is None or isinstance(found, frozenset)


def test_operators_find_by_a_misspelt_organisation_and_people_misspelt_within_it(book: Book, search: Search) -> None:
    person(book, "Anna Johnson", organisation="Flintlock Hill")
    person(book, "Anna Johnson", organisation="Brightwell")
    assert [hit.snippet for hit in search.run('org:"flintlok hill" jonson').results] == ["Flintlock Hill"]


def test_of_very_many_documents_names_come_first(book: Book, search: Search) -> None:
    with book.write("many") as work:
        for number in range(3_100):
            create(work, NewContact(name=f"Kofi Mensah {number}", notes="quince quince quince"))
    named = person(book, "Anna Quince")
    hits = search.run("quince", limit=12).results
    assert (hits[0].id, len(hits)) == (named, 12)
    assert "quince" in hits[1].snippet


def test_what_somebody_needs_is_shown_where_it_was_asked_for(book: Book, search: Search) -> None:
    person(book, "Ama Owusu", role="Buyer", needs="a cold store near Lyon", notes="Cold hands")
    assert [hit.snippet for hit in search.run("needs:cold").results] == ["Buyer · a cold store near Lyon"]
    assert "a cold store near Lyon" in search.run("hands needs:cold").results[0].snippet


def test_conditions_alone_list_people_by_name_and_other_records_the_last_first(book: Book, search: Search) -> None:
    people = [person(book, name, tags=["cheese"]) for name in ("Tomas Berg", "Ama Owusu")]
    assert titles(search, "tag:cheese") == ["Ama Owusu", "Tomas Berg"]
    days = [met(book, *people, on=at(2026, month, 1), text=f"in month {month}") for month in (3, 4)]
    found = [hit.id for hit in search.run("after:2026-02", kinds=["interaction"]).results]
    assert found == list(reversed(days))


def test_an_organisation_with_the_word_in_its_name_comes_before_what_mentions_it(book: Book, search: Search) -> None:
    ama = person(book, "Ama Owusu", organisation="Fallowfield Weavers")
    for day in range(1, 4):
        met(book, ama, on=at(2026, 10, day), text="With the weavers, the weavers and the weavers")
    assert search.run("weavers").results[0].title == "Fallowfield Weavers"
