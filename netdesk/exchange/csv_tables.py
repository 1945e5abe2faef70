"""Finding the table in a CSV file: its charset, its separator, where its header stands, its rows and their lines."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from netdesk.exchange.decoding import decode

SEPARATORS = (",", ";", "\t", "|")
_HEADER_WITHIN = 30
_SAMPLE_LINES = 200
_LONGEST_RECORD = 2_000
"""Lines of a record after which it is looked at whether its cell ends at all."""

_MOST_COLUMNS = 500
_DATA = re.compile(r"@|https?://|\d{3}")
_CLOSES = re.compile(r'[^"]*+(?:""[^"]*+)*+"[ ]*(?:[,;\t|]|$)')
_MOST_RESTARTS = 20
csv.field_size_limit(2**31 - 1)
"""The module refuses cells over 131,072 characters by default; a long note is no reason to refuse a file."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row and the line it starts on."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A header, where its columns stand, and how to get the rows below it."""

    header: tuple[str, ...]
    separator: str
    lines: list[str]
    first: int

    def rows(self) -> Iterator[Row | int]:
        """Give the rows that are not empty, or the number of a line whose opening quotation mark is never closed."""
        return read_rows(self.lines, self.first, self.separator)


def to_lines(data: bytes) -> list[str]:
    """Decode a file and split it at any of the three line ends."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    return [f"{line}\n" for line in text.split("\n")]


def read_rows(lines: list[str], first: int, separator: str) -> Iterator[Row | int]:
    """Read rows from a line on; where a quotation mark is left open, only its line is lost and its number given."""
    at, restarts = first, 0
    while at < len(lines):
        feed = _Feed(lines, at)
        for cells in csv.reader(feed, delimiter=separator):
            start, at = at, feed.at
            if restarts < _MOST_RESTARTS and (feed.gave_up or _is_open(lines, start, at)):
                restarts += 1
                at = start + 1
                yield start + 1
                break
            feed.began = at
            if any(cell and not cell.isspace() for cell in cells):
                yield Row(start + 1, cells)


def _is_open(lines: list[str], start: int, end: int) -> bool:
    """Tell whether a record runs on to the end because its quotation mark is never closed."""
    return end - start > 1 and end == len(lines) and sum(map(_quotes, lines[start:end])) % 2 == 1


def _quotes(line: str) -> int:
    return line.count('"')


class _Feed(Iterator[str]):
    """Hands lines to the csv module and counts them; gives up where one record takes many and its cell never ends."""

    def __init__(self, lines: list[str], at: int) -> None:
        self.lines = lines
        self.at = self.began = at
        self.gave_up = False
        self._ends_on = -1

    def __next__(self) -> str:
        if self.at - self.began > _LONGEST_RECORD and self.at > self._ends_on:
            self._ends_on = self._end()
            self.gave_up = self._ends_on < 0
        if self.at >= len(self.lines) or self.gave_up:
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1]

    def _end(self) -> int:
        """Find the line on which a long cell ends; -1 where the next quotation mark opens another cell."""
        found = next((number for number in range(self.at, len(self.lines)) if '"' in self.lines[number]), -1)
        return found if found >= 0 and _CLOSES.match(self.lines[found]) else -1


def find_table(data: bytes, score: Callable[[Iterable[str]], int]) -> Table | None:
    """Find the header among the first rows, whatever the separator; `score` counts the columns a row would name."""
    lines = to_lines(data)
    best: tuple[int, Table] | None = None
    for separator in SEPARATORS:
        sample = list(read_rows(lines[:_SAMPLE_LINES], 0, separator))[:_HEADER_WITHIN]
        for row in sample:
            found = 0 if isinstance(row, int) else score(row.cells)
            if isinstance(row, Row) and found > (best[0] if best else 0):
                below = row.line + sum(cell.count("\n") for cell in row.cells)
                best = found, Table(tuple(row.cells), separator, lines, below)
    return best[1] if best else None


def likely_table(data: bytes) -> Table | None:
    """Find the table by the separator that gives most rows the same width; its columns are numbered where no header is.

    None where no separator gives two columns.
    """
    lines = to_lines(data)
    best: tuple[int, int] = (0, 0)
    table: Table | None = None
    for separator in SEPARATORS:
        rows = [row for row in read_rows(lines[:_SAMPLE_LINES], 0, separator) if isinstance(row, Row)][:_HEADER_WITHIN]
        widths = Counter(len(row.cells) for row in rows if 1 < len(row.cells) <= _MOST_COLUMNS)
        width, agreeing = max(widths.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
        if (agreeing, width) > best:
            best = agreeing, width
            first = next(row for row in rows if len(row.cells) == width)
            table = _headed(first, separator, lines)
    return table


def _headed(first: Row, separator: str, lines: list[str]) -> Table:
    """Take the first row as the header, unless it holds what only a row of data does."""
    if any(_DATA.search(cell) for cell in first.cells):
        header = tuple(f"Column {number}" for number in range(1, len(first.cells) + 1))
        return Table(header, separator, lines, first.line - 1)
    below = first.line + sum(cell.count("\n") for cell in first.cells)
    return Table(tuple(first.cells), separator, lines, below)
