"""Everything that happened to a request, the latest first, with the messages that can be opened again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.domain.words import StepKind
from netdesk.services.request_rows import RequestDetail, RequestMessageRow, StepRow
from netdesk.ui.composer.titles import STATE_KINDS
from netdesk.ui.days import day_text
from netdesk.ui.desk import Desk
from netdesk.ui.sections.request.part import Part, clear
from netdesk.ui.tokens import Token
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.labels import Paragraph, Run
from netdesk.ui.words import word

MOST = 60


class MessagesPart(Part):
    """The messages about a request with their states; a click opens one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build an empty part."""
        super().__init__(desk, QCoreApplication.translate("MessagesPart", "Messages"), parent)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.body.addLayout(self._rows)

    def refresh(self, request: RequestDetail) -> None:
        """Show the messages, the newest first."""
        clear(self._rows)
        self.setVisible(bool(request.messages))
        for row in reversed(request.messages[-MOST:]):
            self._rows.addWidget(self._line(request, row))

    def _line(self, request: RequestDetail, row: RequestMessageRow) -> QWidget:
        hop = next((one.name for one in request.hops if one.id == row.hop_id), "")
        shown = " · ".join(part for part in (hop, row.subject) if part)
        text = Paragraph().of(Run(word(row.kind), strong=True), Run(f"  {shown}", token=Token.SECOND))
        button = Button(self.tr("Open"), ButtonKind.LINK)
        button.setAccessibleName(self.tr("Open {kind}: {subject}").format(kind=word(row.kind), subject=shown[:200]))
        button.clicked.connect(partial(self.desk.message_wanted.emit, row.id))
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(text, 1)
        line.addWidget(Chip(word(row.state), STATE_KINDS[row.state]), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return holder


class TimelinePart(Part):
    """The steps."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build an empty part."""
        super().__init__(desk, QCoreApplication.translate("TimelinePart", "Timeline"), parent)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.body.addLayout(self._rows)

    def refresh(self, request: RequestDetail) -> None:
        """Show the steps, the latest first."""
        clear(self._rows)
        for step in reversed(request.steps[-MOST:]):
            self._rows.addWidget(self._line(step))

    def _line(self, step: StepRow) -> Paragraph:
        day = day_text(step.at.day, self.desk.services.clock.today())
        when = Run(f"{day}  ", token=Token.THIRD, small=True)
        if step.kind is StepKind.STATE:
            return Paragraph().of(when, Run(step.text[:1].upper() + step.text[1:], strong=True))
        runs = [when, Run(word(step.kind), strong=True)]
        if step.text:
            runs.append(Run(f"  {step.text}", token=Token.SECOND))
        return Paragraph().of(*runs)
