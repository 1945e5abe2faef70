"""The whole loop at the level of verbs: from “pick your brain” to a closed loop with two connections given back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from netdesk.bootstrap import Services, create_book, open_services
from netdesk.db.undo import USER_TABLES
from netdesk.domain.errors import IllegalMoveError
from netdesk.domain.instant import Clock
from netdesk.domain.words import (
    Consent,
    Direction,
    FactKind,
    HopState,
    InteractionKind,
    IntroductionState,
    MessageKind,
    MessageState,
    RequestDirection,
    RequestState,
    ResourceKind,
    Visibility,
)
from netdesk.services.next_action import Action
from netdesk.services.people import NewContact
from netdesk.services.purpose import Purpose

CLOCK = Clock.fixed(date(2026, 11, 23))
VAGUE = "Hi, I'd love to pick your brain sometime"


def everything(services: Services) -> dict[str, list[Any]]:
    """Every row of every user table."""
    with services.book.read() as session:
        return {table.name: session.execute(table.select().order_by(table.c.id)).all() for table in USER_TABLES}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    path = tmp_path / "book.netdesk"
    create_book(path, CLOCK, "Ada Lind")
    services = open_services(path, CLOCK)
    yield services
    services.close()


def add(desk: Services, name: str, **more: Any) -> int:
    return desk.contacts.add(NewContact(name=name, email=f"{name.split(maxsplit=1)[0].lower()}@example.org", **more))


def send(desk: Services, kind: MessageKind, **about: Any) -> int:
    message = desk.messages.draft(Purpose(kind=kind, **about))
    clip = desk.messages.copy(message)
    assert clip.text.strip()
    desk.messages.mark_sent(message)
    return message


def action(desk: Services, request: int) -> Action | None:
    following = desk.request_rows.detail(request).next_action
    return following.action if following else None


def introduce(desk: Services, request: int, tomas: int, ama: int, hop: int) -> int:
    introduction = desk.introductions.propose(
        (tomas, ama), ("She rebuilt vendor approval.", "He is curious about it."), hop_id=hop, note="I run onboarding."
    )
    opt_in = send(desk, MessageKind.OPT_IN, introduction_id=introduction, to=(ama,))
    assert action(desk, request) is Action.LOG_REPLY
    desk.messages.log_reply(opt_in, "Yes, gladly.")
    row = desk.introduction_rows.row(introduction)
    assert row is not None
    assert [party.consent for party in row.parties] == [Consent.GRANTED, Consent.PENDING]
    desk.introductions.consent(next(p.id for p in row.parties if p.contact_id == ama), Consent.GRANTED)
    assert action(desk, request) is Action.INTRODUCE
    send(desk, MessageKind.INTRODUCTION, introduction_id=introduction)
    return introduction


def walk(desk: Services) -> tuple[int, int]:
    """Take a request through the whole loop, and a second one to a resource; returns both."""
    tomas = add(desk, "Tomas Berg", role="Operations lead", organisation="Harrow Mills")
    ama, henrik, ines = add(desk, "Ama Owusu"), add(desk, "Henrik Krause"), add(desk, "Ines Ortega")
    kofi, bea = add(desk, "Kofi Mensah"), add(desk, "Bea Roy")
    desk.facts.add(ama, FactKind.OFFERS, "supplier approval in nine days")
    desk.facts.add(ines, FactKind.NEEDS, "operators who cut waste")
    desk.facts.add(kofi, FactKind.NEEDS, "supplier approval that does not take months")
    desk.facts.add(bea, FactKind.INTEREST, "procurement history")

    request = desk.requests.capture(RequestDirection.RECEIVED, VAGUE, who=[tomas])
    assert action(desk, request) is Action.ASK_BACK
    asked_back = send(desk, MessageKind.ASK_BACK, request_id=request)
    assert desk.request_rows.detail(request).state is RequestState.CLARIFYING
    assert desk.request_rows.detail(request).holder == "Tomas Berg"
    desk.messages.log_reply(asked_back, "I took over onboarding; approval takes eleven weeks.")
    assert desk.request_rows.detail(request).holder == "me"
    desk.requests.clarify(
        request,
        purpose="cut onboarding",
        topic="supplier approval",
        ask="a call",
        who="procurement",
        bound="30 minutes",
    )
    assert action(desk, request) is Action.FIND_HELP
    assert desk.helping.match("", request_id=request).results[0].name == "Ama Owusu"

    first = desk.hops.add(request, contact=henrik)
    other = desk.hops.add(request, contact=ines)
    declined = send(desk, MessageKind.ASK, hop_id=first)
    send(desk, MessageKind.ASK, hop_id=other)
    desk.messages.log_reply(declined, "Sorry, no time.")
    desk.hops.advance(first, HopState.DECLINED, "no time")
    desk.hops.advance(other, HopState.ACCEPTED, "Ask Ama")
    second = desk.hops.add(request, contact=ama, after_id=other)
    introduction = introduce(desk, request, tomas, ama, second)
    desk.introductions.record_outcome(introduction, "They agreed on a pilot.")
    assert desk.request_rows.detail(request).state is RequestState.ANSWERED

    for hop in (other, second):
        assert action(desk, request) is Action.REPORT_BACK
        send(desk, MessageKind.CLOSE_THE_LOOP, hop_id=hop)
    two = desk.gifts.two_for(ama)
    gifts = [(row.id, row.because, row.because_for_other) for row in two.introductions] or [(kofi, "", "")]
    thanks = desk.messages.draft(Purpose(kind=MessageKind.THANK_YOU, hop_id=second), gifts=gifts)
    desk.messages.mark_sent(thanks)
    send(desk, MessageKind.THANK_YOU, hop_id=other)
    assert action(desk, request) is Action.CLOSE
    desk.requests.close(request, "A pilot began.")

    asked = desk.requests.capture(
        RequestDirection.RECEIVED, "Is there a guide?", who=[bea], fields={"ask": "a guide", "topic": "approval"}
    )
    resource = desk.resources.add(ResourceKind.DOCUMENT, "Approval handbook", recommender=ama)
    desk.hops.answer_by_resource(asked, resource, "Chapter 2")
    return request, asked


def test_a_vague_request_becomes_a_closed_loop_and_a_resource_answers_another(desk: Services) -> None:
    request, asked = walk(desk)
    detail = desk.request_rows.detail(request)
    assert detail.state is RequestState.CLOSED
    assert [(hop.name, hop.state, hop.depth) for hop in detail.hops] == [
        ("Henrik Krause", HopState.DECLINED, 0),
        ("Ines Ortega", HopState.ACCEPTED, 0),
        ("Ama Owusu", HopState.DELIVERED, 1),
    ]
    assert desk.request_rows.detail(asked).state is RequestState.ANSWERED
    assert all(state is not MessageState.DRAFT for state in (row.state for row in detail.messages))
    offered = desk.introduction_rows.rows(states=[IntroductionState.ASKING])
    assert offered
    assert all("Ama Owusu" in row.title for row in offered)


def test_every_step_of_the_loop_goes_back_and_forth(desk: Services) -> None:
    before = everything(desk)
    walk(desk)
    after = everything(desk)
    labels = []
    while label := desk.history.steps().undo:
        labels.append(label)
        desk.history.undo()
    assert everything(desk) == before
    assert len(labels) > 30
    while desk.history.steps().redo:
        desk.history.redo()
    assert everything(desk) == after


def test_nobody_is_asked_for_help_with_what_is_still_vague(desk: Services) -> None:
    tomas, ama = add(desk, "Tomas Berg"), add(desk, "Ama Owusu")
    request = desk.requests.capture(RequestDirection.RECEIVED, VAGUE, who=[tomas])
    hop = desk.hops.add(request, contact=ama)
    with pytest.raises(IllegalMoveError, match="too vague"):
        desk.hops.advance(hop, HopState.ASKED)


def test_no_draft_of_any_kind_tells_a_secret(desk: Services) -> None:
    secret = "xyzzy-secret"
    tomas, ama, kofi = (
        desk.contacts.add(NewContact(name=name, email=f"{name[:3]}@example.org", notes=f"Note {secret}"))
        for name in ("Tomas Berg", "Ama Owusu", "Kofi Mensah")
    )
    for person in (tomas, ama, kofi):
        for kind in FactKind:
            desk.facts.add(person, kind, f"{secret} {kind}", Visibility.PRIVATE, source=secret)
        desk.contacts.set_how_met(person, place=secret, event=secret, remark=secret)
        desk.interactions.log(kind="note", who=[person], subject=secret, text=secret)  # type: ignore[arg-type]
    desk.facts.add(kofi, FactKind.NEEDS, "cold storage near Lyon")
    request = desk.requests.capture(
        RequestDirection.RECEIVED,
        "Who runs cold storage near Lyon? I need a call by Friday.",
        who=[tomas],
        fields={"ask": "a call", "topic": "cold storage"},
    )
    desk.requests.note(request, secret)
    hop = desk.hops.add(request, contact=ama, because=f"“{secret}” — note")
    introduction = desk.introductions.propose((tomas, ama), hop_id=hop, note="I need cold storage.")
    made: list[int] = []
    for kind in MessageKind:
        gifts = [(kofi, "", "")] if kind is MessageKind.THANK_YOU else []
        about: dict[str, Any] = {"request_id": request, "hop_id": hop, "introduction_id": introduction}
        made.append(desk.messages.draft(Purpose(kind=kind, **about), gifts=gifts))
    assert len(set(made)) == len(MessageKind)
    for message in made:
        shown = desk.message_rows.detail(message)
        assert secret not in shown.subject + shown.body, shown.kind
        assert "@" not in shown.body, shown.kind


def software(desk: Services, *, because: str = "he bought it in Ulm") -> tuple[int, int, int]:
    """Marta asks for help with stock software, and Jonas may give it: both, and the opt-in note to him."""
    marta, jonas = add(desk, "Marta Ruiz"), add(desk, "Jonas Weber")
    request = desk.requests.capture(
        RequestDirection.RECEIVED,
        "I need to choose stock software for our two shops.",
        who=[marta],
        fields={"topic": "stock software for two shops", "ask": "a call with a buyer", "bound": "20 minutes by Friday"},
    )
    return marta, jonas, desk.messages.ask_first(request, jonas, because=because)


def introduced(desk: Services, opt_in: int, note: str) -> str:
    """The introduction that follows on the opt-in note, with this note to pass on."""
    introduction = desk.message_rows.detail(opt_in).introduction_id
    assert introduction is not None
    desk.introductions.edit(introduction, forwardable_note=note)
    return desk.message_rows.detail(
        desk.messages.draft(Purpose(kind=MessageKind.INTRODUCTION, introduction_id=introduction))
    ).body


@pytest.mark.parametrize("because", ["he bought it in Ulm", "Bought it in Ulm.", "Jonas bought it in Ulm"])
def test_why_somebody_can_help_is_told_to_both_sides(desk: Services, because: str) -> None:
    _, _, opt_in = software(desk, because=because)
    asked = desk.message_rows.detail(opt_in).body
    assert "I thought of you because you bought it in Ulm." in asked
    made = introduced(desk, opt_in, "")
    assert "Marta, meet Jonas Weber.\n\nJonas, meet Marta Ruiz.\n\n" in made
    assert "I thought of bringing you together because Jonas bought it in Ulm." in made
    assert made.count("in Ulm") == 1
    for body in (asked, made):
        for said in ("stock software for two shops", "a call with a buyer", "20 minutes by Friday"):
            assert said in body


@pytest.mark.parametrize(
    ("because", "told"),
    [
        ("he always pays in time", "Why I thought of this: Jonas always pays in time."),
        ("he imports coffee", "I thought of you because you import coffee."),
        ("He can read a stock list", "I thought of you because you can read a stock list."),
        ("he bought it for his shop", "Why I thought of this: Jonas bought it for his shop."),
        ("ten years in shops", "Why I thought of this: ten years in shops."),
    ],
)
def test_why_somebody_can_help_is_turned_to_them_only_where_english_allows_it(
    desk: Services, because: str, told: str
) -> None:
    assert told in desk.message_rows.detail(software(desk, because=because)[2]).body


def test_a_note_is_quoted_as_somebodys_words_only_where_they_wrote_it(desk: Services) -> None:
    _, _, opt_in = software(desk)
    told = introduced(desk, opt_in, "Marta Ruiz leads two shops and counts by hand")
    assert "About Marta: Marta Ruiz leads two shops and counts by hand." in told
    assert "words:" not in told
    assert "“" not in told
    assert "stock software for two shops" in told


@pytest.mark.parametrize("note", ["We count by hand in two shops", "We count by hand.\n\nIt takes us a day."])
def test_a_note_in_the_first_person_that_nobody_is_known_to_have_written_does_not_sound_like_me(
    desk: Services, note: str
) -> None:
    told = introduced(desk, software(desk)[2], note)
    assert f"“{note.removesuffix('.')}" in told
    assert "The note that goes with this, word for word:" in told
    assert "Marta’s words" not in told


def test_the_forwardable_note_is_asked_of_who_asks_and_given_to_who_passes_it_on(desk: Services) -> None:
    marta, jonas, opt_in = software(desk)
    introduction = desk.message_rows.detail(opt_in).introduction_id
    asked = desk.message_rows.detail(
        desk.messages.draft(
            Purpose(kind=MessageKind.FORWARDABLE_NOTE, introduction_id=introduction, to=(marta,)),
        )
    )
    assert asked.subject == "Two or three sentences I can forward"
    assert "Could you send me two or three sentences that I can forward as they are" in asked.body
    assert "Jonas" not in asked.body
    mine = desk.requests.capture(
        RequestDirection.MADE, "Who dyes wool?", fields={"ask": "a call with a dyer", "topic": "dyeing wool"}
    )
    hop = desk.hops.add(mine, contact=jonas)
    given = desk.message_rows.detail(
        desk.messages.draft(Purpose(kind=MessageKind.FORWARDABLE_NOTE, hop_id=hop, to=(jonas,)))
    )
    assert "Here is a note you can forward as it is" in given.body


@pytest.mark.parametrize("kind", [InteractionKind.EMAIL, InteractionKind.CALL])
def test_a_note_is_hers_by_her_mail_and_not_by_what_i_wrote_of_a_call(desk: Services, kind: InteractionKind) -> None:
    marta, _, opt_in = software(desk)
    note = "We count by hand in two shops."
    desk.interactions.log(kind=kind, who=[marta], direction=Direction.IN, text=f"Hi Ada,\n\nhere it is:\n{note}\nMarta")
    assert (f"In Marta’s words: “{note}”" in introduced(desk, opt_in, note)) is (kind is InteractionKind.EMAIL)


def test_a_note_in_the_original_wording_is_in_the_words_of_who_asked(desk: Services) -> None:
    _, _, opt_in = software(desk)
    note = "I need to choose stock software for our two shops."
    assert f"In Marta’s words: “{note}”" in introduced(desk, opt_in, note)
