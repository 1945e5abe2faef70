"""One book after another in a window; what cannot be opened is told, and leaves the book that is open alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from netdesk import paths
from netdesk.bootstrap import open_services
from netdesk.domain.instant import Clock
from netdesk.ui.crash import CrashHandler
from netdesk.ui.dialogs.book_fault import BookFaultDialog
from netdesk.ui.dialogs.form import Dialog
from netdesk.ui.sections.today import TodaySection
from netdesk.ui.session import Session
from netdesk.ui.widgets.labels import Paragraph
from tests.gui.hands import at_rest


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    """A session with nothing open yet."""
    crash = CrashHandler(tmp_path / "netdesk.log")
    made = Session(qapp, crash)
    yield made
    if made._window is not None:
        made.window.close()
    made.close()
    assert not crash.faults


def answer(then: object = None) -> list[str]:
    """Close the next dialog; returns a list that its sentence will stand in."""
    told: list[str] = []

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(20, close)
            return
        assert isinstance(dialog, Dialog)
        told.extend(one.text() for one in dialog.findChildren(Paragraph))
        if isinstance(dialog, BookFaultDialog) and callable(then):
            then(dialog)
        else:
            dialog.done(QDialog.DialogCode.Rejected)

    QTimer.singleShot(20, close)
    return told


def settle(session: Session, qtbot: QtBot) -> None:
    at_rest(session.window.desk, qtbot)


def test_a_book_that_is_not_there_yet_is_made(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "fresh.netdesk"
    assert session.begin(path, "today")
    settle(session, qtbot)
    assert path.exists() and session.window.isVisible()
    assert session.window.windowTitle() == "netdesk – fresh"


def test_a_book_begins_with_the_focus_in_the_first_row_of_today(
    session: Session, sample_book: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "book.netdesk"
    shutil.copy(sample_book, path)
    assert session.begin(path, "")
    settle(session, qtbot)
    today = session.window.section()
    assert isinstance(today, TodaySection)
    qtbot.waitUntil(today.rows()[0].hasFocus)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello, I am a letter" * 20, "is not a netdesk book"),
        (b"", "is empty, so it is no book"),
        (b"SQLite format 3\x00" + bytes(84) + bytes(4000), "is the database of another program"),
    ],
)
def test_a_file_that_is_no_book_is_told_and_left_untouched(
    session: Session, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "letter.netdesk"
    path.write_bytes(content)
    told = answer()
    assert not session.begin(path, "")
    assert words in told[0]
    assert path.read_bytes() == content


def test_a_locked_book_can_be_tried_again_once_it_is_free(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "shared.netdesk"
    holder = open_services(path, Clock.system(), program="another window")

    def again(dialog: BookFaultDialog) -> None:
        holder.book.close(keep_backup=False)
        dialog._again()

    told = answer(again)
    assert session.begin(path, "")
    assert "another window" in told[0]
    settle(session, qtbot)


def test_another_book_opens_in_the_place_of_the_one_before(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    session.begin(tmp_path / "one.netdesk", "contacts")
    settle(session, qtbot)
    first = session.window
    first.new_book_wanted.emit(tmp_path / "two.netdesk")
    settle(session, qtbot)
    assert session.window is not first and session.window.isVisible()
    assert not (tmp_path / "one.netdesk.lock").exists()
    open_services(tmp_path / "one.netdesk", create=False).book.close(keep_backup=False)


def test_a_book_that_cannot_be_opened_leaves_the_one_that_is_open(
    session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    session.begin(tmp_path / "one.netdesk", "today")
    settle(session, qtbot)
    first = session.window
    (tmp_path / "letter.netdesk").write_bytes(b"hello" * 30)
    told = answer()
    first.book_wanted.emit(tmp_path / "letter.netdesk")
    qtbot.waitUntil(lambda: bool(told))
    assert "is not a netdesk book" in told[0]
    assert session.window is first and first.isVisible()
    told = answer()
    first.new_book_wanted.emit(tmp_path / "letter.netdesk")
    qtbot.waitUntil(lambda: bool(told))
    assert "exists already" in told[0]
    settle(session, qtbot)


def test_the_sample_opens_in_the_place_of_a_new_book_and_leaves_nothing(
    session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    session.begin(tmp_path / "one.netdesk", "today")
    settle(session, qtbot)
    session.window.desk.sample_wanted.emit()
    settle(session, qtbot)
    folder = session.window.book_path().parent
    assert session.window.sample and folder.exists()
    session.window.close()
    session.close()
    assert not folder.exists()


def test_books_that_were_open_stand_under_recent(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    session.begin(tmp_path / "one.netdesk", "today")
    settle(session, qtbot)
    session.window.new_book_wanted.emit(tmp_path / "two & three.netdesk")
    settle(session, qtbot)
    recent = session.window.actions_._menus["recent"].actions()
    assert str(tmp_path / "one.netdesk") in [one.text() for one in recent]
    assert paths.settings_file().exists() or session._settings.value("books/recent")


def test_a_defect_is_written_down_and_told_once_in_one_sentence(tmp_path: Path, qtbot: QtBot) -> None:
    crash = CrashHandler(tmp_path / "deep" / "netdesk.log")
    told: list[str] = []
    crash.crashed.connect(told.append)
    for _ in range(3):
        crash.take(ValueError("a secret detail"))
    assert len(told) == 1
    assert "secret" not in told[0] and "Traceback" not in told[0] and str(crash.log) in told[0]
    assert crash.log.read_text(encoding="utf-8").count("a secret detail") == 3
    crash.told()
    crash.take(ValueError("again"))
    assert len(told) == 2
