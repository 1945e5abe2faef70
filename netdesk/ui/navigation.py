"""The ways from anywhere to a record: its section comes to the front and shows it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from netdesk.ui.desk import Desk
from netdesk.ui.steps import later

if TYPE_CHECKING:
    from netdesk.ui.main_window import MainWindow


class Navigation(QObject):
    """Takes one window to the records that panes, dialogs and the palette ask the desk for."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        """Listen to the desk."""
        super().__init__(window)
        self._window = window
        desk.contact_wanted.connect(self._on_contact_wanted)
        desk.contact_added.connect(self._on_contact_added)
        desk.request_wanted.connect(self._on_request_wanted)
        desk.introduction_wanted.connect(self._on_introduction_wanted)
        desk.organisation_wanted.connect(self._on_organisation_wanted)
        desk.follow_up_wanted.connect(self._on_follow_up_wanted)
        desk.network_wanted.connect(self._on_network_wanted)

    def _show(self, name: str, record_id: int) -> None:
        """Show a record where it belongs: in a turn of its own, unless that section is in front already."""
        before = self._window.section()
        section = self._window.show_section(name)
        if section is not None and section is before:
            section.show_record(record_id)
        elif section is not None:
            later(section, partial(section.when_prepared, partial(section.show_record, record_id)))
        self._window.make_way(name, record_id)

    def _on_contact_wanted(self, contact_id: int) -> None:
        self._show("contacts", contact_id)

    def _on_contact_added(self, contact_id: int) -> None:
        self._show("contacts", contact_id)
        section = self._window.section()
        if section is not None and (add_fact := getattr(section, "add_fact", None)) is not None:
            later(section, partial(section.when_prepared, add_fact))

    def _on_network_wanted(self, contact_id: int) -> None:
        self._show("network", contact_id)

    def _on_request_wanted(self, request_id: int) -> None:
        self._show("requests", request_id)

    def _on_introduction_wanted(self, introduction_id: int) -> None:
        self._show("introductions", introduction_id)

    def _on_follow_up_wanted(self, follow_up_id: int) -> None:
        self._show("follow-ups", follow_up_id)

    def _on_organisation_wanted(self, organisation_id: int) -> None:
        if (show := getattr(self._window.show_section("contacts"), "show_organisation", None)) is not None:
            show(organisation_id)
