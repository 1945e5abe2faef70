"""The vectors of what all contacts need and have, for comparing many with many."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netdesk.db.book import Book
from netdesk.domain.changes import Changes
from netdesk.matching.passage import Owner, PassageKind
from netdesk.matching.unmade import Rows
from netdesk.matching.vectors import SCALE, Numbers, Quantised
from netdesk.services.nearest import Nearest

_FACTS = """SELECT f.contact_id, f.kind, f.text FROM fact f JOIN contact c ON c.id = f.contact_id
 WHERE f.state = 'open' AND c.archived_at IS NULL AND NOT c.is_me ORDER BY f.id"""


@dataclass(frozen=True, slots=True)
class _Facts:
    owners: Numbers
    kinds: NDArray[np.str_]
    texts: Sequence[str]


class FactVectors:
    """Reads the open facts of a book at first use, and anew once they changed; their vectors whenever it is asked."""

    def __init__(self, book: Book, nearest: Nearest) -> None:
        """Watch the book; nothing is read yet."""
        self._book = book
        self._nearest = nearest
        self._facts: _Facts | None = None
        self._changes = 0
        book.listeners.append(self._on_changed)

    def of(self, texts: Sequence[str]) -> Quantised:
        """Return the vector of each text; zeros for one that is not in the index yet."""
        return self._nearest.vectors(texts)

    def rows(self, kinds: Collection[PassageKind]) -> Rows:
        """Return the facts of these kinds that have a vector."""
        facts = self._current()
        wanted = np.flatnonzero(np.isin(facts.kinds, [str(kind) for kind in kinds]))
        vectors = self._nearest.vectors([facts.texts[at] for at in wanted.tolist()])
        known = vectors.any(axis=1)
        return Rows(facts.owners[wanted[known]], vectors[known])

    def beside(self, text: str, most: int) -> list[int]:
        """Return the contacts any of whose passages, be it a role or a note, is nearest to a text that has a vector."""
        (vector,) = self._nearest.vectors([text])
        if not vector.any():
            return []
        return self._nearest.to(vector.astype(np.float32) / SCALE).best(Owner.CONTACT, most)

    def _current(self) -> _Facts:
        facts, changes = self._facts, self._changes
        if facts is None:
            with self._book.connect() as connection:
                found = connection.execute(_FACTS).fetchall()
            facts = _Facts(
                np.array([row[0] for row in found], dtype=np.int64),
                np.array([row[1] for row in found], dtype=np.str_),
                [row[2] for row in found],
            )
            if changes == self._changes:
                self._facts = facts
        return facts

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("fact", "contact"):
            self._changes += 1
            self._facts = None
