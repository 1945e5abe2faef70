"""What makes a message easy to answer: its length, what it says and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netdesk.composer.measure import Measure, advice, measure
from netdesk.composer.records import Lack
from netdesk.domain.text import fold
from netdesk.domain.words import Element, MessageKind
from netdesk.ui.coaching import Coaching
from netdesk.ui.desk import Desk
from netdesk.ui.tokens import Kind
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.coach_lines import ElementChips, HintRow, summed_up
from netdesk.ui.widgets.labels import Heading, Muted

PAUSE_MS = 250
ASKING = frozenset({MessageKind.ASK, MessageKind.OPT_IN, MessageKind.FORWARDABLE_NOTE})
"""Kinds that carry an ask, so that its elements are looked for."""

SHOWN = (Element.PURPOSE, Element.TOPIC, Element.ASK, Element.BOUND, Element.EASY_NO)


@dataclass(frozen=True, slots=True)
class Situation:
    """What a message stands in: whom it must not name yet, and whether it passes an ask on."""

    hidden_names: tuple[str, ...] = ()
    passes_ask_on: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """What is found in a text once typing pauses."""

    measured: Measure
    advised: tuple[str, ...]
    lacks: tuple[Lack, ...]


class Guide(Card):
    """Follows the text while it is written: what the coach says of its ask, its length and what it lacks yet."""

    def __init__(self, desk: Desk, coaching: Coaching, parent: QWidget | None = None) -> None:
        """Say nothing until `follow`."""
        super().__init__(parent=parent)
        self._desk, self._coaching = desk, coaching
        self._kind = MessageKind.ASK
        self._text = ""
        self._situation = Situation()
        self._asked = 0
        self._message_id = 0
        self._reading: Reading | None = None
        self._title = Heading(self.tr("Reading it over"))
        self._words = Chip()
        self._words.setToolTip(self.tr("50 to 125 words are answered most often."))
        self._switch = Button("", ButtonKind.LINK)
        self._switch.clicked.connect(self._on_switch)
        self._chips = ElementChips(SHOWN)
        self._naming = Chip()
        self._chips.flow.addWidget(self._naming)
        self._line = Muted(small=True, wrap=True)
        self._advice = Muted(small=True, wrap=True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title)
        top.addWidget(self._words)
        top.addStretch()
        top.addWidget(self._switch)
        self.body.setSpacing(6)
        self.body.addLayout(top)
        for widget in (self._chips, self._line, HintRow(coaching), self._advice):
            self.body.addWidget(widget)
        for part in (self._words, self._switch, self._chips, self._line, self._advice):
            part.hide()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        coaching.judged.connect(self._show)

    def follow(self, message_id: int, kind: MessageKind, text: str, situation: Situation) -> None:
        """Show what is judged of this text for what it stands in, and measure it soon."""
        if message_id != self._message_id:
            self._message_id, self._reading = message_id, None
            self._asked += 1
        self._kind, self._text, self._situation = kind, text, situation
        self._timer.start()
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _ask(self) -> None:
        self._timer.stop()
        self._asked += 1
        message_id, kind, text, asked = self._message_id, self._kind, self._text, self._asked
        unsaid = self._desk.services.messages.unsaid

        def read() -> tuple[int, Reading]:
            return asked, Reading(measure(text), advice(kind, text), unsaid(message_id, text))

        self._desk.tasks.read(self, read, self._on_read)

    def _on_read(self, answer: tuple[int, Reading]) -> None:
        asked, reading = answer
        if asked == self._asked:
            self._reading = reading
            self._show()

    def _on_switch(self) -> None:
        self._coaching.set_quiet(quiet=not self._coaching.standing.quiet)

    def _show(self) -> None:
        """Say what is judged, and once there is a measure whether the message is ready."""
        missing = self._show_elements()
        if self._reading is None:
            return
        measured, advised = self._reading.measured, self._reading.advised
        named = [name for name in self._situation.hidden_names if fold(name) in fold(self._text)]
        wanted = [lack.sentence for lack in self._reading.lacks if not self._is_judged_present(lack)]
        ready = not (advised or missing or named or wanted)
        self._title.setText(self.tr("Ready to send") if ready else self.tr("Before you send"))
        self.setAccessibleName(self._title.text())
        number = measured.words
        counted = self.tr("1 word") if number == 1 else self.tr("{number} words").format(number=f"{number:,}")
        good = Kind.GOOD if measured.length == "good" else Kind.NEUTRAL if ready else Kind.DUE
        self._words.show_state(counted, good)
        self._words.show()
        told = self.tr("names {name}").format(name=named[0]) if named else self.tr("✓ names neither side yet")
        self._naming.show_state(told, Kind.WRONG if named else Kind.GOOD)
        self._naming.setVisible(bool(self._situation.hidden_names))
        self._advice.setText("\n".join([*wanted, *advised]))
        self._advice.setVisible(bool(self._advice.text()))

    def _is_judged_present(self, lack: Lack) -> bool:
        """Leave it to the coach whether an element is said; where the coach is silent, so is this list."""
        if lack.element is None:
            return False
        silent = not self._coaching.speaks
        return silent or any(found.element is lack.element for found in self._coaching.verdict.present)

    def _show_elements(self) -> list[Element]:
        """Show what the ask says, and return what it lacks; of a message without an ask only the easy way to say no."""
        verdict, asks = self._coaching.verdict, self._kind in ASKING
        judged = self._coaching.speaks and verdict.language_known
        shown = [one for one in SHOWN if judged and (self._situation.passes_ask_on or one is Element.EASY_NO)]
        missing = [element for element in verdict.missing if element in shown]
        self._chips.show_elements({found.element for found in verdict.present}, missing, shown)
        self._chips.setVisible(bool(shown or self._situation.hidden_names))
        self._line.setText(summed_up(self._coaching) if asks and self._situation.passes_ask_on else "")
        self._line.setVisible(bool(self._line.text()))
        quiet = self._coaching.standing.quiet
        self._switch.set_text(self.tr("Switch coach on") if quiet else self.tr("Switch coach off"))
        self._switch.setVisible(asks and self._coaching.standing.enabled)
        return missing
