"""Everything that happened to a request, the latest first, with the messages that can be opened again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netdesk.domain.words import RequestState, StepKind
from netdesk.services.request_detail import RequestDetail, RequestMessageRow, StepRow
from netdesk.ui.composer.titles import STATE_KINDS
from netdesk.ui.days import day_text, with_days
from netdesk.ui.desk import Desk
from netdesk.ui.sections.request.part import Part
from netdesk.ui.tokens import Token
from netdesk.ui.widgets.beside_layout import AsideLayout
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.labels import Paragraph, Run
from netdesk.ui.widgets.rows import Rows
from netdesk.ui.words import word

MOST = 60
LASTING = frozenset({RequestState.CLARIFYING, RequestState.SPECIFIC, RequestState.MOVING})
"""States that are no event by their word, and are told as what the request is from then on."""


class MessagesPart(Part):
    """The messages about a request with their states; a click opens one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build an empty part."""
        super().__init__(desk, QCoreApplication.translate("MessagesPart", "Messages"), parent)
        self._rows = Rows()
        self.body.addLayout(self._rows)

    def refresh(self, request: RequestDetail) -> None:
        """Show the messages, the newest first."""
        self.setVisible(bool(request.messages))
        hops = {hop.id: hop.name for hop in request.hops}
        latest = request.messages[-MOST:]
        self._rows.show_values([(row, hops.get(row.hop_id or 0, "")) for row in reversed(latest)], self._line)

    def _line(self, message: tuple[RequestMessageRow, str]) -> QWidget:
        row, hop = message
        shown = " · ".join(part for part in (hop, row.subject) if part)
        text = Paragraph().of(Run(word(row.kind), strong=True), Run(f"  {shown}", token=Token.SECOND))
        button = Button(self.tr("Open"), ButtonKind.LINK)
        button.setAccessibleName(self.tr("Open {kind}: {subject}").format(kind=word(row.kind), subject=shown[:200]))
        button.clicked.connect(partial(self.desk.message_wanted.emit, row.id))
        aside = QHBoxLayout()
        aside.setSpacing(8)
        aside.addWidget(Chip(word(row.state), STATE_KINDS[row.state]), 0, Qt.AlignmentFlag.AlignTop)
        aside.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        line = AsideLayout(holder)
        line.add(text)
        line.add(aside)
        return holder


class TimelinePart(Part):
    """The steps."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build an empty part."""
        super().__init__(desk, QCoreApplication.translate("TimelinePart", "Timeline"), parent)
        self._rows = Rows()
        self.body.addLayout(self._rows)

    def refresh(self, request: RequestDetail) -> None:
        """Show the steps, the latest first."""
        today = self.desk.services.clock.today()
        latest = request.steps[-MOST:]
        self._rows.show_values([(step, day_text(step.at.day, today)) for step in reversed(latest)], self._line)

    def _line(self, dated: tuple[StepRow, str]) -> Paragraph:
        step, day = dated
        when = Run(f"{day}  ", token=Token.THIRD, small=True)
        if step.kind is StepKind.STATE:
            told = with_days(step.text, self.desk.services.clock.today())
            told = self.tr("Now {state}").format(state=told) if told in LASTING else told
            return Paragraph().of(when, Run(_capitalised(told), strong=True))
        runs = [when, Run(_capitalised(word(step.kind)), strong=True)]
        if step.text:
            runs.append(Run(f"  {step.text}", token=Token.SECOND))
        return Paragraph().of(*runs)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
