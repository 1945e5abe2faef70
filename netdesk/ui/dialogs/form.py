"""What all dialogs share: a form, the sentence that says what is wrong with it, and the buttons that end it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from netdesk.ui.desk import Desk
from netdesk.ui.theme import theme
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.labels import Muted, PlainLabel, SectionTitle
from netdesk.ui.widgets.scrolled import Scrolled
from netdesk.ui.widgets.unfinished import Field, Unfinished

Result = TypeVar("Result")
SHARE_OF_WINDOW = 0.94
SMALLEST_WINDOW = QSize(720, 520)
SIDE, EDGE = 24, 20
VALUE_WIDTH = 112
"""Wide enough for all keys, so that they stand in one column under every heading."""
PAGE_KEYS = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)


class Dialog(QDialog):
    """A dialog with a title, a `body`, room for one sentence of refusal, and its buttons at the right.

    It grows with its body as far as the window below it has room, and scrolls the body beyond that. Ctrl+Enter does
    what the primary button does, from any field; Enter does so in one-line fields.
    """

    def __init__(self, title: str, parent: QWidget | None = None, *, action: str = "", width: int = 520) -> None:
        """Name the dialog and its primary button."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._area = Scrolled(title, width=min(theme().px(width), self._room().width()) - 2 * SIDE)
        self.body = self._area.body
        self.body.setSpacing(12)
        self._unfinished: Unfinished | None = None
        self._refusal = PlainLabel("", "wrong", wrap=True)
        self._refusal.hide()
        self.primary = Button(action or self.tr("OK"), ButtonKind.PRIMARY)
        self.primary.setDefault(True)
        self.primary.clicked.connect(self.submit)
        self.cancel = Button(self.tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch()
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.primary)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, EDGE, SIDE, EDGE)
        column.setSpacing(16)
        column.addWidget(SectionTitle(title, wrap=True))
        column.addWidget(self._area, 1)
        column.addWidget(self._refusal)
        column.addLayout(self.buttons)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.primary.click)

    def submit(self) -> None:
        """Do what the primary button promises."""
        self.accept()

    def keep_typed(self, desk: Desk, name: str, fields: Mapping[str, Field]) -> None:
        """Keep what is typed in these fields until it is submitted; the form of this name gets it back."""
        self._unfinished = Unfinished(desk, fields)
        self.body.insertWidget(0, self._unfinished)
        self._unfinished.begin(name)

    def done(self, result: int) -> None:
        if self._unfinished is not None:
            if result == QDialog.DialogCode.Accepted:
                self._unfinished.forget()
            else:
                self._unfinished.save()
        super().done(result)

    def refuse(self, sentence: str) -> None:
        """Say why it cannot be done, and let the user mend it."""
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        self.primary.setEnabled(True)

    def run(self, desk: Desk, verb: Callable[[], Result], then: Callable[[Result], None] | None = None) -> None:
        """Submit a verb; close when it is done, stay with the sentence where it is refused."""
        self.refuse("")
        self.primary.setEnabled(False)

        def done(result: Result) -> None:
            self.accept()
            if then is not None:
                then(result)

        desk.do(self, verb, done, self.refuse)

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()
        super().showEvent(event)

    def setVisible(self, visible: bool) -> None:  # noqa: N802
        """Begin with nothing selected: the first key must not erase what stands in the first field."""
        super().setVisible(visible)
        if visible and isinstance(line := self.focusWidget(), QLineEdit):
            line.end(False)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return handled

    def _room(self) -> QSize:
        """How large it may be over its window, or on the screen where it has none."""
        parent = self.parentWidget()
        whole = self.screen().availableSize() if parent is None else parent.window().size().expandedTo(SMALLEST_WINDOW)
        return whole * SHARE_OF_WINDOW

    def _fit(self) -> None:
        """Grow to show all of the body where there is room below it: what is read stays where it is."""
        column = self.layout()
        if column is None:
            return
        width = max(self.width(), column.totalMinimumSize().width())
        wanted = column.totalHeightForWidth(width) if column.hasHeightForWidth() else column.totalSizeHint().height()
        room = self._room().height()
        if self.isVisible():
            room = min(room, self.height() + self.screen().availableGeometry().bottom() - self.frameGeometry().bottom())
        self.resize(width, max(self.height(), min(wanted, room)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in PAGE_KEYS:
            QApplication.sendEvent(self._area.verticalScrollBar(), event)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.focusWidget(), Button):
            focused = self.focusWidget()
            assert isinstance(focused, Button)
            focused.click()
            return
        super().keyPressEvent(event)


def form() -> QFormLayout:
    """Make a form whose labels stand at the left and whose fields take the width."""
    made = QFormLayout()
    made.setHorizontalSpacing(16)
    made.setVerticalSpacing(10)
    made.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    made.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
    made.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
    return made


def add_row(layout: QFormLayout, label: str, field: QWidget | QLayout) -> None:
    """Add a field under its label, which is its accessible name too unless it has one."""
    shown = Muted(label)
    shown.setMinimumWidth(theme().px(96))
    shown.setContentsMargins(0, theme().px(3), 0, 0)
    layout.addRow(shown, field)
    if isinstance(field, QWidget):
        shown.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(label)


def pairs(rows: Sequence[tuple[str, str]], *, wrap: bool = False) -> QGridLayout:
    """Set names and values side by side: short values at the right, long ones in as much room as there is."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(int(wrap), 1)
    grid.setColumnMinimumWidth(1, theme().px(VALUE_WIDTH))
    for line, (name, value) in enumerate(rows):
        grid.addWidget(PlainLabel(name, wrap=wrap), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Muted(value, wrap=wrap), line, 1)
    return grid
