"""Ways as a user sees them: each tie explained, and one click that asks whoever comes first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from netdesk.domain.words import FactKind, InteractionKind, MessageKind, Visibility
from netdesk.services.people import NewContact
from netdesk.ui.desk import Desk
from netdesk.ui.sections.contact.expertise import ExpertisePane
from netdesk.ui.sections.contact.two import TwoPart
from netdesk.ui.sections.contact.ways import WaysPart
from netdesk.ui.sections.contacts import ContactsSection
from netdesk.ui.sections.introductions import IntroductionsSection
from netdesk.ui.sections.section import Section
from netdesk.ui.widgets.buttons import Button
from netdesk.ui.widgets.lock import Lock
from tests.gui.test_contacts import bring_to_front, settle

Shown = TypeVar("Shown", bound=Section)


@contextmanager
def at_rest(section: Shown, desk: Desk, qtbot: QtBot) -> Iterator[Shown]:
    bring_to_front(section, qtbot)
    settle(qtbot, desk)
    yield section
    delete(section)


@pytest.fixture
def contacts(desk: Desk, qtbot: QtBot) -> Iterator[ContactsSection]:
    with at_rest(ContactsSection(desk), desk, qtbot) as section:
        yield section


@pytest.fixture
def introductions(desk: Desk, qtbot: QtBot) -> Iterator[IntroductionsSection]:
    with at_rest(IntroductionsSection(desk), desk, qtbot) as section:
        yield section


def texts(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(QLabel) if label.isVisibleTo(part))


def test_a_way_is_explained_and_its_first_person_is_asked_with_a_click(
    contacts: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    add = desk.services.contacts.add
    ama, sought = add(NewContact(name="Ama Quint")), add(NewContact(name="Tomas Quint"))
    desk.services.interactions.log(InteractionKind.MEETING, [ama], at=desk.services.clock.now())
    desk.services.contacts.connect(ama, sought, "colleague")
    contacts.show_record(sought)
    part = contacts.detail.part(WaysPart)
    qtbot.waitUntil(part.view.cards[0].isVisible)
    assert "Me → Ama Quint → Tomas Quint" in texts(part)
    assert "You and Ama Quint: met today\nAma Quint and Tomas Quint: colleagues" in texts(part)
    assert not part.view.cards[1].isVisible()
    assert part.view.cards[0].ask.accessibleName() == "Ask Ama Quint for a way to Tomas Quint"
    with qtbot.waitSignal(desk.message_wanted) as drafted:
        part.view.cards[0].ask.click()
    message = desk.services.message_rows.detail(drafted.args[0])
    assert (message.kind, [one.contact_id for one in message.recipients]) == (MessageKind.ASK, [ama])
    assert "introduction to Tomas Quint" in message.body


def test_where_no_way_is_known_the_sentence_says_what_to_note(
    contacts: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    contacts.show_record(desk.services.contacts.add(NewContact(name="Zora Quint")))
    part = contacts.detail.part(WaysPart)
    qtbot.waitUntil(lambda: "No way is known yet" in texts(part))
    contacts.show_record(desk.services.contact_rows.me())
    qtbot.waitUntil(lambda: not contacts.detail.part(WaysPart).isVisible())


def test_what_is_private_stands_behind_a_lock_and_enters_no_draft(
    contacts: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    add, learn = desk.services.contacts.add, desk.services.facts.add
    helper, other = add(NewContact(name="Yann Quint")), add(NewContact(name="Ravi Quint"))
    learn(helper, FactKind.NEEDS, "zyzzyva husbandry")
    learn(other, FactKind.OFFERS, "zyzzyva husbandry", Visibility.PRIVATE)
    learn(other, FactKind.INTEREST, "curling")
    contacts.show_record(helper)
    part = contacts.detail.part(TwoPart)
    qtbot.waitUntil(part.thank.isVisible)
    assert any(lock.isVisible() for lock in part.findChildren(Lock))
    assert "Ravi Quint offers “zyzzyva husbandry”" in texts(part)
    with qtbot.waitSignal(desk.message_wanted) as drafted:
        part.thank.click()
    assert "zyzzyva" not in desk.services.message_rows.detail(drafted.args[0]).body


def test_whoever_only_i_may_speak_of_is_shown_and_can_be_introduced_but_not_given_in_thanks(
    contacts: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    add, learn = desk.services.contacts.add, desk.services.facts.add
    helper, other = add(NewContact(name="Yann Quint")), add(NewContact(name="Ravi Quint"))
    learn(helper, FactKind.NEEDS, "zyzzyva husbandry")
    learn(other, FactKind.OFFERS, "zyzzyva husbandry", Visibility.PRIVATE)
    contacts.show_record(helper)
    part = contacts.detail.part(TwoPart)
    qtbot.waitUntil(lambda: "Ravi Quint offers “zyzzyva husbandry”" in texts(part))
    assert not part.thank.isVisible()
    with qtbot.waitSignal(desk.introduction_wanted) as made:
        next(one for one in part.findChildren(Button) if one.text() == "Introduce" and one.isVisible()).click()
    introduction = desk.services.introduction_rows.row(made.args[0])
    assert introduction is not None
    assert "zyzzyva" not in next(side.because for side in introduction.parties if side.contact_id == helper)


def test_introductions_worth_making_are_made_or_set_aside_line_by_line(
    introductions: IntroductionsSection, desk: Desk, qtbot: QtBot
) -> None:
    section = introductions
    qtbot.waitUntil(section.worth.isVisible)
    section.worth.click()
    page = section.unmade
    assert page.lines[0].isVisible()
    first = page.rows()[0]
    page.lines[0].aside.click()
    pair = {first.helper_id, first.other.id}
    qtbot.waitUntil(lambda: all({row.helper_id, row.other.id} != pair for row in page.rows()))
    assert page.lines[0].isVisible()
    desk.services.history.undo()
    qtbot.waitUntil(lambda: any({row.helper_id, row.other.id} == pair for row in page.rows()))
    shown = section.detail.introduction_id()
    QTest.mouseClick(
        section.pane.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=section.pane.list.visualRect(section.pane.list.currentIndex()).center(),
    )
    assert not page.isVisible()
    assert section.detail.isVisible()
    assert section.detail.introduction_id() == shown
    section.show_unmade()
    row = page.rows()[0]
    with qtbot.waitSignal(desk.introduction_wanted) as made:
        page.lines[0].introduce.click()
    introduction = desk.services.introduction_rows.row(made.args[0])
    assert introduction is not None
    assert {side.contact_id for side in introduction.parties} == {row.helper_id, row.other.id}
    assert all(side.because for side in introduction.parties)


def test_an_organisation_is_reached_by_whoever_does_there_what_is_sought(
    contacts: ContactsSection, desk: Desk, qtbot: QtBot
) -> None:
    add = desk.services.contacts.add
    ama = add(NewContact(name="Ama Quint"))
    buyer = add(NewContact(name="Tomas Quint", organisation="Quintworks", role="Buyer"))
    chemist = add(NewContact(name="Ines Quint", organisation="Quintworks", role="Chemist"))
    desk.services.interactions.log(InteractionKind.MEETING, [ama], at=desk.services.clock.now())
    desk.services.contacts.connect(ama, buyer, "colleague")
    desk.services.contacts.connect(ama, chemist, "sister")
    organisation = next(one for one, name in desk.services.contact_rows.organisations() if name == "Quintworks")
    pane = ExpertisePane(desk)
    pane.resize(900, 700)
    pane.show()
    pane.show_organisation(organisation)
    qtbot.waitUntil(pane.ways.view.cards[0].isVisible)
    pane.ways.sought.setText("a chemist")
    qtbot.waitUntil(lambda: "Ama Quint and Ines Quint: sister" in texts(pane.ways))
    assert "Me → Ama Quint → Ines Quint" in texts(pane.ways)
    with qtbot.waitSignal(desk.message_wanted) as drafted:
        pane.ways.view.cards[0].ask.click()
    assert "a chemist" in desk.services.message_rows.detail(drafted.args[0]).body
    pane.ways.sought.setText("a juggler")
    qtbot.waitUntil(lambda: "Of nobody at Quintworks it is noted" in texts(pane.ways))
    delete(pane)
