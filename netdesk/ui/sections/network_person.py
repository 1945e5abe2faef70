"""Whoever is selected in the picture of the network: how I know them, whom they brought me, what I can give back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.graph.ties import GOOD, STRONG
from netdesk.services.contact_detail import ContactDetail
from netdesk.services.contact_list import office
from netdesk.services.network_rows import NetworkPerson
from netdesk.services.ways import PathRow
from netdesk.ui.days import partial_text
from netdesk.ui.desk import Desk
from netdesk.ui.glossary import Term, explain
from netdesk.ui.sections.contact.two import REST_MS, TwoPart
from netdesk.ui.sections.list_pane import ScrollPane
from netdesk.ui.tokens import Kind, Token
from netdesk.ui.widgets.avatar import Avatar
from netdesk.ui.widgets.buttons import Button, ElidedButton
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.labels import ElidedLabel, Muted, Paragraph, Run
from netdesk.ui.words import tie_text

SHOWN, WAYS = 8, 2


class NetworkPersonPane(ScrollPane):
    """Shows one person; `person_chosen(id)` comes when another one is chosen here."""

    person_chosen = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the cards."""
        content = QWidget()
        super().__init__(content, parent)
        self._desk = desk
        self._id: int | None = None
        self._avatar = Avatar()
        self._name = ElidedLabel(style="heading")
        self._office = ElidedLabel(style="muted")
        self._chips = FlowLayout()
        self.open = Button(self.tr("Open contact"))
        self.open.clicked.connect(self._on_open)
        self._known = Paragraph()
        self._known_card = Card(self.tr("How I know them"))
        self._known_card.body.addWidget(self._known)
        self._people = QVBoxLayout()
        self._people.setSpacing(2)
        self._people_caption = Muted(small=True)
        self._people_card = Card()
        self._people_card.body.addWidget(self._people_caption)
        self._people_card.body.addLayout(self._people)
        self._ways = QVBoxLayout()
        self._ways.setSpacing(4)
        self._ways_card = Card(self.tr("Warm paths today"))
        explain(self._ways_card, Term.PATH)
        self._ways_card.body.addLayout(self._ways)
        self.two = TwoPart(desk)
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self._ask_ways)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._office)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._avatar)
        head.addLayout(names, 1)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(self._chips)
        column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._known_card, self._people_card, self._ways_card):
            column.addWidget(part)
        column.addSpacing(4)
        column.addWidget(self.two)

    def show_person(self, person: NetworkPerson) -> None:
        """Show a person; the ways to them and whom they should meet are asked once the selection rests."""
        self._ask(person.id, partial(self._on_person_read, person))

    def show_me(self, me: NetworkPerson, connectors: Sequence[NetworkPerson]) -> None:
        """Show me, and who introduced most people to me."""
        self._ask(me.id, partial(self._on_me_read, me, connectors))

    def _ask(self, contact_id: int, then: Callable[[ContactDetail], None]) -> None:
        """Read a contact beside the window; one that is gone meanwhile leaves the picture by itself."""
        if contact_id != self._id:
            self.to_top()
            self._show_ways(())
        self._id = contact_id
        self._timer.stop()
        self._desk.tasks.read(self, partial(self._desk.services.contact_rows.detail, contact_id), then, _gone)

    def _on_person_read(self, person: NetworkPerson, contact: ContactDetail) -> None:
        if contact.id != self._id:
            return
        self._show_head(contact, person)
        self._show_known(contact)
        name = contact.given_name or contact.name
        self._show_people(self.tr("Introduced by {name}").format(name=name), contact.introduced)
        self.two.setVisible(True)
        self.two.show_contact(contact)
        self._timer.start()

    def _on_me_read(self, me: NetworkPerson, connectors: Sequence[NetworkPerson], contact: ContactDetail) -> None:
        if contact.id != self._id:
            return
        self._show_head(contact, me)
        self._known_card.hide()
        self.two.hide()
        counted = [(one.id, f"{one.name} · {one.introduced}") for one in connectors]
        self._show_people(self.tr("Who introduced most people to you"), counted)

    def _show_head(self, contact: ContactDetail, person: NetworkPerson) -> None:
        self._avatar.show_contact(contact.name)
        self._name.setText(contact.name)
        self._office.setText(office(contact.role, contact.organisation))
        self._chips.clear()
        if contact.is_me:
            self._chips.addWidget(Chip(self.tr("me"), Kind.ACCENT))
            return
        if person.introduced == 1:
            self._chips.addWidget(Chip(self.tr("introduced one person"), Kind.ACCENT))
        elif person.introduced:
            told = self.tr("connector: {number} introductions").format(number=f"{person.introduced:,}")
            self._chips.addWidget(Chip(told, Kind.ACCENT))
        tie = Chip(tie_text(person.tie))
        explain(tie, Term.TIE)
        self._chips.addWidget(tie)

    def _show_known(self, contact: ContactDetail) -> None:
        met = contact.how_met
        chain = [name for _, name in reversed(contact.introducer_chain)]
        way = " → ".join([self.tr("Me"), *chain, contact.name])
        told = ", ".join(part for part in (partial_text(met.met_on), met.event, met.place) if part) if met else ""
        runs = [Run(way if chain else self.tr("You met directly") if met else self.tr("How you met is not noted yet"))]
        if told:
            runs.append(Run(f"\n{told}", token=Token.SECOND))
        self._known.set_runs(runs)
        self._known_card.show()

    def _show_people(self, caption: str, people: Sequence[tuple[int, str]]) -> None:
        self._people_caption.setText(caption)
        self._people_card.setAccessibleName(caption)
        _clear(self._people)
        for contact_id, name in people[:SHOWN]:
            link = ElidedButton(name)
            link.setProperty("contact", contact_id)
            link.clicked.connect(self._on_person)
            self._people.addWidget(_beginning(link))
        if len(people) > SHOWN:
            self._people.addWidget(
                Muted(self.tr("and {number} more").format(number=f"{len(people) - SHOWN:,}"), small=True)
            )
        self._people_card.setVisible(bool(people))

    def _ask_ways(self) -> None:
        if self._id is not None:
            read = partial(self._desk.services.ways.paths, self._id, WAYS)
            self._desk.tasks.ponder(self, read, partial(self._on_ways, self._id))

    def _on_ways(self, contact_id: int, ways: Sequence[PathRow]) -> None:
        if contact_id == self._id:
            self._show_ways(ways)

    def _show_ways(self, ways: Sequence[PathRow]) -> None:
        _clear(self._ways)
        for place, way in enumerate(ways):
            row = QWidget()
            inside = QHBoxLayout(row)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(8)
            text = " → ".join((self.tr("Me"), *way.through[1:]))
            words = Paragraph().of(Run(text, strong=not place, token=Token.SECOND if place else Token.INK))
            inside.addWidget(words, 1)
            inside.addWidget(self._strength(way.strength))
            self._ways.addWidget(row)
        self._ways_card.setVisible(bool(ways))

    def _strength(self, strength: float) -> Chip:
        if strength >= STRONG:
            return Chip(self.tr("strong"), Kind.GOOD)
        return Chip(self.tr("fair") if strength >= GOOD else self.tr("weak"))

    def _on_person(self) -> None:
        self.person_chosen.emit(int(cast(Button, self.sender()).property("contact")))

    def _on_open(self) -> None:
        if self._id is not None:
            self._desk.contact_wanted.emit(self._id)


def _gone(_: str) -> None:
    """Say nothing of a contact that was deleted a moment ago."""


def _beginning(widget: QWidget) -> QWidget:
    """Keep a widget as wide as its text, at the beginning of the line."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch()
    return line


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
