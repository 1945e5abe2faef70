"""Compares a request with the book in meaning, where there is a model and an index; else says why words must do."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from netdesk.language.encoder import ModelError
from netdesk.language.shared import SharedEncoder
from netdesk.matching.wording import Wording, vector
from netdesk.services.indexing import Indexing
from netdesk.services.nearest import Nearest, Nearness


class Meaning:
    """Asks the one encoder and the one index of a book."""

    def __init__(self, indexing: Indexing, encoder: SharedEncoder, nearest: Nearest) -> None:
        """Load nothing yet."""
        self._indexing = indexing
        self._encoder = encoder
        self._nearest = nearest

    def prepare(self) -> None:
        """Load in advance what the first question would wait for."""
        if self._indexing.progress().serves:
            with suppress(ModelError):
                self._encoder.ready()
                self._nearest.prepare()

    def near(self, request: Wording, weights: Mapping[str, float]) -> tuple[Nearness | None, str]:
        """Tell how near the book is to a request whose terms weigh so much; or why that cannot be told now."""
        progress = self._indexing.progress()
        if not progress.serves and not self._encoder.missing:
            done = f"{progress.total - progress.left:,} of {progress.total:,}"
            return None, f"The book is still being read ({done} records): until then only shared words count."
        try:
            (understood,) = self._encoder.understand([request.text])
        except ModelError as error:
            return None, str(error)
        return self._nearest.to(vector(request, understood, weights)), ""
