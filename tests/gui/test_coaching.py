"""The coach in the window: what it says while one writes, what is taken over from a text, and how it is kept quiet."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from netdesk.bootstrap import Services
from netdesk.coach import Verdict, coach
from netdesk.coach.judge import Coach
from netdesk.domain.words import MessageKind, RequestDirection, RequestState
from netdesk.services.next_action import Action
from netdesk.services.purpose import Purpose
from netdesk.services.request_detail import RequestDetail
from netdesk.ui.coaching import AT_ONCE, PAUSE_MS
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.capture import CaptureDialog
from netdesk.ui.tokens import Kind
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.wording_editor import WordingEditor
from tests.gui.hands import MODEL, VAGUE, Hands, capture, given_hands, given_services, ids  # noqa: F401

CLEAR = (
    "I'm now in charge of supplier onboarding at Harrow Mills and would like to learn more about supplier approval. "
    "Do you know a buyer who cut it below four weeks? Twenty minutes by Friday would do."
)
MAIL = f"""From: Tomas Berg <tomas@harrow.example>
Subject: a question
Date: Mon, 23 Nov 2026 09:12:00 +0100

Hi Ada,

{CLEAR}

Best regards,
Tomas Berg
Harrow Mills

On Sun, 22 Nov 2026 at 18:40, Ada Lind <ada@example.org> wrote:
> Could you help me with anything?
"""


class FakeCoach:
    """Finds every text specific, unless it is told otherwise, and can be made to think for long."""

    by_wording = False

    def __init__(self) -> None:
        self.judged: list[str] = []
        self.prepared = 0
        self.free = threading.Event()
        self.free.set()

    def prepare(self) -> None:
        self.prepared += 1

    def judge(self, text: str) -> Verdict:
        self.judged.append(text)
        assert self.free.wait(10)
        return replace(coach(text), specific=True, sure=True)

    def ask_back(self, text: str) -> tuple[str, ...]:
        return (f"What of “{text}”?",)


@pytest.fixture
def fake(desk: Desk) -> FakeCoach:
    """What judges in the place of the models, which are not open yet."""
    made = FakeCoach()
    desk.services.coach = made
    return made


@pytest.fixture
def wording(desk: Desk, qtbot: QtBot, fake: FakeCoach) -> Iterator[WordingEditor]:
    made = WordingEditor(desk, "Wording")
    qtbot.addWidget(made)
    made.resize(480, 400)
    made.show()
    yield made


def chips(widget: QWidget) -> dict[str, Kind]:
    return {one.text(): one.kind for one in widget.findChildren(Chip) if one.isVisible()}


def said(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def underlined(wording: WordingEditor) -> list[str]:
    return [span.text for span in wording.coaching.hints()]


def settle(desk: Desk, qtbot: QtBot) -> None:
    qtbot.wait(PAUSE_MS + 60)
    qtbot.waitUntil(lambda: not (desk.tasks.busy or desk.tasks.thinking), timeout=10_000)


def test_wording_is_judged_with_the_key_that_wrote_it(wording: WordingEditor, qtbot: QtBot) -> None:
    qtbot.keyClicks(wording.editor, "I'd love to pick your brai")
    assert underlined(wording) == []
    qtbot.keyClicks(wording.editor, "n")
    assert underlined(wording) == ["pick your brain"]
    assert said(wording).startswith("Still vague.") or said(wording).startswith("Perhaps still vague.")
    qtbot.waitUntil(lambda: "“pick your brain”: It names a way to talk" in said(wording), timeout=1_000)
    tip = wording.coaching._waves.tip_at(15)
    assert "free advice" in tip and "Put the one question first" in tip


def test_chips_light_up_as_one_types(wording: WordingEditor, qtbot: QtBot) -> None:
    qtbot.keyClicks(wording.editor, "Do you know a buyer ")
    assert chips(wording)["no bound"] is Kind.DUE
    qtbot.keyClicks(wording.editor, "who cut supplier approval below four weeks? Twenty minutes by Friday would do.")
    assert chips(wording)["✓ bound"] is Kind.GOOD
    assert chips(wording)["purpose"] is Kind.NEUTRAL


def test_the_models_are_asked_only_once_the_window_is_open(
    wording: WordingEditor, desk: Desk, qtbot: QtBot, fake: FakeCoach
) -> None:
    qtbot.keyClicks(wording.editor, VAGUE)
    settle(desk, qtbot)
    assert (fake.judged, fake.prepared) == ([], 0)
    desk.open_coach()
    settle(desk, qtbot)
    assert fake.judged == [VAGUE]
    assert said(wording).startswith("Specific: somebody could act on this.")


def test_a_dialog_has_the_models_ready_before_anything_is_written(desk: Desk, qtbot: QtBot, fake: FakeCoach) -> None:
    desk.open_coach()
    dialog = CaptureDialog(desk)
    qtbot.addWidget(dialog)
    settle(desk, qtbot)
    assert fake.prepared == 1


def test_the_models_answer_about_the_text_of_now_and_once_at_a_time(
    wording: WordingEditor, desk: Desk, qtbot: QtBot, fake: FakeCoach
) -> None:
    desk.open_coach()
    fake.free.clear()
    qtbot.keyClicks(wording.editor, "I'd love to pick")
    qtbot.waitUntil(lambda: len(fake.judged) == 1)
    for piece in (" your", " brain", " sometime"):
        qtbot.keyClicks(wording.editor, piece)
        qtbot.wait(PAUSE_MS + 20)
    assert len(fake.judged) == 1
    fake.free.set()
    qtbot.waitUntil(lambda: len(fake.judged) == 2)
    settle(desk, qtbot)
    assert fake.judged[1] == "I'd love to pick your brain sometime"
    assert wording.coaching.verdict.specific
    assert underlined(wording) == ["pick your brain", "sometime"]


def test_a_key_does_not_turn_the_verdict_of_the_models_round(
    wording: WordingEditor, desk: Desk, qtbot: QtBot, fake: FakeCoach
) -> None:
    desk.open_coach()
    qtbot.keyClicks(wording.editor, VAGUE)
    settle(desk, qtbot)
    told: list[bool] = []
    wording.judged.connect(lambda: told.append(wording.coaching.verdict.specific))
    qtbot.keyClicks(wording.editor, " over coffee")
    settle(desk, qtbot)
    assert len(told) > 1
    assert all(told)
    assert "over coffee" in underlined(wording)


def test_what_is_judged_by_wording_alone_for_want_of_the_model_says_so(
    wording: WordingEditor, desk: Desk, qtbot: QtBot, fake: FakeCoach
) -> None:
    fake.by_wording = True
    desk.open_coach()
    qtbot.keyClicks(wording.editor, VAGUE)
    settle(desk, qtbot)
    assert "Less sure: the language model is missing." in said(wording)


def test_the_models_of_the_program_tell_an_ask_from_a_boast(desk: Desk, wording: WordingEditor, qtbot: QtBot) -> None:
    desk.services.coach = Coach(MODEL)
    desk.open_coach()
    wording.set_text(CLEAR)
    qtbot.waitUntil(lambda: said(wording).startswith("Specific"), timeout=20_000)
    qtbot.waitUntil(lambda: {"✓ purpose", "✓ ask", "✓ who", "✓ bound"} <= set(chips(wording)), timeout=20_000)
    wording.set_text(
        "Our 450 people in 12 countries made 80 million last year. We should explore how to work together."
    )
    settle(desk, qtbot)
    assert "vague" in said(wording)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ""),
        ("   \n\t", ""),
        ("👍👍🎉", ""),
        ("12345 67.8 !?", ""),
        ("Kannst du mir jemanden vorstellen, der sich mit Logistik auskennt?", "reads English"),
        ("هل تعرف نجارا في القاهرة؟", "reads English"),
        ("asdf qwer zxcv", "vague"),
        ("\u202eCould you help me with anything? 👩‍👩‍👧", "vague"),
    ],
)
def test_what_cannot_be_judged_is_met_with_silence_or_a_sentence(
    wording: WordingEditor, desk: Desk, qtbot: QtBot, text: str, told: str
) -> None:
    desk.services.coach = Coach(MODEL)
    desk.open_coach()
    wording.editor.insert_text(text)
    settle(desk, qtbot)
    assert told in said(wording) if told else said(wording.lines) == ""


@pytest.mark.parametrize("unit", ["could you help me with the ", "Can you?\n", "> quoted\n", "x" * 50, "😀"])
def test_a_megabyte_is_judged_beside_the_window(wording: WordingEditor, desk: Desk, qtbot: QtBot, unit: str) -> None:
    desk.services.coach = Coach(MODEL)
    desk.open_coach()
    text = (unit * 1_000_000)[:1_000_000]
    wording.editor.insert_text(text)
    qtbot.waitUntil(wording.coaching.is_final, timeout=20_000)
    assert wording.text() == text


def test_a_long_text_is_judged_though_the_models_are_not_open(wording: WordingEditor, desk: Desk, qtbot: QtBot) -> None:
    wording.editor.insert_text("I'd love to pick your brain. " * (AT_ONCE // 20))
    assert underlined(wording) == []
    settle(desk, qtbot)
    assert "pick your brain" in underlined(wording)


def test_a_dismissed_hint_stays_away_while_one_writes_on(
    wording: WordingEditor, desk: Desk, qtbot: QtBot, fake: FakeCoach
) -> None:
    desk.open_coach()
    qtbot.keyClicks(wording.editor, VAGUE)
    settle(desk, qtbot)
    wording.coaching.dismiss("Pick  your brain")
    assert underlined(wording) == ["sometime"]
    qtbot.waitUntil(lambda: "“sometime”:" in said(wording), timeout=1_000)
    qtbot.keyClicks(wording.editor, ", as one says: pick your brain")
    assert underlined(wording) == ["sometime"]
    settle(desk, qtbot)
    assert underlined(wording) == ["sometime"]


def test_a_dismissed_hint_is_remembered_with_the_request_and_comes_back_by_undo(
    hands: Hands, services: Services
) -> None:
    request = capture(hands)
    card = hands.requests.detail.ask.wording
    assert [span.text for span in card.coaching.hints()] == ["pick your brain", "sometime"]
    hands.press("Dismiss hint")
    assert [span.text for span in card.coaching.hints()] == ["sometime"]
    other = capture(hands, "Could I pick your brain about kilns?", "Bea Roy")
    assert [span.text for span in card.coaching.hints()] == ["pick your brain"]
    hands.desk.request_wanted.emit(request)
    hands.settle()
    assert [span.text for span in card.coaching.hints()] == ["sometime"]
    assert services.hints.standing(f"request {other}").dismissed == frozenset()
    services.requests.delete(other)
    services.history.undo()
    services.history.undo()
    services.history.undo()
    hands.settle()
    assert [span.text for span in card.coaching.hints()] == ["pick your brain", "sometime"]


def test_what_was_dismissed_in_the_dialog_stays_dismissed_in_the_request(hands: Hands, services: Services) -> None:
    hands.desk.capture_wanted.emit(VAGUE)
    hands.settle()
    hands.press("Dismiss hint")
    hands.type("Who asks", "Tomas Berg,")
    hands.press("Capture")
    hands.settle()
    card = hands.requests.detail.ask.wording
    assert [span.text for span in card.coaching.hints()] == ["sometime"]
    assert services.history.steps().undo.startswith("Capture")


def test_the_coach_is_switched_off_and_on_for_one_message(hands: Hands, services: Services) -> None:
    request = services.requests.capture(
        RequestDirection.MADE, "Who rebuilt onboarding?", fields={"ask": "a call", "topic": "vendor onboarding"}
    )
    people = ids(services)
    first, second = (services.messages.ask_first(request, people[name]) for name in ("Ama Owusu", "Kofi Mensah"))
    hands.desk.message_wanted.emit(first)
    hands.settle()
    hands.control("Message").selectAll()  # type: ignore[attr-defined]
    hands.type("Message", VAGUE)
    assert "no bound" in chips(hands.composer)
    assert "pick your brain" in said(hands.composer)
    hands.press("Switch coach off")
    assert not {"no bound", "purpose"} & set(chips(hands.composer))
    assert "“pick your brain”" not in said(hands.composer)
    hands.qtbot.waitUntil(lambda: "8 words" in chips(hands.composer))
    hands.desk.message_wanted.emit(second)
    hands.settle()
    assert {"Switch coach off"} <= hands.names()
    assert "✓ ask" in chips(hands.composer) or "no ask" in chips(hands.composer)
    hands.desk.message_wanted.emit(first)
    hands.settle()
    hands.press("Switch coach on")
    assert "no bound" in chips(hands.composer)


def test_the_settings_switch_the_coach_off_everywhere(hands: Hands, services: Services) -> None:
    capture(hands)
    card = hands.requests.detail.ask.wording
    assert card.coaching.hints()
    services.settings.change(coach=False)
    hands.settle()
    assert not card.coaching.hints()
    assert "vague" not in said(card)
    services.settings.change(coach=True)
    hands.settle()
    assert card.coaching.hints()


def test_a_message_without_an_ask_is_not_judged_by_its_elements(hands: Hands, services: Services) -> None:
    message = services.messages.draft(Purpose(kind=MessageKind.CHECK_IN, to=(ids(services)["Ama Owusu"],)))
    hands.desk.message_wanted.emit(message)
    hands.settle()
    assert not {"purpose", "no ask", "✓ ask", "easy no", "✓ easy no"} & set(chips(hands.composer))
    assert not {"Switch coach off", "Switch coach on"} & hands.names()


def test_a_pasted_mail_is_read_for_its_ask_and_can_be_cut_to_it(
    wording: WordingEditor, desk: Desk, qtbot: QtBot
) -> None:
    wording.editor.insert_text(MAIL)
    assert underlined(wording) == []
    assert wording._cut.isVisible()
    qtbot.keyClick(wording._cut, Qt.Key.Key_Space)
    assert wording.text() == CLEAR
    assert not wording._cut.isVisible()
    wording.editor.undo()
    assert wording.text() == MAIL


def test_the_wording_keeps_its_height_whatever_the_coach_says_of_it(dialog: CaptureDialog, qtbot: QtBot) -> None:
    editor = dialog.wording.editor
    qtbot.wait(50)
    heights = [editor.height()]
    assert "What it lacks is told here" in said(dialog.wording)
    for text in (MAIL.replace(CLEAR, f"{VAGUE} about suppliers."), "", CLEAR):
        dialog.wording.replace_text(text)
        qtbot.waitUntil(dialog.wording.coaching.is_final, timeout=20_000)
        qtbot.wait(100)
        assert dialog.wording.lines.isVisible() == bool(text)
        heights.append(editor.height())
    assert len(set(heights)) == 1
    assert "What it lacks is told here" not in said(dialog.wording)


def test_text_that_is_no_mail_is_not_offered_to_be_cut(wording: WordingEditor) -> None:
    wording.editor.insert_text(f"Hi Ada,\n\n{VAGUE}")
    assert not wording._cut.isVisible()


def test_a_request_out_of_a_mail_is_called_after_what_is_asked(services: Services) -> None:
    request = services.requests.capture(RequestDirection.RECEIVED, MAIL, who=["Tomas Berg"])
    detail = services.request_rows.detail(request)
    assert detail.title == "Do you know a buyer who cut it below four weeks?"
    assert detail.original_wording == MAIL.strip()


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot) -> Iterator[CaptureDialog]:
    """The dialog over a window: it goes by itself once the request is captured."""
    desk.services.coach = Coach(MODEL)
    desk.open_coach()
    window = QWidget()
    qtbot.addWidget(window)
    made = CaptureDialog(desk, parent=window)
    made.show()
    qtbot.waitExposed(made)
    yield made


def offered(dialog: CaptureDialog, qtbot: QtBot) -> dict[str, QWidget]:
    """The buttons that fill fields, once the models have read the wording."""
    qtbot.waitUntil(lambda: dialog.ask.more.accessibleName().startswith("Found in the wording: "), timeout=20_000)
    dialog.ask.more.click()
    buttons = dialog.ask.proposals.findChildren(QPushButton)
    return {one.accessibleName(): one for one in buttons if one.isVisible()}


def submitted(dialog: CaptureDialog, desk: Desk, qtbot: QtBot) -> RequestDetail:
    """The request that the dialog captures."""
    with qtbot.waitSignal(desk.request_wanted) as shown:
        dialog.submit()
    return desk.services.request_rows.detail(shown.args[0])


def test_a_wording_fills_no_field_until_that_is_accepted(dialog: CaptureDialog, qtbot: QtBot) -> None:
    dialog.wording.editor.insert_text(CLEAR)
    topic = offered(dialog, qtbot)["Topic: supplier approval"]
    assert not any(dialog.ask.texts().values())
    qtbot.keyClick(topic, Qt.Key.Key_Space)
    assert {name: text for name, text in dialog.ask.texts().items() if text} == {"topic": "supplier approval"}
    assert dialog.ask.fields["topic"].hasFocus()
    assert "Topic: supplier approval" not in offered(dialog, qtbot)
    assert dialog.wording.text() == CLEAR


def test_a_clear_wording_is_captured_with_what_it_says_and_is_specific_at_once(
    dialog: CaptureDialog, desk: Desk, qtbot: QtBot
) -> None:
    dialog.who.set_people([("Tomas Berg", "Tomas Berg")])
    dialog.wording.editor.insert_text(CLEAR)
    kept = "; captured with it"
    qtbot.waitUntil(lambda: dialog.ask.more.accessibleName().endswith(kept), timeout=20_000)
    request = submitted(dialog, desk, qtbot)
    assert (request.state, request.topic) == (RequestState.SPECIFIC, "supplier approval")
    assert request.next_action is not None and request.next_action.action is Action.FIND_HELP


def test_a_vague_wording_is_captured_as_it_is(dialog: CaptureDialog, desk: Desk, qtbot: QtBot) -> None:
    dialog.who.set_people([("Tomas Berg", "Tomas Berg")])
    dialog.wording.editor.insert_text("Hi, I would love to pick your brain about marketing sometime.")
    qtbot.waitUntil(dialog.wording.coaching.is_final, timeout=20_000)
    request = submitted(dialog, desk, qtbot)
    assert (request.state, request.topic, request.ask) == (RequestState.CAPTURED, "", "")


def test_who_unfolds_what_was_found_chooses_what_is_captured(dialog: CaptureDialog, desk: Desk, qtbot: QtBot) -> None:
    dialog.who.set_people([("Tomas Berg", "Tomas Berg")])
    dialog.wording.editor.insert_text(CLEAR)
    qtbot.keyClick(offered(dialog, qtbot)["Topic: supplier approval"], Qt.Key.Key_Space)
    request = submitted(dialog, desk, qtbot)
    assert (request.topic, request.ask, request.bound) == ("supplier approval", "", "")


def test_fields_that_are_unfolded_and_left_empty_take_nothing_from_a_clear_wording(
    dialog: CaptureDialog, desk: Desk, qtbot: QtBot
) -> None:
    dialog.who.set_people([("Tomas Berg", "Tomas Berg")])
    dialog.wording.editor.insert_text(CLEAR)
    offered(dialog, qtbot)
    assert "it counts while all fields are empty" in said(dialog.ask)
    dialog.ask.fields["bound"].setFocus()
    qtbot.keyClicks(dialog.ask.fields["bound"], "by June")
    assert "to be taken over" in said(dialog.ask)
    dialog.ask.fields["bound"].clear()
    request = submitted(dialog, desk, qtbot)
    assert (request.state, request.topic) == (RequestState.SPECIFIC, "supplier approval")
    assert request.next_action is not None and request.next_action.action is Action.FIND_HELP


def test_what_stands_in_a_field_is_never_replaced_by_a_proposal(dialog: CaptureDialog, qtbot: QtBot) -> None:
    dialog.ask.fields["topic"].setText("kilns")
    dialog.wording.editor.insert_text(CLEAR)
    qtbot.keyClick(offered(dialog, qtbot)["Take over all"], Qt.Key.Key_Space)
    texts = dialog.ask.texts()
    assert texts["topic"] == "kilns"
    assert "Friday" in texts["bound"] or "Twenty minutes" in texts["bound"]


def test_the_fields_of_my_own_ask_write_its_wording_until_i_do(dialog: CaptureDialog, qtbot: QtBot) -> None:
    dialog.made.setChecked(True)
    dialog.ask.more.click()
    qtbot.keyClicks(dialog.ask.fields["purpose"], "In charge of supplier onboarding")
    qtbot.keyClicks(dialog.ask.fields["topic"], "supplier approval")
    composed = dialog.wording.text()
    assert composed.startswith("I'm in charge of supplier onboarding and would like to learn more about supplier")
    assert not dialog.ask.proposals.isVisible()
    qtbot.keyClicks(dialog.ask.fields["bound"], "20 minutes")
    assert "20 minutes" in dialog.wording.text()
    dialog.wording.editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(dialog.wording.editor, " Thank you!")
    mine = dialog.wording.text()
    qtbot.keyClicks(dialog.ask.fields["who"], "a buyer")
    assert dialog.wording.text() == mine
    qtbot.keyClick(dialog._write, Qt.Key.Key_Space)
    assert "a buyer" in dialog.wording.text() and "Thank you!" not in dialog.wording.text()
    assert not dialog._write.isVisible()
    dialog.wording.editor.undo()
    assert dialog.wording.text() == mine


def test_the_words_of_somebody_else_are_never_written_by_the_fields(dialog: CaptureDialog, qtbot: QtBot) -> None:
    dialog.ask.more.click()
    qtbot.keyClicks(dialog.ask.fields["topic"], "supplier approval")
    assert dialog.wording.text() == ""
    assert not dialog._write.isVisible()


def test_what_a_wording_says_is_taken_over_into_the_request_as_one_step(hands: Hands, services: Services) -> None:
    services.coach = Coach(MODEL)
    hands.desk.open_coach()
    request = capture(hands, CLEAR)
    hands.press("Take over all")
    detail = services.request_rows.detail(request)
    assert detail.topic == "supplier approval"
    assert detail.ask == "Do you know a buyer who cut it below four weeks?"
    assert "Take over all" not in hands.names()
    services.history.undo()
    assert services.request_rows.detail(request).topic == ""


def test_what_was_answered_to_questions_back_is_offered_for_the_fields(hands: Hands, services: Services) -> None:
    services.coach = Coach(MODEL)
    hands.desk.open_coach()
    request = capture(hands)
    assert "Take over all" not in hands.names()
    hands.go("Ask back")
    message = hands.composer.message_id()
    assert message is not None
    services.messages.mark_sent(message)
    services.messages.log_reply(message, CLEAR)
    hands.settle()
    hands.press("Take over all")
    detail = services.request_rows.detail(request)
    assert detail.topic == "supplier approval"
    assert detail.ask == "Do you know a buyer who cut it below four weeks?"


def test_once_questions_are_answered_two_keys_take_over_what_was_found_and_make_the_request_specific(
    hands: Hands, services: Services
) -> None:
    services.coach = Coach(MODEL)
    hands.desk.open_coach()
    request = capture(hands)
    hands.go("Ask back")
    message = hands.composer.message_id()
    assert message is not None
    services.messages.mark_sent(message)
    hands.settle()
    hands.composer.clarifying.connect(hands.requests.focus_ask)
    hands.answer(f"Hi Ada, {CLEAR}")
    for name in ("Take over all", "Clarify request"):
        hands.qtbot.waitUntil(lambda name=name: QApplication.focusWidget() is hands.control(name))
        hands.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        hands.settle()
    assert services.request_rows.detail(request).state is RequestState.SPECIFIC
    assert "Take over all" not in hands.names()


def test_what_was_answered_is_read_anew_once_the_models_may_be_loaded(hands: Hands, services: Services) -> None:
    fake = FakeCoach()
    services.coach = fake
    request = capture(hands)
    hands.go("Ask back")
    message = hands.composer.message_id()
    assert message is not None
    services.messages.mark_sent(message)
    services.messages.log_reply(message, CLEAR)
    hands.settle()
    assert services.request_rows.detail(request).answers == (CLEAR,)
    assert CLEAR not in fake.judged
    hands.desk.open_coach()
    hands.settle()
    assert CLEAR in fake.judged


def test_the_questions_that_go_back_come_from_the_same_judgement(hands: Hands, services: Services) -> None:
    fake = FakeCoach()
    services.coach = fake
    capture(hands)
    hands.go("Ask back")
    message = hands.composer.message_id()
    assert message is not None
    assert f"What of “{VAGUE}”?" in services.message_rows.detail(message).body
