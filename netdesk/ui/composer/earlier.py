"""What was written to the same person before, so that nobody is asked the same twice."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from netdesk.domain.text import shorten
from netdesk.ui.days import day_text
from netdesk.ui.desk import Desk
from netdesk.ui.widgets.buttons import ElidedButton
from netdesk.ui.widgets.card import Card
from netdesk.ui.words import word

MOST, LONGEST = 5, 60


class EarlierMessages(Card):
    """The last messages to a person; a click opens one. It hides where there are none."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing until `show_contact`."""
        super().__init__(parent=parent)
        self._desk = desk
        self._toggle = ElidedButton()
        self._toggle.clicked.connect(self._on_toggle)
        self._open = False
        self._buttons: list[ElidedButton] = []
        self.body.setContentsMargins(8, 6, 8, 6)
        self.body.setSpacing(2)
        self.body.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignLeading)

    def show_contact(self, contact_id: int | None, name: str, except_id: int) -> None:
        """Show what was sent to a contact, without the message that is open."""
        rows = () if contact_id is None else self._desk.services.message_rows.previous(contact_id, MOST + 1)
        rows = tuple(row for row in rows if row[0] != except_id)[:MOST]
        for button in self._buttons:
            self.body.removeWidget(button)
            button.hide()
            button.deleteLater()
        today = self._desk.services.clock.today()
        self._buttons = []
        for message_id, kind, subject, body, day in rows:
            shown = shorten(subject or body, LONGEST)
            button = ElidedButton(f"{day_text(day, today)} · {word(kind)} · {shown}")
            button.clicked.connect(partial(self._desk.message_wanted.emit, message_id))
            button.setVisible(self._open)
            self._buttons.append(button)
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        told = (
            self.tr("1 earlier message to {name}") if len(rows) == 1 else self.tr("{number} earlier messages to {name}")
        )
        self._toggle.set_text(told.format(number=len(rows), name=name))
        self.setVisible(bool(rows))

    def _on_toggle(self) -> None:
        self._open = not self._open
        for button in self._buttons:
            button.setVisible(self._open)
