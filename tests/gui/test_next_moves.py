"""In every state of a request and of an introduction one button stands out, and it is the next move."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from netdesk.bootstrap import Services
from netdesk.domain.words import Consent, HopState, IntroductionState, MessageKind, RequestDirection, RequestState
from netdesk.services.purpose import Purpose
from netdesk.ui.desk import Desk
from netdesk.ui.sections.follow_ups import FollowUpsSection
from netdesk.ui.sections.introductions import IntroductionsSection
from netdesk.ui.sections.today import TodaySection
from netdesk.ui.widgets.buttons import ButtonKind
from tests.gui.hands import Hands, given_hands, given_services, ids  # noqa: F401
from tests.gui.test_contacts import bring_to_front, settle

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)

ASK = {"topic": "vendor onboarding", "ask": "a call"}
RECEIVED, MADE = RequestDirection
Walk = Callable[[Services, int], object]


def standing_out(pane: QWidget) -> dict[str, str]:
    """The buttons that are drawn as buttons, by what they say; links, icons and quiet ones are not."""
    drawn = (ButtonKind.PRIMARY.value, ButtonKind.PLAIN.value)
    return {
        one.text(): one.property("kind")
        for one in pane.findChildren(QPushButton)
        if one.isVisible() and one.property("kind") in drawn
    }


def ask_back(services: Services, request: int) -> int:
    message = services.messages.draft(Purpose(kind=MessageKind.ASK_BACK, request_id=request))
    services.messages.mark_sent(message)
    return message


def ask_ama(services: Services, request: int) -> int:
    services.requests.clarify(request, **ASK)
    message = services.messages.ask_first(request, ids(services)["Ama Owusu"], because="She did it in nine days")
    services.messages.mark_sent(message)
    return message


def agreed(services: Services, request: int, note: str = "Tomas runs onboarding.") -> int:
    ask_ama(services, request)
    (row,) = services.request_rows.detail(request).introductions
    for party in row.parties:
        services.introductions.consent(party.id, Consent.GRANTED)
    services.introductions.edit(row.id, forwardable_note=note)
    return row.id


def made(services: Services, request: int) -> int:
    introduction = agreed(services, request)
    services.introductions.make(introduction)
    return introduction


def met(services: Services, request: int) -> int:
    introduction = made(services, request)
    services.introductions.record_outcome(introduction, "They cut it to four weeks.")
    return introduction


def hop(services: Services, request: int, state: HopState) -> None:
    message = ask_ama(services, request)
    services.messages.log_reply(message, "Gladly.", hop_state=state)


def write_down(services: Services, request: int) -> None:
    for field, text in ASK.items():
        services.requests.edit(request, **{field: text})


REQUESTS: dict[str, tuple[RequestDirection, Walk, str]] = {
    "captured": (RECEIVED, lambda services, request: None, "Ask back"),
    "captured, mine": (MADE, lambda services, request: None, "Clarify"),
    "captured, written down": (RECEIVED, write_down, "Clarify"),
    "clarifying": (RECEIVED, ask_back, "Log reply"),
    "clarifying, replied": (
        RECEIVED,
        lambda services, request: services.messages.log_reply(ask_back(services, request), "A call."),
        "Clarify",
    ),
    "specific": (RECEIVED, lambda services, request: services.requests.clarify(request, **ASK), "Find who can help"),
    "moving, asked": (RECEIVED, ask_ama, "Log reply"),
    "moving, accepted, mine": (
        MADE,
        lambda services, request: hop(services, request, HopState.ACCEPTED),
        "Record outcome",
    ),
    "moving, agreed": (RECEIVED, agreed, "Introduce"),
    "moving, agreed without a note": (
        RECEIVED,
        lambda services, request: agreed(services, request, ""),
        "Add the forwardable note",
    ),
    "moving, made": (RECEIVED, made, "Record outcome"),
    "answered": (RECEIVED, met, "Report back to Ama Owusu"),
    "parked": (RECEIVED, lambda services, request: services.requests.park(request, date(2027, 1, 4)), "Reopen"),
    "dropped": (RECEIVED, lambda services, request: services.requests.drop(request, "moot"), "Reopen"),
    "closed": (
        RECEIVED,
        lambda services, request: (met(services, request), services.requests.close(request)),
        "Reopen",
    ),
}


@pytest.mark.parametrize("state", REQUESTS)
def test_one_button_of_a_request_stands_out_and_is_the_next_move(hands: Hands, services: Services, state: str) -> None:
    direction, walk, wanted = REQUESTS[state]
    request = services.requests.capture(direction, "Who got it down?", who=["Tomas Berg"])
    walk(services, request)
    hands.desk.request_wanted.emit(request)
    hands.settle()
    hands.qtbot.wait(150)
    hands.settle()
    assert standing_out(hands.requests.detail) == {wanted: "primary"}
    assert (f"Next: {wanted}" in hands.names()) == (wanted != "Reopen")


def test_the_states_walked_are_all_a_request_can_be_in() -> None:
    assert {name.split(",")[0] for name in REQUESTS} == set(RequestState)


def sides(services: Services, introduction: int) -> list[int]:
    row = services.introduction_rows.row(introduction)
    assert row is not None
    return [party.id for party in row.parties]


def grant(services: Services, introduction: int) -> None:
    for side in sides(services, introduction):
        services.introductions.consent(side, Consent.GRANTED)


def put_in_touch(services: Services, introduction: int) -> None:
    grant(services, introduction)
    services.introductions.waive_note(introduction)
    services.introductions.make(introduction)


INTRODUCTIONS: dict[str, tuple[Walk, str]] = {
    "idea": (lambda services, one: None, "Ask Ama Owusu first"),
    "asking": (
        lambda services, one: services.introductions.ask(one, [ids(services)["Ama Owusu"]]),
        "Record what Ama Owusu said",
    ),
    "agreed": (grant, "Add the forwardable note"),
    "agreed, with a note": (
        lambda services, one: (grant(services, one), services.introductions.waive_note(one)),
        "Introduce",
    ),
    "made": (put_in_touch, "Record outcome"),
    "met": (
        lambda services, one: (put_in_touch(services, one), services.introductions.met(one)),
        "Record outcome",
    ),
    "met, told": (
        lambda services, one: (put_in_touch(services, one), services.introductions.record_outcome(one, "They talked.")),
        "Close",
    ),
    "never met": (
        lambda services, one: (put_in_touch(services, one), services.introductions.never_met(one)),
        "Record outcome",
    ),
    "declined": (
        lambda services, one: services.introductions.consent(sides(services, one)[0], Consent.DECLINED),
        "Lift the refusal",
    ),
    "lapsed": (lambda services, one: services.introductions.lapse(one), "Take it up again"),
    "closed": (
        lambda services, one: (put_in_touch(services, one), services.introductions.close(one)),
        "",
    ),
}


@pytest.mark.parametrize("state", INTRODUCTIONS)
def test_one_button_of_an_introduction_stands_out_and_is_the_next_move(
    hands: Hands, services: Services, state: str, qtbot: QtBot
) -> None:
    walk, wanted = INTRODUCTIONS[state]
    introduction = services.introductions.propose(["Ama Owusu", "Kofi Mensah"], ["She stores", "He onboards"])
    walk(services, introduction)
    section = IntroductionsSection(hands.desk)
    bring_to_front(section, qtbot)
    section.show_record(introduction)
    settle(qtbot, hands.desk)
    assert standing_out(section.detail) == ({wanted: "primary"} if wanted else {})


def test_the_states_walked_are_all_an_introduction_can_be_in() -> None:
    assert {name.split(",")[0] for name in INTRODUCTIONS} == set(IntroductionState)


def test_done_stands_out_of_a_follow_up_and_the_action_of_each_row_of_today(desk: Desk, qtbot: QtBot) -> None:
    follow_ups = FollowUpsSection(desk)
    bring_to_front(follow_ups, qtbot)
    follow_ups.show_record(desk.services.follow_up_rows.rows()[0].id)
    settle(qtbot, desk)
    assert standing_out(follow_ups.detail) == {"Done": "primary"}
    today = TodaySection(desk)
    bring_to_front(today, qtbot)
    qtbot.waitUntil(lambda: len(today.rows()) > 5 and all(row.isVisible() for row in today.rows()))
    for row in today.rows():
        assert standing_out(row) == {row.action.text(): "plain"}


def test_each_side_of_an_introduction_reads_whose_reason_it_is(hands: Hands, services: Services, qtbot: QtBot) -> None:
    request = services.requests.capture(RECEIVED, "Who got it down?", who=["Tomas Berg"])
    ask_ama(services, request)
    (served,) = services.request_rows.detail(request).introductions
    own = services.introductions.propose(["Ama Owusu", "Kofi Mensah"], ["He stores", "She onboards"])
    section = IntroductionsSection(hands.desk)
    bring_to_front(section, qtbot)
    for introduction, wanted in ((served.id, ("Why it helps", "Why ask them")), (own, ("Because", "Because"))):
        section.show_record(introduction)
        settle(qtbot, hands.desk)
        said = [card.because.focusProxy().accessibleName().split(":")[0] for card in section.detail.cards]
        assert tuple(said) == wanted
