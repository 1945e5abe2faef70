"""Bytes to text, whatever wrote them."""

from __future__ import annotations

import codecs
import re

from netdesk.domain.text import clean

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932", "big5": "big5hkscs"}
"""What programs write under the name of a charset that holds less."""

_CONTROLS = re.compile(rb"[\x80-\x9f]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_MAC = re.compile(rb"[A-Za-z][\x87\x88\x8b\x8d\x8f\x90\x98\x99\x9d\x9f][a-z]")
"""Letters of Mac OS Roman in the middle of words, where Windows has marks that stand in none."""

_LATIN = re.compile(rb"[A-Za-z][\xc0-\xff][a-z]")
_KANA = re.compile("[\u3040-\u30ff]")


def marked_charset(data: bytes) -> tuple[str, int]:
    """Tell the charset from a byte order mark or from where the NULs of UTF-16 stand, and the length of the mark."""
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return charset, len(mark)
    sample = data[:4096]
    if len(sample) >= 4:
        half = len(sample) // 2
        if sample[1::2].count(0) > 0.4 * half and sample[0::2].count(0) < 0.1 * half:
            return "utf-16-le", 0
        if sample[0::2].count(0) > 0.4 * half and sample[1::2].count(0) < 0.1 * half:
            return "utf-16-be", 0
    return "", 0


def guess_charset(data: bytes) -> str:
    """Guess the charset of bytes that are no UTF-8, by how their high bytes stand together.

    Words of Cyrillic are runs of high bytes, accented Latin letters stand alone among ASCII, and Japanese gives kana.
    """
    lines = (line for line in data.splitlines() if decode_as(line, "utf-8") is None)
    sample = b" ".join(lines)[:_SAMPLE]
    japanese = sample.decode("shift_jis", "replace")
    if len(_KANA.findall(japanese)) > 2 * japanese.count("\ufffd") + len(japanese) // 50:
        return "shift_jis"
    runs = _HIGH_RUN.findall(sample)
    total = sum(map(len, runs))
    cyrillic = sum(1 for run in runs for byte in run if byte >= 0xC0 or byte in b"\xa8\xb8")
    if total > 2 * len(runs) and cyrillic > 0.8 * total:
        return "cp1251"
    return "mac_roman" if len(_MAC.findall(sample)) > len(_LATIN.findall(sample)) else "cp1252"


def broken_sample(data: bytes) -> bytes:
    """Cut out the part around the first bytes that are no UTF-8, enough to guess a charset by; empty if all are."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data[max(0, error.start - 1000) : error.start + _SAMPLE]
    return b""


def decode_as(data: bytes, charset: str) -> str | None:
    """Decode by the name a file gives its charset; None for names that are no charset, and for bytes outside it."""
    if len(charset) > 40:
        return None
    try:
        codec = codecs.lookup(charset)
        if codec.name in _NO_CHARSETS or not getattr(codec, "_is_text_encoding", True):
            return None
        if codec.name == "iso8859-1" and _CONTROLS.search(data):
            return data.decode("cp1252", "replace")
        return data.decode(_WIDER.get(codec.name, codec.name))
    except (LookupError, ValueError):
        return None


def decode(data: bytes) -> str:
    """Give the text of bytes in any common charset; never raises, and returns text that can be stored."""
    charset, skip = marked_charset(data)
    if charset:
        return clean(data[skip:].decode(charset, "replace"))
    sample = broken_sample(data)
    return clean(data.decode(guess_charset(sample) if sample else "utf-8", "replace"))
