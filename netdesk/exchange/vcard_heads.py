"""The heads of content lines: what stands before the colon, parsed once for all lines that begin alike."""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from netdesk.domain.text import clean_line
from netdesk.exchange.decoding import decode_as
from netdesk.exchange.points import label_of_types, types_of_label
from netdesk.exchange.remembering import remembers_short
from netdesk.exchange.vcard_values import is_escaped, unescape_parameter

_PARAMETER = re.compile(r'(?:[^";]++|"[^"]*+"|")++')
_CUSTOM = re.compile(r"X-CUSTOM\(CHARSET=([^,()]+),ENCODING=QUOTED-PRINTABLE,(.*)\)", re.IGNORECASE | re.DOTALL)
"""A label of the user's own as Android encodes it."""

_NAME = re.compile(r"[A-Za-z0-9_./-]+", re.ASCII)
_ENCODINGS = {"QUOTED-PRINTABLE": "q", "BASE64": "b", "B": "b", "7BIT": "", "8BIT": ""}

_FAMILIES = {
    name: frozenset(family)
    for family in (
        {"FN"},
        {"N"},
        {"NICKNAME", "X-ANDROID-CUSTOM"},
        {"PRONOUNS", "X-PRONOUNS"},
        {"NOTE"},
        {"ORG", "TITLE", "ROLE"},
        {"CATEGORIES"},
        {"LANG"},
        {"UID", "X-NETDESK-UID"},
    )
    for name in family
}
"""Properties that are read together are kept together."""

_OF_THE_CARD = frozenset({"VERSION", "PROFILE", "PRODID", "KIND", "X-ADDRESSBOOKSERVER-KIND"})
"""Properties that may speak of the card and not of a person."""

_NOTHING = frozenset[str]()
_TEXTS = frozenset({"FN", "NOTE"})
_BARE = frozenset({"N", "NICKNAME", "ORG", "TITLE", "ROLE", "CATEGORIES", "BDAY", "UID"})
"""Properties that are written without parameters; more than the head decides whether they are written as they came."""

_POINTS = {"EMAIL": frozenset({"internet"}), "TEL": _NOTHING, "ADR": _NOTHING, "URL": _NOTHING}
"""Properties that are written with the types of their label, and those that each has always."""

Key = tuple[str, frozenset[tuple[str, str]]]
"""What two heads that mean the same have in common."""


@dataclass(slots=True, kw_only=True, eq=False)
class Head:
    """What stands before the colon: group, name and parameters; `text` is its canonical form without the group.

    A value stands as it is under a head that `is_verbatim`, and only needs escaping under one that `is_plain`. Lines
    that share one of their `ties` are kept together. `echoes` tells whether what a line says is written under the same
    head, and None where that depends on more than the head.
    """

    group: str
    name: str
    text: str
    start: str
    parameters: tuple[tuple[str, str], ...]
    types: tuple[str, ...]
    label: str
    preferred: bool
    encoding: str
    charset: str
    is_named: bool
    is_uri: bool
    is_verbatim: bool
    is_plain: bool
    is_of_the_card: bool
    ties: frozenset[str]
    echoes: bool | None = None

    @property
    def key(self) -> Key:
        """Tell the meaning of the head, however it is spelt."""
        parts = [("TYPE", one) for one in self.types] + [one for one in self.parameters if one[0] != "TYPE"]
        return self.name, frozenset([*parts, ("ENCODING", "b")] if self.encoding == "b" else parts)

    def parameter(self, name: str) -> str:
        """Give the first value of a parameter, unescaped, or nothing."""
        return next((unescape_parameter(value) for key, value in self.parameters if key == name), "")


class Property(NamedTuple):
    """One property of a card; `value` is still escaped."""

    head: Head
    value: str

    @property
    def content_line(self) -> str:
        """The property as one unfolded line."""
        return f"{self.head.start}{self.value}"


make_property: Callable[[tuple[Head, str]], Property] = partial(tuple.__new__, Property)
"""Makes a property in half the time that calling the class takes."""


def _unquote(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value.strip('"')


def _plain_type(piece: str) -> str:
    found = _CUSTOM.fullmatch(piece)
    if not found:
        return piece
    data = binascii.a2b_qp(found[2].encode("utf-8", "surrogateescape"))
    label = clean_line(decode_as(data, found[1]) or data.decode("utf-8", "replace")).replace('"', "'")
    return f'TYPE="{label}"'


@remembers_short
def parse_head(text: str) -> Head:
    """Parse what stands before the colon, be it led by a name or not."""
    text = text.strip()
    start, *pieces = text.split(";") if '"' not in text else _PARAMETER.findall(text)
    group, dot, name = start.partition(".")
    if not dot:
        group, name = "", start
    group, name = group.strip(), name.strip()
    shown, parameters, encoding, charset = [name], [], "", ""
    for piece in map(_plain_type, filter(None, pieces)):
        key, equals, value = piece.partition("=")
        if not equals:
            key, value = ("ENCODING", key) if key.upper() in _ENCODINGS else ("TYPE", key)
        key, value = key.strip().upper(), _unquote(value)
        if key == "CHARSET":
            charset = value
        elif key == "ENCODING" and value.upper() in _ENCODINGS:
            encoding = _ENCODINGS[value.upper()] or encoding
        else:
            shown.append(piece if equals else f"TYPE={piece}")
            parameters.append((key, value))
    types = tuple(
        dict.fromkeys([part.strip().lower() for key, value in parameters if key == "TYPE" for part in value.split(",")])
    )
    if encoding == "b":
        shown.append("ENCODING=b")
    upper, canonical = name.upper(), ";".join(shown)
    is_uri = ("VALUE", "uri") in [(key, value.lower()) for key, value in parameters]
    is_plain = not (encoding or charset)
    head = Head(
        group=group,
        name=upper,
        text=canonical,
        start=f"{group}.{canonical}:" if group else f"{canonical}:",
        parameters=tuple(parameters),
        types=types,
        label=label_of_types(types),
        preferred="pref" in types or ("PREF", "1") in parameters,
        encoding=encoding,
        charset=charset,
        is_named=_NAME.fullmatch(text.partition(";")[0].strip()) is not None,
        is_uri=is_uri,
        is_verbatim=is_plain and (is_uri or not is_escaped(upper)),
        is_plain=is_plain,
        is_of_the_card=upper in _OF_THE_CARD,
        ties=_ties(upper, group),
    )
    head.echoes = _echoes(head)
    return head


def _ties(name: str, group: str) -> frozenset[str]:
    family = _FAMILIES.get(name, _NOTHING)
    return family | {f"{group}."} if group else family


def _echoes(head: Head) -> bool | None:
    if head.name in _TEXTS:
        return head.key == (head.name, frozenset())
    if head.name in _BARE:
        return None if head.key == (head.name, frozenset()) else False
    if head.name not in _POINTS:
        return None
    of_label = types_of_label(head.label)
    types = _POINTS[head.name] | set(map(str.lower, of_label or ())) | ({"pref"} if head.preferred else set())
    is_same = of_label is not None and head.key == (head.name, frozenset([("TYPE", one) for one in types]))
    return None if head.name == "URL" and not is_same else is_same


def is_same_head(written: str, head: Head) -> bool:
    """Tell whether that text, as netdesk writes it, means the same as a head that was read."""
    return written == head.text or parse_head(written).key == head.key
