"""The way of a record from its first state to its last, with where it stands now."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from netdesk.ui.theme import theme
from netdesk.ui.tokens import Kind, TextStyle, Token

HEIGHT, DOT, BETWEEN = 40, 5, 6


class StateBar(QWidget):
    """States as dots on a line, those passed filled; the present one in the colour of its kind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[str, ...] = ()
        self._current = 0
        self._kind = Kind.ACCENT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_steps(self, steps: Sequence[str], current: int, kind: Kind = Kind.ACCENT) -> None:
        """Show the steps and the place among them."""
        self._steps, self._current, self._kind = tuple(steps), current, kind
        told = self.tr("State: {state}, {number} of {count}")
        self.setAccessibleName(told.format(state=steps[current], number=current + 1, count=len(steps)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(320), theme().px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._steps:
            return
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, dot = self.width() / len(self._steps), look.px(DOT)
        centres = [QPointF(self._across(width * (at + 0.5)), look.px(12)) for at in range(len(self._steps))]
        for at, (one, other) in enumerate(pairwise(centres)):
            painter.setPen(QPen(look.color(Token.ACCENT if at < self._current else Token.RAIL), 2))
            painter.drawLine(one, other)
        for at, centre in enumerate(centres):
            present = at == self._current
            ink = look.color(self._token(at))
            painter.setPen(QPen(ink, 2))
            painter.setBrush(look.color(Token.PANEL) if at > self._current else ink)
            painter.drawEllipse(centre, dot + present, dot + present)
        for at, place in self.named().items():
            present = at == self._current
            painter.setFont(look.font(TextStyle.SMALL, strong=present))
            painter.setPen(look.color(Token.INK if present else Token.THIRD))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, self._steps[at])

    def named(self) -> dict[int, QRect]:
        """Return the states whose names have room, the present one before all others, with the places of the names."""
        look, places = theme(), dict[int, QRect]()
        share = self.width() / max(1, len(self._steps))
        for at in sorted(range(len(self._steps)), key=lambda at: at != self._current):
            font = look.font(TextStyle.SMALL, strong=at == self._current)
            wide = QFontMetrics(font).horizontalAdvance(self._steps[at]) + look.px(BETWEEN)
            left = self._across(share * (at + 0.5)) - wide / 2
            place = QRect(round(max(0.0, min(left, self.width() - wide))), look.px(22), wide, look.px(18))
            if not any(place.intersects(other) for other in places.values()):
                places[at] = place
        return places

    def _token(self, at: int) -> Token:
        if at == self._current:
            return Token.ACCENT if self._kind is Kind.NEUTRAL else self._kind.ink
        return Token.ACCENT if at < self._current else Token.RAIL

    def _across(self, x: float) -> float:
        return self.width() - x if self.isRightToLeft() else x
