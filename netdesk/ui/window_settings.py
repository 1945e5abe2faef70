"""What the window remembers of itself, in a file that is written beside it.

Qt writes its settings by itself, in the next turn of the loop, and waits there until the disk has them: 20 to 60 ms on
a busy one.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer


class WindowSettings(QSettings):
    """Settings that every `sync` writes at once, and another thread otherwise."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        """Read the file, if there is one."""
        super().__init__(str(path), QSettings.Format.IniFormat, parent)
        self._writer = ThreadPoolExecutor(1, "settings")
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._write)

    def setValue(self, key: str, value: object) -> None:  # noqa: N802
        """Remember a value."""
        super().setValue(key, value)
        self._soon.start()

    def remove(self, key: str) -> None:
        """Forget a value and what is below it."""
        super().remove(key)
        self._soon.start()

    def event(self, event: QEvent) -> bool:
        """Keep Qt from writing: all objects of one file share what is not written yet."""
        return event.type() == QEvent.Type.UpdateRequest or super().event(event)

    def _write(self) -> None:
        self._writer.submit(_sync, self.fileName())


def _sync(name: str) -> None:
    QSettings(name, QSettings.Format.IniFormat).sync()
