"""The composer: what is typed, how a message leaves, and what its answer decides."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextDocument
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from netdesk.bootstrap import Services
from netdesk.domain.words import (
    Consent,
    FactKind,
    HopState,
    MessageKind,
    MessageState,
    RecipientRole,
    RequestDirection,
    Tone,
    Visibility,
)
from netdesk.services.purpose import Purpose
from netdesk.ui.composer.answers import Answers
from netdesk.ui.composer.reply import reply_form
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.drafts import DraftsDialog
from netdesk.ui.dialogs.gifts import GiftsDialog
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.save_timer import SAVE_AFTER_MS
from tests.gui.hands import VAGUE_TITLE, Hands, capture, given_hands, given_services, ids  # noqa: F401

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


EVERY_LETTER = (
    "Hi Tomas,\n\n  - naïve, 100 % & <b>+ #1?</b>\n  - two   spaces\tand a tab\n\n\n“Ω” 🎉 e\u0301 \u05e9\n\nAda"
)


class Mailer(QObject):
    """Stands for the mail program of this computer."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.links.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))


def ask_back(hands: Hands) -> int:
    capture(hands)
    hands.go("Ask back")
    message = hands.composer.message_id()
    assert message is not None
    return message


def opt_in(hands: Hands, services: Services, who: str = "Ama Owusu") -> int:
    """An opt-in note that was sent."""
    request = services.requests.capture(
        RequestDirection.RECEIVED, "Who rebuilt onboarding?", who=["Tomas Berg"], fields={"ask": "a call", "topic": "x"}
    )
    message = services.messages.ask_first(request, ids(services)[who])
    services.messages.mark_sent(message)
    hands.desk.message_wanted.emit(message)
    hands.settle()
    return message


def write(hands: Hands, old: str, new: str) -> None:
    """Put new words in the place of old ones, as if they were typed."""
    editor = hands.control("Message")
    assert old in editor.text()  # type: ignore[attr-defined]
    editor.set_text(editor.text().replace(old, new))  # type: ignore[attr-defined]
    editor.edited.emit()  # type: ignore[attr-defined]


def shown(hands: Hands) -> str:
    return "\n".join(one.text() for one in hands.composer.findChildren(QLabel) if one.isVisible())


def test_what_is_typed_into_a_draft_is_saved_by_itself_and_found_again(hands: Hands, services: Services) -> None:
    message = ask_back(hands)
    body = hands.control("Message")
    assert isinstance(body, QPlainTextEdit)
    body.selectAll()
    hands.qtbot.keyClicks(body, "Dear Tomas, what exactly?")
    hands.qtbot.waitUntil(
        lambda: services.message_rows.detail(message).body == "Dear Tomas, what exactly?", timeout=3000
    )
    hands.qtbot.keyClicks(body, " And by when?")
    hands.press("Close composer")
    assert services.message_rows.detail(message).body == "Dear Tomas, what exactly? And by when?"
    assert [row.id for row in services.message_rows.drafts()] == [message]
    assert services.history.steps().undo == "Edit a draft"
    services.history.undo()
    hands.settle()
    assert "Dear Tomas" not in services.message_rows.detail(message).body


def test_typing_outlives_a_change_of_the_book_beside_it(hands: Hands, services: Services) -> None:
    message = ask_back(hands)
    body = hands.control("Message")
    hands.qtbot.keyClicks(body, "Half ")
    services.contacts.edit(ids(services)["Tomas Berg"], name="Tom Berg")
    QApplication.processEvents()
    assert body.toPlainText().startswith("Half ")  # type: ignore[attr-defined]
    hands.composer.save()
    hands.settle()
    assert services.message_rows.detail(message).body.startswith("Half ")


def test_copy_hands_out_text_and_html_and_offers_to_mark_as_sent(hands: Hands, services: Services) -> None:
    message = ask_back(hands)
    hands.press("Copy message")
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == services.message_rows.detail(message).body
    assert data.html().startswith("<p>")
    assert services.message_rows.detail(message).state is MessageState.COPIED
    assert hands.control("Mark as sent").hasFocus()


