"""What makes a message easy to answer: its length, what it says and what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netdesk.coach import coach
from netdesk.composer.measure import Measure, advice, measure
from netdesk.domain.text import fold
from netdesk.domain.words import Element, MessageKind
from netdesk.ui.desk import Desk
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


@dataclass(frozen=True, slots=True)
class Judgement:
    """What there is to say about a message."""

    measure: Measure
    advice: tuple[str, ...]
    present: frozenset[Element]
    missing: tuple[Element, ...]


def judge(kind: MessageKind, body: str) -> Judgement:
    """Measure a message, and look for what its ask says."""
    if kind not in ASKING:
        return Judgement(measure(body), advice(kind, body), frozenset(), ())
    verdict = coach(body)
    return Judgement(
        measure(body), advice(kind, body), frozenset(found.element for found in verdict.present), verdict.missing
    )


class Guide(Card):
    """Follows the text while it is written; judges beside the window when typing pauses."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Say nothing until `follow`."""
        super().__init__(parent=parent)
        self._desk = desk
        self._kind = MessageKind.ASK
        self._text = ""
        self._hidden_names: tuple[str, ...] = ()
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

    def follow(self, kind: MessageKind, text: str, hidden_names: Sequence[str] = ()) -> None:
        """Judge this text soon; `hidden_names` are those whom it must not name yet."""
        self._kind, self._text, self._hidden_names = kind, text, tuple(hidden_names)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _ask(self) -> None:
        self._timer.stop()
        self._asked += 1
        kind, text, asked = self._kind, self._text, self._asked
        self._desk.tasks.read(self, lambda: (asked, judge(kind, text)), self._on_judged)

    def _on_judged(self, answer: tuple[int, Judgement]) -> None:
        asked, found = answer
        if asked != self._asked:
            return
        named = [name for name in self._hidden_names if fold(name) in fold(self._text)]
        lacking = [element for element in found.missing if element in SHOWN]
        ready = not found.advice and not lacking and not named
        self._title.setText(self.tr("Ready to send") if ready else self.tr("Before you send"))
        number = found.measure.words
        counted = self.tr("1 word") if number == 1 else self.tr("{number} words").format(number=number)
        good = Kind.GOOD if found.measure.length == "good" else Kind.NEUTRAL if ready else Kind.DUE
        self._words.show_state(counted, good)
        self._words.show()
        self._words.setToolTip(self.tr("50 to 125 words are answered most often."))
        self._chips.clear()
        for element in SHOWN:
            if element in found.present:
                self._chips.addWidget(Chip(f"✓ {_name(element)}", Kind.GOOD))
            elif element in lacking:
                self._chips.addWidget(Chip(self.tr("no {element}").format(element=_name(element)), Kind.DUE))
        if self._hidden_names:
            told = self.tr("names {name}").format(name=named[0]) if named else self.tr("names neither side yet")
            self._chips.addWidget(Chip(told, Kind.WRONG if named else Kind.DUE))
        self._advice.setText("\n".join(found.advice))
        self._advice.setVisible(bool(found.advice))
        self.setAccessibleName(self._title.text())


def _name(element: Element) -> str:
    return word(element).replace("_", " ")
