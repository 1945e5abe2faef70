"""The words of an e-mail's body (RFC 2045, 2046): plain text, or else HTML without its markup; attachments are left."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from html import unescape

from netdesk.domain.text import clean
from netdesk.exchange.decoding import decode, decode_as
from netdesk.exchange.mail_headers import Headers, parameters

LARGEST_TEXT = 1_000_000
"""Characters of a mail that are kept; the rest is an attachment that somebody pasted."""

_DEEPEST = 20
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_BLANKS = re.compile(r"\n{3,}")
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_SILENT = frozenset({"script", "style", "head", "title"})
_BLOCKS = frozenset({"p", "div", "br", "li", "tr", "blockquote", "h1", "h2", "h3", "h4", "table", "ul", "ol", "hr"})
_TAG_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9]{0,20})")


def split_message(data: bytes) -> tuple[bytes, bytes]:
    """Part a message, or a part of one, at its first empty line into head and body."""
    if data.startswith((b"\n", b"\r\n")):
        return b"", data.lstrip(b"\r\n")
    end = _HEAD_END.search(data)
    return (data[: end.start()], data[end.end() :]) if end else (data, b"")


def body_text(headers: Headers, body: bytes) -> str:
    """Give what the message says: its first part of plain text, or else its first of HTML."""
    html = ""
    for subtype, text in _texts(headers, body, 0):
        if subtype != "html":
            return text
        html = html or without_markup(text)
    return html


def _texts(headers: Headers, body: bytes, depth: int) -> Iterator[tuple[str, str]]:
    """Give the texts of a part and of those in it, in their order; what is nested beyond reason is left."""
    content = headers.raw("content-type")
    kind = content.partition(";")[0].strip().lower() or "text/plain"
    told = parameters(content)
    if kind.startswith("multipart/") and told.get("boundary"):
        if depth < _DEEPEST:
            for part in _parts(body, told["boundary"]):
                head, inner = split_message(part)
                yield from _texts(Headers(head), inner, depth + 1)
    elif kind == "message/rfc822" or headers.raw("content-disposition").lower().startswith("attachment"):
        return
    elif kind.startswith(("text/plain", "text/html", "multipart/")) or "/" not in kind:
        data = _decoded(body[: 8 * LARGEST_TEXT], headers.raw("content-transfer-encoding").lower())
        utf8 = None if data.isascii() else decode_as(data, "utf-8")
        text = clean(utf8 or decode_as(data, told.get("charset") or "utf-8") or decode(data))
        if text.strip():
            yield kind.partition("/")[2], text[: 4 * LARGEST_TEXT]


def _parts(body: bytes, boundary: str) -> Iterator[bytes]:
    mark = b"--" + boundary.encode("utf-8", "replace")
    at = 0 if body.startswith(mark) else body.find(b"\n" + mark) + 1
    if not at and not body.startswith(mark):
        yield b"\n" + body
        return
    while not body.startswith(b"--", at + len(mark)):
        start = body.find(b"\n", at) + 1
        following = body.find(b"\n" + mark, max(start - 1, 0)) + 1 if start else 0
        if start:
            yield body[start : following or len(body)]
        if not following:
            return
        at = following


def _decoded(data: bytes, encoding: str) -> bytes:
    if encoding == "quoted-printable":
        return binascii.a2b_qp(data)
    if encoding == "base64":
        bare = _NO_BASE64.sub(b"", data)
        bare = bare[: len(bare) - (len(bare) % 4 == 1)]
        return binascii.a2b_base64(bare + b"=" * (-len(bare) % 4))
    return data


def without_markup(html: str) -> str:
    """Give the words of HTML, a line for each block, quoted lines marked as in plain text."""
    parts: list[str] = []
    quoted = at = 0
    while (start := html.find("<", at)) >= 0:
        parts.append(_words(html[at:start]))
        name = _TAG_NAME.match(html, start + 1)
        if html.startswith("<!--", start):
            at = html.find("-->", start) + 3
        elif name is None and html[start + 1 : start + 2] not in {"!", "?"}:
            parts.append("<")
            at = start + 1
            continue
        else:
            at = html.find(">", start) + 1
        if at <= start:
            return _lines(parts)
        tag = name[1].lower() if name else ""
        closes = html.startswith("/", start + 1)
        if tag == "blockquote":
            quoted = max(quoted - 1, 0) if closes else quoted + 1
        if tag in _BLOCKS:
            parts.append("\n" * (1 + (closes and tag == "p")) + "> " * min(quoted, 1))
        elif tag in _SILENT and not closes:
            end = re.compile(rf"</{tag}", re.IGNORECASE).search(html, at)
            at = end.start() if end else len(html)
    parts.append(_words(html[at:]))
    return _lines(parts)


def _words(text: str) -> str:
    return unescape(text.replace("\r", " ").replace("\n", " "))


def _lines(parts: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(parts).splitlines())
    return _BLANKS.sub("\n\n", "\n".join(line for line in lines if line != ">")).strip()
