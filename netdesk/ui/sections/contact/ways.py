"""By which ways a contact can be reached today."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from netdesk.services.contact_detail import ContactDetail
from netdesk.ui.desk import Desk
from netdesk.ui.glossary import Term, explain
from netdesk.ui.sections.contact.part import Part
from netdesk.ui.sections.ways import REST_MS, WaysView


class WaysPart(Part):
    """The warmest ways, asked beside the window once the contact has been shown for a moment."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the view; whom it leads to comes later."""
        super().__init__(desk, self.tr("Warm paths"), parent)
        explain(self.heading, Term.PATH)
        self.view = WaysView(desk)
        self._asked_for: int | None = None
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self._ask)
        self.body.addWidget(self.view)

    def refresh(self, contact: ContactDetail) -> None:
        """Ask anew, and show nothing of another contact meanwhile."""
        self.setVisible(not contact.is_me)
        if self._asked_for != contact.id:
            self.view.show_ways((), self.tr("Looking…"))
        if not contact.is_me:
            self._timer.start()

    def _ask(self) -> None:
        if self.contact is not None:
            self._asked_for = self.contact.id
            self.view.look_for(self.contact.id)
