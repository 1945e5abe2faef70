"""A large book with its index, made in seconds by a model that knows nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast
from zlib import crc32

import numpy as np

from netdesk.db.book import Book
from netdesk.domain.instant import Clock
from netdesk.language import encoder
from netdesk.language.encoder import SIZE, Encoder, Vectors
from netdesk.language.shared import SharedEncoder
from netdesk.services.indexing import Indexing
from netdesk.services.nearest import Nearest
from tests.benchmarks.filled_book import TODAY, fill


class RandomModel:
    """Gives every text a vector of its own, at once."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.stack([np.random.default_rng(crc32(text.encode())).normal(size=SIZE) for text in texts])
        return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def indexing(book: Book) -> tuple[Indexing, Nearest]:
    """What makes and searches an index under the name of the real model, without it."""
    nearest = Nearest(book, encoder.NAME)
    shared = SharedEncoder(lambda: cast(Encoder, RandomModel()), encoder.NAME)
    return Indexing(book, shared, nearest), nearest


def fill_indexed(path: Path, contacts: int) -> None:
    """Make a book of so many contacts, with an index."""
    fill(path, contacts)
    book = Book(path, Clock.fixed(TODAY))
    assert indexing(book)[0].bring_current()
    book.close(keep_backup=False)
