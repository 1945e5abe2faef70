"""The line in which a name is typed beside the chips of others."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from netdesk.ui.theme import theme
from netdesk.ui.widgets.fields import LineEdit

WIDE = 240


class NameLine(LineEdit):
    """A line that tells of Enter, of Backspace in an empty line, and of being left."""

    entered = Signal()
    erased = Signal()
    left = Signal()

    def __init__(self, placeholder: str) -> None:
        super().__init__("", placeholder)
        self.setFrame(False)
        self._wanted = WIDE

    def set_wanted(self, width: int) -> None:
        """Take this much width, times the text scale."""
        self._wanted = width
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._wanted), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(
            min(super().minimumSizeHint().width(), self.sizeHint().width()), super().minimumSizeHint().height()
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text():
            self.entered.emit()
            event.accept()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.erased.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()
