"""A contact's photo or initials in a circle, or the icon of what is no person: as a widget and for delegates."""

from __future__ import annotations

from zlib import crc32

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from netdesk.domain.text import fold, initials
from netdesk.ui.icons import icon_pixmap
from netdesk.ui.theme import theme
from netdesk.ui.tokens import Kind, Token

AVATAR = 32
"""The side of an avatar beside a name."""
HUES = (Kind.ACCENT, Kind.DUE, Kind.MOVING, Kind.THANKS, Kind.WRONG, Kind.GOOD)


def hue(name: str) -> Kind:
    """The hue that stands for a name: the same on every start and every machine."""
    return HUES[crc32(fold(name).encode("utf-8", "replace")) % len(HUES)]


def paint_avatar(
    painter: QPainter, rect: QRect, name: str, photo: QPixmap | None = None, *, selected: bool = False
) -> None:
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
        painter.setBrush(look.color(kind.ground_on(selected=selected)))
        painter.drawEllipse(QRectF(rect))
        font = look.font(strong=True)
        font.setPixelSize(max(8, round(rect.height() * 0.38)))
        painter.setFont(font)
        painter.setPen(look.color(kind.ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials(name))
    painter.restore()


def paint_emblem(painter: QPainter, rect: QRect, icon_name: str, *, selected: bool = False) -> None:
    """Paint the icon of a kind of record in the circle inside `rect`, where no person is to be shown."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme().color(Token.LINE))
    painter.setBrush(theme().color(Kind.NEUTRAL.ground_on(selected=selected)))
    painter.drawEllipse(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5))
    side = rect.height() // 2
    place = QRect(0, 0, side, side)
    place.moveCenter(rect.center())
    painter.drawPixmap(place, icon_pixmap(icon_name, Token.SECOND, side, painter.device().devicePixelRatioF()))
    painter.restore()


class Avatar(QWidget):
    """A circle of `side` pixels (times the text scale) with a contact's photo or initials, or an icon."""

    def __init__(
        self, name: str = "", photo: QPixmap | None = None, side: int = AVATAR, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_contact(name, photo)
        theme().changed.connect(self.updateGeometry)

    def show_contact(self, name: str, photo: QPixmap | None = None) -> None:
        """Stand for another contact."""
        self._name, self._photo, self._icon = name, photo, ""
        self.setAccessibleName(name)
        self.update()

    def show_emblem(self, icon_name: str) -> None:
        """Stand for a record that has no person."""
        self.show_contact("")
        self._icon = icon_name

    def sizeHint(self) -> QSize:
        side = theme().px(self._side)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._icon:
            paint_emblem(QPainter(self), self.rect(), self._icon)
        else:
            paint_avatar(QPainter(self), self.rect(), self._name, self._photo)
