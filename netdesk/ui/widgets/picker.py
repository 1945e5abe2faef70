"""A small window to choose one of many by typing a part of its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from netdesk.domain.text import fold
from netdesk.ui.theme import theme
from netdesk.ui.widgets.card import Ground, Surface
from netdesk.ui.widgets.fields import LineEdit

WIDTH, HEIGHT, GAP, SHOWN = 280, 320, 4, 100
KEY = Qt.ItemDataRole.UserRole + 1


class Picker(Surface):
    """Names to choose from under a field; `picked(key)` and the window closes.

    With `any_text` what is typed can be chosen too; then the key is the text itself.
    """

    picked = Signal(object)

    def __init__(
        self, name: str, choices: Sequence[tuple[object, str]], *, any_text: bool = False, parent: QWidget | None = None
    ) -> None:
        """Offer the choices; the name says what is chosen."""
        super().__init__(Ground.CARD, parent)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(name)
        self._choices = [(key, text, fold(text)) for key, text in choices]
        self._any_text = any_text
        self.field = _PickField(name)
        self.field.textChanged.connect(self._show)
        self.field.stepped.connect(self._step)
        self.field.returnPressed.connect(self._pick_current)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.itemClicked.connect(self._pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self._show("")

    def show_under(self, widget: QWidget) -> None:
        """Open below a button, or above one that has no room below on its screen."""
        self.resize(theme().px(WIDTH), theme().px(HEIGHT))
        room = widget.screen().availableGeometry()
        place = QRect(widget.mapToGlobal(QPoint(0, widget.height() + GAP)), self.size())
        if place.bottom() > room.bottom():
            place.moveBottom(widget.mapToGlobal(QPoint(0, -GAP)).y())
        place.moveRight(min(place.right(), room.right()))
        place.moveTop(max(place.top(), room.top()))
        self.setGeometry(place)
        self.show()
        self.field.setFocus()

    def _show(self, typed: str) -> None:
        wanted = fold(typed)
        self.list.clear()
        found = [(key, text) for key, text, folded in self._choices if wanted in folded][:SHOWN]
        if self._any_text and typed.strip() and not any(fold(text) == wanted for _, text in found):
            found.append((typed.strip(), self.tr("“{text}”").format(text=typed.strip())))
        for key, text in found:
            item = QListWidgetItem(text)
            item.setData(KEY, key)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        if not found:
            told = QListWidgetItem(self._why_empty())
            told.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(told)

    def _why_empty(self) -> str:
        if self._any_text:
            return self.tr("Type what to choose")
        return self.tr("Nothing found") if self._choices else self.tr("Nothing to choose from yet")

    def _step(self, step: int) -> None:
        self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))

    def _pick_current(self) -> None:
        item = cast("QListWidgetItem | None", self.list.currentItem())
        if item is not None and item.flags():
            self._pick(item)

    def _pick(self, item: QListWidgetItem) -> None:
        key = item.data(KEY)
        self.close()
        self.picked.emit(key)


class _PickField(LineEdit):
    """The field above the list: up and down go through it."""

    stepped = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__(placeholder=name)
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
