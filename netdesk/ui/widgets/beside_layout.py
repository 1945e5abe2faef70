"""Layouts for two that stand beside each other where there is room, and under each other where there is not."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QWidget

from netdesk.ui.theme import theme
from netdesk.ui.widgets.item_layout import ItemLayout, height_at

COLUMN, LEAST = 92, 120
"""The width of a label, and the least that a text must have for something to stand beside it."""


class LabelLayout(ItemLayout):
    """A label in a column of its own, and what it names: those added after it share one place, one is shown at a time.

    Above what it names it stands in by what `set_inset` says, as the text under it does.
    """

    def __init__(
        self,
        label: QWidget | QLayout,
        parent: QWidget | None = None,
        *,
        column: int = COLUMN,
        spacing: int = 8,
    ) -> None:
        """Take the label; `column` is in pixels before text is scaled."""
        super().__init__(parent, spacing)
        self._column, self._inset = column, 0
        self.add(label)

    def set_inset(self, inset: int) -> None:
        """Say how many pixels of the screen the text of what is named stands in."""
        self._inset = inset
        self.invalidate()

    def sizeHint(self) -> QSize:
        label, field = self._shown()
        width = field.sizeHint().width() if field is not None else 0
        if not label.isEmpty():
            width += theme().px(self._column) + self.spacing()
        return QSize(width, self.minimumSize().height())

    def _shown(self) -> tuple[QLayoutItem, QLayoutItem | None]:
        return self._items[0], next((item for item in self._items[1:] if not item.isEmpty()), None)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        label, field = self._shown()
        column, inset, above = theme().px(self._column), 0, 0
        room = rect.width() - column - self.spacing()
        if label.isEmpty():
            room = rect.width()
        elif field is not None and room < max(theme().px(LEAST), field.minimumSize().width()):
            inset, room = self._inset, rect.width()
            column, above = room - inset, height_at(label, room - inset)
        high = height_at(field, room) if field is not None else 0
        beside = 0 if label.isEmpty() or above else height_at(label, column)
        below = above + self.spacing() // 2 if above else 0
        whole = below + max(high, beside)
        if move:
            if not label.isEmpty():
                self._place(label, rect, rect.topLeft() + QPoint(inset, 0), QSize(column, above or whole))
            if field is not None:
                at = QPoint(rect.width() - room, below)
                self._place(field, rect, rect.topLeft() + at, QSize(room, whole - below))
        return whole


class AsideLayout(ItemLayout):
    """A text or the like, and what stands aside at the end of its line: under it where it would have less than `least`.

    The first item is the text, the second stands aside; without that, the text has all the room.
    """

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 8, least: int = LEAST) -> None:
        """Keep at least this much room for the text, in pixels before text is scaled."""
        super().__init__(parent, spacing)
        self._least = least

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint().width() for item in self._items if not item.isEmpty()]
        width = sum(shown) + self.spacing() * (len(shown) - 1)
        return QSize(width, self.minimumSize().height())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        area = rect.marginsRemoved(self.contentsMargins())
        shown = [item for item in self._items if not item.isEmpty()]
        if not shown:
            return rect.height() - area.height()
        text, *aside = shown
        wide = min(aside[0].sizeHint().width(), area.width()) if aside else 0
        room = area.width() - wide - (self.spacing() if aside else 0)
        under = bool(aside) and room < max(theme().px(self._least), text.minimumSize().width())
        if under:
            room = area.width()
        high = height_at(text, room)
        last = height_at(aside[0], wide) if aside else 0
        whole = high + self.spacing() + last if under else max(high, last)
        if move:
            self._place(text, area, area.topLeft(), QSize(room, high if under else whole))
            if aside:
                at = QPoint(0, high + self.spacing()) if under else QPoint(area.width() - wide, 0)
                self._place(aside[0], area, area.topLeft() + at, QSize(wide, last if under else whole))
        return whole + rect.height() - area.height()


def named(avatar: QWidget, name: QWidget, aside: QWidget) -> AsideLayout:
    """Set an avatar and a name at the beginning of a line, and what belongs to them at its end or under them."""
    who = QHBoxLayout()
    who.setSpacing(8)
    who.addWidget(avatar)
    who.addWidget(name)
    who.addStretch()
    made = AsideLayout()
    made.add(who)
    made.add(aside)
    return made
