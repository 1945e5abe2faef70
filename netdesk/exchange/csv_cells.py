"""The cells of one row, sorted by what their columns mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from netdesk.domain.dates import PartialDate
from netdesk.domain.text import clean_line, shorten
from netdesk.exchange.cells import read_date, restore, split_values
from netdesk.exchange.csv_columns import Column
from netdesk.exchange.csv_words import Target
from netdesk.exchange.records import Format

DATES = frozenset({Target.BIRTHDAY, Target.ANNIVERSARY, Target.EVENT, Target.MET_ON})
_SINGLE = frozenset(
    {Target.NAME, Target.GIVEN, Target.MIDDLE, Target.FAMILY, Target.PREFIX, Target.SUFFIX, Target.NICKNAME}
    | {Target.PRONOUNS, Target.LANGUAGE, Target.ORGANISATION, Target.ROLE, Target.DEPARTMENT, Target.LOCATION}
    | {Target.ANNIVERSARY, Target.MET_ON, Target.PLACE, Target.CADENCE}
)
"""Targets of which a contact has one; what other columns say of it is kept as it is."""

_GOOGLE_JOIN = " ::: "


class Cells:
    """What a row says; `unknown` is what has no place, by header, and `undated` tells of dates that are none."""

    def __init__(
        self, cells: Sequence[str], header: Sequence[str], columns: Sequence[Column | None], kind: Format, by_day: bool
    ) -> None:
        """Sort the cells; `by_day` takes 3/4/2024 as 3 April."""
        self.kind = kind
        self.unknown: list[tuple[str, str]] = []
        self.undated: list[str] = []
        self._by_day = by_day
        self._cells: dict[Target, list[tuple[Column, str]]] = {}
        for cell, column, title in zip(cells, columns, header, strict=False):
            text = restore(cell).strip()
            if text and column is None:
                self.unknown.append((title, text))
            elif text and column and column.target is not Target.IGNORED:
                found = self._cells.setdefault(column.target, [])
                if column.target in _SINGLE and found and found[0][1] != text:
                    self.unknown.append((title, text))
                found.append((column, text))
                if column.target in DATES and column.part in {"", "value"}:
                    self._check_dates(title, text)

    def _check_dates(self, header: str, text: str) -> None:
        """Keep as it is what should be a date and is none, and say so; the zeros that some programs write are empty."""
        for value in self._values(text):
            if self.date(value) is None and value.strip("0/.-: "):
                self.unknown.append((header, value))
                told = f"“{shorten(value, 40)}” under {shorten(clean_line(header), 40)}"
                self.undated.append(f"{told} is no date; it is kept as text, and the rest of the row comes in.")

    def all(self, target: Target) -> Sequence[tuple[Column, str]]:
        """Give the cells of a target as they are, with their columns."""
        return self._cells.get(target, ())

    def one(self, target: Target) -> str:
        """Give the first cell of a target as one line, or nothing."""
        return clean_line(self._cells[target][0][1]) if target in self._cells else ""

    def many(self, target: Target) -> Iterator[tuple[Column, str]]:
        """Give all values of a target, taking apart the cells that hold several."""
        for column, text in self.all(target):
            yield from ((column, value) for value in self._values(text))

    def labelled(self, target: Target) -> Iterator[tuple[Column, str, str]]:
        """Give the values of numbered groups with the label of their group, and the others without one."""
        if target not in self._cells:
            return
        labels = {column.group: text for column, text in self.all(target) if column.part == "label"}
        for column, value in self.many(target):
            if column.part != "label":
                yield column, value, labels.get(column.group, "") if column.group else ""

    def date(self, text: str) -> PartialDate | None:
        """Read a date as this file writes them."""
        return read_date(text, self._by_day)

    def _values(self, text: str) -> list[str]:
        values = split_values(text) if self.kind in {Format.NETDESK, Format.CSV} else text.split(_GOOGLE_JOIN)
        return [value.strip() for value in values if value.strip()]


def plain_label(label: str) -> str:
    """Give a label without the asterisk by which Google marks the main value."""
    return clean_line(label.removeprefix("*")).lower()
