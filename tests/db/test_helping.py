from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from netdesk.db.book import Book
from netdesk.db.tables import Organisation
from netdesk.domain.words import Band, Consent, FactState, HopState, RequestDirection, ResourceKind
from netdesk.language.encoder import ModelError
from netdesk.language.shared import SharedEncoder
from netdesk.services.facts import Facts
from netdesk.services.helping import Helping
from netdesk.services.history import History
from netdesk.services.hops import Hops
from netdesk.services.indexing import Indexing
from netdesk.services.introduction_rows import IntroductionRows
from netdesk.services.introductions import Introductions
from netdesk.services.left_out import LeftOut
from netdesk.services.match_rows import MatchChoices, MatchFilter
from netdesk.services.meaning import Meaning
from netdesk.services.merging import Merging
from netdesk.services.messages import Messages
from netdesk.services.name_index import NameIndex
from netdesk.services.nearest import Nearest
from netdesk.services.network import Network
from netdesk.services.people import put_affiliation
from netdesk.services.requests import Requests
from netdesk.services.resources import Resources
from netdesk.services.settings import Settings
from tests.db.meaning import Indexed
from tests.db.people_of_a_book import archived, at, connected, me, met, person

NO_MODEL = "The language model is not installed; wording alone is judged."
ASK = "Who has shortened supplier onboarding in a hospital?"


@pytest.fixture
def helping(book: Book) -> Helping:
    me(book)
    indexed = Indexed(book, missing=True)
    with pytest.raises(ModelError):
        indexed.encoder.ready()
    return helping_with(indexed)


def helping_with(indexed: Indexed) -> Helping:
    meaning = Meaning(indexed.indexing, indexed.encoder, indexed.nearest)
    return Helping(indexed.book, NameIndex(indexed.book), Network(indexed.book), meaning)


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
    assert answer.remark == NO_MODEL


def test_what_i_asked_somebody_does_not_speak_for_them_but_their_answer_does(book: Book, helping: Helping) -> None:
    ama = person(book, "Ama Owusu")
    request = Requests(book).capture(RequestDirection.MADE, "", fields={"ask": ASK, "topic": "supplier onboarding"})
    messages = Messages(book)
    asked = messages.ask_first(request, ama)
    messages.mark_sent(asked)
    assert names(helping) == []
    messages.log_reply(asked, "Gladly.")
    assert names(helping) == []
    messages.log_reply(asked, "I shortened supplier onboarding in a hospital.")
    assert names(helping) == ["Ama Owusu"]


def test_needs_and_facts_that_are_over_help_nobody(book: Book, helping: Helping) -> None:
    person(book, "Kofi Mensah", needs="sailing lessons")
    over = person(book, "Priya Raman")
    fact = Facts(book).add(over, *_offers("supplier onboarding in a hospital"))
    assert names(helping) == ["Priya Raman"]
    Facts(book).set_state(fact, FactState.SUPERSEDED)
    assert names(helping) == []


def test_who_needs_the_same_is_told_of_only_where_nobody_can_help(book: Book, helping: Helping) -> None:
    person(book, "Kofi Mensah", needs="Supplier onboarding in a hospital, shortened")
    (row,) = helping.match(ASK).results
    assert (row.name, row.band, row.remark) == ("Kofi Mensah", Band.PERHAPS, "is looking for this too")
    person(book, "Ama Owusu", offers="supplier onboarding in a hospital")
    assert names(helping) == ["Ama Owusu"]


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


