"""The headers of an e-mail (RFC 5322): unfolded, decoded (RFC 2047) and taken apart in linear time, never raising."""

from __future__ import annotations

import binascii
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import zip_longest
from typing import NamedTuple
from urllib.parse import unquote

from netdesk.domain.text import clean_line
from netdesk.exchange.decoding import decode, decode_as

_FIELD = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{0,60})[ \t]*:", re.MULTILINE)
_FOLD = re.compile(r"\r?\n[ \t]*")
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?)")
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*+"?|<[^<>]*+>?|\([^()]*+\)?|[^"<(,;]++|[,;]', re.DOTALL)
_ADDRESS = re.compile(r"[^\s@:<>\"]++@[^\s@:<>\"]++")
_PARAMETER = re.compile(r';\s*([\w*-]{1,40})\s*=\s*("(?:[^"\\]|\\.)*+"?|[^;\s]*+)')
_LONGEST_ADDRESS, _LONGEST_DATE = 320, 200
_NO_DATE = (ValueError, TypeError, IndexError, OverflowError, AttributeError)


class Address(NamedTuple):
    """Somebody as a header names them; the name may be empty."""

    name: str
    address: str


class Headers:
    """The header fields of a message, by name in lower case."""

    def __init__(self, head: bytes) -> None:
        """Take the bytes before the first empty line."""
        self._fields: dict[str, list[bytes]] = {}
        found = list(_FIELD.finditer(head))
        for one, following in zip_longest(found, found[1:]):
            end = following.start() if following else len(head)
            self._fields.setdefault(one[1].decode().lower(), []).append(head[one.end() : end])

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a field of this name."""
        return name in self._fields

    def raw(self, name: str) -> str:
        """Give the first field of a name as one line, its encoded words as they are."""
        return _unfolded(self._fields[name][0]) if name in self._fields else ""

    def text(self, name: str) -> str:
        """Give the first field of a name as a reader sees it."""
        return clean_line(decode_words(self.raw(name)))

    def addresses(self, *names: str) -> list[Address]:
        """Give everybody the fields of these names hold, in their order."""
        values = (_unfolded(value) for name in names for value in self._fields.get(name, ()))
        return [one for value in values for one in addresses(value)]

    def date(self) -> datetime | None:
        """Give when the message was written, or else when the last server took it in, in UTC."""
        received = (_unfolded(value).rpartition(";")[2] for value in self._fields.get("received", ())[:1])
        return next(filter(None, map(moment, (self.raw("date"), *received))), None)


def _unfolded(value: bytes) -> str:
    return _FOLD.sub(" ", decode(value)).strip()


def decode_words(text: str) -> str:
    """Decode encoded words; one in a charset that nobody knows is read as well as can be."""
    if "=?" not in text:
        return text
    parts: list[str] = []
    at, held, charset = 0, b"", ""
    text = _BETWEEN_WORDS.sub(r"\1", text)
    for word in _WORD.finditer(text):
        if held and (word.start() > at or word[1].lower() != charset):
            parts.append(_decoded(held, charset))
            held = b""
        parts.append(text[at : word.start()])
        at, charset = word.end(), word[1].lower()
        held += _word_bytes(word[2].lower(), word[3])
    parts.append(_decoded(held, charset))
    return "".join(parts) + text[at:]


def _word_bytes(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    if encoding == "q":
        return binascii.a2b_qp(data, header=True)
    try:
        return binascii.a2b_base64(data + b"===")
    except binascii.Error:
        return b""


def _decoded(data: bytes, charset: str) -> str:
    found = decode_as(data, charset.partition("*")[0]) if data else ""
    return decode(data) if found is None else found


def addresses(text: str) -> list[Address]:
    """Take a list of addresses apart, with names, comments, groups and broken quotes."""
    found: list[Address] = []
    name: list[str] = []
    address = comment = ""
    for match in _PIECE.finditer(text + ","):
        piece = match[0]
        if piece in {",", ";"}:
            if one := _address("".join(name), address, comment):
                found.append(one)
            name, address, comment = [], "", ""
        elif piece[0] == "<":
            address = piece.strip("<> \t")
        elif piece[0] == "(":
            comment = piece.strip("() \t")
        elif piece[0] == '"':
            name.append(re.sub(r"\\(.)", r"\1", piece[1:].removesuffix('"')))
        else:
            name.append(piece)
    return found


def _address(name: str, bracketed: str, comment: str) -> Address | None:
    """Put the parts of one entry together; None where no address stands."""
    bare = _ADDRESS.search((bracketed or name)[: 4 * _LONGEST_ADDRESS])
    if bare is None or len(bare[0]) > _LONGEST_ADDRESS:
        return None
    shown = clean_line(decode_words(name if bracketed else comment)).strip("'<> ")[:200]
    return Address("" if "@" in shown else shown, clean_line(bare[0]).strip(".'"))


def parameters(value: str) -> dict[str, str]:
    """Give the parameters of a field such as Content-Type, by name in lower case, and whole (RFC 2231)."""
    told: dict[str, str] = {}
    for found in _PARAMETER.finditer(value):
        name, star, section = found[1].lower().partition("*")
        text = found[2].strip('"')
        if star and found[1].endswith("*"):
            text = unquote(text.rpartition("'")[2])
        told[name] = told.get(name, "") + text if section.rstrip("*") not in {"", "0"} else text
    return told


def moment(text: str) -> datetime | None:
    """Read a date of mail as UTC; None where it is none."""
    try:
        read = parsedate_to_datetime(text.strip()[:_LONGEST_DATE])
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except _NO_DATE:
        return None
