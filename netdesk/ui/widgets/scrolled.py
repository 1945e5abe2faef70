"""A page as high as what is on it, which scrolls where there is less room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from netdesk.ui.theme import theme
from netdesk.ui.widgets.card import Ground, Surface


class _Page(Surface):
    """Is as high as its width makes it: Qt would keep the height that it has at its narrowest."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        least = super().minimumSizeHint()
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least


class Scrolled(QScrollArea):
    """Holds a `body`, never narrower than it can bear; it asks for the height of all of it, and can do with less."""

    def __init__(self, name: str, *, width: int = 0, least: int = 96) -> None:
        """Begin with an empty page of at least this width; `least` remains of its height, before text is scaled."""
        super().__init__()
        self._width, self._least = width, least
        self.setAccessibleName(name)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = _Page(Ground.WINDOW)
        self.body = QVBoxLayout(self._page)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.setWidget(self._page)

    def sizeHint(self) -> QSize:
        width = self._narrowest()
        across = max(width, self.width()) if self.isVisible() else width
        return QSize(width, self._height(across))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        width = self._narrowest()
        return QSize(width, min(self._height(width), theme().px(self._least)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _narrowest(self) -> int:
        return max(self._width, self.body.minimumSize().width() + self.verticalScrollBar().sizeHint().width())

    def _height(self, width: int) -> int:
        return self.body.heightForWidth(width) if self.body.hasHeightForWidth() else self.body.sizeHint().height()
