"""Hands for tests of the window: controls are used by their names and by keys, as a person does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
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
from netdesk.coach.judge import Coach
from netdesk.domain.instant import Clock
from netdesk.domain.words import FactKind, RequestDirection
from netdesk.language import encoder
from netdesk.language.encoder import Encoder, ModelError
from netdesk.services.people import NewContact
from netdesk.ui.composer.pane import ComposerPane
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.capture import CaptureDialog
from netdesk.ui.sections.requests import RequestsSection

CLOCK = Clock.fixed(date(2026, 11, 23))
MODEL = cache(encoder.load)
"""The model of the language, loaded once for all tests."""
VAGUE = "Hi, I'd love to pick your brain sometime"
VAGUE_TITLE = "I'd love to pick your brain sometime"


def no_model() -> Encoder:
    """Stand for a computer without the model, whose coach answers by wording and at once."""
    raise ModelError("The language model is not installed; wording alone is judged.")


def at_rest(desk: Desk, qtbot: QtBot) -> None:
    """Wait until nothing is under way and what follows from it is shown, counted in turns of the loop.

    A slow machine takes few turns in the time that a fast one takes many.
    """
    for _ in range(3):
        qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=20_000)
        for _ in range(8):
            qtbot.wait(5)


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
        desk.capture_wanted.connect(self._capture)
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
        self.qtbot.waitUntil(lambda: not (self.desk.tasks.busy or self.desk.tasks.thinking), timeout=5000)
        for _ in range(3):
            QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not (self.desk.tasks.busy or self.desk.tasks.thinking), timeout=5000)

    def control(self, name: str) -> QWidget:
        """Find what can be used under a name, in the dialog in front if there is one; wait for it as a person does."""
        self.qtbot.waitUntil(lambda: bool(self._controls(name)), timeout=3000)
        found = self._controls(name)
        assert len(found) == 1, (name, len(found))
        return found[0]

    def _controls(self, name: str) -> list[QWidget]:
        return [
            one
            for one in (self.dialog() or self.window).findChildren(QWidget)
            if one.isVisible()
            and one.isEnabled()
            and (one.accessibleName() or (one.text() if isinstance(one, QRadioButton) else "")) == name
            and isinstance(one, (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox))
        ]

    def names(self) -> set[str]:
        """The names of all buttons that can be seen."""
        return {one.accessibleName() for one in self.window.findChildren(QAbstractButton) if one.isVisible()}

    def press(self, name: str) -> None:
        """Press a button by the keyboard."""
        button = self.control(name)
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus or in_group(button), name
        button.setFocus()
        if isinstance(button, (QPushButton, QToolButton, QRadioButton)):
            self.qtbot.keyClick(button, Qt.Key.Key_Space)
        self.settle()

    def type(self, name: str, text: str) -> None:
        """Type into a field, and let it answer."""
        field = self.control(name)
        field.setFocus()
        self.qtbot.keyClicks(field, text)
        QApplication.processEvents()

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

    def _capture(self, wording: str) -> None:
        CaptureDialog(self.desk, wording, self.window).open()

    @staticmethod
    def _crash(error: BaseException) -> None:
        raise error


def in_group(button: QWidget) -> bool:
    """Whether the arrow keys reach a button from the chosen one of its group."""
    return isinstance(button, QAbstractButton) and (button.group() is not None or button.autoExclusive())


@pytest.fixture(name="services")
def given_services(tmp_path: Path) -> Iterator[Services]:
    path = tmp_path / "book.netdesk"
    create_book(path, CLOCK, "Ada Lind")
    opened = open_services(path, CLOCK)
    opened.coach = Coach(no_model)
    for name, email in (
        ("Tomas Berg", "tomas@harrow.example"),
        ("Henrik Krause", "henrik@example.org"),
        ("Ines Ortega", "ines@example.org"),
        ("Ama Owusu", "ama@brightwell.example"),
        ("Kofi Mensah", "kofi@example.org"),
        ("Bea Roy", ""),
    ):
        opened.contacts.add(NewContact(name=name, email=email))
    who = ids(opened)
    opened.facts.add(who["Henrik Krause"], FactKind.OFFERS, "supplier approval audits in textile mills")
    opened.facts.add(who["Ines Ortega"], FactKind.OFFERS, "supplier approval for food makers")
    opened.facts.add(who["Ama Owusu"], FactKind.OFFERS, "vendor onboarding in nine days")
    opened.facts.add(who["Ama Owusu"], FactKind.NEEDS, "cold storage near Lyon")
    opened.facts.add(who["Kofi Mensah"], FactKind.OFFERS, "cold storage near Lyon")
    opened.facts.add(who["Kofi Mensah"], FactKind.NEEDS, "vendor onboarding in days, not months")
    yield opened
    opened.close()


def ids(services: Services) -> dict[str, int]:
    """The contacts of the book by their names."""
    return {
        name: contact_id
        for wanted in ("Tomas", "Henrik", "Ines", "Ama", "Kofi", "Bea")
        for contact_id, name, _ in services.contact_rows.complete(wanted, 3)
    }


@pytest.fixture(name="hands")
def given_hands(qtbot: QtBot, services: Services, tmp_path: Path) -> Iterator[Hands]:
    desk = Desk(services, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    used = Hands(qtbot, desk)
    yield used
    used.window.close()
    QGuiApplication.clipboard().clear()
    desk.close()


def capture(hands: Hands, wording: str = VAGUE, who: str = "Tomas Berg") -> int:
    """Capture a request and show it."""
    request = hands.desk.services.requests.capture(RequestDirection.RECEIVED, wording, who=[who])
    hands.desk.request_wanted.emit(request)
    hands.settle()
    return request
