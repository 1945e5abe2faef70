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

_NEARLY_ALL = 0.75
"""The part of everybody on two lists that is on both where one is a later state of the other, whatever it says."""

_FEW = 5
"""People of whom two lists may say something else without that telling anything of the lists."""

_VALUES = frozenset({*PointKind, "role"})
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
    """Give the part of the shorter list that is in the other one too; none where they contradict each other."""
    since: defaultdict[Item, set[str]] = defaultdict(set)
    for one in people:
        for key in _keys(one):
            since[key].add(_since(one))
    both = [row for row in rows if any(_is_same(_since(row), since[key]) for key in _keys(row) if key in since)]
    everybody = len(rows) + len(people) - len(both)
    if len(both) < _NEARLY_ALL * everybody and _contradict(both, people):
        return 0
    return len(both) / min(len(rows), len(people))


def _contradict(rows: Sequence[Row], people: Sequence[Row]) -> bool:
    """Tell whether two lists say something else of most people, as those of two owners do."""
    said: defaultdict[Item, set[Item]] = defaultdict(set)
    for one in people:
        for key in _keys(one):
            said[key].update(_values(one))
    otherwise = sum(_is_otherwise(_values(row), {one for key in _keys(row) for one in said[key]}) for row in rows)
    return otherwise >= _FEW and otherwise > len(rows) / 2


def _values(row: Row) -> set[Item]:
    """Give what another owner may know otherwise, however it is written."""
    return {Item(field, "".join(filter(str.isalnum, value.casefold()))) for field, value in row if field in _VALUES}


def _is_otherwise(now: set[Item], before: set[Item]) -> bool:
    """Tell whether a value came in the place of another one."""
    return not {one.field for one in now - before}.isdisjoint(one.field for one in before - now)


def _keys(row: Row) -> Iterator[Item]:
    return (Item(field, fold(value)) for field, value in row if field in _KEYS)


def _since(row: Row) -> str:
    return next((value for field, value in row if field == _SINCE), "")


def _is_same(day: str, days: set[str]) -> bool:
    return not day or day in days or "" in days
