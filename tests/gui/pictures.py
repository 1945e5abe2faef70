"""Makes the pictures of every section, light and dark, in every size, over a sample, an empty and a large book.

python -m tests.gui.pictures FOLDER [sample|empty|large ...]

With QT_SCALE_FACTOR=2 they are those of a fine screen.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog

from netdesk.bootstrap import create_book, open_services
from netdesk.domain.instant import Clock
from netdesk.domain.words import RequestDirection, RequestState
from netdesk.services.sample import create_sample
from netdesk.ui.desk import Desk
from netdesk.ui.main_window import MainWindow
from netdesk.ui.theme import Preference, theme

TODAY = date(2026, 11, 23)
SIZES = ((1280, 800), (1440, 900))
PEOPLE = {"sample": 240, "large": 10_000}
DIALOG_MS = 150
DIALOGS = ("capture", "log", "new-contact", "settings", "keys", "about")


def settle(window: MainWindow) -> None:
    """Wait until nothing is under way and all of it is painted."""
    quiet = 0
    while quiet < 30:
        QApplication.processEvents()
        time.sleep(0.02)
        quiet = 0 if window.desk.tasks.busy else quiet + 1


def take(folder: Path, book: Path, name: str) -> None:
    """Take all pictures of one book."""
    services = open_services(book, Clock.fixed(TODAY))
    desk = Desk(services, QSettings(str(book.with_suffix(".ini")), QSettings.Format.IniFormat))
    window = MainWindow(desk)
    window.show()
    for scheme in (Preference.LIGHT, Preference.DARK):
        theme().set_preference(scheme)
        for size in SIZES:
            window.resize(*size)
            end = f"{name}-{scheme.value}-{size[0]}-{window.devicePixelRatioF():g}x.png"
            for key in window.section_keys():
                show(window, key)
                window.grab().save(str(folder / f"{key}-{end}"))
            draft(window, folder / f"composer-{end}")
            for action in DIALOGS:
                dialog(window, action, folder / f"{action}-{end}")
    window.close()
    services.close()


def show(window: MainWindow, key: str) -> None:
    """Show a section with its first record."""
    window.show_section(key)
    settle(window)
    section = window.section()
    for view in section.findChildren(QAbstractItemView) if section is not None else ():
        model = view.model()
        if view.isVisible() and model is not None and model.rowCount():
            view.setCurrentIndex(model.index(0, 0))
    settle(window)


def draft(window: MainWindow, path: Path) -> None:
    """Show a specific request with the note that asks the best helper first."""
    services = window.desk.services
    specific = services.request_rows.rows(states=[RequestState.SPECIFIC])
    wanted = next((row for row in specific if row.direction is RequestDirection.RECEIVED), None)
    if wanted is None:
        return
    show(window, "requests")
    window.desk.request_wanted.emit(wanted.id)
    settle(window)
    found = services.helping.match(wanted.title, 1, wanted.id).results
    if found:
        window.desk.message_wanted.emit(services.messages.ask_first(wanted.id, found[0].id, because=found[0].because))
    settle(window)
    window.grab().save(str(path))
    composer = window.composer()
    if composer is not None:
        composer.closed.emit()
    services.history.undo()


def dialog(window: MainWindow, action: str, path: Path) -> None:
    """Open the dialog of an action, take its picture and close it again."""

    def shown() -> None:
        front = QApplication.activeModalWidget()
        if isinstance(front, QDialog):
            front.grab().save(str(path))
            front.reject()

    QTimer.singleShot(DIALOG_MS, shown)
    window.actions_[action].trigger()
    time.sleep(DIALOG_MS / 1000)
    settle(window)


def main() -> None:
    """Make the books and take their pictures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("netdesk")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        for name in sys.argv[2:] or ("sample", "empty", "large"):
            book = Path(work) / f"{name}.netdesk"
            if name in PEOPLE:
                create_sample(book, PEOPLE[name], TODAY)
            else:
                create_book(book, Clock.fixed(TODAY), "Ada Lind")
            take(folder, book, name)


if __name__ == "__main__":
    main()
