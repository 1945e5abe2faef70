"""A glance at what was dropped or pasted, before anything of it is written."""

from __future__ import annotations

from functools import partial
from mimetypes import guess_type

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from netdesk.domain.instant import Instant
from netdesk.services.received import Letter
from netdesk.ui.days import qdate
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.form import Dialog, add_row, form
from netdesk.ui.photos import Seen, to_jpeg
from netdesk.ui.sections.section import Taker
from netdesk.ui.theme import theme
from netdesk.ui.widgets.buttons import Button
from netdesk.ui.widgets.editor import PlainTextEditor
from netdesk.ui.widgets.fields import Choice
from netdesk.ui.widgets.labels import Paragraph, PlainLabel

SIDE, TEXT_HEIGHT = 342, 200


class PictureGlance(Dialog):
    """Shows a picture, and gives it to the contact or the request that is open."""

    def __init__(self, desk: Desk, taker: Taker, seen: Seen, parent: QWidget) -> None:
        """Show the picture as large as there is room."""
        photo = taker.contact_id is not None
        title = self.tr("Photo of {name}") if photo else self.tr("Attach to {name}")
        action = self.tr("Use as photo") if photo else self.tr("Attach")
        super().__init__(title.format(name=taker.name[:100]), parent, action=action, width=400)
        self._desk, self._taker, self._seen = desk, taker, seen
        name, image = seen.name, seen.image
        shown = QLabel()
        shown.setAccessibleName(self.tr("Picture {name}").format(name=name))
        shown.setAlignment(Qt.AlignmentFlag.AlignLeading)
        side = theme().px(SIDE)
        ratio = self.devicePixelRatioF()
        size = image.size().scaled(QSize(side, side) * ratio, Qt.AspectRatioMode.KeepAspectRatio)
        pixmap = QPixmap.fromImage(
            image.scaled(size.boundedTo(image.size()), mode=Qt.TransformationMode.SmoothTransformation)
        )
        pixmap.setDevicePixelRatio(ratio)
        shown.setPixmap(pixmap)
        self.body.addWidget(shown)
        self.body.addWidget(PlainLabel(name[:100], "muted", wrap=True))

    def submit(self) -> None:
        """Keep the picture as one step."""
        services, taker, seen = self._desk.services, self._taker, self._seen
        if taker.contact_id is not None:
            contact_id = taker.contact_id
            self.run(self._desk, lambda: services.contacts.set_photo(contact_id, to_jpeg(seen.image), "image/jpeg"))
        elif taker.request_id is not None:
            kind = guess_type(seen.name)[0] or "application/octet-stream"
            self.run(self._desk, partial(services.requests.attach, taker.request_id, seen.name, seen.data, kind))


class MailGlance(Dialog):
    """Shows an e-mail, to be logged with who wrote or got it, or captured as a request."""

    def __init__(self, desk: Desk, letter: Letter, parent: QWidget) -> None:
        """Show who wrote it, when, about what, and the text without the thread below it."""
        title = self.tr("An e-mail of yours") if letter.mine else self.tr("An e-mail")
        super().__init__(title, parent, action=self.tr("Log it"), width=580)
        self._desk, self._letter = desk, letter
        mail = letter.mail
        self.writer = Choice(self.tr("Contact"))
        for contact_id, name in letter.writers:
            self.writer.addItem(name, contact_id)
        if not letter.by_address:
            self.writer.addItem(self.tr("{name} (new contact)").format(name=mail.name[:100]), None)
        self.text = PlainTextEditor(mail.text)
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(theme().px(TEXT_HEIGHT))
        rows = form()
        add_row(rows, self.tr("From"), _line(self.tr("From"), f"{mail.name} <{mail.address}>"))
        add_row(rows, self.tr("Subject"), _line(self.tr("Subject"), mail.subject or self.tr("none")))
        add_row(rows, self.tr("Date"), _line(self.tr("Date"), self._sent()))
        if letter.mine:
            told = ", ".join(f"{name} <{address}>" for name, address in mail.to) or self.tr("nobody")
            add_row(rows, self.tr("To"), _line(self.tr("To"), told))
        else:
            add_row(rows, self.tr("Contact"), self.writer)
        add_row(rows, self.tr("Text"), self.text)
        self.body.addLayout(rows)
        if letter.writers and not letter.by_address and not letter.mine:
            told = self.tr("Nobody has the address {address} yet. Whoever you choose gets it.")
            self.body.addWidget(Paragraph(told.format(address=mail.address[:200])))
        self.as_request = Button(self.tr("Capture as a request"))
        self.as_request.clicked.connect(self._on_capture)
        self.buttons.insertWidget(self.buttons.indexOf(self.primary), self.as_request)
        self.primary.setFocus()

    def submit(self) -> None:
        """Log it with who wrote it."""
        log = partial(self._desk.services.received.log, self._letter, self.writer.currentData())
        self.run(self._desk, log, self._on_logged)

    def _on_logged(self, _: int) -> None:
        names = ", ".join(name for name, _ in self._letter.mail.to) if self._letter.mine else self.writer.currentText()
        self._desk.said.emit(self.tr("Logged with {name}.").format(name=names[:100]))

    def _on_capture(self) -> None:
        capture = partial(self._desk.services.received.capture, self._letter, self.writer.currentData())
        self.run(self._desk, capture, self._desk.request_wanted.emit)

    def _sent(self) -> str:
        sent = self._letter.mail.sent
        if sent is None:
            return self.tr("not said")
        local = Instant(sent, self._desk.services.clock.zone).local
        return QLocale().toString(qdate(local.date()), "dddd, d MMMM yyyy") + f", {local:%H:%M}"


def _line(name: str, text: str) -> PlainLabel:
    label = PlainLabel(text[:1_000], wrap=True)
    label.setAccessibleName(f"{name}: {text[:1_000]}")
    return label
