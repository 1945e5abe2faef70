"""What is shown below a text that the coach reads: its verdict in a line, what the text says, and one hint."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.coach import VagueSpan
from netdesk.domain.words import Element
from netdesk.ui.coaching import Coaching
from netdesk.ui.glossary import Term, explain
from netdesk.ui.steps import later
from netdesk.ui.tokens import Kind
from netdesk.ui.widgets.buttons import IconButton
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.labels import Muted
from netdesk.ui.words import word

FIELDS = (Element.PURPOSE, Element.TOPIC, Element.ASK, Element.WHO, Element.BOUND)
TERMS = {Element.BOUND: Term.BOUND, Element.EASY_NO: Term.EASY_NO}
"""The elements whose name is to be explained."""


class ElementChips(QWidget):
    """A chip for each element of an ask, which lights up once the text says it; others may stand behind them."""

    def __init__(self, elements: Sequence[Element] = FIELDS) -> None:
        """Show nothing as said yet."""
        super().__init__()
        self.flow = FlowLayout(self)
        self._chips = {element: Chip() for element in elements}
        for element, chip in self._chips.items():
            self.flow.addWidget(chip)
            if element in TERMS:
                explain(chip, TERMS[element])
        self.show_elements((), ())

    def show_elements(
        self, present: Collection[Element], missing: Collection[Element], shown: Collection[Element] | None = None
    ) -> None:
        """Light up what is present, name what is missing, and leave out what is not to be `shown`."""
        for element, chip in self._chips.items():
            name = word(element).replace("_", " ")
            if element in present:
                state = f"✓ {name}", Kind.GOOD
            elif element in missing:
                state = self.tr("no {element}").format(element=name), Kind.DUE
            else:
                state = name, Kind.NEUTRAL
            if state != (chip.text(), chip.kind):
                chip.show_state(*state)
            chip.setVisible(shown is None or element in shown)


class HintRow(QWidget):
    """Why the first underlined wording leaves the reader stuck, and what to write instead; it can be dismissed."""

    def __init__(self, coaching: Coaching) -> None:
        """Show the hints of a text as they come."""
        super().__init__()
        self._coaching = coaching
        self._shown: VagueSpan | None = None
        self._text = Muted(small=True, wrap=True)
        self._dismiss = IconButton("close", self.tr("Dismiss hint"))
        self._dismiss.clicked.connect(self._on_dismissed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self._dismiss, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()
        coaching.judged.connect(partial(later, self, self._refresh))

    def _refresh(self) -> None:
        self._shown = next(iter(self._coaching.hints()), None)
        if self._shown is not None:
            self._text.setText(f"“{self._shown.text}”: {self._shown.why} {self._shown.instead}")
        self.setVisible(self._shown is not None)

    def _on_dismissed(self) -> None:
        if self._shown is not None:
            self._coaching.dismiss(self._shown.text)


class CoachLines(QWidget):
    """The verdict on a text, its elements and the first hint, below its editor; gone while nothing is to be said."""

    def __init__(self, coaching: Coaching) -> None:
        """Follow a text."""
        super().__init__()
        self._coaching = coaching
        self.line = Muted(wrap=True)
        self.chips = ElementChips()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.line, self.chips, HintRow(coaching)):
            column.addWidget(widget)
        self.hide()
        coaching.judged.connect(self._refresh)

    def _refresh(self) -> None:
        verdict, told = self._coaching.verdict, summed_up(self._coaching)
        self.line.setText(told)
        self.chips.setVisible(verdict.language_known)
        self.chips.show_elements({found.element for found in verdict.present}, verdict.missing)
        self.setVisible(bool(told))


def summed_up(coaching: Coaching) -> str:
    """Say the verdict on a text in one line; nothing of a text without words."""
    verdict = coaching.verdict
    if not (coaching.speaks and any(map(str.isalpha, coaching.body))):
        return ""
    if not verdict.language_known:
        return _tr("The coach reads English; keep it as it was said.")
    if verdict.specific:
        told = _tr("Specific: somebody could act on this.") if verdict.sure else _tr("Specific, as it seems.")
    else:
        told = _tr("Still vague.") if verdict.sure else _tr("Perhaps still vague.")
        told = " ".join([told, *verdict.ask_back[:1]])
    if coaching.less_sure:
        told += " " + _tr("(Less sure: the language model is missing.)")
    return told


def _tr(text: str) -> str:
    return QCoreApplication.translate("CoachLines", text)
