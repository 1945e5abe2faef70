"""The one next move of a request: in every state and both directions there is one, and it is right."""

from __future__ import annotations

from datetime import timedelta

import pytest

from netdesk.bootstrap import Services
from netdesk.db.book import Book
from netdesk.domain.words import Consent, HopState, IntroductionState, MessageKind, RequestDirection, RequestState
from netdesk.services.people import NewContact
from netdesk.services.purpose import Purpose

RECEIVED, MADE = RequestDirection
ASK = {"topic": "supplier approval", "ask": "a call"}


class Desk:
    """A request of one direction between two people, and what its button says."""

    def __init__(self, book: Book, direction: RequestDirection) -> None:
        self.services = Services(book)
        self.services.settings.change(name="Robin Baker")
        self.tomas, self.ama = (
            self.services.contacts.add(NewContact(name=name)) for name in ("Tomas Berg", "Ama Owusu")
        )
        self.direction = direction
        self.request = 0

    def capture(self, **fields: str) -> None:
        who = [self.tomas] if self.direction is RECEIVED else []
        self.request = self.services.requests.capture(self.direction, "May I pick your brain?", who=who, fields=fields)

    def state(self) -> RequestState:
        return self.services.request_rows.detail(self.request).state

    def next(self) -> str:
        following = self.services.request_rows.detail(self.request).next_action
        assert following is not None
        return following.label


@pytest.fixture(params=[RECEIVED, MADE])
def desk(book: Book, request: pytest.FixtureRequest) -> Desk:
    return Desk(book, request.param)


def test_a_vague_request_is_asked_back_and_mine_is_clarified(desk: Desk) -> None:
    desk.capture()
    assert desk.next() == ("Ask back" if desk.direction is RECEIVED else "Clarify")
    if desk.direction is RECEIVED:
        asked = desk.services.messages.draft(Purpose(kind=MessageKind.ASK_BACK, request_id=desk.request))
        assert desk.next() == "Ask back"
        desk.services.messages.mark_sent(asked)
        assert (desk.state(), desk.next()) == (RequestState.CLARIFYING, "Log reply")
        desk.services.messages.log_reply(asked, "A call about supplier approval.")
        assert desk.next() == "Clarify"
    desk.services.requests.clarify(desk.request, **ASK)
    assert (desk.state(), desk.next()) == (RequestState.SPECIFIC, "Find who can help")
    desk.services.requests.make_vague(desk.request)
    assert (desk.state(), desk.next()) == (RequestState.CLARIFYING, "Clarify")


def test_a_hop_is_asked_heard_and_brought_to_its_end(desk: Desk) -> None:
    desk.capture(**ASK)
    hop = desk.services.hops.add(desk.request, contact=desk.ama)
    assert desk.next() == "Ask Ama Owusu first"
    asked = desk.services.messages.ask_first(desk.request, desk.ama)
    assert desk.next() == "Ask Ama Owusu first"
    desk.services.messages.mark_sent(asked)
    assert (desk.state(), desk.next()) == (RequestState.MOVING, "Log reply")
    desk.services.messages.log_reply(asked, "Hm, let me think.")
    assert desk.next() == "Record what Ama Owusu said"
    if desk.direction is MADE:
        desk.services.hops.advance(hop, HopState.ACCEPTED, "Gladly.")
        assert desk.next() == "Record outcome"
        desk.services.hops.advance(hop, HopState.DELIVERED, "It works.")
        assert desk.state() is RequestState.ANSWERED


def test_whoever_leads_me_on_gets_the_note_to_forward_once_they_agree(book: Book) -> None:
    desk = Desk(book, MADE)
    services = desk.services
    me = services.contact_rows.me()
    asked = services.approaches.ask((me, desk.tomas, desk.ama))
    services.messages.mark_sent(asked)
    message = services.message_rows.detail(asked)
    assert message.request_id is not None
    desk.request = message.request_id
    assert desk.next() == "Log reply"
    services.messages.log_reply(asked, "Gladly.", hop_state=HopState.ACCEPTED)
    assert desk.next() == "Send Tomas Berg the note to forward"
    following = services.request_rows.detail(desk.request).next_action
    assert following is not None and following.message_id is not None
    assert services.message_rows.detail(following.message_id).kind is MessageKind.FORWARDABLE_NOTE
    services.messages.mark_sent(following.message_id)
    assert desk.next() == "Record outcome"


