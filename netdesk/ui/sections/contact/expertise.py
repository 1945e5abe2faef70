"""An organisation from the inside: who does what, what nobody there speaks to, and who is asked most."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.domain.changes import Changes
from netdesk.domain.rhythm import times
from netdesk.services.expertise import AskedRow, ExpertisePage, ExpertRow, NeedRow, Quotation
from netdesk.ui.desk import Desk
from netdesk.ui.sections.list_pane import ScrollPane
from netdesk.ui.sections.part import PartFrame
from netdesk.ui.sections.ways import OrganisationWays
from netdesk.ui.tokens import Token
from netdesk.ui.widgets.avatar import Avatar
from netdesk.ui.widgets.beside_layout import AsideLayout, named
from netdesk.ui.widgets.buttons import Button, ButtonKind, ElidedButton
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.labels import Muted, Paragraph, Run, SectionTitle
from netdesk.ui.widgets.lock import Lock
from netdesk.ui.widgets.rows import Rows
from netdesk.ui.widgets.text import set_tip
from netdesk.ui.words import word

SHOWN, SIDE, LONGEST_TIP = 12, 40, 20
READ = ("contact", "affiliation", "organisation", "fact", "hop", "party")
"""Tables whose changes make the page read anew."""


class ExpertisePane(ScrollPane):
    """Shows one organisation; `topic_chosen(text)` comes when somebody wants all who know of a topic.

    `shown_changed(bool)` says whether there is an organisation to show.
    """

    topic_chosen = Signal(str)
    shown_changed = Signal(bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing until `show_organisation`."""
        content = QWidget()
        super().__init__(content, parent)
        self._desk = desk
        self._id: int | None = None
        self._asked = 0
        self._emblem = Avatar(side=SIDE)
        self._emblem.show_emblem("organisation")
        self._name = SectionTitle(wrap=True)
        self._told = Muted(wrap=True)
        self.topics = TopicsPart(desk)
        self.topics.chosen.connect(self.topic_chosen)
        self.people = PeoplePart(desk)
        self.gaps = NeedsPart(desk, self.tr("Needs that nobody here speaks to"))
        self.met = NeedsPart(desk, self.tr("Needs that a colleague speaks to"))
        self.most = AskedPart(desk)
        self.ways = OrganisationWays(desk)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._told)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._emblem, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        column.addLayout(head)
        for part in (self.topics, self.ways, self.most, self.people, self.gaps, self.met):
            column.addWidget(part)
        desk.changes.changed.connect(self._on_changed)

    def show_organisation(self, organisation_id: int | None) -> None:
        """Show an organisation, or none; its page is read beside the window."""
        if organisation_id != self._id:
            self.to_top()
        self._id = organisation_id
        if organisation_id is None:
            self.shown_changed.emit(False)
        else:
            self._read()

    def organisation_id(self) -> int | None:
        """Return which organisation is shown."""
        return self._id

    def focus_first(self) -> None:
        """Go to the first topic, or to the first person."""
        first = self.topics.first() or self.people.first()
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _read(self) -> None:
        self._asked += 1
        read = partial(self._desk.services.expertise.page, self._id or 0)
        self._desk.tasks.read(self, read, partial(self._on_page, self._asked), partial(self._on_gone, self._asked))

    def _on_page(self, asked: int, page: ExpertisePage) -> None:
        if asked != self._asked or self._id is None:
            return
        self.setAccessibleName(self.tr("Who does what at {organisation}").format(organisation=page.name))
        self._name.setText(page.name)
        now = sum(row.current for row in page.people)
        formerly = len(page.people) - now
        people = self.tr("1 person") if now == 1 else self.tr("{number} people").format(number=f"{now:,}")
        before = self.tr("{number} formerly").format(number=f"{formerly:,}") if formerly else ""
        self._told.setText(" · ".join(part for part in (people, before, page.place, page.website) if part))
        self.ways.show_organisation(self._id, page.name)
        self.topics.show_topics([(topic.text, names, topic.private) for topic, names in page.topics])
        self.gaps.show_needs(page.gaps, self._no_gaps(page))
        self.met.show_needs(page.met)
        self.most.show_asked(page.asked)
        self.people.show_people(page.people)
        self.shown_changed.emit(True)

    def _no_gaps(self, page: ExpertisePage) -> str:
        if page.met:
            return self.tr("Whatever is needed here, a colleague offers something that speaks to it.")
        return self.tr("Nothing is noted that anybody here is looking for.")

    def _on_gone(self, asked: int, _: str) -> None:
        if asked == self._asked:
            self.show_organisation(None)

    def _on_changed(self, changes: Changes) -> None:
        if self._id is not None and self.isVisible() and changes.touches(*READ):
            self._read()


class TopicsPart(PartFrame):
    """What the people here know about, as their records say it; a click shows all of them who do."""

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self.tr("Topics"), 8, None)
        self._flow = FlowLayout()
        self._none = Muted(wrap=True)
        self._none.setText(self.tr("No topics yet: they come from what people here offer."))
        self.body.addLayout(self._flow)
        self.body.addWidget(self._none)

    def show_topics(self, topics: Sequence[tuple[str, tuple[str, ...], bool]]) -> None:
        """Show words with the names of who they stand with, and whether only private texts hold them."""
        self._flow.clear()
        self._none.setVisible(not topics)
        for text, names, private in topics:
            shown = f"{text} · {len(names):,}" if len(names) > 1 else text
            chip = ElidedButton(shown, ButtonKind.CHIP, "lock" if private else "")
            chip.setProperty("topic", text)
            who = ", ".join(names[:LONGEST_TIP])
            set_tip(chip, who)
            told = self.tr("{topic}: {names}, private") if private else self.tr("{topic}: {names}")
            chip.setAccessibleName(told.format(topic=text, names=who))
            chip.clicked.connect(self._on_chosen)
            self._flow.addWidget(chip)

    def first(self) -> QWidget | None:
        """Return the first topic."""
        item = self._flow.itemAt(0)
        return item.widget() if item is not None else None

    def _on_chosen(self) -> None:
        self.chosen.emit(str(cast(Button, self.sender()).property("topic")))


