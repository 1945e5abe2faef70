"""Where things stand, as the sidebar, the status line and the Edit menu say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from netdesk.bootstrap import Services
from netdesk.domain.text import shorten
from netdesk.services.history import Steps
from netdesk.services.today import SectionCounts
from netdesk.ui.widgets.text import button_text

LABEL_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Standing:
    """What is in the book, what could be undone, and when it was backed up last."""

    counts: SectionCounts
    steps: Steps
    backup: datetime | None
    sample: bool


def read(services: Services, *, sample: bool) -> Standing:
    """Read all of it; may take a moment in a large book."""
    backup = None if sample else services.history.last_backup()
    return Standing(services.today.counts(), services.history.steps(), backup, sample)


def in_words(now: Standing) -> str:
    """Give the left of the status line."""
    counts = now.counts
    contacts = _counted(counts.contacts, _tr("no contacts yet"), _tr("1 contact"), _tr("{number} contacts"))
    requests = _counted(counts.requests, _tr("no open requests"), _tr("1 open request"), _tr("{number} open requests"))
    kept = _tr("A sample network: nothing in it is kept") if now.sample else _kept(now.backup)
    shown = "  ·  ".join((contacts, requests, kept))
    return shown[0].upper() + shown[1:]


def in_sections(now: Standing) -> dict[str, tuple[int, bool]]:
    """Give the number beside each section that has one, and whether it presses."""
    counts = now.counts
    return {
        "today": (counts.today, True),
        "contacts": (counts.contacts, False),
        "requests": (counts.requests, False),
        "introductions": (counts.introductions, False),
        "follow-ups": (counts.follow_ups, True),
    }


def in_menu(now: Standing) -> dict[str, str]:
    """Name undo and redo by what they would do, cut to what a menu has room for."""
    return {
        key: named.format(label=button_text(shorten(step, LABEL_LENGTH))) if step else alone
        for key, alone, named, step in (
            ("undo", _tr("Undo"), _tr("Undo: {label}"), now.steps.undo),
            ("redo", _tr("Redo"), _tr("Redo: {label}"), now.steps.redo),
        )
    }


def _counted(number: int, none: str, one: str, many: str) -> str:
    return (none, one)[number] if number < 2 else many.format(number=f"{number:,}")


def _kept(backup: datetime | None) -> str:
    if backup is None:
        return _tr("All on this computer. No backup yet")
    minutes = max(0, int((datetime.now().astimezone() - backup).total_seconds() // 60))
    if minutes < 2:
        when = _tr("just now")
    elif minutes < 90:
        when = _tr("{number} minutes ago").format(number=minutes)
    elif minutes < 48 * 60:
        when = _tr("{number} hours ago").format(number=round(minutes / 60))
    else:
        when = _tr("{number} days ago").format(number=round(minutes / 1440))
    return _tr("All on this computer. Last backup {when}").format(when=when)


def _tr(text: str) -> str:
    return QCoreApplication.translate("standing", text)
