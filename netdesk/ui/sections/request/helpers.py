"""Who can help: people and resources whose records speak to the request, each with the words that do."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from netdesk.domain.changes import Changes
from netdesk.domain.words import Band, RequestState
from netdesk.services.helping import MatchAnswer, MatchRow
from netdesk.services.request_detail import RequestDetail
from netdesk.ui.days import day_text
from netdesk.ui.desk import Desk
from netdesk.ui.icons import icon_pixmap
from netdesk.ui.sections.request.moves import PASSING_ON, RequestMoves
from netdesk.ui.sections.request.part import Part, clear
from netdesk.ui.theme import theme
from netdesk.ui.tokens import Kind, Token
from netdesk.ui.widgets.avatar import AVATAR, Avatar
from netdesk.ui.widgets.beside_layout import AsideLayout, LabelLayout
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.focus import holds_focus
from netdesk.ui.widgets.labels import Muted, Paragraph, Run
from netdesk.ui.words import word

SHOWN, MOST, STAY_MS = 3, 12, 120
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
)
"""Tables whose changes may bring somebody else to the fore, beside those that reload the request."""
BAND_KINDS = {Band.STRONG: Kind.GOOD, Band.GOOD: Kind.MOVING, Band.PERHAPS: Kind.NEUTRAL}
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
        self._remark = Muted(wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._all = Button("", ButtonKind.LINK)
        self._all.clicked.connect(self._show_all)
        self._other = Button(self.tr("Somebody else…"), ButtonKind.LINK, "plus")
        self._other.clicked.connect(self._name_somebody)
        self.cards: list[HelperCard] = []
        self.body.addWidget(self._remark)
        self.body.addLayout(self._rows)
        line = FlowLayout(spacing=16)
        line.addWidget(self._all)
        line.addWidget(self._other)
        self.body.addLayout(line)

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
            self._most = SHOWN
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
        services, request_id, by_meaning = self.desk.services, self.request.id, self.desk.coach_is_open
        self.desk.tasks.read(
            self,
            lambda: services.helping.match("", MOST, request_id, by_meaning=by_meaning),
            partial(self._on_found, self._asked),
        )

    def focus_first(self) -> None:
        """Go to the first who can help, as soon as they are known, or to where somebody is named."""
        self._wants_focus = not self.cards
        first = self.cards[0].primary if self.cards else self._other
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_found(self, asked: int, answer: MatchAnswer) -> None:
        if asked == self._asked:
            if (answer.results, answer.remark) != (self._found, self._remark.text()):
                self._show(answer.results, answer.remark)
            if self._wants_focus and self._other.hasFocus():
                self.focus_first()

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
        words = QVBoxLayout()
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

    def _head(self, row: MatchRow) -> AsideLayout:
        """Who it is, and at the end of the line how well they fit."""
        top, role = Qt.AlignmentFlag.AlignTop, "" if row.role in row.because else f" {row.role}"
        fit = QHBoxLayout()
        fit.setSpacing(6)
        if row.private:
            fit.addWidget(_Lock(), 0, top)
        fit.addWidget(Chip(word(row.band), BAND_KINDS[row.band]), 0, top)
        line = AsideLayout(spacing=6)
        line.add(Paragraph().of(Run(row.name, strong=True), Run(role, token=Token.SECOND)))
        line.add(fit)
        return line

    def _buttons(self, row: MatchRow) -> FlowLayout:
        line = FlowLayout(spacing=8)
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
        return line

    def _source(self, row: MatchRow) -> str:
        today = self._desk.services.clock.today()
        return f"{row.source}, {day_text(row.day, today)}" if row.day is not None else row.source

    def _because(self) -> str:
        """What may be told to who asks: never a private line."""
        return "" if self.row.private else self.row.because

    def _ask(self) -> None:
        if self._request is not None:
            self._moves.ask_first(self._request.id, self.row.id, self._because())

    def _plan(self) -> None:
        if self._request is not None:
            add, because = self._desk.services.hops.add, self._because()
            self._desk.do(self, partial(add, self._request.id, contact=self.row.id, because=because))

    def _answer(self) -> None:
        if self._request is not None and self._request.state in (RequestState.SPECIFIC, RequestState.MOVING):
            self._moves.answer_by_resource(self._request.id, self.row.id)


class _Lock(QLabel):
    """Says that a line is private: it ranks, but enters no draft."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(_tr("Private: it enters no draft"))
        self.setAccessibleName(_tr("Private: it enters no draft"))
        self._draw()
        theme().changed.connect(self._draw)

    def _draw(self) -> None:
        self.setPixmap(icon_pixmap("lock", Token.THIRD, theme().px(16), self.devicePixelRatioF()))


def _tr(text: str) -> str:
    return QCoreApplication.translate("helpers", text)
