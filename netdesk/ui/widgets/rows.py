"""Rows under each other, of which a change touches only those that differ: making them and laying out text is dear."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

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
        controls = [control for row in self._shown.values() for control in _controls(row)]
        for one, following in pairwise(controls):
            QWidget.setTabOrder(one, following)


def _controls(row: QWidget) -> list[QWidget]:
    within = [row, *row.findChildren(QWidget)]
    return [widget for widget in within if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
