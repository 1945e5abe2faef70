"""The card of somebody who can help with a request, or of what can answer it."""

from __future__ import annotations

from functools import cached_property, partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.domain.words import Band, RequestState
from netdesk.graph.ties import GOOD
from netdesk.services.match_rows import MatchRow
from netdesk.services.request_detail import RequestDetail
from netdesk.ui.days import day_text
from netdesk.ui.desk import Desk
from netdesk.ui.sections.request.moves import RequestMoves
from netdesk.ui.sections.ways import WaysView
from netdesk.ui.tokens import Kind, Token
from netdesk.ui.widgets.avatar import AVATAR, Avatar
from netdesk.ui.widgets.beside_layout import AsideLayout, LabelLayout
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.labels import Muted, Paragraph, Run
from netdesk.ui.widgets.lock import Lock
from netdesk.ui.words import word

BAND_KINDS = {Band.STRONG: Kind.GOOD, Band.GOOD: Kind.MOVING, Band.PERHAPS: Kind.NEUTRAL}


class HelperCard(Card):
    """Somebody, or a resource, that may help, and the one thing to do about it."""

    def __init__(
        self,
        desk: Desk,
        moves: RequestMoves,
        request: RequestDetail | None,
        row: MatchRow,
        parent: QWidget | None = None,
    ) -> None:
        """Show a match; without a request nothing can be done with it."""
        super().__init__(parent=parent)
        self.row = row
        self._desk, self._moves, self._request = desk, moves, request
        self.setAccessibleName(row.name)
        because = Paragraph().of(
            Run(f"“{row.because}”", token=Token.SECOND), Run(f" — {self._source(row)}", token=Token.SECOND)
        )
        self._words = words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(self._head(row))
        words.addWidget(because)
        if row.remark:
            words.addWidget(Muted(row.remark, small=True, wrap=True))
        words.addLayout(self._buttons(row))
        avatar = Avatar(row.name)
        line = LabelLayout(avatar, column=AVATAR, spacing=10)
        line.setAlignment(avatar, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        line.add(words)
        self.body.addLayout(line)

    @cached_property
    def ways(self) -> WaysView:
        """The ways to whoever it is; built when they are asked for, which they are of few."""
        made = WaysView(self._desk)
        made.found.connect(self._on_ways)
        self._words.addWidget(made)
        return made

    def _head(self, row: MatchRow) -> AsideLayout:
        """Who it is, and at the end of the line how well they fit."""
        top, role = Qt.AlignmentFlag.AlignTop, "" if row.role in row.because else f" {row.role}"
        fit = QHBoxLayout()
        fit.setSpacing(6)
        if row.private:
            fit.addWidget(Lock(), 0, top)
        fit.addWidget(Chip(word(row.band), BAND_KINDS[row.band]), 0, top)
        line = AsideLayout(spacing=6)
        line.add(Paragraph().of(Run(row.name, strong=True), Run(role, token=Token.SECOND)))
        line.add(fit)
        return line

    def _buttons(self, row: MatchRow) -> FlowLayout:
        line = FlowLayout(spacing=16)
        line.setContentsMargins(0, 6, 0, 0)
        if row.kind == "resource":
            self.primary = Button(self.tr("Answer by it"), ButtonKind.LINK)
            self.primary.setAccessibleName(self.tr("Answer by {name}").format(name=row.name))
            self.primary.clicked.connect(self._answer)
            line.addWidget(self.primary)
        else:
            self.primary = Button(self.tr("Ask first"), ButtonKind.LINK)
            self.primary.setAccessibleName(self.tr("Ask {name} first").format(name=row.name))
            self.primary.clicked.connect(self._ask)
            plan = Button(self.tr("Add to chain"), ButtonKind.QUIET)
            plan.setAccessibleName(self.tr("Add {name} to the chain").format(name=row.name))
            plan.clicked.connect(self._plan)
            line.addWidget(self.primary)
            line.addWidget(plan)
            if row.strength < GOOD:
                self.lead = Button(self.tr("Ways to them"), ButtonKind.QUIET)
                self.lead.setAccessibleName(self.tr("Ways to {name}").format(name=row.name))
                self.lead.clicked.connect(self._find_ways)
                line.addWidget(self.lead)
        self.away = Button(self.tr("Not them") if row.kind == "contact" else self.tr("Not this"), ButtonKind.QUIET)
        self.away.setAccessibleName(self.tr("Leave {name} out").format(name=row.name))
        self.away.clicked.connect(self._leave_out)
        line.addWidget(self.away)
        return line

    def _source(self, row: MatchRow) -> str:
        today = self._desk.services.clock.today()
        return f"{row.source}, {day_text(row.day, today)}" if row.day is not None else row.source

    def _ask(self) -> None:
        if self._request is not None:
            self._moves.ask_first(self._request.id, self.row.id, self.row.told)

    def _plan(self) -> None:
        if self._request is not None:
            add = self._desk.services.hops.add
            self._desk.do(self, partial(add, self._request.id, contact=self.row.id, because=self.row.told))

    def _find_ways(self) -> None:
        """Look for who could lead me to somebody whom I hardly know, to ask them for what the request is about."""
        if self._request is not None:
            self.ways.show_ways((), self.tr("Looking…"))
            self.ways.look_for(self.row.id, self._request.topic)

    def _on_ways(self) -> None:
        if self.lead.hasFocus():
            self.ways.focus_first()

    def _answer(self) -> None:
        if self._request is not None and self._request.state in (RequestState.SPECIFIC, RequestState.MOVING):
            self._moves.answer_by_resource(self._request.id, self.row.id)

    def _leave_out(self) -> None:
        if self._request is not None:
            leave_out = self._desk.services.left_out.add
            self._desk.do(self, partial(leave_out, self._request.id, self.row.kind, self.row.id), self._on_left_out)

    def _on_left_out(self, _: object) -> None:
        self._desk.done.emit(self.tr("{name} is left out of this request.").format(name=self.row.name))
