"""Chips: a word or two on a coloured ground, as widgets and as painting for delegates."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from netdesk.ui.theme import theme
from netdesk.ui.tokens import Kind, TextStyle, Token
from netdesk.ui.widgets.text import tooltip

HEIGHT, INSET, WIDEST, NARROWEST = 22, 9, 240, 48


def chip_size(text: str) -> QSize:
    """The size a chip with this text takes."""
    look = theme()
    words = QFontMetrics(look.font(TextStyle.SMALL)).horizontalAdvance(text)
    return QSize(min(words + 2 * look.px(INSET), look.px(WIDEST)), look.px(HEIGHT))


def paint_chip(
    painter: QPainter,
    at: QPoint,
    text: str,
    kind: Kind = Kind.NEUTRAL,
    *,
    selected: bool = False,
    room: int | None = None,
) -> QRect:
    """Paint a chip with its top left corner at `at`, no wider than `room`, return its place.

    On a `selected` row, whose ground is the accent's, a chip of its hue stands on the panel's colour to be seen.
    """
    look = theme()
    size = chip_size(text)
    place = QRect(at, size if room is None else size.boundedTo(QSize(room, size.height())))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(look.color(kind.ground_on(selected=selected)))
    painter.setPen(look.color(Token.LINE) if kind is Kind.NEUTRAL else Qt.PenStyle.NoPen)
    box = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setPen(look.color(kind.ink))
    painter.setFont(look.font(TextStyle.SMALL))
    inside = place.adjusted(look.px(INSET) - 1, 0, 1 - look.px(INSET), 0)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
    painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, shown)
    painter.restore()
    return place


class Chip(QLabel):
    """A chip as a widget; its text is plain, and where it is shortened a tool tip tells all of it."""

    def __init__(self, text: str = "", kind: Kind = Kind.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._kind = kind
        self.setText(text)
        theme().changed.connect(self.updateGeometry)

    @property
    def kind(self) -> Kind:
        return self._kind

    def show_state(self, text: str, kind: Kind) -> None:
        """Change text and kind at once."""
        if (text, kind) == (self.text(), self._kind):
            return
        self._kind = kind
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(self.text())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint().boundedTo(QSize(1, 1) * theme().px(NARROWEST))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_chip(QPainter(self), QPoint(0, 0), self.text(), self._kind, room=self.width())

    def shortened(self) -> bool:
        """Whether the text is wider than the chip."""
        look = theme()
        words = QFontMetrics(look.font(TextStyle.SMALL)).horizontalAdvance(self.text())
        return words + 2 * look.px(INSET) > self.width()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.shortened():
            QToolTip.showText(event.globalPos(), tooltip(self.text()), self)
            return True
        return super().event(event)
