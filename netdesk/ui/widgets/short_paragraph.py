"""Wrapped text that takes a few lines at most."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QTextLayout
from PySide6.QtWidgets import QToolTip

from netdesk.ui.widgets.labels import Paragraph
from netdesk.ui.widgets.text import tooltip


class ShortParagraph(Paragraph):
    """A paragraph whose last line ends in an ellipsis where the text has more lines than it may take.

    A tool tip then tells the whole text.
    """

    def __init__(self) -> None:
        """Show all lines until `show_at_most`."""
        self._most: int | None = None
        super().__init__()

    def show_at_most(self, lines: int) -> None:
        """Take no more lines than this."""
        self._most = lines
        self._forget_layout()

    def shortened(self) -> bool:
        """Whether some of the text is left out at the present width."""
        return self._laid_out(self.contentsRect().width()).text() != self._whole()

    def _whole(self) -> str:
        return self._shown().replace("\n", "\u2028")

    def _lines(self, width: int, narrow: int | None = None) -> QTextLayout:
        layout = super()._lines(width, narrow)
        if self._most is None or layout.lineCount() <= self._most:
            return layout
        units = self._whole().encode("utf-16-le")
        begin = 2 * layout.lineAt(self._most - 1).textStart()
        before, rest = units[:begin].decode("utf-16-le"), units[begin:].decode("utf-16-le").replace("\u2028", " ")
        last = self.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, narrow or width)
        return self._set(before + last, width, narrow)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.shortened():
            QToolTip.showText(event.globalPos(), tooltip(self.text()), self)
            return True
        return super().event(event)
