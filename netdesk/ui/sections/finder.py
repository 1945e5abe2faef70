"""The search behind the filter of a section whose rows are all in memory."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from netdesk.ui.desk import Desk


class Finder(QObject):
    """Looks beside the window for what is written out of sight of the rows, by operators and by misspelt names too.

    `found` comes when that is known; until then `holds` tells of nothing.
    """

    found = Signal()

    def __init__(self, desk: Desk, kind: str, owner: QWidget) -> None:
        """Look among the records of a table for a section."""
        super().__init__(owner)
        self._desk, self._kind, self._owner = desk, kind, owner
        self._text = ""
        self._ids: frozenset[int] = frozenset()

    def ask(self, text: str) -> None:
        """Look for a text; asked again for the same, look anew and keep what was found until then."""
        if text != self._text:
            self._text, self._ids = text, frozenset()
        if text.strip():
            search = partial(self._desk.services.search.among, self._kind, text)
            self._desk.tasks.read(self._owner, search, partial(self._on_found, text))

    def holds(self, record_id: int) -> bool:
        """Tell whether the text means this record."""
        return record_id in self._ids

    def _on_found(self, text: str, ids: frozenset[int] | None) -> None:
        if text == self._text and (ids or frozenset()) != self._ids:
            self._ids = ids or frozenset()
            self.found.emit()
