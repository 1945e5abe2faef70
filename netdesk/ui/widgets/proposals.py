"""What a text already says for the fields of an ask, offered one by one: nothing is filled in unasked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netdesk.ui.widgets.buttons import Button, ButtonKind, ElidedButton
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.labels import Muted


class Proposals(QWidget):
    """A chip for each field that could be filled in; `accepted` tells the texts by the names of their fields."""

    accepted = Signal(object)

    def __init__(self) -> None:
        """Offer nothing."""
        super().__init__()
        self._offered: dict[str, str] = {}
        self._flow = FlowLayout()
        self._buttons: list[Button] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._told = Muted(small=True, wrap=True)
        column.addWidget(self._told)
        column.addLayout(self._flow)
        self.hide()

    def offer(self, said: Mapping[str, str], *, counts: bool = False) -> None:
        """Offer these texts instead of those before; empty ones are left out.

        They may count as they are while nothing else stands in the fields.
        """
        self._told.setText(
            self.tr("Found in the wording; it counts while all fields are empty. Or take over only what is right:")
            if counts
            else self.tr("Found in what they wrote, to be taken over:")
        )
        offered = {field: text for field, text in said.items() if text}
        if offered == self._offered:
            return
        self._offered = offered
        self._flow.clear()
        self._buttons.clear()
        labels = field_labels()
        for field, text in offered.items():
            self._add(ElidedButton(f"{labels[field]}: {text}", ButtonKind.CHIP, "plus"), {field: text})
        if len(offered) > 1:
            self._add(Button(self.tr("Take over all"), ButtonKind.LINK), offered)
        self.setVisible(bool(offered))

    def focus_all(self) -> None:
        """Go to what takes over the most."""
        if self._offered:
            self._buttons[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, button: Button, texts: dict[str, str]) -> None:
        button.clicked.connect(partial(self.accepted.emit, texts))
        self._flow.addWidget(button)
        self._buttons.append(button)


def field_labels() -> dict[str, str]:
    """Return what the fields of an articulated ask are called, by their names."""
    return {
        "purpose": _tr("Purpose"),
        "topic": _tr("Topic"),
        "ask": _tr("Ask"),
        "who": _tr("Who"),
        "bound": _tr("Bound"),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("AskFields", text)
