"""The head of a request: who asks for what, where it stands, and the one next move."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.domain.words import RequestDirection, RequestState
from netdesk.services.request_detail import RequestDetail
from netdesk.ui.days import day_text
from netdesk.ui.desk import Desk
from netdesk.ui.glossary import Term, explain
from netdesk.ui.sections.request.moves import RequestMoves
from netdesk.ui.sections.request.part import Part
from netdesk.ui.widgets.avatar import Avatar
from netdesk.ui.widgets.book_field import BookField, editing
from netdesk.ui.widgets.buttons import Button, ButtonKind, ElidedButton
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.labels import Muted, Paragraph
from netdesk.ui.widgets.menu import Menu
from netdesk.ui.words import REQUEST_KINDS, word


class HeaderPart(Part):
    """Title, requester, state, and the button that is always right for it."""

    def __init__(self, desk: Desk, moves: RequestMoves, parent: QWidget | None = None) -> None:
        """Build the head."""
        super().__init__(desk, parent=parent)
        self._moves = moves
        self._avatar = Avatar()
        self.title = BookField(desk, self.tr("Title"), labelled=False)
        self.title.show_as_title()
        self._who = Muted(wrap=True)
        self._who.setProperty("inset", "true")
        self._chips = FlowLayout()
        self._outcome = Paragraph()
        self.primary = ElidedButton("", ButtonKind.PRIMARY)
        self.primary.clicked.connect(self._on_primary)
        self.more = Button(self.tr("More"), ButtonKind.QUIET)
        self.more.setAccessibleName(self.tr("More moves"))
        self._menu = Menu(self.more)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.more.setMenu(self._menu)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self._who)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        buttons = FlowLayout(spacing=16)
        buttons.addWidget(self.primary)
        buttons.addWidget(self.more)
        self.body.addLayout(top)
        self.body.addLayout(self._chips)
        self.body.addWidget(self._outcome)
        self.body.addLayout(buttons)

    def refresh(self, request: RequestDetail) -> None:
        """Show title, who asks, state and next move."""
        mine = request.direction is RequestDirection.MADE
        self._avatar.show_contact(request.requesters[0][1] if request.requesters else "?")
        edit = self.desk.services.requests.edit
        self.title.bind(request.id, request.title, editing(edit, request.id, "title"))
        self._who.setText(self._asked_by(request, mine=mine))
        self._chips.clear()
        self._chips.addWidget(Chip(word(request.state), REQUEST_KINDS[request.state]))
        if request.holder:
            holder = Chip(self.tr("holder: {name}").format(name=request.holder))
            explain(holder, Term.HOLDER)
            self._chips.addWidget(holder)
        self._outcome.set_text(self._ending(request))
        self._outcome.setVisible(bool(self._outcome.text()))
        self.primary.setVisible(request.next_action is not None)
        if request.next_action is not None:
            label = request.next_action.label
            self.primary.set_text(label)
            self.primary.setAccessibleName(self.tr("Next move: {label}").format(label=label))

    def leave(self) -> None:
        """Save the title."""
        self.title.leave()

    def _asked_by(self, request: RequestDetail, *, mine: bool) -> str:
        day = day_text(request.asked_at.day, self.desk.services.clock.today())
        if mine:
            return self.tr("I asked · {day}").format(day=day)
        who = "; ".join(f"{name}, {office}" if office else name for _, name, office in request.requesters)
        return self.tr("{who} · received {day}").format(who=who, day=day)

    def _ending(self, request: RequestDetail) -> str:
        """Say how it ended, or until when it rests."""
        if request.state is RequestState.PARKED and request.parked_until is not None:
            day = day_text(request.parked_until, self.desk.services.clock.today())
            return self.tr("Parked until {day}.").format(day=day)
        if request.state is RequestState.DROPPED:
            return self.tr("Dropped: {reason}").format(reason=request.drop_reason)
        return self.tr("Outcome: {outcome}").format(outcome=request.outcome) if request.outcome else ""

    def _on_primary(self) -> None:
        if self.request is not None and self.request.next_action is not None:
            self._moves.perform(self.request, self.request.next_action)

    def _fill_menu(self) -> None:
        self._menu.clear()
        if self.request is not None:
            self._moves.fill(self._menu, self.request)
