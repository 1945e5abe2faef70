"""Setting up Qt's views alike: fixed row heights, no grid, rows as wholes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QListView, QSplitter, QTableView, QWidget

from netdesk.ui.theme import theme
from netdesk.ui.widgets.row_delegate import RowDelegate

TABLE_ROW = 40


class RowList(QListView):
    """A list of painted rows (see RowDelegate), fast at any length since all rows are equally high."""

    typed = Signal(str)
    """Letters typed in the list, which Qt would look for by reading every row of it."""

    def __init__(self, *, chips_below: bool = False, ground: str = "panel", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", ground)
        self.setItemDelegate(RowDelegate(chips_below=chips_below, parent=self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        if search.strip():
            self.typed.emit(search)


class RowTable(QTableView):
    """A table of records: whole rows selected, sorted by a click on a header, 40 pixels a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        theme().changed.connect(self._resize)
        self._resize()

    def _resize(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().px(TABLE_ROW))


class Splitter(QSplitter):
    """Panes side by side with a fine line between them; Qt widens the area that can be grabbed around it."""

    def __init__(self, orientation: Qt.Orientation = Qt.Orientation.Horizontal, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
