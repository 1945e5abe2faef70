"""The lines of the network: all of them that can be seen in one stroke, and the way to whoever is selected above."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from netdesk.graph.layout import Floats
from netdesk.ui.graph.drawing import Drawing
from netdesk.ui.theme import theme
from netdesk.ui.tokens import Token

_MANY = 400
_MARGIN = 0.5
"""What is drawn beyond each edge of the view, in widths of it, so that most steps of a pan need no new path."""


class Lines(pg.GraphicsObject):  # type: ignore[misc]
    """Draws the lines; one pixel wide and opaque, since Qt strokes these fastest."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Floats = np.zeros((0, 2, 2))
        self._low = self._high = np.zeros((0, 2))
        self._bounds = QRectF()
        self._path = QPainterPath()
        self._way = QPainterPath()
        self._drawn_for = QRectF()

    def show_drawing(self, drawing: Drawing) -> None:
        """Take the lines of a drawing."""
        self.prepareGeometryChange()
        self._lines = drawing.lines
        self._low, self._high = self._lines.min(axis=1), self._lines.max(axis=1)
        corners = drawing.layout.places.min(axis=0), drawing.layout.places.max(axis=0)
        self._bounds = QRectF(*corners[0], *(corners[1] - corners[0]))
        self._drawn_for = QRectF()
        self._way = QPainterPath()
        self.update()

    def show_way(self, pieces: list[Floats]) -> None:
        """Draw a way above the lines."""
        self._way = _path(np.concatenate(pieces)[None]) if pieces else QPainterPath()
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        view = self.viewRect()
        kept = self._drawn_for
        if not kept.contains(view) or kept.width() > 4 * (1 + 2 * _MARGIN) * view.width():
            across, down = _MARGIN * view.width(), _MARGIN * view.height()
            self._drawn_for = view.adjusted(-across, -down, across, down)
            self._path = _path(self._lines[self._seen(self._drawn_for)])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(line_colour(len(self._lines)), 1))
        painter.drawPath(self._path)
        if not self._way.isEmpty():
            fine = painter.deviceTransform().m11() / painter.worldTransform().m11()
            painter.setPen(_pen(theme().color(Token.ACCENT), theme().px(3) * fine))
            painter.drawPath(self._way)

    def _seen(self, view: QRectF) -> NDArray[np.bool_]:
        across = (self._high[:, 0] >= view.left()) & (self._low[:, 0] <= view.right())
        down = (self._high[:, 1] >= view.top()) & (self._low[:, 1] <= view.bottom())
        seen: NDArray[np.bool_] = across & down
        return seen


def line_colour(lines: int) -> QColor:
    """The colour of a line: between the ground and the third ink, nearer to the ground where lines are many."""
    ground, ink = theme().color(Token.PANEL), theme().color(Token.THIRD)
    share = 0.4 if lines < _MANY else 0.28
    pairs = ((ground.red(), ink.red()), (ground.green(), ink.green()), (ground.blue(), ink.blue()))
    return QColor(*(round((1 - share) * under + share * over) for under, over in pairs))


def _path(lines: Floats) -> QPainterPath:
    count, points = lines.shape[:2]
    joined = np.ones((count, points), dtype=np.int32)
    joined[:, -1] = 0
    flat = lines.reshape(-1, 2)
    path: QPainterPath = pg.arrayToQPath(flat[:, 0], flat[:, 1], connect=joined.ravel(), finiteCheck=False)
    return path


def _pen(colour: QColor, width: float) -> QPen:
    """Make a pen whose width counts pixels of the screen, not of the text, however near the picture is."""
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    pen.setCosmetic(True)
    return pen
