"""A layout that sets its items in lines, as words are set: for chips."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Items in as many lines as the width needs, from where the language begins; each in the middle of its line.

    Where they `fill` the lines, each takes a share of what its line has left, from its top.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 6, *, fill: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._fill = fill
        self._heights: dict[int, int] = {}
        self.setContentsMargins(QMargins())
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def clear(self) -> None:
        """Take all items out and delete their widgets."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.invalidate()

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        super().invalidate()
        self._heights.clear()

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Set the items in lines inside `rect`; return the height they take."""
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        mirrored = (widget := self.parentWidget()) is not None and widget.isRightToLeft()
        y = area.top()
        for line in self._lines(area.width()):
            x, high = area.left(), max(size.height() for _, size in line)
            for item, size in line:
                if move:
                    left = area.right() + 1 - (x - area.left()) - size.width() if mirrored else x
                    above = 0 if self._fill else (high - size.height()) // 2
                    item.setGeometry(QRect(QPoint(left, y + above), size))
                x += size.width() + self.spacing()
            y += high + self.spacing()
        return max(area.top(), y - self.spacing()) - rect.top() + margins.bottom()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The items of each line with their sizes, none wider than the line unless it has to be."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
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

    def _filled(self, line: list[tuple[QLayoutItem, QSize]], width: int) -> list[tuple[QLayoutItem, QSize]]:
        """Share the line among its items: evenly, or what is left over where one needs more than that."""
        room = width - self.spacing() * (len(line) - 1)
        even = room // len(line)
        over = (room - sum(size.width() for _, size in line)) // len(line)
        crowded = any(size.width() > even for _, size in line)
        filled = []
        for item, size in line:
            wide = size.width() + over if crowded else even
            high = item.heightForWidth(wide) if item.hasHeightForWidth() else size.height()
            filled.append((item, QSize(wide, high)))
        return filled
