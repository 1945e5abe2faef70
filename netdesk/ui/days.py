"""Days in the words of lists and panes: short beside a row, readable in a sentence."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from netdesk.domain.dates import PartialDate
from netdesk.domain.errors import InvalidInputError

_WEEK, _MONTH, _YEAR = 7, 30.44, 365.25
_ISO_DAY = re.compile(r"(?<![\w/.-])(?:\d{4}|-)-\d{2}-\d{2}(?![\w/-])", re.ASCII)
DAY = "d MMM yyyy"
"""A day with its year, as Qt reads it."""

LANGUAGES = (
    "ar", "bg", "ca", "cs", "da", "de", "el", "en_GB", "en_US", "es", "et", "eu", "fa", "fi", "fr", "ga", "he", "hi",
    "hr", "hu", "id", "is", "it", "ja", "ko", "lt", "lv", "nb", "nl", "pl", "pt_BR", "pt_PT", "ro", "ru", "sk", "sl",
    "sr", "sv", "th", "tr", "uk", "vi", "zh_CN", "zh_TW",
)  # fmt: skip
"""The languages in which days can be written."""


def use_language(code: str) -> None:
    """Write days in this language from now on, in that of the system where none is given."""
    QLocale.setDefault(QLocale(code) if code else QLocale.system())


def language_name(code: str) -> str:
    """Name a language as its speakers do, with the country where that tells two apart."""
    locale = QLocale(code)
    name = locale.nativeLanguageName()
    shown = f"{name} ({locale.nativeTerritoryName()})" if "_" in code else name
    return shown[:1].upper() + shown[1:]


def short_ago(day: date, today: date) -> str:
    """Say how long ago a day was in the few letters of a list: `today`, `2 d`, `3 w`, `5 mo`, `2 y`."""
    days = (today - day).days
    if days <= 0:
        return _tr("today")
    if days < 2 * _WEEK:
        return _tr("{number} d").format(number=days)
    if days < 9 * _WEEK:
        return _tr("{number} w").format(number=round(days / _WEEK))
    if days < 2 * _YEAR:
        return _tr("{number} mo").format(number=round(days / _MONTH))
    return _tr("{number} y").format(number=round(days / _YEAR))


def short_due(day: date, today: date) -> str:
    """Say when a day comes in the few letters of a list: `today`, `Thu`, `12 Dec`, and `late` for one that passed."""
    days = (day - today).days
    if days < 0:
        return _tr("late")
    if days == 0:
        return _tr("today")
    return QLocale().toString(qdate(day), "ddd") if days < _WEEK else day_text(day, today)


def day_text(day: date, today: date) -> str:
    """Write a day as `21 Nov`, with its year where that is not the present one."""
    return QLocale().toString(qdate(day), "d MMM" if day.year == today.year else DAY)


def with_days(text: str, today: date) -> str:
    """Write the days in a text that the book keeps as they are written elsewhere."""

    def written(found: re.Match[str]) -> str:
        try:
            day = PartialDate.parse(found[0])
        except InvalidInputError:
            return found[0]
        return partial_text(day) if day.year is None else day_text(date.fromisoformat(found[0]), today)

    return _ISO_DAY.sub(written, text)


def whole_day(day: date) -> str:
    """Write a day with its weekday, as it is read aloud: `Thursday 26 November`."""
    return QLocale().toString(qdate(day), "dddd d MMMM")


def month_name(day: date) -> str:
    """Write a month as a heading says it: `November 2026`, in the form that the name of a month has alone."""
    return f"{QLocale().standaloneMonthName(day.month)} {day.year}"


def partial_text(day: PartialDate | None) -> str:
    """Write as much of a date as is known: `March 2021`, `5 March`, `2021`; nothing for none."""
    if day is None:
        return ""
    if day.month is None:
        return str(day.year) if day.year is not None else str(day)
    pattern = " ".join(part for part in ("d" if day.day else "", "MMMM", "yyyy" if day.year else "") if part)
    return QLocale().toString(QDate(day.year or 2024, day.month, day.day or 1), pattern)


def read_day(text: str) -> PartialDate | None:
    """Read what `partial_text` writes, or `2021-03-05` and its shorter forms; nothing typed is no date.

    Raises InvalidInputError for anything else.
    """
    typed = text.strip()
    if not typed:
        return None
    locale = QLocale()
    for pattern in ("d MMMM yyyy", "d MMM yyyy", "MMMM yyyy", "MMM yyyy", "d MMMM", "d MMM", "MMMM"):
        found = locale.toDate(
            typed if "y" in pattern else f"{typed} 2024", pattern if "y" in pattern else f"{pattern} yyyy"
        )
        if found.isValid():
            return PartialDate(
                found.year() if "y" in pattern else None, found.month(), found.day() if "d" in pattern else None
            )
    return PartialDate.parse(typed)


def qdate(day: date) -> QDate:
    """Give a day to Qt."""
    return QDate(day.year, day.month, day.day)


def _tr(text: str) -> str:
    return QCoreApplication.translate("days", text)
