"""The window as a whole: sections, menus, palette, undo, the composer beside them, and closing while work goes on."""

from __future__ import annotations

import calendar
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from netdesk.domain.words import FollowUpKind, MessageKind, RequestDirection, ResourceKind
from netdesk.services.contact_list import ContactFilter, ContactSort
from netdesk.services.people import NewContact
from netdesk.services.purpose import Purpose
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.form import Dialog
from netdesk.ui.dialogs.new_contact import NewContactDialog
from netdesk.ui.main_window import MainWindow
from netdesk.ui.palette import Palette
from netdesk.ui.sections.catalogue import entries
from netdesk.ui.sections.contact.facts import FactEntry
from netdesk.ui.sections.contacts import ContactsSection
from netdesk.ui.sections.list_pane import ListAndDetail
from netdesk.ui.sections.today import TodaySection
from netdesk.ui.tasks import Job
from netdesk.ui.theme import Preference, theme
from netdesk.ui.widgets.buttons import FilterChip
from netdesk.ui.widgets.month_strip import MonthStrip
from netdesk.ui.widgets.row_delegate import RowRole
from tests.gui.hands import at_rest

STRANGER = 100
"""A contact of the sample network whom no list shows among its first."""


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window over the sample network, at rest on Today."""
    with opened(desk, qtbot) as window:
        yield window


@contextmanager
def opened(desk: Desk, qtbot: QtBot, size: QSize | None = None) -> Iterator[MainWindow]:
    """A window that is active and at rest on Today, until the end of the block."""
    window = MainWindow(desk)
    qtbot.addWidget(window)
    if size is not None:
        window.resize(size)
    with qtbot.waitActive(window):
        window.show()
    window.start("today")
    settle(window, qtbot)
    yield window
    window.close()


def settle(window: MainWindow, qtbot: QtBot) -> None:
    at_rest(window.desk, qtbot)


def edit_menu(window: MainWindow) -> list[str]:
    return [window.actions_["undo"].text(), window.actions_["redo"].text()]


def test_every_section_opens_by_its_key_and_is_made_only_then(window: MainWindow, qtbot: QtBot) -> None:
    assert list(window._sections) == ["today"]
    for number, key in enumerate(window.section_keys(), 1):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        settle(window, qtbot)
        shown = window.section()
        assert window.sidebar.current() == key
        assert shown is not None and shown.isVisible() and shown.accessibleName()
    assert list(window._sections) == list(entries())


class ShownWindows(QObject):
    """Notes every window that shows itself."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def test_no_part_of_a_section_ever_flashes_up_as_a_window_of_its_own(
    desk: Desk, qapp: QApplication, qtbot: QtBot
) -> None:
    watch = ShownWindows()
    qapp.installEventFilter(watch)
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    window.start("today")
    settle(window, qtbot)
    for key in window.section_keys():
        window.show_section(key)
        settle(window, qtbot)
    qapp.removeEventFilter(watch)
    assert watch.shown == ["MainWindow "]


def test_after_adding_a_contact_what_was_learned_can_be_typed_at_once(window: MainWindow, qtbot: QtBot) -> None:
    for name in ("Zora Zest", "Yves Yarn"):
        window.errands.new_contact()
        dialog = window.findChildren(NewContactDialog)[-1]
        dialog._fields["name"].setText(name)
        dialog.primary.click()
        settle(window, qtbot)
        qtbot.waitUntil(lambda: isinstance(window.focusWidget(), FactEntry), timeout=5_000)
        focused = window.focusWidget()
        qtbot.keyClicks(focused, "offers: yarn")
        qtbot.keyClick(focused, Qt.Key.Key_Return)
        settle(window, qtbot)
        ((contact_id, *_),) = window.desk.services.contact_rows.complete(name)
        assert [fact.text for fact in window.desk.services.contact_rows.detail(contact_id).facts] == ["yarn"]