def test_a_message_opens_in_the_mail_program_with_whom_it_goes_to(hands: Hands, services: Services) -> None:
    ask_back(hands)
    mailer = Mailer()
    QDesktopServices.setUrlHandler("mailto", mailer, "take")
    try:
        hands.press("Open in mail")
    finally:
        QDesktopServices.unsetUrlHandler("mailto")
    assert len(mailer.links) == 1
    assert mailer.links[0].startswith("mailto:tomas@harrow.example?")
    assert "Hi Tomas" in unquote(mailer.links[0])


def test_whatever_way_a_message_leaves_it_is_what_was_shown(hands: Hands, services: Services, tmp_path: Path) -> None:
    ask_back(hands)
    editor = hands.control("Message")
    editor.set_text(EVERY_LETTER)  # type: ignore[attr-defined]
    editor.edited.emit()  # type: ignore[attr-defined]
    subject = hands.control("Subject")
    subject.setText("Grüße: 50 % & more + #2 🎉")  # type: ignore[attr-defined]
    subject.textEdited.emit(subject.text())  # type: ignore[attr-defined]
    mailer, path = Mailer(), tmp_path / "message.eml"
    QDesktopServices.setUrlHandler("mailto", mailer, "take")
    try:
        hands.press("Open in mail")
    finally:
        QDesktopServices.unsetUrlHandler("mailto")
    hands.press("Copy message")
    hands.composer._bar.save_to(path)
    hands.settle()
    shown_text, shown_subject = editor.text(), subject.text()  # type: ignore[attr-defined]
    assert shown_text == EVERY_LETTER
    assert QGuiApplication.clipboard().mimeData().text() == shown_text
    rich = QTextDocument()
    rich.setHtml(QGuiApplication.clipboard().mimeData().html())
    assert rich.toPlainText().split() == shown_text.split()
    read = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert read["Subject"] == shown_subject
    assert read.get_body().get_content().replace("\r\n", "\n") == shown_text + "\n"  # type: ignore[attr-defined]
    query = parse_qs(urlsplit(mailer.links[0]).query, strict_parsing=True)
    assert query == {"subject": [shown_subject], "body": [shown_text.replace("\n", "\r\n")]}


def test_whoever_got_a_message_cannot_be_taken_from_it_any_more(hands: Hands, services: Services) -> None:
    message = ask_back(hands)
    assert hands.control("Remove Tomas Berg").isVisible()
    services.messages.mark_sent(message)
    hands.settle()
    hands.qtbot.waitUntil(lambda: not hands._controls("Remove Tomas Berg"))
    assert "Tomas Berg" in [chip.text() for chip in hands.composer.findChildren(Chip) if chip.isVisible()]


def test_a_message_too_long_for_a_link_is_copied_with_a_sentence(hands: Hands, services: Services) -> None:
    message = ask_back(hands)
    services.messages.edit(message, body="word " * 1000)
    hands.settle()
    hands.press("Open in mail")
    hands.settle()
    assert QGuiApplication.clipboard().text().startswith("word word")
    assert "too long for a link" in shown(hands)
    hands.press("Mark as sent")
    assert "too long for a link" not in shown(hands)


def test_a_message_is_saved_as_a_file_that_mail_programs_open(hands: Hands, services: Services, tmp_path: Path) -> None:
    ask_back(hands)
    path = tmp_path / "message.eml"
    hands.composer._bar.save_to(path)
    hands.settle()
    read = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert read["To"] == "tomas@harrow.example"
    assert "Hi Tomas" in read.get_body().get_content()  # type: ignore[attr-defined]
    hands.composer._bar.save_to(tmp_path / "missing" / "message.eml")
    hands.settle()
    assert "Choose another place" in shown(hands)


def test_recipients_subject_and_tone_are_kept(hands: Hands, services: Services) -> None:
    message = ask_back(hands)
    hands.press("Cc and Bcc")
    hands.type("Bcc", "kofi@example.org,")
    hands.settle()
    subject = hands.control("Subject")
    subject.selectAll()  # type: ignore[attr-defined]
    hands.type("Subject", "Three questions")
    hands.choose("Tone", "warm")
    hands.control("Tone").activated.emit(hands.control("Tone").currentIndex())  # type: ignore[attr-defined]
    hands.settle()
    detail = services.message_rows.detail(message)
    assert [(row.role, row.address) for row in detail.recipients if row.role is RecipientRole.BCC] == [
        (RecipientRole.BCC, "kofi@example.org")
    ]
    assert detail.tone is Tone.WARM


