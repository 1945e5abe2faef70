"""What others type, send or break: names, markup, sizes and clocks that no one planned for."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget
from pytestqt.qtbot import QtBot

from netdesk.bootstrap import Services, create_book, open_services
from netdesk.domain.instant import Clock
from netdesk.domain.words import FactKind, FollowUpKind, InteractionKind, MessageKind, RequestDirection, ResourceKind
from netdesk.services.drafting import Purpose
from netdesk.services.people import NewContact
from netdesk.ui.desk import Desk
from netdesk.ui.main_window import MainWindow
from netdesk.ui.sections.catalogue import entries
from netdesk.ui.tasks import Job
from tests.gui.conftest import TODAY
from tests.gui.hands import at_rest

MARKUP = '<b>bold</b><img src="http://tracker.example/x.png"><a href="http://bad.example">here</a>&amp;'
NAMES = {
    "long": "Wolfe" + "schlegelsteinhausen" * 15 + "dorff",
    "right-to-left": "\u202eمريم بنت عبد الله\u202c שרה",
    "emoji": "🦊👩‍👩‍👧‍👦 🏳️‍🌈 Zoë",
    "markup": MARKUP,
}
BOUND_SECONDS = 5.0


class TurnedClock:
    """A clock that somebody sets."""

    def __init__(self) -> None:
        self.moment = datetime(TODAY.year, TODAY.month, TODAY.day, 10, tzinfo=UTC)

    def read(self) -> datetime:
        return self.moment


@pytest.fixture
def turned() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def services(tmp_path: Path, turned: TurnedClock) -> Iterator[Services]:
    """A new book with nobody but me."""
    clock = Clock(read=turned.read)
    path = tmp_path / "book.netdesk"
    create_book(path, clock, "Ada Lind")
    opened = open_services(path, clock)
    yield opened
    opened.close()


@pytest.fixture
def window(services: Services, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window over that book, which must neither refuse nor break anything."""
    desk = Desk(services, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    faults: list[object] = []
    desk.tasks.failed.connect(faults.append)
    desk.tasks.crashed.connect(faults.append)
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    yield window
    window.close()
    assert faults == []


def settle(window: MainWindow, qtbot: QtBot) -> None:
    at_rest(window.desk, qtbot)


def fill(services: Services, text: str) -> int:
    """Put the same text into every field of every record; returns the contact of that name."""
    who = services.contacts.add(
        NewContact(
            name=text, organisation=text, role=text, link=text, pronouns=text[:60], notes=text, tags=(text[:60],)
        )
    )
    other = services.contacts.add(NewContact(name="Bea Roy", email="bea@example.org"))
    services.contacts.set_how_met(who, introducer=other, place=text, event=text, remark=text)
    services.contacts.connect(who, other)
    services.facts.add(who, FactKind.OFFERS, text, source=text)
    services.facts.add(other, FactKind.NEEDS, text)
    services.interactions.log(InteractionKind.MEETING, [who], subject=text, text=text)
    resource = services.resources.add(ResourceKind.LINK, text, description=text, recommender=who, recommended_for=text)
    fields = dict.fromkeys(("purpose", "topic", "ask", "who", "bound"), text)
    request = services.requests.capture(RequestDirection.RECEIVED, text, who=[who], title=text, fields=fields)
    services.requests.attach(request, text.replace("/", "_")[:80], b"x", "text/plain")
    services.requests.note(request, text)
    services.hops.add(request, resource_id=resource, because=text)
    services.introductions.propose([who, other], [text, text], note=text)
    services.follow_ups.add(FollowUpKind.CUSTOM, TODAY, title=text, contact_id=who)
    return who


def visit_everything(window: MainWindow, who: int, qtbot: QtBot) -> Iterator[str]:
    """Show each section with its first record, the composer and the palette, one after the other."""
    for key in entries():
        window.start(key)
        settle(window, qtbot)
        front = window.section()
        assert front is not None
        for view in front.findChildren(QAbstractItemView):
            if view.isVisible() and view.model() and view.model().rowCount():
                view.setCurrentIndex(view.model().index(0, 0))
        settle(window, qtbot)
        assert window.sidebar.current() == key
        yield key
    window.desk.contact_wanted.emit(who)
    settle(window, qtbot)
    yield "contact"
    window.desk.draft(window, Purpose(kind=MessageKind.CHECK_IN, to=(who,)))
    settle(window, qtbot)
    yield "composer"
    window.focus_search()
    qtbot.keyClicks(window.top.search, "bold")
    qtbot.wait(200)
    settle(window, qtbot)
    yield "palette"


def read_as_markup(window: MainWindow) -> list[str]:
    """What on the screen is or would be read as markup."""
    found = []
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText and "<" in widget.text():
            found.append(f"label {widget.text()[:60]}")
        if "<img" in widget.toolTip() or "<a " in widget.toolTip():
            found.append(f"tip {widget.toolTip()[:60]}")
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            for row in range(min(model.rowCount(), 20)):
                tip = str(model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) or "")
                if "<img" in tip or "<a " in tip:
                    found.append(f"tip of a row {tip[:60]}")
    return found


