"""Values out of whatever they were encoded in: quoted-printable, base64, and charsets old and new."""

from __future__ import annotations

import binascii
import re

from netdesk.domain.text import clean
from netdesk.exchange.decoding import decode_as, guess_charset
from netdesk.exchange.vcard_heads import Head
from netdesk.exchange.vcard_values import canonical

_SURROGATE = re.compile("[\ud800-\udfff]")
_STRUCTURED = frozenset({"N", "ADR", "ORG"})
_ENCODED_SEMICOLON = re.compile("(?<!=5C)=3B", re.IGNORECASE)


def decoded(head: Head, value: str, charset: str) -> str:
    """Give the value in its canonical form; `charset` is the guess for what is neither UTF-8 nor declared."""
    if head.encoding == "b":
        value = _whole_base64("".join(value.split()))
    elif head.encoding == "q":
        if head.name in _STRUCTURED and ";" in value:
            value = _ENCODED_SEMICOLON.sub("=5C=3B", value)
        value = quoted_printable(value, head.charset, charset)
    elif head.charset or not value.isascii() or "\n" in value:
        value = "\\n".join([in_unicode(one, head.charset, charset) for one in value.split("\n")])
    return value if head.is_uri else canonical(head.name, value)


def _whole_base64(text: str) -> str:
    """Mend the end of a value that was cut off, so that strict readers take what there is."""
    bare = text.rstrip("=")
    whole = bare[:-1] if len(bare) % 4 == 1 else bare
    return whole + "=" * (-len(whole) % 4)


def in_unicode(text: str, declared: str, fallback: str) -> str:
    """Decode what was no UTF-8, by the declared charset if there is one, else by the guess for the whole file."""
    broken = not text.isascii() and _SURROGATE.search(text) is not None
    if not broken and not (declared and "\x1b" in text):
        return text
    data = text.encode("utf-8", "surrogateescape")
    if (whole := decode_as(data, "utf-8")) is not None and "\x1b" not in text:
        return whole
    found = decode_as(data, declared) if declared else None
    return clean(data.decode(fallback, "replace") if found is None else found)


def _is_foreign(data: bytes) -> bool:
    """Tell text in another charset from UTF-8 that lost a byte: it has more of what UTF-8 cannot be than of letters."""
    text = data.decode("utf-8", "replace")
    return 2 * text.count("\ufffd") > sum(not character.isascii() for character in text)


def quoted_printable(text: str, declared: str, fallback: str) -> str:
    """Decode quoted-printable to one escaped line."""
    data = binascii.a2b_qp(text.encode("utf-8", "surrogateescape"))
    found = decode_as(data, declared) if declared and declared.upper() not in {"UTF-8", "UTF8"} else None
    if found is None:
        guess = fallback if declared or fallback != "utf-8" or not _is_foreign(data) else guess_charset(data)
        found = in_unicode(data.decode("utf-8", "surrogateescape"), "", guess)
    return clean(found).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