def test_somebody_without_an_address_is_named_until_the_hint_is_sent_away(hands: Hands, services: Services) -> None:
    message = services.messages.draft(Purpose(kind=MessageKind.CHECK_IN, to=(ids(services)["Bea Roy"],)))
    hands.desk.message_wanted.emit(message)
    hands.settle()
    assert "No e-mail address of Bea Roy" in shown(hands)
    hands.press("Dismiss hint")
    hands.desk.message_wanted.emit(message)
    hands.settle()
    assert "No e-mail address" not in shown(hands)


def test_the_keyboard_stays_with_a_message_that_leaves_and_goes_on_once_it_is_answered(
    hands: Hands, services: Services
) -> None:
    ask_back(hands)
    hands.send()
    assert QApplication.focusWidget() is hands.control("Log reply")
    hands.answer("We look for film suppliers")
    assert QApplication.focusWidget() is hands.control("Go on: Clarify")
    assert services.request_rows.rows()[0].holder == "me"


def test_ctrl_enter_takes_a_message_from_the_draft_to_its_reply(hands: Hands, services: Services) -> None:
    message = ask_back(hands)

    def go_on() -> None:
        QApplication.processEvents()
        hands.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        hands.settle()

    states = []
    for _ in range(2):
        go_on()
        states.append(services.message_rows.detail(message).state)
    assert states == [MessageState.COPIED, MessageState.SENT]
    go_on()
    hands.type("Reply", "We look for film suppliers")
    go_on()
    assert services.message_rows.detail(message).state is MessageState.ANSWERED


def test_a_reply_decides_the_consent_in_one_step(hands: Hands, services: Services) -> None:
    message = opt_in(hands, services)
    introduction = services.message_rows.detail(message).introduction_id
    assert introduction is not None
    hands.answer("Not this month, sorry.", ("Answer of Ama Owusu", "Not"))
    row = services.introduction_rows.row(introduction)
    assert row is not None
    (party,) = [one for one in row.parties if one.name == "Ama Owusu"]
    assert party.consent is Consent.NOT_NOW
    assert party.not_before is not None
    assert "Not this month" in shown(hands)
    services.history.undo()
    hands.settle()
    assert services.message_rows.detail(message).state is MessageState.SENT
    row = services.introduction_rows.row(introduction)
    assert row is not None
    assert {one.consent for one in row.parties} == {Consent.GRANTED, Consent.PENDING}


def consents(services: Services, message: int) -> dict[str, Consent]:
    row = services.introduction_rows.row(services.message_rows.detail(message).introduction_id or 0)
    assert row is not None
    return {one.name: one.consent for one in row.parties}


def test_what_a_pasted_reply_says_is_chosen_until_i_choose_otherwise(hands: Hands, services: Services) -> None:
    message = opt_in(hands, services)
    hands.press("Log reply")
    hands.type("Reply", "Yes, gladly.")
    choice = hands.control("Answer of Ama Owusu")
    assert choice.currentText() == "Granted"  # type: ignore[attr-defined]
    assert "As the reply says it" in shown(hands)
    hands.choose("Answer of Ama Owusu", "Declined")
    hands.type("Reply", " Really.")
    assert choice.currentText() == "Declined"  # type: ignore[attr-defined]
    assert "As the reply says it" not in shown(hands)
    hands.press("Save reply")
    assert consents(services, message)["Ama Owusu"] is Consent.DECLINED


def test_a_reply_that_leaves_doubt_is_saved_only_once_its_answer_is_chosen(hands: Hands, services: Services) -> None:
    message = opt_in(hands, services)
    hands.press("Log reply")
    hands.type("Reply", "Who is it?")
    hands.press("Save reply")
    assert "Choose what they said" in shown(hands)
    assert services.message_rows.detail(message).state is MessageState.SENT
    assert QApplication.focusWidget() is hands.control("Answer of Ama Owusu")
    hands.choose("Answer of Ama Owusu", "Undecided")
    hands.press("Save reply")
    assert services.message_rows.detail(message).state is MessageState.ANSWERED
    assert consents(services, message)["Ama Owusu"] is Consent.PENDING


