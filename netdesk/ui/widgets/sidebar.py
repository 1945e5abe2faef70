"""The sections of the window, at its left."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from netdesk.ui.icons import icon_pixmap
from netdesk.ui.theme import theme
from netdesk.ui.tokens import TextStyle, Token
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.card import Ground, Surface
from netdesk.ui.widgets.painting import paint_ring

WIDTH, ROW, ICON = 208, 36, 18
KEY, ICON_NAME, COUNT, URGENT = (Qt.ItemDataRole.UserRole + number for number in range(1, 5))


class Sidebar(Surface):
    """A list of sections with icon and count; arrow keys and a click choose one, `chosen(key)` says which.

    Settings stands at the bottom and emits `settings_requested`.
    """

    chosen = Signal(str)
    settings_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Ground.SIDE, parent)
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("Sections"))
        self._list.setProperty("ground", "side")
        self._list.setItemDelegate(_SectionDelegate(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setMouseTracking(True)
        self._list.currentItemChanged.connect(self._announce)
        self.settings = Button(self.tr("Settings"), ButtonKind.SIDE, "settings")
        self.settings.clicked.connect(self.settings_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 10)
        column.addWidget(self._list, 1)
        column.addWidget(self.settings)
        self.setFocusProxy(self._list)
        theme().changed.connect(self._resize)
        self._resize()

    def add(self, key: str, label: str, icon_name: str) -> None:
        """Add a section at the end."""
        item = QListWidgetItem(label)
        item.setData(KEY, key)
        item.setData(ICON_NAME, icon_name)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, label)
        self._list.addItem(item)

    def set_count(self, key: str, count: int | None, *, urgent: bool = False) -> None:
        """Show how many things a section holds (None: nothing); `urgent` ones stand on a coloured ground."""
        item = self._item(key)
        item.setData(COUNT, count)
        item.setData(URGENT, urgent)
        spoken = (
            item.text() if count is None else self.tr("{section}, {count}").format(section=item.text(), count=count)
        )
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def select(self, key: str) -> None:
        """Choose a section from outside; `chosen` is emitted if it was another before."""
        self._list.setCurrentItem(self._item(key))

    def current(self) -> str:
        """The key of the chosen section, empty if none is."""
        item = self._list.currentItem()
        return "" if item is None else str(item.data(KEY))

    def keys(self) -> list[str]:
        """The keys of all sections from top to bottom."""
        return [str(self._list.item(row).data(KEY)) for row in range(self._list.count())]

    def _item(self, key: str) -> QListWidgetItem:
        return self._list.item(self.keys().index(key))

    def _announce(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(KEY))

    def _resize(self) -> None:
        self.setFixedWidth(theme().px(WIDTH))


class _SectionDelegate(QStyledItemDelegate):
    """Paints a section: rounded ground where chosen, icon, label, count."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().px(120), theme().px(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme()
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        ink = Token.ACCENT if chosen else Token.SECOND
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(rect).adjusted(1, 2, -1, -1)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color(Token.ACCENT_GROUND if chosen else Token.HOVER))
            painter.drawRoundedRect(box, 8, 8)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, box, 7)
        side = look.px(ICON)
        left, right = rect.left() + look.px(9), rect.right() - look.px(9)
        device = painter.device()
        symbol = icon_pixmap(str(index.data(ICON_NAME)), ink, side, device.devicePixelRatioF())
        painter.drawPixmap(left, rect.center().y() - side // 2 + 1, symbol)
        right = self._paint_count(painter, index, right, rect) if index.data(COUNT) is not None else right
        painter.setFont(look.font(strong=chosen))
        painter.setPen(look.color(ink))
        words = QRect(left + side + look.px(9), rect.top() + 1, 0, rect.height())
        words.setRight(right - look.px(6))
        label = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, label)
        painter.restore()

    def _paint_count(
        self, painter: QPainter, index: QModelIndex | QPersistentModelIndex, right: int, rect: QRect
    ) -> int:
        look, count, urgent = theme(), f"{index.data(COUNT)}", bool(index.data(URGENT))
        font = look.font(TextStyle.SMALL)
        width = QFontMetrics(font).horizontalAdvance(count)
        height = look.px(20)
        if urgent:
            width = max(width + look.px(12), height)
        place = QRect(right - width, rect.center().y() - height // 2 + 1, width, height)
        if urgent:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color(Token.DUE_GROUND))
            painter.drawRoundedRect(QRectF(place), height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(look.color(Token.DUE if urgent else Token.THIRD))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, count)
        return place.left()
