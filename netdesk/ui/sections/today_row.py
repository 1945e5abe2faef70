"""A row of Today: who, what, why, how it stands, and the one next thing to do."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from netdesk.services.today import ItemKind, TodayItem
from netdesk.ui.sections.today_actions import can_wait
from netdesk.ui.snooze import snooze_menu
from netdesk.ui.theme import theme
from netdesk.ui.tokens import Kind, Token
from netdesk.ui.widgets.avatar import Avatar
from netdesk.ui.widgets.beside_layout import AsideLayout
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.labels import ElidedLabel
from netdesk.ui.widgets.painting import paint_ring

INSET = 10
ICONS = {
    ItemKind.REQUEST: "requests",
    ItemKind.HOP: "requests",
    ItemKind.INTRODUCTION: "introductions",
    ItemKind.FOLLOW_UP: "follow-ups",
    ItemKind.DATE: "cake",
    ItemKind.CONTACT: "person",
}
"""How far a row reaches beyond what it holds, to frame it; headings stand in line with the contents."""


class TodayRow(QWidget):
    """Enter does the action, L puts off, O opens the record, arrow keys go to the next row; Tab reaches the buttons."""

    acted = Signal(object)
    put_off = Signal(object, object)
    """The item, and until which day."""
    opened = Signal(object)
    left = Signal(int)
    """-1 to go up, 1 to go down."""

    def __init__(self, item: TodayItem, today: date, parent: QWidget | None = None) -> None:
        """Show an item."""
        super().__init__(parent)
        self.item = item
        self._today = today
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(f"{item.title}. {item.reason}")
        self.setAccessibleDescription(self.tr("Enter: {action}. L: later. O: open.").format(action=item.action))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(ElidedLabel(item.title, "strong"))
        lines.addWidget(ElidedLabel(item.reason, "muted"))
        self.action = Button(item.action)
        self.action.setAccessibleName(f"{item.action}: {item.title}")
        self.action.clicked.connect(self._on_acted)
        self.later = Button(self.tr("Later"), ButtonKind.QUIET)
        self.later.setAccessibleName(self.tr("Later: {title}").format(title=item.title))
        self.later.clicked.connect(self.choose_day)
        avatar = Avatar(item.name)
        if not item.name:
            avatar.show_emblem(ICONS[item.kind])
        moves = QHBoxLayout()
        moves.setSpacing(12)
        moves.addWidget(Chip(item.chip, Kind(item.chip_tone.value)))
        moves.addWidget(self.action)
        moves.addWidget(self.later)
        told = AsideLayout(spacing=12)
        told.add(lines)
        told.add(moves)
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 11, INSET, 11)
        row.setSpacing(12)
        row.addWidget(avatar)
        row.addLayout(told, 1)
        self.later.setVisible(can_wait(item))

    def choose_day(self) -> None:
        """Ask until when, in a menu under the button."""
        if can_wait(self.item):
            menu = snooze_menu(self, self._today, self._on_day)
            menu.popup(self.later.mapToGlobal(QPoint(0, self.later.height() + 2)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_acted()
        elif key == Qt.Key.Key_L:
            self.choose_day()
        elif key == Qt.Key.Key_O:
            self.opened.emit(self.item)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.left.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.item)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color(Token.HOVER))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 2, 0, -2), 8, 8)
        painter.fillRect(INSET, self.height() - 1, self.width() - 2 * INSET, 1, theme().color(Token.LINE))
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()).adjusted(0, 1, 0, -2), 6)

    def _on_acted(self) -> None:
        self.acted.emit(self.item)

    def _on_day(self, day: date) -> None:
        self.put_off.emit(self.item, day)
