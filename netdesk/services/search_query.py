"""What a user types into the search field, read as an FTS5 expression and conditions on records."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from netdesk.domain.text import clean_line
from netdesk.services.days import first_day

LONGEST = 1000
"""Characters of a query that are read."""

_MOST_WORDS = 24
_PIECE = re.compile(r'(?:(?P<operator>[a-z]{2,8}):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))', re.IGNORECASE)


class Operator(StrEnum):
    """A word before a colon that narrows a search."""

    TAG = "tag"
    ORG = "org"
    PLACE = "place"
    NEEDS = "needs"
    OFFERS = "offers"
    BEFORE = "before"
    AFTER = "after"


_OPERATORS = frozenset(Operator)


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """`match` is an FTS5 expression, empty where only conditions were typed; `plain` the text without conditions."""

    match: str
    plain: str
    conditions: tuple[tuple[Operator, str], ...] = ()


def parse(text: str) -> SearchQuery:
    """Read a query; whatever is no operator that netdesk knows is text to find, and no text is an error.

    Every word is quoted for FTS5 (its manual, section 3.1), so that no operator of FTS5 can be meant; the last word is
    a beginning unless a space or a quotation mark ends it.
    """
    line = clean_line(text[:LONGEST])
    parts: list[str] = []
    plain: list[str] = []
    conditions: list[tuple[Operator, str]] = []
    for piece in _PIECE.finditer(line):
        value = piece["phrase"] if piece["phrase"] is not None else piece["word"]
        operator = (piece["operator"] or "").lower()
        if operator in _OPERATORS and value and _is_sound(Operator(operator), value):
            conditions.append((Operator(operator), value))
            continue
        if operator:
            value = f"{piece['operator']}:{value}"
        if any(character.isalnum() for character in value):
            unfinished = piece["phrase"] is None and piece.end() == len(line) and not text[-1:].isspace()
            parts.append(quoted(value) + ("*" if unfinished else ""))
            plain.append(value)
    return SearchQuery(" ".join(parts[:_MOST_WORDS]), " ".join(plain), tuple(conditions))


def quoted(text: str) -> str:
    """Make an FTS5 string of any text."""
    return '"' + text.replace('"', '""') + '"'


def _is_sound(operator: Operator, value: str) -> bool:
    if operator not in (Operator.BEFORE, Operator.AFTER):
        return any(character.isalnum() for character in value)
    return first_day(value) is not None
