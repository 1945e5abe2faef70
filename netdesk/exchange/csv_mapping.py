"""Tables whose header nobody knows: what stands in them, what it seems to be, and what they are recognised by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from netdesk.exchange.cells import read_date
from netdesk.exchange.csv_columns import column_of, plain, score
from netdesk.exchange.csv_tables import Row, Table, find_table, likely_table
from netdesk.exchange.csv_words import Target

_SAMPLES = 20
_MOST = 500
_MAIL = re.compile(r"\S+@\S+\.\S+")
_PHONE = re.compile(r"\+?[\d ().;/-]{6,}", re.ASCII)
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """The header of a table, what each column seems to be (None for nothing in particular), and its first rows.

    `is_known` tells whether the header says all that is needed by itself; `table` is the table itself.
    """

    header: tuple[str, ...]
    suggested: tuple[Target | None, ...]
    rows: tuple[tuple[str, ...], ...]
    is_known: bool
    table: Table

    @property
    def key(self) -> str:
        """What the same program's next file is recognised by."""
        return " | ".join(map(plain, self.header))


def columns_in(data: bytes) -> Columns | None:
    """Look at the columns of a table; None where there are none to speak of."""
    known = find_table(data, score)
    table = known or likely_table(data)
    if table is None:
        return None
    rows: list[tuple[str, ...]] = []
    for row in table.rows():
        if isinstance(row, Row):
            rows.append(tuple([*row.cells, *[""] * len(table.header)][: len(table.header)]))
        if len(rows) == _SAMPLES:
            break
    suggested: list[Target | None] = []
    for place, header in enumerate(table.header[:_MOST]):
        column = column_of(header)
        found = column.target if column else _by_content([row[place] for row in rows if row[place].strip()])
        if found is Target.NAME and found in suggested:
            found = None
        suggested.append(found)
    return Columns(table.header[:_MOST], tuple(suggested), tuple(rows), known is not None, table)


def _by_content(values: Sequence[str]) -> Target | None:
    if not values or all(read_date(value) for value in values):
        return None
    for target, pattern in ((Target.EMAIL, _MAIL), (Target.URL, _LINK), (Target.PHONE, _PHONE)):
        if sum(1 for value in values if pattern.match(value.strip())) > len(values) / 2:
            return target
    is_named = all(value[:1].isalpha() and len(value) < 60 for value in map(str.strip, values))
    return Target.NAME if is_named and sum(" " in value.strip() for value in values) > len(values) / 2 else None
