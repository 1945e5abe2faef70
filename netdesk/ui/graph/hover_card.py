"""The small card beside the pointer: who that is."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netdesk.services.network_rows import NetworkPerson
from netdesk.ui.theme import theme
from netdesk.ui.widgets.card import Ground, Surface
from netdesk.ui.widgets.labels import ElidedLabel, Muted

WIDTH, AWAY = 240, 14


class HoverCard(Surface):
    """Name, office and what the picture says of somebody; the pointer goes through it."""

    def __init__(self, picture: QWidget) -> None:
        super().__init__(Ground.CARD, picture)
        self._picture = picture
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._name = ElidedLabel(style="strong")
        self._office = ElidedLabel(style="muted")
        self._told = Muted(small=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(2)
        for label in (self._name, self._office, self._told):
            column.addWidget(label)
        self.hide()

    def show_person(self, person: NetworkPerson, told: str, at: QPoint) -> None:
        """Show somebody beside a point, inside the picture."""
        self._name.setText(person.name)
        self._office.setText(person.office)
        self._office.setVisible(bool(person.office))
        self._told.setText(told)
        self.setFixedWidth(theme().px(WIDTH))
        self.adjustSize()
        away, room = theme().px(AWAY), self._picture.size()
        x = at.x() + away if at.x() + away + self.width() <= room.width() else at.x() - away - self.width()
        y = at.y() + away if at.y() + away + self.height() <= room.height() else at.y() - away - self.height()
        self.move(max(x, 0), max(y, 0))
        self.show()
        self.raise_()
