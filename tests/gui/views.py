"""What the window shows only after a few steps, one view after the other, for pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from netdesk.domain.words import IntroductionState, MessageKind, RequestState
from netdesk.services.purpose import Purpose
from netdesk.ui.composer.answers import Answers
from netdesk.ui.main_window import MainWindow
from netdesk.ui.sections.contacts import ContactsSection
from netdesk.ui.sections.introductions import IntroductionsSection
from netdesk.ui.sections.network import NetworkSection
from netdesk.ui.sections.requests import RequestsSection
from netdesk.ui.sections.section import Section
from netdesk.ui.widgets.picker import Picker

UNMADE_MS = 1_500
"""The introductions worth making are looked for only once nothing changes for a second."""
Settle = Callable[[MainWindow], None]
S = TypeVar("S", bound=Section)


def views(window: MainWindow, settle: Settle) -> Iterator[str]:
    """Yield the name of each view once it can be seen, and leave the window as it was."""
    rest = partial(settle, window)
    size = window.size()
    for show in (_palettes, _today, _contacts, _introductions, _network, _replies):
        yield from show(window, rest)
    for show in (_whole_contacts, _organisation, _whole_requests, _whole_introductions):
        for name in show(window, rest):
            window.resize(size.width(), size.height() + _beyond(window))
            rest()
            yield name
            window.resize(size)
    rest()


def _beyond(window: MainWindow) -> int:
    """Return how many pixels of the record that is shown lie below the window."""
    section = window.section()
    areas = section.findChildren(QScrollArea) if section is not None else ()
    return max((area.verticalScrollBar().maximum() for area in areas if area.isVisible()), default=0)


def _palettes(window: MainWindow, rest: Callable[[], None]) -> Iterator[str]:
    typed = {"": "commands", "an": "names", "offers: contract": "operators", "qqqqq": "nothing", "lace": "others"}
    for text, name in typed.items():
        window.focus_search()
        window.top.search.setText(text)
        window.top.search.textEdited.emit(text)
        rest()
        if name == "others":
            QTest.keyClick(window.top.search, Qt.Key.Key_Tab)
            rest()
            yield f"palette-{name}"
            QTest.keyClick(window.top.search, Qt.Key.Key_Escape)
        else:
            yield f"palette-{name}"
        QTest.keyClick(window.top.search, Qt.Key.Key_Escape)


def _today(window: MainWindow, rest: Callable[[], None]) -> Iterator[str]:
    window.show_section("today")
    window.desk.done.emit("Put off until Monday.")
    rest()
    yield "toast"
    window.toast.hide()


def _contacts(window: MainWindow, rest: Callable[[], None]) -> Iterator[str]:
    section = _section(window, rest, ContactsSection)
    chosen = section.list.selectionModel()
    for row in range(min(3, section.model.rowCount())):
        chosen.select(section.model.index(row, 0), QItemSelectionModel.SelectionFlag.Select)
    rest()
    yield "contacts-several"
    section.filters.tag.click()
    rest()
    for picker in window.findChildren(Picker):
        yield "contacts-tags"
        picker.close()
    section.pane.filter.setText("nobody is called this")
    rest()
    yield "contacts-none"
    section.pane.filter.clear()
    section.new_contact()
    rest()
    yield "contacts-new"
    section.entry.hide()


def _introductions(window: MainWindow, rest: Callable[[], None]) -> Iterator[str]:
    section = _section(window, rest, IntroductionsSection)
    QTest.qWait(UNMADE_MS)
    rest()
    if section.worth.isVisible():
        section.show_unmade()
        rest()
        yield "introductions-worth-making"


def _network(window: MainWindow, rest: Callable[[], None]) -> Iterator[str]:
    section = _section(window, rest, NetworkSection)
    if section.view is None:
        return
    view = section.view
    spots = (QPoint(x, y) for x in range(80, view.width(), 6) for y in range(80, view.height(), 6))
    spot = next((one for one in spots if view.person_at(one.toPointF()) is not None), None)
    if spot is not None:
        QTest.mouseMove(view, spot)
        rest()
        yield "network-hover"
    view.zoom_in()
    rest()
    yield "network-near"
    view.fit()


def _replies(window: MainWindow, rest: Callable[[], None]) -> Iterator[str]:
    """Draft an opt-in note, mark it as sent, and log the reply."""
    services = window.desk.services
    rows = services.introduction_rows.rows(states=(IntroductionState.IDEA,))
    if not rows:
        return
    message = services.messages.draft(
        Purpose(kind=MessageKind.OPT_IN, introduction_id=rows[0].id, to=(rows[0].parties[0].contact_id,))
    )
    window.desk.message_wanted.emit(message)
    rest()
    services.messages.mark_sent(message)
    window.desk.message_wanted.emit(message)
    rest()
    yield "message-sent"
    composer = window.composer()
    assert composer is not None
    composer.findChild(Answers).log_reply()
    rest()
    yield "message-reply"
    composer.closed.emit()
    services.history.undo()
    services.history.undo()


def _whole_contacts(window: MainWindow, rest: Callable[[], None]) -> Iterator[str]:
    services = window.desk.services
    ids = [one for one, _, _ in services.contact_rows.complete("", 240)]
    ties = services.ways.ties(ids)
    known = sorted((one for one in ids if one in ties), key=lambda one: -ties[one].strength)
    for place, contact_id in enumerate(known[:2] + ids[-1:]):
        window.desk.contact_wanted.emit(contact_id)
        rest()
        yield f"whole-contact-{place}"


def _organisation(window: MainWindow, rest: Callable[[], None]) -> Iterator[str]:
    bodies = window.desk.services.contact_rows.organisations()
    if not bodies:
        return
    pages = window.desk.services.expertise.page
    largest = max((one for one, _ in bodies[:40]), key=lambda one: len(pages(one).people))
    window.desk.organisation_wanted.emit(largest)
    rest()
    yield "whole-organisation"
    section = window.section()
    assert isinstance(section, ContactsSection)
    section.expertise.ways.sought.setText("who signs contracts")
    rest()
    yield "whole-organisation-sought"
    section.expertise.ways.sought.clear()
    section.filters.clear()
    section.reload()


def _whole_requests(window: MainWindow, rest: Callable[[], None]) -> Iterator[str]:
    rows = window.desk.services.request_rows.rows
    for state in RequestState:
        for row in rows(states=(state,))[:1]:
            window.desk.request_wanted.emit(row.id)
            rest()
            yield f"whole-request-{state.value}"
    wanted = {"connectors", "ways"}
    for row in rows(states=(RequestState.SPECIFIC, RequestState.MOVING)):
        window.desk.request_wanted.emit(row.id)
        rest()
        section = window.section()
        assert isinstance(section, RequestsSection)
        helpers = section.detail.helpers
        if "connectors" in wanted and helpers.connectors.isVisible():
            wanted.remove("connectors")
            yield "whole-request-connectors"
        leads = [card.lead for card in helpers.cards if hasattr(card, "lead")]
        if "ways" in wanted and leads:
            wanted.remove("ways")
            leads[0].click()
            rest()
            yield "whole-request-ways"


def _whole_introductions(window: MainWindow, rest: Callable[[], None]) -> Iterator[str]:
    for state in IntroductionState:
        for row in window.desk.services.introduction_rows.rows(states=(state,))[:1]:
            window.desk.introduction_wanted.emit(row.id)
            rest()
            yield f"whole-introduction-{state.value.replace(' ', '-')}"


def _section(window: MainWindow, rest: Callable[[], None], kind: type[S]) -> S:
    section = window.show_section(kind.name)
    rest()
    assert isinstance(section, kind)
    return section
