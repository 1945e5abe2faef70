"""The icons of the window: drawn as SVG in one colour, sharp at any pixel ratio, coloured by the theme when painted."""

from __future__ import annotations

from functools import cache
from typing import ClassVar

from PySide6.QtCore import QBuffer, QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImageReader, QPainter, QPixmap, QPixmapCache

from netdesk import paths
from netdesk.ui.theme import theme
from netdesk.ui.tokens import Token


def icon(name: str, token: Token = Token.SECOND, *, behind: bool = False) -> QIcon:
    """Give an icon by its file name in resources/icons; it takes the colour of `token` in whatever scheme is in use.

    An icon that stands `behind` the text of a button has its room before it.

    Raises FileNotFoundError for a name that is no icon.
    """
    _source(name)
    return QIcon(_Engine(name, token, behind=behind))


def icon_pixmap(name: str, token: Token, side: int, ratio: float) -> QPixmap:
    """Draw an icon `side` device-independent pixels wide for a screen with `ratio` pixels each; kept in Qt's cache."""
    colour = theme().color(token).name()
    key = f"netdesk-{name}-{colour}-{side}-{ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    svg = QByteArray(_source(name).replace("currentColor", colour).encode())
    buffer = QBuffer(svg)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(QSize(side, side) * ratio)
    pixmap = QPixmap.fromImage(reader.read())
    pixmap.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, pixmap)
    return pixmap


def app_icon() -> QIcon:
    """The icon of the application itself, in its own colours."""
    return QIcon(str(paths.resources() / "packaging" / "netdesk.svg"))


def icon_names() -> list[str]:
    """The names of all icons, sorted."""
    return sorted(path.stem for path in (paths.resources() / "icons").glob("*.svg"))


class _Engine(QIconEngine):
    """Draws at the moment of painting, so that a new scheme or screen needs no new icon.

    Qt owns what `clone` returns but PySide does not know it, so clones (rare: an icon changed in place) are kept here.
    """

    _clones: ClassVar[list[QIconEngine]] = []

    def __init__(self, name: str, token: Token, *, behind: bool) -> None:
        super().__init__()
        self._name = name
        self._token = token
        self._behind = behind

    def clone(self) -> QIconEngine:
        copy = _Engine(self._name, self._token, behind=self._behind)
        self._clones.append(copy)
        return copy

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        target = QRect(0, 0, side, side)
        target.moveCenter(rect.center())
        painter.drawPixmap(target, self._pixmap(side, mode, painter.device().devicePixelRatioF()))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: N802
        """Draw at the far side of the text; where what is asked is wider than high, the rest is room before that."""
        side = min(size.width(), size.height())
        square = self._pixmap(side, mode, scale)
        if size.width() == side:
            return square
        room = QPixmap(size * scale)
        room.setDevicePixelRatio(scale)
        room.fill(Qt.GlobalColor.transparent)
        painter = QPainter(room)
        painter.drawPixmap(size.width() - side if self._behind else 0, 0, square)
        painter.end()
        return room

    def _pixmap(self, side: int, mode: QIcon.Mode, ratio: float) -> QPixmap:
        token = Token.THIRD if mode is QIcon.Mode.Disabled else self._token
        return icon_pixmap(self._name, token, side, ratio)


@cache
def _source(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
