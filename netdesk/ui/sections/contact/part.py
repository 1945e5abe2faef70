"""What the parts of a contact's detail share."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from netdesk.services.contact_detail import ContactDetail
from netdesk.ui.desk import Desk
from netdesk.ui.sections.part import PartFrame


class Part(PartFrame):
    """A heading and what stands under it, about the contact shown."""

    def __init__(self, desk: Desk, title: str = "", parent: QWidget | None = None) -> None:
        """Build the frame; rows come with `show_contact`."""
        super().__init__(desk, title, 6, parent)
        self.contact: ContactDetail | None = None

    def show_contact(self, contact: ContactDetail) -> None:
        """Show a contact, or the one that is shown anew."""
        self.contact = contact
        self.refresh(contact)

    def refresh(self, contact: ContactDetail) -> None:
        """Bring what is shown up to date."""
        raise NotImplementedError
