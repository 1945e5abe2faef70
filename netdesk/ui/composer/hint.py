"""The remark that somebody a message goes to has no e-mail address."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from netdesk.domain.states import UNSENT_STATES
from netdesk.services.message_rows import MessageDetail
from netdesk.ui.widgets.buttons import IconButton
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.labels import Muted


class AddressHint(Card):
    """Says who has no address; sent away, it stays away for that message."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say nothing until `show_message`."""
        super().__init__(parent=parent)
        self._message_id = 0
        self._dismissed: set[int] = set()
        self._text = Muted(small=True, wrap=True)
        away = IconButton("close", self.tr("Dismiss hint"))
        away.clicked.connect(self._dismiss)
        row = QHBoxLayout()
        row.addWidget(self._text, 1)
        row.addWidget(away)
        self.body.setContentsMargins(12, 4, 6, 4)
        self.body.addLayout(row)

    def show_message(self, detail: MessageDetail) -> None:
        """Name those without an address, while the message can still be changed."""
        self._message_id = detail.id
        lacking = [row.name for row in detail.recipients if not row.address]
        told = self.tr("No e-mail address of {names} is known; copying works all the same.")
        self._text.setText(told.format(names=self.tr(" and ").join(lacking)))
        self.setVisible(bool(lacking) and detail.state in UNSENT_STATES and detail.id not in self._dismissed)

    def _dismiss(self) -> None:
        self._dismissed.add(self._message_id)
        self.hide()
