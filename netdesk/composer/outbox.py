"""The ways a message leaves: a mailto link, an .eml file, and rich text for the clipboard."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from html import escape
from urllib.parse import quote

from netdesk.domain.errors import InvalidInputError
from netdesk.domain.text import clean, clean_line

MAX_MAILTO = 1_900
"""Characters of an encoded link; Windows cuts near 2,046 (measured)."""

TAB = 4
"""Spaces that stand for a tab in rich text."""

_NOT_IN_ADDRESS = frozenset(',;:<>()[]\\"')
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"“”]+", re.IGNORECASE)
_LINK_ENDS = ".,;:!?)]}'’…"


@dataclass(frozen=True, slots=True)
class Mailto:
    """A mailto link, and whether a mail program can be trusted to take it whole."""

    url: str
    fits: bool


def _visible(text: str) -> str:
    """The text without control characters other than line breaks and tabs, and with one kind of line break."""
    text = re.sub(r"\r\n|\r", "\n", clean(text))
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", text)


def _line(text: str) -> str:
    """The text as one line that fits a header."""
    return clean_line(_visible(clean_line(text)))


def _addresses(texts: tuple[str, ...]) -> tuple[Address, ...]:
    """Read addresses, with or without a name; empty ones are left out.

    Raises InvalidInputError for what is no address, so that nothing else can get into a header.
    """
    return tuple(_address(text) for text in map(_line, texts) if text)


def _address(text: str) -> Address:
    name, opening, rest = text.rpartition("<")
    address = rest.removesuffix(">") if opening else text
    username, _, domain = address.rpartition("@")
    if not username or not domain.strip(".") or any(c.isspace() or c in _NOT_IN_ADDRESS for c in address):
        raise InvalidInputError(f"“{text[:80]}” is no e-mail address; correct it or leave it out.")
    return Address(name.strip(' "'), username, domain)


def mailto(
    to: tuple[str, ...] = (), cc: tuple[str, ...] = (), bcc: tuple[str, ...] = (), subject: str = "", body: str = ""
) -> Mailto:
    """Make a link that opens the message in a mail program (RFC 6068), all text percent-encoded as UTF-8.

    Raises InvalidInputError for a recipient that is no address.
    """
    recipients, copies, blind = (
        ",".join(quote(address.addr_spec, safe="@") for address in _addresses(part)) for part in (to, cc, bcc)
    )
    text = "\r\n".join(_visible(body).split("\n"))
    fields = {"cc": copies, "bcc": blind, "subject": quote(_line(subject), safe=""), "body": quote(text, safe="")}
    query = "&".join(f"{name}={value}" for name, value in fields.items() if value)
    url = f"mailto:{recipients}" + (f"?{query}" if query else "")
    return Mailto(url, len(url) <= MAX_MAILTO)


def eml(
    to: tuple[str, ...] = (), cc: tuple[str, ...] = (), bcc: tuple[str, ...] = (), subject: str = "", body: str = ""
) -> bytes:
    """Make a message file that mail programs open for editing (the X-Unsent header of Outlook).

    Raises InvalidInputError for a recipient that is no address.
    """
    headers = {"To": _addresses(to), "Cc": _addresses(cc), "Bcc": _addresses(bcc)}
    is_ascii = all(address.addr_spec.isascii() for addresses in headers.values() for address in addresses)
    message = EmailMessage(policy=SMTP if is_ascii else SMTPUTF8)
    message["X-Unsent"] = "1"
    for name, addresses in headers.items():
        if addresses:
            message[name] = addresses
    message["Subject"] = _line(subject)
    message.set_content(_visible(body), charset="utf-8")
    return message.as_bytes()


def _linked(text: str) -> str:
    """Escape a line, and make its links live; no scheme but http, https and mailto is ever a link."""
    parts, end = [], 0
    for match in _LINK.finditer(text):
        url = match.group().rstrip(_LINK_ENDS)
        parts += [escape(text[end : match.start()]), f'<a href="{escape(url)}">{escape(url)}</a>']
        end = match.start() + len(url)
    return "".join([*parts, escape(text[end:])])


def html(body: str) -> str:
    """Make rich text for the clipboard: escaped paragraphs with line breaks, spaces and links, nothing else."""
    paragraphs = _visible(body).strip("\n").split("\n\n") if body.strip() else ()
    return "".join(f"<p>{'<br>'.join(map(_spaced, paragraph.split(chr(10))))}</p>" for paragraph in paragraphs)


def _spaced(line: str) -> str:
    """Keep the spaces that HTML would swallow: at the start of a line, and where there are several."""
    return re.sub(r"^ | (?= )", "\xa0", _linked(line.replace("\t", " " * TAB))) or "\xa0"
