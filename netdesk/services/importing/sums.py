"""What all rows of one person come to: what their sources said before and say now, and what is written of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from netdesk.exchange.records import ContactRecord
from netdesk.exchange.said import Item, Said, said_in
from netdesk.services.importing.additions import Addition, Replacement, merged
from netdesk.services.importing.plan import PlannedContact


class Sayings:
    """What the sources of one person said before and say now, and the lines by which that is remembered."""

    def __init__(self, known: ContactRecord | None, rows: Sequence[Said]) -> None:
        """Compare what rows say with the lines that are kept beside the person, one for each row."""
        kept = {line: said for line in (known.kept_lines if known else ()) for said in said_in((line,))}
        self.now = {source: frozenset(items) for source, items in _by_source(rows).items()}
        self.before = {source: tuple(items) for source, items in _by_source(kept.values()).items()}
        self._kept = frozenset(kept)
        now = dict.fromkeys(said.line for said in rows)
        gone = [line for line, said in kept.items() if said.source in self.now and line not in now]
        new = [line for line in now if line not in kept]
        self.replaced = tuple(Replacement(old, line) for old, line in zip_longest(gone, new[: len(gone)], fillvalue=""))
        self.new = tuple(new[len(gone) :])

    def is_kept(self, said: Said) -> bool:
        """Tell whether a row says, line for line, what it said before."""
        return said.line in self._kept


def _by_source(sayings: Iterable[Said]) -> dict[str, dict[Item, None]]:
    """Put together what each source says, in its order."""
    items: defaultdict[str, dict[Item, None]] = defaultdict(dict)
    for said in sayings:
        items[said.source] |= dict.fromkeys(said.items)
    return items


class Total:
    """All that comes to one person."""

    def __init__(self, key: int) -> None:
        """Begin with nothing."""
        self._key = key
        self._sum: Addition | None = None

    @property
    def is_begun(self) -> bool:
        """Tell whether anything comes to them."""
        return self._sum is not None

    def add(self, more: Addition) -> None:
        """Put more to it."""
        if self._sum is None:
            self._sum = more
            return
        added = merged(self._sum.added, replace(more, replaced=()))
        is_renamed = self._sum.is_renamed or more.is_renamed
        self._sum = Addition(added, (*self._sum.replaced, *more.replaced), is_renamed)

    def contact(self) -> PlannedContact | None:
        """Give the person; None where nothing comes to them."""
        if self._sum is None:
            return None
        return PlannedContact(self._key, self._sum.added, replaced=self._sum.replaced, is_renamed=self._sum.is_renamed)
