"""One loaded model for all who ask it: whoever a user waits for goes first, work that nobody waits for in between."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from netdesk.language import encoder
from netdesk.language.encoder import Encoder, ModelError, Understood, Vectors

_AT_ONCE = 8


class SharedEncoder:
    """An encoder that is loaded when it is first asked, on the thread that asks; for any thread."""

    def __init__(self, load: Callable[[], Encoder] = encoder.load, name: str = encoder.NAME) -> None:
        """Load nothing yet; `name` tells the vectors of this model from those of others."""
        self.name = name
        self._load = load
        self._encoder: Encoder | None = None
        self._missing: ModelError | None = None
        self._free = threading.Condition()
        self._taken = False
        self._waiting = 0

    @property
    def missing(self) -> str:
        """Why the model cannot be used, once somebody has asked it; empty while it can."""
        return str(self._missing or "")

    def ready(self) -> SharedEncoder:
        """Load the model now; raises ModelError where it cannot be used."""
        with self._turn():
            return self

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give one vector of length 1 for each text; raises ModelError where the model cannot be used."""
        with self._turn() as model:
            return model.encode(texts)

    def understand(self, texts: Sequence[str]) -> list[Understood]:
        """Give the vectors of each text and of its chunks; raises ModelError where the model cannot be used."""
        with self._turn() as model:
            return model.understand(texts)

    def encode_patiently(self, texts: Sequence[str]) -> Iterator[tuple[Sequence[str], Vectors]]:
        """Give the vectors of many texts, a few at a time with those texts, and let everybody else go first."""
        by_length = sorted(texts, key=len)
        for start in range(0, len(by_length), _AT_ONCE):
            few = by_length[start : start + _AT_ONCE]
            with self._turn(patient=True) as model:
                vectors = model.encode(few)
            yield few, vectors

    @contextmanager
    def _turn(self, *, patient: bool = False) -> Iterator[Encoder]:
        with self._free:
            self._waiting += not patient
            self._free.wait_for(lambda: not self._taken and not (patient and self._waiting))
            self._waiting -= not patient
            self._taken = True
        try:
            yield self._loaded()
        finally:
            with self._free:
                self._taken = False
                self._free.notify_all()

    def _loaded(self) -> Encoder:
        if self._missing is not None:
            raise ModelError(str(self._missing))
        if self._encoder is None:
            try:
                self._encoder = self._load()
            except ModelError as error:
                self._missing = error
                raise
        return self._encoder