def test_a_reply_to_two_offers_is_answered_for_each_in_choices_of_one_column(hands: Hands, services: Services) -> None:
    who = ids(services)
    gifts = tuple((who[name], "They know mills", "They know nets") for name in ("Bea Roy", "Henrik Krause"))
    message = services.messages.draft(Purpose(kind=MessageKind.THANK_YOU, to=(who["Ama Owusu"],)), gifts=gifts)
    services.messages.mark_sent(message)
    hands.desk.message_wanted.emit(message)
    hands.settle()
    hands.press("Log reply")
    hands.type("Reply", "Yes to Bea.")
    choices = [one.choice for one in hands.composer._answers._panel._answers]
    assert [one.currentText() for one in choices] == ["Choose what they said"] * 2
    assert len({one.mapTo(hands.composer, one.rect().topLeft()).x() for one in choices}) == 1
    assert len({one.width() for one in choices}) == 1


def test_a_yes_to_an_ask_of_mine_is_taken_as_accepted(hands: Hands, services: Services) -> None:
    request = services.requests.capture(RequestDirection.MADE, "Who dyes wool?", fields={"ask": "a call", "topic": "x"})
    message = services.messages.ask_first(request, ids(services)["Ama Owusu"])
    services.messages.mark_sent(message)
    hands.desk.message_wanted.emit(message)
    hands.settle()
    hands.answer("Sure, happy to.")
    (hop,) = services.request_rows.detail(request).hops
    assert hop.state is HopState.ACCEPTED


def test_a_message_names_the_request_it_serves_and_leads_to_it(hands: Hands, services: Services) -> None:
    ask_back(hands)
    capture(hands, "Who rebuilt onboarding lately?", "Ama Owusu")
    assert hands.requests.detail.request is not None
    assert hands.requests.detail.request.title != VAGUE_TITLE
    hands.press(f"For the request “{VAGUE_TITLE}”")
    assert hands.requests.detail.request.title == VAGUE_TITLE


def test_tab_goes_from_the_reply_to_what_it_decides_and_on_to_save(hands: Hands, services: Services) -> None:
    opt_in(hands, services)
    hands.press("Log reply")
    for name in ("Answer of Ama Owusu", "Save reply"):
        hands.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is hands.control(name)


def test_an_empty_reply_is_refused_with_a_sentence_and_kept_open(hands: Hands, services: Services) -> None:
    opt_in(hands, services)
    hands.press("Log reply")
    hands.press("Save reply")
    assert "Paste the reply" in shown(hands)
    assert hands.control("Reply").isVisible()


def test_a_reply_that_was_typed_and_left_is_still_there(hands: Hands, services: Services) -> None:
    message = opt_in(hands, services)
    hands.press("Log reply")
    hands.type("Reply", "Half a rep")
    hands.press("Close composer")
    other = services.messages.draft(Purpose(kind=MessageKind.CHECK_IN, to=(ids(services)["Bea Roy"],)))
    for one in (other, message):
        hands.desk.message_wanted.emit(one)
        hands.settle()
    assert hands.control("Reply").toPlainText() == "Half a rep"  # type: ignore[attr-defined]


def test_a_reply_that_was_typed_outlives_the_window_and_is_gone_once_it_is_saved(
    hands: Hands, services: Services
) -> None:
    message = opt_in(hands, services)
    hands.press("Log reply")
    hands.type("Reply", "Half a rep")
    hands.qtbot.wait(SAVE_AFTER_MS + 100)
    hands.settle()
    before = services.history.steps().undo
    answers = Answers(Desk(Services(services.book), hands.desk.settings))
    hands.qtbot.addWidget(answers)
    answers.show_message(services.message_rows.detail(message))
    assert answers._log.text() == "Go on with the reply"
    answers.log_reply()
    assert answers._panel.editor.text() == "Half a rep"
    assert before is not None and "opt-in" in before
    hands.choose("Answer of Ama Owusu", "Undecided")
    hands.press("Save reply")
    assert services.unfinished.text(reply_form(services.message_rows.detail(message))) == ""


