"""The whole loop through the controls of the window: from “pick your brain” to a closed loop with two gifts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from netdesk.bootstrap import Services, create_book, open_services
from netdesk.db.undo import USER_TABLES
from netdesk.domain.instant import Clock
from netdesk.domain.words import FactKind, HopState, IntroductionState, MessageState, RequestDirection, RequestState
from netdesk.services.contacts import NewContact
from netdesk.ui.composer.pane import ComposerPane
from netdesk.ui.desk import Desk
from netdesk.ui.sections.requests import RequestsSection

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
CLOCK = Clock.fixed(date(2026, 11, 23))
VAGUE = "Hi, I'd love to pick your brain sometime"


class Hands:
    """Uses the window as a person does: by the names of its controls, and by keys."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.window = QWidget()
        row = QHBoxLayout(self.window)
        self.requests = RequestsSection(desk)
        self.composer = ComposerPane(desk)
        row.addWidget(self.requests, 2)
        row.addWidget(self.composer, 1)
        self.composer.hide()
        self.composer.closed.connect(self.composer.hide)
        desk.message_wanted.connect(self._open_message)
        desk.request_wanted.connect(self.requests.show_record)
        self.refusals: list[str] = []
        desk.tasks.failed.connect(self.refusals.append)
        desk.tasks.crashed.connect(self._crash)
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.requests.activate()
        self.settle()

    def settle(self) -> None:
        """Wait until all work is done and shown."""
        self.qtbot.waitUntil(lambda: not self.desk.tasks.busy, timeout=5000)
        for _ in range(3):
            QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.desk.tasks.busy, timeout=5000)

    def control(self, name: str, root: QWidget | None = None) -> QWidget:
        """Find what can be used under a name, in the dialog in front if there is one."""
        place = root or self.dialog() or self.window
        found = [
            one
            for one in place.findChildren(QWidget)
            if one.isVisible()
            and one.isEnabled()
            and one.accessibleName() == name
            and isinstance(one, (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox))
        ]
        assert len(found) == 1, (name, len(found))
        return found[0]

    def names(self) -> set[str]:
        """The names of all buttons that can be seen."""
        return {one.accessibleName() for one in self.window.findChildren(QAbstractButton) if one.isVisible()}

    def press(self, name: str) -> None:
        """Press a button by the keyboard."""
        button = self.control(name)
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus, name
        button.setFocus()
        if isinstance(button, (QPushButton, QToolButton, QRadioButton)):
            self.qtbot.keyClick(button, Qt.Key.Key_Space)
        self.settle()

    def type(self, name: str, text: str) -> None:
        """Type into a field."""
        field = self.control(name)
        field.setFocus()
        self.qtbot.keyClicks(field, text)

    def choose(self, name: str, beginning: str) -> None:
        """Choose from a list by the beginning of an entry."""
        choice = self.control(name)
        assert isinstance(choice, QComboBox)
        choice.setFocus()
        self.qtbot.keyClicks(choice, beginning)
        assert choice.currentText().startswith(beginning), choice.currentText()

    def fill_in(self, label: str, text: str) -> None:
        """Open a value for typing, type and accept it."""
        values = [
            one
            for one in self.window.findChildren(QWidget)
            if one.isVisible() and one.accessibleName().startswith(f"{label}: ")
        ]
        if values:
            values[0].setFocus()
            self.qtbot.keyClick(values[0], Qt.Key.Key_Return)
        editor = self.control(label)
        self.qtbot.keyClicks(editor, text)
        self.qtbot.keyClick(editor, Qt.Key.Key_Return)
        self.settle()

    def from_menu(self, button_name: str, entry: str) -> None:
        """Choose an entry of a button's menu."""
        button = self.control(button_name)
        menu = button.menu()  # type: ignore[attr-defined]
        assert isinstance(menu, QMenu)
        menu.aboutToShow.emit()
        action = next(one for one in menu.actions() if one.text() == entry)
        action.trigger()
        self.settle()

    def dialog(self) -> QDialog | None:
        """The dialog in front."""
        return next(
            (one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()), None
        )

    def next_move(self) -> str:
        """What the one button of the request offers."""
        self.settle()
        return self.requests.detail.header.primary.accessibleName().removeprefix("Next move: ")

    def go(self, label: str) -> None:
        """Do the next move, which must be this one."""
        assert self.next_move() == label
        self.press(f"Next move: {label}")

    def send(self) -> str:
        """Copy the message and mark it as sent; return what the clipboard held."""
        self.press("Copy message")
        text = QGuiApplication.clipboard().text()
        assert QGuiApplication.clipboard().mimeData().hasHtml()
        self.press("Mark as sent")
        return text

    def answer(self, text: str, *choices: tuple[str, str]) -> None:
        """Log the reply of the message that is open."""
        self.press("Log reply")
        self.type("Reply", text)
        for name, beginning in choices:
            self.choose(name, beginning)
        self.press("Save reply")

    def _open_message(self, message_id: int) -> None:
        self.composer.show()
        self.composer.open_message(message_id)

    @staticmethod
    def _crash(error: BaseException) -> None:
        raise error


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    path = tmp_path / "book.netdesk"
    create_book(path, CLOCK, "Ada Lind")
    opened = open_services(path, CLOCK)
    for name, email in (
        ("Tomas Berg", "tomas@harrow.example"),
        ("Henrik Krause", "henrik@example.org"),
        ("Ines Ortega", "ines@example.org"),
        ("Ama Owusu", "ama@brightwell.example"),
        ("Kofi Mensah", "kofi@example.org"),
        ("Bea Roy", ""),
    ):
        opened.contacts.add(NewContact(name=name, email=email))
    who = {name: contact_id for contact_id, name, _ in opened.contact_rows.complete("", 20)} or _ids(opened)
    opened.facts.add(who["Henrik Krause"], FactKind.OFFERS, "supplier approval audits in textile mills")
    opened.facts.add(who["Ines Ortega"], FactKind.OFFERS, "supplier approval for food makers")
    opened.facts.add(who["Ama Owusu"], FactKind.OFFERS, "vendor onboarding in nine days")
    opened.facts.add(who["Ama Owusu"], FactKind.NEEDS, "cold storage near Lyon")
    opened.facts.add(who["Kofi Mensah"], FactKind.OFFERS, "cold storage near Lyon")
    opened.facts.add(who["Kofi Mensah"], FactKind.NEEDS, "vendor onboarding in days, not months")
    yield opened
    opened.close()


