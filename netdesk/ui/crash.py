"""What happens when netdesk itself is at fault: it is written down, and the user is told in one calm sentence."""

from __future__ import annotations

import sys
import threading
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

LOG_BYTES = 1_000_000
_NOTED = {
    QtMsgType.QtWarningMsg: "warning",
    QtMsgType.QtCriticalMsg: "critical",
    QtMsgType.QtFatalMsg: "fatal",
}
_HARMLESS = ("This plugin does not support",)


class CrashHandler(QObject):
    """Takes every exception that nobody caught and every warning of Qt, while it is installed."""

    crashed = Signal(str)
    """The sentence to show; emitted once, on the thread of the window, however many faults follow before it is read."""

    def __init__(self, log: Path, parent: QObject | None = None) -> None:
        """Write to this file, which is begun anew when it has grown to a megabyte."""
        super().__init__(parent)
        self.log = log
        self.faults: list[str] = []
        self._telling = False
        self._mutex = threading.Lock()

    def install(self) -> None:
        """Take over from Python and Qt."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(self._on_message)

    def uninstall(self) -> None:
        """Give back to Python and Qt."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def take(self, error: BaseException) -> None:
        """Write down a defect and have it told."""
        self._write("defect", "".join(traceback.format_exception(error)))
        if not self._telling:
            self._telling = True
            self.crashed.emit(
                "Something went wrong inside netdesk. Your book is safe: what was not finished was not written. "
                f"What happened is noted in {self.log}."
            )

    def told(self) -> None:
        """The sentence was read; the next fault is told again."""
        self._telling = False

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.take(error.with_traceback(trace))

    def _on_thread_exception(self, raised: threading.ExceptHookArgs) -> None:
        if raised.exc_value is not None:
            self.take(raised.exc_value)

    def _on_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind in _NOTED and not message.startswith(_HARMLESS):
            self._write(_NOTED[kind], message)

    def _write(self, kind: str, text: str) -> None:
        with self._mutex, suppress(OSError):
            self.faults.append(f"{kind}: {text.strip().splitlines()[-1] if text.strip() else ''}")
            self.log.parent.mkdir(parents=True, exist_ok=True)
            fresh = not self.log.exists() or self.log.stat().st_size > LOG_BYTES
            with self.log.open("w" if fresh else "a", encoding="utf-8", errors="replace") as file:
                file.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}Z {kind}\n{text.rstrip()}\n\n")
