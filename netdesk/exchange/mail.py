"""An e-mail as a file or as pasted source: who wrote it to whom, when, about what, and the text; nothing is loaded.

Broken mail is read as far as it goes, in linear time.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from netdesk.domain.errors import UnreadableFileError
from netdesk.domain.text import clean_line
from netdesk.exchange.mail_body import LARGEST_TEXT, body_text, split_message
from netdesk.exchange.mail_headers import Address, Headers
from netdesk.language.mail import trim

MAIL_SOURCE = "email"
"""The source of the key by which a logged mail is known again."""

_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60}):[ \t]?")
_ENVELOPE = re.compile(rb"\A>?From [^\n]*\n")
_NO_PERSON = re.compile(
    r"(?:(?:do[-_.]?)?no[t]?[-_.]?reply|mailer[-_.]?daemon|postmaster|bounces?|notifications?|newsletter|"
    r"news|alerts?|automated|unsubscribe|list[-_.]?\w*|owner-\w+)(?:[-_.+]\w*)*@",
    re.IGNORECASE,
)
_BULK = frozenset({"bulk", "list", "junk"})
_LOOKED_AT, _LARGEST_HEAD, _LONGEST_KEY, _LONGEST_SUBJECT = 20_000, 8_000_000, 250, 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """An e-mail: `text` is what its sender wrote, without quoted thread and signature.

    `key` is its Message-ID, or stands for it; `bulk` tells a mailing list or an automatic sender from people.
    """

    name: str
    address: str
    subject: str
    sent: datetime | None
    text: str
    key: str = ""
    to: tuple[Address, ...] = ()
    """Name and address of each on the To and Cc lines."""
    bulk: bool = False


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


def read_mail(data: bytes, *, with_text: bool = True) -> Mail:
    """Read an e-mail; raises UnreadableFileError for bytes without a sender."""
    data = _ENVELOPE.sub(b"", data.removeprefix(b"\xef\xbb\xbf").lstrip())
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    head, body = split_message(data)
    headers = Headers(head[:_LARGEST_HEAD])
    writers = headers.addresses("from") or headers.addresses("sender", "reply-to")
    if not writers:
        raise UnreadableFileError("This e-mail does not say who wrote it: it has no From line with an address.")
    writer = writers[0]
    subject = headers.text("subject")[:_LONGEST_SUBJECT]
    return Mail(
        name=_name(writer),
        address=writer.address,
        subject=subject,
        sent=headers.date(),
        text=trim(body_text(headers, body)[:LARGEST_TEXT]).text if with_text else "",
        key=_key(headers),
        to=tuple(Address(_name(one), one.address) for one in headers.addresses("to", "cc")),
        bulk=_is_bulk(headers, writer.address),
    )


def is_nobody(address: str) -> bool:
    """Tell the address of a program or a mailing list from a person's."""
    return _NO_PERSON.match(address) is not None


def _name(who: Address) -> str:
    return who.name or who.address.partition("@")[0]


def _key(headers: Headers) -> str:
    said = clean_line(headers.raw("message-id")).strip("<> ")
    if said and len(said) <= _LONGEST_KEY:
        return said
    fields = said or "\n".join(headers.raw(name) for name in ("from", "to", "date", "subject"))
    return "sha256:" + hashlib.sha256(fields.encode("utf-8", "replace")).hexdigest()


def _is_bulk(headers: Headers, writer: str) -> bool:
    return (
        "list-id" in headers
        or "list-unsubscribe" in headers
        or headers.raw("precedence").lower() in _BULK
        or is_nobody(writer)
    )
