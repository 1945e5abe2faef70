"""What was written to the same people before, so that nobody is asked or thanked twice in the same words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from netdesk.composer.repeated import repeated
from netdesk.domain.text import shorten
from netdesk.domain.words import MessageKind
from netdesk.services.message_rows import EarlierRow, MessageDetail
from netdesk.ui.days import day_text
from netdesk.ui.desk import Desk
from netdesk.ui.widgets.buttons import ElidedButton
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.labels import Muted
from netdesk.ui.words import word

MOST, LONGEST, COMPARED, MOST_COMPARED = 5, 60, 30, 120
MOST_SAID, LONGEST_SAID, PAUSE_MS = 3, 120, 400

Said = tuple[str, EarlierRow]
"""A sentence, and the message in which it was sent first."""


class EarlierMessages(Card):
    """The last messages to any of those a message goes to; a click opens one. It hides where there are none.

    A sentence of the message that is being written and that one of them read before is shown with their name and the
    day.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing until `show_message`."""
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
        self._rows: tuple[EarlierRow, ...] = ()
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

    def show_message(self, detail: MessageDetail) -> None:
        """Show what was sent before to those a message goes to."""
        to = {row.contact_id: row.name for row in detail.recipients if row.contact_id is not None}
        found = self._desk.services.message_rows.previous(to.keys(), min(COMPARED * len(to), MOST_COMPARED))
        self._rows = tuple(row for row in found if row.id != detail.id)
        if detail.id != self._shown:
            self._shown = detail.id
            self._asked += 1
            self._said.hide()
        rows = self._rows[:MOST]
        for button in self._buttons:
            self.body.removeWidget(button)
            button.hide()
            button.deleteLater()
        today = self._desk.services.clock.today()
        self._buttons = []
        for row in rows:
            shown = shorten(row.subject or row.body, LONGEST)
            button = ElidedButton(f"{day_text(row.day, today)} · {word(row.kind)} · {shown}")
            button.clicked.connect(partial(self._desk.message_wanted.emit, row.id))
            button.setVisible(self._open)
            self._buttons.append(button)
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        told = (
            self.tr("1 earlier message to {name}") if len(rows) == 1 else self.tr("{number} earlier messages to {name}")
        )
        named = dict.fromkeys(name for row in rows for name in row.names)
        self._toggle.set_text(told.format(number=f"{len(rows):,}", name=self._listed(named)))
        self.setVisible(bool(rows))

    def _ask(self) -> None:
        self._asked += 1
        asked, rows, (kind, text), services = self._asked, self._rows, self._message, self._desk.services

        def look() -> tuple[int, tuple[Said, ...]]:
            usual = services.templates.usual_words(kind)
            readers = {
                (sentence, row.names): row for row in reversed(rows) for sentence in repeated(text, row.body, usual)
            }
            return asked, tuple((sentence, row) for (sentence, _), row in readers.items())

        self._desk.tasks.read(self, look, self._on_found)

    def _on_found(self, answer: tuple[int, tuple[Said, ...]]) -> None:
        asked, found = answer
        if asked != self._asked:
            return
        today = self._desk.services.clock.today()
        told = self.tr("{name} read this before, on {day}: “{sentence}”")
        self._said.setText(
            "\n".join(
                told.format(
                    name=self._listed(row.names),
                    day=day_text(row.day, today),
                    sentence=shorten(sentence, LONGEST_SAID),
                )
                for sentence, row in found[:MOST_SAID]
            )
        )
        self._said.setVisible(bool(found))

    def _listed(self, names: Iterable[str]) -> str:
        return self.tr(" and ").join(names)

    def _on_toggle(self) -> None:
        self._open = not self._open
        for button in self._buttons:
            button.setVisible(self._open)
