"""Rows of lists: avatar, title, subtitle, chips and a time, painted from roles at fixed heights."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from netdesk.ui.theme import theme
from netdesk.ui.tokens import TextStyle, Token
from netdesk.ui.widgets.avatar import paint_avatar, paint_emblem
from netdesk.ui.widgets.chip import HEIGHT, NARROWEST, chip_size, paint_chip
from netdesk.ui.widgets.marked_line import paint_marked
from netdesk.ui.widgets.painting import paint_ring

ROW_TWO, ROW_THREE, AVATAR, GAP, INSET, TIME_COLUMN, TITLE = 60, 88, 32, 12, 16, 40, 160
Index = QModelIndex | QPersistentModelIndex


class RowRole(IntEnum):
    """What a model answers for a row; the title is the DisplayRole, what is read aloud the AccessibleTextRole.

    CHIPS is a sequence of (text, Kind), AVATAR the name behind the initials, PHOTO a QPixmap; ICON
    names the icon of what is no person (neither: nothing stands before the text). MARKS tells what of title and of
    subtitle a search found.
    """

    SUBTITLE = Qt.ItemDataRole.UserRole + 101
    CHIPS = Qt.ItemDataRole.UserRole + 102
    TIME = Qt.ItemDataRole.UserRole + 103
    AVATAR = Qt.ItemDataRole.UserRole + 104
    PHOTO = Qt.ItemDataRole.UserRole + 105
    ICON = Qt.ItemDataRole.UserRole + 106
    MARKS = Qt.ItemDataRole.UserRole + 107


class RowDelegate(QStyledItemDelegate):
    """Paints a row of two lines with its chips at the right, or, `chips_below`, of three with the chips under them.

    Where a row is too narrow for a name beside the time, the time goes to the second line and the chips are left out.
    """

    def __init__(self, *, chips_below: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._below = chips_below
        self._measure()
        theme().changed.connect(self._measure)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme().px(200), self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme()
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.color(Token.ACCENT_GROUND if selected else Token.HOVER))
        painter.setPen(look.color(Token.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inset = look.px(INSET)
        inside = rect.adjusted(inset, look.px(10), -inset, -look.px(10))
        left = self._paint_avatar(painter, inside, index, selected)
        right = inside.right() + 1
        narrow = not self._below and right - self._time_room(index) - left < look.px(TITLE)
        if not self._below and not narrow:
            right = self._paint_time_beside(painter, inside, index, selected)
            right = self._paint_chips_beside(painter, inside, left, right, index, selected)
        alone = not self._below and not narrow and not index.data(RowRole.SUBTITLE)
        lines = QRect(left, inside.top(), right - left, self._line if alone else 2 * self._line)
        if not self._below:
            lines.moveTop(rect.top() + (rect.height() - lines.height()) // 2)
        self._paint_lines(painter, lines, index, selected, time_in=0 if self._below else 1 if narrow else None)
        if self._below:
            self._paint_chips_below(painter, QPoint(left, lines.bottom() + look.px(5)), inside.right(), index, selected)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, QRectF(rect).adjusted(1, 1, -1, -2), 6)
        painter.restore()

    def _measure(self) -> None:
        look = theme()
        self._height = look.px(ROW_THREE if self._below else ROW_TWO)
        self._line = look.px(20)
        self._title, self._body, self._small = look.font(strong=True), look.font(), look.font(TextStyle.SMALL)

    def _paint_avatar(self, painter: QPainter, inside: QRect, index: Index, selected: bool) -> int:
        """Paint photo, initials or icon; return where the text begins."""
        name, icon_name = index.data(RowRole.AVATAR), index.data(RowRole.ICON)
        if not name and not icon_name:
            return inside.left()
        side = theme().px(AVATAR)
        top = inside.top() if self._below else inside.center().y() - side // 2
        place = QRect(inside.left(), top, side, side)
        if name:
            photo = index.data(RowRole.PHOTO)
            shown = photo if isinstance(photo, QPixmap) else None
            paint_avatar(painter, place, str(name), shown, selected=selected)
        else:
            paint_emblem(painter, place, str(icon_name), selected=selected)
        return place.right() + 1 + theme().px(GAP)

    def _paint_lines(
        self, painter: QPainter, area: QRect, index: Index, selected: bool, *, time_in: int | None
    ) -> None:
        """Paint title and subtitle, and the time at the end of the first or the second of them."""
        look = theme()
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        first = QRect(area.left(), area.top(), area.width(), self._line)
        places = first, first.translated(0, self._line)
        time = index.data(RowRole.TIME)
        if time and time_in is not None:
            painter.setFont(self._small)
            painter.setPen(look.color(_aside(selected)))
            width = QFontMetrics(self._small).horizontalAdvance(str(time))
            place = places[time_in]
            painter.drawText(place, flags | Qt.AlignmentFlag.AlignRight, str(time))
            place.setRight(place.right() - width - look.px(8))
        marked = index.data(RowRole.MARKS) or ((), ())
        for font, token, text, place, marks in (
            (self._title, Token.INK, index.data(), places[0], marked[0]),
            (self._body, Token.SECOND, index.data(RowRole.SUBTITLE), places[1], marked[1]),
        ):
            if not text:
                continue
            painter.setFont(font)
            painter.setPen(look.color(token))
            if marks:
                paint_marked(painter, place, _one_line(text), marks, Token.ACCENT if font is self._title else Token.INK)
                continue
            shown = QFontMetrics(font).elidedText(_one_line(text), Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, flags, shown)

    def _paint_time_beside(self, painter: QPainter, inside: QRect, index: Index, selected: bool) -> int:
        """Paint the time at the right, in a column of its own; return where that begins."""
        time = str(index.data(RowRole.TIME) or "")
        if not time:
            return inside.right() + 1
        painter.setFont(self._small)
        painter.setPen(theme().color(_aside(selected)))
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, time)
        return inside.right() + 1 - self._time_room(index)

    def _time_room(self, index: Index) -> int:
        """The width of the time in its column, and of the gap before it."""
        time = str(index.data(RowRole.TIME) or "")
        column = max(QFontMetrics(self._small).horizontalAdvance(time), theme().px(TIME_COLUMN))
        return column + theme().px(GAP) if time else 0

    def _paint_chips_beside(
        self, painter: QPainter, inside: QRect, left: int, right: int, index: Index, selected: bool
    ) -> int:
        """Paint the chips from the right, as many as fit in half the row beside the title; return where they begin."""
        look = theme()
        chips = index.data(RowRole.CHIPS) or ()
        title = QFontMetrics(self._title).horizontalAdvance(_one_line(index.data())) if chips else 0
        limit = max(inside.center().x(), left + min(title, look.px(TITLE)) + look.px(6))
        top = inside.center().y() - look.px(HEIGHT) // 2
        for text, kind in reversed(chips):
            width = chip_size(text).width()
            if right - width < limit:
                break
            paint_chip(painter, QPoint(right - width, top), text, kind, selected=selected)
            right -= width + look.px(6)
        return right - look.px(6)

    def _paint_chips_below(self, painter: QPainter, at: QPoint, right: int, index: Index, selected: bool) -> None:
        for text, kind in index.data(RowRole.CHIPS) or ():
            room = right + 1 - at.x()
            if room < min(chip_size(text).width(), theme().px(NARROWEST)):
                break
            place = paint_chip(painter, at, text, kind, selected=selected, room=room)
            at.setX(place.right() + theme().px(7))


def _aside(selected: bool) -> Token:
    """The ink of what stands aside: the third is too pale on the ground of a selected row."""
    return Token.SECOND if selected else Token.THIRD


def _one_line(text: object) -> str:
    """The beginning of a text on one line: more than a thousand characters fit no row."""
    return str(text)[:1_000].replace("\n", " ")
