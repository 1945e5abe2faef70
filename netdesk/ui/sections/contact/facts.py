"""What was learned about a contact, as cards, entered in one line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.domain.words import FactKind, FactState, Visibility
from netdesk.services.contact_detail import ContactDetail, FactRow
from netdesk.services.facts import read_line
from netdesk.ui.days import partial_text
from netdesk.ui.desk import Desk
from netdesk.ui.icons import icon
from netdesk.ui.sections.contact.part import Part
from netdesk.ui.tokens import Kind, Token
from netdesk.ui.widgets.beside_layout import AsideLayout, LabelLayout
from netdesk.ui.widgets.book_field import BookField, editing
from netdesk.ui.widgets.buttons import Button, IconButton
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.fields import LineEdit
from netdesk.ui.widgets.labels import ElidedLabel
from netdesk.ui.widgets.lock import Lock
from netdesk.ui.widgets.menu import Menu
from netdesk.ui.widgets.record_rows import RecordRows
from netdesk.ui.widgets.text import set_tip
from netdesk.ui.words import FACT_KINDS, word

KINDS = tuple(FactKind)
SHOWN, KIND_COLUMN, ENTRY, TEXT, BESIDE_TEXT = 12, 68, 180, 80, 2


class FactsPart(Part):
    """Facts as cards, the open ones first, and the line to enter the next one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the line and no card."""
        super().__init__(desk, self.tr("Facts"), parent)
        self.entry = FactEntry()
        self.take(self.entry, self._on_entered)
        self.entry.textChanged.connect(self._preview)
        self.entry.kind_chosen.connect(self._preview)
        self._kind = Chip()
        self._lock = Lock()
        kind = QHBoxLayout()
        kind.setSpacing(8)
        kind.addWidget(self._lock)
        kind.addWidget(self._kind)
        line = AsideLayout(least=ENTRY)
        line.add(self.entry)
        line.add(kind)
        self._column: RecordRows[FactCard, FactRow] = RecordRows(partial(FactCard, desk), FactCard.show_fact, 8)
        self._all = Button("")
        self._all.clicked.connect(self._on_all)
        self._most = SHOWN
        self.body.setSpacing(8)
        self.body.addLayout(line)
        self.body.addLayout(self._column)
        self.body.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        self._preview()

    @property
    def cards(self) -> Sequence[FactCard]:
        """The cards made so far."""
        return self._column.rows

    def refresh(self, contact: ContactDetail) -> None:
        """Show the facts, the first dozen at once."""
        shown: Sequence[FactRow] = contact.facts[: self._most]
        self._column.show_records(shown)
        self._all.setVisible(len(contact.facts) > len(shown))
        self._all.set_text(self.tr("Show all {count}").format(count=f"{len(contact.facts):,}"))

    def _preview(self) -> None:
        kind, visibility, _ = read_line(self.entry.text(), self.entry.kind)
        self._kind.show_state(word(kind), FACT_KINDS[kind])
        self._lock.setVisible(visibility is Visibility.PRIVATE)

    def _on_entered(self) -> None:
        kind, visibility, text = read_line(self.entry.text(), self.entry.kind)
        if text and self.contact is not None:
            self.enter(self.entry, partial(self.desk.services.facts.add, self.contact.id, kind, text, visibility))

    def _on_all(self) -> None:
        self._most = 10_000
        if self.contact is not None:
            self.refresh(self.contact)
        self._most = SHOWN


class FactEntry(LineEdit):
    """The line for a new fact: its kind is typed before a colon, or chosen by the up and down keys."""

    kind_chosen = Signal()

    def __init__(self) -> None:
        """Begin with what was learned."""
        super().__init__()
        self.kind = FactKind.LEARNED
        self.setPlaceholderText(self.tr("What you learned, or needs: …, offers: …"))
        self.setAccessibleName(self.tr("New fact"))
        told = self.tr("Begin with needs:, offers: or interest:, or choose by the arrow keys; ! makes it private.")
        self.setAccessibleDescription(told)
        set_tip(self, told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.kind = KINDS[(KINDS.index(self.kind) + step) % len(KINDS)]
        self.kind_chosen.emit()


class FactCard(Card):
    """A fact; on it O, N, I and L choose its kind, P its visibility, M and S its state, and Delete removes it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing until `show_fact`."""
        super().__init__(parent=parent)
        self._desk = desk
        self.fact: FactRow | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusable", "true")
        self.body.setContentsMargins(10, 5, 6, 5)
        self._chip = Chip()
        self._lock = Lock()
        self._state = Chip()
        self.text = BookField(desk, self.tr("Fact"), multiline=True, labelled=False)
        self._told = ElidedLabel(style="small")
        self._told.setProperty("inset", "true")
        self._more = IconButton("more", self.tr("Change this fact"), Token.THIRD)
        self._menu = Menu(self._more)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._menu.triggered.connect(self._on_action)
        self._more.setMenu(self._menu)
        top = Qt.AlignmentFlag.AlignTop
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.text)
        words.addWidget(self._told)
        aside = QHBoxLayout()
        aside.setSpacing(6)
        for widget in (self._lock, self._state):
            aside.addLayout(_level(widget))
        said = AsideLayout(spacing=6, least=TEXT)
        said.add(words)
        said.add(aside)
        beside = QHBoxLayout()
        beside.setSpacing(6)
        beside.addLayout(said, 1)
        beside.addWidget(self._more, 0, top)
        row = LabelLayout(_level(self._chip), column=KIND_COLUMN, spacing=6)
        row.add(beside)
        self.body.addLayout(row)

    def show_fact(self, fact: FactRow) -> None:
        """Show a fact."""
        self.fact = fact
        self._chip.show_state(word(fact.kind), FACT_KINDS[fact.kind])
        self._lock.setVisible(fact.visibility is Visibility.PRIVATE)
        self._state.show_state("" if fact.state is FactState.OPEN else word(fact.state), Kind.NEUTRAL)
        self._state.setVisible(fact.state is not FactState.OPEN)
        told = " · ".join(part for part in (partial_text(fact.learned_on), fact.source) if part)
        self._told.setText(told)
        self._told.setVisible(bool(told))
        self.text.bind(fact.id, fact.text, editing(self._desk.services.facts.edit, fact.id, "text"))
        secret = self.tr("private") if fact.visibility is Visibility.PRIVATE else ""
        spoken = (word(fact.kind), secret, self._state.text(), fact.text[:200])
        self.setAccessibleName(", ".join(part for part in spoken if part))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        verb = None if event.modifiers() else self._by_key().get(Qt.Key(event.key()))
        if verb is not None:
            self._desk.do(self, verb)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.text.edit()
        else:
            super().keyPressEvent(event)

    def _by_key(self) -> dict[Qt.Key, partial[None]]:
        if self.fact is None:
            return {}
        facts, one = self._desk.services.facts, self.fact.id
        other = Visibility.SHAREABLE if self.fact.visibility is Visibility.PRIVATE else Visibility.PRIVATE
        met, superseded = FactState.MET, FactState.SUPERSEDED
        return {
            Qt.Key.Key_O: partial(facts.edit, one, kind=FactKind.OFFERS),
            Qt.Key.Key_N: partial(facts.edit, one, kind=FactKind.NEEDS),
            Qt.Key.Key_I: partial(facts.edit, one, kind=FactKind.INTEREST),
            Qt.Key.Key_L: partial(facts.edit, one, kind=FactKind.LEARNED),
            Qt.Key.Key_P: partial(facts.edit, one, visibility=other),
            Qt.Key.Key_M: partial(facts.set_state, one, FactState.OPEN if self.fact.state is met else met),
            Qt.Key.Key_S: partial(
                facts.set_state, one, FactState.OPEN if self.fact.state is superseded else superseded
            ),
            Qt.Key.Key_Delete: partial(facts.remove, one),
        }

    def _fill_menu(self) -> None:
        self._menu.clear()
        if self.fact is None:
            return
        private = self.fact.visibility is Visibility.PRIVATE
        labels = {
            Qt.Key.Key_O: self.tr("Offers"),
            Qt.Key.Key_N: self.tr("Needs"),
            Qt.Key.Key_I: self.tr("Interest"),
            Qt.Key.Key_L: self.tr("Learned"),
            Qt.Key.Key_P: self.tr("May be quoted") if private else self.tr("Private"),
            Qt.Key.Key_M: self.tr("Open again") if self.fact.state is FactState.MET else self.tr("Met"),
            Qt.Key.Key_S: self.tr("Holds again") if self.fact.state is FactState.SUPERSEDED else self.tr("Superseded"),
            Qt.Key.Key_Delete: self.tr("Remove"),
        }
        verbs = self._by_key()
        for key, label in labels.items():
            if key in (Qt.Key.Key_P, Qt.Key.Key_Delete):
                self._menu.addSeparator()
            shown = self.tr("Del") if key is Qt.Key.Key_Delete else chr(key.value)
            action = self._menu.addAction(f"{label}\t{shown}")
            action.setData(verbs[key])
            if key is Qt.Key.Key_P:
                action.setIcon(icon("lock"))

    def _on_action(self, action: QAction) -> None:
        self._desk.do(self, cast("partial[None]", action.data()))


def _level(widget: QWidget) -> QVBoxLayout:
    """Set what stands beside a text level with its first line."""
    column = QVBoxLayout()
    column.setContentsMargins(0, BESIDE_TEXT, 0, 0)
    column.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
    return column
