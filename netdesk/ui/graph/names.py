"""The names in the picture of the network: only where they can be read, never over each other or over people."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QStaticText

from netdesk.graph.labels import Box, Room
from netdesk.graph.layout import Floats
from netdesk.ui.graph.drawing import Drawing
from netdesk.ui.theme import theme
from netdesk.ui.tokens import TextStyle, Token

_TRIED, _WIDEST, _GAP = 300, 180, 5
_CLOSE = 1.0
"""From so many pixels a unit on, those who introduced nobody are named too."""

_FEW = 30
"""So few people in view are all named, however small they are drawn."""


@dataclass(frozen=True, slots=True)
class _Label:
    text: QStaticText
    width: float


class Names:
    """Chooses and paints the names; what a name looks like is worked out once."""

    def __init__(self) -> None:
        self._labels: dict[int, _Label] = {}
        self._placed: list[tuple[int, Box]] = []
        self.forget()

    def forget(self) -> None:
        """Take other names, or another look."""
        self._labels.clear()
        self._placed.clear()
        self._font = theme().font(TextStyle.SMALL, strong=True)
        self._metrics = QFontMetricsF(self._font)

    def place(
        self, drawing: Drawing, pixels: Floats, radii: Floats, scale: float, view: QRectF, chosen: list[int]
    ) -> None:
        """Find room in the view; those chosen come first, the first of them whatever is in its way."""
        room = Room(view.width(), view.height())
        reach = radii.max() if len(radii) else 0.0
        inside = (
            (pixels[:, 0] > -reach) & (pixels[:, 0] < view.width() + reach)
            & (pixels[:, 1] > -reach) & (pixels[:, 1] < view.height() + reach)
        )  # fmt: skip
        room.take_dots(pixels[inside], radii[inside])
        order = drawing.order[inside[drawing.order]][:_TRIED]
        everybody = scale >= _CLOSE or len(order) <= _FEW
        wanted = [person for person in chosen if person and inside[person]]
        wanted += [
            person for person in order.tolist()
            if person not in chosen and (everybody or drawing.people[person].introduced)
        ]  # fmt: skip
        self._placed = []
        for person in wanted:
            label = self._label(drawing, person)
            choices = _around(pixels[person], float(radii[person]), label.width, self._metrics.height())
            box = room.take_first_free(choices, anyhow=person in chosen[:1])
            if box is not None:
                self._placed.append((person, box))

    def placed(self) -> list[tuple[int, Box]]:
        """Return who is named where, in pixels."""
        return self._placed

    def paint(self, painter: QPainter) -> None:
        """Paint the names, each on a thin ground that keeps lines away from it."""
        painter.setFont(self._font)
        ground = QColor(theme().color(Token.PANEL))
        ground.setAlphaF(0.72)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        for _, box in self._placed:
            painter.drawRoundedRect(QRectF(*box).adjusted(-2, 0, 2, 0), 4, 4)
        painter.setPen(theme().color(Token.INK))
        for person, box in self._placed:
            painter.drawStaticText(QPointF(box[0], box[1]), self._labels[person].text)

    def _label(self, drawing: Drawing, person: int) -> _Label:
        label = self._labels.get(person)
        if label is None:
            name = drawing.people[person].name
            shown = self._metrics.elidedText(name, Qt.TextElideMode.ElideRight, theme().px(_WIDEST))
            text = QStaticText(shown)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            text.prepare(font=self._font)
            label = self._labels[person] = _Label(text, text.size().width())
        return label


def _around(at: Floats, radius: float, width: float, height: float) -> list[Box]:
    """Offer the places beside, below and above a person."""
    x, y = at.tolist()
    gap = radius + _GAP
    return [
        (x + gap, y - height / 2, width, height),
        (x - gap - width, y - height / 2, width, height),
        (x - width / 2, y + gap, width, height),
        (x - width / 2, y - gap - height, width, height),
    ]
