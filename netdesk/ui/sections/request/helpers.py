"""Who can help: people and resources whose records speak to the request, each with the words that do."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netdesk.domain.changes import Changes
from netdesk.domain.words import Band
from netdesk.services.connector_rows import ConnectorRow
from netdesk.services.helping import MatchAnswer
from netdesk.services.match_rows import MatchRow
from netdesk.services.request_detail import RequestDetail
from netdesk.ui.desk import Desk
from netdesk.ui.sections.request.connector_lines import ConnectorLines
from netdesk.ui.sections.request.helper_card import HelperCard
from netdesk.ui.sections.request.helper_filters import HelperFilters
from netdesk.ui.sections.request.moves import PASSING_ON, RequestMoves
from netdesk.ui.sections.request.part import Part, clear
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.focus import holds_focus
from netdesk.ui.widgets.labels import Muted

SHOWN, MOST, STAY_MS = 3, 12, 120
FEW = 3
"""Where fewer than this are a clear match, others may know someone."""

READ = (
    "contact",
    "fact",
    "affiliation",
    "organisation",
    "contact_tag",
    "tag",
    "contact_point",
    "participant",
    "resource",
    "setting",
)
"""Tables whose changes may bring somebody else to the fore, beside those that reload the request."""
Reason = tuple[object, ...]


class HelpersPart(Part):
    """Cards of those who can help, looked up beside the window; only while the request can be passed on.

    Whom the book does not find can be named.
    """

    def __init__(self, desk: Desk, moves: RequestMoves, parent: QWidget | None = None) -> None:
        """Build an empty part."""
        super().__init__(desk, _tr("Who can help"), parent)
        self._moves = moves
        self._known: Reason = ()
        self._stale = False
        self._asked = 0
        self._found: tuple[MatchRow, ...] = ()
        self._most = SHOWN
        self._wants_focus = False
        self._timer = QTimer(self, singleShot=True, interval=STAY_MS)
        self._timer.timeout.connect(self._look)
        desk.changes.changed.connect(self._on_changed)
        desk.coach_opened.connect(self._on_more_known)
        desk.index_brought.connect(self._on_more_known)
        self.filters = HelperFilters(self)
        self.filters.changed.connect(self._look)
        self._remark = Muted(wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._all = Button("", ButtonKind.LINK)
        self._all.clicked.connect(self._show_all)
        self._other = Button(self.tr("Somebody else…"), ButtonKind.LINK, "plus")
        self._other.clicked.connect(self._name_somebody)
        self.cards: list[HelperCard] = []
        self.body.addWidget(self.filters)
        self.body.addWidget(self._remark)
        self.body.addLayout(self._rows)
        line = FlowLayout(spacing=16)
        line.addWidget(self._all)
        line.addWidget(self._other)
        self.body.addLayout(line)
        self.connectors = ConnectorLines(moves, self)
        self.body.addWidget(self.connectors)

    def refresh(self, request: RequestDetail) -> None:
        """Look anew when the request, its hops or what it says has changed."""
        self.setVisible(request.state in PASSING_ON)
        if request.state not in PASSING_ON:
            self._known = ()
            self._timer.stop()
            return
        reason = (
            request.id,
            request.purpose,
            request.topic,
            request.ask,
            request.who,
            request.original_wording,
            tuple(hop.id for hop in request.hops),
        )
        if reason == self._known:
            return
        if not self._known or self._known[0] != request.id:
            self._asked += 1
            self._most = SHOWN
            self.filters.clear()
            self.connectors.show_rows(request.id, ())
            self._show((), self.tr("Looking …"))
        self._known = reason
        self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._look_again()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*READ):
            self._on_more_known()

    def _on_more_known(self) -> None:
        """Look anew at once where it is seen, else as soon as it is."""
        self._stale = True
        if self.isVisible():
            self._look_again()

    def _look_again(self) -> None:
        self._stale = False
        if self._known:
            self._timer.start()

    def _look(self) -> None:
        """Ask who can help, beside the window, once the user stays with a request."""
        if self.request is None:
            return
        self._asked += 1
        match, request_id, by_meaning = self.desk.services.helping.match, self.request.id, self.desk.coach_is_open
        read = partial(match, "", MOST, request_id, by_meaning=by_meaning, where=self.filters.where())
        self.desk.tasks.read(self, read, partial(self._on_found, self._asked))

    def focus_first(self) -> None:
        """Go to the first who can help, as soon as they are known, or to where somebody is named."""
        self._wants_focus = not self.cards
        first = self.cards[0].primary if self.cards else self._other
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_found(self, asked: int, answer: MatchAnswer) -> None:
        if asked == self._asked:
            self.filters.offer(answer.choices, len(answer.results))
            self._look_further(asked, answer.results)
            if (answer.results, answer.remark) != (self._found, self._remark.text()):
                self._show(answer.results, answer.remark)
            if self._wants_focus and self._other.hasFocus():
                self.focus_first()

    def _look_further(self, asked: int, rows: tuple[MatchRow, ...]) -> None:
        """Ask who could know someone where few can help themselves, though nobody was filtered out."""
        clear_matches = [row for row in rows if row.kind == "contact" and row.band is not Band.PERHAPS]
        if self.request is None or self.filters.where() or len(clear_matches) >= FEW:
            self._on_further(asked, ())
            return
        read = self.desk.services.helping.connectors
        self.desk.tasks.read(
            self,
            partial(read, self.request.id, by_meaning=self.desk.coach_is_open),
            partial(self._on_further, asked),
        )

    def _on_further(self, asked: int, rows: tuple[ConnectorRow, ...]) -> None:
        if asked == self._asked and self.request is not None:
            self.connectors.show_rows(self.request.id, rows)

    def _show(self, rows: tuple[MatchRow, ...], remark: str) -> None:
        self._found = rows
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))
        left = next((at for at, card in enumerate(self.cards) if holds_focus(card)), None)
        focused = None if left is None else self.cards[left].row.id
        clear(self._rows)
        self.cards = [HelperCard(self.desk, self._moves, self.request, row) for row in rows[: self._most]]
        for card in self.cards:
            self._rows.addWidget(card)
        if left is not None:
            same = [card for card in self.cards if card.row.id == focused] or self.cards[left:] or self.cards[-1:]
            if same:
                same[0].show()
            (same[0].primary if same else self._other).setFocus()
        more = len(rows) - len(self.cards)
        self._all.set_text(self.tr("Show {number} more").format(number=f"{more:,}"))
        self._all.setVisible(more > 0)

    def _name_somebody(self) -> None:
        if self.request is not None:
            self._moves.add_hop(self.request)

    def _show_all(self) -> None:
        self._most = MOST
        self._show(self._found, self._remark.text())


def _tr(text: str) -> str:
    return QCoreApplication.translate("helpers", text)
