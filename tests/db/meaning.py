"""A model that costs nothing and can be counted, and what an index made with it must hold."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, cast

import numpy as np

from netdesk.db.book import Book
from netdesk.language.encoder import SIZE, Encoder, ModelError, Understood, Vectors
from netdesk.language.shared import SharedEncoder
from netdesk.matching.passage import Owner, Passage, phrase
from netdesk.matching.vectors import key_of
from netdesk.services.indexing import Indexing
from netdesk.services.nearest import Nearest
from netdesk.services.passages import of_records


class CountingModel:
    """Gives texts that share words vectors that are near each other, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.stop_after = 10**9
        self.stopped = threading.Event()

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        if len(self.asked) >= self.stop_after:
            self.stopped.set()
        vectors = np.stack([sum((_of_word(word) for word in text.lower().split()), _of_word("")) for text in texts])
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)

    def understand(self, texts: Sequence[str]) -> list[Understood]:
        return [Understood(vector, np.stack([vector])) for vector in self.encode(texts)]


def _of_word(word: str) -> Vectors:
    seed = int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big")
    return np.random.default_rng(seed).normal(size=SIZE).astype(np.float32)


class Indexed:
    """A book with an index by such a model."""

    def __init__(self, book: Book, name: str = "counting-1", *, missing: bool = False) -> None:
        self.book = book
        self.model = CountingModel()
        self.encoder = SharedEncoder(_missing if missing else lambda: cast(Encoder, self.model), name)
        self.nearest = Nearest(book, name)
        self.indexing = Indexing(book, self.encoder, self.nearest)

    def update(self, **how: Any) -> bool:
        """Bring the index up to date."""
        return self.indexing.bring_current(**how)

    def asked(self) -> list[str]:
        """What was encoded since this was last called."""
        asked, self.model.asked = self.model.asked, []
        return asked

    def best(self, text: str, owner: Owner = Owner.CONTACT, most: int = 5) -> list[int]:
        """The records that are nearest to a text."""
        return self.nearest.to(self.model.encode([text])[0]).best(owner, most)

    def holds_what_is_read(self) -> None:
        """Fail unless the index, in the book and in memory, is that of the records as they are."""
        assert self.indexing.progress().left == 0
        fresh = Nearest(self.book, self.encoder.name)
        query = self.model.encode(["anything"])[0]
        with self.book.connect() as connection:
            for owner in Owner:
                ids = [row[0] for row in connection.execute(f"SELECT id FROM {owner}")]
                read = {
                    (one.owner_id, one.kind, key_of(phrase(one), self.encoder.name))
                    for one in of_records(connection, owner, ids)
                }
                kept = connection.execute("SELECT owner_id, kind, vector_id FROM passage WHERE owner = ?", (owner,))
                assert set(map(tuple, kept)) == read
                assert sorted(fresh.to(query).best(owner, 10**6)) == sorted({one for one, *_ in read})
                assert sorted(self.nearest.to(query).best(owner, 10**6)) == sorted({one for one, *_ in read})


def passages(book: Book, owner: Owner, record: int) -> list[Passage]:
    """The passages of a record."""
    with book.connect() as connection:
        return list(of_records(connection, owner, [record]))


def _missing() -> Encoder:
    raise ModelError("The language model is not installed; wording alone is judged.")
