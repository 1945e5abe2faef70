"""What the parts of a contact's detail share."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from netdesk.services.contact_detail import ContactDetail
from netdesk.ui.desk import Desk
from netdesk.ui.sections.part import PartFrame
from netdesk.ui.widgets.fields import LineEdit


class Part(PartFrame):
    """A heading and what stands under it, about the contact shown."""

    def __init__(self, desk: Desk, title: str = "", parent: QWidget | None = None) -> None:
        """Build the frame; rows come with `show_contact`."""
        super().__init__(desk, title, 6, parent)
        self.contact: ContactDetail | None = None
        self._entries: list[LineEdit] = []

    def show_contact(self, contact: ContactDetail) -> None:
        """Show a contact, or the one that is shown anew."""
        self.contact = contact
        self.refresh(contact)

    def take(self, entry: LineEdit, enter: Callable[[], object] | None = None) -> None:
        """Let Return enter what a line says, as leaving the contact does."""
        self._entries.append(entry)
        if enter is not None:
            entry.returnPressed.connect(enter)

    def leave(self) -> None:
        """Enter what was typed and not entered, before another contact is shown or nobody."""
        for entry in self._entries:
            if entry.text().strip():
                entry.returnPressed.emit()
                entry.clear()

    def enter(self, entry: LineEdit, verb: Callable[[], object]) -> None:
        """Submit what a line says and empty it; a text the book refuses comes back where nothing else is typed yet."""
        typed, contact = entry.text(), self.contact
        entry.clear()

        def give_back(sentence: str) -> None:
            self.desk.tasks.failed.emit(sentence)
            if not entry.text() and contact is not None and self.contact is not None and self.contact.id == contact.id:
                entry.setText(typed)

        self.desk.do(self, verb, failed=give_back)

    def refresh(self, contact: ContactDetail) -> None:
        """Bring what is shown up to date."""
        raise NotImplementedError
