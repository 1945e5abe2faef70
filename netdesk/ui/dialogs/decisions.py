"""Questions of an import that the user answers by ticks: one by one, or all at once, however many there are."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from netdesk.ui.theme import theme
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.labels import Muted

PAGE = 200
"""Questions that are shown at once, so that a list of any length comes up within a frame."""

_LEAST_HEIGHT, _MOST_HEIGHT = 132, 192
_ANY_HEIGHT = 16_777_215
"""What Qt calls QWIDGETSIZE_MAX."""
_KEY = Qt.ItemDataRole.UserRole


class Question(NamedTuple):
    """What an answer is kept under, what is asked, and whether it is ticked."""

    key: Hashable
    text: str
    is_ticked: bool


class _QuestionList(QListWidget):
    """Is as high as its questions, up to a height from which on it takes what room there is."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setSpacing(theme().px(2))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height of the questions at the width that there is."""
        last = self.visualItemRect(self.item(self.count() - 1)) if self.count() else QRect()
        below = self.verticalScrollBar().value() + self.spacing() + self.height() - self.viewport().height()
        whole, most = last.bottom() + 1 + below, theme().px(_MOST_HEIGHT)
        self.setMinimumHeight(min(whole, theme().px(_LEAST_HEIGHT)))
        self.setMaximumHeight(whole if whole < most else _ANY_HEIGHT)


class Decisions(QWidget):
    """A list of questions by the page, with two buttons that answer all of them; hidden where there are none."""

    decided = Signal()

    def __init__(self, told: str, name: str, every: str, none: str) -> None:
        """Say what a tick means, how the list is called, and what ticking all and none of them means."""
        super().__init__()
        self._questions: tuple[Question, ...] = ()
        self._ticked: set[Hashable] = set()
        self._page = 0
        self.list = _QuestionList()
        self.list.setAccessibleName(name)
        self.list.itemChanged.connect(self._on_item_changed)
        self.every, self.none = Button(every, ButtonKind.LINK), Button(none, ButtonKind.LINK)
        self.every.clicked.connect(self._on_every)
        self.none.clicked.connect(self._on_none)
        self._place = Muted("")
        self.earlier, self.later = Button(self.tr("Earlier"), ButtonKind.LINK), Button(self.tr("More"), ButtonKind.LINK)
        self.earlier.clicked.connect(self._on_earlier)
        self.later.clicked.connect(self._on_later)
        row = QHBoxLayout()
        row.setSpacing(12)
        for button in (self.every, self.none):
            row.addWidget(button)
        row.addStretch()
        for widget in (self._place, self.earlier, self.later):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Muted(told, wrap=True))
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self.hide()

    def ticked(self) -> frozenset[Hashable]:
        """Give the keys of the questions that are ticked, on all pages."""
        return frozenset(self._ticked)

    def ask(self, questions: Sequence[Question]) -> None:
        """Show questions; the place in the list stays where the same ones are asked again."""
        self.setVisible(bool(questions))
        self._ticked = {one.key for one in questions if one.is_ticked}
        is_same = [one.key for one in questions] == [one.key for one in self._questions]
        self._questions = tuple(questions)
        if not is_same:
            self._page = 0
            self._show_page()

    def _show_page(self) -> None:
        first = self._page * PAGE
        page = self._questions[first : first + PAGE]
        self.list.blockSignals(True)
        self.list.clear()
        for one in page:
            item = QListWidgetItem(one.text)
            item.setData(_KEY, one.key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if one.key in self._ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.fit()
        count = len(self._questions)
        self._place.setText(
            self.tr("{first} to {last} of {count}").format(
                first=f"{first + 1:,}", last=f"{first + len(page):,}", count=f"{count:,}"
            )
        )
        for widget in (self._place, self.earlier, self.later):
            widget.setVisible(count > PAGE)
        self.earlier.setEnabled(first > 0)
        self.later.setEnabled(first + PAGE < count)
        for button in (self.every, self.none):
            button.setVisible(count > 1)

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        key = item.data(_KEY)
        if item.checkState() is Qt.CheckState.Checked:
            self._ticked.add(key)
        else:
            self._ticked.discard(key)
        self.decided.emit()

    def _on_every(self) -> None:
        self._answer({one.key for one in self._questions})

    def _on_none(self) -> None:
        self._answer(set())

    def _answer(self, ticked: set[Hashable]) -> None:
        self._ticked = ticked
        self._show_page()
        self.decided.emit()

    def _on_earlier(self) -> None:
        self._page -= 1
        self._show_page()

    def _on_later(self) -> None:
        self._page += 1
        self._show_page()
