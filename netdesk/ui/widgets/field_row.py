"""A label and its value, edited where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import cast

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from netdesk.ui.theme import theme
from netdesk.ui.tokens import PADDING, RING, Token
from netdesk.ui.widgets.beside_layout import LabelLayout
from netdesk.ui.widgets.editor import GrowingEditor
from netdesk.ui.widgets.labels import ElidedLabel, Run
from netdesk.ui.widgets.save_timer import SaveTimer
from netdesk.ui.widgets.short_paragraph import ShortParagraph
from netdesk.ui.widgets.text import set_tip


class FieldRow(QWidget):
    """A label and a value beside it, which a click, Enter, or typing into an empty one opens.

    `saved(text)` is emitted when a `SaveTimer` runs out and on leaving, each time the text differs from what was saved
    before. Escape restores what stood there when editing began. `editing_started` and `editing_finished` frame one
    editing session, which is one step of undo. Enter finishes a one-line value; a `multiline` one is left by Tab,
    Ctrl+Enter or a click elsewhere. `styled` says how the value looks at rest; it is typed as it is.
    """

    saved = Signal(str)
    editing_started = Signal()
    editing_finished = Signal()

    def __init__(
        self,
        label: str,
        text: str = "",
        *,
        placeholder: str = "",
        multiline: bool = False,
        styled: Callable[[str], Sequence[Run]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._styled = styled
        self._name, self._placeholder, self._multiline = label, placeholder, multiline
        self._text = self._before = text
        self._label = ElidedLabel(label, "small")
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._value = _Value()
        self._value.asked.connect(self.edit)
        self._value.typed.connect(self._edit_with)
        self._timer = SaveTimer(self)
        self._timer.timeout.connect(self.save)
        self._editing = False
        self._places = LabelLayout(self._label, self, spacing=4)
        self._places.setAlignment(self._label, Qt.AlignmentFlag.AlignTop)
        self._places.addWidget(self._value)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self._value)
        theme().changed.connect(self._resize)
        self._resize()
        self._show()

    def explain(self, told: str) -> None:
        """Say in a tool tip what the label means."""
        for part in (self._label, self._value):
            set_tip(part, told)

    @cached_property
    def _editor(self) -> _Editor:
        """What takes the typing, made when the value is opened first: most never are."""
        made = _Editor(multiline=self._multiline, placeholder=self._placeholder)
        made.edited.connect(self._timer.note)
        made.left.connect(self._leave)
        made.accepted.connect(self._accept)
        made.cancelled.connect(self._cancel)
        self._places.addWidget(made)
        self.setTabOrder(self._value, made)
        return made

    @property
    def editing(self) -> bool:
        """Whether the value is open for typing."""
        return self._editing

    def text(self) -> str:
        """The value, with what has been typed so far."""
        return self._editor.text() if self.editing else self._text

    def set_text(self, text: str) -> None:
        """Show a value that came from the book; typing that is not saved yet is kept."""
        typed = self.editing and self._editor.text() != self._text
        if typed or text == self._text:
            return
        if self._text == self._before:
            self._before = text
        self._text = text
        if self.editing:
            self._editor.set_text(text)
            self._editor.selectAll()
        self._show()

    def edit(self) -> None:
        """Open the value for typing."""
        if self.editing or not self.isEnabled():
            return
        self._open(self._text)
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._editor.selectAll()
        self.editing_started.emit()

    def keep_open(self, text: str) -> None:
        """Let a text that could not be saved stand open, wherever the focus is; to leave it once more saves it."""
        if self.editing:
            return
        focused = self._value.hasFocus()
        self._open(text)
        if focused:
            self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editing_started.emit()

    def save(self) -> None:
        """Emit `saved` now if what was typed is not saved yet."""
        self._timer.stop()
        if self.editing and (text := self._editor.text()) != self._text:
            self._text = text
            self.saved.emit(text)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._finish()

    def _edit_with(self, typed: str) -> None:
        if not self._text:
            self.edit()
            self._editor.insert_text(typed)

    def _leave(self) -> None:
        """The window's own menus and other windows only save; another control ends the session."""
        if self.isActiveWindow() and not self._editor.hasFocus():
            self._finish()
        else:
            self.save()

    def _accept(self) -> None:
        self._finish()
        self._value.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancel(self) -> None:
        self._editor.set_text(self._before)
        self._accept()

    def _finish(self) -> None:
        if not self.editing:
            return
        self.save()
        self._exchange(editing=False)
        self._show()
        self.editing_finished.emit()

    def _open(self, text: str) -> None:
        self._before = self._text
        self._editor.setAccessibleName(self._name)
        self._editor.set_text(text)
        self._exchange(editing=True)

    def _exchange(self, *, editing: bool) -> None:
        self._editing = editing
        (self._value if editing else self._editor).hide()
        (self._editor if editing else self._value).show()

    def _show(self) -> None:
        self._value.setProperty("empty", "false" if self._text else "true")
        self._value.show_value(self._text, self._placeholder)
        if self._text and self._styled is not None:
            self._value.set_runs(self._styled(self._text))
        self._value.setAccessibleName(f"{self._name}: {self._text or self._placeholder}"[:500])

    def _resize(self) -> None:
        self._label.setContentsMargins(0, theme().px(6), 0, 0)
        self._places.set_inset(RING + theme().px(PADDING))


class _Value(ShortParagraph):
    """The value at rest: reached by Tab, opened by Enter, F2, Space or a click."""

    asked = Signal()
    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("field", "true")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def show_value(self, text: str, placeholder: str) -> None:
        self._token = Token.INK if text else Token.THIRD
        self.set_text(text or placeholder)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space):
            self.asked.emit()
        elif event.text().isprintable() and event.text() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class _Editor(GrowingEditor):
    """The value while it is typed, as high as its lines."""

    accepted = Signal()
    cancelled = Signal()

    def __init__(self, *, multiline: bool, placeholder: str) -> None:
        super().__init__("", placeholder)
        self._multiline = multiline
        self.setProperty("field", "true")

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        text = source.text()
        self.insert_text(text if self._multiline else " ".join(text.split()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and cast(QKeyEvent, event).key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif enter and (not self._multiline or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.accepted.emit()
        else:
            super().keyPressEvent(event)
