"""The contacts of a book as rows: ids at once, everything else by the page as it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage, QPixmap

from netdesk.graph.ties import GOOD, STRONG, Tie
from netdesk.services.contact_list import ContactRow, office
from netdesk.ui.days import short_ago, short_due
from netdesk.ui.desk import Desk
from netdesk.ui.photos import decode
from netdesk.ui.tokens import Kind
from netdesk.ui.widgets.row_delegate import RowRole
from netdesk.ui.words import tie_text

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
PAGE, PAGES_KEPT, PHOTO_SIDE = 32, 400, 96


class ContactTableModel(QAbstractListModel):
    """Ids in the order of the list; a page of rows is read in some milliseconds when its first row is painted."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._desk = desk
        self._ids: list[int] = []
        self._places: dict[int, int] | None = None
        self._pages: dict[int, dict[int, tuple[ContactRow, Tie | None]]] = {}
        self._photos: dict[int, QPixmap | None] = {}
        self._answers: dict[int, Callable[[ContactRow, Tie | None], object]] = {
            Qt.ItemDataRole.DisplayRole: _name,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            RowRole.SUBTITLE: _office,
            RowRole.TIME: self._time,
            RowRole.CHIPS: self._chips,
            RowRole.AVATAR: _name,
            RowRole.PHOTO: self._photo,
        }

    def set_ids(self, ids: Sequence[int]) -> None:
        """Show other contacts, or the same ones anew where their order did not change."""
        self._pages.clear()
        if list(ids) == self._ids:
            if ids:
                self.dataChanged.emit(self.index(0), self.index(len(ids) - 1))
            return
        self.beginResetModel()
        self._ids = list(ids)
        self._places = None
        self.endResetModel()

    def forget_photos(self, ids: Sequence[int]) -> None:
        """Read the photos of contacts anew."""
        for contact_id in ids:
            self._photos.pop(contact_id, None)

    def id_at(self, index: Index) -> int | None:
        """Return the contact of a row."""
        return self._ids[index.row()] if index.isValid() and index.row() < len(self._ids) else None

    def ids_between(self, first: int, last: int) -> list[int]:
        """Return the contacts of a range of rows, both ends included."""
        return self._ids[first : last + 1]

    def index_of(self, contact_id: int | None) -> QModelIndex:
        """Return the row of a contact, an invalid one where it is not shown."""
        if self._places is None:
            self._places = {one: place for place, one in enumerate(self._ids)}
        place = self._places.get(contact_id) if contact_id is not None else None
        return QModelIndex() if place is None else self.index(place)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        answer = self._answers.get(role)
        if answer is None or not index.isValid() or index.row() >= len(self._ids):
            return None
        found = self._page(index.row() // PAGE).get(self._ids[index.row()])
        return None if found is None else answer(*found)

    def _page(self, number: int) -> dict[int, tuple[ContactRow, Tie | None]]:
        if (known := self._pages.get(number)) is not None:
            return known
        ids = self._ids[number * PAGE : (number + 1) * PAGE]
        ties = self._desk.services.ways.ties(ids)
        page = {row.id: (row, ties.get(row.id)) for row in self._desk.services.contact_rows.rows(ids)}
        if len(self._pages) >= PAGES_KEPT:
            self._pages.clear()
        self._pages[number] = page
        return page

    def _time(self, row: ContactRow, tie: Tie | None) -> str:
        return short_ago(row.last_spoken, self._desk.services.clock.today()) if row.last_spoken else ""

    def _chips(self, row: ContactRow, tie: Tie | None) -> tuple[tuple[str, Kind], ...]:
        chips = []
        if tie is not None and tie.strength >= GOOD:
            strong = tie.strength >= STRONG
            chips.append((_tr("strong"), Kind.GOOD) if strong else (_tr("good"), Kind.NEUTRAL))
        if row.open_requests:
            chips.append((_requests(row.open_requests), Kind.ACCENT))
        if row.next_follow_up is not None:
            today = self._desk.services.clock.today()
            kind = Kind.DUE if row.next_follow_up <= today else Kind.NEUTRAL
            chips.append((short_due(row.next_follow_up, today), kind))
        return tuple(chips)

    def _spoken(self, row: ContactRow, tie: Tie | None) -> str:
        today = self._desk.services.clock.today()
        parts = [row.name, office(row.role, row.organisation)]
        if row.last_spoken is not None:
            parts.append(_tr("last spoken {when}").format(when=short_ago(row.last_spoken, today)))
        if row.next_follow_up is not None:
            parts.append(_tr("follow-up {when}").format(when=short_due(row.next_follow_up, today)))
        if row.open_requests:
            parts.append(_requests(row.open_requests))
        if tie is not None and tie.strength > 0:
            parts.append(tie_text(tie.strength))
        return ", ".join(part for part in parts if part)

    def _photo(self, row: ContactRow, tie: Tie | None) -> QPixmap | None:
        if not row.has_photo:
            return None
        if row.id not in self._photos:
            self._photos[row.id] = None
            photo = self._desk.services.contact_rows.photo
            read = partial(_decoded, photo, row.id)
            self._desk.tasks.read(self, read, partial(self._on_photo, row.id))
        return self._photos[row.id]

    def _on_photo(self, contact_id: int, image: QImage) -> None:
        self._photos[contact_id] = QPixmap.fromImage(image)
        place = self.index_of(contact_id)
        if place.isValid():
            self.dataChanged.emit(place, place, [RowRole.PHOTO])


def _decoded(photo: Callable[[int], bytes | None], contact_id: int) -> QImage:
    return decode(photo(contact_id), PHOTO_SIDE)


def _name(row: ContactRow, tie: Tie | None) -> str:
    return row.name


def _office(row: ContactRow, tie: Tie | None) -> str:
    return office(row.role, row.organisation)


def _requests(count: int) -> str:
    return _tr("1 request") if count == 1 else _tr("{count} requests").format(count=f"{count:,}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("ContactTableModel", text)
