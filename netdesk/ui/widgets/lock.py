"""The sign of what is private."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from netdesk.ui.icons import icon_pixmap
from netdesk.ui.theme import theme
from netdesk.ui.tokens import Token

_SIDE = 14


class Lock(QLabel):
    """A small lock, which says what it means to who hovers over it or listens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Draw it in the third ink."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("private"))
        self.setToolTip(self.tr("Private: ranks people, and never enters a draft by itself"))
        self._draw()
        theme().changed.connect(self._draw)

    def _draw(self) -> None:
        self.setPixmap(icon_pixmap("lock", Token.THIRD, theme().px(_SIDE), self.devicePixelRatioF()))
        self.setContentsMargins(0, theme().px(4), 0, 0)
