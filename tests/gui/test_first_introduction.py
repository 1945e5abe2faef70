"""From an empty book to a first introduction that is drafted, by keys alone and in few of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from netdesk.bootstrap import create_book, open_services
from netdesk.domain.instant import Clock
from netdesk.domain.words import MessageKind
from netdesk.services.people import NewContact
from netdesk.ui.desk import Desk
from netdesk.ui.main_window import MainWindow
from netdesk.ui.sections.contact.about import TagsPart
from netdesk.ui.sections.contact.facts import FactsPart
from netdesk.ui.sections.contacts import ContactsSection
from tests.gui.test_main_window import opened, settle

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
MOST_KEYS = 13
KNOWN = (
    ("Ana Lima", "offers: translation of rental contracts"),
    ("Cy Dale", "offers: tax advice"),
    ("Bo Kern", "needs: somebody who translates rental contracts"),
)


@pytest.fixture(name="window")
def given_window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    clock = Clock.fixed(date(2026, 11, 23))
    create_book(tmp_path / "new.netdesk", clock, "Ada Lind")
    services = open_services(tmp_path / "new.netdesk", clock)
    desk = Desk(services, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    with opened(desk, qtbot, QSize(1280, 800)) as window:
        yield window
    services.close()


def test_a_first_introduction_among_three_contacts_is_drafted_in_few_keys(window: MainWindow, qtbot: QtBot) -> None:
    pressed = 0

    def front() -> QWidget:
        if QApplication.activeModalWidget() is None:
            window.activateWindow()
        return QApplication.focusWidget() or QApplication.activeModalWidget() or window

    def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        nonlocal pressed
        pressed += 1
        QTest.keyClick(front(), key, modifiers)
        settle(window, qtbot)
        front()

    for name, fact in KNOWN:
        press(Qt.Key.Key_N, CONTROL_SHIFT)
        QTest.keyClicks(front(), name)
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: front().accessibleName() == "New fact")
        QTest.keyClicks(front(), fact)
        press(Qt.Key.Key_Return)
        qtbot.wait(300)
        settle(window, qtbot)
    press(Qt.Key.Key_I, CONTROL_SHIFT)
    assert front().accessibleName() == "Introduce to Ana Lima"
    for _ in range(3):
        press(Qt.Key.Key_Return)
    composer = window.composer()
    assert composer is not None
    message = window.desk.services.message_rows.detail(composer.message_id() or 0)
    assert (message.kind, [one.name for one in message.recipients]) == (MessageKind.OPT_IN, ["Bo Kern"])
    assert "translation of rental contracts" in message.body
    assert pressed <= MOST_KEYS


def test_a_fact_that_was_typed_and_not_entered_stays_with_whom_it_was_typed_for(
    window: MainWindow, qtbot: QtBot
) -> None:
    services = window.desk.services
    ana, bo = (services.contacts.add(NewContact(name=name)) for name in ("Ana Lima", "Bo Kern"))
    window.desk.contact_added.emit(ana)
    settle(window, qtbot)
    section = window.section()
    assert isinstance(section, ContactsSection)
    for kind, text in ((FactsPart, "offers: tax advice"), (TagsPart, "harbour")):
        qtbot.keyClicks(section.detail.part(kind).entry, text)
    window.desk.contact_added.emit(bo)
    settle(window, qtbot)
    entry = section.detail.part(FactsPart).entry
    assert (entry.text(), section.detail.part(TagsPart).entry.text()) == ("", "")
    qtbot.keyClicks(entry, "needs: a berth")
    window.show_section("today")
    settle(window, qtbot)
    known = {one: services.contact_rows.detail(one) for one in (ana, bo)}
    assert [fact.text for fact in known[ana].facts] == ["tax advice"]
    assert [fact.text for fact in known[bo].facts] == ["a berth"]
    assert [name for _, name in known[ana].tags] == ["harbour"]
    assert not known[bo].tags
