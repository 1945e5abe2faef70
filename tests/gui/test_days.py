"""Days in the window: written in the language of the settings wherever they stand, and typed as people type them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from netdesk.ui.days import use_language, with_days
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.import_file import ImportDialog
from netdesk.ui.widgets.fields import Calendar, DateField
from netdesk.ui.widgets.month_strip import MonthStrip
from tests.gui.test_dialogs import settle, shown, window

__all__ = ["window"]

TODAY = date(2026, 11, 23)
BORN = "BEGIN:VCARD\nVERSION:4.0\nUID:born-1\nFN:Anja Brandt\nBDAY:{day}\nEND:VCARD\n"


@pytest.fixture
def language() -> Iterator[None]:
    """Give other tests the language that they began with."""
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.fixture
def field(qtbot: QtBot, language: None) -> Iterator[DateField]:
    """A date field in the window it belongs to."""
    use_language("en_GB")
    page = QWidget()
    qtbot.addWidget(page)
    made = DateField()
    QVBoxLayout(page).addWidget(made)
    made.setDate(QDate(2026, 11, 3))
    page.show()
    qtbot.waitExposed(page)
    made.setFocus(Qt.FocusReason.TabFocusReason)
    yield made


@pytest.mark.parametrize(
    ("code", "written", "first"),
    [
        ("en_GB", "3 Nov 2026", Qt.DayOfWeek.Monday),
        ("en_US", "3 Nov 2026", Qt.DayOfWeek.Sunday),
        ("fr", "3 nov. 2026", Qt.DayOfWeek.Monday),
        ("", QLocale.system().toString(QDate(2026, 11, 3), "d MMM yyyy"), QLocale.system().firstDayOfWeek()),
    ],
)
def test_a_date_field_and_its_calendar_follow_the_language_of_days(
    field: DateField, code: str, written: str, first: Qt.DayOfWeek
) -> None:
    use_language(code)
    field.window().setLocale(QLocale())
    assert field.text() == written
    assert field.calendarWidget().locale() == QLocale()
    assert field.calendarWidget().firstDayOfWeek() == first
    assert Calendar().firstDayOfWeek() == first


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5 dec 2027", date(2027, 12, 5)),
        ("5 12 2027", date(2027, 12, 5)),
        ("05/12/2027", date(2027, 12, 5)),
        ("5.2.2027", date(2027, 2, 5)),
        ("31/12/2026", date(2026, 12, 31)),
        ("31 dec 2026", date(2026, 12, 31)),
        ("29-02-2028", date(2028, 2, 29)),
    ],
)
def test_a_day_is_typed_with_the_name_or_the_number_of_its_month(
    field: DateField, qtbot: QtBot, typed: str, meant: date
) -> None:
    field.setSelectedSection(DateField.Section.DaySection)
    qtbot.keyClicks(field, typed)
    assert field.date().toPython() == meant


def test_the_heading_of_a_month_has_the_form_that_its_name_has_alone(qtbot: QtBot, language: None) -> None:
    use_language("ru")
    strip = MonthStrip("What is due", TODAY, "x-test/rows")
    qtbot.addWidget(strip)
    assert strip._title.text() == "ноябрь 2026"


@pytest.mark.parametrize("month", [date(2026, 11, 1), date(2026, 2, 1), date(2026, 12, 1)])
def test_a_month_of_any_length_reaches_from_edge_to_edge(qtbot: QtBot, month: date) -> None:
    strip = MonthStrip("What is due", month, "x-test/rows")
    qtbot.addWidget(strip)
    strip.resize(1000, 120)
    strip.show()
    last = strip.cell(month.replace(day=monthrange(month.year, month.month)[1]))
    assert strip.cell(month).x() == 0
    assert last.geometry().right() == last.parentWidget().rect().right()


def test_days_that_the_book_keeps_in_a_text_are_written_as_elsewhere_and_links_stay(language: None) -> None:
    use_language("en_GB")
    assert with_days("parked until 2026-12-01, since 2024-03-05", TODAY) == "parked until 1 Dec, since 5 Mar 2024"
    assert with_days("birthday --03-05", TODAY) == "birthday 5 March"
    for kept in ("https://a.example/2024-03-05/x", "Report-2024-03-05.pdf", "2024-13-05", "/2024-03-05"):
        assert with_days(kept, TODAY) == kept


def test_an_import_shows_the_days_of_a_file_as_they_are_written_elsewhere(
    desk: Desk, window: QWidget, qtbot: QtBot, tmp_path: Path, language: None
) -> None:
    use_language("en_GB")
    path = tmp_path / "born.vcf"
    path.write_text(BORN.format(day="1980-03-04"), encoding="utf-8")
    dialog = shown(ImportDialog(desk, path, window), qtbot)
    settle(desk, qtbot)
    dialog.submit()
    settle(desk, qtbot)
    path.write_text(BORN.format(day="1980-03-05"), encoding="utf-8")
    again = shown(ImportDialog(desk, path, window), qtbot)
    settle(desk, qtbot)
    told = again._lists.lines.text()
    assert "5 Mar 1980" in told and not re.search(r"\d{4}-\d\d", told)
