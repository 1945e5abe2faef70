"""Whose passages are nearest to a text, found in memory among all of the book."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netdesk.db.book import Book
from netdesk.language.encoder import SIZE
from netdesk.matching.passage import Owner, Passage, PassageKind, phrase
from netdesk.matching.vectors import Floats, Numbers, Quantised, VectorTable, key_of
from netdesk.services.passage_vectors import Held, passages_of, rows_of

_AT_ONCE = 4096
_KINDS = tuple(PassageKind)
_NUMBERS = {str(kind): number for number, kind in enumerate(_KINDS)}
_PASSAGES_EACH = 8
"""How many passages of one record may stand before those of the next."""


@dataclass(frozen=True, slots=True)
class _Held:
    """The passages of all records of an owner's kind: whose each is, the number of its kind, its vector's place."""

    ids: NDArray[np.int64]
    kinds: NDArray[np.int8]
    places: NDArray[np.int32]

    @classmethod
    def joined(cls, parts: Sequence[_Held]) -> _Held:
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("ids", "kinds", "places")))

    def without(self, ids: NDArray[np.int64]) -> _Held:
        stays = ~np.isin(self.ids, ids)
        return _Held(self.ids[stays], self.kinds[stays], self.places[stays])


class Nearness:
    """How near everything in the book is to one text."""

    def __init__(self, model: str, table: VectorTable, held: Mapping[Owner, _Held], cosines: Floats) -> None:
        """Hold what was found."""
        self._model = model
        self._table = table
        self._held = held
        self._cosines = cosines

    def best(self, owner: Owner, most: int, worth: Mapping[PassageKind, float] | None = None) -> list[int]:
        """Return the records with the nearest passages, the nearest first; a passage counts what its kind is worth."""
        held = self._held[owner]
        values = self._cosines[held.places]
        if worth is not None:
            values *= np.array([worth[kind] for kind in _KINDS], dtype=np.float32)[held.kinds]
        count = min(most * _PASSAGES_EACH, len(values))
        if not count:
            return []
        while True:
            nearest = np.argpartition(values, len(values) - count)[len(values) - count :]
            ids = held.ids[nearest[np.argsort(-values[nearest], kind="stable")]]
            _, first = np.unique(ids, return_index=True)
            if len(first) >= most or count == len(values):
                return [int(one) for one in ids[np.sort(first)[:most]]]
            count = min(count * _PASSAGES_EACH, len(values))

    def of(self, passages: Sequence[Passage]) -> Floats:
        """Return the cosine of each passage; 0 for one that is not in the index yet."""
        places = self._table.places([key_of(phrase(one), self._model) for one in passages])
        if not len(self._cosines):
            return np.zeros(len(places), dtype=np.float32)
        return np.where((places >= 0) & (places < len(self._cosines)), self._cosines[places], np.float32(0))


class Nearest:
    """The vectors of the book in memory: read at first use, kept current by who makes the index; for any thread."""

    def __init__(self, book: Book, model: str) -> None:
        """Read nothing yet."""
        self._book = book
        self._model = model
        self._lock = threading.Lock()
        self._table: VectorTable | None = None
        self._held: dict[Owner, _Held] = {}

    def prepare(self) -> None:
        """Read everything in advance."""
        with self._lock:
            self._loaded()

    def to(self, query: Floats) -> Nearness:
        """Compare everything with the vector of a text."""
        with self._lock:
            table = self._loaded()
            return Nearness(self._model, table, dict(self._held), table.cosines(query))

    def keys(self, passages: Iterable[Passage]) -> Numbers:
        """Return the keys of the vectors of passages."""
        return np.array([key_of(phrase(one), self._model) for one in passages], dtype=np.int64)

    def vectors(self, keys: Numbers) -> Quantised:
        """Return the vectors of keys; zeros for one that is not in the index yet."""
        with self._lock:
            table = self._loaded()
            return table.taken(table.places(keys))

    def add(self, keys: Sequence[int], vectors: Quantised) -> None:
        """Learn of new vectors."""
        with self._lock:
            if self._table is not None:
                self._table.add(keys, vectors)

    def put(self, owner: Owner, passages: Mapping[int, AbstractSet[Held]]) -> None:
        """Learn which passages records have now."""
        rows = [(one, str(kind), key) for one, theirs in passages.items() for kind, key in theirs]
        with self._lock:
            if self._table is not None:
                others = self._held[owner].without(np.array(list(passages), dtype=np.int64))
                self._held[owner] = _Held.joined([others, _held(self._table, rows)])

    def _loaded(self) -> VectorTable:
        if self._table is None:
            with self._book.connect() as connection:
                table = VectorTable()
                for rows in rows_of(connection, self._model, _AT_ONCE):
                    vectors = np.frombuffer(b"".join(data for _, data in rows), dtype=np.int8)
                    table.add([key for key, _ in rows], vectors.reshape(-1, SIZE))
                for owner in Owner:
                    parts = [_held(table, rows) for rows in passages_of(connection, owner, _AT_ONCE)]
                    self._held[owner] = _Held.joined([_held(table, ()), *parts])
            self._table = table
        return self._table


def _held(table: VectorTable, rows: Collection[tuple[int, str, int]]) -> _Held:
    places = table.places([key for _, _, key in rows])
    there = places >= 0
    ids = np.fromiter((one for one, _, _ in rows), np.int64, len(rows))
    kinds = np.fromiter((_NUMBERS[kind] for _, kind, _ in rows), np.int8, len(rows))
    return _Held(ids[there], kinds[there], places[there])
