"""Where the focus is once a dialog is closed or what had it is gone: beside where it was, never at the top."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from netdesk.bootstrap import Services
from netdesk.domain.words import FollowUpKind, ResourceKind
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs import confirm as confirming
from netdesk.ui.dialogs.form import Dialog
from netdesk.ui.main_window import MainWindow
from netdesk.ui.sections.follow_ups import FollowUpsSection
from netdesk.ui.widgets.people_field import PeopleField
from tests.gui.hands import given_services, ids  # noqa: F401
from tests.gui.test_main_window import opened, settle
from tests.gui.test_next_moves import ASK, RECEIVED, ask_ama, made, met, put_in_touch

PEOPLE = ("Henrik Krause", "Bea Roy", "Ines Ortega")


@pytest.fixture(name="window")
def given_window(services: Services, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    desk = Desk(services, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    with opened(desk, qtbot, QSize(1280, 800)) as window:
        yield window


class Keys:
    """Uses the section in front by the names of its controls."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    def rest(self) -> None:
        """Wait until all is shown; a window manager gives the window the focus back once a dialog is closed."""
        settle(self.window, self.qtbot)
        self.qtbot.wait(150)
        settle(self.window, self.qtbot)
        if self.dialog() is None:
            self.window.activateWindow()
            QApplication.processEvents()

    def control(self, name: str) -> QPushButton:
        section = self.window.section()
        assert section is not None
        shown = [one for one in section.findChildren(QPushButton) if one.isVisible() and one.accessibleName() == name]
        assert shown, (name, sorted(one.accessibleName() for one in section.findChildren(QPushButton)))
        return shown[0]

    def press(self, name: str, entry: str = "") -> None:
        """Press a button, or choose an entry of its menu."""
        button = self.control(name)
        button.setFocus()
        if not entry:
            button.click()
        else:
            menu = button.menu()
            menu.aboutToShow.emit()
            next(one for one in menu.actions() if one.text().replace("&", "") == entry).trigger()
        self.rest()

    def dialog(self) -> Dialog | None:
        shown = (one for one in QApplication.topLevelWidgets() if isinstance(one, Dialog) and one.isVisible())
        return next(shown, None)

    def submit(self) -> None:
        """Fill in the dialog in front, and do what it is for."""
        dialog = self.dialog()
        assert dialog is not None
        known = ids(self.window.desk.services)
        people = [(known[name], name) for name in PEOPLE]
        for field in dialog.findChildren(PeopleField):
            if field.isVisible() and field.people():
                field.set_people(people[-2:])
            elif field.isVisible():
                field.set_people([people.pop(0)])
        for text in dialog.findChildren(QPlainTextEdit):
            if text.isVisible() and not text.toPlainText():
                QTest.keyClicks(text, "Words")
        for line in dialog.findChildren(QLineEdit):
            if line.isVisible() and not line.text() and not isinstance(line.parent(), PeopleField):
                QTest.keyClicks(line, "Words")
        dialog.primary.click()
        self.rest()
        assert self.dialog() is None

    def focus(self) -> str:
        focused = QApplication.focusWidget()
        return "nowhere" if focused is None else focused.accessibleName()


@pytest.fixture(name="keys")
def given_keys(window: MainWindow, qtbot: QtBot) -> Keys:
    return Keys(window, qtbot)


@dataclass(frozen=True)
class Case:
    """What opens a dialog, and where the focus is once it was submitted."""

    button: str
    entry: str
    after: str
    walk: Callable[[Services, int], object] = lambda services, request: services.requests.clarify(request, **ASK)


REQUESTS = {
    "add a hop": Case("Add hop", "", "Add hop"),
    "somebody else": Case("Somebody else…", "", "Somebody else…"),
    "answer by a resource": Case("More moves", "Answer by a resource…", "More moves"),
    "answer it": Case("More moves", "Answer it myself…", "More moves"),
    "park": Case("More moves", "Park until…", "More moves"),
    "drop": Case("More moves", "Drop…", "More moves"),
    "note": Case("More moves", "Add a note…", "More moves"),
    "who asks": Case("More moves", "Change who asks…", "More moves"),
    "a hop's answer": Case("Moves for Ama Owusu", "Record what they said…", "Moves for Ama Owusu", ask_ama),
    "outcome": Case("Next move: Record outcome", "", "Next move: Report back to Ama Owusu", made),
    "outcome below": Case("Record outcome", "", "Close", made),
    "thank": Case("Moves for Ama Owusu", "Thank", "Message", met),
    "answer by one found": Case("Answer by Vendor onboarding guide", "", "Next move: Close"),
}


@pytest.mark.parametrize("case", REQUESTS)
def test_each_dialog_of_a_request_leaves_the_focus_where_it_was_or_beside_it(
    keys: Keys, services: Services, case: str
) -> None:
    services.resources.add(
        ResourceKind.DOCUMENT, "Vendor onboarding guide", recommended_for="a call on vendor onboarding"
    )
    request = services.requests.capture(RECEIVED, "Who got it down?", who=["Tomas Berg"])
    wanted = REQUESTS[case]
    wanted.walk(services, request)
    keys.window.desk.request_wanted.emit(request)
    keys.rest()
    keys.press(wanted.button, wanted.entry)
    dialog = keys.dialog()
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    keys.rest()
    assert keys.focus() == wanted.button
    keys.press(wanted.button, wanted.entry)
    keys.submit()
    assert keys.focus() == wanted.after


