"""What was written to the same person before, so that nobody is asked or thanked twice in the same words."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from netdesk.composer.repeated import repeated
from netdesk.domain.text import shorten
from netdesk.domain.words import MessageKind
from netdesk.ui.days import day_text
from netdesk.ui.desk import Desk
from netdesk.ui.widgets.buttons import ElidedButton
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.labels import Muted
from netdesk.ui.words import word

MOST, LONGEST, COMPARED = 5, 60, 30
MOST_SAID, LONGEST_SAID, PAUSE_MS = 3, 120, 400

Earlier = tuple[int, MessageKind, str, str, date]
"""A message that was sent: id, kind, subject, body and day."""


class EarlierMessages(Card):
    """The last messages to a person; a click opens one. It hides where there are none.

    A sentence of the message that is being written and that they read before is shown with its day.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing until `show_contact`."""
        super().__init__(parent=parent)
        self._desk = desk
        self._toggle = ElidedButton()
        self._toggle.clicked.connect(self._on_toggle)
        self._open = False
        self._buttons: list[ElidedButton] = []
        self.body.setContentsMargins(14, 6, 14, 6)
        self.body.setSpacing(2)
        self._said = Muted(small=True, wrap=True)
        self._said.hide()
        self._rows: tuple[Earlier, ...] = ()
        self._name = ""
        self._message: tuple[MessageKind, str] = (MessageKind.ASK, "")
        self._asked = self._shown = 0
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        self.body.addWidget(self._said)
        self.body.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignLeading)

    def follow(self, kind: MessageKind, text: str) -> None:
        """Look soon for sentences that were sent before."""
        self._message = kind, text
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def show_contact(self, contact_id: int | None, name: str, except_id: int) -> None:
        """Show what was sent to a contact, without the message that is open."""
        found = () if contact_id is None else self._desk.services.message_rows.previous(contact_id, COMPARED)
        self._rows, self._name = tuple(row for row in found if row[0] != except_id), name
        if except_id != self._shown:
            self._shown = except_id
            self._asked += 1
            self._said.hide()
        rows = self._rows[:MOST]
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
        self._toggle.set_text(told.format(number=f"{len(rows):,}", name=name))
        self.setVisible(bool(rows))

    def _ask(self) -> None:
        self._asked += 1
        asked, rows, (kind, text), services = self._asked, self._rows, self._message, self._desk.services

        def look() -> tuple[int, tuple[tuple[str, date], ...]]:
            usual = services.templates.usual_words(kind)
            first = {sentence: row[4] for row in reversed(rows) for sentence in repeated(text, row[3], usual)}
            return asked, tuple(first.items())

        self._desk.tasks.read(self, look, self._on_found)

    def _on_found(self, answer: tuple[int, tuple[tuple[str, date], ...]]) -> None:
        asked, found = answer
        if asked != self._asked:
            return
        today = self._desk.services.clock.today()
        told = self.tr("{name} read this before, on {day}: “{sentence}”")
        self._said.setText(
            "\n".join(
                told.format(name=self._name, day=day_text(day, today), sentence=shorten(sentence, LONGEST_SAID))
                for sentence, day in found[:MOST_SAID]
            )
        )
        self._said.setVisible(bool(found))

    def _on_toggle(self) -> None:
        self._open = not self._open
        for button in self._buttons:
            button.setVisible(self._open)
