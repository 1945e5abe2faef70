"""What is dropped or pasted on the window: told apart beside it, and shown in a glance before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from netdesk.domain.errors import UnreadableFileError
from netdesk.services.received import WHAT_CAN_BE_DROPPED, ContactsFile, Letter, Picture, Received, Wording
from netdesk.ui.desk import Desk
from netdesk.ui.photos import KEPT_SIDE, Seen, decode
from netdesk.ui.widgets.foreign import is_for_window

if TYPE_CHECKING:
    from netdesk.ui.main_window import MainWindow


class Dropping(QObject):
    """Takes what is dropped on a window or pasted into it; an address of the network is never followed."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        """Open glances over this window."""
        super().__init__(window)
        self._desk = desk
        self._window = window

    def paste(self) -> None:
        """Take what is on the clipboard, or leave text to the field or the sent message that has the focus."""
        field, data = QApplication.focusWidget(), QGuiApplication.clipboard().mimeData()
        composer = self._window.composer() if data.hasText() and not is_for_window(data) else None
        if isinstance(field, QLineEdit | QPlainTextEdit) and not field.isReadOnly() and not is_for_window(data):
            field.paste()
        elif composer is None or not composer.paste_reply(data.text()):
            self.take(data)

    def take(self, data: QMimeData) -> None:
        """Look at what it is, beside the window, and show a glance of it."""
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if len(files) > 1:
            self._window.errands.import_files(files)
        elif files:
            received = self._desk.services.received
            self._read(partial(_look, received, files[0]))
        elif data.hasImage():
            self._read(partial(_pasted, QImage(data.imageData())))
        elif data.hasUrls() or not data.text().strip():
            self._desk.said.emit(WHAT_CAN_BE_DROPPED)
        else:
            self._read(partial(self._desk.services.received.look_at_text, data.text()))

    def _read(self, look: Callable[[], object]) -> None:
        self._desk.tasks.read(self._window, look, self._show, self._desk.said.emit)

    def _show(self, found: object) -> None:
        from netdesk.ui.dialogs.glance import MailGlance, PictureGlance  # noqa: PLC0415 - not before it is needed

        if isinstance(found, ContactsFile):
            self._window.errands.import_file(found.path)
        elif isinstance(found, Wording):
            self._window.errands.capture(found.text)
        elif isinstance(found, Letter):
            MailGlance(self._desk, found, self._window).open()
        elif isinstance(found, Seen):
            section = self._window.section()
            taker = section.taker() if section is not None else None
            if taker is None:
                self._desk.said.emit(
                    self.tr("Open the contact whose photo it is, or the request it belongs to, then drop it.")
                )
            else:
                PictureGlance(self._desk, taker, found, self._window).open()


def _look(received: Received, path: Path) -> object:
    """Tell what a file is; pictures are decoded too."""
    found = received.look_at_file(path)
    if not isinstance(found, Picture):
        return found
    image = decode(found.data, KEPT_SIDE)
    if image.isNull():
        raise UnreadableFileError(f"“{found.name}” is no picture that can be shown: it is broken, or far too large.")
    return Seen(found.name, found.data, image)


def _pasted(image: QImage) -> Seen:
    """Keep a picture from the clipboard as PNG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if image.isNull() or not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise UnreadableFileError("This picture cannot be read. Save it as a file, and drop that.")
    kept = bytes(data.data())
    return Seen("picture.png", kept, decode(kept, KEPT_SIDE))
