"""Keeps the index by meaning current: reads the records that changed, and encodes what was never encoded before.

It works in small steps that can stop anywhere, the program killed included, and goes on where it was. Nothing is
encoded twice: a text that is undone, or moves to another contact, has its vector already.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from netdesk.db.book import Book
from netdesk.language.encoder import ModelError
from netdesk.language.memory import give_back
from netdesk.language.shared import SharedEncoder
from netdesk.matching.passage import phrase
from netdesk.matching.vectors import Quantised, key_of, quantised
from netdesk.services.nearest import Nearest
from netdesk.services.passage_vectors import Held, Mark, PassageVectors, turns_of
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


@dataclass(slots=True)
class _Pace:
    """Tells how far the work is between its steps, and stops it there."""

    report: Callable[[int, int], None]
    cancelled: Callable[[], bool]
    done: int = 0
    total: int = 0

    def __call__(self) -> None:
        self.report(self.done, self.total)
        if self.cancelled():
            raise _StoppedError


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
        pace = _Pace(report, cancelled)
        while queue := deque(self._vectors.stale()):
            pace.total += len(queue)
            while queue:
                pace()
                marks = _first(queue)
                self._read(marks, pace)
                pace.done += len(marks)
        self._vectors.drop_spare()

    def _read(self, marks: Sequence[Mark], pace: _Pace) -> None:
        """Read some records of one kind."""
        owner, ids = marks[0].owner, [mark.owner_id for mark in marks]
        with self._book.connect() as connection:
            turns = turns_of(connection, owner, ids)
            texts: dict[int, str] = {}
            passages: dict[int, set[Held]] = {one: set() for one in turns}
            for passage in of_records(connection, owner, turns):
                said = phrase(passage)
                key = key_of(said, self._encoder.name)
                texts[key] = said
                passages[passage.owner_id].add((passage.kind, key))
        self._encode(texts, pace)
        self._vectors.settle(owner, passages, turns)
        self._nearest.put(owner, passages)

    def _encode(self, texts: Mapping[int, str], pace: _Pace) -> None:
        known = self._vectors.known(texts)
        keys = {text: key for key, text in texts.items() if key not in known}
        waiting: list[tuple[int, Quantised]] = []
        try:
            for few, vectors in self._encoder.encode_patiently(list(keys)):
                waiting += zip((keys[text] for text in few), quantised(vectors), strict=True)
                if len(waiting) >= _VECTORS:
                    self._add(waiting)
                give_back()
                pace()
        finally:
            self._add(waiting)

    def _add(self, waiting: list[tuple[int, Quantised]]) -> None:
        if waiting:
            added = [key for key, _ in waiting]
            vectors = np.stack([vector for _, vector in waiting])
            self._vectors.add(added, vectors)
            self._nearest.add(added, vectors)
            waiting.clear()


def _first(queue: deque[Mark]) -> list[Mark]:
    """Take as many marks of one kind from the front as are read at once."""
    marks = [queue.popleft()]
    while queue and queue[0].owner is marks[0].owner and len(marks) < _RECORDS:
        marks.append(queue.popleft())
    return marks
