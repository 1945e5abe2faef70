"""What all dialogs share: a form, the sentence that says what is wrong with it, and the buttons that end it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from netdesk.ui.desk import Desk
from netdesk.ui.theme import theme
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.card import Ground, Surface
from netdesk.ui.widgets.labels import Muted, PlainLabel, SectionTitle
from netdesk.ui.widgets.unfinished import Field, Unfinished

Result = TypeVar("Result")
SHARE_OF_SCREEN = 0.75


class Dialog(QDialog):
    """A dialog with a title, a `body`, room for one sentence of refusal, and its buttons at the right.

    Ctrl+Enter does what the primary button does, from any field; Enter does so in one-line fields.
    """

    def __init__(self, title: str, parent: QWidget | None = None, *, action: str = "", width: int = 520) -> None:
        """Name the dialog and its primary button."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme().px(width))
        self.body = QVBoxLayout()
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
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(SectionTitle(title, wrap=True))
        column.addLayout(self.body, 1)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.focusWidget(), Button):
            focused = self.focusWidget()
            assert isinstance(focused, Button)
            focused.click()
            return
        super().keyPressEvent(event)


class FormArea(QScrollArea):
    """A form as high as its rows, which scrolls where the screen has no room for all of them."""

    def __init__(self, name: str, rows: QFormLayout) -> None:
        """Hold the rows; the name is read aloud."""
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = Surface(Ground.WINDOW)
        rows.setContentsMargins(0, 0, 0, 0)
        page.setLayout(rows)
        self.setWidget(page)
        room = self.screen().availableSize().height() * SHARE_OF_SCREEN
        self.setMinimumHeight(min(page.sizeHint().height(), round(room)))


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
