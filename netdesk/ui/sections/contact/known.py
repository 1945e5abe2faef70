"""Whom a contact knows, and whom they introduced to me."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.services.contact_detail import ConnectionRow, ContactDetail
from netdesk.services.people import NewContact
from netdesk.ui.desk import Desk
from netdesk.ui.sections.contact.part import Part
from netdesk.ui.tokens import Token
from netdesk.ui.widgets.beside_layout import AsideLayout
from netdesk.ui.widgets.buttons import Button, ElidedButton, IconButton
from netdesk.ui.widgets.fields import LineEdit
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.labels import ElidedLabel, Muted
from netdesk.ui.widgets.people_field import PeopleField

SHOWN = 20


class KnownPart(Part):
    """Connections with their kind, a line to add one, and the people who came through this contact."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the line and no connection."""
        super().__init__(desk, self.tr("Knows"), parent)
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        self._introduced = FlowLayout(spacing=2)
        self.who = PeopleField(desk, multiple=False, name=self.tr("Knows whom"), placeholder=self.tr("Add somebody"))
        self.kind = LineEdit(self.tr("knows"))
        self.kind.setAccessibleName(self.tr("How they know each other"))
        self.kind.setMaximumWidth(140)
        add = Button(self.tr("Add"))
        add.setAccessibleName(self.tr("Add the connection"))
        add.clicked.connect(self._on_add)
        self.kind.returnPressed.connect(self._on_add)
        how = QHBoxLayout()
        how.setSpacing(8)
        how.addWidget(self.kind)
        how.addWidget(add)
        row = AsideLayout()
        row.add(self.who)
        row.add(how)
        self.body.addLayout(self._column)
        self.body.addLayout(row)
        self.body.addLayout(self._introduced)

    def refresh(self, contact: ContactDetail) -> None:
        """Show the connections."""
        for widget in self._rows:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._rows = [self._row(one) for one in contact.connections[:SHOWN]]
        for widget in self._rows:
            self._column.addWidget(widget)
        self._introduced.clear()
        if contact.introduced:
            self._introduced.addWidget(Muted(self.tr("Introduced you to"), small=True))
            for contact_id, name in contact.introduced[:SHOWN]:
                self._introduced.addWidget(self._link(contact_id, name))

    def _row(self, one: ConnectionRow) -> QWidget:
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._link(one.contact_id, one.name))
        row.addWidget(ElidedLabel(one.kind, "small"))
        row.addStretch()
        remove = IconButton("close", self.tr("Remove the connection to {name}").format(name=one.name), Token.THIRD)
        remove.setProperty("connection", one.id)
        remove.clicked.connect(self._on_removed)
        row.addWidget(remove)
        return widget

    def _link(self, contact_id: int, name: str) -> Button:
        link = ElidedButton(name)
        link.setProperty("contact", contact_id)
        link.clicked.connect(self._on_link)
        return link

    def _on_link(self) -> None:
        self.desk.contact_wanted.emit(int(cast(Button, self.sender()).property("contact")))

    def _on_removed(self) -> None:
        connection_id = int(cast(IconButton, self.sender()).property("connection"))
        self.do(partial(self.desk.services.contacts.disconnect, connection_id))

    def _on_add(self) -> None:
        people = self.who.people()
        if not people or self.contact is None:
            return
        verbs, one, other, kind = self.desk.services.contacts, self.contact.id, people[0], self.kind.text()

        def connect() -> int:
            known = verbs.add(NewContact(name=other)) if isinstance(other, str) else other
            return verbs.connect(one, known, kind)

        self.desk.do(self, connect, self._clear)

    def leave(self) -> None:
        """Add whom was named, before another contact is shown."""
        self._on_add()
        self._clear(0)

    def _clear(self, _: int) -> None:
        self.who.set_people([])
