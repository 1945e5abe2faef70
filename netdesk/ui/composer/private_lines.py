"""What only I know and could tell in a draft: one click on a quotation puts it there, and nothing else does."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netdesk.domain.states import UNSENT_STATES
from netdesk.domain.text import shorten
from netdesk.services.message_rows import MessageDetail
from netdesk.services.private_lines import PrivateLine
from netdesk.ui.days import day_text
from netdesk.ui.desk import Desk
from netdesk.ui.tokens import Token
from netdesk.ui.widgets.beside_layout import AsideLayout
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.labels import Paragraph, Run
from netdesk.ui.widgets.lock import Lock

NAMED = 60
"""Characters of a quotation that the name of its button holds."""


class PrivateQuotations(Card):
    """Shows private texts behind a lock while a draft does not hold them; `chosen(sentence)` tells which to put in."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing until `show_message`."""
        super().__init__(self.tr("Only you know this"), parent)
        self._desk = desk
        self._message_id = self._asked = 0
        self._rows: list[tuple[PrivateLine, QWidget]] = []
        self._text = ""
        self.hide()

    def show_message(self, detail: MessageDetail) -> None:
        """Look beside the window for what could be told in another draft."""
        if detail.state not in UNSENT_STATES:
            self._message_id = 0
            self._show(())
        elif detail.id != self._message_id:
            self._message_id = detail.id
            self._asked += 1
            self._show(())
            find = partial(self._desk.services.private_lines.of, detail.id, by_meaning=self._desk.coach_is_open)
            self._desk.tasks.read(self, find, partial(self._on_found, self._asked))

    def follow(self, text: str) -> None:
        """Offer what the text of the draft does not hold."""
        self._text = text
        for line, row in self._rows:
            row.setVisible(line.sentence not in text)
        self.setVisible(any(line.sentence not in text for line, _ in self._rows))

    def _on_found(self, asked: int, found: Sequence[PrivateLine]) -> None:
        if asked == self._asked and self._message_id:
            self._show(found)

    def _show(self, found: Sequence[PrivateLine]) -> None:
        for _, row in self._rows:
            self.body.removeWidget(row)
            row.deleteLater()
        self._rows = [(line, self._row(line)) for line in found]
        for _, row in self._rows:
            self.body.addWidget(row)
        self.follow(self._text)

    def _row(self, line: PrivateLine) -> QWidget:
        today = self._desk.services.clock.today()
        noted = day_text(line.day, today) if line.day is not None else ""
        told = ", ".join(part for part in (line.source, noted) if part)
        quote = Button(self.tr("Quote it"), ButtonKind.LINK)
        quote.setAccessibleName(self.tr("Quote {text}").format(text=shorten(line.text, NAMED)))
        quote.clicked.connect(partial(self.chosen.emit, line.sentence))
        words = QHBoxLayout()
        words.setSpacing(6)
        words.addWidget(Lock(), 0, Qt.AlignmentFlag.AlignTop)
        text = f"{line.text} — {told}" if told else line.text
        whose = [Run(f"{line.name} ", strong=True)] if line.name else []
        words.addWidget(Paragraph().of(*whose, Run(text, token=Token.SECOND)), 1)
        row = QWidget()
        line_of_row = AsideLayout(row, spacing=8)
        line_of_row.setContentsMargins(0, 0, 0, 0)
        line_of_row.add(words)
        line_of_row.add(quote)
        return row
