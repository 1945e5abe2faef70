"""The days of one month in a line, each with what is due on it; days are chosen, and things are dropped on them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from PySide6.QtCore import QLocale, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QStyle, QVBoxLayout, QWidget

from netdesk.ui.days import month_name, whole_day
from netdesk.ui.theme import theme
from netdesk.ui.tokens import TextStyle, Token
from netdesk.ui.widgets.buttons import Button, ButtonKind, IconButton
from netdesk.ui.widgets.card import Ground, Surface
from netdesk.ui.widgets.keys import on_key
from netdesk.ui.widgets.labels import Heading
from netdesk.ui.widgets.painting import paint_ring
from netdesk.ui.widgets.scrolled import Scrolled
from netdesk.ui.widgets.text import set_tip

DAYS, CELL_WIDTH, CELL_HEIGHT, LINE, DOT, MOST_DOTS = 31, 26, 56, 18, 5, 3


class MonthStrip(Surface):
    """One month; the arrow keys go from day to day, Page Up and Page Down from month to month, Home to today.

    What is dropped on a day comes as bytes of `mime`; days that are past take nothing.
    """

    month_wanted = Signal(object)
    """The first day of another month, whose counts are to be shown."""
    day_chosen = Signal(object)
    dropped = Signal(object, object)
    """The day, and the bytes that were dropped on it."""

    def __init__(self, name: str, today: date, mime: str, parent: QWidget | None = None) -> None:
        """Begin with the month of today, without counts; the name says what is counted."""
        super().__init__(Ground.WINDOW, parent)
        self.setAccessibleName(name)
        self.today, self.mime = today, mime
        self.month = today.replace(day=1)
        self._title = Heading()
        self._back = IconButton("chevron-left", self.tr("Previous month"), shortcut="Page Up")
        self._forth = IconButton("chevron-right", self.tr("Next month"), shortcut="Page Down")
        self._now = Button(self.tr("Today"), ButtonKind.QUIET)
        self._now.setAccessibleName(self.tr("Go to today"))
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._title)
        head.addStretch()
        for button, slot in ((self._now, self.go_today), (self._back, self.go_back), (self._forth, self.go_forth)):
            button.clicked.connect(slot)
            head.addWidget(button)
        self._line = _Line(self)
        self._area = Scrolled(name, least=CELL_HEIGHT)
        self._area.body.addWidget(self._line)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._area)
        for key, slot in (
            (QKeySequence("PgUp"), self.go_back),
            (QKeySequence("PgDown"), self.go_forth),
            (QKeySequence("Home"), self.go_today),
        ):
            on_key(self, key, slot)
        self._day = today
        self.show_counts({}, range(7))

    def show_counts(self, counts: Mapping[date, int], working: Collection[int]) -> None:
        """Show how much is due on the days of the month; `working` are the weekdays on which work is done."""
        self._title.setText(month_name(self.month))
        length = monthrange(self.month.year, self.month.month)[1]
        for number, cell in enumerate(self._line.cells, 1):
            cell.setVisible(number <= length)
            if number <= length:
                day = self.month.replace(day=number)
                cell.show_day(day, counts.get(day, 0), free=day.weekday() not in working)
        self._line.show_length(length)
        self._hold(self._day)

    def set_today(self, today: date) -> None:
        """Go on to a new day."""
        self.today = today

    def go_back(self) -> None:
        """Show the month before."""
        self._turn(self.month - timedelta(days=1))

    def go_forth(self) -> None:
        """Show the month after."""
        self._turn(self.month + timedelta(days=DAYS))

    def go_today(self) -> None:
        """Show the present month, with today under the keys."""
        self._step_to(self.today)

    def cell(self, day: date) -> QPushButton:
        """Return the button of a day of the month that is shown."""
        return self._line.cells[day.day - 1]

    def step(self, days: int) -> None:
        """Go to another day from the one under the keys."""
        self._step_to(self._day + timedelta(days=days))

    def choose(self, day: date) -> None:
        """Choose a day, as by a click."""
        self._hold(day)
        self.day_chosen.emit(day)

    def _turn(self, day: date) -> None:
        if not 1900 <= day.year <= 2200:
            return
        last = monthrange(day.year, day.month)[1]
        self._step_to(day.replace(day=min(self._day.day, last)))

    def _step_to(self, day: date) -> None:
        focused = any(cell.hasFocus() for cell in self._line.cells)
        if (day.year, day.month) != (self.month.year, self.month.month):
            self.month, self._day = day.replace(day=1), day
            self.show_counts({}, range(7))
            self.month_wanted.emit(self.month)
        self._hold(day)
        if focused:
            self.cell(day).setFocus(Qt.FocusReason.TabFocusReason)

    def _hold(self, day: date) -> None:
        """Let Tab come to one day only; the arrow keys go on from there."""
        self._day = day
        for cell in self._line.cells:
            here = cell.day == day
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        self._area.ensureWidgetVisible(self.cell(day), 0, 0)


class _Line(QWidget):
    """The days side by side from edge to edge, in two lines where one is too narrow."""

    def __init__(self, strip: MonthStrip) -> None:
        super().__init__(strip)
        self.cells = [_Day(strip, self) for _ in range(DAYS)]
        self._length = DAYS
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self._arrange)

    def show_length(self, days: int) -> None:
        if days != self._length:
            self._length = days
            self._arrange()

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return self._lines(width) * theme().px(CELL_HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(CELL_WIDTH) * 8, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme().px(CELL_WIDTH) * 8, theme().px(CELL_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _lines(self, width: int) -> int:
        return -(-DAYS * theme().px(CELL_WIDTH) // max(width, theme().px(CELL_WIDTH)))

    def _arrange(self) -> None:
        each = -(-self._length // self._lines(self.width()))
        height = theme().px(CELL_HEIGHT)
        for at, cell in enumerate(self.cells):
            line, place = divmod(at, each)
            left, right = self.width() * place // each, self.width() * (place + 1) // each
            box = QRect(left, line * height, right - left, height)
            cell.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), box))
        self.updateGeometry()


class _Day(QPushButton):
    """A day: its weekday, its number, and a dot for each thing that is due, or their number where they are many."""

    def __init__(self, strip: MonthStrip, parent: QWidget) -> None:
        super().__init__(parent)
        self._strip = strip
        self.day = date.min
        self._count, self._free, self._aimed = 0, False, False
        self.setAutoDefault(False)
        self.setAcceptDrops(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._on_clicked)

    def show_day(self, day: date, count: int, *, free: bool) -> None:
        self.day, self._count, self._free = day, count, free
        name = whole_day(day)
        due = self.tr("{number} due").format(number=count) if count else self.tr("nothing due")
        self.setAccessibleName(f"{name}, {due}")
        set_tip(self, ", ".join(part for part in (name, due, self._remark()) if part))
        if self._remark():
            self.setAccessibleDescription(self._remark())
        self.update()

    def _remark(self) -> str:
        if self.day == self._strip.today:
            return self.tr("today")
        return self.tr("not a working day") if self._free else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forth = -1 if self.isRightToLeft() else 1
        steps = {
            Qt.Key.Key_Left: -forth,
            Qt.Key.Key_Right: forth,
            Qt.Key.Key_Up: -7,
            Qt.Key.Key_Down: 7,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._strip.step(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(self._strip.mime) and self.day >= self._strip.today:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
            self._aim(aimed=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._aim(aimed=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._aim(aimed=False)
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        self._strip.dropped.emit(self.day, bytes(event.mimeData().data(self._strip.mime).data()))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = look.px(6)
        today, past = self.day == self._strip.today, self.day < self._strip.today
        ground = Token.ACCENT_GROUND if self._aimed or today else Token.HOVER if self.underMouse() else None
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color(ground))
            painter.drawRoundedRect(box, radius, radius)
        line = QRect(0, look.px(3), self.width(), look.px(LINE))
        center = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
        painter.setFont(look.font(TextStyle.SMALL))
        painter.setPen(look.color(Token.SECOND if today else Token.THIRD))
        weekday = QLocale().dayName(self.day.isoweekday(), QLocale.FormatType.ShortFormat)
        painter.drawText(line, center, weekday[:2])
        painter.setFont(look.font(strong=today or self._count > 0))
        number = Token.ACCENT if today else Token.THIRD if past or self._free else Token.INK
        painter.setPen(look.color(number))
        painter.drawText(line.translated(0, look.px(LINE)), center, str(self.day.day))
        self._paint_count(painter, line.translated(0, look.px(2 * LINE - 1)), Token.DUE if past else Token.ACCENT)
        if self.hasFocus():
            paint_ring(painter, box, radius)
        painter.end()

    def _paint_count(self, painter: QPainter, area: QRect, token: Token) -> None:
        look = theme()
        painter.setPen(look.color(token))
        if self._count > MOST_DOTS:
            painter.setFont(look.font(TextStyle.SMALL))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(self._count))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(token))
        step = look.px(DOT + 2)
        left = QPointF(area.center()).x() - step * (self._count - 1) / 2
        for at in range(self._count):
            painter.drawEllipse(QPointF(left + at * step, area.top() + look.px(7)), look.px(DOT) / 2, look.px(DOT) / 2)

    def _aim(self, *, aimed: bool) -> None:
        self._aimed = aimed
        self.update()

    def _on_clicked(self) -> None:
        self._strip.choose(self.day)
