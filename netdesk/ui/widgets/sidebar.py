"""The sections of the window, at its left."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from netdesk.ui.icons import icon_pixmap
from netdesk.ui.theme import theme
from netdesk.ui.tokens import TextStyle, Token
from netdesk.ui.widgets.card import Ground, Surface
from netdesk.ui.widgets.painting import paint_ring
from netdesk.ui.widgets.text import set_tip, tooltip

WIDTH, NARROW, ROW, ICON = 208, 52, 36, 18
KEY, ICON_NAME, COUNT, URGENT = (Qt.ItemDataRole.UserRole + number for number in range(1, 5))


class Sidebar(Surface):
    """A list of sections with icon and count; arrow keys and a click choose one, `chosen(key)` says which.

    Settings stands at the bottom and emits `settings_requested`.
    """

    chosen = Signal(str)
    settings_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Ground.SIDE, parent)
        self._narrow = False
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("Sections"))
        self._list.setProperty("ground", "side")
        self._list.setItemDelegate(_SectionDelegate(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setMouseTracking(True)
        self._list.currentItemChanged.connect(self._announce)
        self.settings = _SettingsButton(self.tr("Settings"))
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

    def set_narrow(self, narrow: bool) -> None:
        """Show the icons alone, with the names as tool tips, where the window has no room for more."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setToolTip(tooltip(item.text() if narrow else ""))
        self.settings.set_narrow(narrow)
        self._resize()

    def _item(self, key: str) -> QListWidgetItem:
        return self._list.item(self.keys().index(key))

    def _announce(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(KEY))

    def _resize(self) -> None:
        self.setFixedWidth(theme().px(NARROW if self._narrow else WIDTH))


class _SectionDelegate(QStyledItemDelegate):
    """Paints the sections."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().px(ROW), theme().px(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        count = index.data(COUNT)
        shown = "" if count is None else f"{count:,}"
        entry = _Entry(str(index.data()), str(index.data(ICON_NAME)), shown, bool(index.data(URGENT)))
        _paint_entry(painter, option.rect, entry, option.state)


class _SettingsButton(QPushButton):
    """Looks like a section, yet is none."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._name = text
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._resize()
        theme().changed.connect(self._resize)

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone."""
        self.setText("" if narrow else self._name)
        set_tip(self, self._name if narrow else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        option.initFrom(self)
        _paint_entry(QPainter(self), self.rect(), _Entry(self.text(), "settings"), option.state)

    def _resize(self) -> None:
        self.setFixedHeight(theme().px(ROW))


@dataclass(frozen=True, slots=True)
class _Entry:
    label: str
    icon_name: str
    count: str = ""
    urgent: bool = False


def _paint_entry(painter: QPainter, rect: QRect, entry: _Entry, state: QStyle.StateFlag) -> None:
    """Paint icon, label and count, on a rounded ground where chosen or hovered."""
    look = theme()
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    ink = Token.ACCENT if chosen else Token.SECOND
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(rect).adjusted(0, 1, 0, -1)
    if chosen or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(Token.ACCENT_GROUND if chosen else Token.HOVER))
        painter.drawRoundedRect(box, 8, 8)
    if state & QStyle.StateFlag.State_HasFocus:
        paint_ring(painter, box, 7)
    side = look.px(ICON)
    left, right = rect.left() + look.px(9), rect.right() - look.px(9)
    symbol = icon_pixmap(entry.icon_name, ink, side, painter.device().devicePixelRatioF())
    painter.drawPixmap(left, rect.top() + (rect.height() - side) // 2, symbol)
    if rect.width() < look.px(NARROW):
        painter.restore()
        return
    if entry.count:
        right = _paint_count(painter, entry, right, rect, Token.SECOND if chosen else Token.THIRD)
    painter.setFont(look.font(strong=chosen))
    painter.setPen(look.color(ink))
    words = QRect(left + side + look.px(9), rect.top(), 0, rect.height())
    words.setRight(right - look.px(6))
    label = painter.fontMetrics().elidedText(entry.label, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, label)
    painter.restore()


def _paint_count(painter: QPainter, entry: _Entry, right: int, rect: QRect, ink: Token) -> int:
    """Paint the count so that it ends at `right`; return where it begins."""
    look = theme()
    font = look.font(TextStyle.SMALL)
    width, height = QFontMetrics(font).horizontalAdvance(entry.count), look.px(20)
    if entry.urgent:
        width = max(width + look.px(12), height)
    place = QRect(right - width, rect.top() + (rect.height() - height) // 2, width, height)
    if entry.urgent:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(Token.DUE_GROUND))
        painter.drawRoundedRect(QRectF(place), height / 2, height / 2)
    painter.setFont(font)
    painter.setPen(look.color(Token.DUE if entry.urgent else ink))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, entry.count)
    return place.left()
