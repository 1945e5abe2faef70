"""Introductions as a user leads them: both sides asked, each with a because, the outcome recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from netdesk.domain.words import Consent, ConsentBasis, IntroductionState, MessageKind, Standing
from netdesk.services.contact_list import ContactFilter
from netdesk.services.introduction_rows import IntroductionRow
from netdesk.services.people import NewContact
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.ask_text import TextDialog
from netdesk.ui.dialogs.introduction import IntroductionDialog, MadeIntroductionDialog
from netdesk.ui.models.entries import Entry, EntryModel
from netdesk.ui.sections import introduction_detail
from netdesk.ui.sections.introduction_moves import Move, next_move
from netdesk.ui.sections.introductions import ORDER, IntroductionsSection, Shown
from tests.gui.test_contacts import bring_to_front, settle, type_into


@pytest.fixture
def pair(desk: Desk) -> tuple[int, int]:
    """Two people who were never asked."""
    add = desk.services.contacts.add
    return add(NewContact(name="Ada First")), add(NewContact(name="Bo Second"))


@pytest.fixture
def section(desk: Desk, pair: tuple[int, int], qtbot: QtBot) -> Iterator[IntroductionsSection]:
    """The section with an idea of introducing the two."""
    made = IntroductionsSection(desk)
    bring_to_front(made, qtbot)
    one = desk.services.introductions.propose(pair, ("she knows harbours", "he knows ships"))
    made.show_record(one)
    settle(qtbot, desk)
    yield made
    delete(made)


def row(section: IntroductionsSection, desk: Desk) -> IntroductionRow:
    """The introduction shown, as the book has it."""
    shown = section.detail.introduction_id()
    assert shown is not None
    found = desk.services.introduction_rows.row(shown)
    assert found is not None
    return found


def answer(section: IntroductionsSection, side: int, *path: str) -> None:
    """Choose an answer in the menu of a side."""
    menu: QMenu | None = section.detail.cards[side].menu
    for label in path:
        assert menu is not None
        action = next(one for one in menu.actions() if one.text() == label)
        below = next((one for one in menu.findChildren(QMenu) if one.menuAction() is action), None)
        if below is None:
            action.trigger()
        menu = below


def test_next_move_asks_one_side_after_the_other_and_then_introduces(
    section: IntroductionsSection, desk: Desk, qtbot: QtBot
) -> None:
    assert section.detail.primary.accessibleName() == "Ask Ada First first"
    with qtbot.waitSignal(desk.message_wanted) as drafted:
        section.detail.primary.click()
    message = desk.services.message_rows.detail(drafted.args[0])
    assert (message.kind, [one.name for one in message.recipients]) == (MessageKind.OPT_IN, ["Ada First"])
    desk.services.messages.mark_sent(message.id)
    settle(qtbot, desk)
    assert row(section, desk).state is IntroductionState.ASKING
    assert section.detail.primary.accessibleName() == "Record what Ada First said"
    answer(section, 0, "Granted")
    settle(qtbot, desk)
    assert section.detail.primary.accessibleName() == "Ask Bo Second"
    answer(section, 1, "Go ahead without asking")
    settle(qtbot, desk)
    assert row(section, desk).state is IntroductionState.AGREED
    assert row(section, desk).parties[1].basis is ConsentBasis.OVERRIDE
    assert section.detail.primary.accessibleName() == "Add the forwardable note"
    section.detail.primary.click()
    assert section.detail._note.editing
    desk.services.introductions.edit(row(section, desk).id, forwardable_note="I run onboarding.")
    settle(qtbot, desk)
    assert section.detail.primary.accessibleName() == "Introduce"
    with qtbot.waitSignal(desk.message_wanted) as drafted:
        section.detail.primary.click()
    assert desk.services.message_rows.detail(drafted.args[0]).kind is MessageKind.INTRODUCTION


def test_not_now_names_the_day_to_ask_again(section: IntroductionsSection, desk: Desk, qtbot: QtBot) -> None:
    answer(section, 0, "Not now, ask again", "in a month")
    settle(qtbot, desk)
    side = row(section, desk).parties[0]
    assert (side.consent, side.not_before) == (Consent.NOT_NOW, desk.services.clock.today() + timedelta(days=30))
    desk.services.history.undo()
    assert row(section, desk).parties[0].consent is Consent.PENDING


def test_refusal_bars_the_pair_until_it_is_lifted(
    section: IntroductionsSection, desk: Desk, pair: tuple[int, int], qtbot: QtBot
) -> None:
    answer(section, 1, "Declined")
    settle(qtbot, desk)
    assert row(section, desk).state is IntroductionState.DECLINED
    assert section.detail.primary.accessibleName() == "Lift the refusal"
    dialog = IntroductionDialog(desk, ((pair[0], "Ada First"), (pair[1], "Bo Second")), section)
    dialog.open()
    dialog.primary.click()
    settle(qtbot, desk)
    assert dialog.isVisible()
    assert "Lift that refusal first" in dialog._refusal.text()
    dialog.reject()
    section.detail.primary.click()
    settle(qtbot, desk)
    assert row(section, desk).state is IntroductionState.IDEA


def test_because_is_edited_in_place_as_one_step(section: IntroductionsSection, desk: Desk, qtbot: QtBot) -> None:
    before = desk.services.history.steps().undo
    type_into(qtbot, section.detail.cards[0].because, "Ada", " builds", " ships")
    settle(qtbot, desk)
    assert row(section, desk).parties[0].because == "Ada builds ships"
    desk.services.history.undo()
    assert row(section, desk).parties[0].because == "she knows harbours"
    assert desk.services.history.steps().undo == before


def test_what_changed_while_it_was_not_seen_is_shown_when_it_comes_back(
    section: IntroductionsSection, desk: Desk, qtbot: QtBot
) -> None:
    ada = row(section, desk).parties[0].contact_id
    section.hide()
    with patch.object(desk.services.introduction_rows, "row", side_effect=AssertionError("read for nobody")):
        desk.services.contacts.edit(ada, name="Ada Renamed")
        settle(qtbot, desk)
    section.show()
    section.activate()
    settle(qtbot, desk)
    assert "Ada Renamed" in section.detail.cards[0].accessibleName()


def test_outcome_is_recorded_and_then_it_can_be_closed(section: IntroductionsSection, desk: Desk, qtbot: QtBot) -> None:
    for side in (0, 1):
        answer(section, side, "Granted")
        settle(qtbot, desk)
    section.detail.waive.click()
    settle(qtbot, desk)
    shown = section.detail.introduction_id()
    assert shown is not None
    desk.services.introductions.make(shown)
    settle(qtbot, desk)
    section.detail.primary.click()
    dialog = section.findChild(TextDialog)
    QTest.keyClicks(dialog.field, "They sail together.")
    dialog.primary.click()
    settle(qtbot, desk)
    assert (row(section, desk).state, row(section, desk).outcome) == (IntroductionState.MET, "They sail together.")
    assert section.detail.primary.accessibleName() == "Close"
    section.detail.primary.click()
    settle(qtbot, desk)
    assert row(section, desk).state is IntroductionState.CLOSED
    assert not section.detail.primary.isVisible()


def test_standing_yes_needs_no_question(desk: Desk, pair: tuple[int, int]) -> None:
    desk.services.contacts.edit(pair[0], standing=Standing.YES)
    found = desk.services.introduction_rows.row(desk.services.introductions.propose(pair))
    assert found is not None
    following = next_move(found, desk.services.clock.today())
    assert following is not None
    assert (following.move, following.label) == (Move.ASK, "Ask Bo Second")


def test_every_introduction_of_the_sample_has_a_move_that_the_book_accepts(desk: Desk) -> None:
    for one in desk.services.introduction_rows.rows():
        following = next_move(one, desk.services.clock.today())
        assert (following is None) == (one.state is IntroductionState.CLOSED)
        if following is not None and following.move is Move.CLOSE:
            desk.services.introductions.close(one.id)
        elif following is not None and following.move is Move.LIFT:
            desk.services.introductions.lift(one.id)
        elif following is not None and following.move is Move.OUTCOME:
            desk.services.introductions.record_outcome(one.id, "It helped.")


def test_list_shows_each_introduction_under_one_chip_by_state(
    section: IntroductionsSection, desk: Desk, qtbot: QtBot
) -> None:
    everything = {one.id for one in desk.services.introduction_rows.rows()}
    seen: set[int] = set()
    for shown in (Shown.OPEN, Shown.DONE):
        section.chip(shown).click()
        ids = [section.model.id_at(section.model.index(at)) for at in range(section.model.rowCount())]
        states = [found.state for one in ids if one and (found := desk.services.introduction_rows.row(one))]
        assert states == sorted(states, key=ORDER[shown].index)
        seen |= {one for one in ids if one is not None}
    assert seen == everything


def test_filter_finds_sides_and_reasons(section: IntroductionsSection, desk: Desk, qtbot: QtBot) -> None:
    section.pane.filter.setText("KNOWS SHIPS")
    qtbot.waitUntil(lambda: section.model.rowCount() == 1)
    assert section.model.index(0).data() == "Ada First and Bo Second"


def test_introduction_that_others_made_is_entered(section: IntroductionsSection, desk: Desk, qtbot: QtBot) -> None:
    by = desk.services.contact_rows.ids(ContactFilter())[0]
    dialog = MadeIntroductionDialog(desk, section)
    dialog.added.connect(section.show_record)
    dialog.open()
    dialog.introducer.set_people([(by, "somebody")])
    dialog.people.set_people([*[(desk.services.contact_rows.me(), "me")], ("Nia New", "Nia New")])
    dialog.primary.click()
    settle(qtbot, desk)
    found = row(section, desk)
    assert (found.state, found.introducer_is_me, found.parties[1].name) == (IntroductionState.MADE, False, "Nia New")


def test_deleting_is_asked_and_undone(section: IntroductionsSection, desk: Desk, qtbot: QtBot) -> None:
    shown = section.detail.introduction_id()
    assert shown is not None
    with patch.object(introduction_detail, "confirm", return_value=True):
        section.pane.list.setFocus()
        QTest.keyClick(section.pane.list, Qt.Key.Key_Delete)
        settle(qtbot, desk)
    assert desk.services.introduction_rows.row(shown) is None
    assert section.detail.introduction_id() != shown
    desk.services.history.undo()
    assert desk.services.introduction_rows.row(shown) is not None


def test_entries_keep_the_rules_of_item_models(qtbot: QtBot) -> None:
    model = EntryModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_entries([Entry(id=1, title="one"), Entry(id=2, title="two")])
    model.set_entries([Entry(id=1, title="uno"), Entry(id=2, title="due")])
    assert model.index(0).data() == "uno"
    model.add_entries([Entry(id=3, title="three")])
    model.set_entries([])
    del tester


def test_every_control_has_a_name(section: IntroductionsSection) -> None:
    controls = (QAbstractButton, QLineEdit, QAbstractItemView)
    unnamed = [
        type(widget).__name__
        for widget in section.findChildren(QWidget)
        if isinstance(widget, controls) and widget.isVisibleTo(section) and not widget.accessibleName()
    ]
    assert unnamed == []
