"""A book that cannot be written: nothing typed is lost, and it is saved as soon as the book can be written again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netdesk.domain.words import MessageKind
from netdesk.services.contact_list import ContactFilter
from netdesk.services.purpose import Purpose
from netdesk.ui.composer.pane import ComposerPane
from netdesk.ui.desk import Desk
from netdesk.ui.main_window import MainWindow
from netdesk.ui.sections.contact.about import NotesPart
from netdesk.ui.sections.contact.facts import FactsPart
from netdesk.ui.sections.contact.met import MetPart
from netdesk.ui.sections.contacts import ContactsSection
from netdesk.ui.widgets.book_field import BookField
from tests.gui.test_contacts import shown_first
from tests.gui.test_main_window import answer_next_dialog
from tests.gui.test_typing import another, open_field, settle, show_all, shown

LARGE = "All of it is worth keeping. " * 20_000


def writing(desk: Desk) -> sqlite3.Connection:
    """The one connection that writes."""
    with desk.services.book.write("Nothing") as work:
        found = work.session.connection().connection.dbapi_connection
    assert isinstance(found, sqlite3.Connection)
    return found


@contextmanager
def read_only(desk: Desk) -> Iterator[None]:
    """Let SQLite refuse every write, as it does where the file can only be read."""
    connection = writing(desk)
    connection.execute("PRAGMA query_only = ON")
    yield
    connection.execute("PRAGMA query_only = OFF")


@contextmanager
def full_disk(desk: Desk) -> Iterator[None]:
    """Let SQLite find no room for another page."""
    connection = writing(desk)
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    yield
    connection.execute("PRAGMA max_page_count = 1000000")


@pytest.fixture
def told(desk: Desk) -> list[str]:
    """What the window says of failures, which are expected here."""
    sentences: list[str] = []
    desk.tasks.failed.disconnect()
    desk.tasks.failed.connect(sentences.append)
    return sentences


@pytest.fixture
def section(desk: Desk, qtbot: QtBot) -> Iterator[ContactsSection]:
    """The contacts, with the first one shown in full."""
    yield from shown_first(desk, qtbot)


@pytest.fixture
def composer(desk: Desk, qtbot: QtBot) -> Iterator[ComposerPane]:
    """The composer, with nothing in it."""
    made = ComposerPane(desk)
    qtbot.addWidget(made)
    made.resize(500, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made


def place(section: ContactsSection) -> BookField:
    return section.detail.part(MetPart).fields["place"]


def stored_place(desk: Desk, contact_id: int) -> str:
    met = desk.services.contact_rows.detail(contact_id).how_met
    return met.place if met is not None else ""


def type_and_leave(field: BookField, text: str, key: Qt.Key = Qt.Key.Key_Tab) -> None:
    editor = open_field(field)
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, key)


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_a_value_that_was_left_stays_open_until_it_is_saved(
    section: ContactsSection, desk: Desk, qtbot: QtBot, told: list[str], key: Qt.Key
) -> None:
    field, before = place(section), stored_place(desk, shown(section))
    with read_only(desk):
        type_and_leave(field, "Lyon", key)
        settle(qtbot, desk)
        assert (field.text(), field.editing, stored_place(desk, shown(section))) == ("Lyon", True, before)
        assert told and "can be read but not written" in told[0]
        section.reload()
        settle(qtbot, desk)
        assert field.text() == "Lyon"
    editor = QApplication.focusWidget() if key is Qt.Key.Key_Return else field._editor
    assert editor is field._editor
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    settle(qtbot, desk)
    assert (field.text(), field.editing, stored_place(desk, shown(section))) == ("Lyon", False, "Lyon")
    desk.services.history.undo()
    settle(qtbot, desk)
    assert field.text() == stored_place(desk, shown(section)) == before


def test_a_value_that_was_not_saved_is_there_on_the_way_back_to_its_record(
    section: ContactsSection, desk: Desk, qtbot: QtBot, told: list[str]
) -> None:
    one, other = shown(section), another(section)
    with read_only(desk):
        QTest.keyClicks(open_field(place(section)), "Lyon")
        section.show_record(other)
        show_all(qtbot)
        settle(qtbot, desk)
        assert told and place(section).text() == stored_place(desk, other)
        section.show_record(one)
        show_all(qtbot)
        assert place(section).text() == "Lyon"
    section.show_record(other)
    settle(qtbot, desk)
    assert (stored_place(desk, one), stored_place(desk, other)) == ("Lyon", place(section).text())


def test_a_value_that_was_not_saved_can_be_given_up(
    section: ContactsSection, desk: Desk, qtbot: QtBot, told: list[str]
) -> None:
    one, other, before = shown(section), another(section), stored_place(desk, shown(section))
    with read_only(desk):
        type_and_leave(place(section), "Lyon")
        settle(qtbot, desk)
        place(section)._editor.setFocus()
        QTest.keyClick(place(section)._editor, Qt.Key.Key_Escape)
        for contact_id in (other, one):
            section.show_record(contact_id)
            settle(qtbot, desk)
        assert (place(section).text(), place(section).editing) == (before, False)
    assert stored_place(desk, one) == before


def test_a_long_note_outlives_a_full_disk(section: ContactsSection, desk: Desk, qtbot: QtBot, told: list[str]) -> None:
    field = section.detail.part(NotesPart).field
    with full_disk(desk):
        editor = open_field(field)
        editor.insert_text(LARGE)
        QTest.keyClick(editor, Qt.Key.Key_Tab)
        settle(qtbot, desk)
        assert field.text() == LARGE and "is full" in told[0]
    field.save()
    settle(qtbot, desk)
    assert desk.services.contact_rows.detail(shown(section)).notes == LARGE


def test_a_line_for_a_new_fact_keeps_what_could_not_be_added(
    section: ContactsSection, desk: Desk, qtbot: QtBot, told: list[str]
) -> None:
    entry = section.detail.part(FactsPart).entry
    entry.setFocus()
    QTest.keyClicks(entry, "keeps bees")
    with read_only(desk):
        QTest.keyClick(entry, Qt.Key.Key_Return)
        settle(qtbot, desk)
    assert entry.text() == "keeps bees" and len(told) == 1
    QTest.keyClick(entry, Qt.Key.Key_Return)
    settle(qtbot, desk)
    assert "keeps bees" in [one.text for one in desk.services.contact_rows.detail(shown(section)).facts]


def test_a_message_keeps_what_could_not_be_saved_while_another_one_is_open(
    composer: ComposerPane, desk: Desk, qtbot: QtBot, told: list[str]
) -> None:
    first, second = (
        desk.services.messages.draft(Purpose(kind=MessageKind.CHECK_IN, to=(one,)))
        for one in desk.services.contact_rows.ids(ContactFilter())[1:3]
    )
    composer.open_message(first)
    settle(qtbot, desk)
    with read_only(desk):
        QTest.keyClicks(composer._body, "Read me. ")
        composer.open_message(second)
        settle(qtbot, desk)
        assert "Read me." not in composer._body.text() and "can be read but not written" in composer._told.text()
        composer.open_message(first)
        settle(qtbot, desk)
        assert composer._body.text().startswith("Read me. ")
    composer.save()
    settle(qtbot, desk)
    assert desk.services.message_rows.detail(first).body.startswith("Read me. ")


def test_the_window_asks_before_it_closes_over_what_could_not_be_saved(
    desk: Desk, qtbot: QtBot, told: list[str]
) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    section = window.show_section("contacts")
    settle(qtbot, desk)
    assert isinstance(section, ContactsSection)
    with read_only(desk):
        type_and_leave(place(section), "Lyon")
        settle(qtbot, desk)
        answer_next_dialog(qtbot, accept=False)
        window.close()
        assert window.isVisible() and place(section).text() == "Lyon"
    place(section).leave()
    settle(qtbot, desk)
    window.close()
    assert not window.isVisible()
