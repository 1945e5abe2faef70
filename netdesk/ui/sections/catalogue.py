"""The sections of the window in their order; each is imported when it is first shown."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QCoreApplication

from netdesk.ui.desk import Desk
from netdesk.ui.sections.section import Section, Verb


@dataclass(frozen=True, slots=True)
class Entry:
    """A section: its key (also on the command line and as icon name), its title, its module and class."""

    key: str
    title: str
    module: str
    class_name: str

    def make(self, desk: Desk) -> Section:
        """Import the section and make it."""
        return self._class()(desk)

    def verbs(self) -> tuple[Verb, ...]:
        """Import the section, and tell what can be done in it."""
        return self._class().verbs()

    def _class(self) -> type[Section]:
        module = importlib.import_module(f"{__package__}.{self.module}")
        return cast(type[Section], getattr(module, self.class_name))


def entries() -> Mapping[str, Entry]:
    """Return the sections that this netdesk has, by their keys."""
    tr = QCoreApplication.translate
    known = (
        Entry("today", tr("sections", "Today"), "today", "TodaySection"),
        Entry("contacts", tr("sections", "Contacts"), "contacts", "ContactsSection"),
        Entry("requests", tr("sections", "Requests"), "requests", "RequestsSection"),
        Entry("introductions", tr("sections", "Introductions"), "introductions", "IntroductionsSection"),
        Entry("follow-ups", tr("sections", "Follow-ups"), "follow_ups", "FollowUpsSection"),
        Entry("network", tr("sections", "Network"), "network", "NetworkSection"),
    )
    return {one.key: one for one in known if importlib.util.find_spec(f"{__package__}.{one.module}")}


def key_of(name: str) -> str:
    """Bring the name of a section, as somebody types it, to its key."""
    return name.strip().lower().replace("_", "-").replace(" ", "-")
