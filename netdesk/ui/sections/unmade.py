"""The introductions worth making this week, one line each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.services.gifts import UnmadeRow
from netdesk.ui.desk import Desk
from netdesk.ui.tokens import Token
from netdesk.ui.widgets.avatar import Avatar
from netdesk.ui.widgets.buttons import Button, IconButton
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.labels import ElidedLabel, Muted, SectionTitle

MOST = 5
_REST_MS = 1000


class UnmadePage(QWidget):
    """Pairs who would gain from each other; `count_changed(number)` says how many there are.

    They are looked for in the whole book, so beside the window and once nothing changes for a moment.
    """

    count_changed = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Look for nothing until `look`."""
        super().__init__(parent)
        self._desk = desk
        self._asked = 0
        self._rows: Sequence[UnmadeRow] = ()
        self.lines = [_Line() for _ in range(MOST)]
        for line in self.lines:
            line.introduce.clicked.connect(self._on_introduce)
            line.aside.clicked.connect(self._on_aside)
            line.hide()
        self._timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._timer.timeout.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(SectionTitle(self.tr("Worth making this week"), wrap=True))
        told = self.tr("Pairs from your whole book who would gain from each other. Nobody is asked yet.")
        column.addWidget(Muted(told, wrap=True))
        for line in self.lines:
            column.addWidget(line)

    def look(self) -> None:
        """Look anew, soon."""
        self._timer.start()

    def rows(self) -> Sequence[UnmadeRow]:
        """Return what is shown."""
        return self._rows

    def focus_first(self) -> None:
        """Go to the best of them."""
        if self._rows:
            self.lines[0].introduce.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        self._asked += 1
        read = partial(self._desk.services.gifts.unmade, MOST)
        self._desk.tasks.ponder(self, read, partial(self._on_rows, self._asked))

    def _on_rows(self, asked: int, rows: Sequence[UnmadeRow]) -> None:
        if asked != self._asked:
            return
        self._rows = rows
        for line, row in zip(self.lines, rows, strict=False):
            line.show_row(row)
        for place, line in enumerate(self.lines):
            line.setVisible(place < len(rows))
        self.count_changed.emit(len(rows))

    def _on_introduce(self) -> None:
        row = self._chosen()
        propose = self._desk.services.introductions.propose
        verb = partial(propose, (row.helper_id, row.other.id), (row.other.because, row.other.because_for_other))
        self._desk.do(self, verb, self._desk.introduction_wanted.emit)

    def _on_aside(self) -> None:
        row = self._chosen()
        self._desk.do(self, partial(self._desk.services.gifts.set_aside, row.helper_id, row.other.id), self._look_again)

    def _look_again(self, _: object) -> None:
        self._ask()

    def _chosen(self) -> UnmadeRow:
        line = cast(QWidget, self.sender()).parentWidget()
        return self._rows[self.lines.index(cast(_Line, line))]


class _Line(Card):
    """Two people, what the one has for the other, and what can be done."""

    def __init__(self) -> None:
        super().__init__()
        self._avatar = Avatar()
        self._names = ElidedLabel(style="strong")
        self._why = Muted(wrap=True)
        self.introduce = Button(self.tr("Introduce"))
        self.aside = IconButton("close", self.tr("Set aside"), Token.THIRD)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._names)
        words.addWidget(self._why)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._avatar)
        row.addLayout(words, 1)
        row.addWidget(self.introduce)
        row.addWidget(self.aside)
        self.body.addLayout(row)

    def show_row(self, row: UnmadeRow) -> None:
        both = self.tr("{one} and {other}").format(one=row.helper, other=row.other.name)
        self._avatar.show_contact(row.helper)
        self._names.setText(both)
        self._why.setText(self.tr("For {name}: {because}").format(name=row.helper, because=row.other.because))
        self.introduce.setAccessibleName(self.tr("Introduce {both}").format(both=both))
        self.aside.setAccessibleName(self.tr("Set aside {both}").format(both=both))
