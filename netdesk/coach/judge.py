"""The coach's answer by wording and vectors together; by wording alone where the model of the language is not here."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np

from netdesk.coach import models, questions
from netdesk.coach.elements import Place, Present, joined
from netdesk.coach.features import Features, features
from netdesk.coach.models import THERE, Judgement, Models
from netdesk.coach.scoring import SPECIFIC_FROM
from netdesk.coach.verdict import SILENCE, Verdict, coach, conclude
from netdesk.domain.words import Element
from netdesk.language import encoder
from netdesk.language.encoder import Encoder, ModelError, Understood
from netdesk.language.shared import SharedEncoder
from netdesk.language.words import terms

_REMEMBERED = 256
_MOST_WORDS = 1500
"""Longer texts are judged by wording, for which nobody has to wait."""

_SURE_WITHIN = 0.2
_BELONGS = 0.5
"""A word belongs to an element while it is this likely beside the likeliest."""

_MARKS = " \n\t,;:.!?()[]{}\"'“”‘’«»–—-"


@dataclass(frozen=True, slots=True)
class _Loaded:
    encoder: Encoder | SharedEncoder
    models: Models


class Coach:
    """Judges asks, and remembers the vectors of sentences, so that one changed sentence costs one; for any thread."""

    def __init__(self, load: Callable[[], Encoder | SharedEncoder] = encoder.load) -> None:
        """Load nothing before the first ask, or `prepare`."""
        self._load = load
        self._loaded: _Loaded | None = None
        self._missing = False
        self._remembered: OrderedDict[str, Understood] = OrderedDict()
        self._lock = Lock()

    def prepare(self) -> None:
        """Load the models in advance; not on the thread of the window."""
        with self._lock:
            self._ensure_loaded()

    @property
    def by_wording(self) -> bool:
        """Whether the model is missing, so that wording alone is judged, and less surely."""
        return self._missing

    def ask_back(self, text: str) -> tuple[str, ...]:
        """Give one to three questions to return to a requester; where the text lacks nothing, those that fit any."""
        return self.judge(text).ask_back or questions.general()

    def judge(self, text: str, *, names: Collection[str] = ()) -> Verdict:
        """Judge an ask; takes a while the first time and for long texts, so not on the thread of the window."""
        read = features(text, names)
        if not read.reading.language_known:
            return SILENCE
        with self._lock:
            loaded = self._ensure_loaded()
            if loaded is None or len(read.places) > _MOST_WORDS:
                return coach(text, names=names)
            lines = self._understand(loaded.encoder, [line.text for line in read.reading.lines])
        judgement = loaded.models.judge(read, lines)
        return conclude(
            text,
            read.reading,
            read.hits,
            score=judgement.specific,
            sure=abs(judgement.specific - SPECIFIC_FROM) > _SURE_WITHIN,
            present=tuple(_present(text, read, judgement)),
        )

    def _ensure_loaded(self) -> _Loaded | None:
        if self._loaded is None and not self._missing:
            try:
                self._loaded = _Loaded(self._load(), models.load())
            except ModelError:
                self._missing = True
        return self._loaded

    def _understand(self, model: Encoder | SharedEncoder, texts: Sequence[str]) -> list[Understood]:
        new = [text for text in dict.fromkeys(texts) if text not in self._remembered]
        known = dict(zip(new, model.understand(new), strict=True))
        for text in texts:
            self._remembered[text] = known.get(text) or self._remembered[text]
            self._remembered.move_to_end(text)
        understood = [self._remembered[text] for text in texts]
        while len(self._remembered) > _REMEMBERED:
            self._remembered.popitem(last=False)
        return understood


def _present(text: str, read: Features, judgement: Judgement) -> Iterator[Present]:
    for index, element in enumerate(Element):
        if read.places and judgement.elements[element] >= THERE:
            start, end = _place(text, read, element, judgement.by_word[:, index])
            yield Present(element, start, end, text[start:end])


def _place(text: str, read: Features, element: Element, likely: models.Numbers) -> Place:
    """Choose what a pattern found around the likeliest word, else the likely words beside one that says something."""
    likeliest = int(np.argmax(likely))
    if element is Element.ASK:
        line = read.reading.lines[read.owners[likeliest]]
        return line.start, line.end
    start, end = read.places[likeliest]
    for place in read.found[element]:
        if place[0] < end and start < place[1]:
            return joined(text, element, place, read.found[element])
    telling = [word for word, (start, end) in enumerate(read.places) if terms(text[start:end])]
    first = last = max(telling or [likeliest], key=lambda word: likely[word])
    least = likely[first] * _BELONGS
    while first > 0 and read.owners[first - 1] == read.owners[last] and likely[first - 1] >= least:
        first -= 1
    while last + 1 < len(likely) and read.owners[last + 1] == read.owners[first] and likely[last + 1] >= least:
        last += 1
    return _trimmed(text, read.places[first][0], read.places[last][1])


def _trimmed(text: str, start: int, end: int) -> Place:
    """Leave out marks around words, unless nothing would be left."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(_MARKS))
    right = len(piece.rstrip(_MARKS))
    return (start + left, start + right) if left < right else (start, end)
