"""What else is kept about a contact: tags, rhythm, standing, language, dates and notes."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from netdesk.domain.rhythm import every
from netdesk.domain.words import DateKind, Standing
from netdesk.services.contact_detail import ContactDetail
from netdesk.ui.days import partial_text, read_day
from netdesk.ui.desk import Desk
from netdesk.ui.glossary import Term, explain
from netdesk.ui.sections.contact.part import Part
from netdesk.ui.theme import theme
from netdesk.ui.widgets import markdown
from netdesk.ui.widgets.beside_layout import AsideLayout, LabelLayout
from netdesk.ui.widgets.book_field import BookField, editing
from netdesk.ui.widgets.buttons import Button, RemovableChip
from netdesk.ui.widgets.fields import Choice, LineEdit
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.labels import Muted
from netdesk.ui.words import word

RHYTHMS = (7, 21, 30, 61, 91, 182, 365)
"""The cadences on offer, in days."""


class TagsPart(Part):
    """Tags as chips, removed by a click, and a line to add the next."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the line and no chip."""
        super().__init__(desk, self.tr("Tags"), parent)
        self._flow = FlowLayout()
        self.entry = LineEdit(placeholder=self.tr("Add a tag"))
        self.entry.setAccessibleName(self.tr("Add a tag"))
        self.entry.setMaximumWidth(theme().px(220))
        self.take(self.entry, self._on_entered)
        self.body.addLayout(self._flow)
        self.body.addWidget(self.entry)

    def refresh(self, contact: ContactDetail) -> None:
        """Show the tags, and complete from those the book has."""
        self._flow.clear()
        for tag_id, name in contact.tags:
            chip = RemovableChip(name, self.tr("Remove tag {name}").format(name=name))
            chip.setProperty("tag", tag_id)
            chip.clicked.connect(self._on_chip)
            self._flow.addWidget(chip)
        completer = QCompleter([name for _, name, _ in self.desk.services.contact_rows.tags()], self.entry)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.entry.setCompleter(completer)

    def _on_entered(self) -> None:
        name = self.entry.text().strip()
        if name and self.contact is not None:
            self.enter(self.entry, partial(self.desk.services.contacts.tag, [self.contact.id], name))

    def _on_chip(self) -> None:
        if self.contact is not None:
            tag_id = int(cast(Button, self.sender()).property("tag"))
            self.do(partial(self.desk.services.contacts.untag, [self.contact.id], tag_id))


class AboutPart(Part):
    """Rhythm, standing, pronouns, nickname and language."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the fields."""
        super().__init__(desk, self.tr("Keeping in touch"), parent)
        self.cadence = Choice(self.tr("Keep in touch"))
        explain(self.cadence, Term.CADENCE)
        self.cadence.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.cadence.activated.connect(self._on_cadence)
        self.standing = Choice(self.tr("Introductions"))
        explain(self.standing, Term.STANDING_YES)
        self.standing.activated.connect(self._on_standing)
        for standing, label in (
            (Standing.ASK, self.tr("ask each time")),
            (Standing.YES, self.tr("standing yes")),
            (Standing.ASK_BEFORE_NAMING, self.tr("ask before naming")),
        ):
            self.standing.addItem(label, standing)
        self.fields = {
            "pronouns": BookField(desk, self.tr("Pronouns"), placeholder=self.tr("unknown, so the name is used")),
            "nickname": BookField(desk, self.tr("Called"), placeholder=self.tr("by the given name")),
            "language": BookField(desk, self.tr("Language"), placeholder=self.tr("unknown")),
        }
        self.body.addLayout(labelled(self.tr("Keep in touch"), self.cadence))
        self.body.addLayout(labelled(self.tr("Introductions"), self.standing))
        for field in self.fields.values():
            self.body.addWidget(field)

    def refresh(self, contact: ContactDetail) -> None:
        """Show what the book says."""
        fill_cadences(self.cadence, contact.cadence_days, contact.tag_cadence_days)
        self.standing.setCurrentIndex(self.standing.findData(contact.standing))
        texts = {"pronouns": contact.pronouns, "nickname": contact.nickname, "language": contact.language}
        for name, field in self.fields.items():
            field.bind(contact.id, texts[name], editing(self.desk.services.contacts.edit, contact.id, name))

    def _on_cadence(self) -> None:
        if self.contact is not None:
            days = self.cadence.currentData()
            self.do(partial(self.desk.services.contacts.set_cadence, [self.contact.id], days))

    def _on_standing(self) -> None:
        if self.contact is not None:
            chosen = Standing(self.standing.currentData())
            self.do(partial(self.desk.services.contacts.edit, self.contact.id, standing=chosen))


