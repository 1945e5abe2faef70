"""A file that is imported again: the window writes what it showed, and shows what the book has made of it since."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netdesk.services.people import NewContact
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.import_file import ImportDialog
from netdesk.ui.widgets.labels import PlainLabel
from tests.gui.test_dialogs import settle, shown, window

__all__ = ["window"]

ROWS = "Name,Email,Title,Company\nAda Babbage,ada@engines.example,{},Engines\nBo Lindqvist,bo@looms.example,,Looms\n"


def counts(dialog: ImportDialog) -> set[str]:
    return {label.accessibleName() for label in dialog.findChildren(PlainLabel) if label.isVisible()}


def told(dialog: ImportDialog) -> str:
    (label,) = [one for one in dialog.findChildren(PlainLabel) if one.accessibleName() == "What the import does"]
    return label.text()


def opened(desk: Desk, window: QWidget, qtbot: QtBot, path: Path) -> ImportDialog:
    dialog = shown(ImportDialog(desk, path, parent=window), qtbot)
    settle(desk, qtbot)
    return dialog


def test_what_the_book_has_made_of_a_file_since_is_shown_before_it_is_written(
    desk: Desk, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text(ROWS.format("Engineer"), encoding="utf-8")
    dialog = opened(desk, window, qtbot, path)
    assert "New: 2" in counts(dialog)
    desk.services.contacts.add(NewContact(name="Bo Lindqvist", email="bo@looms.example"))
    people = desk.services.today.counts().contacts
    dialog.primary.click()
    settle(desk, qtbot)
    assert desk.services.today.counts().contacts == people, "nothing else than what was shown is written"
    assert "The book has changed" in told(dialog)
    assert {"New: 1", "Changed: 1"} <= counts(dialog)
    assert dialog.primary.text() == "Import" and dialog.primary.isEnabled() and dialog.primary.hasFocus()
    dialog.primary.click()
    settle(desk, qtbot)
    assert {"Added: 1", "Updated: 1"} <= counts(dialog)
    assert desk.services.today.counts().contacts == people + 1


def test_a_tick_holds_where_the_book_has_changed_and_can_be_taken_back(
    desk: Desk, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    row = "Name,Email,Nickname\nAda Babbage,ada@engines.example,{}\n"
    path.write_text(row.format("Addy"), encoding="utf-8")
    desk.services.imports.run(desk.services.imports.preview(path))
    ((ada, _, _),) = desk.services.contact_rows.complete("Ada Babbage", 1)
    desk.services.contacts.edit(ada, nickname="Mine")
    path.write_text(row.format("Theirs") + "Bo Lindqvist,bo@looms.example,\n", encoding="utf-8")
    dialog = opened(desk, window, qtbot, path)
    dialog._questions.differences.every.click()
    settle(desk, qtbot)
    desk.services.contacts.add(NewContact(name="Bo Lindqvist", email="bo@looms.example"))
    dialog.primary.click()
    settle(desk, qtbot)
    assert dialog._questions.isEnabled() and len(dialog._questions.differences.ticked()) == 1
    dialog.primary.click()
    settle(desk, qtbot)
    assert desk.services.contact_rows.detail(ada).nickname == "Theirs"


def test_another_department_is_shown_and_one_of_mine_can_be_kept(
    desk: Desk, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "people.vcf"
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Babbage\nORG:Engines;{}\nTITLE:Engineer\nEND:VCARD\n"
    path.write_text(card.format("Research"), encoding="utf-8")
    desk.services.imports.run(desk.services.imports.preview(path))
    path.write_text(card.format("Sales"), encoding="utf-8")
    dialog = opened(desk, window, qtbot, path)
    assert "Changed: 1" in counts(dialog)
    assert dialog._lists.lines.toPlainText() == "Ada Babbage: Engineer, Engines: Research → Sales"
    dialog.reject()
    ((ada, _, _),) = desk.services.contact_rows.complete("Ada Babbage", 1)
    (job,) = desk.services.contact_rows.detail(ada).affiliations
    desk.services.contacts.edit_affiliation(job.id, department="Mine")
    dialog = opened(desk, window, qtbot, path)
    item = dialog._questions.differences.list.item(0)
    assert item.text() == "Ada Babbage: department of Engineer, Engines here “Mine”, in the file “Sales”"
