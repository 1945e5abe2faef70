"""The sign of what is private."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QSizePolicy

from netdesk.ui.icons import icon_pixmap
from netdesk.ui.theme import theme
from netdesk.ui.tokens import Token
from netdesk.ui.widgets.text import set_tip

SIDE, ABOVE = 14, 4


class Lock(QLabel):
    """Says beside a text that it is private: it ranks people, and enters no draft by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(QCoreApplication.translate("Lock", "private"))
        set_tip(self, QCoreApplication.translate("Lock", "Private: ranks people, and never enters a draft by itself"))
        self._draw()
        theme().changed.connect(self._draw)

    def _draw(self) -> None:
        self.setPixmap(icon_pixmap("lock", Token.THIRD, theme().px(SIDE), self.devicePixelRatioF()))
        self.setContentsMargins(0, theme().px(ABOVE), 0, 0)
