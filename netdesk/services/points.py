"""Contact points in the form in which they are compared: two spellings of one address are one."""

from __future__ import annotations

import re

from netdesk.domain.text import clean_line
from netdesk.domain.words import PointKind

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]{0,20}:(//)?", re.IGNORECASE)
_DIGITS = re.compile(r"[^\d+]")


def normal(kind: PointKind, value: str, region: str | None = None) -> str:
    """Return the comparable form: lower case, E.164 (by phonenumbers, with the default region), or a bare URL."""
    text = clean_line(value)
    if kind is PointKind.EMAIL:
        return text.removeprefix("mailto:").casefold()
    if kind is PointKind.PHONE:
        return _phone(text, region)
    if kind in (PointKind.WEB, PointKind.SOCIAL):
        return _SCHEME.sub("", text).removeprefix("www.").rstrip("/").casefold()
    return ""


def _phone(text: str, region: str | None) -> str:
    digits = _DIGITS.sub("", text.removeprefix("tel:"))
    if len(digits) > 40 or (not region and not digits.startswith("+")):
        return digits[:40]
    import phonenumbers  # noqa: PLC0415 - its tables take a moment to load

    try:
        return phonenumbers.format_number(phonenumbers.parse(digits, region), phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        return digits


def guess_kind(value: str) -> PointKind:
    """Guess what was typed: an e-mail address, a phone number, a link, else an address."""
    text = clean_line(value)
    if "@" in text and " " not in text:
        return PointKind.EMAIL
    if text.lower().startswith(("http://", "https://", "www.")) or re.fullmatch(
        r"[\w.-]{1,200}\.[a-z]{2,10}(/\S*)?", text
    ):
        return PointKind.WEB
    if re.fullmatch(r"\+?[\d ()/.-]{5,40}", text):
        return PointKind.PHONE
    return PointKind.ADDRESS