class PeoplePart(PartFrame):
    """A card for each person: their role, and what they can help with."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self.tr("Who does what"), 8, None)
        self._people: tuple[ExpertRow, ...] = ()
        self._most = SHOWN
        self._rows = Rows(8)
        self._all = Button("", ButtonKind.LINK)
        self._all.clicked.connect(self._show_all)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeading)

    def show_people(self, people: tuple[ExpertRow, ...]) -> None:
        """Show the first dozen, those who offer something before the others."""
        self._people = tuple(sorted(people, key=lambda row: (not row.current, not row.offers)))
        self._refresh()

    def first(self) -> QWidget | None:
        """Return the name of the first person."""
        item = self._rows.itemAt(0)
        card = item.widget() if item is not None else None
        return card.name if isinstance(card, PersonCard) else None

    def _refresh(self) -> None:
        self._rows.show_values(self._people[: self._most], partial(PersonCard, self.desk))
        more = len(self._people) - self._most
        self._all.set_text(self.tr("Show {number} more").format(number=f"{more:,}"))
        self._all.setVisible(more > 0)

    def _show_all(self) -> None:
        self._most += 10 * SHOWN
        self._refresh()


class PersonCard(Card):
    """One person of an organisation."""

    def __init__(self, desk: Desk, row: ExpertRow) -> None:
        super().__init__()
        self.setAccessibleName(row.name)
        self.name = _link(desk, row.id, row.name)
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(self.name, 0, Qt.AlignmentFlag.AlignLeading)
        if row.role:
            who.addWidget(Muted(row.role, wrap=True))
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(Avatar(row.name), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(who, 1)
        if not row.current:
            line.addWidget(Chip(self.tr("formerly")), 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)
        for offer in row.offers:
            self.body.addLayout(_quoted(offer))


class NeedsPart(PartFrame):
    """What people are looking for, with what a colleague offers to it; without any, a sentence, or nothing at all."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk, title, 8, None)
        self._none = Muted(wrap=True)
        self._rows = Rows(8)
        self.body.addWidget(self._none)
        self.body.addLayout(self._rows)

    def show_needs(self, needs: Sequence[NeedRow], none: str = "") -> None:
        """Show these needs."""
        self.setVisible(bool(needs or none))
        self._none.setText(none)
        self._none.setVisible(not needs)
        self._rows.show_values(needs, partial(NeedCard, self.desk))


class NeedCard(Card):
    """A need of somebody, and the offer that speaks to it."""

    def __init__(self, desk: Desk, row: NeedRow) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("{name} needs {need}").format(name=row.name, need=row.need.text))
        self.body.addLayout(_of(_link(desk, row.id, row.name), self.tr("needs")))
        self.body.addLayout(_quoted(row.need))
        if row.by is not None and row.answer is not None:
            self.body.addSpacing(4)
            self.body.addLayout(_of(_link(desk, *row.by), word(row.kind)))
            self.body.addLayout(_quoted(row.answer))


class AskedPart(PartFrame):
    """Who is asked most, so that a good connector is not worn out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self.tr("Asked most"), 8, None)
        self._rows = Rows(4)
        self.body.addLayout(self._rows)

    def show_asked(self, asked: Sequence[AskedRow]) -> None:
        """Show who was asked, or nothing where nobody was."""
        self.setVisible(bool(asked))
        self._rows.show_values(asked, self._row)

    def _row(self, row: AskedRow) -> QWidget:
        widget = QWidget()
        asked = self.tr("asked {times}").format(times=times(row.times))
        lately = self.tr("{number} in the last 90 days").format(number=row.lately) if row.lately else ""
        agreed = self.tr("said yes {times}").format(times=times(row.agreed)) if row.agreed else ""
        told = Muted(" · ".join(part for part in (asked, lately, agreed) if part), small=True)
        line = AsideLayout(widget)
        line.setContentsMargins(0, 0, 0, 0)
        line.add(named(Avatar(row.name, side=24), _link(self.desk, row.id, row.name), QWidget()))
        line.add(told)
        return widget


def _link(desk: Desk, contact_id: int, name: str) -> ElidedButton:
    link = ElidedButton(name)
    link.clicked.connect(partial(desk.contact_wanted.emit, contact_id))
    return link


def _of(name: QWidget, what: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(6)
    line.addWidget(name)
    line.addWidget(Muted(what, small=True))
    line.addStretch()
    return line


def _quoted(quotation: Quotation) -> QHBoxLayout:
    """Show a text of the record in quotation marks, behind a lock where it is private."""
    line = QHBoxLayout()
    line.setSpacing(6)
    if quotation.private:
        line.addWidget(Lock(), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Paragraph().of(Run(f"“{quotation.text}”", token=Token.SECOND)), 1)
    return line
