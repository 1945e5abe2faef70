"""What the heartbeat tells of whatever held the window, as the end-to-end suite asks it to."""

from __future__ import annotations

import os
import subprocess
import sys

BUSY = """
import time
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from netdesk.ui.heartbeat import begin_if_asked


def hold():
    time.sleep(0.4)

def wait_in_a_loop():
    loop = QEventLoop()
    QTimer.singleShot(400, loop.quit)
    loop.exec()

application = QCoreApplication(["test"])
beats = begin_if_asked(application)
QTimer.singleShot(300, {slot})
QTimer.singleShot(1500, application.quit)
application.exec()
"""


def told(slot: str, limit: str = "200") -> list[str]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "NETDESK_HELD_MS": limit}
    ran = subprocess.run(
        [sys.executable, "-c", BUSY.format(slot=slot)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return ran.stderr.splitlines()


def test_whatever_held_the_window_is_told() -> None:
    (line,) = told("hold")
    assert line.startswith(("held 39", "held 4"))


def test_waiting_in_a_loop_of_its_own_holds_nothing() -> None:
    assert told("wait_in_a_loop") == []


def test_nothing_is_told_unless_it_is_asked_for() -> None:
    assert told("hold", limit="") == []