def test_what_goes_from_a_request_gives_the_focus_to_what_stands_beside_it(keys: Keys, services: Services) -> None:
    request = services.requests.capture(RECEIVED, "Who got it down?", who=["Tomas Berg"])
    services.requests.clarify(request, **ASK)
    for name in ("Henrik Krause", "Bea Roy"):
        services.hops.add(request, contact=name)
    keys.window.desk.request_wanted.emit(request)
    keys.rest()
    keys.press("Moves for Henrik Krause", "Remove hop")
    assert keys.focus() == "Moves for Bea Roy"
    keys.press("Moves for Bea Roy", "Remove hop")
    assert keys.focus() == "Next: Find who can help"
    keys.press("Add Ama Owusu to the chain")
    assert keys.focus() in {"Somebody else…", "Ask Kofi Mensah first"}, "who is looking for the same"


def say_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirming.Dialog, "exec", lambda _: QDialog.DialogCode.Accepted)


def test_what_is_deleted_gives_the_focus_to_the_list_and_shows_the_next(
    keys: Keys, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    say_yes(monkeypatch)
    oldest, middle, newest = (
        services.requests.capture(RECEIVED, wording, who=["Tomas Berg"]) for wording in ("One?", "Two?", "Three?")
    )
    keys.window.desk.request_wanted.emit(middle)
    keys.rest()
    keys.press("More moves", "Delete request")
    section = keys.window.section()
    assert (keys.focus(), section.detail.request.id) == ("Requests", oldest)  # type: ignore[union-attr]
    for _ in (oldest, newest):
        keys.press("More moves", "Delete request")
    assert keys.focus() == "Capture a request"
    pairs = (("Bea Roy", "Kofi Mensah"), ("Ama Owusu", "Kofi Mensah"), ("Ama Owusu", "Bea Roy"))
    first, second, _ = (services.introductions.propose(pair, ("a", "b")) for pair in pairs)
    keys.window.desk.introduction_wanted.emit(second)
    keys.rest()
    keys.press("More", "Delete introduction")
    section = keys.window.section()
    assert keys.focus() == "Introductions"
    assert section.detail.introduction_id() == first  # type: ignore[union-attr]
    for _ in range(2):
        keys.press("More", "Delete introduction")
    assert keys.focus() == "Introduce two people"


def test_a_control_of_an_introduction_that_goes_gives_the_focus_to_the_next_move(
    keys: Keys, services: Services
) -> None:
    introduction = services.introductions.propose(("Ama Owusu", "Bea Roy"), ("She mills", "She bakes"))
    keys.window.desk.introduction_wanted.emit(introduction)
    keys.rest()
    keys.press("Go without a forwardable note")
    assert keys.focus() == "Ask Ama Owusu first"
    keys.control("Record the answer of Bea Roy").setFocus()
    put_in_touch(services, introduction)
    keys.rest()
    assert keys.focus() == "Record outcome"
    keys.press("Record outcome")
    keys.submit()
    assert keys.focus() == "Close"
    keys.press("Close")
    assert keys.focus() == "More"


@pytest.mark.parametrize("entry", ["Introduce two people", "Enter one that was made"])
def test_a_new_introduction_leaves_the_focus_in_its_section(keys: Keys, entry: str) -> None:
    keys.window.show_section("introductions")
    keys.rest()
    keys.press("New introduction", entry)
    keys.submit()
    assert keys.focus() == "New introduction"


def test_follow_ups_keep_the_focus_in_their_list_until_none_is_left(keys: Keys, services: Services) -> None:
    for day in range(24, 29):
        services.follow_ups.add(FollowUpKind.CUSTOM, date(2026, 11, day), title=f"On the {day}th")
    section = keys.window.show_section("follow-ups")
    section = section or keys.window.section()
    assert isinstance(section, FollowUpsSection)
    keys.rest()
    for verb in (section.add, section.edit, section.set_day):
        section.pane.list.setFocus()
        verb()
        keys.rest()
        keys.submit()
        assert keys.focus() == "Follow-ups"
    for button in ("Done", "Skip", "Delete"):
        keys.press(button)
        assert keys.focus() == button
    while section.chosen():
        keys.press("Delete")
    assert keys.focus() == "New follow-up"


def test_the_key_of_the_section_in_front_leads_back_to_it_from_a_message(keys: Keys, services: Services) -> None:
    request = services.requests.capture(RECEIVED, "Who got it down?", who=["Tomas Berg"], fields=ASK)
    keys.window.desk.request_wanted.emit(request)
    message = ask_ama(services, request)
    keys.window.desk.message_wanted.emit(message)
    keys.rest()
    composer, section = keys.window.composer(), keys.window.section()
    assert composer is not None and composer.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    keys.rest()
    assert section is not None and section.isAncestorOf(QApplication.focusWidget())