@pytest.mark.parametrize("kind", NAMES)
def test_any_text_in_every_field_is_shown_as_text_everywhere(
    window: MainWindow, services: Services, qtbot: QtBot, kind: str
) -> None:
    who = fill(services, NAMES[kind])
    visited = []
    for place in visit_everything(window, who, qtbot):
        visited.append(place)
        assert read_as_markup(window) == [], place
        assert window.width() == 1280, place
    assert visited == [*entries(), "contact", "composer", "palette"]


@pytest.mark.parametrize("notes", ["line of words\n" * 750_000, "x" * 1_000_000], ids=["10 MB", "a million in a line"])
def test_notes_of_any_size_open_in_time(window: MainWindow, services: Services, qtbot: QtBot, notes: str) -> None:
    who = services.contacts.add(NewContact(name="Bea Roy", notes=notes))
    window.start("contacts")
    settle(window, qtbot)
    started = time.monotonic()
    window.desk.contact_wanted.emit(who)
    settle(window, qtbot)
    window.grab()
    assert time.monotonic() - started < BOUND_SECONDS
    assert services.contact_rows.detail(who).notes.strip() == notes.strip()


def test_an_empty_book_shows_every_section(window: MainWindow, qtbot: QtBot) -> None:
    for key in entries():
        window.start(key)
        settle(window, qtbot)
        section = window.section()
        assert section is not None and section.isVisible()
        said = [one.text() for one in section.findChildren(QLabel) if one.isVisible() and one.text().strip()]
        assert said, f"{key} is blank"


def test_today_follows_a_clock_that_is_set_forth_and_back(
    window: MainWindow, services: Services, turned: TurnedClock, qtbot: QtBot
) -> None:
    who = services.contacts.add(NewContact(name="Bea Roy"))
    services.follow_ups.add(FollowUpKind.CUSTOM, TODAY + timedelta(days=30), title="Call Bea", contact_id=who)
    window.start("today")

    def promised() -> bool:
        settle(window, qtbot)
        window._minute.timeout.emit()
        settle(window, qtbot)
        section = window.section()
        assert section is not None
        return any("Call Bea" in one.text() for one in section.findChildren(QLabel) if one.isVisible())

    assert not promised()
    turned.moment += timedelta(days=31)
    assert promised()
    turned.moment -= timedelta(days=400)
    assert not promised()
    turned.moment += timedelta(days=369)
    assert not promised()


def test_what_is_typed_during_an_import_is_saved_after_it_and_the_window_says_so(
    services: Services, window: MainWindow, qtbot: QtBot
) -> None:
    going_on = threading.Event()
    note = services.contacts.add(NewContact(name="Bea Roy"))
    window.desk.tasks.job(window, "Importing people.csv", lambda job: going_on.wait(10))
    qtbot.waitUntil(window.job_bar.isVisible)
    window.desk.do(window, lambda: services.contacts.edit(note, notes="typed meanwhile"))
    shown = [label.text() for label in window.job_bar.findChildren(QLabel)]
    assert shown == ["Importing people.csv. Your changes are saved right after it."]
    going_on.set()
    qtbot.waitUntil(lambda: services.contact_rows.detail(note).notes == "typed meanwhile")
    qtbot.waitUntil(lambda: not window.job_bar.isVisible())


def test_what_was_submitted_before_closing_in_a_job_is_kept(
    services: Services, tmp_path: Path, window: MainWindow, qtbot: QtBot
) -> None:
    begun = threading.Event()

    def work(job: Job) -> None:
        begun.set()
        while not job.cancelled():
            time.sleep(0.01)

    window.desk.do(window, lambda: services.contacts.add(NewContact(name="Bea Roy")))
    window.desk.tasks.job(window, "Counting", work)
    window.desk.do(window, lambda: services.contacts.add(NewContact(name="Kofi Mensah")))
    assert begun.wait(5)
    window.errands.may_stop = lambda label: True  # type: ignore[method-assign]
    window.close()
    assert not window.isVisible()
    again = open_services(services.history.back_up(tmp_path / "backup.netdesk"), Clock.fixed(TODAY))
    assert [name for _, name, _ in again.contact_rows.complete("Bea", 3)] == ["Bea Roy"]
    assert [name for _, name, _ in again.contact_rows.complete("Kofi", 3)] == ["Kofi Mensah"]
    again.close()
