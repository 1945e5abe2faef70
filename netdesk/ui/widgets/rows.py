"""Rows under each other, of which a change touches only those that differ: making them and laying out text is dear."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netdesk.ui.widgets.focus import controls, holds_focus

Value = TypeVar("Value", bound=Hashable)


class Rows(QVBoxLayout):
    """Shows a widget for each value, and keeps those whose values are shown already."""

    def __init__(self, spacing: int = 4) -> None:
        """Show nothing until `show_values`; `spacing` is that between rows, in pixels."""
        super().__init__()
        self.setSpacing(spacing)
        self._shown: dict[Hashable, QWidget] = {}

    def show_values(self, values: Iterable[Value], make: Callable[[Value], QWidget]) -> None:
        """Show these, each once, in their order; a value holds all that its row says."""
        before, wanted = self._shown, dict.fromkeys(values)
        if list(wanted) == list(before):
            return
        left = next((at for at, value in enumerate(before) if value not in wanted and holds_focus(before[value])), None)
        for value in before.keys() - wanted.keys():
            self.removeWidget(before[value])
            before[value].hide()
            before[value].deleteLater()
        self._shown = {}
        for place, value in enumerate(wanted):
            row = self._shown[value] = before[value] if value in before else make(value)
            if self.indexOf(row) != place:
                self.removeWidget(row)
                self.insertWidget(place, row)
        for one, following in pairwise(control for row in self._shown.values() for control in controls(row)):
            QWidget.setTabOrder(one, following)
        if left is not None:
            self._focus(left)

    def _focus(self, place: int) -> None:
        """Go to the row in this place, or to the next one before or behind it that has a control."""
        rows = list(self._shown.values())
        for row in [*rows[place:], *reversed(rows[:place])]:
            if reached := controls(row):
                row.show()
                reached[0].setFocus(Qt.FocusReason.OtherFocusReason)
                return
