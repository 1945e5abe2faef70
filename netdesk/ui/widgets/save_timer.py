"""When what is being typed is saved."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

SAVE_AFTER_MS, AT_LATEST_MS = 400, 2_000


class SaveTimer(QTimer):
    """Runs out 400 ms after the last key, and two seconds after the first one at the latest.

    So whatever ends the program costs no more than the last two seconds of typing without a pause.
    """

    def __init__(self, parent: QObject) -> None:
        """Wait for the first key."""
        super().__init__(parent, singleShot=True)
        self._since_first = QElapsedTimer()

    def note(self) -> None:
        """Take note of a key."""
        if not self.isActive():
            self._since_first.start()
        self.start(max(0, min(SAVE_AFTER_MS, AT_LATEST_MS - self._since_first.elapsed())))
