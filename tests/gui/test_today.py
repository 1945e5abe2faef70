"""Today: each row does its one next thing, or waits until another day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from netdesk.bootstrap import open_services
from netdesk.domain.instant import Clock
from netdesk.domain.words import Consent, MessageKind, RequestDirection, RequestState
from netdesk.services.people import NewContact
from netdesk.services.today import ActionKind, TodayItem
from netdesk.ui.desk import Desk
from netdesk.ui.sections.today import TodaySection
from netdesk.ui.sections.today_row import TodayRow
from netdesk.ui.widgets.buttons import Button
from tests.gui.conftest import TODAY
from tests.gui.hands import at_rest


@pytest.fixture
def today(desk: Desk, qtbot: QtBot) -> Iterator[TodaySection]:
    """Today over the sample network, its rows built."""
    section = TodaySection(desk)
    qtbot.addWidget(section)
    section.resize(1000, 700)
    with qtbot.waitActive(section):
        section.show()
    section.activate()
    settle(desk, qtbot)
    yield section


def settle(desk: Desk, qtbot: QtBot) -> None:
    at_rest(desk, qtbot)
    qtbot.waitUntil(lambda: not is_building(), timeout=10_000)
    at_rest(desk, qtbot)


def is_building() -> bool:
    """Tell whether rows of Today are still to come, each group in a turn of its own."""
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, TodaySection)]
    return any(one._build_timer.isActive() for one in shown)


def row_with(section: TodaySection, kind: ActionKind, qtbot: QtBot) -> TodayRow:
    """Give the first row of a kind, after all rows are shown."""
    while more := more_buttons(section):
        more[0].click()
        settle(section.desk, qtbot)
    return next(row for row in section.rows() if row.item.action_kind is kind)


def more_buttons(section: TodaySection) -> list[Button]:
    return [one for one in section.findChildren(Button) if one.text().startswith("Show ") and one.isVisible()]


def test_every_thing_of_today_has_a_row_or_is_counted_behind_a_button(today: TodaySection, desk: Desk) -> None:
    items = desk.services.today.items()
    more = [int(one.text().split()[1]) for one in more_buttons(today)]
    assert len(today.rows()) + sum(more) == len(items)
    assert [row.item for row in today.rows()][:5] == list(items[:5])
    assert str(len(items)) in today._sentence.text()


def test_rows_are_walked_by_arrow_keys(today: TodaySection, qtbot: QtBot) -> None:
    rows = today.rows()
    assert rows[0].hasFocus()
    qtbot.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[1].hasFocus()
    qtbot.keyClick(rows[1], Qt.Key.Key_Up)
    assert rows[0].hasFocus()


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        (ActionKind.ASK_BACK, MessageKind.ASK_BACK),
        (ActionKind.NUDGE, MessageKind.NUDGE),
        (ActionKind.THANK, MessageKind.THANK_YOU),
        (ActionKind.CHECK_IN, MessageKind.CHECK_IN),
        (ActionKind.INTRODUCE, MessageKind.INTRODUCTION),
        (ActionKind.OUTCOME, MessageKind.CHECK_IN),
        (ActionKind.REPORT, MessageKind.CLOSE_THE_LOOP),
    ],
)
def test_enter_drafts_the_message_that_is_next(
    today: TodaySection, desk: Desk, qtbot: QtBot, action: ActionKind, kind: MessageKind
) -> None:
    row = row_with(today, action, qtbot)
    drafted: list[int] = []
    desk.message_wanted.connect(drafted.append)
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    settle(desk, qtbot)
    message = desk.services.message_rows.detail(drafted[0])
    assert message.kind is kind
    assert message.body
    if row.item.introduction_id is None or action is ActionKind.NUDGE:
        assert row.item.contact_id in [one.contact_id for one in message.recipients] or action is ActionKind.ASK_BACK


def test_the_other_side_is_asked_once_the_first_agreed(today: TodaySection, desk: Desk, qtbot: QtBot) -> None:
    services = desk.services
    first, second = (services.contacts.add(NewContact(name=name)) for name in ("Ada Babbage", "Bo Lindqvist"))
    introduction = services.introductions.propose((first, second))
    services.introductions.ask(introduction, (first,))
    row = services.introduction_rows.row(introduction)
    assert row is not None
    services.introductions.consent(row.parties[0].id, Consent.GRANTED)
    settle(desk, qtbot)
    drafted: list[int] = []
    desk.message_wanted.connect(drafted.append)
    row_with(today, ActionKind.OPT_IN, qtbot).action.click()
    settle(desk, qtbot)
    message = services.message_rows.detail(drafted[0])
    assert message.kind is MessageKind.OPT_IN
    assert [one.contact_id for one in message.recipients] == [second]


def test_a_thank_you_gives_two_connections_back(today: TodaySection, desk: Desk, qtbot: QtBot) -> None:
    drafted: list[int] = []
    desk.message_wanted.connect(drafted.append)
    for row in [row for row in today.rows() if row.item.action_kind is ActionKind.THANK]:
        if len(desk.services.gifts.two_for(row.item.contact_id or 0).introductions) == 2:
            row.action.click()
            break
    settle(desk, qtbot)
    detail = desk.services.message_rows.detail(drafted[0])
    assert len(detail.offers) == 2
    assert "two people" in detail.body


def test_closing_an_answered_request_takes_its_row_away(today: TodaySection, desk: Desk, qtbot: QtBot) -> None:
    row = row_with(today, ActionKind.CLOSE, qtbot)
    request_id = row.item.request_id
    assert request_id is not None
    row.action.click()
    settle(desk, qtbot)
    assert desk.services.request_rows.detail(request_id).state is RequestState.CLOSED
    assert request_id not in [one.item.request_id for one in today.rows() if one.item.action_kind is ActionKind.CLOSE]


def test_the_focus_stays_in_place_when_a_row_goes(today: TodaySection, desk: Desk, qtbot: QtBot) -> None:
    rows = today.rows()
    at = next(number for number, row in enumerate(rows) if row.item.action_kind is ActionKind.FOLLOW_UP)
    rows[at].setFocus()
    qtbot.keyClick(rows[at], Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert today.rows()[at].hasFocus() or today.rows()[at - 1].hasFocus()


def test_finding_help_leads_to_the_request(today: TodaySection, desk: Desk, qtbot: QtBot) -> None:
    wanted: list[int] = []
    desk.request_wanted.connect(wanted.append)
    row = row_with(today, ActionKind.FIND_HELP, qtbot)
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert wanted == [row.item.request_id]


def test_a_click_on_a_row_opens_its_record(today: TodaySection, desk: Desk, qtbot: QtBot) -> None:
    wanted: list[int] = []
    desk.request_wanted.connect(wanted.append)
    row = row_with(today, ActionKind.ASK_BACK, qtbot)
    qtbot.keyClick(row, Qt.Key.Key_O)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert wanted == [row.item.request_id, row.item.request_id]


def waiting_kinds(section: TodaySection) -> list[TodayItem]:
    seen: dict[tuple[object, object], TodayItem] = {}
    for row in section.rows():
        if row.later.isVisible():
            seen.setdefault((row.item.kind, row.item.action_kind), row.item)
    return list(seen.values())


def test_later_puts_every_kind_of_row_off_until_that_day(today: TodaySection, desk: Desk, qtbot: QtBot) -> None:
    row_with(today, ActionKind.CHECK_IN, qtbot)
    for item in waiting_kinds(today):
        row = next((one for one in today.rows() if one.item == item), None)
        if row is None:
            continue
        row.setFocus()
        qtbot.keyClick(row, Qt.Key.Key_L)
        menu = next(one for one in row.findChildren(QMenu) if one.isVisible())
        menu.actions()[1].trigger()
        menu.close()
        settle(desk, qtbot)
        left = [(one.title, one.action_kind) for one in desk.services.today.items()]
        assert (item.title, item.action_kind) not in left
        desk.services.history.undo()
        settle(desk, qtbot)
        assert item.title in [one.title for one in desk.services.today.items()]


@pytest.fixture
def new_desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A desk over a new book."""
    services = open_services(tmp_path / "new.netdesk", Clock.fixed(TODAY))
    made = Desk(services, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    yield made
    made.close()
    services.book.close(keep_backup=False)


def test_a_new_book_teaches_how_to_begin(new_desk: Desk, qtbot: QtBot) -> None:
    section = TodaySection(new_desk)
    qtbot.addWidget(section)
    section.show()
    section.activate()
    settle(new_desk, qtbot)
    assert section._import is section.window().focusWidget()
    asked: list[str] = []
    new_desk.import_wanted.connect(lambda: asked.append("import"))
    new_desk.new_contact_wanted.connect(lambda: asked.append("contact"))
    new_desk.sample_wanted.connect(lambda: asked.append("sample"))
    new_desk.capture_wanted.connect(lambda _: asked.append("capture"))
    for button in (section._import, section._new, section._sample, section._capture):
        assert button.isVisible()
        button.click()
    assert asked == ["import", "contact", "sample", "capture"]


def test_a_new_book_asks_for_the_name_below_messages(new_desk: Desk, qtbot: QtBot) -> None:
    section = TodaySection(new_desk)
    qtbot.addWidget(section)
    section.show()
    section.activate()
    settle(new_desk, qtbot)
    line = section._own_name.line
    assert line.isVisible() and line.text() == "" == new_desk.services.settings.my_name()
    assert line.mapTo(section, line.rect().bottomLeft()).y() < section._import.mapTo(section, QPoint(0, 0)).y()
    assert "unsigned" in section._own_name._told.text()
    qtbot.keyClicks(line, "Edda Marsh")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle(new_desk, qtbot)
    assert new_desk.services.settings.my_name() == "Edda Marsh"
    assert section._own_name._told.text() == "Saved"
    assert not new_desk.services.history.undo()
    settle(new_desk, qtbot)
    assert line.text() == new_desk.services.settings.my_name() == "Edda Marsh"
    new_desk.services.contacts.add(NewContact(name="Ada Babbage"))
    settle(new_desk, qtbot)
    assert not line.isVisible()


def test_when_all_is_done_it_says_so_kindly(new_desk: Desk, qtbot: QtBot) -> None:
    new_desk.services.contacts.add(NewContact(name="Ada Babbage"))
    section = TodaySection(new_desk)
    qtbot.addWidget(section)
    section.show()
    section.activate()
    settle(new_desk, qtbot)
    assert section._empty.accessibleName() == "Your people are here"
    asked = new_desk.services.requests.capture(RequestDirection.RECEIVED, "Who knows looms?", who=["Ada Babbage"])
    new_desk.services.requests.drop(asked, "she found it herself")
    settle(new_desk, qtbot)
    assert section._empty.accessibleName() == "All is done for today"
    assert not section._import.isVisible() and not section._new.isVisible() and section._capture.isVisible()


def test_a_row_shows_markup_as_it_is(desk: Desk, qtbot: QtBot) -> None:
    item = desk.services.today.items()[0]
    row = TodayRow(replace(item, title="<b>Big</b> & bold", action="Ask <i>A</i> & B"), TODAY)
    qtbot.addWidget(row)
    assert row.action.text() == "Ask <i>A</i> && B"
    assert row.accessibleName().startswith("<b>Big</b> & bold")
