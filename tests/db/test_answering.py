"""An answer that is recorded with a consent or a hop is the answer to the message that asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from netdesk.bootstrap import Services, create_book, open_services
from netdesk.domain.instant import Clock
from netdesk.domain.words import (
    Consent,
    ConsentBasis,
    HopState,
    MessageKind,
    MessageState,
    RequestDirection,
)
from netdesk.services.messages import Answer
from netdesk.services.people import NewContact
from netdesk.services.purpose import Purpose

CLOCK = Clock.fixed(date(2026, 11, 23))


@pytest.fixture(name="services")
def given_services(tmp_path: Path) -> Iterator[Services]:
    path = tmp_path / "book.netdesk"
    create_book(path, CLOCK, "Ada Lind")
    opened = open_services(path, CLOCK)
    yield opened
    opened.close()


def asked_both(services: Services) -> tuple[int, dict[int, int]]:
    """An introduction of which both sides were asked; the opt-in notes by the sides they went to."""
    sides = [services.contacts.add(NewContact(name=name)) for name in ("Ama Owusu", "Kofi Mensah")]
    introduction = services.introductions.propose(sides)
    notes = {}
    for side in sides:
        message = services.messages.draft(Purpose(kind=MessageKind.OPT_IN, introduction_id=introduction, to=(side,)))
        services.messages.mark_sent(message)
        row = services.introduction_rows.row(introduction)
        assert row is not None
        notes[next(party.id for party in row.parties if party.contact_id == side)] = message
    return introduction, notes


@pytest.mark.parametrize("consent", [Consent.GRANTED, Consent.DECLINED, Consent.NOT_NOW])
def test_a_consent_answers_the_opt_in_note_of_that_side_alone(services: Services, consent: Consent) -> None:
    _, notes = asked_both(services)
    (party, message), (_, other) = notes.items()
    services.introductions.consent(party, consent)
    detail = services.message_rows.detail(message)
    assert detail.state is MessageState.ANSWERED
    assert detail.answered_at is not None
    assert services.message_rows.detail(other).state is MessageState.SENT
    assert not [one for one in services.today.items() if one.title.startswith("Ama")]
    services.history.undo()
    assert services.message_rows.detail(message).state is MessageState.SENT


def test_going_ahead_without_asking_is_no_answer(services: Services) -> None:
    _, notes = asked_both(services)
    party, message = next(iter(notes.items()))
    services.introductions.consent(party, Consent.GRANTED, basis=ConsentBasis.OVERRIDE)
    assert services.message_rows.detail(message).state is MessageState.SENT


@pytest.mark.parametrize("basis", [ConsentBasis.ASKED, ConsentBasis.OVERRIDE])
def test_an_answer_that_is_corrected_to_none_is_awaited_again_in_one_step(
    services: Services, basis: ConsentBasis
) -> None:
    introduction, notes = asked_both(services)
    party, message = next(iter(notes.items()))
    before = services.follow_up_rows.rows()
    assert [one for one in before if one.message_id == message]
    services.introductions.consent(party, Consent.GRANTED, basis=basis)
    assert not [one for one in services.follow_up_rows.rows() if one.message_id == message]
    services.introductions.consent(party, Consent.PENDING)
    detail = services.message_rows.detail(message)
    assert (detail.state, detail.answered_at) == (MessageState.SENT, None)
    assert services.follow_up_rows.rows() == before
    services.history.undo()
    row = services.introduction_rows.row(introduction)
    assert row is not None
    assert next(one for one in row.parties if one.id == party).consent is Consent.GRANTED
    wanted = MessageState.ANSWERED if basis is ConsentBasis.ASKED else MessageState.SENT
    assert services.message_rows.detail(message).state is wanted


def test_after_a_nudge_only_the_nudge_is_awaited_again(services: Services) -> None:
    introduction, notes = asked_both(services)
    party, message = next(iter(notes.items()))
    to = services.message_rows.detail(message).recipients[0].contact_id or 0
    nudge = services.messages.draft(
        Purpose(kind=MessageKind.NUDGE, introduction_id=introduction, to=(to,), previous_id=message)
    )
    services.messages.mark_sent(nudge)
    before = services.follow_up_rows.rows()
    services.introductions.consent(party, Consent.GRANTED)
    services.introductions.consent(party, Consent.PENDING)
    assert services.follow_up_rows.rows() == before


def test_a_reply_that_can_be_read_stays_an_answer(services: Services) -> None:
    _, notes = asked_both(services)
    party, message = next(iter(notes.items()))
    services.messages.log_reply(message, "Let me think about it.", consents=(Answer(party, Consent.GRANTED),))
    services.introductions.consent(party, Consent.PENDING)
    assert services.message_rows.detail(message).state is MessageState.ANSWERED


def test_a_helper_whose_yes_is_corrected_is_waited_for_again(services: Services) -> None:
    tomas, ama = (services.contacts.add(NewContact(name=name)) for name in ("Tomas Berg", "Ama Owusu"))
    request = services.requests.capture(
        RequestDirection.RECEIVED, "Who dyes wool?", who=[tomas], fields={"ask": "a call", "topic": "wool"}
    )
    message = services.messages.ask_first(request, ama)
    services.messages.mark_sent(message)
    (introduction,) = services.request_rows.detail(request).introductions
    party = next(one.id for one in introduction.parties if one.contact_id == ama)
    services.introductions.consent(party, Consent.GRANTED)
    assert services.request_rows.detail(request).holder == "me"
    services.introductions.consent(party, Consent.PENDING)
    detail = services.request_rows.detail(request)
    assert ([hop.state for hop in detail.hops], detail.holder) == ([HopState.ASKED], "Ama Owusu")
    assert detail.next_action is not None
    assert detail.next_action.message_id == message


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        (HopState.ACCEPTED, MessageState.ANSWERED),
        (HopState.DECLINED, MessageState.ANSWERED),
        (HopState.LAPSED, MessageState.SENT),
    ],
)
def test_what_a_hop_said_answers_the_ask(services: Services, state: HopState, wanted: MessageState) -> None:
    ama = services.contacts.add(NewContact(name="Ama Owusu"))
    request = services.requests.capture(RequestDirection.MADE, "Who dyes wool?", fields={"ask": "a call", "topic": "x"})
    message = services.messages.ask_first(request, ama)
    services.messages.mark_sent(message)
    (hop,) = services.request_rows.detail(request).hops
    services.hops.advance(hop.id, state)
    assert services.message_rows.detail(message).state is wanted
