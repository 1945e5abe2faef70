"""An e-mail as a file or as pasted source: who wrote it, when, about what, and the text; nothing in it is loaded.

RFC 5322 and MIME by the standard library; broken mail is read as far as it goes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.parser import HeaderParser
from email.utils import getaddresses, parseaddr, parsedate_to_datetime
from html.parser import HTMLParser

from netdesk.domain.errors import UnreadableFileError
from netdesk.domain.text import clean, clean_line
from netdesk.exchange.decoding import decode, decode_as
from netdesk.language.mail import trim

LARGEST_TEXT = 1_000_000
"""Characters of a mail that are kept; the rest is an attachment that somebody pasted."""

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60}):[ \t]?")
_LOOKED_AT = 20_000
_BROKEN = (ValueError, LookupError, AttributeError, TypeError, OverflowError, RecursionError)
"""What the standard library raises on hostile headers and parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """An e-mail: `text` is what its sender wrote, without quoted thread and signature; `to` names who got it."""

    name: str
    address: str
    subject: str
    sent: datetime | None
    text: str
    to: tuple[tuple[str, str], ...] = ()
    """Name and address of each on the To and Cc lines."""


def is_mail(text: str) -> bool:
    """Tell whether text begins with the headers of an e-mail: From and, beside it, Subject or Date."""
    found: set[str] = set()
    for line in text[:_LOOKED_AT].lstrip().splitlines():
        if line[:1] in (" ", "\t"):
            continue
        header = _HEADER_LINE.match(line)
        if header is None:
            if line.startswith("From ") and not found:
                continue
            break
        found.add(header[1].lower())
    return "from" in found and bool(found & {"subject", "date"})


def read_mail(data: bytes) -> Mail:
    """Read an e-mail; raises UnreadableFileError for bytes without a sender."""
    data = data.lstrip()
    end = _HEAD_END.search(data)
    head = decode(data[: end.start() if end else len(data)])
    headers = HeaderParser(policy=policy.default).parsestr(re.sub(r"\AFrom [^\n]*\n", "", head))
    name, address = parseaddr(_header(headers, "From"))
    if not address:
        raise UnreadableFileError("This e-mail does not say who wrote it: it has no From line with an address.")
    return Mail(
        name=clean_line(name) or address.partition("@")[0],
        address=clean_line(address),
        subject=clean_line(_header(headers, "Subject")),
        sent=_sent(_header(headers, "Date")),
        text=trim(_text(data)[:LARGEST_TEXT]).text,
        to=_receivers(headers),
    )


def _header(message: Message, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except _BROKEN:
        raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
        return clean(str(raw))


def _receivers(headers: Message) -> tuple[tuple[str, str], ...]:
    try:
        found = getaddresses([_header(headers, "To"), _header(headers, "Cc")])
    except _BROKEN:
        return ()
    named = ((clean_line(name), clean_line(address)) for name, address in found if "@" in address)
    return tuple((name or address.partition("@")[0], address) for name, address in named)


def _sent(text: str) -> datetime | None:
    try:
        sent = parsedate_to_datetime(text)
        return (sent if sent.tzinfo else sent.replace(tzinfo=UTC)).astimezone(UTC)
    except _BROKEN:
        return None


def _text(data: bytes) -> str:
    try:
        message = message_from_bytes(data, policy=policy.default)
        assert isinstance(message, EmailMessage)
        part = message.get_body(("plain", "html"))
        payload = part.get_payload(decode=True) if part is not None else b""
        if part is None or not isinstance(payload, bytes):
            return ""
        utf8 = None if payload.isascii() else decode_as(payload, "utf-8")
        text = clean(utf8 or decode_as(payload, part.get_content_charset() or "utf-8") or decode(payload))
        return _without_markup(text) if part.get_content_subtype() == "html" else text
    except _BROKEN:
        raise UnreadableFileError("This e-mail is broken, so its text cannot be read. Paste the text itself.") from None


def _without_markup(text: str) -> str:
    reader = _Reader()
    reader.feed(text[: 4 * LARGEST_TEXT])
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Collects the words of HTML, a line for each block."""

    _SILENT = frozenset({"script", "style", "head", "title"})
    _BLOCKS = frozenset({"p", "div", "br", "li", "tr", "blockquote", "h1", "h2", "h3", "h4", "table", "ul", "ol"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._SILENT and not self._silent:
            self._silent = tag
        if tag in self._BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        if tag == "p":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data.replace("\r", " ").replace("\n", " "))
