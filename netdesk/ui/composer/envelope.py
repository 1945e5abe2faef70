"""Whom a message goes to and what it is about: To, Cc and Bcc by name, and the subject."""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from netdesk.domain.states import UNSENT_STATES
from netdesk.domain.words import RecipientRole
from netdesk.services.message_rows import MessageDetail
from netdesk.ui.composer.subject import SubjectLine
from netdesk.ui.desk import Desk
from netdesk.ui.theme import theme
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.labels import Muted
from netdesk.ui.widgets.people_field import PeopleField


class Envelope(Card):
    """The lines above a message, which save by themselves what they say; `refused(sentence)` tells where that fails."""

    refused = Signal(str)
    settled = Signal()
    """A line arrived in the book or was refused, so the message is to be read anew."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the lines; Cc and Bcc come into sight when they are needed."""
        super().__init__(parent=parent)
        self._desk = desk
        self._detail: MessageDetail | None = None
        self._underway: Counter[tuple[int, RecipientRole]] = Counter()
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
            field.changed.connect(partial(self._save_people, role))
            self._fields[role] = field
            self._grid.addWidget(self._labels[role], row, 0)
            self._grid.addWidget(field, row, 1)
        self.copies = Button(self.tr("Cc and Bcc"), ButtonKind.LINK)
        """Brings Cc and Bcc into sight; it stands wherever the composer puts it."""
        self.copies.clicked.connect(self._show_all)
        self.subject = SubjectLine(desk)
        self.subject.refused.connect(self.refused)
        self._grid.addWidget(Muted(self.tr("Subject"), small=True), 3, 0)
        self._grid.addWidget(self.subject, 3, 1)
        self.body.addLayout(self._grid)
        self.body.setContentsMargins(12, 10, 12, 10)
        for label in self._labels.values():
            label.setMinimumWidth(theme().px(44))

    def show_message(self, detail: MessageDetail, *, editable: bool) -> None:
        """Show the lines of a message; what the book does not have yet stays."""
        other = self._detail is None or self._detail.id != detail.id
        self._detail = detail
        for role, field in self._fields.items():
            field.set_editable(editable)
            self._show_people(role, detail, other=other)
        self.subject.show_message(detail)
        self.copies.setVisible(editable and not self._fields[RecipientRole.BCC].isVisibleTo(self))

    def commit(self) -> None:
        """Take names and the subject that are typed and not yet saved."""
        for field in self._fields.values():
            field.commit()
        self.subject.save()

    def forget(self) -> None:
        """Save nothing of the message any more, as when it is discarded."""
        self._detail = None
        self.subject.forget()

    def _save_people(self, role: RecipientRole) -> None:
        detail = self._detail
        if detail is None or detail.state not in UNSENT_STATES:
            return
        place = detail.id, role
        self._underway[place] += 1
        verb = partial(self._desk.services.messages.set_recipients, detail.id, role, self._fields[role].people())
        self._desk.do(self, verb, partial(self._arrive, place), partial(self._refuse, place))

    def _arrive(self, place: tuple[int, RecipientRole], _: object = None) -> None:
        self._underway[place] -= 1
        self.settled.emit()

    def _refuse(self, place: tuple[int, RecipientRole], sentence: str) -> None:
        self._arrive(place)
        self.refused.emit(sentence)

    def _show_people(self, role: RecipientRole, detail: MessageDetail, *, other: bool) -> None:
        field = self._fields[role]
        people = [
            (row.contact_id if row.contact_id is not None else row.address, row.name)
            for row in detail.recipients
            if row.role is role
        ]
        named = field.names() == [name for _, name in people] and field.line.hasFocus()
        if other or not (named or self._underway[detail.id, role]):
            field.set_people(people)
        self._set_visible(role, role is RecipientRole.TO or bool(people) or field.line.hasFocus())

    def _show_all(self) -> None:
        for role in (RecipientRole.CC, RecipientRole.BCC):
            self._set_visible(role, True)
        self.copies.hide()
        self._fields[RecipientRole.CC].setFocus()

    def _set_visible(self, role: RecipientRole, visible: bool) -> None:
        self._labels[role].setVisible(visible)
        self._fields[role].setVisible(visible)
