"""Nothing typed is lost, whatever comes from the book in the meantime."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Event
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netdesk.domain.errors import BookError
from netdesk.domain.words import FactKind, MessageKind
from netdesk.services.contact_list import ContactFilter
from netdesk.services.message_rows import MessageDetail
from netdesk.services.purpose import Purpose
from netdesk.ui.composer.body import MessageBody
from netdesk.ui.composer.pane import ComposerPane
from netdesk.ui.composer.subject import SubjectLine
from netdesk.ui.desk import Desk
from netdesk.ui.sections.contact.about import DatesPart, NotesPart
from netdesk.ui.sections.contact.facts import SHOWN, FactsPart
from netdesk.ui.sections.contact.met import MetPart
from netdesk.ui.sections.contacts import ContactsSection
from netdesk.ui.widgets.book_field import BookField
from netdesk.ui.widgets.editor import PlainTextEditor
from netdesk.ui.widgets.people_field import PeopleField
from netdesk.ui.widgets.underway import Underway
from tests.gui.test_contacts import shown_first


@contextmanager
def busy_writer(desk: Desk, qtbot: QtBot) -> Iterator[None]:
    """Let what is submitted wait, as behind an import, until the end of the block."""
    until = Event()
    desk.tasks.write(desk, until.wait)
    try:
        yield
    finally:
        until.set()
    settle(qtbot, desk)


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Wait until all work is done and shown."""
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    show_all(qtbot)
    qtbot.waitUntil(lambda: not desk.tasks.busy)


def show_all(qtbot: QtBot) -> None:
    """Let every part be shown that waits for a turn of the loop."""
    qtbot.wait(20)
    for _ in range(60):
        QApplication.processEvents()


def open_field(field: BookField) -> PlainTextEditor:
    """Open a value for typing anew."""
    field.edit()
    editor = field.findChild(PlainTextEditor)
    assert editor is not None and editor.hasFocus()
    editor.selectAll()
    return editor


def change_something_else(desk: Desk, qtbot: QtBot) -> None:
    """Change what no open field is about, so that everything is shown anew."""
    last = desk.services.contact_rows.ids(ContactFilter())[-1]
    nickname = desk.services.contact_rows.detail(last).nickname
    desk.services.contacts.edit(last, nickname=f"{nickname}!")
    show_all(qtbot)


@pytest.fixture
def section(desk: Desk, qtbot: QtBot) -> Iterator[ContactsSection]:
    """The contacts, with the first one shown in full."""
    yield from shown_first(desk, qtbot)


def shown(section: ContactsSection) -> int:
    contact_id = section.detail.contact_id()
    assert contact_id is not None
    return contact_id


def another(section: ContactsSection) -> int:
    other = section.model.id_at(section.model.index(1))
    assert other is not None and other != shown(section)
    return other


