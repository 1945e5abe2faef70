"""What people answer, and what is deleted, ends the promises it should end and no others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from netdesk.db.book import Book
from netdesk.db.tables import Base, Contact, ContactPoint, FollowUp, Interaction, Introduction, Party, Request
from netdesk.domain.errors import IllegalMoveError, InvalidInputError, NetdeskError, NotFoundError
from netdesk.domain.words import (
    Consent,
    FollowUpKind,
    FollowUpState,
    HopState,
    InteractionKind,
    IntroductionState,
    RequestDirection,
    RequestState,
    ResourceKind,
)
from netdesk.services.contacts import Contacts
from netdesk.services.facts import Facts
from netdesk.services.follow_ups import FollowUps
from netdesk.services.hops import Hops
from netdesk.services.interactions import Interactions
from netdesk.services.introductions import Introductions
from netdesk.services.people import NewContact
from netdesk.services.request_rows import RequestRows
from netdesk.services.requests import Requests
from netdesk.services.resources import Resources
from netdesk.services.settings import Settings
from tests.db.rows import user_rows

TODAY = date(2026, 11, 23)
GONE = 987_654


@pytest.fixture
def people(book: Book) -> list[int]:
    """Three contacts beside me."""
    Settings(book).change(name="Robin Baker")
    return [Contacts(book).add(NewContact(name=name)) for name in ("Lena Berg", "Tomas Lind", "Seun Ade")]


@pytest.fixture
def request_id(book: Book, people: list[int]) -> int:
    """A specific request of the first."""
    fields = {"ask": "a depot", "topic": "cold storage"}
    return Requests(book).capture(RequestDirection.RECEIVED, "Any ideas?", who=people[:1], fields=fields)


def every(book: Book, table: type[Base], column: str) -> list[Any]:
    """A column of a table, in order."""
    with book.read() as session:
        return list(session.scalars(select(getattr(table, column)).order_by(table.id)))


def test_a_talk_finishes_a_recurring_check_in_and_schedules_the_next(book: Book, people: list[int]) -> None:
    FollowUps(book).add(FollowUpKind.CHECK_IN, TODAY, every_days=30, contact_id=people[0])
    Interactions(book).log(InteractionKind.CALL, people[:1])
    assert every(book, FollowUp, "state") == [FollowUpState.DONE, FollowUpState.DUE]
    assert every(book, FollowUp, "due_on") == [TODAY, TODAY + timedelta(days=30)]
    book.undo()
    assert every(book, FollowUp, "state") == [FollowUpState.DUE]


def test_clarifying_a_request_still_awaits_the_answers_of_those_who_were_asked(
    book: Book, people: list[int], request_id: int
) -> None:
    hop = Hops(book).add(request_id, contact=people[1])
    for about in ({"request_id": request_id}, {"request_id": request_id, "hop_id": hop}):
        FollowUps(book).add(FollowUpKind.REPLY_AWAITED, TODAY, **about)
    Requests(book).clarify(request_id, ask="a depot near Lyon")
    assert every(book, FollowUp, "state") == [FollowUpState.DONE, FollowUpState.DUE]


def test_closing_a_request_ends_its_recurring_follow_ups(book: Book, request_id: int) -> None:
    FollowUps(book).add(FollowUpKind.CUSTOM, TODAY, title="Ask again", every_days=7, request_id=request_id)
    Requests(book).answer(request_id, "Yes")
    Requests(book).close(request_id)
    assert every(book, FollowUp, "state") == [FollowUpState.DONE]


@pytest.mark.parametrize("end", ["close", "drop"])
def test_a_late_answer_is_kept_and_does_not_reopen_a_request(
    book: Book, people: list[int], request_id: int, end: str
) -> None:
    hops, requests = Hops(book), Requests(book)
    asked, planned = hops.add(request_id, contact=people[1]), hops.add(request_id, contact=people[2])
    hops.advance(asked, HopState.ASKED)
    if end == "close":
        requests.answer(request_id, "Yes")
        requests.close(request_id)
    else:
        requests.drop(request_id, "no time")
    before = every(book, Request, "state")
    hops.advance(asked, HopState.DELIVERED, "Here is a depot")
    assert every(book, Request, "state") == before
    with pytest.raises(IllegalMoveError, match="reopen it first"):
        hops.advance(planned, HopState.ASKED)


def test_asking_the_other_side_does_not_lift_a_refusal(book: Book, people: list[int]) -> None:
    introductions = Introductions(book)
    one = introductions.propose(people[:2])
    parties = every(book, Party, "id")
    introductions.consent(parties[1], Consent.DECLINED)
    with pytest.raises(IllegalMoveError, match="Lift that refusal first"):
        introductions.ask(one, people[:1])
    introductions.lift(one)
    introductions.ask(one, people[:1])
    assert every(book, Introduction, "state") == [IntroductionState.ASKING]


def test_asking_who_agreed_already_leaves_an_introduction_agreed(book: Book, people: list[int]) -> None:
    introductions = Introductions(book)
    one = introductions.propose(people[:2])
    for party in every(book, Party, "id"):
        introductions.consent(party, Consent.GRANTED)
    introductions.ask(one, people[:2])
    assert every(book, Introduction, "state") == [IntroductionState.AGREED]


def test_a_deleted_contact_takes_along_what_was_said_to_nobody_else(book: Book, people: list[int]) -> None:
    interactions = Interactions(book)
    interactions.log(InteractionKind.CALL, people[:1], text="a secret")
    interactions.log(InteractionKind.CALL, people[:2], text="no secret")
    before = user_rows(book.path)
    Contacts(book).delete(people[:1])
    assert every(book, Interaction, "text") == ["no secret"]
    book.undo()
    assert user_rows(book.path) == before


def test_a_request_of_two_stays_until_both_are_deleted(book: Book, people: list[int], request_id: int) -> None:
    Requests(book).set_requesters(request_id, people[:2])
    Contacts(book).delete(people[:1])
    assert every(book, Request, "state") == [RequestState.SPECIFIC]
    Contacts(book).delete(people[1:2])
    assert every(book, Request, "state") == []


def test_tagging_someone_twice_is_tagging_once(book: Book, people: list[int]) -> None:
    Contacts(book).tag([people[0], people[0]], "food")
    Contacts(book).tag(people, "Food")
    assert len(user_rows(book.path)["contact_tag"]) == 3


@pytest.mark.parametrize(
    "settings", [{"nudge_after_days": 10**9}, {"nudge_after_days": 0}, {"tone": "rude"}, {"working_days": [0, 7]},
                 {"working_days": ["Monday"]}, {"coach": 1}, {"colour": "red"}]
)  # fmt: skip
def test_a_setting_that_drafts_and_dates_could_not_use_is_refused(book: Book, settings: dict[str, Any]) -> None:
    before = Settings(book).all()
    with pytest.raises(InvalidInputError):
        Settings(book).change(**settings)
    assert Settings(book).all() == before


REFUSED: dict[str, tuple[Callable[[Book, int], object], type[NetdeskError]]] = {
    "a tag of nobody": (lambda book, _: Contacts(book).tag([GONE], "food"), NotFoundError),
    "a fact of nobody": (lambda book, _: Facts(book).add(GONE, "offers", "law"), NotFoundError),
    "a follow-up about nothing there": (
        lambda book, _: FollowUps(book).add(FollowUpKind.THANK, TODAY, hop_id=GONE),
        NotFoundError,
    ),
    "a follow-up every zero days": (
        lambda book, _: FollowUps(book).add(FollowUpKind.THANK, TODAY, title="x", every_days=0),
        InvalidInputError,
    ),
    "a follow-up beyond the calendar": (
        lambda book, request: Requests(book).remind(request, 10**9, "x"),
        InvalidInputError,
    ),
    "a reminder of no request": (lambda book, _: Requests(book).remind(GONE, 3, "x"), NotFoundError),
    "a hop through no organisation": (
        lambda book, request: Hops(book).add(request, organisation_id=GONE),
        NotFoundError,
    ),
    "a hop through no resource": (lambda book, request: Hops(book).add(request, resource_id=GONE), NotFoundError),
    "an introduction for no hop": (
        lambda book, _: Introductions(book).propose(["Ama", "Kofi"], hop_id=GONE),
        NotFoundError,
    ),
    "a resource of nobody": (
        lambda book, _: Resources(book).add(ResourceKind.LINK, "x", recommender=GONE),
        NotFoundError,
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_refused_in_words_and_leaves_no_trace(book: Book, request_id: int, what: str) -> None:
    verb, kind = REFUSED[what]
    before = user_rows(book.path)
    with pytest.raises(kind) as refused:
        verb(book, request_id)
    assert str(refused.value).endswith(".")
    assert user_rows(book.path) == before


def test_a_promise_moves_to_today_or_later_and_never_into_the_past(book: Book, people: list[int]) -> None:
    follow_ups = FollowUps(book)
    ids = [follow_ups.add(FollowUpKind.CHECK_IN, TODAY + timedelta(days=9), contact_id=one) for one in people]
    follow_ups.reschedule(ids, TODAY)
    assert every(book, FollowUp, "due_on") == [TODAY] * len(ids)
    with pytest.raises(InvalidInputError, match="past"):
        follow_ups.reschedule(ids, TODAY - timedelta(days=1))
    follow_ups.finish(ids[:1])
    with pytest.raises(IllegalMoveError, match="reopen"):
        follow_ups.reschedule(ids, TODAY + timedelta(days=1))
    assert every(book, FollowUp, "due_on") == [TODAY] * len(ids)


def test_a_resource_answers_what_is_clear_and_nothing_vague(book: Book, people: list[int]) -> None:
    requests, hops = Requests(book), Hops(book)
    vague = requests.capture(RequestDirection.RECEIVED, "Can I pick your brain?", who=people[:1])
    guide = Resources(book).add(ResourceKind.LINK, "Depot guide")
    before = user_rows(book.path)
    with pytest.raises(IllegalMoveError, match="Clarify it first"):
        hops.answer_by_resource(vague, guide)
    assert user_rows(book.path) == before
    requests.edit(vague, ask="a depot", topic="cold storage")
    hops.answer_by_resource(vague, guide)
    assert every(book, Request, "state") == [RequestState.ANSWERED]
    book.undo()
    assert every(book, Request, "state") == [RequestState.CAPTURED]


def test_a_name_that_two_share_asks_which_one_and_makes_no_third(book: Book, people: list[int]) -> None:
    Contacts(book).add(NewContact(name="Lena Berg"))
    before = user_rows(book.path)
    with pytest.raises(InvalidInputError, match="Several contacts are called Lena Berg"):
        Requests(book).capture(RequestDirection.RECEIVED, "A depot?", who=["Lena Berg"])
    assert user_rows(book.path) == before


@pytest.mark.parametrize("called", ["Lena Berg", "Lena", "L. B."])
def test_an_address_behind_a_name_says_which_of_two_is_meant(book: Book, people: list[int], called: str) -> None:
    meant = Contacts(book).add(NewContact(name="Lena Berg", email="lena@mill.example"))
    before = len(every(book, Contact, "id"))
    request = Requests(book).capture(RequestDirection.RECEIVED, "A depot?", who=[f"{called} <Lena@Mill.example>"])
    assert [one for one, _, _ in RequestRows(book).detail(request).requesters] == [meant]
    assert len(every(book, Contact, "id")) == before


def test_a_name_in_angle_brackets_without_an_address_stays_a_name(book: Book, people: list[int]) -> None:
    for name in ("<b>Big</b>", "<lena@mill.example>", "Lena <3"):
        request = Requests(book).capture(RequestDirection.RECEIVED, "A depot?", who=[name])
        assert [told for _, told, _ in RequestRows(book).detail(request).requesters] == [name]
    assert every(book, ContactPoint, "value") == []
