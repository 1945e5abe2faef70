"""Whom a message goes to and what it is about: To, Cc and Bcc by name, and the subject."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from netdesk.domain.words import RecipientRole
from netdesk.services.message_rows import MessageDetail
from netdesk.ui.desk import Desk
from netdesk.ui.theme import theme
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.fields import LineEdit
from netdesk.ui.widgets.labels import Muted
from netdesk.ui.widgets.people_field import PeopleField
from netdesk.ui.widgets.save_timer import SaveTimer


class Envelope(Card):
    """The lines above a message.

    `recipients_changed(role)` tells that a line names others now, `subject_edited` that typing in the subject paused or
    that it was left.
    """

    recipients_changed = Signal(object)
    subject_edited = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the lines; Cc and Bcc come into sight when they are needed."""
        super().__init__(parent=parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        names = {RecipientRole.TO: self.tr("To"), RecipientRole.CC: self.tr("Cc"), RecipientRole.BCC: self.tr("Bcc")}
        self._labels: dict[RecipientRole, Muted] = {}
        self._fields: dict[RecipientRole, PeopleField] = {}
        for row, (role, name) in enumerate(names.items()):
            self._labels[role] = Muted(name, small=True)
            field = PeopleField(desk, name=name, placeholder=self.tr("Name or address"))
            field.changed.connect(partial(self.recipients_changed.emit, role))
            self._fields[role] = field
            self._grid.addWidget(self._labels[role], row, 0)
            self._grid.addWidget(field, row, 1)
        self.session = uuid4().hex
        """Key of the editing session of the subject; leaving the subject ends it."""
        self.copies = Button(self.tr("Cc and Bcc"), ButtonKind.LINK)
        """Brings Cc and Bcc into sight; it stands wherever the composer puts it."""
        self.copies.clicked.connect(self._show_all)
        self.subject = LineEdit("", self.tr("Subject"))
        self.subject.setAccessibleName(self.tr("Subject"))
        self.subject.setMaxLength(1000)
        self._timer = SaveTimer(self)
        self._timer.timeout.connect(self.subject_edited)
        self.subject.textEdited.connect(self._timer.note)
        self.subject.editingFinished.connect(self._on_left)
        self._grid.addWidget(Muted(self.tr("Subject"), small=True), 3, 0)
        self._grid.addWidget(self.subject, 3, 1)
        self.body.addLayout(self._grid)
        self.body.setContentsMargins(12, 10, 12, 10)
        for label in self._labels.values():
            label.setMinimumWidth(theme().px(44))

    def show_message(self, detail: MessageDetail, *, editable: bool) -> None:
        """Show the lines of a message; what is being typed in the subject stays."""
        for role, field in self._fields.items():
            people = [
                (row.contact_id if row.contact_id is not None else row.address, row.name)
                for row in detail.recipients
                if row.role is role
            ]
            if field.names() != [name for _, name in people] or not field.line.hasFocus():
                field.set_people(people)
            field.setEnabled(editable)
            self._set_visible(role, role is RecipientRole.TO or bool(people) or field.line.hasFocus())
        self.subject.setReadOnly(not editable)
        if not self._timer.isActive() and self.subject.text() != detail.subject:
            self.subject.setText(detail.subject)
            self.subject.setCursorPosition(0)
        self.copies.setVisible(editable and not self._fields[RecipientRole.BCC].isVisibleTo(self))

    def people(self, role: RecipientRole) -> list[int | str]:
        """Return who stands on a line: contacts by id, others by name or address."""
        return self._fields[role].people()

    def commit(self) -> None:
        """Take names and the subject that are typed and not yet saved."""
        for field in self._fields.values():
            field.commit()
        if self._timer.isActive():
            self._on_left()

    def _show_all(self) -> None:
        for role in (RecipientRole.CC, RecipientRole.BCC):
            self._set_visible(role, True)
        self.copies.hide()
        self._fields[RecipientRole.CC].setFocus()

    def _set_visible(self, role: RecipientRole, visible: bool) -> None:
        self._labels[role].setVisible(visible)
        self._fields[role].setVisible(visible)

    def _on_left(self) -> None:
        self._timer.stop()
        self.subject_edited.emit()
        self.session = uuid4().hex
