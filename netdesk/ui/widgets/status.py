"""What the window says in passing: the line at its foot, and toasts that offer to undo."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netdesk.ui.theme import theme
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.card import Ground, Surface
from netdesk.ui.widgets.labels import ElidedLabel

HEIGHT, TOAST_MS, ABOVE_FOOT = 28, 7_000, 44


class StatusLine(Surface):
    """The line at the foot: where things stand at the left; drafts that wait and the next undo at the right."""

    undo_requested = Signal()
    drafts_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Ground.BOTTOM, parent)
        self._text = ElidedLabel("", "small")
        self._undo = Button("", ButtonKind.STATUS)
        self._undo.clicked.connect(self.undo_requested)
        self._drafts = Button("", ButtonKind.STATUS)
        self._drafts.clicked.connect(self.drafts_requested)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 10, 0)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._drafts)
        self._row.addWidget(self._undo)
        self.set_drafts(0)
        self.set_undo("")
        theme().changed.connect(self._resize)
        self._resize()

    def add_widget(self, widget: QWidget) -> None:
        """Put something before the buttons, such as the progress of long work."""
        self._row.insertWidget(self._row.indexOf(self._drafts), widget)

    def set_text(self, text: str) -> None:
        """Say where things stand."""
        self._text.setText(text)

    def set_drafts(self, number: int) -> None:
        """Say how many messages were begun and not sent."""
        self._drafts.set_text(
            self.tr("1 draft") if number == 1 else self.tr("{number} drafts").format(number=f"{number:,}")
        )
        self._drafts.setVisible(number > 0)

    def set_undo(self, label: str) -> None:
        """Name what the next undo takes back; empty if there is nothing."""
        self._undo.set_text(self.tr("Undo: {label}").format(label=label))
        self._undo.setVisible(bool(label))

    def _resize(self) -> None:
        self.setFixedHeight(theme().px(HEIGHT))


class Toast(Surface):
    """A message over the foot of its parent that goes away by itself, but not while it is hovered or focused."""

    undo_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Ground.TOAST, parent)
        self._over = parent
        self._text = ElidedLabel("")
        self._undo = Button(self.tr("Undo"), ButtonKind.TOAST)
        self._undo.clicked.connect(self._ask_undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(self._text)
        row.addWidget(self._undo)
        self._timer = QTimer(self, singleShot=True, interval=TOAST_MS)
        self._timer.timeout.connect(self._end)
        parent.installEventFilter(self)
        self.hide()

    def show_message(self, text: str, *, undo: bool = False) -> None:
        """Show the text for seven seconds, with a button to undo if there is something to."""
        self._text.setText(text)
        self._undo.setVisible(undo)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        parent = self._over
        self.ensurePolished()
        width = min(self.sizeHint().width() + 4, parent.width() - 32)
        height = self.sizeHint().height()
        self.setGeometry(
            (parent.width() - width) // 2, parent.height() - height - theme().px(ABOVE_FOOT), width, height
        )

    def _end(self) -> None:
        if self.underMouse() or self._undo.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _ask_undo(self) -> None:
        self.hide()
        self.undo_requested.emit()
