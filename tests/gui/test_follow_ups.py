"""Follow-ups: by day, done by Space, put off by a key, reopened, entered and edited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, QMimeData, QModelIndex, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from netdesk.domain.words import FollowUpKind, FollowUpState
from netdesk.services.follow_up_rows import FollowUpRow
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.day import DayDialog
from netdesk.ui.dialogs.follow_up import FollowUpDialog
from netdesk.ui.models.follow_ups import Day, FollowUpModel, day_for, day_of
from netdesk.ui.sections.follow_ups import FollowUpsSection
from netdesk.ui.widgets.row_delegate import RowRole
from tests.gui.conftest import TODAY
from tests.gui.hands import at_rest


@pytest.fixture
def section(desk: Desk, qtbot: QtBot) -> Iterator[FollowUpsSection]:
    """The follow-ups of the sample network, in a shown window."""
    section = FollowUpsSection(desk)
    qtbot.addWidget(section)
    section.resize(1000, 700)
    with qtbot.waitActive(section):
        section.show()
    section.activate()
    at_rest(desk, qtbot)
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


def test_a_follow_up_about_nobody_shows_what_it_is_about(section: FollowUpsSection, desk: Desk, qtbot: QtBot) -> None:
    request = desk.services.request_rows.rows()[0].id
    for about, shown in (({}, "follow-ups"), ({"request_id": request}, "requests")):
        added = desk.services.follow_ups.add(FollowUpKind.CUSTOM, TODAY, title="Send the list", **about)
        section.reload()
        at_rest(desk, qtbot)
        index = section.model.index_of(added)
        assert not index.data(RowRole.AVATAR) and index.data(RowRole.ICON) == shown


def test_days_are_told_apart(desk: Desk) -> None:
    row = due(desk)[0]
    for days, day in ((-1, Day.OVERDUE), (0, Day.TODAY), (1, Day.TOMORROW), (6, Day.WEEK), (7, Day.LATER)):
        from dataclasses import replace

        assert day_of(replace(row, due_on=TODAY + timedelta(days=days)), TODAY) is day  # TODAY is a Monday


def test_space_marks_as_done_and_the_next_one_is_chosen(section: FollowUpsSection, desk: Desk, qtbot: QtBot) -> None:
    first, second, *_ = due(desk)
    assert [row.id for row in section.chosen()] == [first.id]
    qtbot.keyClick(section.pane.list, Qt.Key.Key_Space)
    at_rest(desk, qtbot)
    assert first.id not in [row.id for row in due(desk)]
    assert [row.id for row in section.chosen()] == [second.id]
    assert section.pane.list.hasFocus()
    desk.services.history.undo()
    at_rest(desk, qtbot)
    assert first.id in [row.id for row in due(desk)]


def test_several_are_done_as_one_step(section: FollowUpsSection, desk: Desk, qtbot: QtBot) -> None:
    ids = [row.id for row in due(desk)][:3]
    section.pane.list.selectAll()
    qtbot.keyClick(section.pane.list, Qt.Key.Key_Space)
    at_rest(desk, qtbot)
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
    at_rest(desk, qtbot)
    assert next(row for row in due(desk) if row.id == first.id).due_on == TODAY + timedelta(days=1)


def test_what_is_done_can_be_reopened(section: FollowUpsSection, desk: Desk, qtbot: QtBot) -> None:
    first = due(desk)[0]
    section.finish()
    at_rest(desk, qtbot)
    chips = {chip.property("state"): chip for chip in section._chips.buttons()}
    chips["done"].click()
    at_rest(desk, qtbot)
    assert section.chosen()[0].state is FollowUpState.DONE
    place = section.model.index_of(first.id)
    section.pane.list.setCurrentIndex(place)
    section.detail.done.click()
    at_rest(desk, qtbot)
    assert first.id in [row.id for row in due(desk)]


def test_enter_leads_to_the_record(section: FollowUpsSection, desk: Desk, qtbot: QtBot) -> None:
    wanted: list[int] = []
    desk.request_wanted.connect(wanted.append)
    row = next(row for row in due(desk) if row.request_id is not None and row.introduction_id is None)
    section.show_record(row.id)
    at_rest(desk, qtbot)
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
    at_rest(desk, qtbot)
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
    at_rest(desk, qtbot)
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
    at_rest(desk, qtbot)
    assert section._nothing_due.isVisible()
    assert isinstance(section.model, FollowUpModel) and section.model.rowCount() == 0


def drop(section: FollowUpsSection, rows: list[FollowUpRow], heading: str) -> bool:
    """Drop rows onto a heading of the list, as the list itself does."""
    model = section.model
    data = model.mimeData([model.index_of(row.id) for row in rows])
    lines = [model.index(line) for line in range(model.rowCount())]
    place = next(one for one in lines if one.data() == heading)
    action, root = Qt.DropAction.MoveAction, QModelIndex()
    if not model.canDropMimeData(data, action, -1, -1, place):
        return False
    assert not model.canDropMimeData(data, action, -1, -1, root)
    return model.dropMimeData(data, action, -1, -1, place)


def drop_on_day(day: QWidget, data: QMimeData) -> bool:
    """Drag something over a day of the strip, and let it go where it is taken."""
    middle, action = QPointF(day.rect().center()), Qt.DropAction.MoveAction
    left, free = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(middle.toPoint(), action, data, left, free)
    entered.ignore()
    QApplication.sendEvent(day, entered)
    if entered.isAccepted():
        QApplication.sendEvent(day, QDropEvent(middle, action, data, left, free))
    return entered.isAccepted()


def day_on(desk: Desk, follow_up_id: int) -> date:
    return next(row.due_on for row in due(desk) if row.id == follow_up_id)


def test_dragging_onto_a_day_of_the_list_moves_all_of_it_as_one_step(
    section: FollowUpsSection, desk: Desk, qtbot: QtBot
) -> None:
    QAbstractItemModelTester(section.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    late = [row for row in due(desk) if row.due_on < TODAY][:2]
    assert len(late) == 2 and drop(section, late, "Tomorrow")
    at_rest(desk, qtbot)
    assert {day_on(desk, row.id) for row in late} == {TODAY + timedelta(days=1)}
    assert desk.services.history.undo().label == "Move 2 follow-ups to Tuesday 24 November"
    at_rest(desk, qtbot)
    assert [day_on(desk, row.id) for row in late] == [row.due_on for row in late]


def test_nothing_can_be_dropped_on_what_is_past(section: FollowUpsSection, desk: Desk, qtbot: QtBot) -> None:
    row = next(row for row in due(desk) if row.due_on > TODAY)
    assert not drop(section, [row], "Overdue")
    data = section.model.mimeData([section.model.index_of(row.id)])
    assert not drop_on_day(section.strip.cell(TODAY - timedelta(days=1)), data)
    at_rest(desk, qtbot)
    assert day_on(desk, row.id) == row.due_on


def test_a_row_means_its_own_day_and_a_heading_a_working_day(section: FollowUpsSection, desk: Desk) -> None:
    model = section.model
    row = next(row for row in reversed(due(desk)) if row.due_on > TODAY)
    data = model.mimeData([model.index_of(due(desk)[0].id)])
    with_moves: list[tuple[list[int], date]] = []
    model.moved.disconnect()
    model.moved.connect(lambda ids, day: with_moves.append((ids, day)))
    model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, model.index_of(row.id))
    assert with_moves == [([due(desk)[0].id], row.due_on)]
    friday, monday = date(2026, 11, 27), date(2026, 11, 30)
    assert day_for(Day.WEEK, TODAY) == friday and day_for(Day.LATER, TODAY) == monday
    assert day_for(Day.LATER, date(2026, 11, 29)) == date(2026, 12, 1)  # Monday is tomorrow already
    assert day_for(Day.WEEK, date(2026, 11, 28)) is None
    assert day_for(Day.OVERDUE, TODAY) is None


def test_the_strip_names_its_days_with_what_is_due(section: FollowUpsSection, desk: Desk) -> None:
    names = {one.accessibleName() for one in section.strip.findChildren(QAbstractButton) if one.isVisibleTo(section)}
    for number in range(1, 31):
        day = date(2026, 11, number)
        count = sum(row.due_on == day for row in due(desk))
        told = f"{count} due" if count else "nothing due"
        assert f"{day:%A} {number} November, {told}" in names
    assert section.strip.cell(TODAY).accessibleDescription() == "today"
    assert not any("31" in name for name in names)


def test_dragging_onto_a_day_of_the_strip_moves_there_and_says_where_that_is_free(
    section: FollowUpsSection, desk: Desk, qtbot: QtBot
) -> None:
    said: list[str] = []
    desk.said.connect(said.append)
    row, saturday = due(desk)[0], date(2026, 11, 28)
    data = section.model.mimeData([section.model.index_of(row.id)])
    assert drop_on_day(section.strip.cell(saturday), data)
    at_rest(desk, qtbot)
    assert day_on(desk, row.id) == saturday
    assert said == ["Moved to Saturday 28 November, which is not a working day."]
    assert [one.id for one in section.chosen()] == [row.id]
    strange = QMimeData()
    strange.setData("application/x-netdesk-follow-ups", b"[1")
    drop_on_day(section.strip.cell(saturday), strange)
    at_rest(desk, qtbot)
    assert day_on(desk, row.id) == saturday


def test_the_strip_is_walked_by_keys_and_enter_goes_to_the_day(
    section: FollowUpsSection, desk: Desk, qtbot: QtBot
) -> None:
    strip = section.strip
    tabbed = [
        one
        for one in strip.findChildren(QAbstractButton)
        if "due" in one.accessibleName() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert tabbed == [strip.cell(TODAY)]
    wanted = next(row for row in reversed(due(desk)) if row.due_on.month == 12)
    strip.cell(TODAY).setFocus()
    qtbot.keyClick(strip.cell(TODAY), Qt.Key.Key_PageDown)
    at_rest(desk, qtbot)
    here = date(2026, 12, 23)
    assert strip.cell(here).hasFocus()
    while here != wanted.due_on:
        key = Qt.Key.Key_Right if here < wanted.due_on else Qt.Key.Key_Left
        qtbot.keyClick(strip.cell(here), key)
        here += timedelta(days=1 if key == Qt.Key.Key_Right else -1)
    qtbot.keyClick(strip.cell(here), Qt.Key.Key_Return)
    at_rest(desk, qtbot)
    assert {row.id for row in section.chosen()} == {row.id for row in due(desk) if row.due_on == wanted.due_on}
    qtbot.keyClick(strip.cell(here), Qt.Key.Key_Home)
    at_rest(desk, qtbot)
    assert strip.month == TODAY.replace(day=1) and strip.cell(TODAY).hasFocus()


def test_a_day_without_anything_due_is_said(section: FollowUpsSection, desk: Desk, qtbot: QtBot) -> None:
    said: list[str] = []
    desk.said.connect(said.append)
    chosen = section.chosen()
    free = next(
        date(2026, 11, number) for number in range(1, 31) if date(2026, 11, number) not in {r.due_on for r in due(desk)}
    )
    section.strip.cell(free).click()
    assert said == [f"Nothing is due on {free:%A} {free.day} November."]
    assert section.chosen() == chosen


def test_d_sets_the_day_by_keys(section: FollowUpsSection, desk: Desk, qtbot: QtBot) -> None:
    rows = section.chosen()
    qtbot.keyClick(section.pane.list, Qt.Key.Key_D)
    dialog = section.findChild(DayDialog)
    assert isinstance(dialog, DayDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.day.minimumDate() == QDate(TODAY.year, TODAY.month, TODAY.day)
    dialog.day.setDate(QDate(2026, 12, 3))
    qtbot.keyClick(dialog.primary, Qt.Key.Key_Space)
    at_rest(desk, qtbot)
    assert day_on(desk, rows[0].id) == date(2026, 12, 3)
    assert desk.services.history.undo().label == "Move a follow-up to Thursday 3 December"
