"""Each test of the window has a home of its own, and none leaves anything on the clipboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.conftest import home_variables


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home folder of one test, so that no window setting reaches the next one."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name, value in home_variables(folder).items():
        monkeypatch.setenv(name, value)
    return folder


@pytest.fixture(scope="session", autouse=True)
def clear_clipboard(qapp: QApplication) -> Iterator[None]:
    """Clear the clipboard at the end: offscreen, Qt crashes at exit while it still holds something."""
    yield
    qapp.clipboard().clear()
