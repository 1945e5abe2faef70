"""A tolerant tokenizer for vCard 2.1, 3.0 and 4.0: bytes to cards of properties.

Every property comes out in one canonical form, that of a vCard 3.0 content line: unfolded, in Unicode, free of
quoted-printable, with its binary value in base64. It takes linear time and never raises.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from netdesk.domain.text import clean
from netdesk.exchange.decoding import broken_sample, decode_as, guess_charset, marked_charset
from netdesk.exchange.points import label_of_types
from netdesk.exchange.records import Skipped
from netdesk.exchange.remembering import remembers_short
from netdesk.exchange.vcard_values import canonical, escape, unescape_parameter

PRODUCT = "-//netdesk//netdesk//EN"
"""The PRODID of cards that netdesk wrote."""

_BEGIN, _END = "BEGIN:VCARD", "END:VCARD"
_QUOTED_HEAD = re.compile(r'[^":]*+(?:"[^"]*+"[^":]*+)*+:')
_PARAMETER = re.compile(r'(?:[^";]++|"[^"]*+"|")++')
_NAME = re.compile(r"[A-Za-z0-9_./-]+", re.ASCII)
_BARE_NAMES = frozenset(
    {"N", "FN", "ORG", "TITLE", "ROLE", "NOTE", "TEL", "EMAIL", "ADR", "URL", "BDAY", "NICKNAME", "UID"}
)
_ENCODINGS = {"QUOTED-PRINTABLE": "q", "BASE64": "b", "B": "b", "7BIT": "", "8BIT": ""}
_SURROGATE = re.compile("[\ud800-\udfff]")
_FRAME = frozenset({"VERSION", "PROFILE", "PRODID"})
_MARKS = frozenset("bBeE")
_LONGEST_MARKER = 39
_FOLDS = frozenset({" ", "\t"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands before the colon: group, name and parameters; `text` is its canonical form without the group."""

    group: str
    name: str
    text: str
    parameters: tuple[tuple[str, str], ...]
    types: tuple[str, ...]
    label: str
    preferred: bool
    key: tuple[str, frozenset[tuple[str, str]]]
    encoding: str
    charset: str
    is_named: bool
    is_plain: bool
    is_uri: bool

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
        group = f"{self.head.group}." if self.head.group else ""
        return f"{group}{self.head.text}:{self.value}"


@dataclass(frozen=True, slots=True)
class Card:
    """One card of a file, without its frame (BEGIN, VERSION, PROFILE, END); `own` tells that netdesk wrote it."""

    line: int
    properties: tuple[Property, ...]
    own: bool = False


