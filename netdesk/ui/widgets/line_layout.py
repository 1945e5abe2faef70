"""The 20 pixel line in editors, for which Qt's plain text layout has no setting."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QPlainTextDocumentLayout

from netdesk.ui.theme import theme

LINE_HEIGHT = 20


class LineLayout(QPlainTextDocumentLayout):
    """Sets the lines of each block apart when the block is measured, which happens before it is painted."""

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:  # noqa: N802
        rect = super().blockBoundingRect(block)
        lines = block.layout()
        count, step = lines.lineCount(), float(theme().px(LINE_HEIGHT))
        if not block.isVisible() or not count:
            return rect
        if count > 1 and lines.lineAt(1).y() != step:
            for number in range(count):
                line = lines.lineAt(number)
                line.setPosition(QPointF(line.x(), number * step))
            rect = super().blockBoundingRect(block)
        margins = rect.height() - lines.boundingRect().height()
        rect.setHeight(count * step + margins)
        return rect
