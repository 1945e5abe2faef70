"""The ways a message leaves: the clipboard, a mail program, a file; and that it was sent."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.composer.outbox import Mailto
from netdesk.domain.errors import NetdeskError
from netdesk.domain.words import MessageState
from netdesk.services.message_rows import MessageDetail
from netdesk.services.messages import Clip
from netdesk.ui.days import day_text
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.files import file_to_save
from netdesk.ui.snooze import snooze_menu
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.labels import Paragraph


class SendBar(QWidget):
    """Buttons under a message that is not sent yet.

    `leaving` comes before anything is handed out, so that what is typed is saved first; `told(sentence)` says what
    happened or did not.
    """

    leaving = Signal()
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the buttons."""
        super().__init__(parent)
        self._desk = desk
        self._message_id = 0
        self.copy = Button(self.tr("Copy"), ButtonKind.PRIMARY)
        self.copy.setAccessibleName(self.tr("Copy message"))
        self.copy.clicked.connect(self.copy_message)
        self.mail = Button(self.tr("Open in mail"))
        self.mail.clicked.connect(self._open_mail)
        self.file = Button(self.tr("Save .eml"))
        self.file.clicked.connect(self._save_file)
        self._copied = Card()
        self._copied.body.addWidget(Paragraph(self.tr("Copied. Paste it into your mail and send it; then:")))
        self.sent = Button(self.tr("Mark as sent"))
        self.sent.clicked.connect(self._mark_sent)
        self.later = Button(self.tr("Send later"), ButtonKind.QUIET)
        self.later.setAccessibleName(self.tr("Send later: choose the day"))
        self.later.clicked.connect(self._choose_day)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.copy, 2)
        row.addWidget(self.mail, 1)
        row.addWidget(self.file, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._copied)
        end = QHBoxLayout()
        end.setSpacing(8)
        end.addWidget(self.sent, 1)
        end.addWidget(self.later)
        column.addLayout(end)

    def show_message(self, detail: MessageDetail) -> None:
        """Offer what fits the state: to copy a draft, to mark as sent what was copied."""
        self._message_id = detail.id
        copied = detail.state is MessageState.COPIED
        self._copied.setVisible(copied)
        self.copy.set_kind(ButtonKind.PLAIN if copied else ButtonKind.PRIMARY)
        self.sent.set_kind(ButtonKind.PRIMARY if copied else ButtonKind.PLAIN)

    def do_next_step(self) -> None:
        """Do what the primary button does."""
        (self.sent if self._copied.isVisibleTo(self) else self.copy).click()

    def copy_message(self) -> None:
        """Put the message on the clipboard, plain and as HTML, and offer to mark it as sent."""
        self.leaving.emit()
        message_id = self._message_id
        self._desk.do(self, lambda: self._desk.services.messages.copy(message_id), self._on_copied)

    def _on_copied(self, clip: Clip) -> None:
        data = QMimeData()
        data.setText(clip.text)
        data.setHtml(clip.html)
        QGuiApplication.clipboard().setMimeData(data)
        self.sent.setFocus()

    def _mark_sent(self) -> None:
        self.leaving.emit()
        self.told.emit("")
        message_id = self._message_id
        self._desk.do(self, lambda: self._desk.services.messages.mark_sent(message_id), failed=self.told.emit)

    def _choose_day(self) -> None:
        menu = snooze_menu(self, self._desk.services.clock.today(), self._send_later)
        menu.popup(self.later.mapToGlobal(self.later.rect().bottomLeft()))

    def _send_later(self, day: date) -> None:
        self.leaving.emit()
        told = self.tr("It stays a draft. Today brings it back on {day}, to be sent.")
        shown = told.format(day=day_text(day, self._desk.services.clock.today()))
        promise = partial(self._desk.services.messages.send_later, self._message_id, day)
        self._desk.do(self, promise, lambda _: self.told.emit(shown), self.told.emit)

    def _open_mail(self) -> None:
        self.leaving.emit()
        message_id = self._message_id
        self._desk.do(self, lambda: self._desk.services.messages.mailto(message_id), self._on_link, self.told.emit)

    def _on_link(self, link: Mailto) -> None:
        if not link.fits:
            self.copy_message()
            self.told.emit(
                self.tr("This is too long for a link, so it was copied instead. Save .eml opens in mail programs too.")
            )
        elif QDesktopServices.openUrl(QUrl(link.url)):
            self.told.emit(self.tr("Opened in your mail program. Once it is sent, mark it as sent."))
        else:
            self.copy_message()
            self.told.emit(self.tr("No mail program answered, so it was copied. Paste it where you write mail."))

    def _save_file(self) -> None:
        self.leaving.emit()
        chosen, _ = file_to_save(self, self.tr("Save message"), "message.eml", self.tr("Mail message (*.eml)"))
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the message as a file that mail programs open."""
        message_id, messages = self._message_id, self._desk.services.messages

        def write() -> str:
            try:
                path.write_bytes(messages.eml(message_id))
            except OSError as error:
                raise NetdeskError(f"{path} cannot be written ({error.strerror}). Choose another place.") from None
            return path.name

        self._desk.do(self, write, self._on_saved, self.told.emit)

    def _on_saved(self, name: str) -> None:
        self.told.emit(self.tr("Saved as {name}. Open it, send it, then mark it as sent.").format(name=name))
