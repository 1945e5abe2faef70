"""The hop chain: how the request came this far, through whom it goes on, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from netdesk.domain.states import HELPFUL_HOP_STATES, HOP_MOVES
from netdesk.domain.words import HopState, MessageKind, RequestDirection, StepKind
from netdesk.services.next_action import Action
from netdesk.services.request_detail import HopRow, RequestDetail, StepRow
from netdesk.ui.days import day_text
from netdesk.ui.desk import Desk
from netdesk.ui.glossary import Term, explain
from netdesk.ui.sections.request.moves import PASSING_ON, RequestMoves
from netdesk.ui.sections.request.part import Part
from netdesk.ui.theme import theme
from netdesk.ui.tokens import Kind, Token
from netdesk.ui.widgets.buttons import Button, ButtonKind, ElidedButton, IconButton
from netdesk.ui.widgets.labels import Paragraph, Run
from netdesk.ui.widgets.line_layout import LINE_HEIGHT
from netdesk.ui.widgets.menu import Menu
from netdesk.ui.widgets.rows import Rows
from netdesk.ui.words import word

INDENT, DOT, AROUND = 20, 10, 4
HOP_KINDS = {
    HopState.PLANNED: Kind.NEUTRAL,
    HopState.ASKED: Kind.MOVING,
    HopState.ACCEPTED: Kind.GOOD,
    HopState.DELIVERED: Kind.ACCENT,
    HopState.DECLINED: Kind.WRONG,
    HopState.LAPSED: Kind.NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class _Told:
    """What a line says; with a hop, its moves can be made there, as the next move can where it is that."""

    text: str
    aside: str
    kind: Kind
    step: StepRow | None = None
    hop: HopRow | None = None
    is_next: bool = False


class ChainPart(Part):
    """The way so far, the hops as a tree with their states and dates, and the next move."""

    def __init__(self, desk: Desk, moves: RequestMoves, parent: QWidget | None = None) -> None:
        """Build an empty chain."""
        super().__init__(desk, _tr("Hop chain"), parent)
        self._moves = moves
        self._add = Button(self.tr("Add hop"), ButtonKind.LINK, "plus")
        self._add.clicked.connect(self._on_add)
        explain(self.heading, Term.HOP_CHAIN)
        explain(self._add, Term.HOP)
        self.head.addWidget(self._add)
        self._rows = Rows(0)
        self.body.addLayout(self._rows)
        self.hops: dict[int, HopLine] = {}

    def refresh(self, request: RequestDetail) -> None:
        """Show steps, hops and the next move."""
        today = self.desk.services.clock.today()
        self._add.setVisible(request.state in PASSING_ON)
        lines = [
            _Told(told, day_text(step.at.day, today), Kind.ACCENT, step)
            for step in request.steps
            if (told := self._told(request, step)) and step.hop_id is None and step.introduction_id is None
        ]
        lines += [_Told(hop.name, _dates(self.desk, hop), HOP_KINDS[hop.state], hop=hop) for hop in request.hops]
        if request.next_action is not None and request.next_action.action is not Action.REOPEN:
            lines.append(_Told(request.next_action.label, "", Kind.NEUTRAL, is_next=True))
        self._rows.show_values(lines, self._line)
        self.hops = {hop.id: self.hops[hop.id] for hop in request.hops}
        for line in self.hops.values():
            line.request = request

    def _line(self, told: _Told) -> QWidget:
        if told.is_next:
            line = _Line(told.text, "", told.kind)
            line.text.hide()
            button = ElidedButton(self.tr("Next: {action}").format(action=told.text))
            button.clicked.connect(self._on_next)
            line.row.addWidget(button)
            line.row.addStretch(1)
            return line
        if told.hop is None:
            return _Line(told.text, told.aside, told.kind)
        self.hops[told.hop.id] = HopLine(self.desk, self._moves, told, told.hop)
        return self.hops[told.hop.id]

    def _told(self, request: RequestDetail, step: StepRow) -> str:
        """Say a step of the way before the hops; nothing for the others, which the timeline has."""
        who = request.requesters[0][1] if request.requesters else self.tr("Somebody")
        mine = request.direction is RequestDirection.MADE
        if step.kind is StepKind.CAPTURED:
            return self.tr("I asked") if mine else self.tr("{name} asked me").format(name=who)
        if step.kind is StepKind.ASKED_BACK:
            return self.tr("Asked back")
        if step.kind is StepKind.CLARIFIED:
            return self.tr("Made specific")
        return ""

    def _on_next(self) -> None:
        if self.request is not None and self.request.next_action is not None:
            self._moves.perform(self.request, self.request.next_action)

    def _on_add(self) -> None:
        if self.request is not None:
            self._moves.add_hop(self.request)


class _Line(QWidget):
    """A dot and what happened."""

    def __init__(self, told: str, aside: str, kind: Kind, depth: int = 0) -> None:
        super().__init__()
        self.text = Paragraph()
        self.text.setContentsMargins(0, theme().px(AROUND), 0, theme().px(AROUND))
        runs = [Run(told, strong=True)]
        if aside:
            runs.append(Run(f" {aside}", token=Token.SECOND, small=True))
        self.text.set_runs(runs)
        self.setAccessibleName(f"{told} {aside}".strip())
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(theme().px(INDENT) * min(depth, 8), 0, 0, 0)
        self.row.setSpacing(10)
        self.row.addWidget(_Dot(kind), 0, Qt.AlignmentFlag.AlignTop)
        self.row.addWidget(self.text, 1)


class HopLine(_Line):
    """A hop with its dates, and its moves in a menu as its `request` allows them."""

    def __init__(self, desk: Desk, moves: RequestMoves, told: _Told, hop: HopRow) -> None:
        super().__init__(told.text, told.aside, told.kind, hop.depth)
        self._desk, self._moves, self._hop = desk, moves, hop
        self.request: RequestDetail | None = None
        if hop.outcome:
            self.text.set_runs(
                [
                    Run(hop.name, strong=True),
                    Run(f" {told.aside}", token=Token.SECOND, small=True),
                    Run(f"\n{hop.outcome}", token=Token.SECOND),
                ]
            )
        self.button = IconButton("more", self.tr("Moves for {name}").format(name=hop.name))
        self.menu = Menu(self.button)
        self.menu.aboutToShow.connect(self.fill)
        self.button.setMenu(self.menu)
        self.row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def fill(self) -> None:
        """Offer what this hop allows."""
        menu, hop, request, moves = self.menu, self._hop, self.request, self._moves
        menu.clear()
        if request is None:
            return
        may_ask = request.state in PASSING_ON and hop.contact_id is not None
        if may_ask and hop.state in (HopState.PLANNED, HopState.DECLINED, HopState.LAPSED):
            ask = partial(moves.ask_first, request.id, hop.contact_id or 0, hop.because)
            if hop.state is HopState.PLANNED:
                menu.addAction(self.tr("Ask first"), ask)
            if request.direction is RequestDirection.RECEIVED or hop.state is not HopState.PLANNED:
                menu.addAction(self.tr("Draft an ask"), partial(moves.draft, MessageKind.ASK, hop_id=hop.id))
        if hop.state is HopState.ASKED and hop.contact_id is not None:
            menu.addAction(self.tr("Draft a nudge"), partial(moves.draft, MessageKind.NUDGE, hop_id=hop.id))
        if HOP_MOVES[hop.state]:
            menu.addAction(self.tr("Record what they said…"), partial(moves.record_answer, hop))
        if request.state in PASSING_ON:
            menu.addAction(self.tr("Add a hop after it…"), partial(moves.add_hop, request, hop.id))
        if hop.state in HELPFUL_HOP_STATES and hop.thanks_to:
            menu.addSeparator()
            report = partial(moves.draft, MessageKind.CLOSE_THE_LOOP, hop_id=hop.id)
            menu.addAction(self.tr("Report back"), report)
            menu.addAction(self.tr("Thank"), partial(moves.thank, hop))
        menu.addSeparator()
        if hop.contact_id is not None:
            menu.addAction(self.tr("Open contact"), partial(self._desk.contact_wanted.emit, hop.contact_id))
        menu.addAction(self.tr("Remove hop"), self._remove)

    def _remove(self) -> None:
        self._desk.do(self, partial(self._desk.services.hops.remove, self._hop.id))


class _Dot(QWidget):
    """The state of a line as a colour; its words say it too."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._token = Token.THIRD if kind is Kind.NEUTRAL else kind.ink
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(DOT), theme().px(LINE_HEIGHT + 2 * AROUND))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(self._token))
        radius = theme().px(DOT) / 2
        painter.drawEllipse(QPointF(radius, self.height() / 2), radius, radius)


def _dates(desk: Desk, hop: HopRow) -> str:
    """Say when a hop was asked, what came and when, and whether it was told and thanked."""
    today = desk.services.clock.today()
    parts = []
    if hop.asked_at is not None:
        parts.append(_tr("asked {day}").format(day=day_text(hop.asked_at.day, today)))
    if hop.state not in (HopState.PLANNED, HopState.ASKED):
        day = day_text(hop.answered_at.day, today) if hop.answered_at is not None else ""
        parts.append(f"{word(hop.state)} {day}".strip())
    elif hop.state is HopState.PLANNED:
        parts.append(word(hop.state))
    if hop.reported_at is not None:
        parts.append(_tr("reported {day}").format(day=day_text(hop.reported_at.day, today)))
    if hop.thanked_at is not None:
        parts.append(_tr("thanked {day}").format(day=day_text(hop.thanked_at.day, today)))
    return " · ".join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("chain", text)
