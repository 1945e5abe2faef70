"""A tolerant tokenizer for vCard 2.1, 3.0 and 4.0: bytes to cards of properties.

Every property comes out in one canonical form, that of a vCard 3.0 content line: unfolded, in Unicode, free of
quoted-printable, with its binary value in base64. It takes linear time and never raises.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, compress, count
from operator import attrgetter

from netdesk.domain.text import clean
from netdesk.exchange.decoding import broken_sample, decode_as, guess_charset, marked_charset
from netdesk.exchange.records import Skipped, record
from netdesk.exchange.vcard_heads import Head, Property, make_property, parse_head
from netdesk.exchange.vcard_values import canonical, escape, needs_escape

PRODUCT = "-//netdesk//netdesk//EN"
"""The PRODID of cards that netdesk wrote."""

_BEGIN, _END = "BEGIN:VCARD", "END:VCARD"
_END_LINE = re.compile(r"\nEND:VCARD\n(?![ \t])")
_QUOTED_HEAD = re.compile(r'[^":]*+(?:"[^"]*+"[^":]*+)*+:')
_BARE_NAMES = frozenset(
    {"N", "FN", "ORG", "TITLE", "ROLE", "NOTE", "TEL", "EMAIL", "ADR", "URL", "BDAY", "NICKNAME", "UID"}
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_is_of_the_card = attrgetter("head.is_of_the_card")
_MARKS = frozenset("bBeE")
_LONGEST_MARKER = 39
_MOST_HEADS = 2_048
_MARKERS = frozenset({"BEGIN", "END"})
_FOLDS = frozenset({" ", "\t"})


@record
class Card:
    """One card of a file, without its frame (BEGIN, VERSION, PROFILE, END); `own` tells that netdesk wrote it."""

    line: int
    properties: list[Property]
    own: bool
    is_group: bool


def _split_line(line: str, charset: str) -> tuple[Head, str] | None:
    """Split a content line at the colon that ends its head; None where no property stands."""
    text, colon, value = line.partition(":")
    if not colon:
        return None
    if '"' in text and (quoted := _QUOTED_HEAD.match(line)):
        text, value = line[: quoted.end() - 1], line[quoted.end() :]
    head = parse_head(text if text.isascii() else _in_unicode(text, "", charset))
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
    """Give the numbered lines of a file, unfolded; blank ones may be among them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return chain.from_iterable(_unfolded(first, stretch, charset) for first, stretch in _stretches(text))


def _stretches(text: str) -> Iterator[tuple[int, str]]:
    """Cut a text after each card, so that only those with folded lines are gone through line by line."""
    start, number = 0, 1
    for found in _END_LINE.finditer(text):
        stretch = text[start : found.end() - 1]
        yield number, stretch
        start, number = found.end(), number + stretch.count("\n") + 1
    yield number, text[start:]


def _is_blank(line: str) -> bool:
    return not line or line.isspace()


def _unfolded(first: int, text: str, charset: str) -> Iterable[tuple[int, str]]:
    if "\n " in text or "\n\t" in text or "=\n" in text or "\ufeff" in text:
        return _unfold(first, text.split("\n"), charset)
    return enumerate(text.split("\n"), first)


