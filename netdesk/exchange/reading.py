"""Reading the contacts of any file netdesk knows."""

from __future__ import annotations

from pathlib import Path

from netdesk.domain.errors import UnreadableFileError
from netdesk.exchange.csv_reader import read_csv
from netdesk.exchange.detect import kind_of, read_bytes
from netdesk.exchange.monica import read_monica
from netdesk.exchange.records import Format, ReadResult
from netdesk.exchange.uncollected import uncollected
from netdesk.exchange.vcard import read_vcards


def read_contacts(path: Path) -> ReadResult:
    """Read the contacts of a file of vCards, CSV or Monica.

    Raises UnreadableFileError for what is none of them, with what it is and the way out.
    """
    data = read_bytes(path)
    kind = kind_of(data, str(path))
    if kind is Format.ARCHIVE:
        raise UnreadableFileError(f"{path} is an archive of a whole book. Make a new book and import it there.")
    if kind in (Format.MAIL, Format.ICALENDAR):
        what = "mail" if kind is Format.MAIL else "a calendar"
        raise UnreadableFileError(f"{path} is {what}, which holds no contacts. Import it to log whom you met or wrote.")
    if kind is Format.VCARD:
        return read_vcards(data)
    if kind is Format.MONICA:
        return read_monica(data, str(path))
    with uncollected():
        return read_csv(data, str(path))
