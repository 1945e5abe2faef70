"""A contact's photo or initials in a circle, as a widget and as painting for delegates."""

from __future__ import annotations

from zlib import crc32

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from netdesk.domain.text import fold, initials
from netdesk.ui.theme import theme
from netdesk.ui.tokens import Kind

HUES = (Kind.ACCENT, Kind.DUE, Kind.MOVING, Kind.THANKS, Kind.WRONG, Kind.GOOD)


def hue(name: str) -> Kind:
    """The hue that stands for a name: the same on every start and every machine."""
    return HUES[crc32(fold(name).encode("utf-8", "replace")) % len(HUES)]


def paint_avatar(painter: QPainter, rect: QRect, name: str, photo: QPixmap | None = None) -> None:
    """Paint the photo, else the initials of the name, in the circle inside `rect`."""
    look, kind = theme(), hue(name)
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    if photo is not None and not photo.isNull():
        circle = QPainterPath()
        circle.addEllipse(QRectF(rect))
        painter.setClipPath(circle)
        side = min(photo.width(), photo.height())
        middle = QRect((photo.width() - side) // 2, (photo.height() - side) // 2, side, side)
        painter.drawPixmap(rect, photo, middle)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(kind.ground))
        painter.drawEllipse(QRectF(rect))
        font = look.font(strong=True)
        font.setPixelSize(max(8, round(rect.height() * 0.38)))
        painter.setFont(font)
        painter.setPen(look.color(kind.ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials(name))
    painter.restore()


class Avatar(QWidget):
    """A circle of `side` pixels (times the text scale) with a contact's photo or initials."""

    def __init__(
        self, name: str = "", photo: QPixmap | None = None, side: int = 32, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_contact(name, photo)
        theme().changed.connect(self.updateGeometry)

    def show_contact(self, name: str, photo: QPixmap | None = None) -> None:
        """Stand for another contact."""
        self._name, self._photo = name, photo
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().px(self._side)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_avatar(QPainter(self), self.rect(), self._name, self._photo)
