"""An organisation from the inside, as a user comes to it and goes on from it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from netdesk.domain.words import FactKind, Visibility
from netdesk.services.people import NewContact
from netdesk.ui.desk import Desk
from netdesk.ui.main_window import MainWindow
from netdesk.ui.sections.contact.expertise import ExpertisePane, PersonCard
from netdesk.ui.sections.contact.roles import RoleCard, RolesPart
from netdesk.ui.sections.contacts import ContactsSection
from netdesk.ui.widgets.labels import Paragraph
from netdesk.ui.widgets.lock import Lock
from tests.gui.test_main_window import opened, settle, type_into_palette

HOUSE = "Quillfeather Mills"


@pytest.fixture
def people(desk: Desk) -> dict[str, int]:
    """Two colleagues, one of whom has a private offer and a need."""
    contacts, facts = desk.services.contacts, desk.services.facts
    ama = contacts.add(NewContact(name="Ama Quimby", organisation=HOUSE, role="Buyer"))
    tomas = contacts.add(NewContact(name="Tomas Quist", organisation=HOUSE, role="Weaver"))
    facts.add(ama, FactKind.OFFERS, "Sets up audits of saffron growers", Visibility.SHAREABLE)
    facts.add(tomas, FactKind.OFFERS, "Mends <b>looms</b> of Lyon", Visibility.PRIVATE)
    facts.add(tomas, FactKind.NEEDS, "A zeppelin pilot", Visibility.SHAREABLE)
    return {"ama": ama, "tomas": tomas}


@pytest.fixture
def window(desk: Desk, people: dict[str, int], qtbot: QtBot) -> Iterator[MainWindow]:
    with opened(desk, qtbot) as window:
        yield window


def page_of(window: MainWindow) -> ExpertisePane:
    section = window.section()
    assert isinstance(section, ContactsSection)
    return section.expertise


def from_palette(window: MainWindow, qtbot: QtBot) -> ExpertisePane:
    """Come to the page by the name of the organisation."""
    type_into_palette(window, qtbot, HOUSE)
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    settle(window, qtbot)
    return page_of(window)


def named(parent: QWidget, text: str) -> QAbstractButton:
    return next(one for one in parent.findChildren(QAbstractButton) if one.accessibleName().startswith(text))


def test_the_palette_leads_to_who_does_what(window: MainWindow, qtbot: QtBot) -> None:
    page = from_palette(window, qtbot)
    assert page.isVisible() and page.accessibleName() == f"Who does what at {HOUSE}"
    assert [card.name.accessibleName() for card in page.findChildren(PersonCard)] == ["Ama Quimby", "Tomas Quist"]
    section = window.section()
    assert isinstance(section, ContactsSection) and section.model.rowCount() == 2


def test_what_is_private_has_a_lock_and_markup_stays_text(window: MainWindow, qtbot: QtBot) -> None:
    page = from_palette(window, qtbot)
    cards = {card.name.accessibleName(): card for card in page.findChildren(PersonCard)}
    assert not cards["Ama Quimby"].findChildren(Lock)
    assert cards["Tomas Quist"].findChildren(Lock)[0].accessibleName() == "private"
    texts = [paragraph.text() for paragraph in cards["Tomas Quist"].findChildren(Paragraph)]
    assert texts == ["“Mends <b>looms</b> of Lyon”"]


def test_a_person_of_the_page_opens_by_key_and_the_page_comes_back_by_its_own(
    window: MainWindow, people: dict[str, int], qtbot: QtBot
) -> None:
    page = from_palette(window, qtbot)
    name = named(page.people, "Tomas Quist")
    name.setFocus()
    qtbot.keyClick(name, Qt.Key.Key_Return)
    settle(window, qtbot)
    section = window.section()
    assert isinstance(section, ContactsSection)
    assert section.detail.contact_id() == people["tomas"] and not page.isVisible()
    qtbot.keyClick(section.list, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle(window, qtbot)
    assert page.isVisible()
    section.list.setFocus()
    qtbot.keyClick(section.list, Qt.Key.Key_Down)
    settle(window, qtbot)
    assert section.detail.isVisible() and not page.isVisible()


def test_a_role_leads_to_its_organisation(window: MainWindow, people: dict[str, int], qtbot: QtBot) -> None:
    window.desk.contact_wanted.emit(people["ama"])
    settle(window, qtbot)
    section = window.section()
    assert isinstance(section, ContactsSection)
    card = section.detail.part(RolesPart).findChildren(RoleCard)[0]
    assert card.inside.accessibleName() == f"Who does what at {HOUSE}"
    card.inside.click()
    settle(window, qtbot)
    assert page_of(window).isVisible()


def test_a_topic_shows_all_who_know_of_it(window: MainWindow, people: dict[str, int], qtbot: QtBot) -> None:
    page = from_palette(window, qtbot)
    topic = named(page.topics, "saffron growers")
    assert topic.accessibleName() == "saffron growers: Ama Quimby"
    topic.click()
    qtbot.wait(250)
    settle(window, qtbot)
    section = window.section()
    assert isinstance(section, ContactsSection)
    assert [section.model.id_at(section.model.index(row)) for row in range(section.model.rowCount())] == [people["ama"]]


def test_the_page_follows_the_book_and_leaves_with_the_filter(
    window: MainWindow, people: dict[str, int], qtbot: QtBot
) -> None:
    page = from_palette(window, qtbot)
    window.desk.services.facts.add(people["ama"], FactKind.NEEDS, "A hot air balloon", Visibility.SHAREABLE)
    settle(window, qtbot)
    needs = [one.accessibleName() for one in page.gaps.findChildren(QWidget) if " needs " in one.accessibleName()]
    assert needs == ["Tomas Quist needs A zeppelin pilot", "Ama Quimby needs A hot air balloon"]
    section = window.section()
    assert isinstance(section, ContactsSection)
    section.filters.organisation.click()
    settle(window, qtbot)
    assert not page.isVisible() and section.detail.isVisible()
