"""The archive: one JSON file that holds every table of a book, row by row, so that nothing depends on netdesk.

    {"format": "netdesk archive", "version": 1, "tables": {
      "contact": {"columns": ["id", "uid", …], "rows": [[1, "…", …], …]}, …}}

Values are those of the columns: texts, whole numbers, fractions, null; bytes stand as {"base64": "…"}. Both writing
and reading go row by row, so that memory holds one row and not the book.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from netdesk.domain.errors import UnreadableFileError
from netdesk.domain.text import clean
from netdesk.exchange.json_pull import BrokenJsonError, JsonPull

FORMAT = "netdesk archive"
VERSION = 1

Value = str | int | float | bytes | None


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """What a column may hold."""

    kind: type[str] | type[int] | type[float] | type[bytes]
    nullable: bool = False


Schema = Mapping[str, Mapping[str, ColumnShape]]
"""The columns of every table, in an order in which rows can be put in."""


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows of one table; they must be gone through before the next table is asked for."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[Value, ...]]


def write_archive(tables: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Value]]]]) -> Iterator[str]:
    """Write tables (name, columns, rows) as JSON text, one row a line."""
    yield f'{{"format": "{FORMAT}", "version": {VERSION}, "tables": {{\n'
    between_tables = ""
    for name, columns, rows in tables:
        yield f'{between_tables}{_text(name)}: {{"columns": {_text(list(columns))}, "rows": ['
        between_rows = "\n"
        for row in rows:
            yield between_rows + _text([_written(value) for value in row])
            between_rows = ",\n"
        yield "]}"
        between_tables = ",\n"
    yield "\n}}\n"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _written(value: Value) -> object:
    return {"base64": base64.b64encode(value).decode("ascii")} if isinstance(value, bytes) else value


class ArchiveReader:
    """Reads an archive table by table and refuses, with a sentence, whatever the schema does not know."""

    def __init__(self, stream: IO[str], path: Path, schema: Schema) -> None:
        """Read from the start of a text stream; `path` is named in refusals."""
        self._pull = JsonPull(stream)
        self._path = path
        self._schema = schema

    def tables(self) -> Iterator[TableRows]:
        """Give the tables in the order of the file; raises UnreadableFileError where something is out of order."""
        try:
            yield from self._tables()
        except BrokenJsonError as error:
            raise self._refusal(f"is damaged at line {error.line}: {error.reason}") from None

    def _tables(self) -> Iterator[TableRows]:
        pull, version = self._pull, 0
        pull.expect("{")
        for key in pull.names():
            if key == "format" and pull.value() != FORMAT:
                raise self._refusal("is no netdesk archive")
            elif key == "version":
                version = self._version(pull.value())
            elif key == "tables" and version:
                pull.expect("{")
                yield from (self._table(name) for name in self._known_once(pull.names()))
            elif key != "format":
                raise self._refusal(f"has a part “{key[:40]}” that netdesk does not know")
        pull.end()

    def _version(self, version: object) -> int:
        if not isinstance(version, int) or not 1 <= version <= VERSION:
            shown = str(version)[:20]
            raise self._refusal(f"has version {shown}, and this netdesk reads version {VERSION}; use a newer netdesk")
        return version

    def _known_once(self, names: Iterator[str]) -> Iterator[str]:
        seen: set[str] = set()
        for name in names:
            if name not in self._schema:
                raise self._refusal(f"has a table “{name[:40]}” that netdesk does not know")
            if name in seen:
                raise self._refusal(f"has the table “{name}” twice")
            seen.add(name)
            yield name

    def _table(self, name: str) -> TableRows:
        pull, shapes = self._pull, self._schema[name]
        pull.expect("{")
        keys = pull.names()
        columns = pull.value() if next(keys, None) == "columns" else None
        if not isinstance(columns, list) or not all(isinstance(one, str) for one in columns):
            raise self._refusal(f"does not begin its table “{name}” with its columns")
        if unknown := [one for one in columns if one not in shapes]:
            raise self._refusal(f"has a column “{unknown[0][:40]}” in “{name}” that netdesk does not know")
        if len(set(columns)) != len(columns) or set(columns) != set(shapes):
            raise self._refusal(f"does not have each column of “{name}” once")
        return TableRows(name, tuple(columns), self._rows(name, columns, keys))

    def _rows(self, name: str, columns: Sequence[str], keys: Iterator[str]) -> Iterator[tuple[Value, ...]]:
        pull = self._pull
        shapes = [self._schema[name][column] for column in columns]
        try:
            if next(keys, None) != "rows":
                raise self._refusal(f"has no rows in its table “{name}”")
            pull.expect("[")
            for row in pull.items():
                if not isinstance(row, list) or len(row) != len(shapes):
                    raise self._refusal(f"has a row at line {pull.line} that does not fit the columns of “{name}”")
                yield tuple(
                    self._read(value, shape, f"{name}.{column}")
                    for value, shape, column in zip(row, shapes, columns, strict=True)
                )
            for key in keys:
                raise self._refusal(f"has a part “{key[:40]}” in its table “{name}” that netdesk does not know")
        except BrokenJsonError as error:
            raise self._refusal(f"is damaged at line {error.line}: {error.reason}") from None

    def _read(self, value: Any, shape: ColumnShape, where: str) -> Value:
        if value is None and shape.nullable:
            return None
        if shape.kind is bytes and isinstance(value, dict) and isinstance(value.get("base64"), str) and len(value) == 1:
            try:
                return base64.b64decode(value["base64"], validate=True)
            except (binascii.Error, ValueError):
                raise self._refusal(f"has damaged bytes in {where} at line {self._pull.line}") from None
        if shape.kind is str and isinstance(value, str):
            return clean(value)
        if shape.kind is int and isinstance(value, int) and abs(value) < 2**63:
            return int(value)
        if shape.kind is float and isinstance(value, int | float):
            return float(value)
        raise self._refusal(f"has a value in {where} at line {self._pull.line} that does not belong there")

    def _refusal(self, what: str) -> UnreadableFileError:
        return UnreadableFileError(f"{self._path} {what}. Nothing was imported; export the book again.")
