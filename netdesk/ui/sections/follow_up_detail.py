"""A follow-up in full: what was promised, until when, and the record it is about."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.domain.rhythm import every
from netdesk.domain.words import FollowUpState, Promiser
from netdesk.services.follow_up_rows import FollowUpRow
from netdesk.ui.desk import Desk
from netdesk.ui.models.follow_ups import KINDS, icon_of, kind_word
from netdesk.ui.tokens import Token
from netdesk.ui.widgets.avatar import Avatar
from netdesk.ui.widgets.buttons import Button, ButtonKind, ElidedButton
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.labels import Muted, Paragraph, Run, SectionTitle
from netdesk.ui.words import word


class FollowUpDetail(QWidget):
    """Shows one follow-up; the buttons ask the section to act on it."""

    finished = Signal()
    snoozed = Signal()
    day_wanted = Signal()
    skipped = Signal()
    reopened = Signal()
    edited = Signal()
    deleted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing until `show_row`."""
        super().__init__(parent)
        self._desk = desk
        self._row: FollowUpRow | None = None
        self._avatar = Avatar()
        self._title = SectionTitle(wrap=True)
        self._who = Muted(wrap=True)
        self._chip = Chip()
        self._when = Paragraph()
        self._about = Card(self.tr("About"))
        self._links = {
            "contact": ElidedButton(icon_name="person"),
            "request": ElidedButton(icon_name="requests"),
            "introduction": Button(self.tr("Open the introduction"), ButtonKind.LINK, "introductions"),
            "message": Button(self.tr("Open the message"), ButtonKind.LINK, "message"),
        }
        for link in self._links.values():
            link.clicked.connect(self._on_link)
            row = QHBoxLayout()
            row.addWidget(link)
            row.addStretch()
            self._about.body.addLayout(row)
        self.done = Button(self.tr("Done"), ButtonKind.PRIMARY, "check")
        self.done.clicked.connect(self._on_done)
        self.later = Button(self.tr("Later"), ButtonKind.QUIET, "snooze")
        self.later.clicked.connect(self.snoozed)
        self.day = Button(self.tr("Set day…"), ButtonKind.QUIET, "calendar")
        self.day.clicked.connect(self.day_wanted)
        buttons = FlowLayout(spacing=16)
        for button in (self.done, self.later, self.day):
            buttons.addWidget(button)
        for text, signal in (
            (self.tr("Skip"), self.skipped),
            (self.tr("Edit"), self.edited),
            (self.tr("Delete"), self.deleted),
        ):
            button = Button(text, ButtonKind.QUIET)
            button.clicked.connect(signal)
            buttons.addWidget(button)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._who)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(names, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(top)
        column.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._when)
        column.addLayout(buttons)
        column.addWidget(self._about)

    def show_row(self, row: FollowUpRow) -> None:
        """Show a follow-up."""
        self._row = row
        due = row.state is FollowUpState.DUE
        if row.contact:
            self._avatar.show_contact(row.contact)
        else:
            self._avatar.show_emblem(icon_of(row))
        self._title.setText(row.title or word(row.kind).capitalize())
        theirs = row.promiser is Promiser.THEIRS
        self._who.setText(self.tr("Promised to you") if theirs else self.tr("Your promise"))
        self._chip.show_state(kind_word(row), KINDS[row.kind])
        day = QLocale().toString(QDate(row.due_on.year, row.due_on.month, row.due_on.day), "dddd, d MMMM yyyy")
        late = due and row.due_on < self._desk.services.clock.today()
        runs = [Run(self.tr("Due "), token=Token.SECOND), Run(day, strong=True, token=Token.DUE if late else Token.INK)]
        if row.every_days:
            runs.append(Run(self.tr(", then every {rhythm}").format(rhythm=every(row.every_days)), token=Token.SECOND))
        if not due:
            runs = [Run(word(row.state).capitalize(), strong=True), Run(self.tr(" · was due {day}").format(day=day))]
        self._when.set_runs(runs)
        self.done.set_text(self.tr("Done") if due else self.tr("Reopen"))
        self.later.setVisible(due)
        self.day.setVisible(due)
        self._show_links(row)

    def _show_links(self, row: FollowUpRow) -> None:
        self._links["contact"].set_text(row.contact)
        self._links["request"].set_text(row.request or self.tr("Open the request"))
        ids = {
            "contact": row.contact_id,
            "request": row.request_id,
            "introduction": row.introduction_id,
            "message": row.message_id,
        }
        for key, link in self._links.items():
            link.setVisible(ids[key] is not None)
        self._about.setVisible(any(ids.values()))

    def _on_link(self) -> None:
        row, desk = self._row, self._desk
        if row is None:
            return
        wanted = {
            "contact": (desk.contact_wanted, row.contact_id),
            "request": (desk.request_wanted, row.request_id),
            "introduction": (desk.introduction_wanted, row.introduction_id),
            "message": (desk.message_wanted, row.message_id),
        }
        key = next(key for key, link in self._links.items() if link is self.sender())
        signal, record_id = wanted[key]
        signal.emit(record_id)

    def _on_done(self) -> None:
        due = self._row is not None and self._row.state is FollowUpState.DUE
        (self.finished if due else self.reopened).emit()
