"""The ways to reach a contact, edited in place."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from netdesk.services.contact_detail import ContactDetail
from netdesk.ui.clipboard import copy
from netdesk.ui.desk import Desk
from netdesk.ui.sections.contact.lines import Line, LineList
from netdesk.ui.sections.contact.part import Part
from netdesk.ui.widgets.book_field import editing
from netdesk.ui.words import word


class ReachPart(Part):
    """E-mail addresses, numbers, links and addresses; what is typed tells of what kind it is."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build an empty list."""
        super().__init__(desk, self.tr("Ways to reach"), parent)
        self.lines = LineList(desk, self.tr("Add an e-mail address, number, link or address"), copies=True)
        self.lines.entered.connect(self._on_entered)
        self.take(self.lines.entry)
        self.lines.removed.connect(self._on_removed)
        self.lines.copied.connect(self._on_copied)
        self.body.addWidget(self.lines)

    def refresh(self, contact: ContactDetail) -> None:
        """Show the points in their order."""
        edit = self.desk.services.contacts.edit_point
        self.lines.show_lines(
            [
                Line(one.id, one.label or word(one.kind), one.value, editing(edit, one.id, "value"))
                for one in contact.points
            ]
        )

    def _on_entered(self, text: str) -> None:
        if self.contact is not None:
            add = self.desk.services.contacts.add_point
            self.enter(self.lines.entry, partial(add, self.contact.id, text))

    def _on_removed(self, point_id: int) -> None:
        self.do(partial(self.desk.services.contacts.remove_point, point_id))

    def _on_copied(self, point_id: int) -> None:
        if self.contact is not None:
            copy(self.desk, next(point.value for point in self.contact.points if point.id == point_id))
