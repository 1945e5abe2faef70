"""The editor for the wording of an ask, with what the coach thinks of it while it is written."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from netdesk.coach import Verdict, coach
from netdesk.domain.words import Element
from netdesk.ui.desk import Desk
from netdesk.ui.glossary import Term, explain
from netdesk.ui.theme import theme
from netdesk.ui.tokens import Kind
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.editor import PlainTextEditor
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.highlighter import Span, WavyHighlighter
from netdesk.ui.widgets.labels import Muted

PAUSE_MS, EDITOR, BELOW = 250, 84, 104
"""What the coach says takes its room from the editor, so that the form around it stays as it is."""
_SHOWN = (Element.PURPOSE, Element.TOPIC, Element.ASK, Element.WHO, Element.BOUND)


class WordingEditor(QWidget):
    """A text with waves under what is vague, a line that sums up, and a chip for each element it has or lacks."""

    judged = Signal(object)
    """The coach's verdict on the text as it stands."""

    def __init__(self, desk: Desk, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        """Say nothing until something is written, or ever, where the settings say so."""
        super().__init__(parent)
        self._desk = desk
        self._hints = bool(desk.services.preferences.get("coach"))
        self.editor = PlainTextEditor("", placeholder)
        self.editor.setAccessibleName(name)
        self.editor.setMinimumHeight(theme().px(EDITOR))
        self.editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(theme().px(EDITOR + BELOW))
        self._waves = WavyHighlighter(self.editor)
        self._line = Muted(wrap=True)
        self._chips = FlowLayout()
        chips = QWidget()
        chips.setLayout(self._chips)
        self._said = (self._line, chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.editor, 1)
        column.addWidget(self._line)
        column.addWidget(chips)
        for part in self._said:
            part.hide()
        self._asked: str | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        self.editor.textChanged.connect(self._timer.start)
        self.setFocusProxy(self.editor)

    def text(self) -> str:
        """Return what is written."""
        return self.editor.text()

    def set_text(self, text: str) -> None:
        """Show another text; what the coach thinks of it follows."""
        self.editor.set_text(text)

    def _ask(self) -> None:
        """Ask about another text only: underlining counts as a change of the text too."""
        text = self.editor.text()
        if self._hints and text != self._asked:
            self._asked = text
            self._desk.tasks.read(self, lambda: (text, coach(text)), self._show)

    def _show(self, answer: tuple[str, Verdict]) -> None:
        text, verdict = answer
        if text != self.editor.text():
            return
        self._waves.set_spans([Span(one.start, one.end, f"{one.why}\n{one.instead}") for one in verdict.spans])
        self._line.setText(self._summed_up(verdict) if text.strip() else "")
        self._chips.clear()
        for part in self._said:
            part.setVisible(bool(text.strip()))
        if text.strip() and verdict.language_known:
            self._show_elements(verdict)
        self.judged.emit(verdict)

    def _summed_up(self, verdict: Verdict) -> str:
        if not verdict.language_known:
            return self.tr("The coach reads English; keep it as it was said.")
        if verdict.specific:
            return self.tr("Specific: somebody could act on this.")
        first = verdict.spans[0].instead if verdict.spans else next(iter(verdict.ask_back), "")
        return self.tr("Still vague. {hint}").format(hint=first)

    def _show_elements(self, verdict: Verdict) -> None:
        names = {
            Element.PURPOSE: self.tr("purpose"),
            Element.TOPIC: self.tr("topic"),
            Element.ASK: self.tr("ask"),
            Element.WHO: self.tr("who"),
            Element.BOUND: self.tr("bound"),
        }
        present = {found.element for found in verdict.present}
        for element in _SHOWN:
            if element in present:
                chip = Chip(f"✓ {names[element]}", Kind.GOOD)
            elif element in verdict.missing:
                chip = Chip(self.tr("no {element}").format(element=names[element]), Kind.DUE)
            else:
                continue
            if element is Element.BOUND:
                explain(chip, Term.BOUND)
            self._chips.addWidget(chip)
