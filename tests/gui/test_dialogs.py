"""Dialogs: capturing with somebody new, importing after a look, settings, and people named as one types."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from netdesk.domain.words import InteractionKind, MessageKind, RequestDirection, RequestState
from netdesk.services.contacts import NewContact
from netdesk.services.purpose import Purpose
from netdesk.ui.coaching import PAUSE_MS
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.capture import CaptureDialog
from netdesk.ui.dialogs.drafts import DraftsDialog
from netdesk.ui.dialogs.form import Dialog
from netdesk.ui.dialogs.gifts import GiftsDialog
from netdesk.ui.dialogs.import_file import ImportDialog
from netdesk.ui.dialogs.interaction import InteractionDialog
from netdesk.ui.dialogs.introduction import IntroductionDialog
from netdesk.ui.dialogs.new_contact import NewContactDialog
from netdesk.ui.dialogs.settings import SettingsDialog
from netdesk.ui.theme import Preference, theme
from netdesk.ui.widgets.buttons import Button
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.editor import PlainTextEditor
from netdesk.ui.widgets.labels import Heading
from netdesk.ui.widgets.people_field import PeopleField
from tests.gui.hands import at_rest

Shown = TypeVar("Shown", bound=Dialog)

VAGUE = "Hi, I'd love to pick your brain sometime"
LINKEDIN = (
    "Notes:\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing."\n'
    "\n"
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ada,Babbage,https://www.linkedin.com/in/ada-b,ada@engines.example,Engines,Engineer,03 Mar 2024\n"
    "Bo,Lindqvist,https://www.linkedin.com/in/bo-l,,Looms,Weaver,04 Apr 2024\n"
    ",,,,,,\n"
)


def settle(desk: Desk, qtbot: QtBot) -> None:
    at_rest(desk, qtbot)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    """A window over which dialogs open."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    yield made


def shown(dialog: Shown, qtbot: QtBot) -> Shown:
    """Show a dialog that goes with its window."""
    with qtbot.waitActive(dialog):
        dialog.open()
    return dialog


@pytest.fixture
def field(desk: Desk, qtbot: QtBot) -> Iterator[PeopleField]:
    """A people field in a shown window."""
    page = QWidget()
    qtbot.addWidget(page)
    made = PeopleField(desk, name="Who asks", parent=page)
    column = QVBoxLayout(page)
    column.addWidget(made)
    column.addWidget(QWidget())
    page.resize(500, 300)
    with qtbot.waitActive(page):
        page.show()
    made.setFocus()
    yield made


def test_a_known_person_is_completed_and_chosen_by_keys(field: PeopleField, desk: Desk, qtbot: QtBot) -> None:
    contact_id, name, _ = desk.services.contact_rows.complete("a", 1)[0]
    qtbot.keyClicks(field.line, name)
    qtbot.waitUntil(field._popup.isVisible)
    qtbot.keyClick(field._popup, Qt.Key.Key_Down)
    qtbot.keyClick(field._popup, Qt.Key.Key_Return)
    assert field.people() == [contact_id]
    assert field.names() == [name]


def test_a_field_asks_for_a_name_only_while_nobody_is_chosen(field: PeopleField) -> None:
    assert field.line.placeholderText()
    field.set_people([(1, "Ama Owusu")])
    assert not field.line.placeholderText()
    field.set_people([])
    assert field.line.placeholderText()


def test_down_right_behind_the_name_goes_to_the_person_found(field: PeopleField, desk: Desk, qtbot: QtBot) -> None:
    contact_id, name, _ = desk.services.contact_rows.complete("a", 1)[0]
    qtbot.keyClicks(field.line, name[:-1])
    qtbot.keyClick(field.line, Qt.Key.Key_Down)
    qtbot.keyClick(field._popup, Qt.Key.Key_Return)
    assert field.people() == [contact_id]


