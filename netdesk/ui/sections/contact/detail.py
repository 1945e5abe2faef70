"""One contact in full: the parts under each other, in a place that scrolls."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netdesk.domain.changes import Changes
from netdesk.domain.errors import NotFoundError
from netdesk.ui.desk import Desk
from netdesk.ui.sections.contact.about import AboutPart, DatesPart, NotesPart, TagsPart
from netdesk.ui.sections.contact.deleting import ask_to_delete
from netdesk.ui.sections.contact.facts import FactsPart
from netdesk.ui.sections.contact.header import HeaderPart
from netdesk.ui.sections.contact.known import KnownPart
from netdesk.ui.sections.contact.met import MetPart
from netdesk.ui.sections.contact.part import Part
from netdesk.ui.sections.contact.reach import ReachPart
from netdesk.ui.sections.contact.roles import RolesPart
from netdesk.ui.sections.contact.timeline import IntroductionsPart, RequestsPart, TimelinePart
from netdesk.ui.sections.contact.two import TwoPart
from netdesk.ui.sections.list_pane import ScrollPane
from netdesk.ui.widgets.book_field import BookField


class ContactDetailPane(ScrollPane):
    """All that is known of a contact, edited where it stands; it follows the changes of the book by itself.

    What a first look needs is shown at once, the parts below it when the selection rests. `shown_changed(bool)` says
    whether there is a contact to show.
    """

    shown_changed = Signal(bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the parts."""
        content = QWidget()
        super().__init__(content, parent)
        self._desk = desk
        self._id: int | None = None
        self.header = HeaderPart(desk)
        self.facts = FactsPart(desk)
        self.notes = NotesPart(desk)
        self.two = TwoPart(desk)
        self.met = MetPart(desk)
        self.timeline = TimelinePart(desk)
        self.header.deletion_requested.connect(self.delete)
        self._parts: tuple[Part, ...] = (
            self.header,
            self.facts,
            self.two,
            RequestsPart(desk),
            IntroductionsPart(desk),
            self.notes,
            self.met,
            ReachPart(desk),
            RolesPart(desk),
            TagsPart(desk),
            AboutPart(desk),
            DatesPart(desk),
            KnownPart(desk),
            self.timeline,
        )
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        for part in self._parts:
            column.addWidget(part)
        self._waiting: list[Part] = []
        self._rest = QTimer(self, interval=0)
        self._rest.timeout.connect(self._show_next)
        desk.changes.changed.connect(self._on_changed)

    def show_contact(self, contact_id: int | None) -> None:
        """Show a contact, or nothing; edits of the one before are saved first."""
        if contact_id != self._id:
            for field in self.findChildren(BookField):
                field.leave()
            self.to_top()
        self._id = contact_id
        self._refresh()

    def contact_id(self) -> int | None:
        """Return who is shown."""
        return self._id

    def delete(self) -> None:
        """Ask, and delete the contact."""
        if self._id is not None:
            ask_to_delete(self, self._desk, [self._id])

    def _refresh(self) -> None:
        self._waiting.clear()
        if self._id is not None:
            try:
                self._contact = self._desk.services.contact_rows.detail(self._id)
            except NotFoundError:
                self._id = None
        if self._id is not None:
            self.header.show_contact(self._contact)
            self._waiting = list(self._parts[1:])
            self._rest.start()
        self.shown_changed.emit(self._id is not None)

    def _show_next(self) -> None:
        """Fill one part after the other, so that keys are answered in between."""
        if not self._waiting:
            self._rest.stop()
            return
        self._waiting.pop(0).show_contact(self._contact)

    def _on_changed(self, changes: Changes) -> None:
        if self._id is not None and changes and self.isVisible():
            self._refresh()
