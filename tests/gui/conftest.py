"""Each test of the window has a home of its own, and none leaves anything on the clipboard."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netdesk.bootstrap import open_services
from netdesk.domain.instant import Clock
from netdesk.services.sample import create_sample
from netdesk.ui.desk import Desk
from netdesk.ui.theme import Preference, theme
from tests.conftest import home_variables

TODAY = date(2026, 11, 23)
SAMPLE_PEOPLE = 120


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """Collect garbage on the thread of the window alone, as the program does: it takes Qt's objects apart."""
    gc.disable()
    gc.freeze()
    yield
    gc.collect()


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


@pytest.fixture(scope="session")
def sample_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample network in a book that tests copy and never change."""
    path = tmp_path_factory.mktemp("sample") / "sample.netdesk"
    create_sample(path, SAMPLE_PEOPLE, TODAY)
    return path


@pytest.fixture
def faults() -> list[object]:
    """The stated failures and defects of the desk, which a test that expects some takes out."""
    return []


@pytest.fixture
def desk(sample_book: Path, tmp_path: Path, qtbot: QtBot, faults: list[object]) -> Iterator[Desk]:
    """A desk over a copy of the sample network; a stated failure or a defect that nobody expects fails the test."""
    path = tmp_path / "book.netdesk"
    shutil.copy(sample_book, path)
    services = open_services(path, Clock.fixed(TODAY))
    made = Desk(services, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    made.tasks.failed.connect(faults.append)
    made.tasks.crashed.connect(faults.append)
    yield made
    made.close()
    services.book.close(keep_backup=False)
    assert not faults


@pytest.fixture
def plain_theme(qtbot: QtBot) -> Iterator[None]:
    """Begin and end in the light at the common size."""
    theme().set_preference(Preference.LIGHT)
    theme().set_scale(1.0)
    yield
    theme().set_preference(Preference.SYSTEM)
    theme().set_scale(1.0)
