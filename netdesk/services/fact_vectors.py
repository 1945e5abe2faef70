"""The vectors of what all contacts need and have, for comparing many with many."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from netdesk.db.book import Book
from netdesk.domain.changes import Changes
from netdesk.domain.words import FactKind
from netdesk.matching.affinity import ANSWERS
from netdesk.matching.passage import Owner, Passage, PassageKind
from netdesk.matching.unmade import Rows
from netdesk.matching.vectors import SCALE, Numbers, Quantised, quantised
from netdesk.services.nearest import Nearest
from netdesk.services.passages import fact_texts

_FACTS = """SELECT f.contact_id, f.kind, f.text FROM fact f JOIN contact c ON c.id = f.contact_id
 WHERE f.state = 'open' AND c.archived_at IS NULL AND NOT c.is_me ORDER BY f.id"""


NEEDING = frozenset({PassageKind.NEEDS})


@dataclass(frozen=True, slots=True)
class Whole:
    """What all contacts of a book need, and what they have, as of so many changes of it."""

    needs: Rows
    answers: Rows
    changes: int

    @property
    def state(self) -> tuple[int, int, int]:
        """Tell it from any other: the vector of a text never changes, it is only missing until it is made."""
        return self.changes, len(self.needs.owners), len(self.answers.owners)

    def counterparts(self, kinds: Collection[PassageKind]) -> Rows:
        """Return what passages of these kinds are compared with."""
        return self.answers if PassageKind.NEEDS in kinds else self.needs


class FactVectors:
    """Reads the open facts of a book at first use, and anew once they changed; their vectors whenever it is asked."""

    def __init__(self, book: Book, nearest: Nearest) -> None:
        """Watch the book; nothing is read yet."""
        self._book = book
        self._nearest = nearest
        self._facts: dict[PassageKind, tuple[Numbers, Numbers]] | None = None
        self._changes = 0
        book.listeners.append(self._on_changed)

    def of(self, passages: Sequence[Passage]) -> Quantised:
        """Return the vector of each passage, the mean of its sentences; zeros for what is not in the index yet."""
        parts = [[replace(one, text=text) for text in fact_texts(one.text)] or [one] for one in passages]
        if not parts:
            return self._nearest.vectors(self._nearest.keys(()))
        vectors = self._nearest.vectors(self._nearest.keys([one for part in parts for one in part]))
        sums = np.add.reduceat(vectors.astype(np.float32), np.cumsum([0, *map(len, parts[:-1])]))
        return quantised(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1))

    def whole(self) -> Whole:
        """Return the facts of the whole book that have a vector."""
        changes = self._changes
        return Whole(self._rows(NEEDING), self._rows(ANSWERS.keys()), changes)

    def beside(self, passage: Passage, most: int) -> list[int]:
        """Return the contacts any of whose passages, be it a role or a note, is nearest to this one."""
        (vector,) = self.of([passage])
        if not vector.any():
            return []
        return self._nearest.to(vector.astype(np.float32) / SCALE).best(Owner.CONTACT, most)

    def _rows(self, kinds: Collection[PassageKind]) -> Rows:
        held = [pair for kind, pair in self._current().items() if kind in kinds]
        owners, keys = (np.concatenate([np.empty(0, dtype=np.int64), *part]) for part in zip(*held, strict=True))
        vectors = self._nearest.vectors(keys)
        known = vectors.any(axis=1)
        return Rows(owners[known], vectors[known])

    def _current(self) -> Mapping[PassageKind, tuple[Numbers, Numbers]]:
        """Give, by kind, whose each fact is and the key of its vector."""
        facts, changes = self._facts, self._changes
        if facts is None:
            with self._book.connect() as connection:
                found = connection.execute(_FACTS).fetchall()
            facts = {}
            for kind in map(PassageKind, FactKind):
                some = [
                    Passage(Owner.CONTACT, row[0], kind, text, None, False)
                    for row in found
                    if row[1] == kind
                    for text in fact_texts(row[2])
                ]
                owners = np.array([one.owner_id for one in some], dtype=np.int64)
                facts[kind] = owners, self._nearest.keys(some)
            if changes == self._changes:
                self._facts = facts
        return facts

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("fact", "contact"):
            self._changes += 1
            self._facts = None
