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


class Operator(StrEnum):
    """A word before a colon that narrows a search."""

    TAG = "tag"
    ORG = "org"
    PLACE = "place"
    NEEDS = "needs"
    OFFERS = "offers"
    BEFORE = "before"
    AFTER = "after"


DAYS = (Operator.BEFORE, Operator.AFTER)
_NAMES = "|".join(Operator)
_PIECE = re.compile(
    rf'(?:(?P<operator>{_NAMES}):\s*(?!(?:{_NAMES}):))?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))', re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """`match` is an FTS5 expression, empty where only conditions were typed; `pieces` are the words and phrases."""

    match: str
    pieces: tuple[str, ...]
    conditions: tuple[tuple[Operator, str], ...] = ()

    @property
    def plain(self) -> str:
        """The text without conditions."""
        return " ".join(self.pieces)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The words and phrases to show in what is found, those of conditions among them, but no days."""
        return (*self.pieces, *(value for operator, value in self.conditions if operator not in DAYS))


def parse(text: str) -> SearchQuery:
    """Read a query; whatever is no operator that netdesk knows is text to find, and no text is an error.

    Every word is quoted for FTS5 (its manual, section 3.1), so that no operator of FTS5 can be meant; the last word is
    a beginning unless a space or a quotation mark ends it.
    """
    line = clean_line(text[:LONGEST])
    parts: list[str] = []
    pieces: list[str] = []
    conditions: list[tuple[Operator, str]] = []
    for piece in _PIECE.finditer(line):
        value = piece["phrase"] if piece["phrase"] is not None else piece["word"]
        if piece["operator"]:
            operator = Operator(piece["operator"].lower())
            if _is_sound(operator, value):
                conditions.append((operator, value))
                continue
            value = f"{piece['operator']}:{value}"
        if any(character.isalnum() for character in value):
            unfinished = piece["phrase"] is None and piece.end() == len(line) and not text[-1:].isspace()
            parts.append(quoted(value) + ("*" if unfinished else ""))
            pieces.append(value)
    return SearchQuery(" ".join(parts[:_MOST_WORDS]), tuple(pieces[:_MOST_WORDS]), tuple(conditions))


def quoted(text: str) -> str:
    """Make an FTS5 string of any text."""
    return '"' + text.replace('"', '""') + '"'


def _is_sound(operator: Operator, value: str) -> bool:
    if operator not in DAYS:
        return any(character.isalnum() for character in value)
    return first_day(value) is not None