def _ids(services: Services) -> dict[str, int]:
    return {
        name: contact_id
        for wanted in ("Tomas", "Henrik", "Ines", "Ama", "Kofi", "Bea")
        for contact_id, name, _ in services.contact_rows.complete(wanted, 3)
    }


@pytest.fixture
def hands(qtbot: QtBot, services: Services, tmp_path: Path) -> Iterator[Hands]:
    desk = Desk(services, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    used = Hands(qtbot, desk)
    yield used
    used.window.close()
    QGuiApplication.clipboard().clear()
    desk.close()


def everything(services: Services) -> dict[str, list[object]]:
    """Every row of every user table."""
    with services.book.read() as session:
        return {table.name: list(session.execute(table.select().order_by(table.c.id)).all()) for table in USER_TABLES}


def capture(hands: Hands, wording: str, who: str) -> int:
    request = hands.desk.services.requests.capture(RequestDirection.RECEIVED, wording, who=[who])
    hands.desk.request_wanted.emit(request)
    hands.settle()
    return request


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
    request = capture(hands, VAGUE, "Tomas Berg")
    make_specific(hands)
    assert services.request_rows.detail(request).state is RequestState.SPECIFIC

    hands.go("Find who can help")
    assert QApplication.focusWidget().accessibleName().startswith("Ask ")
    hands.press("Ask Henrik Krause first")
    assert "Tomas Berg" not in hands.send()
    hands.press("Ask Ines Ortega first")
    hands.send()
    first, second = services.request_rows.detail(request).messages[-2:]
    hands.desk.message_wanted.emit(first.id)
    hands.settle()
    hands.answer("Sorry, I have no time.", ("Answer of Henrik Krause", "No"))
    hands.desk.message_wanted.emit(second.id)
    hands.settle()
    hands.answer("Gladly, but Ama knows it better.", ("Answer of Ines Ortega", "Yes"))
    hops = {hop.name: hop.state for hop in services.request_rows.detail(request).hops}
    assert hops == {"Henrik Krause": HopState.DECLINED, "Ines Ortega": HopState.ACCEPTED}

    hands.from_menu("Moves for Ines Ortega", "Add a hop after it…")
    hands.type("Contact to go through", "Ama Owusu")
    hands.press("Add hop")
    hands.go("Ask Ama Owusu first")
    hands.send()
    hands.go("Log reply")
    hands.answer("Yes, of course.", ("Answer of Ama Owusu", "Yes"))
    hands.go("Add the forwardable note")
    hands.type("Two or three sentences about who asks, ready to be passed on.", "I run onboarding at a mill.")
    hands.press("Record")
    hands.go("Introduce")
    introduced = hands.send()
    assert "Tomas" in introduced
    assert "Ama" in introduced
    hands.go("Record outcome")
    hands.type("What came of it? Who helped is told in your words.", "They agreed on a pilot.")
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


def test_a_second_request_is_answered_by_a_resource_made_on_the_spot(hands: Hands, services: Services) -> None:
    request = services.requests.capture(
        RequestDirection.RECEIVED, "Is there a guide?", who=["Bea Roy"], fields={"ask": "a guide", "topic": "approval"}
    )
    hands.desk.request_wanted.emit(request)
    hands.settle()
    hands.from_menu("More moves", "Answer by a resource…")
    hands.press("Answer by it")
    assert hands.dialog() is not None, "a resource without a title is refused, and the dialog stays"
    hands.type("Title of the resource", "Approval handbook")
    hands.type("Recommended by", "Ama Owusu")
    hands.press("Answer by it")
    assert services.request_rows.detail(request).state is RequestState.ANSWERED
    hands.go("Report back to Ama Owusu")
    assert hands.composer.message_id() is not None


def test_only_legal_moves_are_offered(hands: Hands, services: Services) -> None:
    request = capture(hands, VAGUE, "Tomas Berg")
    menu = hands.requests.detail.header.more.menu()
    menu.aboutToShow.emit()
    offered = {action.text() for action in menu.actions() if action.text()}
    assert {"Ask back", "Clarify", "Park until…", "Drop…"} <= offered
    assert not offered & {"Answer it myself…", "Close", "Add a hop…", "Keep moving", "Find who can help"}
    assert "Add hop" not in hands.names()
    services.requests.drop(request, "out of scope")
    hands.settle()
    assert hands.next_move() == "Reopen"
    menu.aboutToShow.emit()
    assert not {action.text() for action in menu.actions()} & {"Park until…", "Drop…", "Ask back"}


def test_what_is_typed_into_a_draft_is_saved_by_itself_and_found_again(hands: Hands, services: Services) -> None:
    capture(hands, VAGUE, "Tomas Berg")
    hands.go("Ask back")
    message = hands.composer.message_id()
    assert message is not None
    body = hands.control("Message")
    assert isinstance(body, QPlainTextEdit)
    body.selectAll()
    hands.qtbot.keyClicks(body, "Dear Tomas, what exactly?")
    hands.qtbot.waitUntil(
        lambda: services.message_rows.detail(message).body == "Dear Tomas, what exactly?", timeout=3000
    )
    hands.qtbot.keyClicks(body, " And by when?")
    hands.press("Close composer")
    assert services.message_rows.detail(message).body == "Dear Tomas, what exactly? And by when?"
    assert [row[0] for row in services.message_rows.drafts()] == [message]
    steps = services.history.steps()
    services.history.undo()
    hands.settle()
    assert steps.undo == "Edit a draft"
    assert "Dear Tomas" not in services.message_rows.detail(message).body


def test_a_reply_that_was_typed_and_left_is_still_there(hands: Hands, services: Services) -> None:
    capture(hands, VAGUE, "Tomas Berg")
    hands.go("Ask back")
    hands.send()
    message = hands.composer.message_id()
    hands.press("Log reply")
    hands.type("Reply", "Half a rep")
    hands.press("Close composer")
    hands.desk.message_wanted.emit(message)
    hands.settle()
    assert "Half a rep" in {one.toPlainText() for one in hands.composer.findChildren(QPlainTextEdit)}
