"""Strokes that several painted widgets share."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from netdesk.ui.theme import theme
from netdesk.ui.tokens import Token


def paint_ring(painter: QPainter, box: QRectF, radius: float) -> None:
    """Paint the ring of the keyboard focus just inside the box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme().color(Token.ACCENT), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()
