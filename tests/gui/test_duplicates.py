"""Reviewing duplicates with the keyboard, merging two chosen contacts, and deciding on doubtful rows of a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from netdesk.domain.dates import PartialDate
from netdesk.domain.errors import NotFoundError
from netdesk.domain.words import DateKind
from netdesk.services.people import NewContact, create
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.decisions import Decisions
from netdesk.ui.dialogs.duplicates import DuplicatesDialog
from netdesk.ui.dialogs.import_file import ImportDialog
from netdesk.ui.dialogs.merge import MergeDialog
from netdesk.ui.sections.contact.several import SeveralPane
from netdesk.ui.sections.contacts import ContactsSection
from netdesk.ui.widgets.labels import Paragraph, PlainLabel
from netdesk.ui.widgets.row_delegate import RowRole
from tests.gui.test_dialogs import settle, shown, window

__all__ = ["window"]


@pytest.fixture
def two(desk: Desk) -> Iterator[tuple[int, int]]:
    """Two contacts of the sample network who are one person, beside whoever else is there twice."""
    add = desk.services.contacts.add
    yield (
        add(NewContact(name="Robert Quarrington", email="rq@kew.example", organisation="Kew")),
        add(NewContact(name="Bob Quarrington", email="rq@kew.example", pronouns="he/him")),
    )


def test_enter_merges_and_undo_parts_them_again(
    two: tuple[int, int], desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    dialog = shown(DuplicatesDialog(desk, window), qtbot)
    settle(desk, qtbot)
    model = dialog.list.model()
    first = model.index(0, 0)
    assert (first.data(), first.data(RowRole.SUBTITLE)) == ("Robert Quarrington", "Bob Quarrington")
    pairs = model.rowCount()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert model.rowCount() == pairs - 1
    kept = desk.services.contact_rows.detail(two[0])
    assert (kept.name, kept.pronouns) == ("Robert Quarrington", "he/him")
    with pytest.raises(NotFoundError):
        desk.services.contact_rows.detail(two[1])
    qtbot.keyClick(dialog.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(desk, qtbot)
    assert model.rowCount() == pairs
    assert desk.services.contact_rows.detail(two[1]).name == "Bob Quarrington"


def test_a_search_ends_with_its_dialog(two: tuple[int, int], desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    before = desk.services.history.steps()
    dialog = shown(DuplicatesDialog(desk, window), qtbot)
    dialog.reject()
    settle(desk, qtbot)
    assert desk.services.history.steps() == before


def test_n_remembers_that_they_are_not_the_same(
    two: tuple[int, int], desk: Desk, window: QWidget, qtbot: QtBot
) -> None:
    dialog = shown(DuplicatesDialog(desk, window), qtbot)
    settle(desk, qtbot)
    qtbot.keyClick(dialog.list, Qt.Key.Key_N)
    settle(desk, qtbot)
    found = {(one.first_id, one.second_id) for one in desk.services.duplicates.find()}
    assert two not in found
    assert desk.services.contact_rows.detail(two[1]).name == "Bob Quarrington"


def test_the_chosen_name_is_the_one_that_stays(two: tuple[int, int], desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    pane = SeveralPane(desk, window)
    pane.show_contacts(two, archived=False)
    assert not pane.merge.isHidden()
    dialog = shown(MergeDialog(desk, *two, window), qtbot)
    settle(desk, qtbot)
    (bob,) = [one for one in dialog.findChildren(QRadioButton) if one.text() == "Bob Quarrington"]
    bob.click()
    dialog.primary.click()
    settle(desk, qtbot)
    kept = desk.services.contact_rows.detail(two[0])
    assert kept.name == "Bob Quarrington"
    assert "Name: Robert Quarrington" in kept.notes


def test_days_are_written_as_everywhere(two: tuple[int, int], desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    desk.services.contacts.set_how_met(two[0], met_on=PartialDate(2024, 10, 1))
    dialog = shown(MergeDialog(desk, *two, window), qtbot)
    settle(desk, qtbot)
    told = "\n".join(one.text() for one in dialog.findChildren(Paragraph))
    assert "1 October 2024" in told
    assert "2024-10-01" not in told


def test_a_doubtful_row_is_taken_for_somebody_known_by_a_tick(
    two: tuple[int, int], desk: Desk, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,Company,Email\nRob Quarrington,Kew,rob@home.example\n", encoding="utf-8")
    dialog = shown(ImportDialog(desk, path, window), qtbot)
    settle(desk, qtbot)
    doubts = dialog.findChild(QWidget, "doubts")
    assert doubts is not None and doubts.isVisible()
    doubts.setFocus()
    doubts.setCurrentRow(0)
    qtbot.keyClick(doubts, Qt.Key.Key_Space)
    settle(desk, qtbot)
    dialog.primary.click()
    settle(desk, qtbot)
    values = [point.value for point in desk.services.contact_rows.detail(two[0]).points]
    assert values == ["rq@kew.example", "rob@home.example"]


def test_contacts_say_quietly_who_may_be_there_twice_and_lead_to_the_review(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netdesk.ui.sections.contact.twice.REST_MS", 1)
    before = desk.services.duplicates.glance()
    section = ContactsSection(desk)
    qtbot.addWidget(section)
    section.show()
    section.activate()
    qtbot.waitUntil(lambda: section.twice.isVisible() == (before > 0))
    add = desk.services.contacts.add
    first = add(NewContact(name="Robert Quarrington", email="rq@kew.example"))
    second = add(NewContact(name="Bob Quarrington", email="rq@kew.example"))
    expected = "One likely duplicate" if before == 0 else f"{before + 1} likely duplicates"
    qtbot.waitUntil(lambda: section.twice.text() == f"{expected}. Review")
    assert section.twice.isVisible()
    section.pane.setFixedWidth(section.twice.sizeHint().width() // 2)
    qtbot.waitUntil(lambda: section.twice.text().endswith("…"))
    with qtbot.waitSignal(desk.duplicates_wanted):
        section.twice.click()
    desk.services.duplicates.not_the_same(first, second)
    qtbot.waitUntil(lambda: desk.services.duplicates.glance() == before)
    qtbot.waitUntil(lambda: section.twice.isVisible() == (before > 0))


def test_who_came_last_is_counted_however_many_are_there_twice_before_them(desk: Desk) -> None:
    with desk.services.book.write("People") as work:
        for number in range(300):
            for _ in range(2):
                create(work, NewContact(name=f"Person {_word(number)}", email=f"{number}@kew.example"))
    before = desk.services.duplicates.glance()
    for _ in range(2):
        desk.services.contacts.add(NewContact(name="Zita Newcomer", email="zita@kew.example"))
    first, second = sorted(row[0] for row in desk.services.contact_rows.complete("Zita Newcomer"))
    assert before > 0
    found = desk.services.duplicates.glance()
    desk.services.duplicates.not_the_same(first, second)
    assert desk.services.duplicates.glance() == found - 1


@pytest.mark.parametrize(
    ("first", "second"), [("Katrin Quarrington", "Kathrin Quarrington"), ("Robert Halloway", "Bob Halloway")]
)
def test_a_name_spelt_otherwise_at_one_place_is_counted(desk: Desk, first: str, second: str) -> None:
    before = desk.services.duplicates.glance()
    for name in (first, second):
        one = desk.services.contacts.add(NewContact(name=name, organisation="Kew"))
        desk.services.contacts.remember_date(one, DateKind.BIRTHDAY, PartialDate(1980, 4, 12))
    assert desk.services.duplicates.glance() == before + 1


def test_more_doubtful_rows_than_a_page_are_all_asked_about(
    desk: Desk, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    count = 450
    with desk.services.book.write("People") as work:
        for number in range(count):
            create(work, NewContact(name=f"Robert {_word(number)}", organisation="Kew"))
    path = tmp_path / "people.csv"
    lines = (f"Bob {_word(number)},Kew" for number in range(count))
    path.write_text("\n".join(["Name,Company", *lines, ""]), encoding="utf-8")
    dialog = shown(ImportDialog(desk, path, window), qtbot)
    settle(desk, qtbot)
    assert "Doubtful: 450" in {label.accessibleName() for label in dialog.findChildren(QWidget)}
    doubts = dialog._questions.doubts
    seen = set(_texts(doubts))
    assert not doubts.earlier.isEnabled()
    while doubts.later.isEnabled():
        doubts.later.click()
        seen |= set(_texts(doubts))
    assert len(seen) == count
    doubts.every.click()
    settle(desk, qtbot)
    assert "Changed: 450" in {label.accessibleName() for label in dialog.findChildren(QWidget)}
    doubts.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    settle(desk, qtbot)
    before = desk.services.today.counts().contacts
    dialog.primary.click()
    settle(desk, qtbot)
    assert desk.services.today.counts().contacts == before + 1, "all but one are the same"


def test_where_both_changed_something_a_tick_follows_the_file(
    two: tuple[int, int], desk: Desk, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    row = "Name,Email,Nickname\nRobert Quarrington,rq@kew.example,{}\n"
    path.write_text(row.format("Rob"), encoding="utf-8")
    desk.services.imports.run(desk.services.imports.preview(path))
    desk.services.contacts.edit(two[0], nickname="Bertie")
    path.write_text(row.format("Robbie"), encoding="utf-8")
    for tick, expected in ((False, "Bertie"), (True, "Robbie")):
        dialog = shown(ImportDialog(desk, path, window), qtbot)
        settle(desk, qtbot)
        differences = dialog.findChild(QWidget, "differences")
        assert differences is not None and differences.isVisible()
        assert differences.item(0).text() == "Robert Quarrington: nickname here “Bertie”, in the file “Robbie”"
        differences.setFocus()
        differences.setCurrentRow(0)
        assert {"Kept as it is: 1", "The same: 1"} <= _counts(dialog)
        if tick:
            qtbot.keyClick(differences, Qt.Key.Key_Space)
            settle(desk, qtbot)
            assert "Changed: 1" in _counts(dialog)
            assert "Kept as it is: 1" not in _counts(dialog)
        dialog.primary.click()
        settle(desk, qtbot)
        assert ("Updated: 1" if tick else "Kept as it is: 1") in _counts(dialog)
        assert desk.services.contact_rows.detail(two[0]).nickname == expected
        dialog.primary.click()
        desk.services.history.undo()


def test_a_file_that_brings_nothing_new_says_what_importing_it_is_good_for(
    two: tuple[int, int], desk: Desk, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    row = "Name,Email,Title\nRobert Quarrington,rq@kew.example,{}\n"
    path.write_text(row.format(""), encoding="utf-8")
    for sentence in ("see next time what changed", "There is nothing new in this file."):
        dialog = shown(ImportDialog(desk, path, window), qtbot)
        settle(desk, qtbot)
        told = [label for label in dialog.findChildren(PlainLabel) if label.accessibleName() == "What the import does"]
        assert sentence in told[0].text()
        dialog.primary.click()
        settle(desk, qtbot)
        dialog.primary.click()


def _counts(dialog: ImportDialog) -> set[str]:
    return {label.accessibleName() for label in dialog.findChildren(PlainLabel) if label.isVisible()}


def _word(number: int) -> str:
    """A family name of its own for every number, in letters that no other name sounds like."""
    letters = "bdfgklmnprstvz"
    first, second = divmod(number, len(letters))
    return f"{letters[first % 14]}a{letters[second]}o{letters[first // 14]}ix".title()


def _texts(doubts: Decisions) -> list[str]:
    return [doubts.list.item(row).text() for row in range(doubts.list.count())]


def test_an_import_leads_to_the_review(
    two: tuple[int, int], desk: Desk, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,Company\nRob Quarrington,Kew\n", encoding="utf-8")
    dialog = shown(ImportDialog(desk, path, window), qtbot)
    settle(desk, qtbot)
    dialog.primary.click()
    settle(desk, qtbot)
    assert dialog.review.isVisible()
    dialog.review.click()
    settle(desk, qtbot)
    (review,) = window.findChildren(DuplicatesDialog)
    assert review.isVisible() and review.list.model().rowCount() >= 3
    review.reject()


def test_the_review_says_so_where_nobody_is_there_twice(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    duplicates = desk.services.duplicates
    for one in duplicates.find():
        duplicates.not_the_same(one.first_id, one.second_id)
    dialog = shown(DuplicatesDialog(desk, window), qtbot)
    settle(desk, qtbot)
    assert dialog._nobody.isVisible() and dialog.cancel.hasFocus()
    assert not any(one.isVisible() for one in (dialog.list, dialog.sides, dialog.primary, dialog.apart))
    desk.services.history.undo()
    dialog._on_undo()
    settle(desk, qtbot)
    assert dialog.list.isVisible() and not dialog._nobody.isVisible()
