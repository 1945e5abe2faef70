"""The vectors of many passages in little memory, and how near each is to a query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from netdesk.language.encoder import SIZE

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]
Quantised = NDArray[np.int8]

SCALE = 127
_AT_ONCE = 2048
"""Rows that are compared at once: as floats they fit into the cache."""

_BLOCK = 8192
"""Rows by which a table grows."""


def key_of(text: str, model: str) -> int:
    """Give the number, of 64 bits, by which the vector of a text by a model is known."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8, key=model.encode()[:64])
    return int.from_bytes(digest.digest(), "little", signed=True)


def quantised(vectors: Floats) -> Quantised:
    """Give vectors of length 1 in a quarter of their memory; cosines change in the third decimal."""
    return np.rint(vectors * SCALE).astype(np.int8)


def cosines(rows: Quantised, query: Floats, room: Floats | None = None) -> Floats:
    """Tell the cosine of each row with a query of length 1, as many rows at once as the cache holds as floats.

    They are made in `room`, which whoever asks for several blocks hands in: new memory each time costs more than they.
    """
    found = np.empty(len(rows), dtype=np.float32)
    floats = _room() if room is None else room
    scaled = query / np.float32(SCALE)
    for start in range(0, len(rows), _AT_ONCE):
        block = rows[start : start + _AT_ONCE]
        part = floats[: len(block)]
        np.copyto(part, block)
        np.dot(part, scaled, out=found[start : start + len(block)])
    return found


def _room() -> Floats:
    return np.empty((_AT_ONCE, SIZE), dtype=np.float32)


class VectorTable:
    """Vectors by their keys, which grow in blocks, so that one more never copies the others."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._blocks: list[Quantised] = []
        self._keys = np.empty(0, dtype=np.int64)
        self._places = np.empty(0, dtype=np.int32)

    def __len__(self) -> int:
        """Count the vectors."""
        return len(self._keys)

    def add(self, keys: Sequence[int] | Numbers, vectors: Quantised) -> None:
        """Add vectors; those whose key is there already are left as they are."""
        given, first = np.unique(np.asarray(keys, dtype=np.int64), return_index=True)
        new = first[self.places(given) < 0]
        if not len(new):
            return
        added = np.arange(len(self), len(self) + len(new), dtype=np.int32)
        self._append(vectors[new])
        merged = np.concatenate([self._keys, np.asarray(keys, dtype=np.int64)[new]])
        order = np.argsort(merged, kind="stable")
        self._places = np.concatenate([self._places, added])[order]
        self._keys = merged[order]

    def places(self, keys: Sequence[int] | Numbers) -> NDArray[np.int32]:
        """Tell where each key's cosine stands in what `cosines` gives; -1 for a key that is not there."""
        wanted = np.asarray(keys, dtype=np.int64)
        if not len(self._keys):
            return np.full(len(wanted), -1, dtype=np.int32)
        found = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        return np.where(self._keys[found] == wanted, self._places[found], np.int32(-1))

    def cosines(self, query: Floats) -> Floats:
        """Tell the cosine of every vector with a query of length 1, in the order they were added."""
        room = _room()
        parts = [cosines(block, query, room) for block in self._filled()]
        return np.concatenate(parts) if parts else np.empty(0, dtype=np.float32)

    def taken(self, places: NDArray[np.int32]) -> Quantised:
        """Return the vectors at these places; zeros where a place is -1."""
        found = np.zeros((len(places), SIZE), dtype=np.int8)
        blocks, within = np.divmod(places, _BLOCK)
        for number, block in enumerate(self._blocks):
            here = blocks == number
            found[here] = block[within[here]]
        return found

    def _filled(self) -> Iterator[Quantised]:
        left = len(self)
        for block in self._blocks:
            yield block[:left]
            left -= len(block)

    def _append(self, vectors: Quantised) -> None:
        used = len(self) % _BLOCK
        while len(vectors):
            if used == 0:
                self._blocks.append(np.empty((_BLOCK, SIZE), dtype=np.int8))
            room = min(_BLOCK - used, len(vectors))
            self._blocks[-1][used : used + room] = vectors[:room]
            vectors, used = vectors[room:], (used + room) % _BLOCK
