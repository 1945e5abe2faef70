"""What is compared to tell whether a row is somebody: names by their words, organisations, and points."""

from __future__ import annotations

import re

from netdesk.domain.text import fold
from netdesk.exchange.records import ContactRecord, ExternalKey
from netdesk.services.point_keys import PointKey

ROW = "row"
"""The source of external ids that stand for whole rows."""

_WORDS = re.compile(r"[^\W_]+")


class Known:
    """What is kept of everybody to tell people apart."""

    __slots__ = ("name", "organisations", "points", "words")

    def __init__(self, name: str) -> None:
        """Begin with the name."""
        self.name = name
        self.words = words_of(name)
        self.organisations: set[str] = set()
        self.points: set[PointKey] = set()


def row_key(record: ContactRecord) -> ExternalKey:
    """Make the external id by which a row is found again that the user has taken for somebody of another name."""
    said = (record.display_name, *organisations_of(record), *(point.value for point in record.points))
    return ExternalKey(ROW, " · ".join(sorted(map(fold, said)))[:1000])


def words_of(name: str) -> frozenset[str]:
    """Give the words of a name; none where an e-mail address or a number stands for it."""
    return frozenset() if "@" in name else frozenset(word for word in _WORDS.findall(fold(name)) if not word.isdigit())


def organisations_of(record: ContactRecord) -> set[str]:
    """Give where somebody is, folded."""
    return {fold(one.organisation) for one in record.affiliations if one.organisation}


def is_like(first: frozenset[str], second: frozenset[str]) -> bool:
    """Tell whether two names may be one person's: one within the other, or apart by an initial."""
    if not first or not second:
        return True
    if not first & second:
        return False
    left, right = first - second, second - first
    if not left or not right:
        return True
    return any(a[0] == b[0] and 1 in (len(a), len(b)) for a in left for b in right)


def conflict(first: set[PointKey], second: set[PointKey]) -> bool:
    """Tell whether two people have points of the same kind and none in common."""
    if first & second:
        return False
    return bool({kind for kind, _ in first} & {kind for kind, _ in second})