def _unquote(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value.strip('"')


@remembers_short
def parse_head(text: str) -> Head:
    """Parse what stands before the colon, be it led by a name or not."""
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
    return Head(
        group=group,
        name=upper,
        text=";".join(shown),
        parameters=tuple(parameters),
        types=distinct,
        label=label_of_types(distinct),
        preferred="pref" in distinct or ("PREF", "1") in parameters,
        key=(upper, frozenset(key_parts)),
        encoding=encoding,
        charset=charset,
        is_named=_NAME.fullmatch(text.partition(";")[0].strip()) is not None,
        is_plain=not (encoding or charset),
        is_uri=any(key == "VALUE" and value.lower() == "uri" for key, value in parameters),
    )


def _split_line(line: str, charset: str) -> tuple[Head, str] | None:
    """Split a content line at the colon that ends its head; None where no property stands."""
    text, colon, value = line.partition(":")
    if not colon:
        return None
    if '"' in text and (quoted := _QUOTED_HEAD.match(line)):
        text, value = line[: quoted.end() - 1], line[quoted.end() :]
    head = parse_head((text if text.isascii() else _in_unicode(text, "", charset)).strip())
    return (head, value) if head.is_named else None


def parse_line(line: str) -> Property | None:
    """Read one canonical line, such as a kept one; None where it is no property."""
    split = _split_line(line, "utf-8")
    return Property(*split) if split else None


def _marker(line: str) -> str:
    """Give BEGIN:VCARD or END:VCARD however it is spaced and cased."""
    if line[:1] not in _MARKS or len(line) > _LONGEST_MARKER:
        return ""
    return line.replace(" ", "").replace("\t", "").upper()


def _logical_lines(text: str, charset: str) -> Iterator[tuple[int, str]]:
    """Undo folding (a line that starts with a space or tab) and the soft line breaks of quoted-printable."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at, count = 0, len(lines)
    while at < count:
        first = lines[at]
        start = at = at + 1
        if not first or first.isspace():
            continue
        first = first.removeprefix("\ufeff")
        if not first.endswith("=") and (at == count or lines[at][:1] not in _FOLDS):
            yield start, first
            continue
        parts = [first]
        breaks_softly: bool | None = None
        while at < count:
            line = lines[at]
            if parts[-1].endswith("=") and breaks_softly is None:
                split = _split_line(first, charset)
                breaks_softly = split is not None and split[0].encoding == "q"
            if breaks_softly and parts[-1].endswith("=") and _marker(line) != _END:
                parts[-1] = parts[-1][:-1]
                parts.append(line)
            elif line[:1] in _FOLDS:
                parts.append(line[1:])
            else:
                break
            at += 1
        yield start, "".join(parts)


@dataclass(slots=True)
class _Draft:
    """A card while its lines come in."""

    line: int
    charset: str
    heads: list[tuple[Head, list[str], int]] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def add(self, number: int, line: str) -> None:
        """Take a logical line: a property, or what an exporter broke off the one before."""
        split = _split_line(line, self.charset)
        if split:
            self.heads.append((split[0], [split[1]], number))
        elif self.heads and line.strip().upper() not in _BARE_NAMES:
            self.heads[-1][1].append(line)
        else:
            self.skipped.append(Skipped(number, "This line is no property: it has no colon."))

    def awaits_card(self) -> bool:
        """Tell whether a nested card comes next, as the value of AGENT."""
        if not self.heads:
            return False
        head, values, _ = self.heads[-1]
        return head.name.endswith("AGENT") and not "".join(values).strip()

    def finish(self) -> Iterator[Card | Skipped]:
        """Give the card, or say that it is empty, after the lines that could not be read."""
        yield from self.skipped
        properties = [self._property(*head) for head in self.heads]
        found = tuple(one for one in properties if one.head.name not in _FRAME or not _is_frame(one))
        own = len(found) < len(properties) and any(
            one.head.name == "PRODID" and one.value == PRODUCT for one in properties
        )
        yield Card(self.line, found, own) if found else Skipped(self.line, "The card is empty.")

    def _property(self, head: Head, values: list[str], number: int) -> Property:
        if head.is_plain and len(values) == 1 and values[0].isascii():
            value = values[0]
        elif head.encoding == "b":
            value = _whole_base64("".join("".join(values).split()))
        elif head.encoding == "q":
            value = _quoted_printable("\n".join(values), head.charset, self.charset)
        else:
            value = "\\n".join(_in_unicode(one, head.charset, self.charset) for one in values)
        return Property(head, value if head.is_uri else canonical(head.name, value), number)


def _whole_base64(text: str) -> str:
    """Mend the end of a value that was cut off, so that strict readers take what there is."""
    bare = text.rstrip("=")
    whole = bare[:-1] if len(bare) % 4 == 1 else bare
    return whole + "=" * (-len(whole) % 4)


def _is_frame(prop: Property) -> bool:
    """Tell whether the property speaks of the format and not of a person."""
    name, value = prop.head.name, prop.value
    return (
        name == "VERSION"
        or (name == "PROFILE" and value.strip().upper() == "VCARD")
        or (name, value) == ("PRODID", PRODUCT)
    )


def _in_unicode(text: str, declared: str, fallback: str) -> str:
    """Decode what was no UTF-8, by the declared charset if there is one, else by the guess for the whole file."""
    broken = not text.isascii() and _SURROGATE.search(text) is not None
    if not broken and not (declared and "\x1b" in text):
        return text
    data = text.encode("utf-8", "surrogateescape")
    if (whole := decode_as(data, "utf-8")) is not None and "\x1b" not in text:
        return whole
    found = decode_as(data, declared) if declared else None
    return clean(data.decode(fallback, "replace") if found is None else found)


def _quoted_printable(text: str, declared: str, fallback: str) -> str:
    data = binascii.a2b_qp(text.encode("utf-8", "surrogateescape"))
    found = decode_as(data, declared) if declared and declared.upper() not in {"UTF-8", "UTF8"} else None
    decoded = _in_unicode(data.decode("utf-8", "surrogateescape"), "", fallback) if found is None else found
    return clean(decoded).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _nested_card(lines: Iterator[tuple[int, str]], charset: str) -> str:
    """Take the lines up to the END of a nested card as one escaped value."""
    taken, depth = [_BEGIN], 1
    for _, line in lines:
        taken.append(_in_unicode(line, "", charset))
        marker = _marker(line)
        depth += (marker == _BEGIN) - (marker == _END)
        if not depth:
            break
    return escape("\n".join(taken))


def _to_lines(data: bytes) -> tuple[str, str]:
    """Give the text with bytes that are no UTF-8 escaped, to be decoded line by line, and the guess for them."""
    charset, skip = marked_charset(data)
    if charset and charset != "utf-8":
        return clean(data[skip:].decode(charset, "replace")), charset
    text = data[skip:].decode("utf-8", "surrogateescape")
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    return text, guess_charset(sample) if (sample := broken_sample(data[skip:])) else "utf-8"


def read_properties(data: bytes) -> Iterator[Property]:
    """Give every content line of a file of this syntax, such as a calendar, and leave out what is none."""
    text, charset = _to_lines(data)
    for number, line in _logical_lines(text, charset):
        if split := _split_line(line, charset):
            head, value = split
            if head.encoding == "q":
                yield Property(head, _quoted_printable(value, head.charset, charset), number)
            else:
                yield Property(head, _in_unicode(value, head.charset, charset), number)


def read_cards(data: bytes) -> Iterator[Card | Skipped]:
    """Give every card of a file in turn, and what stands outside cards or holds nothing."""
    text, charset = _to_lines(data)
    lines = _logical_lines(text, charset)
    card: _Draft | None = None
    outside = False
    for number, line in lines:
        marker = _marker(line)
        if marker == _BEGIN and card and card.awaits_card():
            card.heads[-1][1][:] = [_nested_card(lines, charset)]
        elif marker in {_BEGIN, _END}:
            if card:
                yield from card.finish()
            card = _Draft(number, charset) if marker == _BEGIN else None
            outside = False
        elif card:
            card.add(number, line)
        elif not outside:
            outside = True
            yield Skipped(number, "This line and those after it stand outside of any card.")
    if card:
        yield from card.finish()
