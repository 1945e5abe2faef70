"""Records under each other, in widgets that are made once and show one record after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from netdesk.ui.widgets.book_field import BookField


class Record(Protocol):
    """What has an id in the book."""

    @property
    def id(self) -> int: ...


Row = TypeVar("Row", bound=QWidget)
Shown = TypeVar("Shown", bound=Record)


class RecordRows(QVBoxLayout, Generic[Row, Shown]):
    """Shows records in their order; while a value of one is typed, none takes its place until that is left."""

    def __init__(self, make: Callable[[], Row], show: Callable[[Row, Shown], object], spacing: int) -> None:
        """Show nothing until `show_records`; `show` puts a record into a row, `spacing` is in pixels."""
        super().__init__()
        self.setSpacing(spacing)
        self.rows: list[Row] = []
        self._make, self._show = make, show
        self._ids: list[int] = []
        self._late: Sequence[Shown] | None = None

    def show_records(self, records: Sequence[Shown]) -> None:
        """Show these records."""
        ids = [record.id for record in records]
        self._late = records if self._moves_typing(ids) else None
        if self._late is not None:
            return
        self._ids = ids
        while len(self.rows) < len(records):
            self._add(self._make())
        for row, record in zip(self.rows, records, strict=False):
            self._show(row, record)
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(records))

    def _add(self, row: Row) -> None:
        for field in row.findChildren(BookField):
            field.editing_finished.connect(self._catch_up)
        self.rows.append(row)
        self.addWidget(row)

    def _moves_typing(self, ids: list[int]) -> bool:
        return any(
            before in ids and (at >= len(ids) or ids[at] != before)
            for at, (before, row) in enumerate(zip(self._ids, self.rows, strict=False))
            if any(field.editing for field in row.findChildren(BookField))
        )

    def _catch_up(self) -> None:
        if self._late is not None:
            self.show_records(self._late)
