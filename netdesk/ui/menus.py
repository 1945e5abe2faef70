"""What stands in the menus of the window, in what order, and under which keys."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from netdesk.ui.actions import Actions
from netdesk.ui.recent import recent_books
from netdesk.ui.sections.catalogue import entries
from netdesk.ui.widgets.text import button_text

if TYPE_CHECKING:
    from netdesk.ui.main_window import MainWindow

Standard = QKeySequence.StandardKey


def fill(actions: Actions, window: MainWindow) -> None:
    """Add all menus."""
    _file(actions, window)
    _edit(actions, window)
    _view(actions, window)
    _records(actions, window)
    actions.menu("section", _tr("&Section"))
    _help(actions, window)


def _file(actions: Actions, window: MainWindow) -> None:
    errands = window.errands
    actions.menu("file", _tr("&File"))
    actions.add("file", "new-book", _tr("&New book…"), errands.new_book)
    actions.add("file", "open-book", _tr("&Open book…"), errands.open_book, Standard.Open)
    recent = actions.menu("recent", _tr("&Recent books"), "file")
    for path in recent_books(window.desk.settings):
        recent.addAction(button_text(path), partial(window.book_wanted.emit, Path(path)))
    recent.setEnabled(not recent.isEmpty())
    actions.add("file", "open-sample", _tr("Open the &sample network"), window.sample_wanted.emit)
    actions.separate("file")
    actions.add("file", "import", _tr("&Import…"), errands.import_file, "Ctrl+I")
    actions.add("file", "export", _tr("&Export…"), errands.export, "Ctrl+E")
    actions.add("file", "back-up", _tr("&Back up…"), errands.back_up, "Ctrl+Shift+S")
    actions.separate("file")
    actions.add("file", "settings", _tr("Se&ttings…"), errands.change_settings, "Ctrl+,", role="PreferencesRole")
    actions.add("file", "quit", _tr("&Quit"), window.close, "Ctrl+Q", role="QuitRole")


def _edit(actions: Actions, window: MainWindow) -> None:
    actions.menu("edit", _tr("&Edit"))
    actions.add("edit", "undo", _tr("Undo"), window.undo, Standard.Undo)
    actions.add("edit", "redo", _tr("Redo"), window.redo, "Ctrl+Shift+Z")
    actions["redo"].setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
    actions.separate("edit")
    actions.add("edit", "paste", _tr("&Paste"), window.paste, Standard.Paste)
    actions.separate("edit")
    actions.add("edit", "search", _tr("&Search or run a command"), window.focus_search, "Ctrl+K")


def _view(actions: Actions, window: MainWindow) -> None:
    actions.menu("view", _tr("&View"))
    for number, entry in enumerate(entries().values(), 1):
        show = partial(window.go_to_section, entry.key)
        actions.add("view", f"section-{entry.key}", entry.title, show, f"Ctrl+{number}")
    actions.separate("view")
    actions.menu("theme", _tr("&Colours"), "view")
    schemes = {"system": _tr("As the system"), "light": _tr("Light"), "dark": _tr("Dark")}
    actions.choices("theme", schemes, window.errands.set_theme)
    actions.add("view", "larger", _tr("&Larger text"), partial(window.errands.scale_text, 0.1), Standard.ZoomIn)
    actions["larger"].setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
    actions.add("view", "smaller", _tr("S&maller text"), partial(window.errands.scale_text, -0.1), Standard.ZoomOut)
    actions.add("view", "normal", _tr("&Normal text"), partial(window.errands.scale_text, 0.0), "Ctrl+0")


def _records(actions: Actions, window: MainWindow) -> None:
    errands = window.errands
    actions.menu("records", _tr("&Records"))
    actions.add("records", "capture", _tr("&Capture a request…"), errands.capture, "Ctrl+N")
    actions.add("records", "log", _tr("&Log an interaction…"), errands.log_interaction, "Ctrl+L")
    actions.add("records", "new-contact", _tr("&New contact…"), errands.new_contact, "Ctrl+Shift+N")
    actions.add("records", "drafts", _tr("&Drafts…"), errands.show_drafts, "Ctrl+D")
    actions.add("records", "templates", _tr("&Templates…"), errands.edit_templates)
    actions.add("records", "duplicates", _tr("Review d&uplicates…"), errands.review_duplicates, "Ctrl+Shift+D")


def _help(actions: Actions, window: MainWindow) -> None:
    actions.menu("help", _tr("&Help"))
    actions.add("help", "keys", _tr("&Keyboard"), window.errands.show_keys, "F1")
    actions.add("help", "words", _tr("&Words"), window.errands.show_words, "Shift+F1")
    actions.add("help", "about", _tr("&About netdesk"), window.errands.show_about, role="AboutRole")


def _tr(text: str) -> str:
    return QCoreApplication.translate("menus", text)
