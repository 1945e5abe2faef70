"""Putting something off: a few days to choose from, the same wherever something can wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QMenu, QWidget

from netdesk.ui.days import day_text
from netdesk.ui.widgets.menu import Menu


def presets(today: date) -> list[tuple[str, date]]:
    """Return the days that are offered, each once, with how they are called."""
    monday = today + timedelta(days=7 - today.weekday())
    offered = (
        (_tr("Tomorrow"), today + timedelta(days=1)),
        (_tr("In three days"), today + timedelta(days=3)),
        (_tr("Next {weekday}").format(weekday=QLocale().dayName(1)), monday),
        (_tr("In two weeks"), today + timedelta(days=14)),
        (_tr("In a month"), today + timedelta(days=30)),
        (_tr("In three months"), today + timedelta(days=91)),
    )
    days: dict[date, str] = {}
    for text, day in offered:
        days.setdefault(day, text)
    return [(text, day) for day, text in sorted(days.items())]


def snooze_menu(parent: QWidget, today: date, chosen: Callable[[date], object]) -> QMenu:
    """Make a menu of days, which number keys choose too; it goes when it is closed."""
    menu = Menu(parent)
    menu.setAccessibleName(_tr("Later"))
    for number, (text, day) in enumerate(presets(today), 1):
        menu.addAction(f"&{number}  {text}   ·   {day_text(day, today)}", partial(chosen, day))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _tr(text: str) -> str:
    return QCoreApplication.translate("snooze", text)
