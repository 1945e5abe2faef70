"""Follow-ups: by day, done by Space, put off by a key, reopened, entered and edited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from netdesk.domain.words import FollowUpKind, FollowUpState
from netdesk.services.follow_up_rows import FollowUpRow
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.follow_up import FollowUpDialog
from netdesk.ui.models.follow_ups import Day, FollowUpModel, day_of
from netdesk.ui.sections.follow_ups import FollowUpsSection
from tests.gui.conftest import TODAY


def settle(desk: Desk, qtbot: QtBot) -> None:
    for _ in range(3):
        qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=10_000)
        qtbot.wait(30)


@pytest.fixture
def section(desk: Desk, qtbot: QtBot) -> Iterator[FollowUpsSection]:
    """The follow-ups of the sample network, in a shown window."""
    section = FollowUpsSection(desk)
    qtbot.addWidget(section)
    section.resize(1000, 700)
    with qtbot.waitActive(section):
        section.show()
    section.activate()
    settle(desk, qtbot)
    yield section


def due(desk: Desk) -> tuple[FollowUpRow, ...]:
    return desk.services.follow_up_rows.rows()


def test_rows_stand_under_the_heading_of_their_day(section: FollowUpsSection, desk: Desk) -> None:
    model = section.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    heading, headings = "", []
    for line in range(model.rowCount()):
        row = model.row_at(model.index(line))
        if row is None:
            heading = str(model.index(line).data())
            headings.append(heading)
            assert not model.flags(model.index(line)) & Qt.ItemFlag.ItemIsSelectable
        else:
            assert heading == day_of(row, TODAY).value
    assert headings == [day.value for day in Day if day.value in headings]
    assert model.rowCount() == len(due(desk)) + len(headings)


def test_days_are_told_apart(desk: Desk) -> None:
    row = due(desk)[0]
    for days, day in ((-1, Day.OVERDUE), (0, Day.TODAY), (1, Day.TOMORROW), (6, Day.WEEK), (7, Day.LATER)):
        from dataclasses import replace

        assert day_of(replace(row, due_on=TODAY + timedelta(days=days)), TODAY) is day  # TODAY is a Monday


def test_space_marks_as_done_and_the_next_one_is_chosen(section: FollowUpsSection, desk: Desk, qtbot: QtBot) -> None:
    first, second, *_ = due(desk)
    assert [row.id for row in section.chosen()] == [first.id]
    qtbot.keyClick(section.pane.list, Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert first.id not in [row.id for row in due(desk)]
    assert [row.id for row in section.chosen()] == [second.id]
    assert section.pane.list.hasFocus()
    desk.services.history.undo()
    settle(desk, qtbot)
    assert first.id in [row.id for row in due(desk)]


def test_several_are_done_as_one_step(section: FollowUpsSection, desk: Desk, qtbot: QtBot) -> None:
    ids = [row.id for row in due(desk)][:3]
    section.pane.list.selectAll()
    qtbot.keyClick(section.pane.list, Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert not due(desk) or all(row.every_days for row in due(desk))
    desk.services.history.undo()
    assert [row.id for row in due(desk)][:3] == ids


def test_s_offers_days_to_put_off_to(section: FollowUpsSection, desk: Desk, qtbot: QtBot) -> None:
    first = due(desk)[0]
    qtbot.keyClick(section.pane.list, Qt.Key.Key_S)
    menu = next(one for one in section.findChildren(QMenu) if one.isVisible())
    assert menu.actions()[0].text().startswith("&1  Tomorrow")
    menu.actions()[0].trigger()
    menu.close()
    settle(desk, qtbot)
    assert next(row for row in due(desk) if row.id == first.id).due_on == TODAY + timedelta(days=1)


def test_what_is_done_can_be_reopened(section: FollowUpsSection, desk: Desk, qtbot: QtBot) -> None:
    first = due(desk)[0]
    section.finish()
    settle(desk, qtbot)
    chips = {chip.property("state"): chip for chip in section._chips.buttons()}
    chips["done"].click()
    settle(desk, qtbot)
    assert section.chosen()[0].state is FollowUpState.DONE
    place = section.model.index_of(first.id)
    section.pane.list.setCurrentIndex(place)
    section.detail.done.click()
    settle(desk, qtbot)
    assert first.id in [row.id for row in due(desk)]


def test_enter_leads_to_the_record(section: FollowUpsSection, desk: Desk, qtbot: QtBot) -> None:
    wanted: list[int] = []
    desk.request_wanted.connect(wanted.append)
    row = next(row for row in due(desk) if row.request_id is not None and row.introduction_id is None)
    section.show_record(row.id)
    settle(desk, qtbot)
    assert [one.id for one in section.chosen()] == [row.id]
    qtbot.keyClick(section.pane.list, Qt.Key.Key_Return)
    section.detail._links["request"].click()
    assert wanted == [row.request_id, row.request_id]


def test_the_filter_leaves_what_holds_its_words(section: FollowUpsSection, desk: Desk, qtbot: QtBot) -> None:
    row = next(row for row in due(desk) if row.contact)
    section.pane.filter.setText(row.contact.lower())
    qtbot.wait(250)
    shown = [section.model.row_at(section.model.index(line)) for line in range(section.model.rowCount())]
    names = [one.contact or one.title for one in shown if one is not None]
    assert names and all(row.contact in f"{one.contact} {one.title}" for one in shown if one is not None)


def test_a_new_follow_up_is_entered_and_shown(section: FollowUpsSection, desk: Desk, qtbot: QtBot) -> None:
    contact_id, name, _ = desk.services.contact_rows.complete("a", 1)[0]
    desk.follow_up_wanted.connect(section.show_record)
    section.add()
    dialog = section.findChild(FollowUpDialog)
    assert isinstance(dialog, FollowUpDialog)
    dialog.what.setText("Send the photographs")
    dialog.who.set_people([(contact_id, name)])
    dialog.day.setDate(QDate(2026, 11, 25))
    dialog.submit()
    settle(desk, qtbot)
    (chosen,) = section.chosen()
    assert (chosen.title, chosen.contact_id, chosen.kind) == ("Send the photographs", contact_id, FollowUpKind.CUSTOM)
    assert chosen.due_on == TODAY + timedelta(days=2)


def test_a_follow_up_about_nothing_is_refused_in_the_dialog(
    section: FollowUpsSection, desk: Desk, qtbot: QtBot
) -> None:
    section.add()
    dialog = section.findChild(FollowUpDialog)
    assert isinstance(dialog, FollowUpDialog)
    dialog.submit()
    settle(desk, qtbot)
    assert dialog.isVisible()
    assert dialog._refusal.text() == "Say what the follow-up is about."
    dialog.reject()


def test_an_empty_list_says_what_belongs_here(desk: Desk, qtbot: QtBot) -> None:
    for row in due(desk):
        desk.services.follow_ups.delete([row.id])
    section = FollowUpsSection(desk)
    qtbot.addWidget(section)
    section.show()
    section.activate()
    settle(desk, qtbot)
    assert section._nothing_due.isVisible()
    assert isinstance(section.model, FollowUpModel) and section.model.rowCount() == 0
