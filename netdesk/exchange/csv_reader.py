"""The contacts of address books in CSV, and what of their rows cannot be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from netdesk.domain.errors import UnreadableFileError
from netdesk.exchange.cells import day_first
from netdesk.exchange.csv_cells import DATES, Cells
from netdesk.exchange.csv_columns import Column, columns_of, format_of, score
from netdesk.exchange.csv_rows import RowReader
from netdesk.exchange.csv_tables import Row, Table, find_table, likely_table
from netdesk.exchange.csv_words import Target
from netdesk.exchange.records import ContactRecord, Format, ReadResult, Skipped


def read_csv(data: bytes, name: str = "The file", mapping: Mapping[str, Target] | None = None) -> ReadResult:
    """Read the contacts of a CSV file; `mapping` tells what its columns mean where the headers do not.

    Raises UnreadableFileError where no header is recognised.
    """
    table = find_table(data, score) or (None if mapping is None else likely_table(data))
    if table is None:
        raise no_header(name)
    return read_table(table, mapping)


def read_table(table: Table, mapping: Mapping[str, Target] | None = None) -> ReadResult:
    """Read the contacts of a table that was found in a file."""
    kind = format_of(table.header) if mapping is None else Format.CSV
    columns = columns_of(table.header, mapping)
    found = list(table.rows())
    by_day = _names_day_first(found, columns)
    records: list[ContactRecord] = []
    skipped: list[Skipped] = []
    for row in found:
        if isinstance(row, int):
            skipped.append(Skipped(row, "A quotation mark that opens on this line is never closed."))
            continue
        if any(cell.strip() for cell in row.cells[len(columns) :]):
            count = f"{len(row.cells)} cells where the header has {len(columns)}"
            skipped.append(Skipped(row.line, f"This row has {count}; a separator in a cell may lack quotation marks."))
            continue
        cells = Cells(row.cells, table.header, columns, kind, by_day)
        if record := RowReader(cells, row.line).record():
            records.append(record)
            skipped.extend(Skipped(row.line, reason) for reason in cells.undated)
        else:
            skipped.append(Skipped(row.line, "This row names nobody: no name, e-mail, phone or profile."))
    return ReadResult(kind, tuple(records), tuple(skipped))


def no_header(name: str) -> UnreadableFileError:
    """Say that a file has no header, and the way out."""
    return UnreadableFileError(
        f"{name} has no header that netdesk knows. Give its columns names such as First Name, Last Name, "
        "E-mail and Company in its first line, then import it again."
    )


def _names_day_first(rows: Sequence[Row | int], columns: Sequence[Column | None]) -> bool:
    places = [place for place, column in enumerate(columns) if column and column.target in DATES]
    return day_first(
        row.cells[place] for row in rows if isinstance(row, Row) for place in places if place < len(row.cells)
    )
