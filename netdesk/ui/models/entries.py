"""Short lists, read at once and kept as they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from netdesk.ui.tokens import Kind
from netdesk.ui.widgets.row_delegate import RowRole
from netdesk.ui.widgets.text import tooltip

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a list, in words."""

    id: int
    title: str
    subtitle: str = ""
    time: str = ""
    avatar: str = ""
    chips: tuple[tuple[str, Kind], ...] = ()
    tip: str = ""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        chips = (text for text, _ in self.chips)
        return ", ".join(part for part in (self.title, self.subtitle, *chips, self.time) if part)


class EntryModel(QAbstractListModel):
    """Entries in order; the same ids in the same order keep selection and place."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._entries: list[Entry] = []

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show other entries."""
        same = [entry.id for entry in entries] == [entry.id for entry in self._entries]
        if same:
            self._entries = list(entries)
            if entries:
                self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def add_entries(self, entries: Sequence[Entry]) -> None:
        """Show more entries below, as the next page."""
        if not entries:
            return
        first = len(self._entries)
        self.beginInsertRows(QModelIndex(), first, first + len(entries) - 1)
        self._entries += entries
        self.endInsertRows()

    def id_at(self, index: Index) -> int | None:
        """Return the id of the record of a row."""
        return self._entries[index.row()].id if index.isValid() and index.row() < len(self._entries) else None

    def index_of(self, record_id: int | None) -> QModelIndex:
        """Return the row of a record, an invalid one where it is not shown."""
        return next((self.index(at) for at, one in enumerate(self._entries) if one.id == record_id), QModelIndex())

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        answers: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: entry.title,
            Qt.ItemDataRole.AccessibleTextRole: entry.spoken,
            RowRole.SUBTITLE: entry.subtitle,
            RowRole.TIME: entry.time,
            RowRole.CHIPS: entry.chips,
            RowRole.AVATAR: entry.avatar,
        }
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(entry.tip) if entry.tip else None
        return answers.get(role)