def test_a_discarded_draft_closes_the_composer_and_undo_brings_it_back(hands: Hands, services: Services) -> None:
    message = ask_back(hands)
    hands.press("Discard draft")
    assert not hands.composer.isVisible()
    assert services.message_rows.drafts() == ()
    services.history.undo()
    assert [row.id for row in services.message_rows.drafts()] == [message]


def test_drafts_are_listed_opened_and_discarded_even_where_whom_they_go_to_is_gone(
    hands: Hands, services: Services
) -> None:
    who = ids(services)
    first, second = (
        services.messages.draft(Purpose(kind=MessageKind.CHECK_IN, to=(who[name],)))
        for name in ("Bea Roy", "Ama Owusu")
    )
    services.contacts.delete([who["Ama Owusu"]])
    dialog = DraftsDialog(hands.desk, hands.window)
    dialog.open()
    dialog.activateWindow()
    hands.qtbot.waitUntil(dialog.list.hasFocus)
    rows = [dialog.list.model().index(row, 0).data() for row in range(2)]
    assert rows == ["Hello to nobody yet", "Hello to Bea Roy"]
    hands.qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    hands.settle()
    assert [row.id for row in services.message_rows.drafts()] == [first]
    assert second not in (row.id for row in services.message_rows.drafts())
    hands.qtbot.keyClick(dialog.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    assert hands.composer.message_id() == first


def test_every_control_has_a_name_and_is_reached_by_keys(hands: Hands, services: Services) -> None:
    ask_back(hands)
    nameless = [
        one
        for one in hands.window.findChildren(QAbstractButton)
        if one.isVisible() and (not one.accessibleName() or not one.focusPolicy())
    ]
    assert nameless == []


def test_the_guide_asks_why_a_side_should_meet_the_other_until_it_is_said(hands: Hands, services: Services) -> None:
    people = ids(services)
    introduction = services.introductions.propose((people["Ama Owusu"], people["Tomas Berg"]), ("", "Ama sells bricks"))
    services.introductions.edit(introduction, forwardable_note="Both of them teach.")
    message = services.messages.draft(Purpose(kind=MessageKind.INTRODUCTION, introduction_id=introduction))
    hands.desk.message_wanted.emit(message)
    hands.qtbot.waitUntil(lambda: "Say why Ama Owusu should meet the other side." in shown(hands))
    assert "Say why Tomas Berg" not in shown(hands)
    assert "Ready to send" not in shown(hands)
    body = services.message_rows.detail(message).body
    services.messages.edit(
        message, body=body.replace("\n\nTomas, meet", " You should meet because he teaches.\n\nTomas, meet")
    )
    hands.qtbot.waitUntil(lambda: "Ready to send" in shown(hands))


def test_the_guide_lists_what_a_draft_lacks_until_it_is_written(hands: Hands, services: Services) -> None:
    message = services.messages.draft(Purpose(kind=MessageKind.THANK_YOU, to=(ids(services)["Ama Owusu"],)))
    hands.desk.message_wanted.emit(message)
    lacks = ("Say what you did with the help.", "Say what came of it.", "Add two people they should meet.")
    hands.qtbot.waitUntil(lambda: "\n".join(lacks) in shown(hands))
    assert "Ready to send" not in shown(hands)
    write(hands, "Thank you for your help.", "Thank you for your help. I called the warehouse.")
    hands.qtbot.waitUntil(lambda: lacks[0] not in shown(hands))
    assert "\n".join(lacks[1:]) in shown(hands)
    write(hands, "the warehouse.", "the warehouse. The first pallets came back.")
    hands.qtbot.waitUntil(lambda: lacks[1] not in shown(hands))
    assert lacks[2] in shown(hands)


def test_the_guide_leaves_it_to_the_coach_whether_an_element_is_said(hands: Hands, services: Services) -> None:
    request = services.requests.capture(RequestDirection.MADE, "", fields={"topic": "payroll", "ask": "advice"})
    hop = services.hops.add(request, contact=ids(services)["Ama Owusu"])
    hands.desk.message_wanted.emit(services.messages.draft(Purpose(kind=MessageKind.ASK, hop_id=hop)))
    lack = "Say how much time it would take, and by when."
    hands.qtbot.waitUntil(lambda: lack in shown(hands))
    write(hands, "is advice.", "is advice. Twenty minutes before 10 December would be enough.")
    hands.qtbot.waitUntil(lambda: lack not in shown(hands))


def test_the_guide_wants_no_topic_of_an_opt_in_note_that_serves_no_request(hands: Hands, services: Services) -> None:
    people = ids(services)
    sides = (people["Ama Owusu"], people["Tomas Berg"])
    introduction = services.introductions.propose(sides, ("Tomas teaches", "Ama sells bricks"))
    purpose = Purpose(kind=MessageKind.OPT_IN, to=sides[:1], introduction_id=introduction)
    hands.desk.message_wanted.emit(services.messages.draft(purpose))
    hands.qtbot.waitUntil(lambda: {"Ready to send", "✓ names neither side yet"} <= set(shown(hands).splitlines()))
    assert "no topic" not in shown(hands)


def test_a_sentence_they_read_before_is_shown_with_its_day_until_it_is_written_anew(
    hands: Hands, services: Services
) -> None:
    ama = ids(services)["Ama Owusu"]
    first = services.messages.draft(Purpose(kind=MessageKind.THANK_YOU, to=(ama,)))
    services.messages.edit(first, body="Hi Ama,\n\nYour help was a real step forward.\n\nBest,\nAda")
    services.messages.mark_sent(first)
    second = services.messages.draft(Purpose(kind=MessageKind.CLOSE_THE_LOOP, to=(ama,)))
    services.messages.edit(second, body="Hi Ama,\n\nYour help was a real step forward.\n\nBest,\nAda")
    hands.desk.message_wanted.emit(second)
    told = "Ama Owusu read this before, on 23 Nov: “Your help was a real step forward.”"
    hands.qtbot.waitUntil(lambda: told in shown(hands), timeout=3000)
    editor = hands.control("Message")
    editor.set_text("Hi Ama,\n\nIt worked, thanks to you.\n\nBest,\nAda")  # type: ignore[attr-defined]
    editor.edited.emit()  # type: ignore[attr-defined]
    hands.qtbot.waitUntil(lambda: told not in shown(hands), timeout=3000)


def test_what_any_of_them_read_before_is_shown_beside_a_message_to_several(hands: Hands, services: Services) -> None:
    who = ids(services)
    sentence = "Your help was a real step forward."
    for name in ("Ama Owusu", "Tomas Berg"):
        first = services.messages.draft(Purpose(kind=MessageKind.THANK_YOU, to=(who[name],)))
        services.messages.edit(first, body=f"Hi,\n\nTo {name} alone: thanks a lot.\n\n{sentence}\n\nBest,\nAda")
        services.messages.mark_sent(first)
    both = services.messages.draft(Purpose(kind=MessageKind.THANK_YOU, to=(who["Ama Owusu"], who["Tomas Berg"])))
    told = "To Tomas Berg alone: thanks a lot."
    services.messages.edit(both, body=f"Hi both,\n\n{told} {sentence}\n\nBest,\nAda")
    hands.desk.message_wanted.emit(both)
    for line in (
        f"Tomas Berg read this before, on 23 Nov: “{told}”",
        f"Ama Owusu read this before, on 23 Nov: “{sentence}”",
        f"Tomas Berg read this before, on 23 Nov: “{sentence}”",
    ):
        hands.qtbot.waitUntil(lambda line=line: line in shown(hands), timeout=3000)
    labels = [one.accessibleName() or one.text() for one in hands.composer.findChildren(QAbstractButton)]
    assert any("2 earlier messages to " in one and "Ama Owusu" in one and "Tomas Berg" in one for one in labels)


def test_a_draft_that_is_to_leave_later_is_promised_for_the_day_that_is_chosen(
    hands: Hands, services: Services
) -> None:
    ask_back(hands)
    hands.press("Send later: choose the day")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    hands.qtbot.keyClick(menu, Qt.Key.Key_1)
    hands.settle()
    assert "Today brings it back on 24 Nov" in shown(hands)
    assert [row.due_on.day for row in services.follow_up_rows.rows()] == [24]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ((), "Marking it as sent notes that you thanked them."),
        (("Bea Roy",), "asks whether they want to meet the one you name."),
        (("Bea Roy", "Kofi Mensah"), "asks whether they want to meet the two."),
    ],
)
def test_a_thank_you_says_only_what_sending_it_does(
    hands: Hands, services: Services, given: tuple[str, ...], told: str
) -> None:
    who = ids(services)
    gifts = tuple((who[name], "They know mills", "They know nets") for name in given)
    message = services.messages.draft(Purpose(kind=MessageKind.THANK_YOU, to=(who["Ama Owusu"],)), gifts=gifts)
    hands.desk.message_wanted.emit(message)
    hands.settle()
    assert told in shown(hands)


