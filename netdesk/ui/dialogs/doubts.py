"""People of a file who may be in the book already, for the user to tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from netdesk.services.import_plan import PlannedRow
from netdesk.ui.theme import theme
from netdesk.ui.widgets.labels import Muted

MOST_LINES = 500
"""Lines of each list of an import that are shown to look into."""

_WHOM = Qt.ItemDataRole.UserRole
"""The line of a doubtful row, and the name of whom it resembles."""


class Doubts(QWidget):
    """The doubtful rows of an import, each with whom it may be and why; hidden where there are none."""

    decided = Signal()

    def __init__(self) -> None:
        """Show nobody yet."""
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("People of the file who may be in the book already"))
        self.list.setMinimumHeight(theme().px(150))
        self.list.setObjectName("doubts")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(self.decided)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Muted(self.tr("These may be somebody you have already. Tick those who are."), wrap=True))
        column.addWidget(self.list, 1)
        self.hide()

    def ticked(self) -> dict[int, str]:
        """Give the lines that are ticked, each with the name of whom it resembles."""
        return dict(item.data(_WHOM) for item in self._items() if item.checkState() is Qt.CheckState.Checked)

    def show_rows(self, doubtful: Sequence[PlannedRow]) -> None:
        """Let the user tick who is somebody known; the ticks stay where the same rows are shown again."""
        self.setVisible(bool(doubtful))
        shown = [(row.record.line, row.resembles) for row in doubtful[:MOST_LINES]]
        if shown == [item.data(_WHOM) for item in self._items()]:
            return
        self.list.blockSignals(True)
        self.list.clear()
        for row in doubtful[:MOST_LINES]:
            told = self.tr("{name}: maybe the same as {other} ({reasons})").format(
                name=row.record.display_name, other=row.resembles, reasons=", ".join(row.reasons)
            )
            item = QListWidgetItem(told)
            item.setData(_WHOM, (row.record.line, row.resembles))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if row.is_joined else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]
