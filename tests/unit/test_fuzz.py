"""No importer raises, and none takes over a second, whatever happened to the file."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from netdesk.exchange.archive import ArchiveReader
from netdesk.exchange.csv_reader import read_csv
from netdesk.exchange.detect import kind_of
from netdesk.exchange.monica import read_monica
from netdesk.exchange.records import Format
from netdesk.exchange.vcard import read_vcards, write_vcards
from tests.fuzz import bears, mutations, reshaped, samples
from tests.unit import test_archive, test_csv, test_mailboxes, test_meetings, test_outlook_languages, test_vcard
from tests.unit.monica_export import SAMPLE

IN_CI = 20_000

OWN_CARDS = ["".join(write_vcards([test_vcard.everything()], version)).encode() for version in (3, 4)]
TABLES = [
    test_csv.LINKEDIN.encode(),
    test_csv.own_csv(test_csv.full()).encode(),
    *(
        (test_outlook_languages.line(header.split("|")) + test_outlook_languages.line([*values.values()])).encode(
            "cp1252"
        )
        for header in (test_outlook_languages.GERMAN, test_outlook_languages.ITALIAN)
        for values in (test_outlook_languages.VALUES,)
    ),
    "Name;Email;Birthday\nJörg;j@x.example;3/4/1980\n".encode("utf-16"),
]


def read_archive(data: bytes) -> None:
    """Read an archive to its end."""
    stream = io.StringIO(data.decode("utf-8", "replace"))
    for table in ArchiveReader(stream, Path("book.json"), test_archive.SCHEMA).tables():
        list(table.rows)


def read_any(data: bytes) -> None:
    """Tell what a file is."""
    kind_of(data, "file")


IMPORTERS: dict[Format | str, tuple[Callable[[bytes], object], list[bytes]]] = {
    Format.VCARD: (read_vcards, samples(".vcf") + OWN_CARDS),
    Format.CSV: (read_csv, TABLES),
    Format.MONICA: (read_monica, [SAMPLE]),
    Format.ARCHIVE: (read_archive, [test_archive.text().encode()]),
    Format.MAIL: (test_mailboxes.read_hostile, [*test_mailboxes.SEEDS]),
    Format.ICALENDAR: (test_meetings.read_hostile, [*test_meetings.SEEDS]),
    "any": (read_any, [*samples(".vcf"), *OWN_CARDS, *TABLES, SAMPLE, *test_mailboxes.SEEDS, *test_meetings.SEEDS]),
}


@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", IMPORTERS)
def test_damaged_files_are_borne(name: str) -> None:
    read, seeds = IMPORTERS[name]
    bears(read, mutations(seeds, IN_CI, 1))


JSON = {Format.MONICA: SAMPLE, Format.ARCHIVE: test_archive.text().encode()}


@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", JSON)
def test_other_values_than_expected_are_borne(name: Format) -> None:
    read, _ = IMPORTERS[name]
    bears(read, reshaped(JSON[name], IN_CI // 4, 1))
