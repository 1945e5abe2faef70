"""Escaping, lists and dates inside vCard values (RFC 2426, section 5; RFC 6350, sections 3.4 and 4.3)."""

from __future__ import annotations

import re

from netdesk.domain.dates import PartialDate
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.text import clean_line
from netdesk.exchange.cells import clear_date
from netdesk.exchange.remembering import remembers_short

_ESCAPED = re.compile(r'\\([nN,;:"\\])')
_CANONICAL = re.compile(r"[^\\,;\r\n]*+(?:\\[\\,;n][^\\,;\r\n]*+)*+")
_TEXTS = frozenset(
    {"FN", "NOTE", "TITLE", "ROLE", "LABEL", "EMAIL", "TEL", "URL", "SORT-STRING", "MAILER"}
    | {"X-ABLABEL", "X-ABADR", "X-ABRELATEDNAMES"}
)
_CARET = re.compile(r"\^([n'^])")
_CARETS = {"n": "\n", "'": '"', "^": "^"}


needs_escape = re.compile(r"[\\\n\r,;]").search
"""Finds what `escape` would change."""


def escape(text: str) -> str:
    """Escape a text so that it is one value on one line."""
    if not needs_escape(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    return text.replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")


def unescape(raw: str) -> str:
    """Undo `escape`; an unescaped comma or semicolon stays, as programs that forget to escape expect."""
    if "\\" not in raw:
        return raw
    if "\\\\" not in raw:
        text = raw.replace("\\,", ",").replace("\\;", ";").replace("\\n", "\n")
        if "\\" not in text:
            return text
        return text.replace("\\N", "\n").replace("\\:", ":").replace('\\"', '"')
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], raw)


def line_of(raw: str) -> str:
    """Unescape a value that is to be one line."""
    if "\\" not in raw and raw.isprintable() and "  " not in raw:
        return raw.strip()
    return clean_line(unescape(raw))


def split_raw(raw: str, separator: str) -> list[str]:
    """Split at every separator that no backslash escapes, leaving the parts escaped."""
    pieces = raw.split(separator)
    if "\\" not in raw:
        return pieces
    parts: list[str] = []
    open_pieces: list[str] = []
    for piece in pieces:
        open_pieces.append(piece)
        if (len(piece) - len(piece.rstrip("\\"))) % 2 == 0:
            parts.append(separator.join(open_pieces))
            open_pieces = []
    return parts + ([separator.join(open_pieces)] if open_pieces else [])


def canonical(name: str, raw: str) -> str:
    """Escape a value as RFC 2426 wants it, where the property holds one text or, as ORG does, fields of text.

    Lists (N, ADR, CATEGORIES, NICKNAME) and unknown properties stay as they came: their commas may mean something.
    """
    if not is_escaped(name) or not needs_escape(raw):
        return raw
    if name != "ORG":
        return raw if _CANONICAL.fullmatch(raw) else escape(unescape(raw))
    if "\\" not in raw and "," not in raw:
        return raw
    return ";".join([escape(unescape(part)) for part in split_raw(raw, ";")])


def is_escaped(name: str) -> bool:
    """Tell whether every comma in a value of that property is a part of a text."""
    return name in _TEXTS or name == "ORG"


def components(raw: str) -> list[str]:
    """Split a structured value at its semicolons and unescape the parts, without spaces at their ends."""
    if "\\" not in raw:
        return list(map(str.strip, raw.split(";")))
    return [unescape(part).strip() for part in split_raw(raw, ";")]


def line_components(raw: str) -> list[str]:
    """Split a structured value into parts that are to be one line each."""
    if "\\" not in raw and raw.isprintable() and "  " not in raw:
        return list(map(str.strip, raw.split(";")))
    return [clean_line(part) for part in components(raw)]


def escape_parameter(text: str) -> str:
    """Quote a parameter value (RFC 6868), so that any text fits."""
    return '"' + text.replace("^", "^^").replace("\n", "^n").replace('"', "^'") + '"'


def unescape_parameter(text: str) -> str:
    """Undo `escape_parameter`, for a value that has lost its quotation marks already."""
    return _CARET.sub(lambda found: _CARETS[found[1]], text)


@remembers_short
def partial_date(raw: str) -> PartialDate | None:
    """Read a date or the date of a date and time, whole or partial, as vCard or clearly written; None if it is none."""
    text = raw.strip()
    try:
        return PartialDate.parse(text.replace("t", "T").partition("T")[0].partition(" ")[0])
    except InvalidInputError:
        return clear_date(text)


def basic_date(day: PartialDate) -> str:
    """Write a date as vCard 4.0 wants it: without hyphens where all that follows is known."""
    text = str(day)
    if day.year is not None:
        return text.replace("-", "") if day.day is not None else text
    return f"--{day.month:02d}{day.day:02d}" if day.month is not None and day.day is not None else text
