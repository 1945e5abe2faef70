"""Whatever file is imported, the dialog says what it is or what was skipped, and the book stays whole."""

from __future__ import annotations

import base64
import gzip
import io
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.import_file import ImportDialog
from netdesk.ui.sections.contacts import ContactsSection
from tests.gui.test_dialogs import settle, shown, window

__all__ = ["window"]

CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zora Zest\r\n%s\r\nEND:VCARD\r\n"
TABLE = b"Name,Email,Notes\nZora Zest,zora@x.example,%s\n"
SECONDS = 5.0


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture_bomb(side: int = 40_000) -> bytes:
    """A PNG of a few hundred kilobytes that would take 1.6 billion pixels."""
    row, packer = bytes(1 + side // 8), zlib.compressobj(1)
    data = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Connections.csv", bytes(50_000_000))
    return out.getvalue()


REFUSED = {
    "empty.csv": b"",
    "blank.vcf": b" \r\n\r\n",
    "mark.csv": b"\xef\xbb\xbf",
    "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(300),
    "bomb.zip": zip_bomb(),
    "bomb.csv": zip_bomb(),
    "bomb.vcf": gzip.compress(bytes(50_000_000)),
    "nothing.csv": bytes(5_000),
    "page.csv": b"<!DOCTYPE html><html><body>Name,Email</body></html>",
    "book.vcf": b"SQLite format 3\x00" + bytes(500),
    "noise.mbox.csv": bytes(range(256)) * 40,
}
READ = {
    "table.vcf": TABLE % b"x",
    "card.csv": CARD % b"EMAIL:zora@x.example",
    "nuls.csv": TABLE % b"a\x00b",
    "nuls.vcf": CARD % b"NOTE:a\x00b",
    "surrogates.csv": TABLE % b"\xed\xa0\x80 and \xed\xb2\xa9",
    "surrogates.vcf": CARD % b"NOTE;CHARSET=no-such-charset:\xed\xa0\x80",
    "formulas.csv": TABLE % b'"=HYPERLINK(""http://x"",""x"")"',
    "long.csv": TABLE % (b"x" * 1_000_000),
    "long.vcf": CARD % (b"NOTE:" + b"x" * 1_000_000),
    "nested.vcf": CARD % b"NOTE:x" + b"BEGIN:VCARD\r\n" * 2_000,
    "truncated.vcf": (CARD % b"NOTE:x")[:-14],
    "quoted.csv": TABLE % b"x" + b'Yan,"never closed\n',
    "photo.vcf": CARD % (b"PHOTO;ENCODING=b;TYPE=PNG:" + base64.b64encode(picture_bomb())),
}


def quickly(dialog: ImportDialog, desk: Desk, qtbot: QtBot) -> None:
    start = time.perf_counter()
    settle(desk, qtbot)
    assert time.perf_counter() - start < SECONDS


@pytest.mark.parametrize("name", REFUSED)
def test_what_holds_no_contacts_is_told_in_a_sentence_and_nothing_is_written(
    desk: Desk, window: QWidget, tmp_path: Path, qtbot: QtBot, name: str
) -> None:
    file = tmp_path / name
    file.write_bytes(REFUSED[name])
    before = desk.services.history.steps()
    dialog = shown(ImportDialog(desk, file, parent=window), qtbot)
    quickly(dialog, desk, qtbot)
    assert name in dialog._refusal.text() and dialog._refusal.text().endswith(".")
    assert dialog.primary.text() == "Close"
    dialog.primary.click()
    assert desk.services.history.steps() == before


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_is_read_shown_and_taken_back_as_one_step(
    desk: Desk, window: QWidget, tmp_path: Path, qtbot: QtBot, name: str
) -> None:
    file = tmp_path / name
    file.write_bytes(READ[name])
    before = desk.services.today.counts().contacts
    dialog = shown(ImportDialog(desk, file, parent=window), qtbot)
    quickly(dialog, desk, qtbot)
    assert not dialog._refusal.text()
    dialog.primary.click()
    quickly(dialog, desk, qtbot)
    assert dialog.primary.text() == "Close"
    dialog.primary.click()
    (zora,) = [key for key, shown_name, _ in desk.services.contact_rows.complete("Zora Zest")]
    section = ContactsSection(desk)
    qtbot.addWidget(section)
    section.show()
    section.activate()
    section.show_record(zora)
    settle(desk, qtbot)
    assert section.detail.contact_id() == zora
    desk.services.history.undo()
    settle(desk, qtbot)
    assert desk.services.today.counts().contacts == before
