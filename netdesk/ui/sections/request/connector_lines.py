"""Those who could know someone, a line each, where few can help themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.services.connector_rows import ConnectorRow
from netdesk.ui.sections.request.moves import RequestMoves
from netdesk.ui.sections.request.part import clear
from netdesk.ui.tokens import Token
from netdesk.ui.widgets.beside_layout import AsideLayout
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.focus import holds_focus
from netdesk.ui.widgets.labels import Paragraph, Run
from netdesk.ui.widgets.lock import Lock


class ConnectorLines(QWidget):
    """Names somebody who could know someone, says why, and asks them first."""

    def __init__(self, moves: RequestMoves, parent: QWidget | None = None) -> None:
        """Show nobody yet."""
        super().__init__(parent)
        self._moves = moves
        self._shown: tuple[int, Sequence[ConnectorRow]] = (0, ())
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        self.hide()

    def show_rows(self, request_id: int, rows: Sequence[ConnectorRow]) -> None:
        """Show those of a request, unless they stand there already."""
        if (request_id, rows) == self._shown:
            return
        self._shown = request_id, rows
        focused = holds_focus(self)
        clear(self._rows)
        for row in rows:
            self._rows.addWidget(_Line(self._moves, request_id, row))
        self.setVisible(bool(rows))
        if focused:
            self.focusNextChild()


class _Line(QWidget):
    """Who it is and through whom, with the button that asks."""

    def __init__(self, moves: RequestMoves, request_id: int, row: ConnectorRow) -> None:
        super().__init__()
        ask = Button(self.tr("Ask first"), ButtonKind.LINK)
        ask.setAccessibleName(self.tr("Ask {name} first").format(name=row.name))
        ask.clicked.connect(partial(moves.ask_first, request_id, row.id))
        why = self.tr("{name} could know someone: {because}").format(name=row.name, because=row.because)
        aside = QHBoxLayout()
        aside.setSpacing(6)
        if row.private:
            aside.addWidget(Lock())
        aside.addWidget(ask)
        line = AsideLayout(self, spacing=8)
        line.setContentsMargins(0, 0, 0, 0)
        line.add(Paragraph().of(Run(why, token=Token.SECOND)))
        line.add(aside)