def test_a_thank_you_says_what_was_done_with_the_help_and_what_came_of_it(hands: Hands, services: Services) -> None:
    who = ids(services)
    request = services.requests.capture(RequestDirection.MADE, "Who knows cold storage?")
    services.requests.clarify(
        request, purpose="keep fruit fresh", topic="cold storage", ask="one name", bound="an hour"
    )
    hop = services.hops.add(request, contact=who["Ama Owusu"])
    services.hops.advance(hop, HopState.ASKED)
    services.hops.advance(hop, HopState.DELIVERED, "Found a cold store in two days")
    purpose = Purpose(kind=MessageKind.THANK_YOU, hop_id=hop)
    GiftsDialog(hands.desk, purpose, who["Ama Owusu"], "Ama Owusu", hands.window).open()
    hands.settle()
    assert hands.control("What came of it").text() == "Found a cold store in two days"  # type: ignore[attr-defined]
    hands.type("What you did with the help", "Called the owner you named")
    hands.press("Draft thanks")
    body = services.message_rows.detail(hands.composer.message_id() or 0).body
    assert "I called the owner you named. I found a cold store in two days." in body
    assert "because of what Kofi can help with: “cold storage near Lyon”." in body
    GiftsDialog(hands.desk, purpose, who["Ama Owusu"], "Ama Owusu", hands.window).open()
    hands.settle()
    outcome = hands.control("What came of it")
    outcome.selectAll()  # type: ignore[attr-defined]
    hands.type("What came of it", "Rented one from spring on")
    hands.press("Draft thanks")
    assert "I rented one from spring on." in services.message_rows.detail(hands.composer.message_id() or 0).body


