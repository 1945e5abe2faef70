"""The messages that were begun and not sent, wherever what they serve has gone."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from netdesk.domain.text import shorten
from netdesk.services.message_rows import DraftRow
from netdesk.ui.composer.titles import STATE_KINDS, title
from netdesk.ui.days import day_text
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.form import Dialog
from netdesk.ui.models.entries import Entry, EntryModel
from netdesk.ui.theme import theme
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.empty_state import EmptyState
from netdesk.ui.widgets.keys import on_key
from netdesk.ui.widgets.views import RowList
from netdesk.ui.words import word

LONGEST = 80


class DraftsDialog(Dialog):
    """Lists the drafts, the newest first; Enter or a double click opens one, Delete discards it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Read the drafts."""
        super().__init__(self.tr("Drafts"), parent, action=self.tr("Open"), width=560)
        self._desk = desk
        self._model = EntryModel(self)
        self.list = RowList()
        self.list.setAccessibleName(self.tr("Drafts"))
        self.list.setMinimumHeight(theme().px(320))
        self.list.setModel(self._model)
        self.list.activated.connect(self._on_activated)
        self.discard = Button(self.tr("Discard"), ButtonKind.QUIET)
        self.discard.setAccessibleName(self.tr("Discard draft"))
        self.discard.clicked.connect(self._on_discard)
        self.buttons.insertWidget(0, self.discard)
        self._nothing = EmptyState(
            "document", self.tr("No draft is waiting"), self.tr("A message that was begun and not sent is found here.")
        )
        self._nothing.setMinimumHeight(theme().px(320))
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._nothing, 1)
        on_key(self.list, Qt.Key.Key_Delete, self._on_discard)
        self._show()

    def submit(self) -> None:
        """Open the draft that is chosen."""
        chosen = self._model.id_at(self.list.currentIndex())
        self.accept()
        if chosen is not None:
            self._desk.message_wanted.emit(chosen)

    def _show(self) -> None:
        place = max(0, self.list.currentIndex().row())
        rows = self._desk.services.message_rows.drafts()
        self._model.set_entries([self._entry(row) for row in rows])
        self.list.setCurrentIndex(self._model.index(min(place, len(rows) - 1)))
        self.refuse("")
        for widget in (self.list, self.discard, self.primary):
            widget.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self.cancel.set_text(self.tr("Cancel") if rows else self.tr("Close"))
        (self.list if rows else self.cancel).setFocus()

    def _entry(self, row: DraftRow) -> Entry:
        return Entry(
            id=row.id,
            title=title(row.kind, row.name),
            subtitle=shorten(row.subject or row.body, LONGEST),
            time=day_text(row.created_at.day, self._desk.services.clock.today()),
            avatar=row.name or "?",
            chips=((word(row.state), STATE_KINDS[row.state]),),
        )

    def _on_activated(self, _: QModelIndex) -> None:
        self.submit()

    def _on_discard(self) -> None:
        chosen = self._model.id_at(self.list.currentIndex())
        if chosen is not None:
            verb = partial(self._desk.services.messages.discard, chosen)
            self._desk.do(self, verb, lambda _: self._show(), self.refuse)
