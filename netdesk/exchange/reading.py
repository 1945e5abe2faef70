"""Reading the contacts of any file netdesk knows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from netdesk.domain.errors import UnreadableFileError
from netdesk.exchange.csv_columns import Target
from netdesk.exchange.csv_reader import read_csv
from netdesk.exchange.detect import kind_of, read_bytes
from netdesk.exchange.records import Format, ReadResult
from netdesk.exchange.vcard import read_vcards


def read_contacts(path: Path, mapping: Mapping[str, Target] | None = None) -> ReadResult:
    """Read the contacts of a vCard or CSV file; `mapping` gives columns of unknown headers their meaning.

    Raises UnreadableFileError for what is neither, with what it is and the way out.
    """
    data = read_bytes(path)
    kind = kind_of(data, str(path))
    if kind is Format.ARCHIVE:
        raise UnreadableFileError(f"{path} is an archive of a whole book. Make a new book and import it there.")
    if kind is Format.VCARD:
        return read_vcards(data)
    return read_csv(data, str(path), mapping)
