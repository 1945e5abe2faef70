"""Dropped or pasted on the window: what it is decides the glance, and nothing is written before that is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from netdesk.domain.words import Direction
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.capture import CaptureDialog
from netdesk.ui.dialogs.form import Dialog
from netdesk.ui.dialogs.glance import MailGlance, PictureGlance
from netdesk.ui.dialogs.import_file import ImportDialog
from netdesk.ui.main_window import MainWindow
from netdesk.ui.sections.contacts import ContactsSection
from netdesk.ui.widgets.editor import PlainTextEditor
from netdesk.ui.widgets.fields import LineEdit
from tests.gui.test_main_window import settle

Shown = TypeVar("Shown", bound=Dialog)

MAIL = """From: Juno Abara <juno@abara.example>
Subject: <b>Tiles</b>
Date: Mon, 23 Nov 2026 08:00:00 +0000

Do you know who makes <i>tiles</i>?

> the thread below
"""


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    window.start("contacts")
    settle(window, qtbot)
    desk.services.book.forget_steps()
    yield window
    QGuiApplication.clipboard().clear()
    window.close()


def drop(window: MainWindow, data: QMimeData, qtbot: QtBot) -> None:
    """Drop data on the window as the system does."""
    where, action = QPointF(400, 300), Qt.DropAction.CopyAction
    left, free = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(where.toPoint(), action, data, left, free)
    entered.ignore()
    QApplication.sendEvent(window, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(window, QDropEvent(where, action, data, left, free))
    settle(window, qtbot)


def files(*paths: Path | str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) if isinstance(one, Path) else QUrl(one) for one in paths])
    return data


def text(words: str) -> QMimeData:
    data = QMimeData()
    data.setText(words)
    return data


def opened(window: MainWindow, kind: type[Shown]) -> Shown:
    found = [one for one in window.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def refusal(window: MainWindow, data: QMimeData, qtbot: QtBot) -> str:
    """Drop what is not taken, and return the sentence that says why."""
    said: list[str] = []
    window.desk.said.connect(said.append)
    drop(window, data, qtbot)
    window.desk.said.disconnect(said.append)
    assert not [one for one in window.findChildren(Dialog) if one.isVisible()]
    return "".join(said)


def picture(path: Path, kind: str = "PNG") -> Path:
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    assert image.save(str(path), kind)  # type: ignore[call-overload]
    return path


def steps(desk: Desk) -> bool:
    """Whether anything was written."""
    return bool(desk.services.history.steps().undo)


def test_pasted_text_is_offered_as_a_request(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("Could you introduce me to a <b>tiler</b>?")
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    dialog = opened(window, CaptureDialog)
    assert dialog.wording.text() == "Could you introduce me to a <b>tiler</b>?"
    assert not steps(desk)


def test_paste_stays_with_a_field_of_text(window: MainWindow, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("tile")
    window.top.search.setFocus()
    window.actions_["paste"].trigger()
    settle(window, qtbot)
    assert window.top.search.text() == "tile"
    assert not window.findChildren(CaptureDialog)


def test_a_file_of_contacts_is_previewed(window: MainWindow, desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    card = tmp_path / "one.vcf"
    card.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Juno Abara\r\nEND:VCARD\r\n")
    drop(window, files(card), qtbot)
    dialog = opened(window, ImportDialog)
    assert dialog.primary.isEnabled() and not steps(desk)


def test_several_files_are_imported_one_after_the_other(
    window: MainWindow, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    cards = [tmp_path / f"{name}.vcf" for name in ("Juno", "Ilse", "Odo")]
    for card in cards:
        card.write_text(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{card.stem} Abara\r\nEND:VCARD\r\n")
    drop(window, files(*cards), qtbot)
    for name in ("Juno", "Ilse"):
        dialog = opened(window, ImportDialog)
        assert name in dialog.windowTitle()
        dialog.primary.click()
        settle(window, qtbot)
        dialog.primary.click()
        settle(window, qtbot)
    opened(window, ImportDialog).cancel.click()
    settle(window, qtbot)
    known = [bool(desk.services.contact_rows.complete(f"{card.stem} Abara")) for card in cards]
    assert known == [True, True, False]


def test_a_mail_is_logged_with_a_new_contact_as_one_step(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    drop(window, text(MAIL), qtbot)
    dialog = opened(window, MailGlance)
    assert dialog.writer.currentText() == "Juno Abara (new contact)"
    assert dialog.text.text() == "Do you know who makes <i>tiles</i>?"
    assert not steps(desk)
    dialog.primary.click()
    settle(window, qtbot)
    ((juno, name, _),) = desk.services.contact_rows.complete("Juno Abara")
    assert name == "Juno Abara" and desk.services.contact_rows.detail(juno).points[0].value == "juno@abara.example"
    assert desk.services.history.undo().label == "Log an email of Juno Abara"
    assert not desk.services.contact_rows.complete("Juno Abara")


def test_a_mail_becomes_a_request_of_who_has_its_address(
    window: MainWindow, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    contact_id, name, _ = desk.services.contact_rows.complete("a", 1)[0]
    desk.services.contacts.add_point(contact_id, "JUNO@abara.example")
    mail = tmp_path / "a.eml"
    mail.write_bytes(MAIL.replace("tiles", "tilès").encode("latin-1"))
    drop(window, files(mail), qtbot)
    dialog = opened(window, MailGlance)
    assert [dialog.writer.itemText(at) for at in range(dialog.writer.count())] == [name]
    dialog.as_request.click()
    settle(window, qtbot)
    row = next(row for row in desk.services.request_rows.rows() if row.title == "<b>Tiles</b>")
    detail = desk.services.request_rows.detail(row.id)
    assert detail.original_wording == "Do you know who makes <i>tilès</i>?"
    assert [one[1] for one in detail.requesters] == [name]


def test_a_mail_of_mine_is_logged_as_sent_to_whom_it_went(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    contact_id, name, _ = desk.services.contact_rows.complete("a", 1)[0]
    desk.services.contacts.add_point(desk.services.contact_rows.me(), "me@own.example")
    desk.services.contacts.add_point(contact_id, "her@there.example")
    sent = MAIL.replace("juno@abara.example", "Me@own.example").replace(
        "Date:", "To: Her <her@there.example>, Lena New <lena@new.example>, me@own.example\nDate:"
    )
    drop(window, text(sent), qtbot)
    dialog = opened(window, MailGlance)
    assert dialog.windowTitle() == "An e-mail of yours"
    dialog.primary.click()
    settle(window, qtbot)
    ((lena, *_),) = desk.services.contact_rows.complete("Lena New")
    for one in (contact_id, lena):
        row = desk.services.message_rows.timeline(one)[0]
        assert (row.direction, row.subject) == (Direction.OUT, "<b>Tiles</b>")
        assert set(row.people) == {name, "Lena New"}
    desk.services.history.undo()
    assert not desk.services.contact_rows.complete("Lena New")


def test_a_mail_of_mine_to_nobody_is_refused_with_a_sentence(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    desk.services.contacts.add_point(desk.services.contact_rows.me(), "juno@abara.example")
    desk.services.book.forget_steps()
    drop(window, text(MAIL), qtbot)
    dialog = opened(window, MailGlance)
    dialog.primary.click()
    settle(window, qtbot)
    assert dialog.isVisible() and "names nobody" in "".join(one.text() for one in dialog.findChildren(QLabel))
    assert not steps(desk)


def test_a_file_dropped_over_a_field_is_for_the_window(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    card = tmp_path / "one.vcf"
    card.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Juno Abara\r\nEND:VCARD\r\n")
    left, free = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    editor, line = PlainTextEditor(), LineEdit()
    for widget, field in ((editor, editor.viewport()), (line, line)):
        qtbot.addWidget(widget)
        for data, taken in ((files(card), False), (text("words"), True)):
            over = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, free)
            over.ignore()
            QApplication.sendEvent(field, over)
            assert over.isAccepted() is taken
    QGuiApplication.clipboard().setMimeData(files(card))
    window.top.search.setFocus()
    qtbot.keyClick(window.top.search, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    opened(window, ImportDialog)
    assert window.top.search.text() == ""


def test_a_picture_becomes_the_photo_of_the_open_contact(
    window: MainWindow, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    section = window.section()
    assert isinstance(section, ContactsSection)
    choose = QItemSelectionModel.SelectionFlag.ClearAndSelect
    section.list.selectionModel().setCurrentIndex(section.model.index(2), choose)
    settle(window, qtbot)
    contact_id = section.detail.contact_id()
    assert contact_id is not None
    name = desk.services.contact_rows.names([contact_id])[contact_id]
    said: list[str] = []
    desk.said.connect(said.append)
    drop(window, files(picture(tmp_path / "face.png")), qtbot)
    assert not said
    dialog = opened(window, PictureGlance)
    assert dialog.windowTitle() == f"Photo of {name}"
    assert not desk.services.contact_rows.photo(contact_id)
    dialog.primary.click()
    settle(window, qtbot)
    assert desk.services.contact_rows.photo(contact_id)
    desk.services.history.undo()
    assert not desk.services.contact_rows.photo(contact_id)


def test_a_pasted_picture_is_attached_to_the_open_request(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    request = desk.services.request_rows.rows()[0]
    desk.request_wanted.emit(request.id)
    settle(window, qtbot)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    data = QMimeData()
    data.setImageData(image)
    before = len(desk.services.request_rows.detail(request.id).attachments)
    drop(window, data, qtbot)
    opened(window, PictureGlance).primary.click()
    settle(window, qtbot)
    files_now = desk.services.request_rows.detail(request.id).attachments
    assert len(files_now) == before + 1 and files_now[-1].name == "picture.png"


def test_what_cannot_be_taken_is_said_and_nothing_is_written(
    window: MainWindow, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as stream:
        stream.truncate(300_000_000)
    broken = tmp_path / "broken.png"
    broken.write_bytes(picture(tmp_path / "whole.png").read_bytes()[:60])
    half = tmp_path / "half.jpg"
    whole = picture(tmp_path / "whole.jpg", "JPEG").read_bytes()
    half.write_bytes(whole[: len(whole) // 2])
    strange = tmp_path / "film.mkv"
    strange.write_bytes(b"\x1a\x45\xdf\xa3")
    for data, said in (
        (files(large), "larger than 100 MB"),
        (files(broken), "no picture"),
        (files(half), "no picture"),
        (files(strange), "Drop or paste one of these"),
        (files(tmp_path), "is a folder"),
        (files(tmp_path / "gone.eml"), "not there any more"),
        (files("https://example.org/a.png"), "Drop or paste one of these"),
        (text("x" * 1_000_001), "longer than a million"),
        (text("   "), "Drop or paste one of these"),
    ):
        assert said in refusal(window, data, qtbot)
    assert not steps(desk)


def test_a_picture_for_nobody_says_what_to_open(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.show_section("today")
    settle(window, qtbot)
    assert "Open the contact" in refusal(window, files(picture(tmp_path / "face.png")), qtbot)
