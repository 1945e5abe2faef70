"""What makes a message easy to answer: its length, what it says and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netdesk.coach import coach
from netdesk.composer.measure import Measure, advice, measure, reasons
from netdesk.domain.text import fold
from netdesk.domain.words import Element, MessageKind
from netdesk.ui.desk import Desk
from netdesk.ui.glossary import Term, explain
from netdesk.ui.tokens import Kind
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.labels import Heading, Muted
from netdesk.ui.words import word

PAUSE_MS = 250
ASKING = frozenset({MessageKind.ASK, MessageKind.OPT_IN, MessageKind.FORWARDABLE_NOTE})
"""Kinds that carry an ask, so that its elements are looked for."""

SHOWN = (Element.PURPOSE, Element.TOPIC, Element.ASK, Element.BOUND, Element.EASY_NO)
TERMS = {Element.BOUND: Term.BOUND, Element.EASY_NO: Term.EASY_NO}
"""The elements whose name is to be explained."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What there is to say about a message."""

    measure: Measure
    advice: tuple[str, ...]
    present: frozenset[Element]
    missing: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """What a message stands in: whom it must not name yet, which sides have no because, whether it passes an ask on."""

    hidden_names: tuple[str, ...] = ()
    sides: int = 0
    unreasoned: tuple[str, ...] = ()
    passes_ask_on: bool = True

    def reasons_wanted(self, body: str) -> tuple[str, ...]:
        """Name the sides to whom the text does not say why, where one was not given before and none was typed."""
        return self.unreasoned if reasons(body) < self.sides else ()


def judge(kind: MessageKind, body: str, *, passes_ask_on: bool = True) -> Judgement:
    """Measure a message, and look for what its ask says; of one without an ask only for an easy way to say no."""
    if kind not in ASKING:
        return Judgement(measure(body), advice(kind, body), frozenset(), ())
    verdict = coach(body)
    wanted = SHOWN if passes_ask_on else (Element.EASY_NO,)
    present = frozenset(found.element for found in verdict.present if found.element in wanted)
    missing = tuple(element for element in verdict.missing if element in wanted)
    return Judgement(measure(body), advice(kind, body), present, missing)


class Guide(Card):
    """Follows the text while it is written; judges beside the window when typing pauses."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Say nothing until `follow`."""
        super().__init__(parent=parent)
        self._desk = desk
        self._kind = MessageKind.ASK
        self._text = ""
        self._situation = Situation()
        self._asked = 0
        self._title = Heading(self.tr("Reading it over"))
        self._words = Chip()
        self._words.hide()
        self._chips = FlowLayout()
        self._advice = Muted(small=True, wrap=True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title)
        top.addWidget(self._words)
        top.addStretch()
        self.body.setSpacing(6)
        self.body.addLayout(top)
        self.body.addLayout(self._chips)
        self.body.addWidget(self._advice)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._ask)

    def follow(self, kind: MessageKind, text: str, situation: Situation) -> None:
        """Judge this text soon, for what it stands in."""
        self._kind, self._text, self._situation = kind, text, situation
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _ask(self) -> None:
        self._timer.stop()
        self._asked += 1
        kind, text, asked, passes_on = self._kind, self._text, self._asked, self._situation.passes_ask_on
        self._desk.tasks.read(self, lambda: (asked, judge(kind, text, passes_ask_on=passes_on)), self._on_judged)

    def _on_judged(self, answer: tuple[int, Judgement]) -> None:
        asked, found = answer
        if asked != self._asked:
            return
        named = [name for name in self._situation.hidden_names if fold(name) in fold(self._text)]
        wanted = self._situation.reasons_wanted(self._text)
        ready = not (found.advice or found.missing or named or wanted)
        self._title.setText(self.tr("Ready to send") if ready else self.tr("Before you send"))
        number = found.measure.words
        counted = self.tr("1 word") if number == 1 else self.tr("{number} words").format(number=f"{number:,}")
        good = Kind.GOOD if found.measure.length == "good" else Kind.NEUTRAL if ready else Kind.DUE
        self._words.show_state(counted, good)
        self._words.show()
        self._words.setToolTip(self.tr("50 to 125 words are answered most often."))
        self._chips.clear()
        for element in SHOWN:
            if element in found.present:
                chip = Chip(f"✓ {_name(element)}", Kind.GOOD)
            elif element in found.missing:
                chip = Chip(self.tr("no {element}").format(element=_name(element)), Kind.DUE)
            else:
                continue
            if element in TERMS:
                explain(chip, TERMS[element])
            self._chips.addWidget(chip)
        if self._situation.hidden_names:
            told = self.tr("names {name}").format(name=named[0]) if named else self.tr("✓ names neither side yet")
            self._chips.addWidget(Chip(told, Kind.WRONG if named else Kind.GOOD))
        why = self.tr("Say why {name} should meet the other side.")
        advised = [*(why.format(name=name) for name in wanted), *found.advice]
        self._advice.setText("\n".join(advised))
        self._advice.setVisible(bool(advised))
        self.setAccessibleName(self._title.text())


def _name(element: Element) -> str:
    return word(element).replace("_", " ")