def test_a_value_that_is_being_saved_is_not_overwritten_by_the_one_before(
    section: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    field = section.detail.part(NotesPart).field
    editor = open_field(field)
    with busy_writer(desk, qtbot):
        QTest.keyClicks(editor, "half")
        field.save()
        change_something_else(desk, qtbot)
        QTest.keyClicks(editor, " and half")
        field.save()
    assert field.text() == "half and half"
    assert desk.services.contact_rows.detail(shown(section)).notes == "half and half"


def test_a_value_that_was_left_stays_until_the_book_has_it(section: ContactsSection, desk: Desk, qtbot: QtBot) -> None:
    field = section.detail.header.name
    with busy_writer(desk, qtbot):
        QTest.keyClicks(open_field(field), "Zora Quist")
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        change_something_else(desk, qtbot)
        assert field.text() == "Zora Quist"
    assert desk.services.contact_rows.detail(shown(section)).name == "Zora Quist"


def test_a_pause_behind_a_space_keeps_the_space_and_the_place_of_the_cursor(
    section: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    field = section.detail.part(MetPart).fields["place"]
    editor = open_field(field)
    QTest.keyClicks(editor, "New ")
    field.save()
    settle(qtbot, desk)
    QTest.keyClicks(editor, "York ")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    settle(qtbot, desk)
    met = desk.services.contact_rows.detail(shown(section)).how_met
    assert met is not None and met.place == "New York"
    assert field.text() == "New York"


def test_a_pause_in_half_a_date_leaves_it_open(section: ContactsSection, desk: Desk, qtbot: QtBot) -> None:
    field = section.detail.part(MetPart).fields["met_on"]
    editor = open_field(field)
    QTest.keyClicks(editor, "5 M")
    field.save()
    settle(qtbot, desk)
    assert editor.hasFocus()
    QTest.keyClicks(editor, "arch 2021")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    settle(qtbot, desk)
    met = desk.services.contact_rows.detail(shown(section)).how_met
    assert met is not None and str(met.met_on) == "2021-03-05"


def test_half_a_date_that_is_left_is_told_once_and_the_date_comes_back(
    section: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    told: list[str] = []
    desk.tasks.failed.disconnect()
    desk.tasks.failed.connect(told.append)
    desk.services.contacts.set_how_met(shown(section), place="Lyon")
    settle(qtbot, desk)
    field = section.detail.part(MetPart).fields["met_on"]
    before = field.text()
    editor = open_field(field)
    QTest.keyClicks(editor, "soon")
    field.save()
    settle(qtbot, desk)
    assert not told and editor.hasFocus()
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    settle(qtbot, desk)
    assert len(told) == 1 and "soon" in told[0]
    assert field.text() == before


def test_a_part_that_is_wanted_early_is_about_the_contact_that_was_chosen(
    section: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    before, other = shown(section), another(section)
    section.show_record(other)
    section._show_selection()
    for made in (section.detail.part(NotesPart).field, section.detail.part(MetPart).fields["place"]):
        QTest.keyClicks(open_field(made), "early")
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    settle(qtbot, desk)
    assert desk.services.contact_rows.detail(other).notes == "early"
    met = desk.services.contact_rows.detail(other).how_met
    assert met is not None and met.place == "early"
    assert desk.services.contact_rows.detail(before).notes != "early"


def test_what_is_typed_where_the_contact_before_is_still_seen_goes_to_that_one(
    section: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    before, other = shown(section), another(section)
    notes = desk.services.contact_rows.detail(other).notes
    seen = section.detail.part(NotesPart).field
    section.show_record(other)
    section._show_selection()
    QTest.keyClicks(open_field(seen), "about the first")
    settle(qtbot, desk)
    assert desk.services.contact_rows.detail(before).notes == "about the first"
    assert desk.services.contact_rows.detail(other).notes == notes == seen.text()


def test_undo_reaches_a_field_that_is_open_and_typing_goes_on_from_there(
    section: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    field = section.detail.part(NotesPart).field
    before = field.text()
    editor = open_field(field)
    QTest.keyClicks(editor, "one")
    field.save()
    desk.do(section, desk.services.history.undo)
    settle(qtbot, desk)
    assert field.text() == before
    QTest.keyClicks(editor, "two")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    settle(qtbot, desk)
    assert desk.services.contact_rows.detail(shown(section)).notes == "two"


@pytest.mark.parametrize("left", [1, 0])
def test_a_contact_that_leaves_the_list_while_it_is_edited_stays_open(
    section: ContactsSection, desk: Desk, qtbot: QtBot, left: int
) -> None:
    one, other = shown(section), another(section)
    for contact_id in (one, other)[: left + 1]:
        desk.services.contacts.edit(contact_id, name=f"Qqfirst Person {contact_id}")
    with qtbot.waitSignal(section.pane.filtered):
        section.pane.filter.setText("Qqfirst")
    settle(qtbot, desk)
    assert section.model.rowCount() == left + 1
    section.show_record(one)
    settle(qtbot, desk)
    editor = open_field(section.detail.header.name)
    QTest.keyClicks(editor, "Zora")
    section.detail.header.name.save()
    settle(qtbot, desk)
    qtbot.waitUntil(lambda: section.model.rowCount() == left)
    show_all(qtbot)
    assert shown(section) == one and editor.hasFocus() and editor.isVisible()
    QTest.keyClicks(editor, " Quist")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle(qtbot, desk)
    assert desk.services.contact_rows.detail(one).name == "Zora Quist"
    assert shown(section) == one


def test_a_fact_that_is_typed_keeps_its_place_until_it_is_left(
    section: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    contact_id = shown(section)
    facts = desk.services.facts
    one = facts.add(contact_id, FactKind.LEARNED, "keeps bees")
    settle(qtbot, desk)
    cards = section.detail.part(FactsPart).cards
    card = next(card for card in cards if card.fact is not None and card.fact.id == one)
    editor = open_field(card.text)
    QTest.keyClicks(editor, "keeps ")
    for text in ("old boats", "tall ships"):
        facts.add(contact_id, FactKind.INTEREST, text)
    settle(qtbot, desk)
    assert editor.hasFocus()
    QTest.keyClicks(editor, "goats")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    settle(qtbot, desk)
    kept = {fact.id: fact for fact in desk.services.contact_rows.detail(contact_id).facts}
    assert (kept[one].text, kept[one].kind) == ("keeps goats", FactKind.LEARNED)
    wanted = [fact.text for fact in desk.services.contact_rows.detail(contact_id).facts]
    assert [card.text.text() for card in cards if card.isVisible()] == wanted[:SHOWN]


def test_a_date_that_cannot_be_read_stays_in_its_line(section: ContactsSection, desk: Desk, qtbot: QtBot) -> None:
    told: list[str] = []
    desk.tasks.failed.disconnect()
    desk.tasks.failed.connect(told.append)
    entry = section.detail.part(DatesPart).entry
    entry.setFocus()
    for typed, kept in (("soon", "soon"), ("5 March", "")):
        entry.setText(typed)
        QTest.keyClick(entry, Qt.Key.Key_Return)
        settle(qtbot, desk)
        assert entry.text() == kept
    assert len(told) == 1


def test_a_line_the_book_refuses_comes_back(section: ContactsSection, desk: Desk, qtbot: QtBot) -> None:
    told: list[str] = []
    desk.tasks.failed.disconnect()
    desk.tasks.failed.connect(told.append)
    entry = section.detail.part(FactsPart).entry
    entry.setFocus()
    QTest.keyClicks(entry, "keeps bees")
    with patch.object(desk.services.facts, "add", side_effect=BookError("The disk is full.")):
        QTest.keyClick(entry, Qt.Key.Key_Return)
        settle(qtbot, desk)
    assert entry.text() == "keeps bees" and told == ["The disk is full."]


def test_a_name_being_saved_is_still_there_on_the_way_back_to_the_contact(
    section: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    one, other = shown(section), another(section)
    field = section.detail.header.name
    with busy_writer(desk, qtbot):
        QTest.keyClicks(open_field(field), "Zora Quist")
        for contact_id in (other, one):
            section.show_record(contact_id)
            show_all(qtbot)
        assert field.text() == "Zora Quist"
    assert field.text() == "Zora Quist" == desk.services.contact_rows.detail(one).name


def draft(desk: Desk, place: int = 0) -> int:
    somebody = desk.services.contact_rows.ids(ContactFilter())[place]
    return desk.services.messages.draft(Purpose(kind=MessageKind.CHECK_IN, to=(somebody,)))


@pytest.fixture
def composer(desk: Desk, qtbot: QtBot) -> ComposerPane:
    """The composer with a draft to somebody."""
    made = ComposerPane(desk)
    qtbot.addWidget(made)
    made.resize(500, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.open_message(draft(desk))
    settle(qtbot, desk)
    return made


def message(composer: ComposerPane, desk: Desk) -> MessageDetail:
    message_id = composer.message_id()
    assert message_id is not None
    return desk.services.message_rows.detail(message_id)


def test_a_message_that_is_being_saved_is_not_overwritten_by_the_one_before(
    composer: ComposerPane, desk: Desk, qtbot: QtBot
) -> None:
    body, subject = composer.findChild(MessageBody), composer.findChild(SubjectLine)
    assert body is not None and subject is not None
    body.selectAll()
    subject.selectAll()
    with busy_writer(desk, qtbot):
        for typed in ("half", " and half"):
            QTest.keyClicks(body, typed)
            QTest.keyClicks(subject, typed)
            composer.save()
            change_something_else(desk, qtbot)
    assert (body.text(), subject.text()) == ("half and half", "half and half")
    kept = message(composer, desk)
    assert (kept.body, kept.subject) == ("half and half", "half and half")


def test_a_message_being_saved_is_still_there_on_the_way_back_to_it(
    composer: ComposerPane, desk: Desk, qtbot: QtBot
) -> None:
    one = message(composer, desk).id
    other = draft(desk, 1)
    body = composer.findChild(MessageBody)
    assert body is not None
    body.selectAll()
    with busy_writer(desk, qtbot):
        QTest.keyClicks(body, "half")
        composer.open_message(other)
        composer.open_message(one)
        body.moveCursor(QTextCursor.MoveOperation.End)
        QTest.keyClicks(body, " and half")
    composer.save()
    settle(qtbot, desk)
    assert message(composer, desk).body == "half and half"


def test_a_pause_in_the_subject_keeps_the_space_and_the_place_of_the_cursor(
    composer: ComposerPane, desk: Desk, qtbot: QtBot
) -> None:
    subject = composer.findChild(SubjectLine)
    assert subject is not None
    subject.setFocus()
    subject.selectAll()
    QTest.keyClicks(subject, "New ")
    qtbot.waitUntil(lambda: message(composer, desk).subject == "New")
    settle(qtbot, desk)
    QTest.keyClicks(subject, "York")
    composer.save()
    settle(qtbot, desk)
    assert message(composer, desk).subject == "New York"


def test_a_subject_typed_back_while_it_is_saved_is_what_the_book_has(
    composer: ComposerPane, desk: Desk, qtbot: QtBot
) -> None:
    subject = composer.findChild(SubjectLine)
    assert subject is not None
    before = subject.text()
    with busy_writer(desk, qtbot):
        QTest.keyClicks(subject, "x")
        composer.save()
        QTest.keyClick(subject, Qt.Key.Key_Backspace)
        composer.save()
    assert message(composer, desk).subject == before == subject.text()


def test_recipients_named_quickly_all_stay(composer: ComposerPane, desk: Desk, qtbot: QtBot) -> None:
    to = next(one for one in composer.findChildren(PeopleField) if one.line.accessibleName() == "To")
    to.line.setFocus()
    QTest.keyClick(to.line, Qt.Key.Key_Backspace)
    settle(qtbot, desk)
    with busy_writer(desk, qtbot):
        for address in ("ada@example.org", "bea@example.org"):
            QTest.keyClicks(to.line, f"{address},")
            change_something_else(desk, qtbot)
    assert to.names() == ["ada@example.org", "bea@example.org"]
    assert [row.address for row in message(composer, desk).recipients] == ["ada@example.org", "bea@example.org"]


def test_fields_remember_nothing_of_the_contacts_one_has_walked_past(
    section: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    for contact_id in desk.services.contact_rows.ids(ContactFilter())[:40]:
        section.detail.show_contact(contact_id)
        show_all(qtbot)
    gc.collect()
    fields, texts = ([made for made in gc.get_objects() if type(made) is kind] for kind in (BookField, Underway))
    assert 0 < len(texts) <= 2 * len(fields)


def test_recipients_never_leave_the_line_on_their_way_into_the_book(
    composer: ComposerPane, desk: Desk, qtbot: QtBot
) -> None:
    to = next(one for one in composer.findChildren(PeopleField) if one.line.accessibleName() == "To")
    to.line.setFocus()
    shown: list[list[str]] = []
    show = PeopleField.set_people

    def note(field: PeopleField, people: Sequence[tuple[int | str, str]]) -> None:
        if field is to:
            shown.append([name for _, name in people])
        show(field, people)

    with patch.object(PeopleField, "set_people", note):
        for count, name in enumerate(("ada", "bea", "cleo", "dora", "eva", "fay"), 2):
            QTest.keyClicks(to.line, f"{name}@example.org,")
            settle(qtbot, desk)
            assert len(to.names()) == count
            assert all(len(names) == count for names in shown)
            shown.clear()
