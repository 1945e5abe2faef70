"""What all rows of one person come to: what their sources said before and say now, and what is written of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from netdesk.exchange.records import ContactRecord
from netdesk.exchange.said import Item, Said, said_in
from netdesk.services.import_merging import Addition, Replacement, merged
from netdesk.services.import_plan import PlannedContact


class Sayings:
    """What the sources of one person said before and say now, and the lines by which that is remembered."""

    def __init__(self, known: ContactRecord | None, rows: Sequence[Said]) -> None:
        """Compare what rows say with the lines that are kept beside the person."""
        sources: dict[str, list[Said]] = {}
        for said in rows:
            sources.setdefault(said.source, []).append(said)
        now = {source: _whole(source, sayings) for source, sayings in sources.items()}
        self.now = {source: said.items for source, said in now.items()}
        self.before: dict[str, tuple[Item, ...]] = {}
        new, replaced = [], []
        old = {line: said for line in (known.kept_lines if known else ()) for said in said_in((line,))}
        for source, whole in now.items():
            lines = [line for line, said in old.items() if said.source == source]
            self.before[source] = tuple(dict.fromkeys(item for line in lines for item in old[line].items))
            line = whole.line
            if not lines:
                new.append(line)
            elif lines != [line]:
                replaced += [Replacement(one, "") for one in lines[1:]] + [Replacement(lines[0], line)]
        self.new, self.replaced = tuple(new), tuple(replaced)


def _whole(source: str, sayings: Sequence[Said]) -> Said:
    """Give what all rows of a person say together."""
    if len(sayings) == 1:
        return sayings[0]
    return Said(source, tuple(dict.fromkeys(item for said in sayings for item in said.items)))


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