def test_whoever_declined_to_meet_the_requester_is_left_out_of_all_their_requests(book: Book, helping: Helping) -> None:
    rita, eva, ama = person(book, "Rita Req"), person(book, "Eva Ek", offers="supplier onboarding"), person(book, "Ama")
    introductions = Introductions(book)
    for other in (eva, ama):
        introduction = introductions.propose([rita, other], ["", ""])
        introductions.ask(introduction, [rita, other])
    sides = {party.name: party.id for party in IntroductionRows(book).row(1).parties}
    introductions.consent(sides["Eva Ek"], Consent.DECLINED)
    capture = Requests(book).capture
    assert names(helping, request_id=capture(RequestDirection.RECEIVED, ASK, who=[rita])) == []
    assert names(helping, request_id=capture(RequestDirection.RECEIVED, ASK, who=[ama])) == ["Eva Ek"]


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({"offers": "supplier onboarding in a hospital"}, "supplier onboarding in a hospital"),
        ({"offers": "supplier onboarding in a hospital, call +49 170 5551234"}, ""),
        ({"role": "Supplier onboarding in a hospital"}, ""),
        ({"notes": "Did supplier onboarding in a hospital."}, ""),
        ({"tags": ("supplier onboarding hospital", "difficult")}, ""),
    ],
    ids=["fact", "phone", "role", "note", "tag"],
)
def test_only_a_fact_that_may_be_shared_is_told_in_a_message(
    book: Book, helping: Helping, known: dict[str, Any], told: str
) -> None:
    person(book, "Ama Owusu", **known)
    (row,) = helping.match(ASK).results
    assert row.because
    assert row.told == told


@pytest.fixture
def asked_for(book: Book, helping: Helping) -> int:
    return Requests(book).capture(RequestDirection.RECEIVED, ASK, who=[person(book, "Tomas Berg")])


def test_whoever_was_dismissed_for_a_request_is_not_shown_there_again(
    book: Book, helping: Helping, asked_for: int
) -> None:
    ama, ines = (person(book, name, offers="supplier onboarding in a hospital") for name in ("Ama Owusu", "Ines Roth"))
    other = Requests(book).capture(RequestDirection.RECEIVED, ASK, who=["Lena Novak"])
    LeftOut(book).add(asked_for, "contact", ama)
    assert [row.id for row in helping.match("", request_id=asked_for).results] == [ines]
    assert {row.id for row in helping.match("", request_id=other).results} == {ama, ines}
    assert History(book).undo().label == "Leave Ama Owusu out"
    assert {row.id for row in helping.match("", request_id=asked_for).results} == {ama, ines}
    for one in (ama, ines):
        LeftOut(book).add(asked_for, "contact", one)
    answer = helping.match("", request_id=asked_for)
    assert (answer.results, answer.remark.startswith("Nobody else in this book speaks")) == ((), True)


def test_a_resource_is_dismissed_as_people_are(book: Book, helping: Helping, asked_for: int) -> None:
    one = Resources(book).add(ResourceKind.DOCUMENT, "Supplier onboarding in hospitals", recommended_for="buyers")
    ama = person(book, "Ama Owusu", offers="supplier onboarding in a hospital")
    LeftOut(book).add(asked_for, "resource", one)
    assert [(row.kind, row.id) for row in helping.match("", request_id=asked_for).results] == [("contact", ama)]


def test_a_dismissal_outlives_a_merge_and_the_deletion_of_the_request(
    book: Book, helping: Helping, asked_for: int
) -> None:
    kept, other = (person(book, name, offers="supplier onboarding in a hospital") for name in ("Ama Owusu", "A. Owusu"))
    LeftOut(book).add(asked_for, "contact", other)
    Merging(book).merge(kept, other)
    assert helping.match("", request_id=asked_for).results == ()
    History(book).undo()
    assert [row.id for row in helping.match("", request_id=asked_for).results] == [kept]
    Requests(book).delete(asked_for)
    History(book).undo()
    assert [row.id for row in helping.match("", request_id=asked_for).results] == [kept]


OFFER = "supplier onboarding in a hospital"


