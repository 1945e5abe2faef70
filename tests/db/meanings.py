"""A model for tests that knows what a few words mean, and an index made by it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import cast

import numpy as np

from netdesk.db.book import Book
from netdesk.language.encoder import SIZE, Encoder, Vectors
from netdesk.language.shared import SharedEncoder
from netdesk.services.indexing import Indexing
from netdesk.services.nearest import Nearest


class Meanings:
    """Texts that hold words of one meaning are near each other; all others are far from everything."""

    def __init__(self, words: Mapping[str, int]) -> None:
        """Take the number of its meaning for each word."""
        self._words = words

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give one vector of length 1 for each text."""
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Vectors:
        vector = np.random.default_rng(len(text) * 7919 + sum(text.encode())).normal(size=SIZE) / SIZE**0.5 / 2
        for word in re.findall(r"\w+", text.lower()):
            if word in self._words:
                vector[self._words[word]] += 1.0
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def remembering(book: Book, words: Mapping[str, int]) -> Nearest:
    """Index all that is in the book now."""
    encoder = SharedEncoder(lambda: cast(Encoder, Meanings(words)), "meanings")
    nearest = Nearest(book, encoder.name)
    assert Indexing(book, encoder, nearest).bring_current()
    return nearest
