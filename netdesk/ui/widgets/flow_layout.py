"""A layout that sets its items in lines, as words are set: for chips, and for buttons that may lack room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from netdesk.ui.widgets.item_layout import ItemLayout, height_at

Line = list[tuple[QLayoutItem, QSize]]
MOST_BETWEEN_LINES = 8
"""What keeps buttons without an edge apart in a line would tear the lines apart."""


class FlowLayout(ItemLayout):
    """Items in as many lines as the width needs, from where the language begins; each in the middle of its line.

    Where they `fill` the lines, each takes a share of what its line has left, from its top.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 6, *, fill: bool = False) -> None:
        super().__init__(parent, spacing)
        self._fill = fill

    def clear(self) -> None:
        """Take all items out and delete their widgets."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.invalidate()

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        y, between = area.top(), min(self.spacing(), MOST_BETWEEN_LINES)
        for line in self._lines(area.width()):
            x, high = area.left(), max(size.height() for _, size in line)
            for item, size in line:
                if move:
                    above = 0 if self._fill else (high - size.height()) // 2
                    self._place(item, area, QPoint(x, y + above), size)
                x += size.width() + self.spacing()
            y += high + between
        return max(area.top(), y - between) - rect.top() + margins.bottom()

    def _lines(self, width: int) -> list[Line]:
        """The items of each line with their sizes, none wider than the line unless it has to be."""
        lines: list[Line] = []
        room = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            size.setWidth(max(min(size.width(), width), item.minimumSize().width()))
            if not lines or size.width() > max(room, 0):
                lines.append([])
                room = width
            lines[-1].append((item, size))
            room -= size.width() + self.spacing()
        return [self._filled(line, width) for line in lines] if self._fill else lines

    def _filled(self, line: Line, width: int) -> Line:
        """Share the line among its items: evenly, or what is left over where one needs more than that."""
        room = width - self.spacing() * (len(line) - 1)
        even = room // len(line)
        over = (room - sum(size.width() for _, size in line)) // len(line)
        crowded = any(size.width() > even for _, size in line)
        filled = []
        for item, size in line:
            wide = size.width() + over if crowded else even
            filled.append((item, QSize(wide, height_at(item, wide))))
        return filled
