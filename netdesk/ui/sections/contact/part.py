"""What the parts of a contact's detail share."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.services.contact_rows import ContactDetail
from netdesk.ui.desk import Desk
from netdesk.ui.widgets.labels import Heading


class Part(QWidget):
    """A heading and what stands under it, about the contact shown."""

    def __init__(self, desk: Desk, title: str = "", parent: QWidget | None = None) -> None:
        """Build the frame; rows come with `show_contact`."""
        super().__init__(parent)
        self.desk = desk
        self.contact: ContactDetail | None = None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(6)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        if title:
            self.setAccessibleName(title)
            self.head.addWidget(Heading(title))
            self.head.addStretch()
            self.body.addLayout(self.head)

    def show_contact(self, contact: ContactDetail) -> None:
        """Show a contact, or the one that is shown anew."""
        self.contact = contact
        self.refresh(contact)

    def refresh(self, contact: ContactDetail) -> None:
        """Bring what is shown up to date."""
        raise NotImplementedError

    def do(self, verb: Callable[[], object]) -> None:
        """Submit a verb; the change comes back over the book."""
        self.desk.do(self, verb)
