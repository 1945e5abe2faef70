"""The head of a contact: photo or initials, name, role, ways to reach, and what can be done."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.domain.rhythm import ago
from netdesk.domain.text import shorten
from netdesk.domain.words import MessageKind, PointKind, Standing
from netdesk.graph.ties import GOOD, STRONG
from netdesk.services.contact_detail import ContactDetail, PointRow
from netdesk.services.contact_list import office
from netdesk.services.purpose import Purpose
from netdesk.ui.clipboard import copy
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.files import file_to_open
from netdesk.ui.photos import KEPT_SIDE, decode, shrink
from netdesk.ui.sections.contact.part import Part
from netdesk.ui.tokens import Kind
from netdesk.ui.widgets.avatar import Avatar
from netdesk.ui.widgets.book_field import BookField, editing
from netdesk.ui.widgets.buttons import Button, ButtonKind, ElidedButton
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.labels import Muted
from netdesk.ui.widgets.menu import Menu
from netdesk.ui.widgets.text import set_tip
from netdesk.ui.words import tie_text, word

SIDE, MOST_POINTS, LONGEST_POINT = 56, 5, 80
POINT_ICONS = {
    PointKind.EMAIL: "mail",
    PointKind.PHONE: "phone",
    PointKind.ADDRESS: "address",
    PointKind.WEB: "link",
    PointKind.SOCIAL: "link",
}


class HeaderPart(Part):
    """Who it is; a click on a way to reach copies it. `deletion_requested` comes from the menu."""

    deletion_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the head."""
        super().__init__(desk, parent=parent)
        self._photo_of: int | None = None
        self._avatar = Avatar(side=SIDE)
        self.name = BookField(desk, self.tr("Name"), labelled=False)
        self.name.show_as_title()
        self._office = Muted(wrap=True)
        self._office.setProperty("inset", "true")
        self._chips = FlowLayout()
        self._points = FlowLayout()
        self._buttons = FlowLayout(spacing=8)
        self._add_buttons()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self.name)
        words.addWidget(self._office)
        words.addStretch()
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        self.body.setSpacing(10)
        self.body.addLayout(top)
        self.body.addLayout(self._chips)
        self.body.addLayout(self._points)
        self.body.addLayout(self._buttons)

    def refresh(self, contact: ContactDetail) -> None:
        """Show name, role, chips and ways to reach; the photo follows when it is decoded."""
        if self._photo_of != contact.id:
            self._avatar.show_contact(contact.name)
        self._photo_of = contact.id
        read = partial(_photo, self.desk.services.contact_rows.photo, contact.id)
        self.desk.tasks.read(self, read, partial(self._on_photo, contact.id))
        edit = self.desk.services.contacts.edit
        self.name.bind(contact.id, contact.name, editing(edit, contact.id, "name"))
        held = office(contact.role, contact.organisation)
        self._office.setText(" · ".join(part for part in (held, contact.pronouns) if part))
        self._office.setVisible(bool(self._office.text()))
        self._show_chips(contact)
        self._points.clear()
        for point in contact.points[:MOST_POINTS]:
            self._points.addWidget(self._point(point))

    def _show_chips(self, contact: ContactDetail) -> None:
        self._chips.clear()
        tie = self.desk.services.ways.ties([contact.id]).get(contact.id)
        if tie is not None and tie.strength > 0:
            kind = Kind.GOOD if tie.strength >= STRONG else Kind.ACCENT if tie.strength >= GOOD else Kind.NEUTRAL
            chip = Chip(tie_text(tie.strength), kind)
            set_tip(chip, tie.explanation)
            self._chips.addWidget(chip)
        today = self.desk.services.clock.today()
        if contact.last_spoken is not None:
            spoken = self.tr("last spoken {when}").format(when=ago(contact.last_spoken, today))
            self._chips.addWidget(Chip(spoken))
        if contact.standing is not Standing.ASK:
            yes = contact.standing is Standing.YES
            text = self.tr("standing yes") if yes else word(contact.standing)
            self._chips.addWidget(Chip(text, Kind.GOOD if yes else Kind.DUE))
        if contact.archived:
            self._chips.addWidget(Chip(self.tr("archived"), Kind.DUE))

    def _point(self, point: PointRow) -> Button:
        button = ElidedButton(shorten(point.value, LONGEST_POINT), ButtonKind.CHIP, POINT_ICONS[point.kind])
        button.setProperty("value", point.value)
        button.setAccessibleName(self.tr("Copy {value}").format(value=point.value[:200]))
        set_tip(button, self.tr("Click to copy {value}").format(value=point.value))
        button.clicked.connect(self._on_point)
        return button

    def _on_point(self) -> None:
        copy(self.desk, str(cast(Button, self.sender()).property("value")))

    def _add_buttons(self) -> None:
        log = Button(self.tr("Log interaction"))
        log.clicked.connect(self._on_log)
        write = Button(self.tr("Say hello"))
        write.clicked.connect(self.say_hello)
        more = Button(self.tr("More"))
        self._menu = Menu(more)
        self._menu.aboutToShow.connect(self._fill_menu)
        more.setMenu(self._menu)
        for button in (log, write, more):
            self._buttons.addWidget(button)

    def _fill_menu(self) -> None:
        self._menu.clear()
        if self.contact is None:
            return
        self._menu.addAction(self.tr("Thank"), self._on_thank)
        if self.contact.organisation:
            self._menu.addAction(self.tr("Who does what at their organisation"), self._on_inside)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Choose a photo"), self._on_choose_photo)
        self._menu.addAction(self.tr("Remove the photo"), self._on_remove_photo)
        self._menu.addSeparator()
        archived = self.contact.archived
        self._menu.addAction(self.tr("Bring back") if archived else self.tr("Archive"), self._on_archive)
        self._menu.addAction(self.tr("Delete contact"), self.deletion_requested.emit)

    def _on_log(self) -> None:
        if self.contact is not None:
            self.desk.interaction_wanted.emit([self.contact.id])

    def say_hello(self) -> None:
        """Draft a few words to this contact."""
        if self.contact is not None:
            self.desk.draft(self, Purpose(kind=MessageKind.CHECK_IN, to=(self.contact.id,)))

    def _on_thank(self) -> None:
        if self.contact is not None:
            self.desk.draft(self, Purpose(kind=MessageKind.THANK_YOU, to=(self.contact.id,)))

    def _on_inside(self) -> None:
        roles = self.contact.affiliations if self.contact is not None else ()
        if organisation_id := next((role.organisation_id for role in roles if role.organisation_id), None):
            self.desk.organisation_wanted.emit(organisation_id)

    def _on_archive(self) -> None:
        if self.contact is not None:
            verbs = self.desk.services.contacts
            self.do(partial(verbs.unarchive if self.contact.archived else verbs.archive, [self.contact.id]))

    def _on_choose_photo(self) -> None:
        contact = self.contact
        patterns = "*.png *.jpg *.jpeg *.webp *.bmp *.gif"
        kinds = self.tr("Pictures ({patterns})").format(patterns=patterns)
        path = file_to_open(self, self.tr("Choose a photo"), kinds)
        if path and contact is not None:
            data = shrink(path)
            if data is None:
                self.desk.tasks.failed.emit(self.tr("{path} is not a picture that can be read.").format(path=path))
            else:
                self.do(partial(self.desk.services.contacts.set_photo, contact.id, data, "image/jpeg"))

    def _on_remove_photo(self) -> None:
        if self.contact is not None:
            self.do(partial(self.desk.services.contacts.set_photo, self.contact.id, None))

    def _on_photo(self, contact_id: int, image: QImage) -> None:
        if self.contact is not None and self.contact.id == contact_id:
            photo = None if image.isNull() else QPixmap.fromImage(image)
            self._avatar.show_contact(self.contact.name, photo)


def _photo(read: object, contact_id: int) -> QImage:
    assert callable(read)
    return decode(read(contact_id), KEPT_SIDE // 2)
