"""Keeps the index by meaning current: reads the records that changed, and encodes what was never encoded before.

It works in small steps that can stop anywhere, the program killed included, and goes on where it was. Nothing is
encoded twice: a text that is undone, or moves to another contact, has its vector already.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from netdesk.db.book import Book
from netdesk.language.encoder import ModelError
from netdesk.language.shared import SharedEncoder
from netdesk.matching.passage import phrase
from netdesk.matching.vectors import key_of, quantised
from netdesk.services.nearest import Nearest
from netdesk.services.passage_vectors import Mark, PassageVectors, turns_of
from netdesk.services.passages import of_records

_RECORDS, _VECTORS = 24, 64
"""What is read at once, and what is written at once."""

_NEARLY = 20
"""The index serves while at most one record in so many is to be read anew."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many records are to be read still, of all there are."""

    left: int
    total: int

    @property
    def serves(self) -> bool:
        """Tell whether the index knows enough to answer; the few records just changed are judged by their words."""
        return self.left <= self.total // _NEARLY


class _StoppedError(Exception):
    """The work was cancelled."""


class Indexing:
    """Makes the index, and keeps it current."""

    def __init__(self, book: Book, encoder: SharedEncoder, nearest: Nearest) -> None:
        """Tell `nearest` of everything that is written."""
        self._book = book
        self._encoder = encoder
        self._nearest = nearest
        self._vectors = PassageVectors(book, encoder.name)
        self._looked = False

    @property
    def missing(self) -> str:
        """Why no index can be made here, as far as was tried; empty while it can."""
        return self._encoder.missing

    def progress(self) -> Progress:
        """Tell how far the index is."""
        return Progress(*self._vectors.counts())

    def bring_current(
        self,
        report: Callable[[int, int], None] = lambda done, total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> bool:
        """Read what changed until nothing is left; returns whether all is done.

        Without a model nothing is lost and nothing done. Takes long for a new book, so not on the thread of the window.
        """
        try:
            self._bring_current(report, cancelled)
        except (ModelError, _StoppedError):
            return False
        return True

    def _bring_current(self, report: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
        if not self._looked:
            self._vectors.drop_other_models()
            self._looked = True
        done = 0
        while queue := deque(self._vectors.stale()):
            while queue:
                report(done, done + len(queue))
                done += self._read(queue, cancelled)
        self._vectors.drop_spare()

    def _read(self, queue: deque[Mark], cancelled: Callable[[], bool]) -> int:
        """Read some records of the same kind, and return how many marks were taken from the queue."""
        owner = queue[0].owner
        ids: list[int] = []
        while queue and queue[0].owner is owner and len(ids) < _RECORDS:
            ids.append(queue.popleft().owner_id)
        with self._book.connect() as connection:
            turns = turns_of(connection, owner, ids)
            texts: dict[int, str] = {}
            passages: dict[int, set[int]] = {one: set() for one in turns}
            for passage in of_records(connection, owner, turns):
                said = phrase(passage)
                key = key_of(said, self._encoder.name)
                texts[key] = said
                passages[passage.owner_id].add(key)
        self._encode(texts, cancelled)
        self._vectors.settle(owner, passages, turns)
        self._nearest.put(owner, passages)
        return len(ids)

    def _encode(self, texts: Mapping[int, str], cancelled: Callable[[], bool]) -> None:
        known = self._vectors.known(texts)
        keys = {text: key for key, text in texts.items() if key not in known}
        waiting: list[tuple[int, np.ndarray]] = []
        if cancelled():
            raise _StoppedError
        for few, vectors in self._encoder.encode_patiently(list(keys)):
            waiting += zip((keys[text] for text in few), quantised(vectors), strict=True)
            if len(waiting) >= _VECTORS or cancelled():
                self._add(waiting)
            if cancelled():
                raise _StoppedError
        self._add(waiting)

    def _add(self, waiting: list[tuple[int, np.ndarray]]) -> None:
        if waiting:
            added = [key for key, _ in waiting]
            vectors = np.stack([vector for _, vector in waiting])
            self._vectors.add(added, vectors)
            self._nearest.add(added, vectors)
            waiting.clear()
