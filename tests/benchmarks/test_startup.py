"""How long the window takes to open, beside a bare window that imports what netdesk stands on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from netdesk.services.sample import create_sample

PAINTED, READY = 1.3, 1.6
"""A netdesk of 10,000 contacts may take this many times as long as the bare window."""
FEWEST, MOST = 4, 16
"""Runs of each; noise only ever adds, so the least of each counts, and more runs are made while it is too much."""

BARE = """
import time

import sqlalchemy
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Window(QWidget):
    def paintEvent(self, event):
        print(time.time(), flush=True)
        QTimer.singleShot(0, application.quit)

application = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
application.exec()
"""


def run(*arguments: str, home: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),  # as an installed program is
        "XDG_CONFIG_HOME": str(home),
        "XDG_DATA_HOME": str(home),
    }
    ran = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    return ran.stdout


@pytest.mark.timeout(280)
def test_the_window_opens_nearly_as_fast_as_a_bare_one(tmp_path: Path) -> None:
    book = tmp_path / "book.netdesk"
    create_sample(book, 10_000, date(2026, 11, 23))
    bare: list[float] = []
    opened: list[dict[str, float]] = []
    painted = ready = 0.0
    for number in range(MOST + 1):
        started = time.time()
        bare.append((float(run("-c", BARE, home=tmp_path).split()[0]) - started) * 1000)
        opened.append(json.loads(run("-m", "netdesk", "--db", str(book), "--startup-report", home=tmp_path)))
        if number < FEWEST:
            continue
        least = min(bare[1:])
        painted, ready = (min(one[key] for one in opened[1:]) / least for key in ("painted_ms", "ready_ms"))
        if painted <= PAINTED and ready <= READY:
            break
    print(f"bare {least:.0f} ms, painted {painted:.2f} and ready {ready:.2f} times as long")
    assert opened[0]["contacts"] > 9_000
    assert painted <= PAINTED
    assert ready <= READY


def test_nothing_heavy_is_loaded_before_the_first_picture(tmp_path: Path) -> None:
    book = tmp_path / "book.netdesk"
    create_sample(book, 20, date(2026, 11, 23))
    code = (
        f"import sys; sys.argv = ['netdesk', '--db', {str(book)!r}, '--startup-report']\n"
        "from netdesk.__main__ import main\n"
        "main()\n"
        "print(*sorted({'sqlalchemy', 'jinja2', 'phonenumbers', 'icalendar', 'nameparser', 'rapidfuzz', 'numpy',"
        " 'pyqtgraph', 'alembic', 'igraph'} & set(sys.modules)))"
    )
    assert run("-c", code, home=tmp_path).splitlines()[1:] == [""]
