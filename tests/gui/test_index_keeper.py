"""The index by meaning is made beside the window, shows itself when it takes long, and stops when it is told to."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import pytest
from pytestqt.qtbot import QtBot

from netdesk.bootstrap import Services
from netdesk.domain.words import FactKind, RequestState
from netdesk.language.encoder import Vectors
from netdesk.services.helping import Helping
from netdesk.services.meaning import Meaning
from netdesk.services.name_index import NameIndex
from netdesk.services.network import Network
from netdesk.services.people import NewContact
from netdesk.ui import indexing
from netdesk.ui.desk import Desk
from netdesk.ui.indexing import IndexKeeper
from netdesk.ui.main_window import MainWindow
from netdesk.ui.sections.request.helpers import HelperCard, HelpersPart
from tests.db.meaning import Indexed


@pytest.fixture
def services(desk: Desk) -> Services:
    return desk.services


@pytest.fixture
def indexed(services: Services) -> Indexed:
    made = Indexed(services.book)
    services.indexing = made.indexing
    return made


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, indexed: Indexed) -> MainWindow:
    IndexKeeper(desk)
    shown = MainWindow(desk, sample=True)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def slowly(indexed: Indexed, seconds: float = 0.05) -> None:
    """Let the model take as long as a real one."""
    encode: Callable[[Sequence[str]], Vectors] = indexed.model.encode

    def late(texts: Sequence[str]) -> Vectors:
        time.sleep(seconds)
        return encode(texts)

    indexed.model.encode = late  # type: ignore[method-assign]


def test_nothing_is_read_before_the_models_may_be_loaded(window: MainWindow, indexed: Indexed, qtbot: QtBot) -> None:
    qtbot.wait(300)
    assert indexed.asked() == []
    with qtbot.waitSignal(window.desk.index_brought, timeout=30_000):
        window.desk.open_coach()
    indexed.holds_what_is_read()
    assert not window.job_bar.isVisible(), "what takes a moment is not shown"


def test_a_change_is_read_soon_after_it(window: MainWindow, indexed: Indexed, services: Services, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.desk.index_brought, timeout=30_000):
        window.desk.open_coach()
    contact = services.contacts.add(NewContact(name="Bea Roy"))
    with qtbot.waitSignal(window.desk.index_brought, timeout=1_000):
        services.facts.add(contact, FactKind.OFFERS, "mending church organs")
    assert indexed.best("Offers: mending church organs")[0] == contact


def test_an_index_that_failed_is_made_after_the_next_change(
    window: MainWindow, indexed: Indexed, services: Services, qtbot: QtBot, faults: list[object]
) -> None:
    encode = indexed.model.encode

    def without_memory(texts: Sequence[str]) -> Vectors:
        indexed.model.encode = encode  # type: ignore[method-assign]
        raise MemoryError

    indexed.model.encode = without_memory  # type: ignore[method-assign]
    with qtbot.waitSignal(window.desk.tasks.crashed):
        window.desk.open_coach()
    with qtbot.waitSignal(window.desk.index_brought, timeout=30_000):
        services.contacts.add(NewContact(name="Bea Roy"))
    indexed.holds_what_is_read()
    assert [type(one) for one in faults] == [MemoryError]
    faults.clear()


def test_what_takes_long_is_shown_and_can_be_cancelled_for_this_time(
    window: MainWindow, indexed: Indexed, services: Services, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "SHOW_AFTER_S", 0.1)
    slowly(indexed)
    window.desk.open_coach()
    assert not window.desk.tasks.busy, "nobody waits for it"
    qtbot.waitUntil(window.job_bar.isVisible)
    window.job_bar._cancel.click()
    qtbot.waitUntil(lambda: not window.job_bar.isVisible(), timeout=5_000)
    left = services.indexing.progress().left
    assert left > 0
    services.contacts.add(NewContact(name="Bea Roy"))
    qtbot.wait(400)
    assert services.indexing.progress().left == left + 1


def test_closing_stops_it_without_a_question(window: MainWindow, indexed: Indexed, qtbot: QtBot) -> None:
    slowly(indexed)
    window.desk.open_coach()
    qtbot.waitUntil(lambda: len(indexed.model.asked) > 20)
    assert window.may_close()
    started = time.perf_counter()
    window.desk.close()
    assert time.perf_counter() - started < 2
    assert indexed.indexing.progress().left > 0


def test_without_a_model_there_is_no_index_and_no_complaint(
    window: MainWindow, services: Services, qtbot: QtBot
) -> None:
    services.indexing = Indexed(services.book, missing=True).indexing
    window.desk.open_coach()
    qtbot.waitUntil(lambda: bool(services.indexing.missing))
    services.contacts.add(NewContact(name="Bea Roy"))
    qtbot.wait(300)
    assert services.indexing.progress().left > 0


def test_who_can_help_is_looked_up_again_once_the_index_is_there(
    window: MainWindow, indexed: Indexed, services: Services, qtbot: QtBot
) -> None:
    meaning = Meaning(indexed.indexing, indexed.encoder, indexed.nearest)
    services.helping = Helping(services.book, NameIndex(services.book), Network(services.book), meaning)
    slowly(indexed, 0.01)
    open_request = next(row for row in services.request_rows.rows() if row.state == RequestState.MOVING)
    window.desk.request_wanted.emit(open_request.id)
    qtbot.waitUntil(lambda: bool(window.findChildren(HelperCard)))
    remark = window.findChild(HelpersPart)._remark
    assert "still being read" not in remark.text()
    window.desk.open_coach()
    qtbot.waitUntil(lambda: "still being read" in remark.text())
    qtbot.waitUntil(lambda: "still being read" not in remark.text(), timeout=60_000)
    assert services.indexing.progress().serves
