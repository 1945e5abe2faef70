"""The articulated ask, edited where it stands, beside the wording it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.coach import coach, said_in, said_in_answers
from netdesk.composer.records import Ask
from netdesk.domain.asks import says_enough
from netdesk.services.hints import of_request
from netdesk.services.request_detail import RequestDetail
from netdesk.services.requests import ASK_FIELDS
from netdesk.ui.coaching import Coaching
from netdesk.ui.desk import Desk
from netdesk.ui.glossary import Term, meaning
from netdesk.ui.sections.request.moves import VAGUE
from netdesk.ui.sections.request.part import Part
from netdesk.ui.widgets.book_field import BookField, editing
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.coach_lines import CoachLines
from netdesk.ui.widgets.editor import GrowingEditor
from netdesk.ui.widgets.labels import Muted, PlainLabel
from netdesk.ui.widgets.proposals import Proposals, field_labels


class AskPart(Part):
    """Purpose, topic, ask, who and bound; while the request is vague, what was found for them and the way on.

    `clarified` comes once it is specific.
    """

    clarified = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the fields."""
        super().__init__(desk, parent=parent)
        self.setAccessibleName(self.tr("Articulated ask"))
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
        labels = field_labels()
        for name, hint in zip(ASK_FIELDS, hints, strict=True):
            self.fields[name] = BookField(desk, labels[name], placeholder=hint)
            rows.addWidget(self.fields[name])
        self.fields["bound"].explain(meaning(Term.BOUND))
        self._wants_proposals = False
        self._proposals = Proposals()
        self._proposals.accepted.connect(self._take_over)
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
        self.body.addWidget(self._proposals)
        self.body.addWidget(self._vague)
        self.body.addWidget(self._refusal)
        self.wording = WordingCard(desk)
        self.wording.found.connect(self._offer)
        self.body.addWidget(self.wording)

    def refresh(self, request: RequestDetail) -> None:
        """Show the ask and its wording."""
        edit = self.desk.services.requests.edit
        for name, field in self.fields.items():
            field.bind(request.id, getattr(request, name), editing(edit, request.id, name))
        self._vague.setVisible(request.state in VAGUE)
        if request.state not in VAGUE or says_enough(request):
            self._refuse("")
        self.wording.show_wording(request)

    def leave(self) -> None:
        """Save what is being edited."""
        self._refuse("")
        for field in self.fields.values():
            field.leave()

    def focus_first(self) -> None:
        """Go to what was found for the fields, as soon as that is known, or to the first of them."""
        self._wants_proposals = self._proposals.isHidden()
        if self._wants_proposals:
            self.fields["purpose"].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._proposals.focus_all()

    def clarify(self) -> None:
        """Make the request specific; where too little is said yet, open the field that lacks."""
        if self.request is None:
            return
        for field in self.fields.values():
            field.save()
        said = Ask(**{name: field.text().strip() for name, field in self.fields.items()})
        if not says_enough(said):
            self.fields["topic" if said.ask else "ask"].edit()
            self._refuse(self.tr("Say at least what is asked for, and about what; then it can be passed on."))
            return
        for field in self.fields.values():
            field.leave()
        self._refuse("")
        verb = partial(self.desk.services.requests.clarify, self.request.id)
        self.desk.do(self, verb, self._on_clarified, failed=self._refuse)

    def _offer(self, found: Mapping[str, str]) -> None:
        self._proposals.offer(found)
        if self._wants_proposals and found and self.fields["purpose"].hasFocus():
            self._wants_proposals = False
            self._proposals.focus_all()

    def _take_over(self, said: Mapping[str, str]) -> None:
        """Fill in what was found, as one step of undo, and lead on: to Clarify once that says enough."""
        if self.request is None:
            return
        self.desk.do(self, partial(self.desk.services.requests.edit, self.request.id, **said))
        known = {name: getattr(self.request, name) for name in ("purpose", "topic", "ask", "who")}
        enough = says_enough(Ask(**(known | {name: text for name, text in said.items() if name in known})))
        (self._clarify if enough else self.fields[next(iter(said))]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_clarified(self, _: object) -> None:
        self.clarified.emit()

    def _refuse(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))


class WordingCard(Card):
    """The request as it was worded, with waves under what is vague; while it is, what the coach says of it.

    `found` tells what it says, and what was answered to questions back, by the names of the fields that are empty.
    """

    found = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing until `show_wording`."""
        super().__init__(QCoreApplication.translate("WordingCard", "Original wording"), parent)
        self._editor = GrowingEditor(read_only=True)
        self._editor.setAccessibleName(self.tr("Original wording"))
        self.coaching = Coaching(desk, self._editor)
        self.coaching.judged.connect(self._propose)
        self._desk = desk
        self._request: RequestDetail | None = None
        self._asked: tuple[tuple[str, ...], bool] = ((), False)
        """The answers that are read, and whether by the models."""

        self._answered: dict[str, str] = {}
        desk.coach_opened.connect(self._read_answers)
        self._while_vague = QWidget()
        said = QVBoxLayout(self._while_vague)
        said.setContentsMargins(0, 4, 0, 0)
        said.addWidget(CoachLines(self.coaching))
        self.body.addWidget(self._editor)
        self.body.addWidget(self._while_vague)

    def show_wording(self, request: RequestDetail) -> None:
        """Show the wording of a request; what the coach thinks of it follows."""
        if self._request is None or self._request.id != request.id or request.state not in VAGUE:
            self.found.emit({})
        self._request = request
        self.setVisible(bool(request.original_wording))
        self._while_vague.setVisible(request.state in VAGUE)
        if self._editor.text() != request.original_wording:
            self._editor.set_text(request.original_wording)
            self._editor.grow()
        self.coaching.begin(of_request(request.id))
        self._read_answers()
        self._propose()

    def _read_answers(self) -> None:
        """Find what was answered, beside the window: by wording until the models may be loaded."""
        request = self._request
        answers = request.answers if request is not None and request.state in VAGUE else ()
        asked = answers, self._desk.coach_is_open
        if asked == self._asked:
            return
        self._asked, self._answered = asked, {}
        judge = self._desk.services.coach.judge if self._desk.coach_is_open else coach
        if answers:
            self._desk.tasks.think(self, partial(said_in_answers, answers, judge), partial(self._on_answers, asked))

    def _on_answers(self, asked: tuple[tuple[str, ...], bool], said: dict[str, str]) -> None:
        if asked == self._asked:
            self._answered = said
            self._propose()

    def _propose(self) -> None:
        """Offer what was answered, and what the wording says, for the fields that are empty."""
        request = self._request
        if request is not None and request.state in VAGUE and self.coaching.is_final():
            said = asdict(said_in(self.coaching.verdict)) | self._answered
            self.found.emit({name: text for name, text in said.items() if text and not getattr(request, name).strip()})
