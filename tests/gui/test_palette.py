"""What the palette shows of a search: the words found, how to narrow, all rows of a few, and an answer to any text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netdesk.services.people import NewContact
from netdesk.ui.desk import Desk
from netdesk.ui.main_window import MainWindow
from netdesk.ui.theme import theme
from netdesk.ui.tokens import Token
from netdesk.ui.widgets.marked_line import _seen
from netdesk.ui.widgets.row_delegate import RowRole
from tests.gui.test_main_window import opened, settle, type_into_palette


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    desk.services.contacts.add(NewContact(name="Quirin <b>Zwiefel</b>", notes="Grows <i>saffron</i> & quinces in Graz"))
    with opened(desk, qtbot) as window:
        yield window


def test_few_hits_are_seen_without_a_scroll_bar(window: MainWindow, qtbot: QtBot) -> None:
    palette = type_into_palette(window, qtbot, "saffron quinces")
    assert palette._model.rowCount() == 1
    assert not palette._list.verticalScrollBar().isVisible()
    assert palette._list.visualRect(palette._model.index(0)).bottom() < palette._list.viewport().height()


def test_the_words_found_are_marked_and_markup_stays_text(window: MainWindow, qtbot: QtBot) -> None:
    palette = type_into_palette(window, qtbot, "saffron")
    row = palette._model.index(0)
    told, (_, marks) = row.data(RowRole.SUBTITLE), row.data(RowRole.MARKS)
    assert "<i>saffron</i> & quinces" in told
    assert [told[start:end] for start, end in marks] == ["saffron"]
    picture = palette._list.grab(palette._list.visualRect(row)).toImage()
    dark = theme().color(Token.INK).lightness() + 12
    below = [(x, y) for x in range(picture.width()) for y in range(32, 50)]
    assert sum(QColor(picture.pixel(*place)).lightness() < dark for place in below) > 20


def test_a_misspelt_name_is_marked_in_the_title(window: MainWindow, qtbot: QtBot) -> None:
    palette = type_into_palette(window, qtbot, "zweifel quirin")
    row = palette._model.index(0)
    title, (marks, _) = str(row.data()), row.data(RowRole.MARKS)
    assert title == "Quirin <b>Zwiefel</b>"
    assert "Quirin" in [title[start:end] for start, end in marks]


def test_a_line_that_begins_later_begins_with_a_word(qapp: QApplication) -> None:
    text = "Notary, a very long name of an office · Wrote one-page contracts for suppliers"
    at = text.index("contracts")
    metrics = QFontMetrics(theme().font())
    shown, [(start, end)] = _seen(text, [(at, at + 9)], metrics, metrics.horizontalAdvance(text) // 2)
    assert shown == "…Wrote one-page contracts for suppliers" and shown[start:end] == "contracts"


def test_the_palette_says_how_to_narrow(window: MainWindow, qtbot: QtBot) -> None:
    palette = type_into_palette(window, qtbot, "saffron")
    for operator in ("tag:", "org:", "place:", "needs:", "offers:", "before:", "after:", "exact"):
        assert operator in palette._operators.text()
    assert palette.rect().contains(palette._operators.geometry())


@pytest.mark.parametrize(
    "text",
    [
        "saffron " * 130_000,
        "tag: org: place: needs:",
        'org:"',
        'a" OR title : * ^ NEAR(b, 2) - {x}',
        "a\x00b",
        "مرحبا بالعالم",
        "🦊🦊 👩‍👩‍👧‍👦",
        "\u202eevil\u202c",
        "<script>alert(1)</script> &lt;",
    ],
)
def test_any_text_in_the_search_is_answered(window: MainWindow, qtbot: QtBot, text: str) -> None:
    window.focus_search()
    window.top.search.setText(text)
    window.top.search.textEdited.emit(window.top.search.text())
    settle(window, qtbot)
    palette = window._palette
    assert palette is not None and palette.isVisible() and palette._model.rowCount()
    assert not palette.grab().isNull()
    qtbot.keyClick(window.top.search, Qt.Key.Key_Escape)
    assert window.top.search.text() == ""