def test_keys_that_come_together_are_completed_once(
    field: PeopleField, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    complete = field._rows.complete
    monkeypatch.setattr(field._rows, "complete", lambda text, *rest: asked.append(text) or complete(text, *rest))
    qtbot.keyClicks(field.line, "Ann")
    qtbot.waitUntil(field._popup.isVisible)
    assert asked == ["Ann"]


def test_a_field_takes_a_row_for_typing_only_while_somebody_types(field: PeopleField, qtbot: QtBot) -> None:
    field.set_people([(1, "Ama Owusu"), (2, "Jonas Weber")])
    field.line.clearFocus()
    qtbot.waitUntil(lambda: all(chip.isVisible() for chip in field._chips))
    room = sum(chip.sizeHint().width() for chip in field._chips) + 30
    one_row = field.heightForWidth(1000)
    assert field.heightForWidth(room) == one_row
    field.line.setFocus()
    assert field.heightForWidth(room) > one_row
    field.line.clearFocus()
    assert field.heightForWidth(room) == one_row


def test_a_name_nobody_has_becomes_somebody_new(field: PeopleField, qtbot: QtBot) -> None:
    changes: list[None] = []
    field.changed.connect(lambda: changes.append(None))
    qtbot.keyClicks(field.line, "Lena Nowhere")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    qtbot.keyClicks(field.line, "Max Nowhere,")
    assert field.people() == ["Lena Nowhere", "Max Nowhere"]
    assert len(changes) == 2
    qtbot.keyClick(field.line, Qt.Key.Key_Backspace)
    assert field.people() == ["Lena Nowhere"]
    field._chips[0].click()
    assert field.people() == []


def test_the_whole_name_of_a_known_person_means_that_person(field: PeopleField, desk: Desk, qtbot: QtBot) -> None:
    contact_id, name, _ = desk.services.contact_rows.complete("a", 1)[0]
    qtbot.keyClicks(field.line, name.upper())
    assert field.people() == [contact_id]  # what is typed counts without Enter


def test_a_name_that_two_have_asks_which_one_is_meant(field: PeopleField, desk: Desk, qtbot: QtBot) -> None:
    contacts = desk.services.contacts
    baker = contacts.add(NewContact(name="Sam Lee", role="Baker", organisation="Mill"))
    contacts.add(NewContact(name="Sam Lee", role="Judge", organisation="Court"))
    qtbot.keyClicks(field.line, "sam lee,")
    (chip,) = field._chips
    assert chip.text() == "sam lee · which one?"
    menu = chip.menu()
    assert isinstance(menu, QMenu)
    offered = {one.text(): one for one in menu.actions()}
    assert "Sam Lee · Judge · Court" in offered or "Sam Lee · Judge, Court" in offered, list(offered)
    next(one for text, one in offered.items() if "Baker" in text).trigger()
    assert field.people() == [baker]
    assert field.names() == ["Sam Lee"]


def test_one_only_replaces_who_was_chosen(desk: Desk, qtbot: QtBot) -> None:
    field = PeopleField(desk, multiple=False)
    qtbot.addWidget(field)
    field.set_people([(1, "One"), (2, "Two")])
    qtbot.keyClicks(field.line, "Lena Nowhere")
    field.commit()
    assert field.people() == ["Lena Nowhere"]


def capture(desk: Desk, window: QWidget, qtbot: QtBot, wording: str = "") -> CaptureDialog:
    return shown(CaptureDialog(desk, wording, window), qtbot)


def test_the_form_stays_in_its_place_while_the_coach_speaks(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    window.resize(1280, 800)
    dialog = capture(desk, window, qtbot)
    before = dialog.geometry()
    qtbot.keyClicks(dialog.who.line, "Somebody New,")
    for wording in ("Hi", VAGUE, f"{VAGUE}. It is about the approval of vendors, before 10 December"):
        dialog.wording.set_text(wording)
        qtbot.waitUntil(lambda: bool(dialog.wording.findChildren(Chip)), timeout=5_000)
        qtbot.wait(PAUSE_MS * 2)
        settle(desk, qtbot)
        assert dialog.wording.lines.line.isVisible()
        assert dialog.geometry() == before


def test_a_form_that_was_left_is_found_again_until_it_is_submitted(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    contact_id, name, _ = desk.services.contact_rows.complete("a", 1)[0]
    dialog = capture(desk, window, qtbot)
    assert not dialog._unfinished.isVisible()  # type: ignore[union-attr]
    qtbot.keyClicks(dialog.who.line, f"{name},")
    qtbot.keyClicks(dialog.wording.editor, "May I pick")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    dialog = capture(desk, window, qtbot)
    assert dialog._unfinished.isVisible()  # type: ignore[union-attr]
    assert (dialog.who.people(), dialog.wording.text()) == ([contact_id], "May I pick")
    dialog.primary.click()
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    dialog = capture(desk, window, qtbot)
    assert (dialog.who.people(), dialog.wording.text()) == ([], "")


def test_what_came_back_can_be_sent_away(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    dialog = shown(InteractionDialog(desk, (), window), qtbot)
    qtbot.keyClicks(dialog._text, "Tiles")
    dialog.reject()
    dialog = shown(InteractionDialog(desk, (), window), qtbot)
    assert dialog._text.text() == "Tiles"
    next(one for one in dialog.findChildren(Button) if one.text() == "Begin anew").click()
    assert dialog._text.text() == ""
    dialog.reject()
    assert desk.services.unfinished.text("interaction") == ""


def test_a_request_is_captured_with_a_requester_made_on_the_spot(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    wanted: list[int] = []
    desk.request_wanted.connect(wanted.append)
    before = desk.services.today.counts().contacts
    dialog = capture(desk, window, qtbot)
    qtbot.keyClicks(dialog.who.line, "Lena Nowhere")
    qtbot.keyClick(dialog.who.line, Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.wording.editor, VAGUE)
    dialog.primary.click()
    settle(desk, qtbot)
    request = desk.services.request_rows.detail(wanted[0])
    assert request.state is RequestState.CAPTURED
    assert request.direction is RequestDirection.RECEIVED
    assert request.original_wording == VAGUE
    assert [name for _, name, _ in request.requesters] == ["Lena Nowhere"]
    assert desk.services.today.counts().contacts == before + 1
    desk.services.history.undo()
    assert desk.services.today.counts().contacts == before


PASTED = """From: Rosa Quint <rosa@looms.example>
Subject: Apprentices
Date: Mon, 16 Nov 2026 09:12:00 +0000

Do you know a retired machinist who would teach two apprentices one afternoon a week until spring?
"""


@pytest.mark.parametrize("known", [False, True])
def test_whoever_wrote_a_pasted_mail_asks_and_is_reached_at_its_address(
    desk: Desk, window: QWidget, qtbot: QtBot, known: bool
) -> None:
    rosa = desk.services.contacts.add(NewContact(name="Rosa Quint")) if known else None
    wanted: list[int] = []
    desk.request_wanted.connect(wanted.append)
    dialog = capture(desk, window, qtbot)
    dialog.wording.editor.insert_text(PASTED)
    qtbot.waitUntil(lambda: dialog.who.names() == ["Rosa Quint <rosa@looms.example>"], timeout=5_000)
    dialog.wording._cut.click()
    dialog.primary.click()
    settle(desk, qtbot)
    request = desk.services.request_rows.detail(wanted[0])
    asking, name, _ = request.requesters[0]
    assert name == "Rosa Quint" and rosa in (None, asking) and "looms.example" not in request.original_wording
    assert [one.value for one in desk.services.contact_rows.detail(asking).points] == ["rosa@looms.example"]


def test_a_pasted_mail_names_nobody_in_the_place_of_whom_i_named(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    dialog = capture(desk, window, qtbot)
    qtbot.keyClicks(dialog.who.line, "Lena Nowhere,")
    dialog.wording.editor.insert_text(PASTED)
    qtbot.waitUntil(dialog.wording._cut.isVisible, timeout=5_000)
    settle(desk, qtbot)
    assert dialog.who.names() == ["Lena Nowhere"]


def test_ctrl_enter_in_the_wording_does_what_the_button_does(desk: Desk, qtbot: QtBot) -> None:
    dialog = CaptureDialog(desk, VAGUE)
    with qtbot.waitActive(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=5000)
    dialog.wording.setFocus()
    qtbot.waitUntil(dialog.wording.editor.hasFocus, timeout=5000)
    qtbot.keyClick(dialog.wording.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog._refusal.text() == "Say who asks.", timeout=5000)
    assert dialog.wording.text() == VAGUE
    dialog.close()


def test_a_request_without_a_requester_stays_in_the_dialog_with_the_sentence(
    desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    dialog = capture(desk, window, qtbot, VAGUE)
    dialog.submit()
    settle(desk, qtbot)
    assert dialog.isVisible()
    assert dialog._refusal.text() == "Say who asks."


def test_my_own_request_needs_nobody_else_and_is_specific_with_its_ask(
    desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    wanted: list[int] = []
    desk.request_wanted.connect(wanted.append)
    dialog = capture(desk, window, qtbot)
    dialog.made.setChecked(True)
    assert not dialog.who.isVisible()
    dialog.ask.more.click()
    for key, text in (("topic", "Kilns"), ("ask", "Two names of people who fire porcelain"), ("who", "Potters")):
        dialog.ask.fields[key].setText(text)
    dialog.submit()
    settle(desk, qtbot)
    request = desk.services.request_rows.detail(wanted[0])
    assert request.direction is RequestDirection.MADE
    assert request.state is RequestState.SPECIFIC


def test_the_coach_says_what_is_vague_while_one_writes(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    dialog = capture(desk, window, qtbot, VAGUE)
    qtbot.waitUntil(lambda: bool(dialog.wording.lines.line.text()), timeout=5_000)
    assert dialog.wording.lines.line.text().startswith("Still vague.")
    assert "no ask" in [chip.text() for chip in dialog.wording.findChildren(Chip)]
    assert dialog.wording.coaching.hints()


def test_the_coach_keeps_quiet_where_the_settings_say_so(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    desk.services.settings.change(coach=False)
    dialog = capture(desk, window, qtbot, VAGUE)
    qtbot.wait(350)
    settle(desk, qtbot)
    assert not dialog.wording.lines.line.isVisible()
    assert dialog.wording.lines.line.text() == ""


def test_an_import_shows_what_it_does_before_it_does_it_and_is_one_step(
    desk: Desk, window: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "Connections.csv"
    file.write_text(LINKEDIN, encoding="utf-8")
    before = desk.services.today.counts().contacts
    dialog = shown(ImportDialog(desk, file, parent=window), qtbot)
    settle(desk, qtbot)
    counts = {label.accessibleName() for label in dialog.findChildren(QWidget)}
    assert "New: 2" in counts
    assert desk.services.today.counts().contacts == before
    dialog.primary.click()
    settle(desk, qtbot)
    assert desk.services.today.counts().contacts == before + 2
    assert dialog.primary.text() == "Close"
    dialog.primary.click()
    desk.services.history.undo()
    assert desk.services.today.counts().contacts == before


def test_a_file_that_cannot_be_read_is_told_in_a_sentence(
    desk: Desk, window: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "picture.vcf"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    dialog = shown(ImportDialog(desk, file, parent=window), qtbot)
    settle(desk, qtbot)
    assert dialog.isVisible()
    assert "picture.vcf" in dialog._refusal.text()


def test_an_interaction_is_logged_with_somebody_new(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    dialog = shown(InteractionDialog(desk, parent=window), qtbot)
    dialog._people.line.setText("Lena Nowhere")
    dialog._text.set_text("Told me of her kiln")
    dialog.submit()
    settle(desk, qtbot)
    found = desk.services.search.run("kiln Nowhere").results or desk.services.search.run("kiln").results
    assert [hit.kind for hit in found if hit.kind == "interaction"] == ["interaction"]
    contact_id = desk.services.contact_rows.complete("Lena Nowhere", 1)[0][0]
    (row,) = desk.services.message_rows.timeline(contact_id)
    assert row.kind is InteractionKind.CALL and row.text == "Told me of her kiln"


def test_a_new_contact_needs_a_name(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    dialog = shown(NewContactDialog(desk, parent=window), qtbot)
    dialog.submit()
    settle(desk, qtbot)
    assert dialog.isVisible() and dialog._refusal.text()


def test_settings_of_the_book_are_one_step_and_the_look_is_kept_beside_it(
    desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    before = desk.services.settings.all()
    dialog = shown(SettingsDialog(desk, parent=window), qtbot)
    assert dialog.focusWidget() is dialog._name and not dialog._name.hasSelectedText()
    dialog._signature.selectAll()
    dialog._signature.insert_text("Yours, Nora")
    dialog._working[5].setChecked(True)
    dialog._look.setCurrentIndex(dialog._look.findData(Preference.DARK.value))
    dialog.submit()
    settle(desk, qtbot)
    try:
        stored = desk.services.settings.all()
        assert stored["signature"] == "Yours, Nora" and stored["working_days"] == [0, 1, 2, 3, 4, 5]
        assert theme().preference is Preference.DARK
        assert desk.settings.value("theme/preference") == "dark"
        desk.services.history.undo()
        assert desk.services.settings.all() == before
    finally:
        theme().set_preference(Preference.SYSTEM)


def test_the_cadence_of_a_tag_is_chosen_beside_it_and_kept_with_the_organisation_as_one_step(
    desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    settings = desk.services.settings
    before = settings.tag_cadences()
    organisation = settings.my_organisation()
    dialog = shown(SettingsDialog(desk, parent=window), qtbot)
    tag = dialog._cadences.tag.count() - 1
    dialog._cadences.tag.setCurrentIndex(tag)
    name = before[tag][1]
    assert dialog._cadences.cadence.currentData() == before[tag][2]
    place = dialog._cadences.cadence.findData(61)
    dialog._cadences.cadence.setCurrentIndex(place)
    dialog._cadences.cadence.activated.emit(place)
    assert dialog._cadences.tag.currentText() == f"{name} · every 2 months"
    dialog._organisation.setText("Kettle & Co")
    dialog.submit()
    settle(desk, qtbot)
    assert settings.tag_cadences()[tag][2] == 61 and settings.my_organisation() == "Kettle & Co"
    desk.services.history.undo()
    assert settings.tag_cadences() == before and settings.my_organisation() == organisation


def test_the_coach_rests_when_the_wording_does(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    dialog = capture(desk, window, qtbot, VAGUE)
    judged: list[object] = []
    dialog.wording.judged.connect(lambda: judged.append(1))
    dialog.wording.set_text(f"{VAGUE}?")
    qtbot.waitUntil(lambda: len(judged) == 1)
    qtbot.wait(3 * PAUSE_MS)
    assert len(judged) == 1
    assert not desk.tasks.busy


def test_columns_nobody_knows_are_told_once_then_the_file_is_read(
    desk: Desk, window: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("wer;wo;erreichbar\nAda Babbage;Engines;ada@engines.example\nBo Li;Looms;bo@looms.example\n")
    dialog = shown(ImportDialog(desk, file, parent=window), qtbot)
    settle(desk, qtbot)
    assert dialog._columns is not None
    assert dialog.primary.text() == "Preview"
    (_, organisation) = dialog._columns.choices[1]
    organisation.setCurrentText("Organisation")
    dialog.primary.click()
    settle(desk, qtbot)
    assert "New: 2" in {label.accessibleName() for label in dialog.findChildren(QWidget)}
    dialog.primary.click()
    settle(desk, qtbot)
    assert dialog.primary.text() == "Close"
    dialog.primary.click()
    again = shown(ImportDialog(desk, file, parent=window), qtbot)
    settle(desk, qtbot)
    assert again._columns is None
    assert "The same: 2" in {label.accessibleName() for label in again.findChildren(QWidget)}


def test_a_report_of_an_import_can_be_kept(
    desk: Desk, window: QWidget, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, report = tmp_path / "Connections.csv", tmp_path / "report.csv"
    file.write_text(LINKEDIN + ",,,,Acme,,\n", encoding="utf-8")
    monkeypatch.setattr("netdesk.ui.dialogs.import_file.file_to_save", lambda *_, **__: (str(report), ""))
    dialog = shown(ImportDialog(desk, file, parent=window), qtbot)
    settle(desk, qtbot)
    assert dialog._lists.which.currentText() == "Skipped (1)"
    assert "Line 8" in dialog._lists.lines.text()
    dialog._lists.which.setCurrentText("New (2)")
    assert "Ada Babbage" in dialog._lists.lines.text()
    dialog._save.click()
    settle(desk, qtbot)
    assert "names nobody" in report.read_text(encoding="utf-8-sig")


MAILBOX = """From zoe@unknown.example Mon Nov 23 08:30:00 2026
From: Zoe Unknown <zoe@unknown.example>
To: me@own.example
Subject: Tiles
Date: Fri, 20 Nov 2026 09:30:00 +0000
Message-ID: <1@unknown.example>

Hello
"""


def test_people_of_mails_whom_the_book_does_not_know_are_listed_and_added_where_that_is_ticked(
    desk: Desk, window: QWidget, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, report = tmp_path / "a.mbox", tmp_path / "report.csv"
    file.write_text(MAILBOX, encoding="utf-8")
    desk.services.contacts.add_point(desk.services.contact_rows.me(), "me@own.example")
    monkeypatch.setattr("netdesk.ui.dialogs.import_file.file_to_save", lambda *_, **__: (str(report), ""))
    dialog = shown(ImportDialog(desk, file, parent=window), qtbot)
    settle(desk, qtbot)
    dialog._lists.which.setCurrentText("Not in the book (1)")
    assert dialog._lists.lines.text() == "Zoe Unknown <zoe@unknown.example>"
    dialog._save.click()
    settle(desk, qtbot)
    assert "not in the book,Zoe Unknown,zoe@unknown.example" in report.read_text(encoding="utf-8-sig")
    dialog._unknown.click()
    settle(desk, qtbot)
    counts = {label.accessibleName() for label in dialog.findChildren(QWidget)}
    assert {"New: 1", "People added: 1"} <= counts
    dialog.primary.click()
    settle(desk, qtbot)
    ((zoe, *_),) = desk.services.contact_rows.complete("Zoe Unknown")
    assert [row.subject for row in desk.services.message_rows.timeline(zoe)] == ["Tiles"]


def test_a_long_because_wraps_in_its_field_which_tab_leaves(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    sides = [desk.services.contacts.add(NewContact(name=name)) for name in ("Ada First", "Bo Second")]
    dialog = shown(IntroductionDialog(desk, tuple(zip(sides, ("Ada First", "Bo Second"), strict=True)), window), qtbot)
    first, second = dialog.becauses
    low = first.height()
    first.setFocus()
    told = "he rebuilt the quay without closing it for a day " * 4 + "and kept his notes"
    qtbot.keyClicks(first, told)
    qtbot.waitUntil(lambda: first.height() > 2 * low, timeout=2000)
    assert second.height() == low
    assert first.verticalScrollBar().value() == 0
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert first.text() == told
    assert dialog.focusWidget() is dialog.sides[1].line
    added: list[int] = []
    dialog.added.connect(added.append)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(added), timeout=3000)
    row = desk.services.introduction_rows.row(added[0])
    assert row is not None
    assert [party.because for party in row.parties] == [told, ""]


def test_a_long_reason_for_a_connection_is_seen_whole(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    helper, name, _ = desk.services.contact_rows.complete("", 2)[1]
    dialog = shown(GiftsDialog(desk, Purpose(kind=MessageKind.THANK_YOU, to=(helper,)), helper, name, window), qtbot)
    settle(desk, qtbot)
    editors = dialog.findChildren(PlainTextEditor)
    for editor in editors:
        editor.set_text("It is good for both because each has what the other has looked for since spring. " * 3)
    qtbot.waitUntil(lambda: all(one.height() > theme().px(72) for one in editors))
    assert {one.verticalScrollBar().maximum() for one in editors} == {0}


def test_drafts_say_so_once_the_last_one_is_discarded(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    dialog = shown(DraftsDialog(desk, window), qtbot)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.list.hasFocus)
    for _ in desk.services.message_rows.drafts():
        assert dialog.list.isVisible() and dialog.primary.isVisible()
        qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
        settle(desk, qtbot)
    assert not dialog.list.isVisible() and not dialog.primary.isVisible() and not dialog.discard.isVisible()
    assert "No draft is waiting" in {one.text() for one in dialog.findChildren(Heading) if one.isVisible()}
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