@pytest.fixture
def several(book: Book, helping: Helping) -> dict[str, int]:
    """People who all match: at my organisation, in another place, with a good tie, and asked of late."""
    Settings(book).change(organisation="Brightwell")
    everybody = {
        "Ama Owusu": person(book, "Ama Owusu", offers=OFFER, organisation="Brightwell", role="Buyer"),
        "Ines Roth": person(book, "Ines Roth", offers=OFFER, organisation="Nordkøl", role="Buyer"),
        "Kofi Mensah": person(book, "Kofi Mensah", offers=OFFER),
        "Lena Novak": person(book, "Lena Novak", offers=OFFER),
    }
    for day in (1, 9, 20):
        met(book, everybody["Kofi Mensah"], on=at(2026, 11, day))
    other = Requests(book).capture(RequestDirection.MADE, "Who sails?", fields={"topic": "sailing", "ask": "a call"})
    Hops(book).advance(Hops(book).add(other, contact=everybody["Lena Novak"]), HopState.ASKED)
    with book.write("place") as work:
        work.session.scalars(select(Organisation).where(Organisation.name == "Nordkøl")).one().place = "Aarhus"
    Resources(book).add(ResourceKind.DOCUMENT, "Supplier onboarding in hospitals", recommended_for="buyers")
    return everybody


@pytest.mark.parametrize(
    ("where", "left"),
    [
        (MatchFilter(place="Aarhus"), {"Ines Roth"}),
        (MatchFilter(inside=True), {"Ama Owusu"}),
        (MatchFilter(close=True), {"Kofi Mensah"}),
        (MatchFilter(rested=True), {"Ama Owusu", "Ines Roth", "Kofi Mensah"}),
        (MatchFilter(place="Aarhus", inside=True), set()),
    ],
)
def test_who_can_help_is_narrowed_to_people_as_is_wanted(
    helping: Helping, several: dict[str, int], where: MatchFilter, left: set[str]
) -> None:
    assert len(helping.match(ASK).results) == len(several) + 1
    answer = helping.match(ASK, where=where)
    assert {row.name for row in answer.results} == left
    assert left or answer.remark.startswith("Nobody who is left by the filters")


def test_only_what_would_leave_some_but_not_all_is_offered_to_narrow_by(
    helping: Helping, several: dict[str, int]
) -> None:
    choices = helping.match(ASK, 2).choices
    assert choices.places == ("Aarhus",)
    assert [name for _, name in choices.organisations] == ["Brightwell", "Nordkøl"]
    assert (choices.inside, choices.close, choices.rested) == (True, True, True)
    nordkol = dict(map(reversed, choices.organisations))["Nordkøl"]
    answer = helping.match(ASK, where=MatchFilter(organisation_id=nordkol))
    assert [row.id for row in answer.results] == [several["Ines Roth"]]
    assert answer.choices == MatchChoices()


def test_as_many_are_found_behind_a_filter_as_without(book: Book, helping: Helping) -> None:
    for number in range(20):
        person(book, f"Anna Far{number}", offers=OFFER, organisation="Nordkøl")
    for number in range(4):
        person(book, f"Zoe Near{number}", offers="supplier onboarding", organisation="Brightwell")
    answer = helping.match(ASK, 3)
    assert {row.organisation for row in answer.results} == {"Nordkøl"}
    body = dict(map(reversed, answer.choices.organisations))["Brightwell"]
    rows = helping.match(ASK, 3, where=MatchFilter(organisation_id=body)).results
    assert [row.organisation for row in rows] == ["Brightwell"] * 3


def test_who_could_know_someone_is_told_with_why(book: Book, helping: Helping, asked_for: int) -> None:
    ama = person(book, "Ama Owusu", private=OFFER, organisation="Brightwell")
    friend, colleague, stranger = person(book, "Lena Novak"), person(book, "Kofi Mensah"), person(book, "Ines Roth")
    with book.write("role") as work:
        put_affiliation(work, colleague, "Brightwell", "")
    connected(book, ama, friend)
    connected(book, colleague, stranger)
    rows = {row.name: (row.because, row.private) for row in helping.connectors(asked_for)}
    assert rows == {
        "Lena Novak": (f"knows Ama Owusu, “{OFFER}”", True),
        "Kofi Mensah": (f"works with Ama Owusu, “{OFFER}”", True),
    }
    LeftOut(book).add(asked_for, "contact", friend)
    archived(book, colleague)
    assert helping.connectors(asked_for) == ()


