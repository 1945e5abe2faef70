"""Help: the keyboard sheet, and the words of the window with what they mean."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from netdesk.domain.words import RequestDirection
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.help import HelpDialog, Page
from netdesk.ui.glossary import Term, meaning
from netdesk.ui.main_window import MainWindow
from netdesk.ui.sections.requests import RequestsSection
from netdesk.ui.words import word
from tests.gui.test_main_window import opened, settle


@pytest.fixture(name="window")
def given_window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    with opened(desk, qtbot) as window:
        yield window


def shown(dialog: HelpDialog) -> set[str]:
    return {label.text() for label in dialog.findChildren(QLabel) if label.isVisible()}


def test_the_words_are_a_key_away_and_each_is_explained(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, HelpDialog)
    assert {word(term).capitalize() for term in Term} | {meaning(term) for term in Term} <= shown(dialog)
    assert "Undo" not in shown(dialog)
    qtbot.keyClick(dialog.chips[Page.WORDS], Qt.Key.Key_Left)
    dialog.chips[Page.KEYS].click()
    assert "Undo" in shown(dialog)
    assert meaning(Term.BOUND) not in shown(dialog)
    dialog.reject()


def test_words_of_a_request_are_explained_where_they_stand(window: MainWindow, qtbot: QtBot) -> None:
    request = window.desk.services.requests.capture(RequestDirection.MADE, "Who dyes wool?")
    window.desk.request_wanted.emit(request)
    settle(window, qtbot)
    section = window.section()
    assert isinstance(section, RequestsSection)
    told = [one.accessibleDescription() for one in section.findChildren(QLabel) if one.isVisible()]
    for term in (Term.BOUND, Term.HOLDER, Term.HOP_CHAIN):
        assert meaning(term) in told, term
