"""The articulated ask, edited where it stands, beside the wording it came from."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.coach import Verdict, coach
from netdesk.services.request_rows import RequestDetail
from netdesk.services.requests import ASK_FIELDS
from netdesk.ui.desk import Desk
from netdesk.ui.glossary import Term, meaning
from netdesk.ui.sections.request.moves import VAGUE
from netdesk.ui.sections.request.part import Part
from netdesk.ui.widgets.book_field import BookField, editing
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.editor import GrowingEditor
from netdesk.ui.widgets.highlighter import Span, WavyHighlighter
from netdesk.ui.widgets.labels import Muted, PlainLabel


class AskPart(Part):
    """Purpose, topic, ask, who and bound; while the request is vague, the button that makes it specific.

    `clarified` comes once it is.
    """

    clarified = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the fields."""
        super().__init__(desk, parent=parent)
        self.setAccessibleName(self.tr("Articulated ask"))
        labels = (self.tr("Purpose"), self.tr("Topic"), self.tr("Ask"), self.tr("Who"), self.tr("Bound"))
        hints = (
            self.tr("What would be different if this worked?"),
            self.tr("Which part exactly: product, process, country?"),
            self.tr("An introduction, a document, or one answer?"),
            self.tr("What has the ideal person already done?"),
            self.tr("By when, and how many minutes?"),
        )
        rows = QVBoxLayout()
        rows.setSpacing(0)
        self.fields: dict[str, BookField] = {}
        for name, label, hint in zip(ASK_FIELDS, labels, hints, strict=True):
            self.fields[name] = BookField(desk, label, placeholder=hint)
            rows.addWidget(self.fields[name])
        self.fields["bound"].explain(meaning(Term.BOUND))
        self._clarify = Button(self.tr("Clarify"), ButtonKind.LINK, "check")
        self._clarify.setAccessibleName(self.tr("Clarify request"))
        self._clarify.clicked.connect(self.clarify)
        self._refusal = PlainLabel("", "wrong", wrap=True)
        self._refusal.hide()
        self._vague = QWidget()
        row = QHBoxLayout(self._vague)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._clarify)
        row.addWidget(Muted(self.tr("makes it specific, ready to be passed on"), small=True, wrap=True), 1)
        self.body.addLayout(rows)
        self.body.addWidget(self._vague)
        self.body.addWidget(self._refusal)
        self.wording = WordingCard(desk)
        self.body.addWidget(self.wording)

    def refresh(self, request: RequestDetail) -> None:
        """Show the ask and its wording."""
        edit = self.desk.services.requests.edit
        for name, field in self.fields.items():
            field.bind(request.id, getattr(request, name), editing(edit, request.id, name))
        self._vague.setVisible(request.state in VAGUE)
        if request.state not in VAGUE or _says_enough({name for name in ASK_FIELDS if getattr(request, name).strip()}):
            self._refuse("")
        self.wording.show_wording(request.original_wording)

    def leave(self) -> None:
        """Save what is being edited."""
        self._refuse("")
        for field in self.fields.values():
            field.leave()

    def clarify(self) -> None:
        """Make the request specific; where too little is said yet, open the field that lacks."""
        if self.request is None:
            return
        for field in self.fields.values():
            field.save()
        said = {name for name, field in self.fields.items() if field.text().strip()}
        if not _says_enough(said):
            self.fields["topic" if "ask" in said else "ask"].edit()
            self._refuse(self.tr("Say at least what is asked for, and about what; then it can be passed on."))
            return
        for field in self.fields.values():
            field.leave()
        self._refuse("")
        verb = partial(self.desk.services.requests.clarify, self.request.id)
        self.desk.do(self, verb, self._on_clarified, failed=self._refuse)

    def _on_clarified(self, _: object) -> None:
        self.clarified.emit()

    def _refuse(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))


def _says_enough(said: set[str]) -> bool:
    return ("ask" in said and bool(said & {"topic", "purpose", "who"})) or {"topic", "who"} <= said


class WordingCard(Card):
    """The request as it was worded, with waves under what is vague."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing until `show_wording`."""
        super().__init__(QCoreApplication.translate("WordingCard", "Original wording"), parent)
        self._desk = desk
        self._text: str | None = None
        self._editor = GrowingEditor(read_only=True)
        self._editor.setAccessibleName(self.tr("Original wording"))
        self._waves = WavyHighlighter(self._editor)
        self._lacks = Muted(small=True, wrap=True)
        self.body.addWidget(self._editor)
        self.body.addWidget(self._lacks)

    def show_wording(self, text: str) -> None:
        """Show a wording; what the coach thinks of it follows."""
        self.setVisible(bool(text))
        if text == self._text:
            return
        self._text = text
        self._waves.set_spans(())
        self._editor.set_text(text)
        self._editor.grow()
        self._lacks.hide()
        self._desk.tasks.read(self, lambda: (text, coach(text)), self._on_judged)

    def _on_judged(self, answer: tuple[str, Verdict]) -> None:
        text, verdict = answer
        if text != self._text:
            return
        self._waves.set_spans([Span(one.start, one.end, f"{one.why}\n{one.instead}") for one in verdict.spans])
        told = "\n".join(f"“{one.text}”: {one.instead}" for one in verdict.spans)
        self._editor.setAccessibleDescription(told)
        self._lacks.setText(verdict.spans[0].why if verdict.spans else "")
        self._lacks.setVisible(bool(verdict.spans))
