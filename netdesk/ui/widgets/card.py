"""Grounds for other widgets: the white card with a fine line, panes and bars."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from netdesk.ui.tokens import EDGE
from netdesk.ui.widgets.labels import Muted


class Ground(StrEnum):
    """What a frame looks like."""

    CARD = "card"
    PANEL = "panel"
    WINDOW = "window"
    SIDE = "side"
    TOP = "top"
    BOTTOM = "bottom"
    TOAST = "toast"
    FIELD = "field"


class Surface(QFrame):
    """A frame with one of the grounds of the stylesheet."""

    def __init__(self, ground: Ground, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", ground.value)


class Card(Surface):
    """A rounded card; what belongs in it goes into `body`, under a small caption if there is one.

    With `values` that is what is edited where it stands, whose text stands in from its edge: so does the caption then.
    """

    def __init__(self, caption: str = "", parent: QWidget | None = None, *, values: bool = False) -> None:
        super().__init__(Ground.CARD, parent)
        self.body = QVBoxLayout(self)
        side = 14 - EDGE if values else 14
        self.body.setContentsMargins(side, 12, side, 12)
        self.body.setSpacing(4)
        if caption:
            self.setAccessibleName(caption)
            label = Muted(caption, small=True)
            label.setProperty("inset", values)
            label.setIndent(0)
            self.body.addWidget(label)


class Rule(QFrame):
    """A fine line across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.HLine)
        self.setFixedHeight(1)
