"""The messages of a mailbox file one after the other (RFC 4155 and its dialects), whatever the size of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

LARGEST_MESSAGE = 16_000_000
"""Bytes of a message that are read; the rest of a larger one is attachments."""

_BLOCK = 1 << 20
_LOOKED_AT, _LOOKED_BACK = 1_000, 3
_START = re.compile(rb"\nFrom ([^\n]{0,400})(?=\n)")
_DATED = re.compile(rb"\d{1,2}:\d\d(?::\d\d)?.{0,20}\b\d{4}|\b\d{4}\b.{0,20}\d{1,2}:\d\d")
_HEADER = re.compile(
    rb"(?:Return-Path|Received|Delivered-To|From|To|Cc|Subject|Date|Message-ID|MIME-Version|Content-[A-Za-z-]+|"
    rb"Status|Sender|Reply-To|X-[A-Za-z0-9-]+|DKIM-[A-Za-z-]+|ARC-[A-Za-z-]+|Authentication-Results|Envelope-To|"
    rb"In-Reply-To|References|User-Agent|Mime-Version|Delivery-date)[ \t]*:",
    re.IGNORECASE,
)
_LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,12})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_QUOTED_START = re.compile(rb"\n>(>*From )")


class Message(NamedTuple):
    """The bytes of one message and the line at which it begins."""

    line: int
    data: bytes


def read_messages(path: Path) -> Iterator[Message]:
    """Give each message of a mailbox, or the one of a mail; raises OSError."""
    with path.open("rb") as scanned, path.open("rb") as stream:
        yield from split_messages(scanned, stream)


def split_messages(scanned: IO[bytes], stream: IO[bytes]) -> Iterator[Message]:
    """Give each message, where both streams hold the same file: one is scanned ahead of the other."""
    quotes = stream.read(5) == b"From "
    for start, end, line in _spans(scanned):
        stream.seek(start)
        data = stream.read(min(end - start, LARGEST_MESSAGE))
        if data.strip():
            yield Message(line, _QUOTED_START.sub(rb"\n\1", data) if quotes else data)


def _spans(stream: IO[bytes]) -> Iterator[tuple[int, int, int]]:
    """Give where each message begins and ends, and the line of its beginning."""
    begun = first_line = 0
    for start, line in _starts(stream):
        if start > begun:
            yield begun, start, first_line
        begun, first_line = start, line
    yield begun, stream.seek(0, 2), first_line


def _starts(stream: IO[bytes]) -> Iterator[tuple[int, int]]:
    """Give where a line that separates messages stands and its number, holding one block at a time."""
    yield 0, 1
    held, base, line, body_end = b"\n", -1, 0, 0
    while True:
        block = stream.read(_BLOCK)
        buffer = held + block
        ready = len(buffer) - _LOOKED_AT if block else len(buffer)
        counted = 0
        for found in _START.finditer(buffer):
            at = found.start() + 1
            if at >= ready:
                break
            seen = base > 0 and at < _LOOKED_BACK
            if seen or at + base < body_end or not _separates(buffer, found, first=base + at == 0):
                continue
            line += buffer.count(b"\n", counted, at)
            counted = at
            if base + at:
                yield base + at, line
            body_end = _told_end(stream, buffer, found.end(), base)
        if not block:
            return
        cut = max(ready - _LOOKED_BACK, counted)
        line += buffer.count(b"\n", counted, cut)
        held, base = buffer[cut:], base + cut


def _separates(buffer: bytes, found: re.Match[bytes], *, first: bool) -> bool:
    """Tell a separator from a sentence that begins with “From”: two of three marks of it must be there."""
    at = found.start() + 1
    after_blank = first or buffer[max(at - _LOOKED_BACK, 0) : at].endswith((b"\n\n", b"\n\r\n"))
    return after_blank + bool(_DATED.search(found[1])) + bool(_HEADER.match(buffer, found.end() + 1)) >= 2


def _told_end(stream: IO[bytes], buffer: bytes, start: int, base: int) -> int:
    """Give the end of a body that a true Content-Length tells, or 0."""
    end = _HEAD_END.search(buffer, start, start + 64_000)
    length = _LENGTH.search(buffer, start, end.start()) if end else None
    if end is None or length is None:
        return 0
    here, told = stream.tell(), base + end.end() + int(length[1])
    stream.seek(told)
    following = stream.read(7).lstrip(b"\r\n")
    stream.seek(here)
    return told if following.startswith(b"From ") else 0
