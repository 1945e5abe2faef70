"""The whole loop through the controls of the window: from “pick your brain” to a closed loop with two gifts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from netdesk.bootstrap import Services
from netdesk.db.undo import USER_TABLES
from netdesk.domain.words import HopState, IntroductionState, MessageState, RequestState
from tests.gui.hands import VAGUE, Hands, given_hands, given_services  # noqa: F401

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


def everything(services: Services) -> dict[str, list[object]]:
    """Every row of every user table."""
    with services.book.read() as session:
        return {table.name: list(session.execute(table.select().order_by(table.c.id)).all()) for table in USER_TABLES}


def make_specific(hands: Hands) -> None:
    hands.go("Ask back")
    clipboard = hands.send()
    assert "Hi Tomas" in clipboard
    assert "?" in clipboard
    hands.go("Log reply")
    hands.answer("I took over onboarding; approval takes eleven weeks.")
    hands.go("Clarify")
    hands.fill_in("Purpose", "cut supplier onboarding from eleven weeks")
    hands.fill_in("Topic", "supplier approval and vendor onboarding")
    hands.fill_in("Ask", "a call with somebody who got it under four weeks")
    hands.fill_in("Who", "procurement in food or textiles")
    hands.fill_in("Bound", "30 minutes before 10 December")
    hands.press("Clarify request")


def test_a_vague_request_becomes_a_closed_loop_and_goes_back_step_by_step(hands: Hands, services: Services) -> None:
    before = everything(services)
    hands.desk.capture_wanted.emit("")
    hands.type("Who asks", "Tomas Berg")
    hands.type("Wording", VAGUE)
    hands.press("Capture")
    request = services.request_rows.rows()[0].id
    make_specific(hands)
    assert services.request_rows.detail(request).state is RequestState.SPECIFIC

    hands.go("Find who can help")
    hands.qtbot.waitUntil(lambda: QApplication.focusWidget().accessibleName().startswith("Ask "), timeout=3000)
    hands.press("Ask Henrik Krause first")
    assert "Tomas Berg" not in hands.send()
    hands.press("Ask Ines Ortega first")
    hands.send()
    first, second = services.request_rows.detail(request).messages[-2:]
    hands.desk.message_wanted.emit(first.id)
    hands.settle()
    hands.answer("Sorry, I have no time.", ("Answer of Henrik Krause", "Declined"))
    hands.desk.message_wanted.emit(second.id)
    hands.settle()
    hands.answer("Gladly, but Ama knows it better.", ("Answer of Ines Ortega", "Granted"))
    hops = {hop.name: hop.state for hop in services.request_rows.detail(request).hops}
    assert hops == {"Henrik Krause": HopState.DECLINED, "Ines Ortega": HopState.ACCEPTED}

    hands.from_menu("Moves for Ines Ortega", "Add a hop after it…")
    hands.type("Contact to go through", "Ama Owusu")
    hands.press("Add hop")
    hands.go("Ask Ama Owusu first")
    hands.send()
    hands.go("Log reply")
    hands.answer("Yes, of course.", ("Answer of Ama Owusu", "Granted"))
    hands.go("Add the forwardable note")
    assert not hands.control("Forwardable note").visibleRegion().isEmpty()
    hands.type("Forwardable note", "I run onboarding at a mill.")
    hands.qtbot.keyClick(hands.control("Forwardable note"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.go("Introduce")
    introduced = hands.send()
    assert "Tomas" in introduced
    assert "Ama" in introduced
    hands.go("Record outcome")
    hands.type("What came of it? Whoever helped will read it in these words.", "They agreed on a pilot.")
    hands.press("Record")
    assert services.request_rows.detail(request).state is RequestState.ANSWERED

    for name in ("Ines Ortega", "Ama Owusu"):
        hands.go(f"Report back to {name}")
        assert "pilot" in hands.send()
    hands.go("Thank Ines Ortega")
    hands.press("Draft thanks")
    hands.send()
    hands.go("Thank Ama Owusu")
    assert hands.dialog() is not None
    hands.press("Draft thanks")
    assert "Kofi Mensah" in hands.send()
    offered = services.introduction_rows.rows(states=[IntroductionState.ASKING])
    assert any("Kofi Mensah" in row.title for row in offered)
    hands.go("Close")
    detail = services.request_rows.detail(request)
    assert detail.state is RequestState.CLOSED
    assert all(row.state is not MessageState.DRAFT for row in detail.messages)
    assert hands.next_move() == "Reopen"
    assert hands.refusals == []

    after = everything(services)
    while services.request_rows.rows(states=RequestState):
        services.history.undo()
    hands.settle()
    assert everything(services) == before
    while services.history.steps().redo:
        services.history.redo()
    hands.settle()
    assert everything(services) == after
