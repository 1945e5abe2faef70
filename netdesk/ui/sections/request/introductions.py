"""The introductions that serve the hops of a request."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from netdesk.domain.states import OPEN_INTRODUCTION_STATES
from netdesk.services.introduction_rows import IntroductionRow
from netdesk.services.request_detail import RequestDetail
from netdesk.ui.desk import Desk
from netdesk.ui.sections.introduction_detail import IntroductionDetail
from netdesk.ui.sections.request.part import Part
from netdesk.ui.steps import later
from netdesk.ui.widgets.buttons import ElidedButton
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.focus import holds_focus
from netdesk.ui.widgets.rows import Rows
from netdesk.ui.words import INTRODUCTION_KINDS, word


class IntroductionsPart(Part):
    """A line for each introduction; the chosen one is shown in full below it."""

    left = Signal()
    """The introduction in which the focus was is shown no more."""
    answered = Signal()
    """What a side said is written down."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build an empty part."""
        super().__init__(desk, QCoreApplication.translate("IntroductionsPart", "Introductions"), parent)
        self._rows = Rows()
        self._chosen: int | None = None
        self._card = Card()
        self._detail: IntroductionDetail | None = None
        self._card.hide()
        self.body.addLayout(self._rows)
        self.body.addWidget(self._card)

    def refresh(self, request: RequestDetail) -> None:
        """Show the lines, the newest first, and keep the chosen one open."""
        self.setVisible(bool(request.introductions))
        self._rows.show_values(request.introductions, self._line)
        ids = [row.id for row in request.introductions]
        if self._chosen not in ids:
            opened = next((row.id for row in request.introductions if row.state in OPEN_INTRODUCTION_STATES), None)
            self._chosen = opened
            later(self, self._show_chosen)

    def _line(self, row: IntroductionRow) -> QWidget:
        button = ElidedButton(row.title)
        button.setAccessibleName(self.tr("Introduction of {names}").format(names=row.title))
        button.clicked.connect(partial(self.choose, row.id))
        holder = QWidget()
        line = FlowLayout(holder, spacing=8)
        line.addWidget(button)
        line.addWidget(Chip(word(row.state), INTRODUCTION_KINDS[row.state]))
        return holder

    def leave(self) -> None:
        """Save what is being edited."""
        self._show(None)

    def choose(self, introduction_id: int) -> None:
        """Show an introduction in full, or fold it again."""
        self._show(None if introduction_id == self._chosen else introduction_id)

    def reveal(self, introduction_id: int) -> None:
        """Show an introduction in full and go to its next move."""
        self._show(introduction_id)
        if self._detail is not None:
            self._detail.focus_first()

    def reveal_note(self, introduction_id: int) -> QWidget:
        """Show an introduction in full, open its forwardable note, and return what to scroll to."""
        self._show(introduction_id)
        return self if self._detail is None else self._detail.edit_note()

    def _on_shown_changed(self, shown: bool) -> None:
        if not shown and holds_focus(self._card):
            self.left.emit()

    def _show_chosen(self) -> None:
        self._show(self._chosen)

    def _show(self, introduction_id: int | None) -> None:
        self._chosen = introduction_id
        if introduction_id is not None and self._detail is None:
            self._detail = IntroductionDetail(self.desk, within=True)
            self._detail.shown_changed.connect(self._on_shown_changed)
            self._detail.answered.connect(self.answered)
            self._card.body.addWidget(self._detail)
        if self._detail is not None:
            self._detail.show_introduction(introduction_id)
        self._card.setVisible(introduction_id is not None)
