"""What a view says while it has nothing to show."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from netdesk.ui.icons import icon_pixmap
from netdesk.ui.theme import theme
from netdesk.ui.tokens import Token
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.labels import Heading, Muted

SIDE, ICON, SHARE_ABOVE = 64, 28, 0.38


class EmptyState(QWidget):
    """An icon, a title, a sentence and the buttons that lead on.

    Its top stands at the same share of the window's height wherever it is shown, so that two side by side are level.
    """

    def __init__(self, icon_name: str, title: str, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Heading(title, wrap=True)
        self._sentence = Muted(sentence, wrap=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        self._above = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)
        column.addSpacerItem(self._above)
        column.addWidget(_Disc(icon_name), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        for label in (self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(label)
            line.addStretch(1)
            column.addLayout(line)
        column.addSpacing(8)
        self._above_buttons = QVBoxLayout()
        column.addLayout(self._above_buttons)
        row = QHBoxLayout()
        row.addStretch()
        row.addLayout(self._buttons)
        row.addStretch()
        column.addLayout(row)
        column.addStretch()
        self.say(title, sentence)

    def say(self, title: str, sentence: str = "") -> None:
        """Change the words."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.setAccessibleName(title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._level()

    def _level(self) -> None:
        window = self.window()
        share = round(window.height() * SHARE_ABOVE) - self.mapTo(window, QPoint(0, 0)).y()
        self._above.changeSize(0, max(0, share), QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)
        self._column.invalidate()

    def add_above(self, widget: QWidget) -> None:
        """Put something in the middle above the buttons."""
        self._above_buttons.setContentsMargins(0, 0, 0, 8)
        self._above_buttons.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)

    def add_button(self, text: str, kind: ButtonKind = ButtonKind.PLAIN, icon_name: str = "") -> Button:
        """Add a button at the end of the row and return it, to be connected."""
        button = Button(text, kind, icon_name)
        if self.focusProxy() is None:
            self.setFocusProxy(button)
        self._buttons.addWidget(button)
        return button


class _Disc(QLabel):
    """An icon on a round ground."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon = icon_name
        self._resize()
        theme().changed.connect(self._resize)

    def _resize(self) -> None:
        self.setFixedSize(theme().px(SIDE), theme().px(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(Token.ACCENT_GROUND))
        painter.drawEllipse(self.rect())
        side = theme().px(ICON)
        pixmap = icon_pixmap(self._icon, Token.ACCENT, side, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, pixmap)
