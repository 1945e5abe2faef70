"""The requests section: what is offered, what is refused, and what stays in place."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from netdesk.bootstrap import Services
from netdesk.domain.words import (
    FactKind,
    HopState,
    InteractionKind,
    RequestDirection,
    RequestState,
    ResourceKind,
    Visibility,
)
from netdesk.services.people import NewContact
from netdesk.ui.desk import Desk
from netdesk.ui.sections.request import moves
from netdesk.ui.sections.request.detail import MARGIN
from netdesk.ui.sections.request.timeline import TimelinePart
from netdesk.ui.widgets.buttons import Button
from netdesk.ui.widgets.labels import Paragraph
from netdesk.ui.widgets.lock import Lock
from netdesk.ui.widgets.picker import Picker
from tests.gui.hands import VAGUE, VAGUE_TITLE, Hands, capture, given_hands, given_services, ids  # noqa: F401

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)

ASK = {"purpose": "cut onboarding", "topic": "vendor onboarding", "ask": "a call", "who": "procurement"}


def specific(hands: Hands, direction: RequestDirection = RequestDirection.RECEIVED) -> int:
    request = hands.desk.services.requests.capture(direction, "Who got it down?", who=["Tomas Berg"], fields=ASK)
    hands.desk.request_wanted.emit(request)
    hands.settle()
    return request


def offered(hands: Hands) -> set[str]:
    menu = hands.requests.detail.header.more.menu()
    menu.aboutToShow.emit()
    return {action.text() for action in menu.actions() if action.text()}


def labels(hands: Hands) -> str:
    return labels_of(hands.requests)


def labels_of(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_only_legal_moves_are_offered(hands: Hands, services: Services) -> None:
    request = capture(hands)
    assert {"Ask back", "Clarify", "Park until…", "Drop…"} <= offered(hands)
    assert not offered(hands) & {"Answer it myself…", "Close", "Add a hop…", "Keep moving", "Find who can help"}
    assert "Add hop" not in hands.names()
    services.requests.drop(request, "out of scope")
    hands.settle()
    assert hands.next_move() == "Reopen"
    assert not offered(hands) & {"Park until…", "Drop…", "Ask back"}
    hands.go("Reopen")
    assert services.request_rows.detail(request).state is RequestState.CAPTURED


def test_clarifying_too_little_says_what_is_missing_and_opens_it(hands: Hands, services: Services) -> None:
    request = capture(hands)
    hands.press("Clarify request")
    assert "Say at least what is asked for" in labels(hands)
    assert hands.control("Ask").hasFocus()
    hands.fill_in("Ask", "a call with somebody who did it")
    hands.press("Clarify request")
    assert hands.control("Topic").hasFocus()
    hands.fill_in("Topic", "supplier approval")
    assert "Say at least what is asked for" not in labels(hands)
    hands.press("Clarify request")
    assert services.request_rows.detail(request).state is RequestState.SPECIFIC
    assert hands.control("Next move: Find who can help").hasFocus()


def test_one_editing_session_of_one_field_is_one_step(hands: Hands, services: Services) -> None:
    request = specific(hands)
    before = services.history.steps().undo
    hands.fill_in("Title", "Onboarding in four weeks")
    assert services.request_rows.detail(request).title == "Onboarding in four weeks"
    services.history.undo()
    hands.settle()
    assert services.history.steps().undo == before
    assert hands.requests.detail.header.title.text() == "vendor onboarding: a call"


def test_vague_words_are_underlined_and_said_aloud(hands: Hands) -> None:
    capture(hands, VAGUE)
    editor = hands.requests.detail.ask.wording._editor
    assert "pick your brain" in editor.accessibleDescription()


def test_asking_for_a_request_of_mine_drafts_the_ask(hands: Hands, services: Services) -> None:
    request = specific(hands, RequestDirection.MADE)
    hands.press("Ask Ama Owusu first")
    detail = services.request_rows.detail(request)
    assert [str(row.kind) for row in detail.messages] == ["ask"]
    assert detail.introductions == ()
    services.history.undo()
    hands.settle()
    assert services.request_rows.detail(request).hops == ()


def test_a_private_line_ranks_but_goes_into_no_introduction(hands: Hands, services: Services) -> None:
    secret = "vendor onboarding of the xyzzy merger"
    bea = ids(services)["Bea Roy"]
    services.facts.add(bea, FactKind.LEARNED, secret, Visibility.PRIVATE)
    request = specific(hands)
    hands.control("Ask Bea Roy first")
    cards = {card.row.name: card for card in hands.requests.detail.helpers.cards}
    assert cards["Bea Roy"].row.private
    hands.press("Ask Bea Roy first")
    detail = services.request_rows.detail(request)
    told = [party.because for row in detail.introductions for party in row.parties]
    assert all("xyzzy" not in text for text in told)
    assert "xyzzy" not in detail.hops[0].because
    assert "xyzzy" not in services.message_rows.detail(detail.messages[0].id).body


def test_whom_i_hardly_know_is_reached_through_somebody_from_where_they_are_suggested(
    hands: Hands, services: Services, qtbot: QtBot
) -> None:
    otto = services.contacts.add(NewContact(name="Otto Quint"))
    services.interactions.log(InteractionKind.MEETING, [otto], at=services.clock.now())
    services.contacts.connect(otto, ids(services)["Bea Roy"], "colleague")
    services.facts.add(ids(services)["Bea Roy"], FactKind.OFFERS, "vendor onboarding with procurement")
    services.facts.add(otto, FactKind.OFFERS, "vendor onboarding")
    specific(hands)
    hands.control("Ask Otto Quint first")
    assert "Ways to Otto Quint" not in hands.names(), "I know them myself"
    hands.control("Ways to Bea Roy").setFocus()
    hands.press("Ways to Bea Roy")
    ask = hands.control("Ask Otto Quint for a way to Bea Roy")
    qtbot.waitUntil(ask.hasFocus)
    with qtbot.waitSignal(hands.desk.message_wanted) as drafted:
        hands.press("Ask Otto Quint for a way to Bea Roy")
    message = services.message_rows.detail(drafted.args[0])
    assert [one.contact_id for one in message.recipients] == [otto]
    assert "an introduction to Bea Roy" in message.body
    assert "vendor onboarding" in message.body, "what it is for comes from the request"


def test_a_wrong_suggestion_is_left_out_until_that_is_undone(hands: Hands, services: Services, qtbot: QtBot) -> None:
    for name in ("Bea Roy", "Ama Owusu"):
        services.facts.add(ids(services)[name], FactKind.OFFERS, "vendor onboarding with procurement")
    request = specific(hands)
    said: list[str] = []
    hands.desk.done.connect(said.append)
    assert hands.control("Leave Bea Roy out").isVisible()
    hands.press("Leave Bea Roy out")
    assert said == ["Bea Roy is left out of this request."]
    qtbot.waitUntil(lambda: "Ask Bea Roy first" not in hands.names())
    assert hands.control("Ask Ama Owusu first").hasFocus()
    assert services.request_rows.detail(request).hops == ()
    services.history.undo()
    qtbot.waitUntil(lambda: "Ask Bea Roy first" in hands.names())


def test_more_than_three_who_can_help_are_narrowed_by_chips(hands: Hands, services: Services, qtbot: QtBot) -> None:
    offer = "vendor onboarding with procurement"
    for name, body in (("Eva One", "Nordkøl"), ("Eva Two", "Nordkøl"), ("Eva Three", "Brightwell"), ("Eva Four", "")):
        one = services.contacts.add(NewContact(name=name, organisation=body))
        services.facts.add(one, FactKind.OFFERS, offer)
    specific(hands)
    helpers = hands.requests.detail.helpers
    chip = hands.control("Organisation")
    hands.press("Organisation")
    picker = chip.findChild(Picker)
    picker.field.setText("nord")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: {card.row.name for card in helpers.cards} == {"Eva One", "Eva Two"})
    assert helpers.filters.organisation.isChecked()
    hands.press("Nordkøl")
    qtbot.waitUntil(lambda: len(helpers.cards) == 3)
    assert not helpers.filters.organisation.isChecked()


def test_few_who_can_help_need_no_chips(hands: Hands, services: Services) -> None:
    services.facts.add(ids(services)["Bea Roy"], FactKind.OFFERS, "vendor onboarding with procurement")
    specific(hands)
    hands.control("Ask Bea Roy first")
    assert not hands.requests.detail.helpers.filters.isVisible()


def test_where_few_can_help_whoever_knows_them_is_asked_without_what_is_private(
    hands: Hands, services: Services, qtbot: QtBot
) -> None:
    secret = "vendor onboarding with procurement of the xyzzy merger"
    eva = services.contacts.add(NewContact(name="Eva One", organisation="Nordkøl"))
    services.contacts.add(NewContact(name="Otto Two", organisation="Nordkøl"))
    services.facts.add(eva, FactKind.OFFERS, secret, Visibility.PRIVATE)
    request = specific(hands)
    helpers = hands.requests.detail.helpers
    hands.control("Ask Otto Two first")
    told = [one.text() for one in helpers.connectors.findChildren(QLabel) if "Otto" in one.text()]
    assert told == [f"Otto Two could know someone: works with Eva One, “{secret}”"]
    assert helpers.connectors.findChildren(Lock)
    hands.press("Ask Otto Two first")
    detail = services.request_rows.detail(request)
    assert [hop.name for hop in detail.hops] == ["Otto Two"]
    assert "xyzzy" not in services.message_rows.detail(detail.messages[0].id).body
    qtbot.waitUntil(lambda: "Ask Otto Two first" not in hands.names())


def test_a_hop_goes_through_an_organisation_and_its_answer_is_recorded(hands: Hands, services: Services) -> None:
    request = specific(hands)
    hands.press("Add hop")
    hands.press("Organisation")
    hands.type("Organisation to go through", "Brightwell")
    hands.press("Add hop")
    hands.go("Record what Brightwell gave")
    hands.press("Declined")
    hands.type("What came of it", "No time before spring")
    hands.press("Record")
    (hop,) = services.request_rows.detail(request).hops
    assert (hop.state, hop.outcome) == (HopState.DECLINED, "No time before spring")


def test_a_second_request_is_answered_by_a_resource_made_on_the_spot(hands: Hands, services: Services) -> None:
    request = specific(hands)
    hands.from_menu("More moves", "Answer by a resource…")
    hands.press("Answer by it")
    assert hands.dialog() is not None, "a resource without a title is refused, and the dialog stays"
    hands.type("Title of the resource", "Approval handbook")
    hands.type("Recommended by", "Ama Owusu")
    hands.press("Answer by it")
    assert services.request_rows.detail(request).state is RequestState.ANSWERED
    hands.go("Report back to Ama Owusu")
    assert hands.composer.message_id() is not None


def test_a_known_resource_is_found_and_answers(hands: Hands, services: Services) -> None:
    services.resources.add(
        ResourceKind.DOCUMENT, "Vendor onboarding handbook", description="vendor onboarding, step by step"
    )
    request = specific(hands)
    hands.press("Answer by Vendor onboarding handbook")
    hands.press("Answer by it")
    assert services.request_rows.detail(request).state is RequestState.ANSWERED
    assert hands.next_move() == "Close"


def test_a_request_rests_until_a_day(hands: Hands, services: Services) -> None:
    request = specific(hands)
    hands.from_menu("More moves", "Park until…")
    hands.press("1 week")
    hands.press("Park")
    assert services.request_rows.detail(request).state is RequestState.PARKED
    assert "Parked until 30 Nov" in labels(hands)
    assert hands.next_move() == "Reopen"


def test_files_are_kept_saved_and_removed(hands: Hands, services: Services, tmp_path: Path) -> None:
    request = specific(hands)
    (tmp_path / "cv & co.txt").write_bytes(b"ten years of onboarding")
    files = hands.requests.detail.files
    files.attach(tmp_path / "cv & co.txt")
    files.attach(tmp_path / "missing.txt")
    hands.settle()
    assert len(hands.refusals) == 1
    (row,) = services.request_rows.detail(request).attachments
    files.save(row.id, tmp_path / "copy.txt")
    hands.settle()
    assert (tmp_path / "copy.txt").read_bytes() == b"ten years of onboarding"
    hands.press("Remove cv & co.txt")
    assert services.request_rows.detail(request).attachments == ()


def test_the_list_follows_its_chips_and_its_filter(hands: Hands, services: Services) -> None:
    mine = specific(hands, RequestDirection.MADE)
    theirs = capture(hands, "Something about Übersetzung", "Bea Roy")
    model = hands.requests.model

    def listed() -> list[int | None]:
        return [model.id_at(model.index(row)) for row in range(model.rowCount())]

    assert set(listed()) == {mine, theirs}
    hands.press("Made requests")
    assert listed() == [mine]
    hands.press("Received requests")
    assert listed() == [theirs]
    hands.press("Open requests")
    hands.type("Filter requests", "ubersetz")
    hands.qtbot.waitUntil(lambda: listed() == [theirs], timeout=2000)


def test_names_and_wording_are_shown_as_text(hands: Hands, services: Services) -> None:
    capture(hands, "<b>bold</b> & <img src=x>", "<i>Eve</i>")
    assert "<i>Eve</i>" in labels(hands)
    assert hands.requests.detail.ask.wording._editor.toPlainText() == "<b>bold</b> & <img src=x>"


def test_a_deleted_request_gives_way_to_another(hands: Hands, services: Services) -> None:
    first, second = specific(hands), specific(hands)
    services.requests.delete(second)
    hands.settle()
    assert hands.requests.detail.request is not None
    assert hands.requests.detail.request.id == first


def test_deleting_a_request_says_that_its_drafts_go_and_one_undo_brings_all_back(
    hands: Hands, services: Services
) -> None:
    request = capture(hands)
    hands.go("Ask back")
    drafts = services.message_rows.drafts()
    assert len(drafts) == 1
    with patch.object(moves, "confirm", return_value=True) as confirm:
        hands.from_menu("More moves", "Delete request")
    title, sentence = confirm.call_args.args[1:3]
    assert VAGUE_TITLE in title and "1 draft" in sentence and "One undo" in sentence
    assert services.message_rows.drafts() == ()
    services.history.undo()
    hands.settle()
    assert services.message_rows.drafts() == drafts
    assert services.request_rows.detail(request).id == request


def test_the_timeline_says_a_state_in_a_sentence(desk: Desk, qtbot: QtBot) -> None:
    request_id = desk.services.request_rows.rows(states=[RequestState.MOVING])[0].id
    desk.services.requests.drop(request_id, "she found it herself")
    part = TimelinePart(desk)
    qtbot.addWidget(part)
    part.refresh(desk.services.request_rows.detail(request_id))
    assert any(one.text().endswith("Dropped: she found it herself") for one in part.findChildren(Paragraph))


def test_the_timeline_says_all_steps_alike_and_nobody_else_clarified(
    hands: Hands, services: Services, qtbot: QtBot
) -> None:
    request = specific(hands)
    services.requests.make_vague(request)
    services.requests.clarify(request, ask="a call in May")
    part = TimelinePart(hands.desk)
    qtbot.addWidget(part)
    part.refresh(services.request_rows.detail(request))
    steps = [one.text().split("  ", 1)[1] for one in part.findChildren(Paragraph)]
    assert steps[:5] == ["Now specific", "Clarified  a call in May", "Now clarifying", "Now specific", "Captured"]
    hands.requests.detail.chain.refresh(services.request_rows.detail(request))
    chain = [one.text() for one in hands.requests.detail.chain.findChildren(Paragraph)]
    assert any(one.startswith("Made specific") for one in chain)
    assert not any("made it specific" in one for one in chain)


def test_the_timeline_writes_days_as_elsewhere(desk: Desk, qtbot: QtBot) -> None:
    request_id = desk.services.request_rows.rows(states=[RequestState.MOVING])[0].id
    desk.services.requests.park(request_id, desk.services.clock.today().replace(month=12, day=24))
    part = TimelinePart(desk)
    qtbot.addWidget(part)
    part.refresh(desk.services.request_rows.detail(request_id))
    assert any(one.text().endswith("Parked until 24 Dec") for one in part.findChildren(Paragraph))


def test_the_next_move_can_be_made_at_the_end_of_the_hop_chain(hands: Hands) -> None:
    capture(hands, VAGUE)
    assert hands.next_move() == "Ask back"
    hands.press("Next: Ask back")
    assert hands.control("Copy message").isVisible()


def test_a_new_hop_shows_what_comes_next(hands: Hands, services: Services, qtbot: QtBot) -> None:
    request = specific(hands)
    pane = hands.requests.detail
    area = pane.parentWidget().parentWidget().parentWidget()
    assert isinstance(area, QScrollArea)
    area.setFixedHeight(320)
    hands.settle()
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    services.hops.add(request, contact="Ines Ortega")

    def shows_what_comes_next() -> bool:
        following = next((one for one in hands.requests.findChildren(Button) if "Next: Ask Ines" in one.text()), None)
        chain = pane.chain.mapTo(area.viewport(), pane.chain.rect().topLeft())
        return following is not None and chain.y() == MARGIN and pane.chain.height() < area.height()

    qtbot.waitUntil(shows_what_comes_next, timeout=5_000)


def test_the_advice_to_clarify_goes_once_that_is_done(hands: Hands) -> None:
    capture(hands, VAGUE)
    hands.go("Ask back")
    hands.send()
    hands.answer("It is about supplier approval: a call with somebody who did it.")
    assert "then choose Clarify" in labels_of(hands.composer)
    hands.fill_in("Ask", "a call with somebody who did it")
    hands.fill_in("Topic", "supplier approval")
    hands.press("Clarify request")
    assert "then choose Clarify" not in labels_of(hands.composer)


def test_who_can_help_follows_what_is_learned_meanwhile(hands: Hands, services: Services) -> None:
    specific(hands)
    assert hands.control("Ask Ama Owusu first")
    newcomer = services.contacts.add(NewContact(name="Lena Novak"))
    hands.settle()
    assert "Ask Lena Novak first" not in hands.names()
    services.facts.add(newcomer, FactKind.OFFERS, "vendor onboarding")
    assert hands.control("Ask Lena Novak first")


def test_what_was_learned_while_another_pane_was_open_is_looked_up_on_coming_back(
    hands: Hands, services: Services
) -> None:
    specific(hands)
    assert hands.control("Ask Ama Owusu first")
    hands.requests.hide()
    newcomer = services.contacts.add(NewContact(name="Lena Novak"))
    services.facts.add(newcomer, FactKind.OFFERS, "vendor onboarding")
    hands.settle()
    hands.requests.show()
    assert hands.control("Ask Lena Novak first")


def test_going_on_to_clarify_leads_to_the_ask_until_something_is_said(hands: Hands, services: Services) -> None:
    capture(hands)
    hands.go("Ask back")
    hands.send()
    hands.answer("Let me think.")
    assert hands.next_move() == "Clarify"
    hands.requests.focus_next()
    purpose = hands.requests.detail.ask.fields["purpose"]
    assert purpose.focusProxy().hasFocus()
    hands.fill_in("Topic", "vendor onboarding")
    hands.requests.focus_next()
    assert hands.requests.detail.header.primary.hasFocus()


def test_tab_leads_from_a_field_of_the_ask_to_the_next_one(hands: Hands) -> None:
    capture(hands)
    fields = hands.requests.detail.ask.fields
    fields["purpose"].edit()
    editor = hands.control("Purpose")
    hands.qtbot.keyClicks(editor, "a pilot")
    hands.qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert fields["topic"].focusProxy().hasFocus()
    fields["topic"].edit()
    hands.qtbot.keyClick(hands.control("Topic"), Qt.Key.Key_Backtab)
    assert fields["purpose"].focusProxy().hasFocus()
