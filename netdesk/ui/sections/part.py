"""The frame of a part of a record's detail: a heading, room beside it, and what stands under it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from netdesk.ui.desk import Desk
from netdesk.ui.widgets.beside_layout import AsideLayout
from netdesk.ui.widgets.labels import Heading


class PartFrame(QWidget):
    """`body` takes the rows, `head` what stands beside the heading; without a title there is no heading."""

    def __init__(self, desk: Desk, title: str, spacing: int, parent: QWidget | None) -> None:
        """Build the frame; `spacing` is that between rows, in pixels."""
        super().__init__(parent)
        self.desk = desk
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(spacing)
        self.head = AsideLayout(least=0)
        if title:
            self.setAccessibleName(title)
            self.heading = Heading(title)
            self.head.addWidget(self.heading)
            self.body.addLayout(self.head)

    def do(self, verb: Callable[[], object]) -> None:
        """Submit a verb; the change comes back over the book."""
        self.desk.do(self, verb)
