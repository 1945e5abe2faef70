"""Two contacts beside each other, with what differs marked and a choice where only one value can be shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from netdesk.domain.text import shorten
from netdesk.services.comparison import ComparedRow, Comparison
from netdesk.ui.theme import theme
from netdesk.ui.tokens import Token
from netdesk.ui.widgets.avatar import Avatar
from netdesk.ui.widgets.card import Ground, Surface
from netdesk.ui.widgets.labels import Muted, Paragraph, PlainLabel
from netdesk.ui.widgets.text import button_text

LONGEST_CHOICE = 44
LONGEST_TEXT = 600


class SideBySide(QScrollArea):
    """What a merge is decided by; it scrolls where much is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nobody yet."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("The two side by side"))
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.shown: Comparison | None = None
        self._choices: dict[str, QButtonGroup] = {}
        self.setWidget(Surface(Ground.WINDOW))

    def show_two(self, comparison: Comparison | None) -> None:
        """Show two contacts, or nobody."""
        self.shown = comparison
        self._choices = {}
        page = Surface(Ground.WINDOW)
        if comparison is not None:
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 0, 8, 0)
            column.addLayout(self._grid(comparison, page))
            column.addStretch()
        self.setWidget(page)

    def main(self) -> dict[str, int]:
        """Return whose value is to be shown, for each choice there is."""
        if self.shown is None:
            return {}
        ids = (self.shown.first_id, self.shown.second_id)
        return {field: ids[group.checkedId()] for field, group in self._choices.items()}

    def _grid(self, comparison: Comparison, page: QWidget) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, theme().px(96))
        for column, name in enumerate((comparison.first, comparison.second), 1):
            head = QHBoxLayout()
            head.setSpacing(8)
            avatar = Avatar(side=28)
            avatar.show_contact(name)
            head.addWidget(avatar)
            head.addWidget(PlainLabel(name, "strong", wrap=True), 1)
            grid.addLayout(head, 0, column)
            grid.setColumnStretch(column, 1)
        for number, row in enumerate(comparison.rows, 1):
            beside = Qt.AlignmentFlag.AlignVCenter if row.field else Qt.AlignmentFlag.AlignTop
            label = Muted(row.label)
            label.setContentsMargins(0, 0 if row.field else theme().px(2), 0, 0)
            grid.addWidget(label, number, 0, beside)
            if row.field:
                self._add_choice(grid, number, row, page)
                continue
            for column, text in enumerate((row.first, row.second), 1):
                shown = Paragraph(_clipped(text), Token.INK if row.differs else Token.THIRD)
                grid.addWidget(shown, number, column, Qt.AlignmentFlag.AlignTop)
        return grid

    def _add_choice(self, grid: QGridLayout, number: int, row: ComparedRow, page: QWidget) -> None:
        group = QButtonGroup(page)
        for place, text in enumerate((row.first, row.second)):
            button = QRadioButton(button_text(shorten(text, LONGEST_CHOICE)))
            button.setAccessibleName(f"{row.label}: {text}")
            group.addButton(button, place)
            grid.addWidget(button, number, place + 1, Qt.AlignmentFlag.AlignTop)
        group.button(_first_choice(row)).setChecked(True)
        self._choices[row.field] = group


def _first_choice(row: ComparedRow) -> int:
    """Choose what a merge would without a word: the more careful standing, and who is not archived."""
    if row.field == "archived_at":
        return int(row.first == "archived")
    careful = ("ask before naming", "ask", "yes")
    if row.field == "standing":
        return int(careful.index(row.second) < careful.index(row.first))
    return 0


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"
