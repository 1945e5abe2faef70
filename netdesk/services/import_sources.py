"""Which source a file is: the export of another person, or of another job, says nothing of what this one says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from netdesk.domain.text import fold
from netdesk.domain.words import PointKind
from netdesk.exchange.said import Item, Said

_LEAST = 0.5
"""The part of the shorter one of two lists that is in both where one is a later state of the other."""

_KEYS = frozenset({"name", PointKind.EMAIL, PointKind.SOCIAL})
_SINCE = "met_on"
"""When somebody was met, which no later state of a list says otherwise, but the list of somebody else does."""

Row = Sequence[Item]


def source_of_file(form: str, rows: Sequence[Row], said: Iterable[Said]) -> str:
    """Name the source that a file is a later state of, by whom both are about; a new one of its form for none.

    `rows` are what the rows of the file say, `said` what all sources said last time.
    """
    known: defaultdict[str, list[Row]] = defaultdict(list)
    for one in said:
        if one.source.partition(" #")[0] == form:
            known[one.source].append(one.items)
    shared = {source: _shared(rows, people) for source, people in known.items()}
    best = max(shared, key=lambda source: shared[source], default="")
    if best and shared[best] >= _LEAST:
        return best
    return next(name for name in _names(form) if name not in known)


def _names(form: str) -> Iterator[str]:
    yield form
    yield from (f"{form} #{number}" for number in count(2))


def _shared(rows: Sequence[Row], people: Sequence[Row]) -> float:
    """Give the part of the shorter list that is in the other one too."""
    since: defaultdict[Item, set[str]] = defaultdict(set)
    for one in people:
        for key in _keys(one):
            since[key].add(_since(one))
    found = sum(any(_is_same(_since(row), since[key]) for key in _keys(row) if key in since) for row in rows)
    return found / min(len(rows), len(people))


def _keys(row: Row) -> Iterator[Item]:
    return (Item(field, fold(value)) for field, value in row if field in _KEYS)


def _since(row: Row) -> str:
    return next((value for field, value in row if field == _SINCE), "")


def _is_same(day: str, days: set[str]) -> bool:
    return not day or day in days or "" in days
