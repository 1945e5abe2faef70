"""What the window remembers is on the disk soon, and no turn of the loop waits for the disk."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from netdesk.ui import window_settings
from netdesk.ui.window_settings import WindowSettings


def read(path: Path, key: str) -> str:
    """What a program that begins now would read; it shares nothing with this one."""
    lines = path.read_text().splitlines() if path.exists() else []
    return next((line.partition("=")[2] for line in lines if line.startswith(f"{key}=")), "")


def test_a_value_is_on_the_disk_soon_and_a_removed_one_is_gone(tmp_path: Path, qtbot: QtBot) -> None:
    settings = WindowSettings(tmp_path / "window.ini")
    for value in ("dark", "light", "system"):
        settings.setValue("theme", value)
        assert settings.value("theme") == value
        qtbot.waitUntil(lambda value=value: read(tmp_path / "window.ini", "theme") == value, timeout=5_000)
    settings.remove("theme")
    qtbot.waitUntil(lambda: not read(tmp_path / "window.ini", "theme"), timeout=5_000)


def test_the_disk_is_written_beside_the_window_alone(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, written_on = threading.Event(), []

    def sync(name: str) -> None:
        held.wait(5)
        written_on.append(threading.get_ident())
        QSettings(name, QSettings.Format.IniFormat).sync()

    monkeypatch.setattr(window_settings, "_sync", sync)
    settings = WindowSettings(tmp_path / "window.ini")
    settings.setValue("theme", "dark")
    qtbot.wait(100)
    assert not (tmp_path / "window.ini").exists()
    held.set()
    qtbot.waitUntil(lambda: read(tmp_path / "window.ini", "theme") == "dark", timeout=5_000)
    assert threading.get_ident() not in written_on


def test_a_window_that_closes_writes_at_once(tmp_path: Path, qtbot: QtBot) -> None:
    settings = WindowSettings(tmp_path / "window.ini")
    settings.setValue("theme", "dark")
    settings.sync()
    assert read(tmp_path / "window.ini", "theme") == "dark"
