"""Lists of short values, each edited where it stands, with a line to enter the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.ui.desk import Desk
from netdesk.ui.tokens import Token
from netdesk.ui.widgets.book_field import BookField, Verb
from netdesk.ui.widgets.buttons import IconButton
from netdesk.ui.widgets.fields import LineEdit
from netdesk.ui.widgets.record_rows import RecordRows


@dataclass(frozen=True, slots=True)
class Line:
    """A value with its label, and where edits of it go."""

    id: int
    label: str
    text: str
    verb: Verb


class LineList(QWidget):
    """Lines with buttons to copy and remove them; `entered(text)` comes from the line below, which its owner clears."""

    entered = Signal(str)
    copied = Signal(int)
    removed = Signal(int)

    def __init__(self, desk: Desk, placeholder: str, *, copies: bool = False, parent: QWidget | None = None) -> None:
        """Build an empty list; the placeholder says what can be entered."""
        super().__init__(parent)
        self._desk, self._copies = desk, copies
        self.entry = LineEdit(placeholder=placeholder)
        self.entry.setAccessibleName(placeholder)
        self.entry.returnPressed.connect(self._enter)
        self._column: RecordRows[_LineRow, Line] = RecordRows(self._make_row, _LineRow.show_line, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._column)
        column.addWidget(self.entry)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        self._column.show_records(lines)

    def _make_row(self) -> _LineRow:
        row = _LineRow(self._desk, copies=self._copies)
        row.copied.connect(self.copied)
        row.removed.connect(self.removed)
        return row

    def _enter(self) -> None:
        text = self.entry.text().strip()
        if text:
            self.entered.emit(text)


class _LineRow(QWidget):
    """One line."""

    copied = Signal(int)
    removed = Signal(int)

    def __init__(self, desk: Desk, *, copies: bool) -> None:
        super().__init__()
        self._id = 0
        self._field = BookField(desk, "")
        self._copy = IconButton("copy", self.tr("Copy"), Token.THIRD)
        self._copy.clicked.connect(self._on_copy)
        self._remove = IconButton("close", self.tr("Remove"), Token.THIRD)
        self._remove.clicked.connect(self._on_remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._field, 1)
        for button in (self._copy, self._remove):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._copy.setVisible(copies)

    def show_line(self, line: Line) -> None:
        self._id = line.id
        self._field.rename(line.label)
        self._field.bind(line.id, line.text, line.verb)
        self._copy.setAccessibleName(self.tr("Copy {value}").format(value=line.text[:200]))
        self._remove.setAccessibleName(self.tr("Remove {value}").format(value=line.text[:200]))

    def _on_copy(self) -> None:
        self.copied.emit(self._id)

    def _on_remove(self) -> None:
        self.removed.emit(self._id)