def test_nobody_leads_to_those_who_ask_or_were_dismissed(book: Book, helping: Helping, asked_for: int) -> None:
    ama, lena = person(book, "Ama Owusu", offers=OFFER), person(book, "Lena Novak")
    connected(book, ama, lena)
    assert [row.id for row in helping.connectors(asked_for)] == [lena]
    LeftOut(book).add(asked_for, "contact", ama)
    assert helping.connectors(asked_for) == ()


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


@pytest.fixture(scope="module")
def encoder() -> SharedEncoder:
    return SharedEncoder()


@pytest.fixture
def meant(book: Book, encoder: SharedEncoder) -> Indexed:
    """A book with an index by the real model."""
    me(book)
    made = Indexed(book)
    made.encoder = encoder
    made.nearest = Nearest(book, encoder.name)
    made.indexing = Indexing(book, encoder, made.nearest)
    return made


def test_who_is_meant_is_found_without_a_shared_word(book: Book, meant: Indexed) -> None:
    person(book, "Lena Novak", offers="teaches sailing to children")
    person(book, "Ama Owusu", notes="Grew up in Accra. Used to run the purchasing of a large clinic.")
    person(book, "Piotr Zając", offers="repairs church organs")
    for number in range(20):
        person(book, f"Somebody {number}", offers=f"plays football in team {number}")
    meant.update()
    answer = helping_with(meant).match("Who has experience with procurement in a hospital?")
    assert answer.results[0].name == "Ama Owusu"
    assert answer.results[0].because == "Used to run the purchasing of a large clinic."
    assert answer.results[0].private
    assert "words" not in answer.remark


def test_until_the_index_serves_words_must_do_and_the_answer_says_so(book: Book, meant: Indexed) -> None:
    person(book, "Ama Owusu", offers="hospital procurement")
    answer = helping_with(meant).match("Who has experience with procurement in a hospital?")
    assert [row.name for row in answer.results] == ["Ama Owusu"]
    assert "still being read (0 of 2 records)" in answer.remark
    meant.update()
    assert helping_with(meant).match("Who has experience with procurement in a hospital?").remark == ""


def test_what_was_just_learned_is_judged_by_its_words_beside_the_index(book: Book, meant: Indexed) -> None:
    for number in range(40):
        person(book, f"Somebody {number}", offers=f"plays football in team {number}")
    meant.update()
    ama = person(book, "Ama Owusu", offers="hospital procurement")
    answer = helping_with(meant).match("Who has experience with hospital procurement?")
    assert answer.results[0].id == ama
    assert answer.remark == ""


@pytest.mark.parametrize(
    "text", ["", "?", "x", "help", "Wer kennt sich mit Zoll aus?", "誰か", "need " * 200_000, "\x00\ud800", "a b " * 9]
)
def test_any_text_is_answered_by_meaning_too(book: Book, meant: Indexed, text: str) -> None:
    person(book, "Ama Owusu", offers="hospital procurement")
    meant.update()
    answer = helping_with(meant).match(text)
    shown = [row.because for row in answer.results]
    assert all(because == "hospital procurement" for because in shown)
    assert shown or answer.remark


def test_a_book_with_nobody_in_it_is_answered_by_meaning_too(meant: Indexed) -> None:
    meant.update()
    assert helping_with(meant).match(ASK).remark.startswith("Nobody else is in this book yet.")


def test_whoever_works_where_it_is_done_could_know_someone(book: Book, meant: Indexed) -> None:
    colin = person(book, "Colin Shaw", organisation="Sunnyside Clinic")
    person(book, "Lena Novak", organisation="Harbour Sailing School")
    asking = person(book, "Tomas Berg")
    with book.write("notes") as work:
        clinic = work.session.scalars(select(Organisation).where(Organisation.name == "Sunnyside Clinic")).one()
        clinic.notes = "Brought supplier onboarding in the hospital down to a week."
    request = Requests(book).capture(RequestDirection.RECEIVED, ASK, who=[asking])
    meant.update()
    (row,) = helping_with(meant).connectors(request)
    assert (row.id, row.private) == (colin, True)
    assert row.because == ("works at Sunnyside Clinic, “Brought supplier onboarding in the hospital down to a week.”")
