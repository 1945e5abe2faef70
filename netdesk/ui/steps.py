"""Work of the window in steps, one an event, so that keys and the mouse are answered in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

Step = Callable[[], object]


def later(owner: QObject, step: Step) -> None:
    """Do this in another turn of the loop, if the owner lives: what Qt does after 0 ms may come in the same one."""
    QTimer.singleShot(1, owner, step)


class Steps(QObject):
    """Does one step each time the event loop has nothing better to do."""

    def __init__(self, parent: QObject) -> None:
        """End with the parent."""
        super().__init__(parent)
        self._left: list[Step] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._do_next)

    def begin(self, steps: Iterable[Step]) -> None:
        """Do these, in the place of those that are left."""
        self._left = list(steps)
        self._timer.start()

    def after(self, step: Step) -> None:
        """Do this once those that are left are done: at once where none is."""
        if self._left:
            self._left.append(step)
        else:
            step()

    def _do_next(self) -> None:
        if self._left:
            self._left.pop(0)()
        else:
            self._timer.stop()
