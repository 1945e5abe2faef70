"""How a contact came into my network."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtWidgets import QWidget

from netdesk.services.contact_detail import ContactDetail
from netdesk.ui.days import partial_text, read_day
from netdesk.ui.desk import Desk
from netdesk.ui.sections.contact.part import Part
from netdesk.ui.widgets.beside_layout import LabelLayout
from netdesk.ui.widgets.book_field import BookField, Verb, editing
from netdesk.ui.widgets.buttons import Button, ElidedButton
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.labels import Muted
from netdesk.ui.widgets.people_field import PeopleField


class MetPart(Part):
    """Introducer and the chain behind them, date, place, event and remark."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the fields."""
        super().__init__(desk, self.tr("How we met"), parent)
        self.introducer = PeopleField(
            desk, multiple=False, name=self.tr("Introduced by"), placeholder=self.tr("Nobody noted")
        )
        self.introducer.changed.connect(self._on_introducer)
        self._chain = FlowLayout(spacing=4)
        self.fields = {
            "met_on": BookField(desk, self.tr("Date"), placeholder=self.tr("2021, March 2021 or a day")),
            "place": BookField(desk, self.tr("Place"), placeholder=self.tr("Add a place")),
            "event": BookField(desk, self.tr("Event"), placeholder=self.tr("Add an event")),
            "remark": BookField(desk, self.tr("Remark"), placeholder=self.tr("Add a remark"), multiline=True),
        }
        label = Muted(self.tr("Introduced by"), small=True)
        row = LabelLayout(label)
        row.addWidget(self.introducer)
        self.body.addLayout(self._chain)
        self.body.addLayout(row)
        for field in self.fields.values():
            self.body.addWidget(field)

    def refresh(self, contact: ContactDetail) -> None:
        """Show what is known of it."""
        met = contact.how_met
        if met is not None and met.introducer_id is not None:
            self.introducer.set_people([(met.introducer_id, met.introducer)])
        else:
            self.introducer.set_people([])
        texts = (
            {"met_on": partial_text(met.met_on), "place": met.place, "event": met.event, "remark": met.remark}
            if met is not None
            else {}
        )
        for name, field in self.fields.items():
            field.bind(contact.id, texts.get(name, ""), self._verb(contact.id, name))
        self._show_chain(contact)

    def _show_chain(self, contact: ContactDetail) -> None:
        """Me first, then who introduced me to whom, up to this contact."""
        self._chain.clear()
        if not contact.introducer_chain:
            return
        self._chain.addWidget(Muted(self.tr("Me")))
        for contact_id, name in reversed(contact.introducer_chain):
            self._chain.addWidget(Muted("→"))
            link = ElidedButton(name)
            link.setProperty("contact", contact_id)
            link.clicked.connect(self._on_link)
            self._chain.addWidget(link)
        self._chain.addWidget(Muted("→"))
        self._chain.addWidget(Muted(contact.name))

    def _on_link(self) -> None:
        self.desk.contact_wanted.emit(int(cast(Button, self.sender()).property("contact")))

    def _on_introducer(self) -> None:
        if self.contact is not None:
            chosen = self.introducer.people()
            write = self.desk.services.contacts.set_how_met
            self.do(partial(write, self.contact.id, introducer=chosen[0] if chosen else None))

    def _verb(self, contact_id: int, name: str) -> Verb:
        write = self.desk.services.contacts.set_how_met
        if name != "met_on":
            return editing(write, contact_id, name)

        def save(text: str, /, *, session_key: str | None) -> object:
            return write(contact_id, met_on=read_day(text), session_key=session_key)

        return save
