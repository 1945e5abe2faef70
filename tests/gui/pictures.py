"""Makes the pictures of every section, light and dark, in every size, over a sample, an empty and a large book.

python -m tests.gui.pictures FOLDER [sample|empty|large ...] [light|dark ...] [SCALE ...]

Sections, what they show after a few steps, every dialog, menus and the composer with each kind of message; SCALE is
that of the text, in percent. With QT_SCALE_FACTOR=2 they are those of a fine screen.

python -m tests.gui.pictures FOLDER readme

makes the four of the README.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QMenu

from netdesk.bootstrap import Services, create_book, open_services
from netdesk.domain.instant import Clock
from netdesk.domain.words import MessageKind, RequestDirection, RequestState
from netdesk.matching.pairs import Benefit
from netdesk.services.purpose import Purpose
from netdesk.services.sample import create_sample
from netdesk.ui.desk import Desk
from netdesk.ui.main_window import MainWindow
from netdesk.ui.sections.requests import RequestsSection
from netdesk.ui.snooze import snooze_menu
from netdesk.ui.theme import Preference, theme
from tests.gui.dialogs import go_on, makers
from tests.gui.views import views

TODAY = date(2026, 11, 23)
SIZES = ((1280, 800), (1440, 900))
BOOKS = ("sample", "empty", "large")
PEOPLE = {"sample": 240, "large": 10_000}
LARGE_SCREEN = {"width": 3840, "height": 2160, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
SCHEMES = (Preference.LIGHT, Preference.DARK)


def settle(window: MainWindow) -> None:
    """Wait until nothing is under way and all of it is painted."""
    quiet = 0
    while quiet < 30:
        QApplication.processEvents()
        time.sleep(0.02)
        quiet = 0 if window.desk.tasks.busy or window.desk.tasks.thinking else quiet + 1


def take(folder: Path, book: Path, name: str, schemes: Sequence[Preference], scale: float) -> None:
    """Take all pictures of one book."""
    services = open_services(book, Clock.fixed(TODAY))
    desk = Desk(services, QSettings(str(book.with_suffix(".ini")), QSettings.Format.IniFormat))
    theme().set_scale(scale)
    window = MainWindow(desk)
    window.show()
    for scheme in schemes:
        theme().set_preference(scheme)
        for size in SIZES:
            window.resize(*size)
            end = f"{name}-{scheme.value}-{size[0]}-{window.devicePixelRatioF():g}x-{scale:.0%}.png"
            for key in window.section_keys():
                show(window, key)
                window.grab().save(str(folder / f"{key}-{end}"))
            messages(window, folder, end)
            dialogs(window, book.parent, folder, end)
            menus(window, folder, end)
            for view in views(window, settle):
                seen(window).save(str(folder / f"{view}-{end}"))
    window.close()
    services.book.close(keep_backup=False)


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


def messages(window: MainWindow, folder: Path, end: str) -> None:
    """Show each kind of message that can be drafted for somebody, beside their contact."""
    services = window.desk.services
    people = services.contact_rows.complete("a", 2)
    if people:
        window.desk.contact_wanted.emit(people[0][0])
        settle(window)
    for kind in MessageKind if people else ():
        purpose = purpose_of(window.desk, kind, people[0][0])
        if purpose is None:
            continue
        window.desk.message_wanted.emit(services.messages.draft(purpose))
        settle(window)
        window.grab().save(str(folder / f"message-{kind.value.replace(' ', '-')}-{end}"))
        composer = window.composer()
        if composer is not None:
            composer.closed.emit()
        services.history.undo()


def purpose_of(desk: Desk, kind: MessageKind, contact_id: int) -> Purpose | None:
    """Say what a message of a kind is for in this book; None where it needs what the book has not."""
    requests = desk.services.request_rows.rows()
    introductions = desk.services.introduction_rows.rows()
    if kind in (MessageKind.OPT_IN, MessageKind.INTRODUCTION, MessageKind.FORWARDABLE_NOTE):
        if not introductions:
            return None
        sides = tuple(party.contact_id for party in introductions[0].parties)
        to = sides if kind is MessageKind.INTRODUCTION else sides[:1]
        return Purpose(kind=kind, introduction_id=introductions[0].id, to=to)
    if kind in (MessageKind.THANK_YOU, MessageKind.CHECK_IN):
        return Purpose(kind=kind, to=(contact_id,))
    return Purpose(kind=kind, request_id=requests[0].id, to=(contact_id,)) if requests else None


def dialogs(window: MainWindow, work: Path, folder: Path, end: str) -> None:
    """Open each dialog, take its picture and close it again; what they read from files lies in `work`."""
    for name, make in makers(window.desk).items():
        dialog = make(window, work)
        dialog.open()
        settle(window)
        changed = go_on(name, dialog)
        settle(window)
        dialog.grab().save(str(folder / f"dialog-{name}-{end}"))
        QDialog.reject(dialog)  # not to be asked whether what was typed may go
        if changed:
            window.desk.services.history.undo()
        settle(window)


def menus(window: MainWindow, folder: Path, end: str) -> None:
    """Open each menu, and the one that puts something off."""
    bar = window.actions_.bar
    for action in bar.actions():
        menu = action.menu()
        if isinstance(menu, QMenu):
            path = folder / f"menu-{action.text().replace('&', '').lower()}-{end}"
            picture(window, menu, bar.mapToGlobal(bar.actionGeometry(action).bottomLeft()), path)
    picture(window, snooze_menu(window, TODAY, print), window.geometry().center(), folder / f"menu-later-{end}")


def picture(window: MainWindow, menu: QMenu, place: QPoint, path: Path) -> None:
    """Open a menu for a moment, over the window."""
    menu.popup(place)
    QApplication.processEvents()
    seen(window).save(str(path))
    menu.close()


def seen(window: MainWindow) -> QPixmap:
    """Return what is seen of a window, with the menu or list that is open over it."""
    whole = window.grab()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        painter = QPainter(whole)
        painter.drawPixmap(window.mapFromGlobal(popup.pos()), popup.grab())
        painter.end()
    return whole


def _gains(services: Services, contact_id: int) -> int:
    """Count the introductions of a contact that are more than a common interest."""
    found = services.gifts.two_for(contact_id).introductions
    return sum(one.benefit is not Benefit.COMMON_GROUND for one in found)


def readme(folder: Path, book: Path) -> None:
    """Take the four pictures of the README: Today, a request with a message beside it, a contact, and the network."""
    services = open_services(book, Clock.fixed(TODAY))
    window = MainWindow(Desk(services, QSettings(str(book.with_suffix(".ini")), QSettings.Format.IniFormat)))
    theme().set_preference(Preference.LIGHT)
    window.show()
    window.resize(*SIZES[-1])
    show(window, "today")
    window.grab().save(str(folder / "today.png"))
    ties = services.ways.ties([one for one, _, _ in services.contact_rows.complete("", PEOPLE["sample"])])
    window.desk.contact_wanted.emit(max(ties, key=lambda one: (_gains(services, one), ties[one].strength)))
    settle(window)
    window.grab().save(str(folder / "contacts.png"))
    received = services.request_rows.rows(states=(RequestState.SPECIFIC,), direction=RequestDirection.RECEIVED)
    window.desk.request_wanted.emit(received[0].id)
    settle(window)
    section = window.section()
    assert isinstance(section, RequestsSection)
    section.detail.header.primary.click()
    settle(window)
    window.grab().save(str(folder / "request.png"))
    composer = window.composer()
    assert composer is not None
    composer.closed.emit()
    theme().set_preference(Preference.DARK)
    show(window, "network")
    window.grab().save(str(folder / "network.png"))
    window.close()
    services.book.close(keep_backup=False)


def large_screen(folder: Path) -> Path:
    """Describe a screen on which a dialog of any height has room, as it has not on the one that is there by itself."""
    path = folder / "screen.json"
    path.write_text(json.dumps({"screens": [{"name": "large", "x": 0, "y": 0} | LARGE_SCREEN]}), encoding="utf-8")
    return path


def main() -> None:
    """Make the books and take their pictures."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={large_screen(Path(work))}")
        app = QApplication(sys.argv[:1])
        app.setApplicationName("netdesk")
        asked = sys.argv[2:]
        if "readme" in asked:
            book = Path(work) / "readme.netdesk"
            create_sample(book, PEOPLE["sample"], TODAY)
            readme(folder, book)
            return
        schemes = [one for one in SCHEMES if one.value in asked] or SCHEMES
        scales = [int(one) / 100 for one in asked if one.isdecimal()] or [1.0]
        for name in [one for one in BOOKS if one in asked] or BOOKS:
            book = Path(work) / f"{name}.netdesk"
            if name in PEOPLE:
                create_sample(book, PEOPLE[name], TODAY)
            else:
                create_book(book, Clock.fixed(TODAY), "Ada Lind")
            for scale in scales:
                take(folder, book, name, schemes, scale)


if __name__ == "__main__":
    main()
