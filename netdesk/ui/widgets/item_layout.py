"""What layouts of our own share: their items in order, and a height that follows from the width."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class ItemLayout(QLayout):
    """Items in order; a layout says by `_arrange` where they stand and how high they are at a width."""

    def __init__(self, parent: QWidget | None, spacing: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._smallest: QSize | None = None
        self.setContentsMargins(QMargins())
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        self._items.append(item)

    def add(self, item: QWidget | QLayout) -> None:
        """Add a widget, or all that another layout holds as one item."""
        if isinstance(item, QLayout):
            self.addChildLayout(item)
            self.addItem(item)
        else:
            self.addWidget(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items.pop(index) if 0 <= index < len(self._items) else None

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
        self._smallest = None

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802
        if self._smallest is None:
            size = QSize()
            for item in self._items:
                size = size.expandedTo(item.minimumSize())
            margins = self.contentsMargins()
            self._smallest = size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())
        return self._smallest

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Set the items inside `rect` if they are to `move`; return the height they take."""
        raise NotImplementedError

    def _place(self, item: QLayoutItem, area: QRect, at: QPoint, size: QSize) -> None:
        """Set an item at a point of the area, from where the language begins."""
        widget = self.parentWidget()
        way = widget.layoutDirection() if widget is not None else Qt.LayoutDirection.LeftToRight
        item.setGeometry(QStyle.visualRect(way, area, QRect(at, size)))


def height_at(item: QLayoutItem, width: int) -> int:
    """Return how high an item wants to be at a width."""
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
