"""What the book puts into a draft: the end of the chain, the fact that is meant, the message that waits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from netdesk.bootstrap import Services, create_book, open_services
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.instant import Clock
from netdesk.domain.words import FactKind, HopState, MessageKind, RequestDirection, Tone, Visibility
from netdesk.services.people import NewContact
from netdesk.services.purpose import Purpose


@pytest.fixture
def services(tmp_path: Path, clock: Clock) -> Iterator[Services]:
    path = tmp_path / "drafts.netdesk"
    create_book(path, clock, "Ada Lind")
    opened = open_services(path, clock)
    yield opened
    opened.book.close(keep_backup=False)


def add(services: Services, name: str) -> int:
    return services.contacts.add(NewContact(name=name))


def body(services: Services, purpose: Purpose, gifts: tuple[tuple[int, str, str], ...] = ()) -> str:
    return services.message_rows.detail(services.messages.draft(purpose, gifts=gifts)).body


def moving(services: Services, who: str = "Tomas Berg") -> int:
    request = services.requests.capture(RequestDirection.RECEIVED, "Whom to ask about cold storage?", who=[who])
    services.requests.clarify(
        request, purpose="keep fruit fresh", topic="cold storage", ask="one name", bound="an hour"
    )
    return request


def test_everyone_on_the_chain_hears_what_came_of_it_in_the_end(services: Services) -> None:
    add(services, "Tomas Berg")
    request = moving(services)
    first = services.hops.add(request, contact=add(services, "Ama Owusu"))
    services.hops.advance(first, HopState.ASKED)
    services.hops.advance(first, HopState.DELIVERED, "Pointed me to Bea Roy")
    told = Purpose(kind=MessageKind.CLOSE_THE_LOOP, hop_id=first)
    message = services.messages.draft(told)
    assert "You pointed me to Bea Roy." in services.message_rows.detail(message).body
    services.messages.discard(message)
    second = services.hops.add(request, contact=add(services, "Bea Roy"), after_id=first)
    services.hops.advance(second, HopState.ASKED)
    services.hops.advance(second, HopState.DELIVERED, "Rented two containers")
    assert "Tomas rented two containers." in body(services, told)
    assert "Thank you for connecting Tomas Berg with Bea Roy" in body(services, told)


def test_what_somebody_answered_is_no_outcome(services: Services) -> None:
    add(services, "Tomas Berg")
    hop = services.hops.add(moving(services), contact=add(services, "Ama Owusu"))
    services.hops.advance(hop, HopState.ASKED)
    services.hops.advance(hop, HopState.ACCEPTED, "Yes, and asks for three lines beforehand.")
    assert "three lines" not in body(services, Purpose(kind=MessageKind.CLOSE_THE_LOOP, hop_id=hop))


@pytest.mark.parametrize(
    ("because", "told"),
    [
        ("Bea Roy offers “grants that were won”.", "because of what Bea can help with: “grants that were won”."),
        ("She knows every board in town", "- Bea Roy. She knows every board in town."),
        ("", "because of what interests Bea: “old maps”."),
        ("Bea Roy has this to tell: “Lost her job in May”", "because of what interests Bea: “old maps”."),
    ],
)
def test_a_gift_quotes_the_fact_that_is_meant_and_never_a_private_one(
    services: Services, because: str, told: str
) -> None:
    ama, bea = add(services, "Ama Owusu"), add(services, "Bea Roy")
    services.facts.add(bea, FactKind.OFFERS, "grants that were won.")
    services.facts.add(bea, FactKind.LEARNED, "Lost her job in May", Visibility.PRIVATE)
    services.facts.add(bea, FactKind.INTEREST, "old maps")
    made = body(services, Purpose(kind=MessageKind.THANK_YOU, to=(ama,)), ((bea, because, ""),))
    assert told in made
    assert "job" not in made


def test_a_nudge_finds_the_message_that_waits(services: Services) -> None:
    add(services, "Tomas Berg")
    ama = add(services, "Ama Owusu")
    opt_in = services.messages.ask_first(moving(services), ama)
    services.messages.edit(opt_in, subject="May I?")
    services.messages.mark_sent(opt_in)
    sent = services.message_rows.detail(opt_in)
    nudge = services.messages.draft(
        Purpose(kind=MessageKind.NUDGE, introduction_id=sent.introduction_id, to=(ama,), tone=Tone.PLAIN)
    )
    detail = services.message_rows.detail(nudge)
    assert detail.subject == "Re: May I?"
    assert "(“May I?”)" in detail.body
    assert "A short yes or no is all I need" in detail.body


def test_both_sides_are_asked_how_an_introduction_went_or_one_about_the_other(services: Services) -> None:
    sides = (add(services, "Ama Owusu"), add(services, "Bea Roy"))
    one = services.introductions.propose(sides, ("", ""))
    both = body(services, Purpose(kind=MessageKind.CHECK_IN, introduction_id=one))
    assert "I introduced you to each other." in both
    alone = body(services, Purpose(kind=MessageKind.CHECK_IN, introduction_id=one, to=sides[:1]))
    assert "I introduced you to Bea Roy." in alone


def test_a_note_to_be_forwarded_gives_my_whole_name(services: Services) -> None:
    request = services.requests.capture(RequestDirection.MADE, "Who knows cold storage?")
    services.requests.clarify(
        request, purpose="keep fruit fresh", topic="cold storage", ask="one name", bound="an hour"
    )
    hop = services.hops.add(request, contact=add(services, "Ama Owusu"))
    made = body(services, Purpose(kind=MessageKind.FORWARDABLE_NOTE, hop_id=hop))
    assert "I’m Ada Lind. I want to keep fruit fresh and would like to learn more about cold storage." in made


def test_an_ask_of_mine_says_what_i_wrote_until_its_fields_are_filled(services: Services) -> None:
    wording = "I run the Baltic route and would like to learn about customs. Who do you recommend I talk with?"
    request = services.requests.capture(RequestDirection.MADE, wording)
    before, after = (
        Purpose(kind=MessageKind.ASK, request_id=request, to=(add(services, name),)) for name in ("Bea Roy", "Sol Adu")
    )
    assert wording in body(services, before)
    assert body(services, before).count("recommend") == 1
    services.requests.edit(request, ask="Could you name a customs agent in Riga?")
    assert wording not in body(services, after)


def test_nobody_is_told_their_own_answer_as_what_came_of_it(services: Services) -> None:
    add(services, "Tomas Berg")
    request = moving(services)
    first = services.hops.add(request, contact=add(services, "Ama Owusu"))
    services.hops.advance(first, HopState.ASKED)
    services.hops.advance(first, HopState.DELIVERED, "Not the right one, but knew who is")
    services.hops.add(request, contact=add(services, "Bea Roy"), after_id=first)
    assert "Not the right one" not in body(services, Purpose(kind=MessageKind.CLOSE_THE_LOOP, hop_id=first))


def test_a_note_to_forward_my_own_request_goes_to_the_helper_and_never_to_me(services: Services) -> None:
    request = services.requests.capture(RequestDirection.MADE, "Who knows cold storage?")
    helper = add(services, "Ama Owusu")
    hop = services.hops.add(request, contact=helper)
    message = services.messages.draft(Purpose(kind=MessageKind.FORWARDABLE_NOTE, hop_id=hop))
    assert [row.contact_id for row in services.message_rows.detail(message).recipients] == [helper]
    with pytest.raises(InvalidInputError, match="Nobody is there to write to"):
        services.messages.draft(Purpose(kind=MessageKind.FORWARDABLE_NOTE, request_id=request))
