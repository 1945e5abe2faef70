"""One contact in full: the parts under each other, in a place that scrolls."""

from __future__ import annotations

from functools import partial
from typing import TypeVar, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netdesk.domain.changes import Changes
from netdesk.domain.errors import NotFoundError
from netdesk.services.contact_detail import ContactDetail
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
from netdesk.ui.sections.contact.ways import WaysPart
from netdesk.ui.sections.list_pane import ScrollPane
from netdesk.ui.steps import Steps
from netdesk.ui.widgets.book_field import BookField

P = TypeVar("P", bound=Part)

ORDER: tuple[type[Part], ...] = (
    HeaderPart,
    FactsPart,
    TwoPart,
    RequestsPart,
    IntroductionsPart,
    NotesPart,
    MetPart,
    WaysPart,
    ReachPart,
    RolesPart,
    TagsPart,
    AboutPart,
    DatesPart,
    KnownPart,
    TimelinePart,
)


class ContactDetailPane(ScrollPane):
    """All that is known of a contact, edited where it stands; it follows the changes of the book by itself.

    What a first look needs is shown at once, the parts below it when the selection rests. `shown_changed(bool)` says
    whether there is a contact to show.
    """

    shown_changed = Signal(bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nobody until `show_contact`."""
        content = QWidget()
        super().__init__(content, parent)
        self._desk = desk
        self._id: int | None = None
        self._contact: ContactDetail | None = None
        self._made: dict[type[Part], Part] = {}
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(24)
        self._steps = Steps(self)
        desk.changes.changed.connect(self._on_changed)

    def part(self, kind: type[P]) -> P:
        """Return a part, made when it is first wanted, with the contact it is to show."""
        made = self._made.get(kind)
        if made is None:
            above = sum(one in self._made for one in ORDER[: ORDER.index(kind)])
            made = self._made[kind] = kind(self._desk)
            self._column.insertWidget(above, made)
            if isinstance(made, HeaderPart):
                made.deletion_requested.connect(self.delete)
        if self._contact is not None and made.contact is not self._contact:
            made.show_contact(self._contact)
        return cast(P, made)

    @property
    def header(self) -> HeaderPart:
        """Who it is."""
        return self.part(HeaderPart)

    def show_contact(self, contact_id: int | None) -> None:
        """Show a contact, or nothing; edits of the one before are saved, and what was typed there entered, first."""
        if contact_id != self._id:
            self._enter_typed()
            for field in self.findChildren(BookField):
                field.leave()
            self.to_top()
        self._id = contact_id
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._enter_typed()

    def _enter_typed(self) -> None:
        for part in self._made.values():
            part.leave()

    def contact_id(self) -> int | None:
        """Return who is shown."""
        return self._id

    def delete(self) -> None:
        """Ask, and delete the contact."""
        if self._id is not None:
            ask_to_delete(self, self._desk, [self._id])

    def _refresh(self) -> None:
        self._contact = None
        if self._id is not None:
            try:
                self._contact = self._desk.services.contact_rows.detail(self._id)
            except NotFoundError:
                self._id = None
        if self._id is not None:
            self.part(HeaderPart)
        self._steps.begin([partial(self.part, kind) for kind in ORDER[1:]] if self._id is not None else [])
        self.shown_changed.emit(self._id is not None)

    def _on_changed(self, changes: Changes) -> None:
        if self._id is not None and changes and self.isVisible():
            self._refresh()