@pytest.mark.filterwarnings("ignore:.*setActiveWindow")
def test_the_line_for_facts_takes_the_focus_though_it_is_only_just_made(window: MainWindow, qtbot: QtBot) -> None:
    """A window that becomes active gives the focus to the next control where that which has it is not yet shown."""
    section = window.show_section("contacts")
    assert isinstance(section, ContactsSection)
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
    section.show_record(STRANGER)
    section.add_fact()
    QApplication.setActiveWindow(window)  # at once, not in the next turn of the loop
    assert isinstance(QApplication.focusWidget(), FactEntry)
    settle(window, qtbot)
    assert isinstance(window.focusWidget(), FactEntry)


def test_a_section_can_be_named_as_on_the_command_line(window: MainWindow) -> None:
    assert window.show_section("follow_ups") is window.show_section("Follow-ups")
    assert window.show_section("nonsense") is None


def test_the_edit_menu_and_the_status_line_name_what_undo_takes_back(window: MainWindow, qtbot: QtBot) -> None:
    assert edit_menu(window) == ["Undo", "Redo"]
    window.desk.services.contacts.add(NewContact(name="Ada & Babbage"))
    settle(window, qtbot)
    assert edit_menu(window) == ["Undo: Add Ada && Babbage", "Redo"]
    assert window.status._undo.text() == "Undo: Add Ada && Babbage"
    before = window.desk.services.today.counts().contacts
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    assert window.desk.services.today.counts().contacts == before - 1
    assert edit_menu(window) == ["Undo", "Redo: Add Ada && Babbage"]
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle(window, qtbot)
    assert window.desk.services.today.counts().contacts == before


