"""What the application tells of events that held the window, as the end-to-end suite asks it to."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

BUSY = """
import time
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget
from netdesk.ui.held import make_application


def hold():
    time.sleep(0.4)

def wait_in_a_loop():
    loop = QEventLoop()
    QTimer.singleShot(400, loop.quit)
    loop.exec()

def hold_before_a_loop():
    loop = QEventLoop()
    time.sleep(0.4)
    QTimer.singleShot(0, loop.quit)
    loop.exec()

application = make_application(["test"])
window = QWidget(objectName="seen")
window.show()
{watch}
timer = QTimer(objectName="the timer", singleShot=True, interval=300)
timer.timeout.connect({slot})
timer.start()
QTimer.singleShot(1500, application.quit)
application.exec()
"""


def told(slot: str, watch: str = "application.watch()", limit: str = "200") -> list[str]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "NETDESK_HELD_MS": limit}
    code = BUSY.format(slot=slot, watch=watch)
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    return ran.stderr.splitlines()


@pytest.mark.parametrize("slot", ["hold", "hold_before_a_loop"])
def test_an_event_that_held_the_window_is_told_with_its_receiver(slot: str) -> None:
    (line,) = told(slot)
    assert line.startswith("held 4")
    assert line.endswith("Timer of QTimer 'the timer'")


def test_the_time_of_a_loop_inside_an_event_is_not_that_of_the_event() -> None:
    assert told("wait_in_a_loop") == []


def test_what_comes_before_it_watches_is_left_out() -> None:
    assert told("hold", watch="QTimer.singleShot(1200, application.watch)") == []


def test_nothing_is_told_unless_it_is_asked_for() -> None:
    assert told("hold", watch="", limit="") == []
