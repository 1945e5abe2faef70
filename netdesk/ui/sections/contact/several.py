"""What can be done with several contacts at once, each as one step of undo."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.introduction import IntroductionDialog
from netdesk.ui.dialogs.merge import MergeDialog
from netdesk.ui.sections.contact.about import fill_cadences
from netdesk.ui.sections.contact.deleting import ask_to_delete
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.card import Card, Ground, Surface
from netdesk.ui.widgets.fields import Choice, LineEdit
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.labels import Muted, SectionTitle

NAMED = 12


class SeveralPane(Surface):
    """How many are chosen, and the verbs for all of them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the buttons."""
        super().__init__(Ground.PANEL, parent)
        self._desk = desk
        self._ids: tuple[int, ...] = ()
        self._title = SectionTitle()
        self._names = Muted(wrap=True)
        self.tag = LineEdit(placeholder=self.tr("Tag all of them"))
        self.tag.setAccessibleName(self.tr("Tag all of them"))
        self.tag.returnPressed.connect(self._on_tag)
        self.cadence = Choice(self.tr("Keep in touch with all of them"))
        self.cadence.activated.connect(self._on_cadence)
        self.archive = Button(self.tr("Archive"), ButtonKind.PLAIN, "archive")
        self.archive.clicked.connect(self._on_archive)
        self.bring_back = Button(self.tr("Bring back"), ButtonKind.PLAIN, "undo")
        self.bring_back.clicked.connect(self._on_bring_back)
        self.log = Button(self.tr("Log interaction"), ButtonKind.PLAIN, "note")
        self.log.clicked.connect(self._on_log)
        self.introduce = Button(self.tr("Introduce to each other"), ButtonKind.PLAIN, "introductions")
        self.introduce.clicked.connect(self._on_introduce)
        self.merge = Button(self.tr("Merge…"), ButtonKind.PLAIN, "contacts")
        self.merge.clicked.connect(self.ask_to_merge)
        self.delete = Button(self.tr("Delete"), ButtonKind.DANGER, "trash")
        self.delete.clicked.connect(self.ask_to_delete)
        card = Card()
        card.body.setSpacing(12)
        fields = QHBoxLayout()
        fields.setSpacing(8)
        fields.addWidget(self.tag, 1)
        fields.addWidget(self.cadence)
        card.body.addLayout(fields)
        buttons = FlowLayout(spacing=8)
        for button in (self.log, self.introduce, self.merge, self.archive, self.bring_back, self.delete):
            buttons.addWidget(button)
        card.body.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._names)
        column.addWidget(card)
        column.addStretch()

    def show_contacts(self, contact_ids: Sequence[int], *, archived: bool) -> None:
        """Offer what can be done with these."""
        self._ids = tuple(contact_ids)
        self._title.setText(self.tr("{count} contacts").format(count=f"{len(self._ids):,}"))
        first = self._desk.services.contact_rows.names(self._ids[:NAMED])
        names = ", ".join(first[one] for one in self._ids[:NAMED] if one in first)
        rest = len(self._ids) - NAMED
        self._names.setText(
            self.tr("{names} and {count} more").format(names=names, count=f"{rest:,}") if rest > 0 else names
        )
        fill_cadences(self.cadence, None)
        self.cadence.insertItem(0, self.tr("Keep in touch…"))
        self.cadence.setCurrentIndex(0)
        completer = QCompleter([name for _, name, _ in self._desk.services.contact_rows.tags()], self.tag)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.tag.setCompleter(completer)
        self.archive.setVisible(not archived)
        self.bring_back.setVisible(archived)
        self.introduce.setVisible(len(self._ids) == 2)
        self.merge.setVisible(len(self._ids) == 2)

    def ask_to_merge(self) -> None:
        """Show two contacts side by side, and make one of them."""
        first, second = self._ids
        MergeDialog(self._desk, first, second, self).open()

    def ask_to_delete(self) -> None:
        """Say what goes with them, and delete all of it."""
        ask_to_delete(self, self._desk, self._ids)

    def _on_tag(self) -> None:
        name = self.tag.text().strip()
        if name:
            self.tag.clear()
            self._desk.do(self, partial(self._desk.services.contacts.tag, self._ids, name))

    def _on_cadence(self, index: int) -> None:
        if index > 0:
            days = self.cadence.currentData()
            self._desk.do(self, partial(self._desk.services.contacts.set_cadence, self._ids, days))

    def _on_archive(self) -> None:
        self._desk.do(self, partial(self._desk.services.contacts.archive, self._ids))

    def _on_bring_back(self) -> None:
        self._desk.do(self, partial(self._desk.services.contacts.unarchive, self._ids))

    def _on_log(self) -> None:
        self._desk.interaction_wanted.emit(list(self._ids))

    def _on_introduce(self) -> None:
        names = self._desk.services.contact_rows.names(self._ids)
        dialog = IntroductionDialog(self._desk, tuple(names.items()), self)
        dialog.added.connect(self._desk.introduction_wanted)
        dialog.open()
