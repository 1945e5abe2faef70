"""Room for what is shown: dialogs and sections fit a window of 1280 by 800 at any size of text, with nothing cut."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from netdesk.domain.words import FactKind, MessageKind, Visibility
from netdesk.services.contacts import NewContact
from netdesk.services.purpose import Purpose
from netdesk.ui import dialogs
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.form import Dialog
from netdesk.ui.main_window import MainWindow
from netdesk.ui.sections.contact.two import REST_MS
from netdesk.ui.theme import theme
from netdesk.ui.widgets.buttons import ElidedButton
from netdesk.ui.widgets.labels import ElidedLabel
from tests.gui.dialogs import go_on, makers
from tests.gui.hands import at_rest

WIDTH, HEIGHT = 1280, 800
BEGUN_AND_SHOWN = ((1.0, 1.0), (1.0, 2.0), (1.5, 1.5), (2.0, 2.0), (0.8, 0.8))


@pytest.fixture(params=BEGUN_AND_SHOWN, ids=lambda scales: f"{scales[0]:.0%}-then-{scales[1]:.0%}")
def window(request: pytest.FixtureRequest, desk: Desk, plain_theme: None, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window that began with one size of text and has another now."""
    begun, shown = request.param
    theme().set_scale(begun)
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(WIDTH, HEIGHT)
    made.show()
    at_rest(desk, qtbot)
    theme().set_scale(shown)
    at_rest(desk, qtbot)
    yield made


def cut(dialog: QWidget) -> list[str]:
    """Name what is shown with less room than it needs; a text that ends in an ellipsis tells the rest in its tip."""
    return [
        f"{widget.accessibleName() or type(widget).__name__} has {widget.size().toTuple()} of {needed}"
        for kind in (QLabel, QAbstractButton, QComboBox)
        for widget in dialog.findChildren(kind)
        if widget.isVisible() and not isinstance(widget, ElidedLabel | ElidedButton)
        for needed in [needs(widget)]
        if widget.width() < needed[0] or widget.height() < needed[1]
    ]


def needs(widget: QWidget) -> tuple[int, int]:
    if widget.hasHeightForWidth():
        return widget.minimumSizeHint().width(), widget.heightForWidth(widget.width())
    return widget.sizeHint().width(), widget.sizeHint().height()


def test_every_dialog_fits_the_window_with_nothing_cut(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    wrong, kinds = [], set()
    for name, make in makers(window.desk).items():
        dialog = make(window, tmp_path)
        kinds.add(type(dialog))
        dialog.open()
        at_rest(window.desk, qtbot)
        go_on(name, dialog)
        at_rest(window.desk, qtbot)
        if dialog.width() > WIDTH or dialog.height() > HEIGHT:
            wrong.append(f"{name} is {dialog.width()} by {dialog.height()}")
        wrong += [f"{name}: {one}" for one in cut(dialog)]
        QDialog.reject(dialog)  # not to be asked whether what was typed may go
        QApplication.processEvents()
    assert not wrong
    assert kinds == every_kind_of_dialog()


def every_kind_of_dialog() -> set[type[QDialog]]:
    """Give the classes of dialogs that netdesk has, without those that are only the beginning of another."""
    for module in pkgutil.iter_modules(dialogs.__path__, f"{dialogs.__name__}."):
        importlib.import_module(module.name)
    return {kind for kind in (Dialog, *heirs(Dialog)) if kind is Dialog or not kind.__subclasses__()}


def heirs(kind: type[QDialog]) -> Iterator[type[QDialog]]:
    """Give the classes that are made of a class."""
    for one in kind.__subclasses__():
        yield one
        yield from heirs(one)


def test_every_section_leaves_the_window_as_small_as_it_is(window: MainWindow, qtbot: QtBot) -> None:
    for key in window.section_keys():
        window.show_section(key)
        at_rest(window.desk, qtbot)
        assert (window.width(), window.height()) == (WIDTH, HEIGHT), key


def test_no_pane_is_cut_at_its_edge(window: MainWindow, qtbot: QtBot) -> None:
    desk = window.desk
    address = "a.name.that.is.long.enough.to.need.more.than.a.narrow.pane@an-organisation.example"
    added = desk.services.contacts.add(NewContact(name="Maximiliane von und zu Hohenstein-Wackerbarth", email=address))
    told = "told by a friend of a colleague over a long lunch in the garden behind the library"
    desk.services.facts.add(added, FactKind.LEARNED, "Reads maps", Visibility.PRIVATE, source=told)
    desk.contact_wanted.emit(added)
    at_rest(desk, qtbot)
    assert not overflowing(window)
    desk.message_wanted.emit(desk.services.messages.draft(Purpose(kind=MessageKind.CHECK_IN, to=(added,))))
    at_rest(desk, qtbot)
    assert not overflowing(window)
    for key in window.section_keys():
        window.show_section(key)
        at_rest(desk, qtbot)
        assert not overflowing(window), key


def test_every_record_fits_beside_a_message_at_large_text(desk: Desk, plain_theme: None, qtbot: QtBot) -> None:
    theme().set_scale(1.5)
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.resize(WIDTH, HEIGHT)
    window.show()
    at_rest(desk, qtbot)
    me = desk.services.contact_rows.me()
    someone = next(row[0] for row in desk.services.contact_rows.complete("a", 2) if row[0] != me)
    desk.contact_wanted.emit(someone)
    desk.message_wanted.emit(desk.services.messages.draft(Purpose(kind=MessageKind.CHECK_IN, to=(someone,))))
    at_rest(desk, qtbot)
    requests = {row.state: row.id for row in desk.services.request_rows.rows()}
    introductions = {row.state: row.id for row in desk.services.introduction_rows.rows()}
    wrong = []
    for wanted, records in (
        (desk.contact_wanted, [someone]),
        (desk.request_wanted, requests.values()),
        (desk.introduction_wanted, introductions.values()),
    ):
        for record in records:
            wanted.emit(record)
            qtbot.wait(2 * REST_MS)
            at_rest(desk, qtbot)
            section = window.section()
            assert section is not None and section.isVisible()
            wrong += overflowing(window)
            shown = [area for area in section.findChildren(QScrollArea) if area.isVisible()]
            wrong += [f"{record}: {one}" for area in shown for one in cut(area)]
    assert not wrong


def overflowing(window: MainWindow) -> list[str]:
    """Name what is wider than the pane that scrolls it."""
    return [
        f"{type(inside).__name__} {inside.width()} in {area.viewport().width()}"
        for area in window.findChildren(QScrollArea)
        if area.isVisible() and (inside := area.widget()) is not None and inside.width() > area.viewport().width()
    ]


def test_a_message_fits_beside_its_request_or_stands_alone(window: MainWindow, qtbot: QtBot) -> None:
    desk = window.desk
    request = desk.services.request_rows.rows()[0]
    desk.request_wanted.emit(request.id)
    at_rest(desk, qtbot)
    purpose = Purpose(kind=MessageKind.ASK, request_id=request.id, to=request.requester_ids)
    desk.message_wanted.emit(desk.services.messages.draft(purpose))
    at_rest(desk, qtbot)
    composer, section = window.composer(), window.section()
    assert composer is not None and section is not None
    assert (window.width(), window.height()) == (WIDTH, HEIGHT)
    qtbot.waitUntil(lambda: not cut(composer), timeout=5_000)
    assert section.isVisible() == (theme().scale < 2)
    window.show_section("requests")
    assert section.isVisible()
    assert composer.isVisible() == (theme().scale < 2)
    composer.closed.emit()
    assert section.isVisible() and not composer.isVisible()
