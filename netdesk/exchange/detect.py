"""What a file is, by its content; its name only says what it was meant to be."""

from __future__ import annotations

import re
from pathlib import Path

from netdesk.domain.errors import UnreadableFileError
from netdesk.exchange.archive import FORMAT
from netdesk.exchange.decoding import decode
from netdesk.exchange.mail import is_mail
from netdesk.exchange.records import Format

LARGEST = 500_000_000
"""Bytes of the largest file of contacts that is read; archives may be larger."""

_SAMPLE = 65_536
_MAIL_SUFFIXES = frozenset({".eml", ".mbox", ".mbx"})
_MAGIC = (
    (b"PK\x03\x04", "is a zip archive. Unpack it first and import the files inside"),
    (b"\x1f\x8b", "is compressed. Unpack it first and import the file inside"),
    (b"SQLite format 3\x00", "is a database. If it is a book of netdesk, open it with File, Open"),
    (b"%PDF", "is a PDF document. Export the contacts as vCard or CSV instead"),
    (b"\xd0\xcf\x11\xe0", "is an old Office document. Save it as CSV and import that"),
    (b"!BDN", "is an Outlook data file. Export its contacts as CSV from Outlook and import that"),
)
_MAIL = re.compile(r"(?:From |Return-Path:|Received:|Delivered-To:|MIME-Version:|Message-ID:)", re.IGNORECASE)
_CARD_START = re.compile(r"^[ \t]*BEGIN[ \t]*:[ \t]*VCARD", re.IGNORECASE | re.MULTILINE)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_CALENDAR_START = re.compile(r"\s*BEGIN[ \t]*:[ \t]*VCALENDAR", re.IGNORECASE)
_ARCHIVE_START = re.compile(r'\s*\{\s*"format"\s*:\s*"' + FORMAT + '"')
_MONICA_START = re.compile(r'\s*\{\s*"(?:version|app_version|export_date|url|exported_by|account)"\s*:')
_MONICA_MARKS = re.compile(r'"(?:app_version|exported_by|account)"\s*:')
_OTHER_KINDS = (
    (re.compile(r"\s*(?:<\?xml|<!DOCTYPE|<html)", re.IGNORECASE), "is a web page or XML, and netdesk imports contacts"),
    (re.compile(r"\s*\{\\rtf"), "is a formatted document, and netdesk imports contacts"),
    (re.compile(r"\s*[{\[]"), "is JSON, but neither an archive of netdesk nor an export of Monica"),
)
_WAY_OUT = "Export your contacts as vCard (.vcf) or CSV and import that file"


def read_bytes(path: Path) -> bytes:
    """Read a whole file; raises UnreadableFileError with the reason and the way out."""
    try:
        if path.is_dir():
            raise UnreadableFileError(f"{path} is a folder. Choose the files inside it.")
        _refuse_endless(path)
        if path.stat().st_size > LARGEST:
            raise UnreadableFileError(
                f"{path} is larger than {LARGEST // 1_000_000} MB. Split it and import the parts."
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFileError(f"{path} does not exist. Check the name and the folder.") from None
    except PermissionError:
        raise UnreadableFileError(f"{path} may not be read by you. Change its permissions or copy it.") from None
    except (OSError, MemoryError) as error:
        reason = getattr(error, "strerror", None) or "there is not enough memory"
        raise UnreadableFileError(f"{path} cannot be read: {reason}. Copy it to this computer and try again.") from None
    if not data.strip():
        raise UnreadableFileError(f"{path} is empty. Export the contacts again and import that file.")
    return data


def sniff(path: Path) -> Format:
    """Tell what a file holds by its beginning, raises UnreadableFileError for what netdesk does not read."""
    try:
        _refuse_endless(path)
        with path.open("rb") as stream:
            data = stream.read(_SAMPLE)
    except OSError:
        data = read_bytes(path)[:_SAMPLE]
    if not data:
        read_bytes(path)
    return kind_of(data, str(path))


def _refuse_endless(path: Path) -> None:
    """Refuse a pipe or a device: it may never end."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise UnreadableFileError(f"{path} is no file but a device or a pipe. Save what it gives to a file first.")


def kind_of(data: bytes, name: str) -> Format:
    """Tell what the beginning of a file is: vCards, JSON, mail, a calendar, or text that may be a table.

    Raises UnreadableFileError, which says what it is instead and the way out.
    """
    if data.startswith(b"PK\x03\x04") and any(mark in data for mark in (b"[Content_Types].xml", b"opendocument")):
        raise UnreadableFileError(f"{name} is a workbook or document. Open it, save its sheet as CSV, and import that.")
    for magic, sentence in _MAGIC:
        if data.startswith(magic):
            raise UnreadableFileError(f"{name} {sentence}.")
    text = decode(data[:_SAMPLE]).lstrip("\ufeff")
    if _CALENDAR_START.match(text):
        return Format.ICALENDAR
    if _MAIL.match(text.lstrip()) or is_mail(text) or Path(name).suffix.lower() in _MAIL_SUFFIXES:
        return Format.MAIL
    if _CARD_START.search(text):
        return Format.VCARD
    if _ARCHIVE_START.match(text):
        return Format.ARCHIVE
    if _MONICA_START.match(text) and _MONICA_MARKS.search(text):
        return Format.MONICA
    for pattern, sentence in _OTHER_KINDS:
        if pattern.match(text):
            raise UnreadableFileError(f"{name} {sentence}. {_WAY_OUT}.")
    if len(_CONTROLS.findall(text)) > len(text) // 20:
        raise UnreadableFileError(f"{name} is not text, so it holds no contacts that can be read. {_WAY_OUT}.")
    return Format.CSV
