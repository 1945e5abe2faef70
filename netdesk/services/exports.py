"""Giving the book back as files of other programs: by suffix, whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from netdesk.db import files
from netdesk.db.book import Book
from netdesk.db.faults import stated
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.instant import Instant
from netdesk.exchange.calendar import write_calendar
from netdesk.exchange.csv_writer import write_csv
from netdesk.exchange.graphml import write_graphml
from netdesk.exchange.records import ContactRecord, Format
from netdesk.exchange.said import is_memory
from netdesk.exchange.vcard import write_vcards
from netdesk.services.archives import archive_text
from netdesk.services.contact_records import contact_records
from netdesk.services.export_rows import edges, nodes, to_dos

Record = TypeVar("Record")

_FORMATS = {
    ".vcf": Format.VCARD,
    ".csv": Format.CSV,
    ".json": Format.ARCHIVE,
    ".ics": Format.ICALENDAR,
    ".graphml": Format.GRAPHML,
}


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written: contacts, or follow-ups in a calendar."""

    path: Path
    format: Format
    written: int

    def as_json(self) -> dict[str, Any]:
        """Give what the command line prints."""
        return {"path": str(self.path), "format": str(self.format), "written": self.written}


class Exports:
    """The verbs for exporting."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book

    def run(self, path: Path, *, vcard_version: int = 3) -> ExportReport:
        """Write the book to a file, in the format its suffix names, in place of one that was there.

        Raises InvalidInputError for another suffix, and BookError where the file cannot be written, which leaves the
        old one as it was.
        """
        kind = _FORMATS.get(path.suffix.lower())
        if kind is None:
            known = ", ".join(_FORMATS)
            raise InvalidInputError(f"netdesk cannot write “{path.name}”. Name a file that ends in one of {known}.")
        if path.exists() and path.samefile(self._book.path):
            raise InvalidInputError(f"{path} is the book itself. Choose another name for the export.")
        with self._book.read() as session:
            counted = _Counter()
            write_whole(path, self._chunks(session, kind, counted, vcard_version))
        return ExportReport(path, kind, counted.count)

    def _chunks(self, session: Session, kind: Format, counted: _Counter, vcard_version: int) -> Iterable[str]:
        match kind:
            case Format.VCARD:
                return write_vcards(counted.each(_contacts(session, archived=True)), vcard_version)
            case Format.CSV:
                return marked(write_csv(counted.each(_contacts(session, archived=False))))
            case Format.ICALENDAR:
                now: Instant = self._book.clock.now()
                return [write_calendar(counted.each(to_dos(session)), now.utc).decode()]
            case Format.GRAPHML:
                return write_graphml(counted.each(nodes(session)), edges(session))
            case _:
                counted.count = session.connection().exec_driver_sql("SELECT count(*) FROM contact").scalar_one()
                return archive_text(session)


class _Counter:
    """Counts what goes by."""

    def __init__(self) -> None:
        self.count = 0

    def each(self, records: Iterable[Record]) -> Iterator[Record]:
        """Pass records on."""
        for record in records:
            self.count += 1
            yield record


def _contacts(session: Session, *, archived: bool) -> Iterator[ContactRecord]:
    """Give everybody but me, without what other files said of them."""
    mine = session.connection().exec_driver_sql("SELECT id FROM contact WHERE is_me").scalars().all()
    for contact_id, record in contact_records(session):
        if contact_id not in mine and (archived or record.archived_at is None):
            yield replace(record, kept_lines=tuple(line for line in record.kept_lines if not is_memory(line)))


def marked(chunks: Iterable[str]) -> Iterator[str]:
    """Put a byte order mark first, by which spreadsheets know UTF-8."""
    yield "\ufeff"
    yield from chunks


def write_whole(path: Path, chunks: Iterable[str]) -> None:
    """Write beside the file and put it in place when it is whole, so that a full disk leaves the old one."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(chunks)
        files.put(part, path)
    except OSError as error:
        raise stated(error, path) or error from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
