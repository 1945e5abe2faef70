"""The contacts as a user meets them: a long list, and one person edited where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from netdesk.domain.words import FactKind, FactState, InteractionKind, PointKind, Visibility
from netdesk.services.contact_list import ContactFilter, ContactSort
from netdesk.services.people import NewContact
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.ask_text import TextDialog
from netdesk.ui.models.contact_table import PAGE, ContactTableModel
from netdesk.ui.sections.contact import deleting
from netdesk.ui.sections.contact.about import NotesPart
from netdesk.ui.sections.contact.facts import FactsPart
from netdesk.ui.sections.contact.met import MetPart
from netdesk.ui.sections.contact.timeline import TimelinePart
from netdesk.ui.sections.contact.two import TwoPart
from netdesk.ui.sections.contacts import ContactsSection
from netdesk.ui.sections.section import Section
from netdesk.ui.widgets.book_field import BookField
from netdesk.ui.widgets.buttons import FilterChip
from netdesk.ui.widgets.editor import PlainTextEditor
from netdesk.ui.widgets.row_delegate import RowRole
from tests.gui.hands import at_rest

ROOM = QSize(1100, 760)
FAILURES = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def section(desk: Desk, qtbot: QtBot) -> Iterator[ContactsSection]:
    """The section as it looks after it came to the front."""
    yield from shown_first(desk, qtbot)


def shown_first(desk: Desk, qtbot: QtBot) -> Iterator[ContactsSection]:
    """Bring the section to the front, wait until the first contact is shown in full, and delete it afterwards."""
    made = ContactsSection(desk)
    bring_to_front(made, qtbot)
    qtbot.waitUntil(lambda: made.detail.contact_id() is not None)
    settle(qtbot, desk)
    yield made
    delete(made)


def bring_to_front(section: Section, qtbot: QtBot, size: QSize = ROOM) -> None:
    """Show a section without a window around it until the test ends, and let it read what it shows."""
    qtbot.addWidget(section)
    section.resize(size)
    with qtbot.waitActive(section):
        section.show()
        section.activateWindow()
    section.activate()


def settle(qtbot: QtBot, desk: Desk) -> None:
    at_rest(desk, qtbot)


def type_into(qtbot: QtBot, field: BookField, *words: str) -> None:
    """Edit a field as a user does: open it, replace the text, type in spurts, and leave by Tab."""
    field.edit()
    editor = field.findChild(PlainTextEditor)
    assert editor is not None
    assert editor.hasFocus()
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    for typed in words:
        QTest.keyClicks(editor, typed)
        field.save()
    QTest.keyClick(editor, Qt.Key.Key_Tab)


def test_model_keeps_the_rules_of_item_models_through_every_change(desk: Desk, qtbot: QtBot) -> None:
    model = ContactTableModel(desk)
    tester = QAbstractItemModelTester(model, FAILURES)
    ids = desk.services.contact_rows.ids(ContactFilter())
    model.set_ids(ids)
    assert model.rowCount() == len(ids)
    model.set_ids(list(reversed(ids)))
    assert model.index(0).data() == desk.services.contact_rows.names([ids[-1]])[ids[-1]]
    model.set_ids([])
    assert model.rowCount() == 0
    assert model.index_of(ids[0]) == QModelIndex()
    del tester


def test_list_reads_only_the_pages_that_are_looked_at(desk: Desk, qtbot: QtBot) -> None:
    model = ContactTableModel(desk)
    ids = desk.services.contact_rows.ids(ContactFilter())
    assert len(ids) > PAGE
    model.set_ids(ids)
    with patch.object(desk.services.contact_rows, "rows", wraps=desk.services.contact_rows.rows) as rows:
        names = [model.index(row).data() for row in range(PAGE)]
        assert rows.call_count == 1
        assert all(names)
        model.index(5).data(RowRole.SUBTITLE)
        assert rows.call_count == 1
        model.index(PAGE).data()
        assert rows.call_count == 2


def test_contact_that_is_gone_leaves_an_empty_row_and_no_crash(desk: Desk) -> None:
    model = ContactTableModel(desk)
    model.set_ids([999_999])
    assert model.index(0).data() is None


def test_list_is_sorted_and_filtered_by_the_book(section: ContactsSection, desk: Desk, qtbot: QtBot) -> None:
    section.filters.needs.click()
    settle(qtbot, desk)
    wanted = desk.services.contact_rows.ids(ContactFilter(fact_kind=FactKind.NEEDS))
    assert [section.model.id_at(section.model.index(row)) for row in range(section.model.rowCount())] == wanted
    section.filters.offers.click()
    assert not section.filters.needs.isChecked()
    section.filters.offers.click()
    section.sort.menu().actions()[2].trigger()
    settle(qtbot, desk)
    first = desk.services.contact_rows.ids(ContactFilter(), ContactSort.LAST_SPOKEN)[0]
    assert section.model.id_at(section.model.index(0)) == first


def test_filter_finds_by_what_is_typed_and_says_when_nobody_is_there(
    section: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    name = str(section.model.index(3).data())
    section.pane.filter.setText(name)
    qtbot.waitUntil(lambda: section.model.rowCount() < 20)
    assert name in [section.model.index(row).data() for row in range(section.model.rowCount())]
    section.pane.filter.setText("zzqqxx nobody")
    qtbot.waitUntil(lambda: section.model.rowCount() == 0)
    assert section.pane.empty.isVisible()
    assert section.pane.empty.accessibleName() == "Nobody found"


def test_arrow_keys_go_through_the_list_and_the_detail_follows(
    section: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    QTest.keyClick(section.list, Qt.Key.Key_Down)
    QTest.keyClick(section.list, Qt.Key.Key_Down)
    wanted = section.model.id_at(section.model.index(2))
    qtbot.waitUntil(lambda: section.detail.contact_id() == wanted)


def test_editing_the_notes_in_place_is_one_step_of_undo(section: ContactsSection, desk: Desk, qtbot: QtBot) -> None:
    contact_id = section.detail.contact_id()
    assert contact_id is not None
    before = desk.services.contact_rows.detail(contact_id).notes
    steps = desk.services.history.steps()
    type_into(qtbot, section.detail.part(NotesPart).field, "Met at", " the harbour", " again")
    settle(qtbot, desk)
    assert desk.services.contact_rows.detail(contact_id).notes == "Met at the harbour again"
    desk.services.history.undo()
    assert desk.services.contact_rows.detail(contact_id).notes == before
    assert desk.services.history.steps().undo == steps.undo


def test_two_sessions_of_editing_are_two_steps(section: ContactsSection, desk: Desk, qtbot: QtBot) -> None:
    contact_id = section.detail.contact_id()
    assert contact_id is not None
    for text in ("first", "second"):
        type_into(qtbot, section.detail.part(NotesPart).field, text)
        settle(qtbot, desk)
    desk.services.history.undo()
    assert desk.services.contact_rows.detail(contact_id).notes == "first"


def test_typing_is_kept_by_whom_it_is_about_when_another_contact_is_chosen(
    section: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    one = section.model.id_at(section.model.index(0))
    other = section.model.id_at(section.model.index(1))
    assert one is not None and other is not None
    field = section.detail.part(NotesPart).field
    field.edit()
    editor = field.findChild(PlainTextEditor)
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, "about the first")
    section.show_record(other)
    settle(qtbot, desk)
    assert section.detail.contact_id() == other
    assert desk.services.contact_rows.detail(one).notes == "about the first"
    assert desk.services.contact_rows.detail(other).notes != "about the first"


def test_name_that_is_emptied_is_refused_and_comes_back(section: ContactsSection, desk: Desk, qtbot: QtBot) -> None:
    told: list[str] = []
    desk.tasks.failed.disconnect()
    desk.tasks.failed.connect(told.append)
    contact_id = section.detail.contact_id()
    assert contact_id is not None
    name = desk.services.contact_rows.names([contact_id])[contact_id]
    type_into(qtbot, section.detail.header.name, " ")
    settle(qtbot, desk)
    assert told == ["Enter a name."]
    assert section.detail.header.name.text() == name


@pytest.mark.parametrize(
    ("typed", "kind", "visibility", "text"),
    [
        ("needs: a co-op near Lyon", FactKind.NEEDS, Visibility.SHAREABLE, "a co-op near Lyon"),
        ("!offers: a spare room", FactKind.OFFERS, Visibility.PRIVATE, "a spare room"),
        ("<b>plays</b> the harp", FactKind.LEARNED, Visibility.SHAREABLE, "<b>plays</b> the harp"),
    ],
)
def test_facts_are_entered_in_one_line(
    section: ContactsSection,
    desk: Desk,
    qtbot: QtBot,
    typed: str,
    kind: FactKind,
    visibility: Visibility,
    text: str,
) -> None:
    contact_id = section.detail.contact_id()
    assert contact_id is not None
    before = {fact.id for fact in desk.services.contact_rows.detail(contact_id).facts}
    section.detail.part(FactsPart).entry.setFocus()
    QTest.keyClicks(section.detail.part(FactsPart).entry, typed)
    QTest.keyClick(section.detail.part(FactsPart).entry, Qt.Key.Key_Return)
    settle(qtbot, desk)
    (added,) = (fact for fact in desk.services.contact_rows.detail(contact_id).facts if fact.id not in before)
    assert (added.kind, added.visibility, added.text) == (kind, visibility, text)
    assert section.detail.part(FactsPart).entry.text() == ""
    assert text in [card.text.text() for card in section.detail.part(FactsPart).cards]


def test_keys_on_a_fact_choose_its_kind_visibility_and_state(
    section: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    contact_id = section.detail.contact_id()
    assert contact_id is not None
    fact_id = desk.services.facts.add(contact_id, FactKind.LEARNED, "keeps bees")
    settle(qtbot, desk)
    for key in (Qt.Key.Key_O, Qt.Key.Key_P, Qt.Key.Key_M):
        cards = section.detail.part(FactsPart).cards
        card = next(one for one in cards if one.fact is not None and one.fact.id == fact_id)
        QTest.keyClick(card, key)
        settle(qtbot, desk)
    (fact,) = (one for one in desk.services.contact_rows.detail(contact_id).facts if one.id == fact_id)
    assert (fact.kind, fact.visibility, fact.state) == (FactKind.OFFERS, Visibility.PRIVATE, FactState.MET)


def test_deleting_several_says_what_goes_and_is_one_undo(section: ContactsSection, desk: Desk, qtbot: QtBot) -> None:
    ids = desk.services.contact_rows.ids(ContactFilter())
    section.list.setFocus()
    for _ in range(2):
        QTest.keyClick(section.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, desk)
    chosen = section.selected_ids()
    assert len(chosen) == 3
    assert section.several.isVisible()
    going = desk.services.contacts.goes_with(chosen)
    with patch.object(deleting, "confirm", return_value=True) as confirm:
        QTest.keyClick(section.list, Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda: section.model.rowCount() == len(ids) - 3)
    title, sentence = confirm.call_args.args[1:3]
    assert "3 contacts" in title
    assert all(part in sentence for part in (*going, "One undo"))
    desk.services.history.undo()
    qtbot.waitUntil(lambda: section.model.rowCount() == len(ids))
    assert desk.services.contact_rows.ids(ContactFilter()) == ids


def test_several_are_tagged_at_once(section: ContactsSection, desk: Desk, qtbot: QtBot) -> None:
    QTest.keyClick(section.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, desk)
    chosen = section.selected_ids()
    section.several.tag.setFocus()
    section.several.tag.setText("sailors")
    QTest.keyClick(section.several.tag, Qt.Key.Key_Return)
    settle(qtbot, desk)
    (tag_id,) = (one for one, name, _ in desk.services.contact_rows.tags() if name == "sailors")
    assert set(desk.services.contact_rows.ids(ContactFilter(tag_id=tag_id))) == set(chosen)
    assert section.selected_ids() == chosen
    desk.services.history.undo()
    assert "sailors" not in [name for _, name, _ in desk.services.contact_rows.tags()]


def test_archived_contact_leaves_the_list_and_the_next_one_is_chosen(
    section: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    gone, following = (section.model.id_at(section.model.index(row)) for row in range(2))
    assert gone is not None
    desk.services.contacts.archive([gone])
    qtbot.waitUntil(lambda: section.detail.contact_id() == following)
    section.filters.archived.click()
    qtbot.waitUntil(lambda: section.model.index_of(gone).isValid())


def test_new_contact_pressed_again_takes_the_name_that_was_typed(
    section: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    section.new_contact()
    section.entry.setText("Zoë Żółć")
    section.new_contact()
    qtbot.waitUntil(lambda: section.detail.header.name.text() == "Zoë Żółć")
    settle(qtbot, desk)
    assert not section.entry.isVisible()


def test_new_contact_is_entered_right_in_the_list(section: ContactsSection, desk: Desk, qtbot: QtBot) -> None:
    QTest.keyClick(section.list, Qt.Key.Key_Insert)
    assert section.entry.isVisible()
    section.entry.setText("Zoë Żółć")
    QTest.keyClick(section.entry, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: section.detail.header.name.text() == "Zoë Żółć")
    settle(qtbot, desk)
    assert section.model.id_at(section.list.currentIndex()) == section.detail.contact_id()
    assert not section.entry.isVisible()


def test_way_to_reach_is_copied_by_a_click(section: ContactsSection, desk: Desk, qtbot: QtBot) -> None:
    contact_id = desk.services.contacts.add(NewContact(name="Ada Reach", email="ada@reach.example"))
    section.show_record(contact_id)
    settle(qtbot, desk)
    button = next(
        one for one in section.detail.findChildren(QAbstractButton) if one.accessibleName() == "Copy ada@reach.example"
    )
    with qtbot.waitSignal(desk.said):
        button.click()
    assert QGuiApplication.clipboard().text() == "ada@reach.example"


def test_how_we_met_keeps_its_other_fields_when_one_is_edited(
    section: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    contact_id = desk.services.contacts.add(NewContact(name="Ada Met"))
    introducer = desk.services.contact_rows.ids(ContactFilter())[0]
    desk.services.contacts.set_how_met(contact_id, introducer=introducer, event="a fair")
    section.show_record(contact_id)
    settle(qtbot, desk)
    type_into(qtbot, section.detail.part(MetPart).fields["met_on"], "March 2021")
    settle(qtbot, desk)
    type_into(qtbot, section.detail.part(MetPart).fields["place"], "Lyon")
    settle(qtbot, desk)
    met = desk.services.contact_rows.detail(contact_id).how_met
    assert met is not None
    assert (met.introducer_id, str(met.met_on), met.place, met.event) == (introducer, "2021-03", "Lyon", "a fair")


def test_photo_is_shown_in_the_list_once_it_is_decoded(section: ContactsSection, desk: Desk, qtbot: QtBot) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    path = desk.services.book.path.with_name("face.png")
    assert image.save(str(path))
    one = section.model.id_at(section.model.index(0))
    assert one is not None
    desk.services.contacts.set_photo(one, path.read_bytes())
    settle(qtbot, desk)
    qtbot.waitUntil(lambda: section.model.index(0).data(RowRole.PHOTO) is not None)
    assert section.model.index(0).data(RowRole.PHOTO).toImage().pixelColor(5, 5) == QColor("red")


def test_two_to_meet_can_be_introduced_and_given_back_with_thanks(
    section: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    helper = next(
        one
        for one in desk.services.contact_rows.ids(ContactFilter(fact_kind=FactKind.OFFERS))
        if len(desk.services.gifts.two_for(one).introductions) == 2
    )
    section.show_record(helper)
    qtbot.waitUntil(section.detail.part(TwoPart).thank.isVisible)
    with qtbot.waitSignal(desk.message_wanted) as drafted:
        section.detail.part(TwoPart).thank.click()
    message = desk.services.message_rows.detail(drafted.args[0])
    assert [row.contact_id for row in message.recipients] == [helper]
    assert len(message.offers) == 2


def test_where_nobody_fits_the_sentence_asks_for_facts_only_where_there_are_none(
    section: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    bare = desk.services.contacts.add(NewContact(name="Zora Quint"))
    known = desk.services.contacts.add(NewContact(name="Yann Quint"))
    desk.services.facts.add(known, FactKind.NEEDS, "zyzzyva husbandry")
    part = section.detail.part(TwoPart)
    for contact_id, told in ((bare, "Enter what they offer"), (known, "no facts of others")):
        section.show_record(contact_id)
        qtbot.waitUntil(lambda told=told: any(told in one.text() for one in part.findChildren(QLabel)))


def test_markup_in_any_field_is_shown_as_text(section: ContactsSection, desk: Desk, qtbot: QtBot) -> None:
    hostile = "<img src=x><b>" + "Ω" * 300
    contact_id = desk.services.contacts.add(NewContact(name=hostile, role=hostile, organisation=hostile, email=hostile))
    desk.services.contacts.edit(contact_id, notes=hostile * 100)
    desk.services.contacts.add_point(contact_id, hostile, PointKind.WEB)
    section.show_record(contact_id)
    settle(qtbot, desk)
    assert section.detail.header.name.text() == hostile
    section.grab()


def test_every_control_has_a_name_and_can_be_reached(section: ContactsSection, desk: Desk, qtbot: QtBot) -> None:
    controls = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QAbstractSpinBox)
    unnamed = [
        widget
        for widget in section.findChildren(QWidget)
        if isinstance(widget, controls) and widget.isVisibleTo(section) and not widget.accessibleName()
    ]
    assert [type(widget).__name__ for widget in unnamed] == []


def test_the_timeline_is_filtered_by_kind_and_goes_on_by_the_page(
    section: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    contact_id = section.detail.contact_id()
    assert contact_id is not None
    for number in range(25):
        desk.services.interactions.log(InteractionKind.NOTE, [contact_id], text=f"Thought {number}")
    settle(qtbot, desk)
    timeline = section.detail.part(TimelinePart)
    qtbot.waitUntil(lambda: len(timeline._rows) == 20)
    notes = next(one for one in timeline.findChildren(FilterChip) if one.text() == "Notes")
    notes.click()
    assert {row.kind for row in timeline._rows} == {InteractionKind.NOTE} and len(timeline._rows) == 20
    timeline.more.click()
    assert {row.kind for row in timeline._rows} == {InteractionKind.NOTE} and len(timeline._rows) >= 25
    assert desk.services.message_rows.timeline(contact_id, kinds=[InteractionKind.NOTE])[0].text.startswith("Thought")
    everything = next(one for one in timeline.findChildren(FilterChip) if one.text() == "Everything")
    everything.click()
    assert len({row.kind for row in desk.services.message_rows.timeline(contact_id, limit=200)}) > 1
    assert len(timeline._rows) == 20


def test_what_was_said_is_mended_where_it_was_logged(section: ContactsSection, desk: Desk, qtbot: QtBot) -> None:
    contact_id = section.detail.contact_id()
    assert contact_id is not None
    logged = desk.services.interactions.log(InteractionKind.NOTE, [contact_id], text="She sials")
    settle(qtbot, desk)
    timeline = section.detail.part(TimelinePart)
    qtbot.waitUntil(lambda: any(row.id == logged for row in timeline._rows))
    timeline._on_activated(timeline.model.index([row.id for row in timeline._rows].index(logged), 0))
    dialog = timeline.findChild(TextDialog)
    dialog.field.set_text("")
    QTest.keyClicks(dialog.field, "She sails")
    dialog.primary.click()
    settle(qtbot, desk)
    assert "She sails" in [row.text for row in desk.services.message_rows.timeline(contact_id)]
