"""One-line fields: text that shares Ctrl+Z with the book, search, choices and dates."""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QKeyEvent, QKeySequence, QResizeEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QDateEdit,
    QLabel,
    QLineEdit,
    QSpinBox,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from netdesk.ui.days import DAY
from netdesk.ui.icons import icon_pixmap
from netdesk.ui.theme import theme
from netdesk.ui.tokens import Token
from netdesk.ui.widgets.buttons import IconButton
from netdesk.ui.widgets.foreign import is_for_window, pastes_into_window

SEARCH_WIDTH = 200
SEPARATORS, MONTHS = "./-, ", 12


class LineEdit(QLineEdit):
    """A line of text; undo keys that find nothing to do here go on to the book, files and pictures to the window."""

    def __init__(self, text: str = "", placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(placeholder)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._passed_on(event):
            event.ignore()
            return False
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if is_for_window(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def set_wrong(self, wrong: bool) -> None:
        """Show, or stop showing, that the text cannot be kept as it stands."""
        self.setProperty("wrong", "true" if wrong else "false")
        self.style().unpolish(self)
        self.style().polish(self)

    def _passed_on(self, event: QKeyEvent) -> bool:
        return (
            pastes_into_window(event)
            or (event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable())
            or (event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable())
        )


class SearchField(LineEdit):
    """A search field with its icon, the shortcut that leads here while it is empty, and a way to clear it.

    Escape clears it, and in an empty field emits `dismissed`; arrow down emits `descended`, to go on into the results.
    """

    dismissed = Signal()
    descended = Signal()

    def __init__(self, placeholder: str = "", shortcut: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", placeholder, parent)
        self.setAccessibleName(placeholder)
        self._icon = QLabel(self)
        self._icon.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._clear = IconButton("close", self.tr("Clear search"), Token.THIRD, parent=self)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self._hint = QLabel(shortcut, self)
        self._hint.setProperty("shortcut", "true")
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._hint.setVisible(bool(shortcut))
        self.textChanged.connect(self._follow_text)
        theme().changed.connect(self._arrange)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(SEARCH_WIDTH), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.dismissed.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.descended.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _follow_text(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._hint.setVisible(bool(self._hint.text()) and not text)

    def _arrange(self) -> None:
        """Set the icon before the text, and the hint or the button behind it."""
        px = theme().px
        side = px(16)
        self._icon.setPixmap(icon_pixmap("search", Token.THIRD, side, self.devicePixelRatioF()))
        leading = QRect(px(10), (self.height() - side) // 2, side, side)
        self._icon.setGeometry(self._mirrored(leading))
        for trailing in (self._hint, self._clear):
            size = trailing.sizeHint()
            top = (self.height() - size.height()) // 2
            place = QRect(self.width() - size.width() - px(6), top, size.width(), size.height())
            trailing.setGeometry(self._mirrored(place))
        before, behind = px(20), max(self._hint.sizeHint().width(), self._clear.sizeHint().width())
        left, right = (behind, before) if self.isRightToLeft() else (before, behind)
        self.setTextMargins(left, 0, right, 0)

    def _mirrored(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)


class Choice(QComboBox):
    """One of several, in a list that takes the rows of the stylesheet; scrolling past it changes nothing."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberField(QSpinBox):
    """A whole number; scrolling past it changes nothing."""

    def __init__(self, low: int = 0, high: int = 99, suffix: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(low, high)
        self.setSuffix(suffix)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._indent()
        theme().changed.connect(self._indent)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _indent(self) -> None:
        """Qt gives the padding of the stylesheet to date fields but not to these."""
        self.lineEdit().setTextMargins(theme().px(10) + 1, 0, 0, 0)


class Calendar(QCalendarWidget):
    """A month in the colours of the theme, weeks from the day on which they begin here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.setFirstDayOfWeek(self.locale().firstDayOfWeek())
        self._dress()
        theme().changed.connect(self._dress)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LocaleChange:
            self.setFirstDayOfWeek(self.locale().firstDayOfWeek())

    def _dress(self) -> None:
        header, day = QTextCharFormat(), QTextCharFormat()
        header.setForeground(theme().color(Token.THIRD))
        header.setBackground(theme().color(Token.PANEL))
        self.setHeaderTextFormat(header)
        day.setForeground(theme().color(Token.INK))
        for weekday in Qt.DayOfWeek:
            self.setWeekdayTextFormat(weekday, day)
        self.setMinimumSize(QSize(280, 240) * theme().scale)


class DateField(QDateEdit):
    """A date, picked from a month or typed, written as days are everywhere; a month may be typed as its number too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = 0
        """A typed day that the month shown does not have, such as the 31st while it is November."""
        self._month = ""
        self._parted = False
        """Whether the last key went on to the next part by itself, so that what parts them is typed for nothing."""
        self.setDisplayFormat(DAY)
        self.setCalendarPopup(True)
        self.setCalendarWidget(Calendar())
        self.setMinimumWidth(theme().px(140))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        section = self.currentSection()
        if section == QDateEdit.Section.MonthSection and event.text().isdecimal():
            self._type_month(event.text())
        else:
            self._month = ""
            self._type(event, section)
        if self.currentSection() != QDateEdit.Section.DaySection and 0 < self._day <= self.date().daysInMonth():
            section = self.currentSection()
            self.setDate(QDate(self.date().year(), self.date().month(), self._day))
            self.setSelectedSection(section)
            self._day = 0

    def _type(self, event: QKeyEvent, section: QDateEdit.Section) -> None:
        typed, before = event.text(), self.text()
        parted, self._parted = self._parted, False
        if typed and typed in SEPARATORS:
            if parted:
                return
            event = QKeyEvent(event.type(), Qt.Key.Key_Space, event.modifiers(), " ")
        super().keyPressEvent(event)
        self._parted = typed.isalnum() and self.currentSection() != section
        if section == QDateEdit.Section.DaySection and typed.isdecimal():
            self._day = self.date().day() * 10 + int(typed) if self.text() == before else 0

    def _type_month(self, digit: str) -> None:
        """Take a digit of a month, the second one of a number as far as there is such a month."""
        if int(self._month + digit) > MONTHS:
            self._month = ""
        self._month += digit
        self._parted = False
        if number := int(self._month):
            day, length = self._day or self.date().day(), QDate(self.date().year(), number, 1).daysInMonth()
            self._day = day
            self.setDate(QDate(self.date().year(), number, min(day, length)))
        self.setSelectedSection(QDateEdit.Section.MonthSection)
