"""The content lines of vCards and calendars (RFC 6350, section 3.2), out of bytes and unfolded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from netdesk.domain.text import clean
from netdesk.exchange.decoding import broken_sample, guess_charset, marked_charset
from netdesk.exchange.vcard_encodings import in_unicode, quoted_printable
from netdesk.exchange.vcard_heads import Head, Property, parse_head

BEGIN, END = "BEGIN:VCARD", "END:VCARD"

_END_LINE = f"\n{END}\n"
_QUOTED_HEAD = re.compile(r'[^":]*+(?:"[^"]*+"[^":]*+)*+:')
_MARKS = frozenset("bBeE")
_LONGEST_MARKER = 39
_REPLACEMENT = "\ufffd".encode()
_FOLD = re.compile(r"\n[ \t]")
_PRINTABLE = re.compile(r"-[Pp][Rr]")
"""Finds whatever may be quoted-printable, sooner than the whole word in any case."""

_INDENTED = re.compile(r"\n*([ \t]++)BEGIN[ \t]*:", re.IGNORECASE)
"""Finds the indentation of cards that were pasted from a text, which is not that of folded lines."""

_FOLDS = frozenset({" ", "\t"})


def split_line(line: str, charset: str) -> tuple[Head, str] | None:
    """Split a content line at the colon that ends its head; None where no property stands."""
    text, colon, value = line.partition(":")
    if not colon:
        return None
    if '"' in text and (quoted := _QUOTED_HEAD.match(line)):
        text, value = line[: quoted.end() - 1], line[quoted.end() :]
    head = parse_head(text if text.isascii() else in_unicode(text, "", charset))
    return (head, value) if head.is_named else None


def parse_line(line: str) -> Property | None:
    """Read one canonical line, such as a kept one; None where it is no property."""
    split = split_line(line, "utf-8")
    return Property(*split) if split else None


def marker(line: str) -> str:
    """Give BEGIN:VCARD or END:VCARD however it is spaced and cased."""
    if line[:1] not in _MARKS or len(line) > _LONGEST_MARKER:
        return ""
    return line.replace(" ", "").replace("\t", "").upper()


def is_blank(line: str) -> bool:
    """Tell whether a line says nothing."""
    return not line or line.isspace()


def stretches(text: str) -> Iterator[tuple[int, str]]:
    """Cut a text after the end of each card; each part comes with the number of its first line."""
    start, number, end = 0, 1, text.find(_END_LINE)
    while end >= 0:
        after = end + len(_END_LINE)
        if text[after : after + 1] not in _FOLDS:
            stretch = text[start : after - 1]
            yield number, stretch
            start, number = after, number + stretch.count("\n") + 1
        end = text.find(_END_LINE, after - 1)
    yield number, text[start:]


def unfolded(text: str, charset: str) -> list[str]:
    """Give the logical lines of a text; blank ones may be among them."""
    is_folded = _FOLD.search(text)
    if "\ufeff" in text or (is_folded and "\n\n" in text) or (_PRINTABLE.search(text) and "=\n" in text):
        return [line for _, line in numbered_lines(0, text, charset)]
    return (_FOLD.sub("", text) if is_folded else text).split("\n")


def numbered_lines(number: int, text: str, charset: str) -> Iterator[tuple[int, str]]:
    """Undo folding (a line that starts with a space or tab) and the soft line breaks of quoted-printable.

    Each line comes with the number it starts at; blank ones are left out.
    """
    lines = text.split("\n")
    at, count = 0, len(lines)
    while at < count:
        start, first = number + at, lines[at]
        at += 1
        if is_blank(first):
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
                split = split_line(first, charset)
                breaks_softly = split is not None and split[0].encoding == "q"
            if breaks_softly and parts[-1].endswith("=") and marker(line) != END:
                parts[-1] = parts[-1][:-1]
                parts.append(line)
            elif line[:1] in _FOLDS:
                parts.append(line[1:])
            else:
                break
            at += 1
        yield start, "".join(parts)


def to_text(data: bytes) -> tuple[str, str]:
    """Give the text with bytes that are no UTF-8 escaped, to be decoded line by line, and the guess for them."""
    text, charset = _decoded(data)
    indent = _INDENTED.match(text)
    return (f"\n{text}".replace(f"\n{indent[1]}", "\n")[1:] if indent else text), charset


def _decoded(data: bytes) -> tuple[str, str]:
    charset, skip = marked_charset(data)
    if charset and charset != "utf-8":
        text = clean(data[skip:].decode(charset, "replace"))
        return text.replace("\r\n", "\n").replace("\r", "\n"), charset
    marked, data = data, data[skip:].replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\x00", _REPLACEMENT)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape"), guess_charset(broken_sample(marked[skip:]))


def read_properties(data: bytes) -> Iterator[tuple[int, Property]]:
    """Give every content line of a file of this syntax, such as a calendar, numbered, and leave out what is none."""
    text, charset = to_text(data)
    for number, line in numbered_lines(1, text, charset):
        if split := split_line(line, charset):
            head, value = split
            if head.encoding == "q":
                yield number, Property(head, quoted_printable(value, head.charset, charset))
            else:
                yield number, Property(head, in_unicode(value, head.charset, charset))
