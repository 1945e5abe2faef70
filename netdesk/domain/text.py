"""Making text safe to keep and fit to compare."""

from __future__ import annotations

import re
import unicodedata

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})


def clean(text: str) -> str:
    """Replace NULs and lone surrogates, which no database or file can hold, by U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


def clean_line(text: str) -> str:
    """Make the text one line without spaces at its ends."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _SPACES.sub(" ", clean(text)).strip()


def fold(text: str) -> str:
    """Give the form in which names are compared: no case, no accents, single spaces."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        text = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)
    return (text if text.isprintable() and "  " not in text else _SPACES.sub(" ", text)).lower().strip()


def initials(name: str) -> str:
    """Give the one or two letters that stand for a person where there is no photo."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return name.strip()[:1] or "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def shorten(text: str, length: int) -> str:
    """Cut the text at a word so that it has at most `length` characters, with an ellipsis where something went."""
    line = clean_line(text)
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[length // 2 :] else cut).rstrip(" ,;:.–-") + "…"