def _unfold(number: int, lines: list[str], charset: str) -> Iterator[tuple[int, str]]:
    """Undo folding (a line that starts with a space or tab) and the soft line breaks of quoted-printable."""
    at, count = 0, len(lines)
    while at < count:
        start, first = number + at, lines[at]
        at += 1
        if _is_blank(first):
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
    """A card while its lines come in; what an exporter broke off a line waits apart for the end of the card.

    `plain` holds the heads of the file under which a value stands as it is, or only needs escaping; no value of a file
    that is UTF-8 throughout is to be decoded.
    """

    line: int
    charset: str
    plain: dict[str, Head]
    properties: list[Property] = field(default_factory=list)
    raws: dict[int, str] = field(default_factory=dict)
    broken_off: dict[int, list[str]] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)

    def fill(self, lines: Iterator[tuple[int, str]]) -> int:
        """Take lines up to the end of the card; gives the line where another one begins before that, else 0."""
        plain, properties = self.plain, self.properties
        is_whole = self.charset == "utf-8"
        for number, line in lines:
            text, colon, value = line.partition(":")
            head = plain.get(text)
            if head and colon and (is_whole or value.isascii()):
                if not head.is_verbatim and needs_escape(value):
                    self.raws[len(properties)] = value
                    value = canonical(head.name, value)
                properties.append(make_property((head, value, number)))
            elif (marker := _marker(line)) == _END:
                return 0
            elif marker != _BEGIN:
                self._add(number, line)
            elif self._awaits_card():
                self._set_last(_nested_card(lines, self.charset))
            else:
                return number
        return 0

    def _add(self, number: int, line: str) -> None:
        """Take a logical line: a property, or what was broken off the one before."""
        if split := _split_line(line, self.charset):
            head, raw = split
            self.properties.append(Property(head, "", number))
            self._set_last(raw)
            if head.is_plain and len(self.plain) < _MOST_HEADS:
                self._remember(line.partition(":")[0], head)
        elif _is_blank(line):
            return
        elif self.properties and line.strip().upper() not in _BARE_NAMES:
            self.broken_off.setdefault(len(self.properties) - 1, []).append(line)
        else:
            self.skipped.append(Skipped(number, "This line is no property: it has no colon."))

    def _remember(self, text: str, head: Head) -> None:
        if head.is_short and text.isascii() and '"' not in text and head.name not in _MARKERS:
            self.plain[text] = head

    def _set_last(self, raw: str) -> None:
        head, _, number = self.properties[-1]
        self.raws[len(self.properties) - 1] = raw
        self.properties[-1] = Property(head, self._decoded(head, raw), number)

    def _awaits_card(self) -> bool:
        """Tell whether a nested card comes next, as the value of AGENT."""
        if not self.properties or len(self.properties) - 1 in self.broken_off:
            return False
        head, value, _ = self.properties[-1]
        return head.name.endswith("AGENT") and not self.raws.get(len(self.properties) - 1, value).strip()

    def finish(self) -> Iterator[Card | Skipped]:
        """Give the card, or say that it is empty, after the lines that could not be read."""
        yield from self.skipped
        for index, pieces in self.broken_off.items():
            head, value, number = self.properties[index]
            raw = "\n".join([self.raws.get(index, value), *pieces])
            self.properties[index] = Property(head, self._decoded(head, raw), number)
        found: list[Property] = []
        own, is_group, start = False, False, 0
        for index in compress(count(), map(_is_of_the_card, self.properties)):
            prop = self.properties[index]
            if _is_frame(prop):
                found += self.properties[start:index]
                start = index + 1
                own = own or prop.head.name == "PRODID"
            elif prop.head.name.endswith("KIND") and prop.value.strip().lower() == "group":
                is_group = True
        found += self.properties[start:]
        yield Card(self.line, found, own, is_group) if found else Skipped(self.line, "The card is empty.")

    def _decoded(self, head: Head, value: str) -> str:
        if head.encoding == "b":
            value = _whole_base64("".join(value.split()))
        elif head.encoding == "q":
            value = _quoted_printable(value, head.charset, self.charset)
        elif head.charset or not value.isascii() or "\n" in value:
            value = "\\n".join([_in_unicode(one, head.charset, self.charset) for one in value.split("\n")])
        return value if head.is_uri else canonical(head.name, value)


def _whole_base64(text: str) -> str:
    """Mend the end of a value that was cut off, so that strict readers take what there is."""
    bare = text.rstrip("=")
    whole = bare[:-1] if len(bare) % 4 == 1 else bare
    return whole + "=" * (-len(whole) % 4)


def _is_frame(prop: Property) -> bool:
    """Tell whether a property speaks of the format and not of a person."""
    name, value = prop.head.name, prop.value
    return (
        name == "VERSION"
        or (name == "PROFILE" and value.strip().upper() == "VCARD")
        or (name == "PRODID" and value == PRODUCT)
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
        if _is_blank(line):
            continue
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
    plain: dict[str, Head] = {}
    outside = False
    for number, line in lines:
        marker = _marker(line)
        if marker == _BEGIN:
            begin = number
            while begin:
                draft = _Draft(begin, charset, plain)
                begin = draft.fill(lines)
                yield from draft.finish()
            outside = False
        elif marker == _END:
            outside = False
        elif not outside and not _is_blank(line):
            outside = True
            yield Skipped(number, "This line and those after it stand outside of any card.")