def test_an_introduction_is_agreed_made_and_told(book: Book) -> None:
    desk = Desk(book, RECEIVED)
    services = desk.services
    desk.capture(**ASK)
    asked = services.messages.ask_first(desk.request, desk.ama)
    services.messages.mark_sent(asked)
    row = services.request_rows.detail(desk.request).introductions[0]
    party = next(one.id for one in row.parties if one.contact_id == desk.ama)
    services.introductions.consent(party, Consent.NOT_NOW, until=book.clock.today() + timedelta(days=9))
    assert desk.next() == "Ask again"
    services.introductions.consent(party, Consent.GRANTED)
    assert desk.next() == "Add the forwardable note"
    services.introductions.edit(row.id, forwardable_note="I run onboarding.")
    assert desk.next() == "Introduce"
    made = services.messages.draft(Purpose(kind=MessageKind.INTRODUCTION, introduction_id=row.id))
    services.messages.mark_sent(made)
    assert desk.next() == "Record outcome"
    services.introductions.record_outcome(row.id, "They agreed on a pilot.")
    after = services.introduction_rows.row(row.id)
    assert after is not None and after.state in (IntroductionState.MET, IntroductionState.CLOSED)
    assert (desk.state(), desk.next()) == (RequestState.ANSWERED, "Report back to Ama Owusu")


def test_who_declines_leaves_the_search_to_go_on(desk: Desk) -> None:
    desk.capture(**ASK)
    hop = desk.services.hops.add(desk.request, contact=desk.ama)
    desk.services.hops.advance(hop, HopState.DECLINED, "No time.")
    assert desk.next() == "Find who can help"


def test_who_was_asked_is_heard_again_once_those_they_led_to_declined(desk: Desk) -> None:
    desk.capture(**ASK)
    services = desk.services
    asked = services.messages.ask_first(desk.request, desk.ama)
    services.messages.mark_sent(asked)
    (first,) = services.request_rows.detail(desk.request).hops
    second = services.hops.add(
        desk.request, contact=services.contacts.add(NewContact(name="Bo Kern")), after_id=first.id
    )
    assert desk.next() == "Ask Bo Kern first"
    services.hops.advance(second, HopState.DECLINED, "No time.")
    assert desk.next() == "Log reply"


def test_who_helped_is_told_then_thanked_then_the_request_is_closed(desk: Desk) -> None:
    desk.capture(**ASK)
    hop = desk.services.hops.add(desk.request, contact=desk.ama)
    desk.services.hops.advance(hop, HopState.DELIVERED, "It works.")
    assert (desk.state(), desk.next()) == (RequestState.ANSWERED, "Report back to Ama Owusu")
    for kind, after in ((MessageKind.CLOSE_THE_LOOP, "Thank Ama Owusu"), (MessageKind.THANK_YOU, "Close")):
        desk.services.messages.mark_sent(desk.services.messages.draft(Purpose(kind=kind, hop_id=hop)))
        assert desk.next() == after
    desk.services.requests.close(desk.request)
    assert (desk.state(), desk.next()) == (RequestState.CLOSED, "Reopen")
    desk.services.requests.reopen(desk.request)
    assert desk.next() == "Close"


@pytest.mark.parametrize("fields", [{}, ASK])
def test_what_is_parked_or_dropped_can_be_reopened_where_it_stood(desk: Desk, fields: dict[str, str]) -> None:
    desk.capture(**fields)
    before = desk.next()
    desk.services.requests.park(desk.request, desk.services.clock.today() + timedelta(days=5))
    assert (desk.state(), desk.next()) == (RequestState.PARKED, "Reopen")
    desk.services.requests.reopen(desk.request)
    assert desk.next() == before
    desk.services.requests.drop(desk.request, "out of scope")
    assert (desk.state(), desk.next()) == (RequestState.DROPPED, "Reopen")
    desk.services.requests.reopen(desk.request)
    assert desk.next() == before
