"""Who was in a file last time, by what it said of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from netdesk.domain.text import fold
from netdesk.exchange.said import Item, Said, is_detail, said_in
from netdesk.services.point_keys import REACHING


class LastTime:
    """What files said of everybody who is still in the book, row by row."""

    def __init__(self, kept: Iterable[tuple[int, str]]) -> None:
        """Take the ids of contacts with the lines that are kept beside them."""
        self._of_line: defaultdict[str, list[int]] = defaultdict(list)
        for key, line in kept:
            self._of_line[line].append(key)
        self._sayings = dict(zip(self._of_line, said_in(self._of_line), strict=True))
        self._of_name: defaultdict[str, dict[int, None]] = defaultdict(dict)
        self._of_source: defaultdict[str, set[int]] = defaultdict(set)
        self._successors: dict[tuple[str, str], tuple[int, tuple[Item, ...]]] = {}
        self._same_files: set[str] = set()

    @property
    def sayings(self) -> Iterator[Said]:
        """Give what was said, row by row."""
        return (said for line, said in self._sayings.items() for _ in self._of_line[line])

    def expect(self, rows: Sequence[Said]) -> None:
        """Take in what all rows say now, to know those that say the same, and who is left for the rest.

        A row that changed comes from the only row of its name that was in the file before and is not now.
        """
        left_rows = Counter(_named(said) for said in rows if said.line not in self._of_line)
        there = {said.line for said in rows}
        self._same_files = {said.source for said in rows if said.line in self._of_line}
        left: defaultdict[tuple[str, str], list[tuple[int, tuple[Item, ...]]]] = defaultdict(list)
        for line, said in self._sayings.items():
            keys = self._of_line[line]
            self._of_source[said.source].update(keys)
            left[_named(said)] += [(key, said.items) for key in keys if line not in there]
        self._successors = {name: left[name][0] for name, count in left_rows.items() if count == len(left[name]) == 1}

    def came_from(self, source: str) -> Collection[int]:
        """Give everybody of whom a source spoke."""
        return self._of_source[source]

    def named(self, name: str) -> list[int]:
        """Find whom files called so, who may have been renamed or made one with others."""
        if not self._of_name:
            for line, said in self._sayings.items():
                self._of_name[_name_of(said)] |= dict.fromkeys(self._of_line[line])
        return list(self._of_name.get(name, ()))

    def same(self, line: str, claimed: Collection[int]) -> int | None:
        """Find who was in the file with the same words; of several, the next who is not claimed."""
        keys = self._of_line.get(line, ())
        return next((key for key in keys if key not in claimed), next(iter(keys), None))

    def changed(self, said: Said) -> int | None:
        """Find who the row was when it said something else: more than the name, if it says more, is the same.

        Another number alone may be that of a namesake, unless some row shows that the file is the one of last time.
        """
        key, before = self._successors.get(_named(said), (None, ()))
        if _telling(before) & _telling(said.items):
            return key
        is_reached_otherwise = _ways(before) & _ways(said.items) and said.source not in self._same_files
        fewest = min(sum(not is_detail(one) for one in items) for items in (before, said.items))
        return key if fewest <= 2 and not is_reached_otherwise else None


def _telling(items: Sequence[Item]) -> set[Item]:
    """Give what tells people of one name apart; a job does by where it is."""
    return {Item(field, value.rpartition("\t")[2]) for field, value in items if field != "name"}


def _ways(items: Sequence[Item]) -> set[str]:
    return {field for field, _ in items} & set(REACHING)


def _name_of(said: Said) -> str:
    return fold(said.items[0].value) if said.items else ""


def _named(said: Said) -> tuple[str, str]:
    return said.source, _name_of(said)