class DatesPart(Part):
    """Birthdays and other days."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the line and no date."""
        super().__init__(desk, self.tr("Dates"), parent)
        self._flow = FlowLayout()
        self.kind = Choice(self.tr("Kind of date"))
        for kind in DateKind:
            self.kind.addItem(word(kind).capitalize(), kind)
        self.entry = LineEdit(placeholder=self.tr("5 March, 5 March 1980"))
        self.entry.setAccessibleName(self.tr("New date"))
        self.take(self.entry, self._on_entered)
        row = AsideLayout()
        row.add(self.entry)
        row.add(self.kind)
        self.body.addLayout(self._flow)
        self.body.addLayout(row)

    def refresh(self, contact: ContactDetail) -> None:
        """Show the dates."""
        self._flow.clear()
        for one in contact.dates:
            shown = f"{one.label or word(one.kind)} · {partial_text(one.day)}"
            chip = RemovableChip(shown, self.tr("Remove {date}").format(date=shown))
            chip.setProperty("date", one.id)
            chip.clicked.connect(self._on_removed)
            self._flow.addWidget(chip)

    def _on_entered(self) -> None:
        if self.contact is not None and self.entry.text().strip():
            kind, typed, one = DateKind(self.kind.currentData()), self.entry.text(), self.contact.id
            remember = self.desk.services.contacts.remember_date

            def add() -> object:
                day = read_day(typed)
                return None if day is None else remember(one, kind, day)

            self.enter(self.entry, add)

    def _on_removed(self) -> None:
        date_id = int(cast(Button, self.sender()).property("date"))
        self.do(partial(self.desk.services.contacts.forget_date, date_id))


class NotesPart(Part):
    """Notes in Markdown, which are private: one editing session is one step of undo."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the editor."""
        super().__init__(desk, self.tr("Notes"), parent)
        self.field = BookField(
            desk,
            self.tr("Notes"),
            placeholder=self.tr("Add a note, only for you"),
            multiline=True,
            labelled=False,
            styled=markdown.runs,
        )
        self.body.addWidget(self.field)

    def refresh(self, contact: ContactDetail) -> None:
        """Show the notes."""
        edit = self.desk.services.contacts.edit
        self.field.bind(contact.id, contact.notes, editing(edit, contact.id, "notes"))


def fill_cadences(choice: Choice, days: int | None, by_tag: int | None = None) -> None:
    """Offer the usual cadences, and the one that holds if it is another; without one, that of the tags holds."""
    choice.clear()
    none = choice.tr("no cadence") if by_tag is None else choice.tr("every {time}, by a tag").format(time=every(by_tag))
    choice.addItem(none, None)
    for one in RHYTHMS if days is None else sorted({*RHYTHMS, days}):
        choice.addItem(choice.tr("every {time}").format(time=every(one)), one)
    choice.setCurrentIndex(0 if days is None else choice.findData(days))


def labelled(label: str, field: QWidget) -> LabelLayout:
    """Set a label before a field, in the column of the field rows."""
    shown = Muted(label, small=True)
    shown.setBuddy(field)
    row = LabelLayout(shown, spacing=10)
    row.addWidget(field)
    row.setAlignment(field, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    return row
