"""Warm paths, each tie explained, with one click to ask whoever comes first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netdesk.services.ways import PathRow, WaysAnswer
from netdesk.ui.desk import Desk
from netdesk.ui.glossary import Term, explain
from netdesk.ui.sections.part import PartFrame
from netdesk.ui.tokens import Token
from netdesk.ui.widgets.beside_layout import AsideLayout
from netdesk.ui.widgets.buttons import Button
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.fields import LineEdit
from netdesk.ui.widgets.labels import Muted, Paragraph, Run

MOST_WAYS, REST_MS = 3, 250


class WaysView(QWidget):
    """The warmest ways, the best first; without any a sentence stands here. `found` tells that a look has ended."""

    found = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the cards; what they show comes with `show_ways`."""
        super().__init__(parent)
        self._desk = desk
        self._ways: Sequence[PathRow] = ()
        self._about, self._asked = "", 0
        self.cards = [_WayCard() for _ in range(MOST_WAYS)]
        self._remark = Muted(wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for card in self.cards:
            card.ask.clicked.connect(self._on_ask)
            card.hide()
            column.addWidget(card)
        column.addWidget(self._remark)

    def show_ways(self, ways: Sequence[PathRow], remark: str = "", about: str = "") -> None:
        """Show ways, or the remark; `about` is what an ask is for."""
        self._asked += 1
        self._ways, self._about = ways[:MOST_WAYS], about
        for card, way in zip(self.cards, self._ways, strict=False):
            card.show_way(way)
        for place, card in enumerate(self.cards):
            card.setVisible(place < len(self._ways))
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))

    def look_for(self, contact_id: int, about: str = "") -> None:
        """Look beside the window for the ways to a contact, and show them unless others are shown meanwhile."""
        read = partial(self._desk.services.ways.paths, contact_id)
        self._desk.tasks.ponder(self, read, partial(self._on_found, self._asked, about))

    def focus_first(self) -> None:
        """Go to the best way."""
        if self._ways:
            self.cards[0].ask.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_found(self, asked: int, about: str, ways: Sequence[PathRow]) -> None:
        if asked == self._asked:
            none = self.tr("No way is known yet. Note who introduced or knows whom.")
            self.show_ways(ways, "" if ways else none, about)
            self.found.emit()

    def _on_ask(self) -> None:
        card = cast(Button, self.sender()).parentWidget()
        way = self._ways[self.cards.index(cast(_WayCard, card))]
        ask = self._desk.services.approaches.ask
        verb = partial(ask, way.ids, "; ".join(way.because), self._about)
        self._desk.do(self, verb, self._desk.message_wanted.emit)


class _WayCard(Card):
    """One way: whom it leads through, and why each of them knows the next."""

    def __init__(self) -> None:
        super().__init__()
        self._people = Paragraph()
        self._why = Paragraph(token=Token.SECOND)
        self.ask = Button()
        top = AsideLayout()
        top.addWidget(self._people)
        top.addWidget(self.ask)
        self.body.addLayout(top)
        self.body.addWidget(self._why)

    def show_way(self, way: PathRow) -> None:
        first = way.through[1]
        self._people.set_runs([Run(" → ".join((self.tr("Me"), *way.through[1:])), strong=True)])
        self._why.set_text("\n".join(f"{one[0].upper()}{one[1:]}" for one in way.because))
        leads_on = len(way.through) > 2
        self.ask.set_text(self.tr("Draft an ask") if leads_on else self.tr("Draft a message"))
        named = self.tr("Ask {first} for a way to {last}") if leads_on else self.tr("Write to {first}")
        self.ask.setAccessibleName(named.format(first=first, last=way.through[-1]))


class OrganisationWays(PartFrame):
    """The warmest ways to an organisation, or to whoever does there what is typed."""

    def __init__(self, desk: Desk) -> None:
        """Build the line and the view; which organisation they are about comes with `show_organisation`."""
        super().__init__(desk, QCoreApplication.translate("ways", "Warm paths"), 8, None)
        explain(self.heading, Term.PATH)
        self._id, self._name, self._asked = 0, "", 0
        self.sought = LineEdit(placeholder=self.tr("Whom do you seek there? Say what they do"))
        self.sought.setAccessibleName(self.tr("Whom you seek there"))
        self.sought.textChanged.connect(self._rest)
        self.view = WaysView(desk)
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self._ask)
        self.body.addWidget(self.sought)
        self.body.addWidget(self.view)

    def show_organisation(self, organisation_id: int, name: str) -> None:
        """Ask anew; what was sought at another organisation is forgotten."""
        if organisation_id != self._id:
            self.sought.clear()
            self.view.show_ways((), self.tr("Looking…"))
        self._id, self._name = organisation_id, name
        self._timer.start()

    def _rest(self) -> None:
        self._timer.start()

    def _ask(self) -> None:
        self._asked += 1
        ways, sought = self.desk.services.ways, self.sought.text().strip()
        read = partial(ways.to_organisation, self._id, sought)
        self.desk.tasks.ponder(self, read, partial(self._on_answer, self._asked, sought))

    def _on_answer(self, asked: int, sought: str, answer: WaysAnswer) -> None:
        if asked == self._asked:
            self.view.show_ways(answer.ways, answer.remark, sought)
