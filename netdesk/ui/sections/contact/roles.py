"""The roles of a contact, present and past."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netdesk.domain.text import shorten
from netdesk.services.contact_detail import AffiliationRow, ContactDetail
from netdesk.services.contacts import Contacts
from netdesk.ui.days import partial_text, read_day
from netdesk.ui.desk import Desk
from netdesk.ui.sections.contact.part import Part
from netdesk.ui.tokens import Kind, Token
from netdesk.ui.widgets.book_field import BookField, Verb, editing
from netdesk.ui.widgets.buttons import LONGEST_NAME, IconButton
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.fields import LineEdit
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.record_rows import RecordRows
from netdesk.ui.widgets.text import set_tip


class RolesPart(Part):
    """A card for each role, and a line to enter the next."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the line and no card."""
        super().__init__(desk, self.tr("Roles"), parent)
        self._column: RecordRows[RoleCard, AffiliationRow] = RecordRows(self._make_card, RoleCard.show_role, 8)
        self.entry = LineEdit(placeholder=self.tr("Add a role: trainer at Harbour College"))
        self.entry.setAccessibleName(self.tr("New role"))
        self.take(self.entry, self._on_entered)
        self.body.addLayout(self._column)
        self.body.addWidget(self.entry)

    def refresh(self, contact: ContactDetail) -> None:
        """Show the roles, present ones first."""
        self._column.show_records(contact.affiliations)

    def _make_card(self) -> RoleCard:
        card = RoleCard(self.desk)
        card.removed.connect(self._on_removed)
        return card

    def _on_entered(self) -> None:
        role, organisation = read_role(self.entry.text())
        if self.contact is not None and (role or organisation):
            add = self.desk.services.contacts.add_affiliation
            self.enter(self.entry, partial(add, self.contact.id, organisation, role))

    def _on_removed(self, affiliation_id: int) -> None:
        self.do(partial(self.desk.services.contacts.remove_affiliation, affiliation_id))


class RoleCard(Card):
    """One role with its organisation and its time."""

    removed = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing until `show_role`."""
        super().__init__(parent=parent)
        self._verbs: Contacts = desk.services.contacts
        self._desk = desk
        self._id = 0
        self._organisation_id: int | None = None
        self.role = BookField(desk, self.tr("Role"), placeholder=self.tr("Add a role"))
        self.organisation = BookField(desk, self.tr("At"), placeholder=self.tr("Add an organisation"))
        self.since = BookField(desk, self.tr("Since"), placeholder=self.tr("unknown"))
        self.until = BookField(desk, self.tr("Until"), placeholder=self.tr("now"))
        self._chip = Chip()
        self.inside = IconButton("organisation", self.tr("Who does what here"), Token.THIRD)
        self.inside.clicked.connect(self._on_inside)
        remove = IconButton("close", self.tr("Remove this role"), Token.THIRD)
        remove.clicked.connect(self._on_remove)
        self.body.setContentsMargins(12, 6, 6, 6)
        self.body.setSpacing(0)
        top = QHBoxLayout()
        top.addWidget(self.role, 1)
        top.addWidget(self._chip)
        top.addWidget(remove)
        body = QHBoxLayout()
        body.addWidget(self.organisation, 1)
        body.addWidget(self.inside, 0, Qt.AlignmentFlag.AlignTop)
        times = FlowLayout(fill=True)
        times.addWidget(self.since)
        times.addWidget(self.until)
        self.body.addLayout(top)
        self.body.addLayout(body)
        self.body.addLayout(times)

    def show_role(self, row: AffiliationRow) -> None:
        """Show a role."""
        self._id, self._organisation_id = row.id, row.organisation_id
        self.inside.setVisible(row.organisation_id is not None)
        told = self.tr("Who does what at {organisation}").format(organisation=shorten(row.organisation, LONGEST_NAME))
        self.inside.setAccessibleName(told)
        set_tip(self.inside, told)
        edit = self._verbs.edit_affiliation
        self.role.bind(row.id, row.role, editing(edit, row.id, "role"))
        self.organisation.bind(row.id, row.organisation, editing(edit, row.id, "organisation_name"))
        self.since.bind(row.id, partial_text(row.since), self._dated(row.id, "since"))
        self.until.bind(row.id, partial_text(row.until), self._dated(row.id, "until"))
        self._chip.show_state(
            self.tr("now") if row.current else self.tr("past"), Kind.ACCENT if row.current else Kind.NEUTRAL
        )
        self.setAccessibleName(" ".join(part for part in (row.role, row.organisation) if part))

    def _dated(self, affiliation_id: int, name: str) -> Verb:
        edit = self._verbs.edit_affiliation

        def save(text: str, /, *, session_key: str | None) -> object:
            day = read_day(text)
            fields: dict[str, Any] = {name: day}
            if name == "until" and day is None:
                fields["current"] = True
            return edit(affiliation_id, session_key=session_key, **fields)

        return save

    def _on_inside(self) -> None:
        if self._organisation_id is not None:
            self._desk.organisation_wanted.emit(self._organisation_id)

    def _on_remove(self) -> None:
        self.removed.emit(self._id)


def read_role(typed: str) -> tuple[str, str]:
    """Read `trainer at Harbour College` or `trainer, Harbour College`: the role and the organisation."""
    for joint in (" at ", ", "):
        role, found, organisation = typed.rpartition(joint)
        if found:
            return role.strip(), organisation.strip()
    return typed.strip(), ""
