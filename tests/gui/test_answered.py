"""Once an answer is recorded, wherever that is done, the window goes on with what comes next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from netdesk.domain.words import Consent, HopState, IntroductionState, MessageKind, MessageState, RequestDirection
from netdesk.services.people import NewContact
from netdesk.services.purpose import Purpose
from netdesk.ui.desk import Desk
from netdesk.ui.main_window import MainWindow
from netdesk.ui.sections.introductions import IntroductionsSection
from netdesk.ui.sections.requests import RequestsSection
from tests.gui.test_introductions import answer
from tests.gui.test_main_window import opened, settle


@pytest.fixture(name="window")
def given_window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    with opened(desk, qtbot, QSize(1440, 900)) as window:
        yield window


def button(window: MainWindow, name: str) -> QAbstractButton:
    composer = window.composer()
    assert composer is not None
    (found,) = [
        one for one in composer.findChildren(QAbstractButton) if one.isVisible() and one.accessibleName() == name
    ]
    return found


def shown(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def opt_in(window: MainWindow, qtbot: QtBot) -> int:
    """An introduction with its opt-in note beside it, which was sent."""
    services = window.desk.services
    sides = [services.contacts.add(NewContact(name=name)) for name in ("Ada First", "Bo Second")]
    introduction = services.introductions.propose(sides, ("she knows harbours", "he knows ships"))
    window.desk.introduction_wanted.emit(introduction)
    settle(window, qtbot)
    message = services.messages.draft(
        Purpose(kind=MessageKind.OPT_IN, introduction_id=introduction, to=(sides[0],)),
    )
    services.messages.mark_sent(message)
    window.desk.message_wanted.emit(message)
    settle(window, qtbot)
    return message


def test_a_consent_recorded_beside_an_opt_in_note_answers_it_and_leads_on(window: MainWindow, qtbot: QtBot) -> None:
    message = opt_in(window, qtbot)
    section, composer = window.section(), window.composer()
    assert isinstance(section, IntroductionsSection) and composer is not None
    answer(section, 0, "Granted")
    settle(window, qtbot)
    assert window.desk.services.message_rows.detail(message).state is MessageState.ANSWERED
    assert "answered" in shown(composer)
    assert "Answered 23 Nov." in shown(composer)
    following = button(window, "Go on: Ask Bo Second")
    assert button(window, "Log reply").property("kind") == "plain"
    following.setFocus()
    qtbot.keyClick(following, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    assert section.detail.primary.text() == "Ask Bo Second"
    drafted = window.desk.services.message_rows.detail(composer.message_id() or 0)
    assert (drafted.kind, [one.name for one in drafted.recipients]) == (MessageKind.OPT_IN, ["Bo Second"])
    assert drafted.state is MessageState.DRAFT


def test_going_on_only_leads_to_a_move_that_ends_something(window: MainWindow, qtbot: QtBot) -> None:
    message = opt_in(window, qtbot)
    section = window.section()
    assert isinstance(section, IntroductionsSection)
    answer(section, 0, "Declined")
    settle(window, qtbot)
    button(window, "Go on: Lift the refusal").click()
    settle(window, qtbot)
    assert QApplication.focusWidget() is section.detail.primary
    introduction = window.desk.services.message_rows.detail(message).introduction_id
    row = window.desk.services.introduction_rows.row(introduction or 0)
    assert row is not None and row.state is IntroductionState.DECLINED


@pytest.mark.parametrize("within", [False, True])
def test_once_a_consent_is_written_down_the_focus_is_on_the_next_move(
    window: MainWindow, qtbot: QtBot, within: bool
) -> None:
    services = window.desk.services
    if within:
        request = services.requests.capture(
            RequestDirection.RECEIVED, "Who dyes wool?", who=["Tomas Berg"], fields={"ask": "a call", "topic": "wool"}
        )
        services.messages.mark_sent(services.messages.ask_first(request, services.contacts.add(NewContact(name="Ada"))))
        window.desk.request_wanted.emit(request)
    else:
        sides = [services.contacts.add(NewContact(name=name)) for name in ("Ada First", "Bo Second")]
        window.desk.introduction_wanted.emit(services.introductions.propose(sides, ("she knows harbours", "he sails")))
    settle(window, qtbot)
    section = window.section()
    assert isinstance(section, RequestsSection | IntroductionsSection)
    detail = section.detail.introductions._detail if isinstance(section, RequestsSection) else section.detail
    assert detail is not None
    card = next(one for one in detail.cards if one.accessibleName().startswith("Ada"))
    card._answer.setFocus()
    next(one for one in card.menu.actions() if one.text() == "Granted").trigger()
    settle(window, qtbot)
    primary = section.detail.header.primary if isinstance(section, RequestsSection) else section.detail.primary
    assert QApplication.focusWidget() is primary
    assert primary.text() == ("Add the forwardable note" if within else "Ask Bo Second")


def test_a_saved_reply_leads_to_the_next_move_of_the_record_beside_it(window: MainWindow, qtbot: QtBot) -> None:
    services = window.desk.services
    ada = services.contacts.add(NewContact(name="Ada First"))
    request = services.requests.capture(RequestDirection.MADE, "Who dyes wool?", fields={"ask": "a call", "topic": "x"})
    message = services.messages.ask_first(request, ada)
    services.messages.mark_sent(message)
    window.desk.request_wanted.emit(request)
    settle(window, qtbot)
    window.desk.message_wanted.emit(message)
    settle(window, qtbot)
    button(window, "Log reply").click()
    qtbot.keyClicks(QApplication.focusWidget(), "Gladly. Call me on Friday.")
    button(window, "Save reply").click()
    settle(window, qtbot)
    section = window.section()
    assert isinstance(section, RequestsSection)
    assert QApplication.focusWidget() is section.detail.header.primary


def test_a_saved_reply_leads_back_to_the_list_where_the_record_is_not_shown(window: MainWindow, qtbot: QtBot) -> None:
    services = window.desk.services
    ada = services.contacts.add(NewContact(name="Ada First"))
    message = services.messages.draft(Purpose(kind=MessageKind.CHECK_IN, to=(ada,)))
    services.messages.mark_sent(message)
    window.desk.message_wanted.emit(message)
    settle(window, qtbot)
    button(window, "Log reply").click()
    qtbot.keyClicks(QApplication.focusWidget(), "All is well.")
    button(window, "Save reply").click()
    settle(window, qtbot)
    section = window.section()
    assert section is not None and section.isAncestorOf(QApplication.focusWidget())


def test_a_message_that_asks_nothing_leads_on_as_soon_as_it_is_sent(window: MainWindow, qtbot: QtBot) -> None:
    services = window.desk.services
    ada = services.contacts.add(NewContact(name="Ada First"))
    request = services.requests.capture(RequestDirection.MADE, "Who dyes wool?", fields={"ask": "a call", "topic": "x"})
    hop = services.hops.add(request, contact=ada)
    services.hops.advance(hop, HopState.DELIVERED, "It works.")
    window.desk.request_wanted.emit(request)
    window.desk.message_wanted.emit(services.messages.draft(Purpose(kind=MessageKind.CLOSE_THE_LOOP, hop_id=hop)))
    settle(window, qtbot)
    button(window, "Mark as sent").setFocus()
    button(window, "Mark as sent").click()
    settle(window, qtbot)
    assert QApplication.focusWidget() is button(window, "Go on: Thank Ada First")
    assert button(window, "Log reply").property("kind") == "plain"


def test_what_is_pasted_on_a_sent_message_is_its_reply(window: MainWindow, qtbot: QtBot) -> None:
    opt_in(window, qtbot)
    QGuiApplication.clipboard().setText("Hi Ada,\n\ngladly.")
    QTest.keyClick(button(window, "Log reply"), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    composer = window.composer()
    assert composer is not None and QApplication.activeModalWidget() is None
    assert composer._answers._panel.editor.text() == "Hi Ada,\n\ngladly."
    assert QApplication.focusWidget() is composer._answers._panel.editor


def test_what_a_side_said_is_recorded_from_the_request_at_the_button_that_does(
    window: MainWindow, qtbot: QtBot
) -> None:
    services = window.desk.services
    ada = services.contacts.add(NewContact(name="Ada First"))
    request = services.requests.capture(
        RequestDirection.RECEIVED, "Who dyes wool?", who=["Tomas Berg"], fields={"ask": "a call", "topic": "wool"}
    )
    message = services.messages.ask_first(request, ada)
    services.messages.mark_sent(message)
    services.messages.log_reply(message, "Who is it?")
    window.desk.request_wanted.emit(request)
    settle(window, qtbot)
    section = window.section()
    assert isinstance(section, RequestsSection)
    assert section.detail.header.primary.text() == "Record what Ada First said"
    section.detail.header.primary.click()
    settle(window, qtbot)
    detail = section.detail.introductions._detail
    assert detail is not None and QApplication.focusWidget() is detail.primary
    assert detail.primary.text() == "Record what Ada First said"


def test_an_introduction_of_a_request_leads_to_the_move_of_the_request(window: MainWindow, qtbot: QtBot) -> None:
    services = window.desk.services
    ada = services.contacts.add(NewContact(name="Ada First"))
    request = services.requests.capture(
        RequestDirection.RECEIVED, "Who dyes wool?", who=["Tomas Berg"], fields={"ask": "a call", "topic": "wool"}
    )
    services.messages.mark_sent(services.messages.ask_first(request, ada))
    (row,) = services.request_rows.detail(request).introductions
    for party in row.parties:
        services.introductions.consent(party.id, Consent.GRANTED)
    services.introductions.waive_note(row.id)
    message = services.messages.draft(Purpose(kind=MessageKind.INTRODUCTION, introduction_id=row.id))
    services.messages.mark_sent(message)
    services.messages.log_reply(message, "They agreed on a pilot.")
    services.introductions.record_outcome(row.id, "They agreed on a pilot.")
    window.desk.request_wanted.emit(request)
    window.desk.message_wanted.emit(message)
    settle(window, qtbot)
    button(window, "Go on: Report back to Ada First").click()
    settle(window, qtbot)
    assert window.sidebar.current() == "requests"
    composer = window.composer()
    assert composer is not None
    drafted = services.message_rows.detail(composer.message_id() or 0)
    assert drafted.kind is MessageKind.CLOSE_THE_LOOP


@pytest.fixture(name="small")
def given_small_window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    with opened(desk, qtbot, QSize(1280, 800)) as window:
        yield window


def test_what_a_reply_decides_is_saved_without_scrolling(small: MainWindow, qtbot: QtBot) -> None:
    services = small.desk.services
    tomas, ada = (services.contacts.add(NewContact(name=name)) for name in ("Tomas Berg", "Ada First"))
    request = services.requests.capture(
        RequestDirection.RECEIVED, "Who dyes wool?", who=[tomas], fields={"ask": "a call", "topic": "wool"}
    )
    message = services.messages.ask_first(request, ada)
    services.messages.mark_sent(message)
    small.desk.request_wanted.emit(request)
    small.desk.message_wanted.emit(message)
    settle(small, qtbot)
    button(small, "Log reply").click()
    qtbot.keyClicks(QApplication.focusWidget(), "Yes, gladly.")
    settle(small, qtbot)
    save = button(small, "Save reply")
    assert save.visibleRegion().boundingRect() == save.rect()


def test_what_comes_after_copying_is_seen_without_scrolling(small: MainWindow, qtbot: QtBot) -> None:
    services = small.desk.services
    tomas, ada = (services.contacts.add(NewContact(name=name)) for name in ("Tomas Berg", "Ada First"))
    request = services.requests.capture(
        RequestDirection.RECEIVED, "Who dyes wool?", who=[tomas], fields={"ask": "a call", "topic": "wool"}
    )
    small.desk.request_wanted.emit(request)
    small.desk.message_wanted.emit(services.messages.ask_first(request, ada))
    settle(small, qtbot)
    button(small, "Copy message").click()
    settle(small, qtbot)
    sent = button(small, "Mark as sent")
    qtbot.waitUntil(lambda: sent.visibleRegion().boundingRect() == sent.rect())
    composer = small.composer()
    assert composer is not None
    composer._envelope.setMinimumHeight(small.height())  # as when what is above is filled at last
    qtbot.waitUntil(lambda: composer._envelope.height() >= small.height())
    qtbot.waitUntil(lambda: sent.visibleRegion().boundingRect() == sent.rect())


def test_what_is_told_after_a_reply_is_seen_without_scrolling(small: MainWindow, qtbot: QtBot) -> None:
    services = small.desk.services
    tomas = services.contacts.add(NewContact(name="Tomas Berg"))
    request = services.requests.capture(RequestDirection.RECEIVED, "May I pick your brain?", who=[tomas])
    message = services.messages.draft(Purpose(kind=MessageKind.ASK_BACK, request_id=request))
    services.messages.edit(message, body="\n\n".join(f"Question {number}?" for number in range(30)))
    services.messages.mark_sent(message)
    small.desk.request_wanted.emit(request)
    small.desk.message_wanted.emit(message)
    settle(small, qtbot)
    composer = small.composer()
    assert composer is not None
    button(small, "Log reply").click()
    composer._answers._panel.editor.insertPlainText("A call. " * 200)
    button(small, "Save reply").click()
    settle(small, qtbot)
    (told,) = [
        one for one in composer.findChildren(QLabel) if one.isVisible() and one.text().startswith("The reply is logged")
    ]
    assert told.visibleRegion().boundingRect() == told.rect()
