"""Where the dialogs for files begin."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from netdesk.ui.dialogs.files import file_to_save


def begins_in(qtbot: QtBot, folder: Path) -> Path:
    """The folder that a dialog shows, which then goes to another one and is left there."""
    parent, shown = QWidget(), []
    qtbot.addWidget(parent)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        shown.append(Path(dialog.directory().absolutePath()))
        dialog.setDirectory(str(folder))
        dialog.selectFile("network.png")
        dialog.accept()

    QTimer.singleShot(50, parent, look)
    chosen, _ = file_to_save(parent, "Export", "network.png")
    assert Path(chosen).parent == folder
    return shown[0]


def test_files_go_to_the_documents_first_and_then_to_where_they_went_last(
    home: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, last = tmp_path / "project", tmp_path / "last"
    for folder in (project, last, home / "Documents"):
        folder.mkdir()
    monkeypatch.chdir(project)
    assert begins_in(qtbot, project) == home / "Documents"
    assert begins_in(qtbot, last) == home / "Documents"
    assert begins_in(qtbot, last) == last