def test_what_only_i_know_is_quoted_by_a_click_and_never_without_one(
    hands: Hands, services: Services, qtbot: QtBot
) -> None:
    secret = "vendor onboarding of the xyzzy merger"
    services.facts.add(ids(services)["Bea Roy"], FactKind.LEARNED, secret, Visibility.PRIVATE)
    request = services.requests.capture(
        RequestDirection.RECEIVED, "", who=["Tomas Berg"], fields={"topic": "vendor onboarding", "ask": "a call"}
    )
    message = services.messages.ask_first(request, ids(services)["Bea Roy"])
    hands.desk.message_wanted.emit(message)
    quote = hands.control(f"Quote “{secret}”")
    body = hands.control("Message")
    written = body.text()  # type: ignore[attr-defined]
    assert "xyzzy" not in written
    assert f"“{secret}”" in shown(hands)
    quote.setFocus()
    qtbot.keyClick(quote, Qt.Key.Key_Space)
    *_, told, closing = body.text().split("\n\n")  # type: ignore[attr-defined]
    assert told == f"I thought of you because of something I remember about you: “{secret}”."
    assert written.endswith(closing)
    assert body.hasFocus()
    assert secret not in shown(hands)
    hands.composer.save()
    hands.settle()
    assert secret in services.message_rows.detail(message).body
    qtbot.keyClick(body, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert body.text() == written  # type: ignore[attr-defined]
    assert f"“{secret}”" in shown(hands)
    hands.press(f"Quote “{secret}”")
    hands.composer.save()
    hands.settle()
    services.history.undo()
    hands.settle()
    assert secret not in services.message_rows.detail(message).body
    services.messages.mark_sent(message)
    hands.settle()
    assert secret not in shown(hands)