def test_undo_in_a_field_takes_back_typing_before_the_book(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.services.contacts.add(NewContact(name="Ada Babbage"))
    window.focus_search()
    qtbot.keyClicks(window.top.search, "abc")
    qtbot.keyClick(window.top.search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    assert window.top.search.text() == ""
    assert window.desk.services.history.steps().undo == "Add Ada Babbage"


def test_undo_with_nothing_to_undo_says_so(window: MainWindow, qtbot: QtBot) -> None:
    window.undo()
    settle(window, qtbot)
    assert window.toast.accessibleName() == "There is nothing to undo."


def test_the_sidebar_counts_follow_the_book(window: MainWindow, qtbot: QtBot) -> None:
    counts = window.desk.services.today.counts()
    window.desk.services.contacts.add(NewContact(name="One More"))
    settle(window, qtbot)
    spoken = window.sidebar._item("contacts").data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"Contacts, {counts.contacts + 1}"
    assert window.status._text.text().startswith(f"{counts.contacts + 1} contacts  ·  ")


def test_words_typed_while_the_rows_of_today_are_built_stay_in_the_search_field(
    window: MainWindow, qtbot: QtBot
) -> None:
    today = window.findChild(TodaySection)
    today._items = None
    today._stale = True
    today.activate()
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    assert window.top.search.hasFocus()


def test_the_palette_finds_people_and_commands_and_enter_opens_them(window: MainWindow, qtbot: QtBot) -> None:
    contact_id, name, _ = window.desk.services.contact_rows.complete("a", 1)[0]
    wanted: list[int] = []
    window.desk.contact_wanted.connect(wanted.append)
    palette = type_into_palette(window, qtbot, name)
    assert palette._model.index(0).data() == name == palette._model.index(0).data(RowRole.AVATAR)
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    settle(window, qtbot)
    assert wanted == [contact_id]
    assert window.sidebar.current() == "contacts"
    assert not palette.isVisible()
    assert window.top.search.text() == ""


def test_the_palette_can_be_read_at_large_text(window: MainWindow, qtbot: QtBot, plain_theme: None) -> None:
    window.resize(1280, 800)
    theme().set_scale(1.5)
    settle(window, qtbot)
    palette = type_into_palette(window, qtbot, "a")
    assert palette._model.rowCount() > 4
    assert window.rect().contains(palette.geometry())
    assert palette.width() >= theme().px(390)
    assert palette._hint.elided() == palette._hint.text()


def test_the_palette_writes_days_as_the_window_does(window: MainWindow, qtbot: QtBot) -> None:
    desk = window.desk
    contact_id = desk.services.contact_rows.complete("a", 1)[0][0]
    due = desk.services.clock.today().replace(month=12, day=24)
    desk.services.follow_ups.add(FollowUpKind.CUSTOM, due, title="Xylophone qwzx", contact_id=contact_id)
    palette = type_into_palette(window, qtbot, "xylophone qwzx")
    row = palette._model.index(0)
    assert "due 24 Dec" in row.data(RowRole.SUBTITLE)
    assert not row.data(RowRole.AVATAR) and row.data(RowRole.ICON) == "follow-ups"


def test_the_palette_runs_commands(window: MainWindow, qtbot: QtBot) -> None:
    palette = type_into_palette(window, qtbot, "follow-ups")
    rows = [str(palette._model.index(row).data()) for row in range(palette._model.rowCount())]
    for _ in range((rows.index("Follow-ups") - palette._list.currentIndex().row()) % len(rows)):
        qtbot.keyClick(window.top.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    settle(window, qtbot)
    assert window.sidebar.current() == "follow-ups"


def test_the_palette_finds_the_colours(window: MainWindow, qtbot: QtBot) -> None:
    palette = type_into_palette(window, qtbot, "colours dark")
    assert palette._model.index(0).data() == "Colours: Dark"


def test_words_that_find_nothing_can_be_captured_as_a_request(window: MainWindow, qtbot: QtBot) -> None:
    wanted: list[str] = []
    window.desk.capture_wanted.disconnect()
    window.desk.capture_wanted.connect(wanted.append)
    palette = type_into_palette(window, qtbot, "Xylophone qwzx for us?")
    assert [str(palette._model.index(row).data()) for row in range(palette._model.rowCount())] == [
        "Nothing found. Capture it as a request"
    ]
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    assert wanted == ["Xylophone qwzx for us?"]
    palette = type_into_palette(window, qtbot, "qwzx")
    assert palette._model.index(0).data() == "Nothing found"
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    assert len(wanted) == 1


def test_the_palette_offers_commands_before_anything_is_typed_and_escape_closes_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window._palette
    assert palette is not None and palette.isVisible()
    QAbstractItemModelTester(palette._model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert palette._model.index(0).data() == "Capture a request"
    qtbot.keyClick(window.top.search, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def type_into_palette(window: MainWindow, qtbot: QtBot, text: str) -> Palette:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window._palette
    assert palette is not None
    qtbot.keyClicks(window.top.search, text)
    asked = palette._asked
    qtbot.waitUntil(lambda: palette._asked > asked and not palette._timer.isActive(), timeout=5_000)
    settle(window, qtbot)
    assert isinstance(palette._model, QAbstractItemModel)
    return palette


def test_a_draft_opens_beside_what_is_shown_and_closes_again(window: MainWindow, qtbot: QtBot) -> None:
    desk = window.desk
    contact_id = desk.services.contact_rows.complete("a", 1)[0][0]
    desk.draft(window, Purpose(kind=MessageKind.CHECK_IN, to=(contact_id,)))
    settle(window, qtbot)
    composer = window.composer()
    assert composer is not None and window.sidebar.current() == "today"
    composer.closed.emit()
    assert window.composer() is None


def test_of_messages_wanted_in_a_hurry_the_last_one_is_open(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    people = desk.services.contact_rows.ids(ContactFilter())[:3]
    drafts = [desk.services.messages.draft(Purpose(kind=MessageKind.CHECK_IN, to=(one,))) for one in people]
    for message_id in drafts:
        desk.message_wanted.emit(message_id)
    settle(window, qtbot)
    composer = window.composer()
    assert composer is not None and composer.message_id() == drafts[-1]
    composer.closed.emit()
    for message_id in drafts[:2]:
        desk.message_wanted.emit(message_id)
    settle(window, qtbot)
    assert composer.isVisible() and composer.message_id() == drafts[1]


def test_a_message_that_left_makes_way_for_another_record_and_a_draft_stays(window: MainWindow, qtbot: QtBot) -> None:
    desk = window.desk
    ana, ben = (row[0] for row in desk.services.contact_rows.complete("a", 2))
    desk.contact_wanted.emit(ana)
    desk.draft(window, Purpose(kind=MessageKind.CHECK_IN, to=(ana,)))
    settle(window, qtbot)
    desk.contact_wanted.emit(ben)
    settle(window, qtbot)
    composer = window.composer()
    assert composer is not None
    message = composer.message_id()
    assert message is not None
    desk.do(window, lambda: desk.services.messages.mark_sent(message))
    settle(window, qtbot)
    desk.contact_wanted.emit(ana)
    settle(window, qtbot)
    assert window.composer() is composer
    desk.contact_wanted.emit(ben)
    settle(window, qtbot)
    assert window.composer() is None


@pytest.mark.parametrize("key", ["contacts", "requests", "introductions"])
def test_the_arrow_keys_of_a_list_leave_a_sent_message_behind_and_keep_the_list(
    window: MainWindow, qtbot: QtBot, key: str
) -> None:
    desk = window.desk
    section = window.show_section(key)
    assert section is not None
    settle(window, qtbot)
    message = desk.services.messages.draft(Purpose(kind=MessageKind.CHECK_IN, to=(STRANGER,)))
    desk.services.messages.mark_sent(message)
    desk.message_wanted.emit(message)
    settle(window, qtbot)
    section.focus_first()
    assert window.composer() is not None
    listed = QApplication.focusWidget()
    assert listed is not None
    qtbot.keyClick(listed, Qt.Key.Key_Down)
    settle(window, qtbot)
    assert window.composer() is None
    assert QApplication.focusWidget() is listed


def test_after_the_reply_to_questions_back_the_ask_is_written_down_at_once(window: MainWindow, qtbot: QtBot) -> None:
    desk = window.desk
    somebody = desk.services.contact_rows.complete("a", 1)[0][0]
    asked = desk.services.requests.capture(RequestDirection.RECEIVED, "May I pick your brain?", who=[somebody])
    message = desk.services.messages.draft(Purpose(kind=MessageKind.ASK_BACK, request_id=asked))
    desk.services.messages.mark_sent(message)
    desk.message_wanted.emit(message)
    settle(window, qtbot)
    composer = window.composer()
    assert composer is not None
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "We need another supplier")
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Return):
        qtbot.keyClick(QApplication.focusWidget(), key)
    settle(window, qtbot)
    assert window.sidebar.current() == "requests" and window.composer() is composer
    qtbot.keyClicks(QApplication.focusWidget(), "r")
    qtbot.keyClicks(QApplication.focusWidget(), "eplace it")
    written = QApplication.focusWidget()
    assert written is not None and written.accessibleName() == "Purpose"


def test_a_refusal_is_shown_in_a_sentence(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.tasks.failed.disconnect()  # what is refused here is expected
    window.desk.tasks.failed.connect(window.toast.show_message)
    window.desk.do(window, lambda: window.desk.services.contacts.add(NewContact(name=" ")))
    settle(window, qtbot)
    assert window.toast.isVisible()
    assert window.toast.accessibleName() == "Enter a name."


def test_closing_while_a_job_runs_asks_and_going_on_keeps_the_window(window: MainWindow, qtbot: QtBot) -> None:
    finish = threading.Event()
    done: list[str] = []

    def work(job: Job) -> str:
        finish.wait(10)
        return "done"

    window.desk.tasks.job(window, "Counting", work, done.append, writes=False)
    qtbot.waitUntil(window.job_bar.isVisible)
    answer_next_dialog(qtbot, accept=False)
    window.close()
    assert window.isVisible()
    finish.set()
    qtbot.waitUntil(lambda: done == ["done"], timeout=5_000)
    qtbot.waitUntil(lambda: not window.job_bar.isVisible(), timeout=5_000)


def test_closing_while_a_job_runs_can_cancel_it(window: MainWindow, qtbot: QtBot) -> None:
    cancelled: list[bool] = []

    def work(job: Job) -> None:
        while not job.cancelled():
            threading.Event().wait(0.01)
        cancelled.append(True)

    window.desk.tasks.job(window, "Counting", work, writes=False)
    answer_next_dialog(qtbot, accept=True)
    window.close()
    assert not window.isVisible()
    assert cancelled == [True]


def answer_next_dialog(qtbot: QtBot, *, accept: bool) -> None:
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        dialog.done(QDialog.DialogCode.Accepted if accept else QDialog.DialogCode.Rejected)

    QTimer.singleShot(100, answer)


def test_the_window_comes_back_to_its_height_and_begins_with_today(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    window.resize(window.width(), 650)
    window.show_section("requests")
    settle(window, qtbot)
    window._save_place()
    other = MainWindow(desk)
    qtbot.addWidget(other)
    other.start()
    assert other.sidebar.current() == "today"
    assert other.height() == 650


@pytest.mark.parametrize("place", [(9000, 5000), (-3000, 40), (40, -2000)])
def test_a_window_kept_on_a_screen_that_is_gone_opens_where_it_can_be_moved(
    window: MainWindow, desk: Desk, qtbot: QtBot, place: tuple[int, int]
) -> None:
    window.move(*place)
    settle(window, qtbot)
    window._save_place()
    other = MainWindow(desk)
    qtbot.addWidget(other)
    other.show()
    assert QGuiApplication.screenAt(other.geometry().topLeft()) is not None


def test_every_menu_action_has_words_and_no_two_share_a_key(window: MainWindow) -> None:
    shown = [(text, keys) for _, rows in window.actions_.sheet() for text, keys in rows]
    assert all(text and keys for text, keys in shown)
    shortcuts = [one.toString() for _, action in window.actions_.commands() for one in action.shortcuts()]
    assert len(shortcuts) == len(set(shortcuts))
    assert QKeySequence("Ctrl+N").toString() in shortcuts


def test_the_keyboard_sheet_says_undo_whatever_the_menu_would_undo(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.services.settings.change(nudge_after_days=3)
    settle(window, qtbot)
    assert window.actions_["undo"].text() == "Undo: Change the settings"
    named = {text for _, rows in window.actions_.sheet() for text, _ in rows}
    assert {"Undo", "Redo"} <= named


def test_light_and_dark_are_chosen_in_the_menu_and_kept(window: MainWindow) -> None:

    dark = next(one for one in window.actions_._menus["theme"].actions() if one.data() == "dark")
    dark.trigger()
    try:
        assert theme().preference is Preference.DARK and dark.isChecked()
        assert window.desk.settings.value("theme/preference") == "dark"
    finally:
        theme().set_preference(Preference.SYSTEM)


def test_days_are_written_in_the_language_of_the_settings_everywhere_and_undo_brings_back_the_one_before(
    window: MainWindow, qtbot: QtBot
) -> None:
    services = window.desk.services
    services.contacts.edit(services.contact_rows.ids(ContactFilter())[0], notes="")  # what I wrote stays as it is
    settle(window, qtbot)
    assert "November" in all_text(window)
    services.settings.change(language_of_dates="it")
    settle(window, qtbot)
    assert "novembre" in all_text(window) and not english_days(window)
    for key in window.section_keys():
        window.show_section(key)
        settle(window, qtbot)
        assert not english_days(window), key
    window.show_section("today")
    services.history.undo()
    settle(window, qtbot)
    assert "novembre" not in all_text(window) and "November" in all_text(window)


def english_days(window: MainWindow) -> list[str]:
    """Return the days that stand somewhere in English, such as `21 Nov` or `November 2026`."""
    months = "|".join(calendar.month_abbr[one] for one in range(1, 13))
    return re.findall(rf"\d\d? (?:{months})\b.*|(?:{months})\w* \d{{4}}", all_text(window))


def all_text(window: MainWindow) -> str:
    """Return what the labels and buttons that can be seen say."""
    return "\n".join(
        str(text)
        for kind in (QLabel, QAbstractButton)
        for one in window.findChildren(kind)
        if one.isVisible()
        for text in (one.text(), one.accessibleName())
    )


@pytest.mark.parametrize("key", list(entries()))
def test_the_menu_of_the_section_has_whatever_can_be_done_in_it(window: MainWindow, qtbot: QtBot, key: str) -> None:
    section = window.show_section(key)
    assert section is not None
    settle(window, qtbot)
    menu = window.actions_._menus["section"].actions()
    assert [action.text().partition("\t")[0] for action in menu] == [verb.text for verb in entries()[key].verbs()]
    told = {sequence.toString() for action in menu for sequence in action.shortcuts()}
    bound = {
        one.key().toString()
        for one in section.findChildren(QShortcut)
        if not isinstance(one.parent(), (MonthStrip, QLineEdit))
    }
    assert bound <= told
    window.errands.show_keys()
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, Dialog)
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    sheet.reject()
    assert {verb.text.removesuffix("…") for verb in entries()[key].verbs()} <= shown


def test_an_action_of_the_section_runs_from_the_menu_and_from_the_palette(window: MainWindow, qtbot: QtBot) -> None:
    section = window.show_section("follow-ups")
    settle(window, qtbot)
    due = window.desk.services.today.counts().follow_ups
    next(one for one in window.actions_._menus["section"].actions() if one.text() == "Done").trigger()
    settle(window, qtbot)
    assert window.desk.services.today.counts().follow_ups == due - 1
    palette = type_into_palette(window, qtbot, "set the day")
    assert palette._list.currentIndex().data() == "Set the day"
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    settle(window, qtbot)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog) and dialog.parent() is section
    dialog.reject()


def test_tab_in_the_palette_shows_what_else_can_be_done_and_escape_leads_back(window: MainWindow, qtbot: QtBot) -> None:
    contact_id, name, _ = window.desk.services.contact_rows.complete("a", 1)[0]
    wanted: list[list[int]] = []
    window.desk.interaction_wanted.disconnect()
    window.desk.interaction_wanted.connect(wanted.append)
    palette = type_into_palette(window, qtbot, name)
    qtbot.keyClick(window.top.search, Qt.Key.Key_Tab)
    rows = [str(palette._model.index(row).data()) for row in range(palette._model.rowCount())]
    assert f"Say hello to {name}" in rows and QApplication.focusWidget() is window.top.search
    qtbot.keyClick(window.top.search, Qt.Key.Key_Escape)
    settle(window, qtbot)
    assert palette.isVisible() and palette._model.index(0).data() == name
    qtbot.keyClick(window.top.search, Qt.Key.Key_Tab)
    for _ in range(rows.index(f"Log an interaction with {name}")):
        qtbot.keyClick(window.top.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    assert wanted == [[contact_id]] and not palette.isVisible()
    type_into_palette(window, qtbot, name)
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Escape):
        qtbot.keyClick(window.top.search, key)
    assert not palette.isVisible() and not window.top.search.text()


def test_the_palette_finds_an_organisation_misspelt_and_shows_who_belongs_to_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    services = window.desk.services
    nia = services.contacts.add(NewContact(name="Nia Okafor", organisation="Zweifel & Partner"))
    settle(window, qtbot)
    palette = type_into_palette(window, qtbot, "Zwiefel")
    rows = [str(palette._model.index(row).data()) for row in range(palette._model.rowCount())]
    for _ in range(rows.index("Zweifel & Partner") - palette._list.currentIndex().row()):
        qtbot.keyClick(window.top.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    settle(window, qtbot)
    section = window.section()
    assert isinstance(section, ContactsSection)
    assert [section.model.id_at(section.model.index(row)) for row in range(section.model.rowCount())] == [nia]


def test_enter_on_a_resource_copies_its_link(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.services.resources.add(ResourceKind.LINK, "Quokka handbook", url="https://quokka.example/book")
    settle(window, qtbot)
    type_into_palette(window, qtbot, "quokka")
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    settle(window, qtbot)
    assert QGuiApplication.clipboard().text() == "https://quokka.example/book"
    assert window.toast.accessibleName() == "Copied https://quokka.example/book"
    QGuiApplication.clipboard().clear()


def test_letters_typed_in_a_list_filter_it(window: MainWindow, qtbot: QtBot) -> None:
    section = window.show_section("contacts")
    assert isinstance(section, ContactsSection)
    settle(window, qtbot)
    qtbot.keyClick(section.list, Qt.Key.Key_Z)
    qtbot.keyClicks(QApplication.focusWidget(), "o")
    assert section.pane.filter.text() == "zo" and section.pane.filter.hasFocus()


def test_filters_sort_and_joints_are_as_they_were_left_in_the_next_window(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    contacts = window.show_section("contacts")
    assert isinstance(contacts, ContactsSection)
    settle(window, qtbot)
    everybody = contacts.model.rowCount()
    contacts.filters._set_tag(desk.services.contact_rows.tags()[0][:2])
    contacts.filters.needs.click()
    next(one for one in contacts.sort.menu().actions() if one.text() == "By last spoken").trigger()
    joint = contacts.findChild(ListAndDetail)
    assert joint is not None
    joint.setSizes([500, 500])
    joint.splitterMoved.emit(500, 1)
    settle(window, qtbot)
    chips = {"requests": "Closed requests", "introductions": "Done", "follow-ups": "Skipped"}
    for key, name in chips.items():
        section = window.show_section(key)
        settle(window, qtbot)
        chip_of(section, name).click()
    settle(window, qtbot)
    other = MainWindow(desk)
    qtbot.addWidget(other)
    other.resize(window.size())
    other.show()
    again = other.show_section("contacts")
    assert isinstance(again, ContactsSection)
    settle(other, qtbot)
    assert again.filters.where() == contacts.filters.where() and again.sort.sort is ContactSort.LAST_SPOKEN
    assert 0 < again.model.rowCount() == contacts.model.rowCount() < everybody
    assert again.filters.tag.isChecked() and again.filters.tag.text() == contacts.filters.tag.text()
    assert joint.sizes() == [
        pane for one in [again.findChild(ListAndDetail)] if one is not None for pane in one.sizes()
    ]
    for key, name in chips.items():
        section = other.show_section(key)
        settle(other, qtbot)
        assert chip_of(section, name).isChecked(), key


def chip_of(section: QWidget | None, name: str) -> FilterChip:
    assert section is not None
    return next(one for one in section.findChildren(FilterChip) if one.accessibleName().startswith(name))


def test_a_filter_that_speaks_of_another_book_shows_everybody(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    for kept in (
        '{"tag": [1, "Not in this book"], "organisation": [2, "Nor this"], "place": "", "on": []}',
        "nonsense",
    ):
        desk.settings.setValue("contacts/filter", kept)
        other = MainWindow(desk)
        qtbot.addWidget(other)
        section = other.show_section("contacts")
        assert isinstance(section, ContactsSection)
        assert section.filters.where() == ContactFilter()
