"""The heads of content lines: what stands before the colon, parsed once for all lines that begin alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from netdesk.exchange.points import label_of_types
from netdesk.exchange.remembering import SHORT, remembers_short
from netdesk.exchange.vcard_values import is_escaped, unescape_parameter

_PARAMETER = re.compile(r'(?:[^";]++|"[^"]*+"|")++')
_NAME = re.compile(r"[A-Za-z0-9_./-]+", re.ASCII)
_ENCODINGS = {"QUOTED-PRINTABLE": "q", "BASE64": "b", "B": "b", "7BIT": "", "8BIT": ""}

_FAMILIES = {
    name: frozenset(family)
    for family in (
        {"FN"},
        {"N"},
        {"NICKNAME"},
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Head:
    """What stands before the colon: group, name and parameters; `text` is its canonical form without the group.

    A value stands as it is under a head that `is_verbatim`, unless it is to be decoded. Lines that share one of their
    `ties` are kept together.
    """

    group: str
    name: str
    text: str
    start: str
    parameters: tuple[tuple[str, str], ...]
    types: tuple[str, ...]
    label: str
    preferred: bool
    key: tuple[str, frozenset[tuple[str, str]]]
    encoding: str
    charset: str
    is_named: bool
    is_uri: bool
    is_verbatim: bool
    is_plain: bool
    is_short: bool
    is_of_the_card: bool
    ties: frozenset[str]

    def parameter(self, name: str) -> str:
        """Give the first value of a parameter, unescaped, or nothing."""
        return next((unescape_parameter(value) for key, value in self.parameters if key == name), "")


class Property(NamedTuple):
    """One property of a card; `value` is still escaped, `line` counts the lines of the file from 1."""

    head: Head
    value: str
    line: int = 0

    @property
    def content_line(self) -> str:
        """The property as one unfolded line."""
        return f"{self.head.start}{self.value}"


make_property: Callable[[tuple[Head, str, int]], Property] = partial(tuple.__new__, Property)
"""Makes a property in half the time that calling the class takes."""


def _unquote(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value.strip('"')


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
    for piece in filter(None, pieces):
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
    types = [part.strip().lower() for key, value in parameters if key == "TYPE" for part in value.split(",")]
    key_parts = {("TYPE", one) for one in types} | {one for one in parameters if one[0] != "TYPE"}
    if encoding == "b":
        shown.append("ENCODING=b")
        key_parts.add(("ENCODING", "b"))
    upper, distinct = name.upper(), tuple(dict.fromkeys(types))
    is_uri = ("VALUE", "uri") in [(key, value.lower()) for key, value in parameters]
    is_plain = not (encoding or charset)
    return Head(
        group=group,
        name=upper,
        text=";".join(shown),
        start=f"{group}.{';'.join(shown)}:" if group else f"{';'.join(shown)}:",
        parameters=tuple(parameters),
        types=distinct,
        label=label_of_types(distinct),
        preferred="pref" in distinct or ("PREF", "1") in parameters,
        key=(upper, frozenset(key_parts)),
        encoding=encoding,
        charset=charset,
        is_named=_NAME.fullmatch(text.partition(";")[0].strip()) is not None,
        is_uri=is_uri,
        ties=_FAMILIES.get(upper, frozenset()) | ({f"{group}."} if group else set()),
        is_verbatim=is_plain and (is_uri or not is_escaped(upper)),
        is_plain=is_plain,
        is_of_the_card=upper in _OF_THE_CARD,
        is_short=len(text) < SHORT,
    )


def is_same_head(written: str, head: Head) -> bool:
    """Tell whether that text, as netdesk writes it, means the same as a head that was read."""
    return written == head.text or parse_head(written).key == head.key
