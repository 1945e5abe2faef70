"""A quiet line that says how many contacts are likely in the book twice, and leads to their review."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from netdesk.domain.changes import Changes
from netdesk.ui.desk import Desk
from netdesk.ui.widgets.buttons import ElidedButton

REST_MS = 2_000
"""How long the book rests before it is looked through again."""

_TABLES = ("contact", "contact_point", "setting")


class TwiceHint(ElidedButton):
    """Looks through the book beside the window while it rests; hidden where nobody seems to be there twice."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Look once the window has come to rest, and after every change of who is there."""
        super().__init__(parent=parent)
        self._desk = desk
        self.clicked.connect(desk.duplicates_wanted)
        self.hide()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look)
        self._rest.start()
        desk.changes.changed.connect(self._on_changed)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_TABLES):
            self._rest.start()

    def _look(self) -> None:
        self._desk.tasks.ponder(self, self._desk.services.duplicates.glance, self._on_counted)

    def _on_counted(self, count: int) -> None:
        one = self.tr("One likely duplicate. Review")
        many = self.tr("{count} likely duplicates. Review")
        told = one if count == 1 else many.format(count=f"{count:,}")
        self.set_text(told)
        self.setAccessibleName(told)
        self.setVisible(count > 0)
