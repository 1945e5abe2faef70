"""One line of plain text with the words in it that a search found, shortened so that the first of them is seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption

from netdesk.ui.theme import theme
from netdesk.ui.tokens import Token

Span = tuple[int, int]
BEFORE = 16
"""Characters kept before the first mark where the line must begin later to show it."""
BETWEEN = "· "
"""What stands between the parts of a line, and at the beginning of none."""


def paint_marked(painter: QPainter, place: QRect, text: str, marks: Sequence[Span], token: Token) -> None:
    """Paint the text in the pen and font of the painter, and its marks semi-bold in the ink `token`."""
    font = painter.font()
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    text, marks = _seen(text, marks, QFontMetrics(strong), place.width())
    bolder = sum(
        QFontMetrics(strong).horizontalAdvance(text[start:end]) - QFontMetrics(font).horizontalAdvance(text[start:end])
        for start, end in marks
    )
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width() - bolder)
    layout = QTextLayout(shown, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeading)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats([_format(shown, mark, token) for mark in marks if mark[0] < len(shown)])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(place.width())
    layout.endLayout()
    layout.draw(painter, QPointF(place.left(), place.top() + (place.height() - line.height()) / 2))


def _seen(text: str, marks: Sequence[Span], metrics: QFontMetrics, width: int) -> tuple[str, Sequence[Span]]:
    """Let the line begin at a later word where its first mark would have no room."""
    start, end = marks[0]
    if metrics.horizontalAdvance(text[:end]) + metrics.horizontalAdvance("…") <= width:
        return text, marks
    cut = text.rfind(" ", 0, max(start - BEFORE, 0)) + 1
    if not cut:
        return text, marks
    if text.startswith(BETWEEN, cut):
        cut += len(BETWEEN)
    return f"…{text[cut:]}", [(first - cut + 1, last - cut + 1) for first, last in marks if first >= cut]


def _format(text: str, mark: Span, token: Token) -> QTextLayout.FormatRange:
    """Say where a mark stands as Qt counts, in UTF-16 units."""
    made = QTextLayout.FormatRange()
    made.start = _units(text[: mark[0]])
    made.length = _units(text[mark[0] : mark[1]])
    look = QTextCharFormat()
    look.setForeground(theme().color(token))
    look.setFontWeight(QFont.Weight.DemiBold)
    made.format = look
    return made


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
