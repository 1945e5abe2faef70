"""A layout for what has a label: beside it where there is room, under it where there is not."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QWidget

from netdesk.ui.theme import theme
from netdesk.ui.widgets.item_layout import ItemLayout, height_at

COLUMN, LEAST_BESIDE = 92, 120
"""The width of a label, and the least that what it names must have to stand beside it."""


class LabelLayout(ItemLayout):
    """The first item is the label; those after it share one place, and one of them is shown at a time."""

    def __init__(
        self, label: QWidget | QLayout, parent: QWidget | None = None, *, column: int = COLUMN, spacing: int = 8
    ) -> None:
        """Give the label a `column` before text is scaled."""
        super().__init__(parent, spacing)
        self._column = column
        if isinstance(label, QLayout):
            self.add_layout(label)
        else:
            self.addWidget(label)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items[1:] if not item.isEmpty()]
        width = max((size.width() for size in shown), default=0)
        if not self._items[0].isEmpty():
            width += theme().px(self._column) + self.spacing()
        return QSize(width, self.heightForWidth(width))

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        label, *named = self._items
        field = next((item for item in named if not item.isEmpty()), None)
        width, column = rect.width(), theme().px(self._column)
        if field is None or label.isEmpty():
            at, above, room = QPoint(0, 0), 0, width
        elif width - column - self.spacing() >= max(theme().px(LEAST_BESIDE), field.minimumSize().width()):
            at, above, room = QPoint(column + self.spacing(), 0), 0, width - column - self.spacing()
        else:
            above = height_at(label, width)
            at, room, column = QPoint(0, above), width, width
        high = height_at(field, room) if field is not None else 0
        whole = above + high if above else max(high, 0 if label.isEmpty() else height_at(label, column))
        if move:
            if not label.isEmpty():
                self._place(label, rect, rect.topLeft(), QSize(column, above or whole))
            if field is not None:
                self._place(field, rect, rect.topLeft() + at, QSize(room, whole - above))
        return whole
