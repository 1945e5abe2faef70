"""Titles that stand behind a name and a comma, as in “Zoë Bolié, PhD”."""

from __future__ import annotations

import re

_WORDS = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "inc", "ltd", "llc", "gmbh"})
_LETTERS = re.compile(r"(?:[A-Z][a-z]?\.?){2,6}[®™]?")


def is_title(word: str) -> bool:
    """Tell a title, or the legal form of a body, from a part of a name that anybody may bear."""
    return word.strip(" .").lower() in _WORDS


def parted(name: str) -> list[str]:
    """Give a name and the titles behind it; a comma before anything else is left as it is."""
    first, *after = map(str.strip, name.split(","))
    words = [word for part in after for word in part.split()]
    is_titled = first and all(is_title(word) or _LETTERS.fullmatch(word) for word in words)
    return [first, *after] if is_titled else [name]
