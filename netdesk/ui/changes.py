"""Tells every view which rows changed, on the GUI thread, whoever changed them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from netdesk.db.book import Book
from netdesk.domain.changes import Changes


class ChangeBus(QObject):
    """Passes on the changes of each unit of work; views decide whether to reload."""

    changed = Signal(object)
    """`Changes` of one unit of work."""

    _arrived = Signal(object)

    def __init__(self, book: Book, parent: QObject | None = None) -> None:
        """Listen to a book until `stop`."""
        super().__init__(parent)
        self._book = book
        self._arrived.connect(self.changed, Qt.ConnectionType.QueuedConnection)
        book.listeners.append(self._on_any_thread)

    def stop(self) -> None:
        """Listen no more."""
        if self._on_any_thread in self._book.listeners:
            self._book.listeners.remove(self._on_any_thread)

    def _on_any_thread(self, changes: Changes) -> None:
        self._arrived.emit(changes)
