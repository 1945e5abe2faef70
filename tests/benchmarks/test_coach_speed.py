from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import thread_time

import pytest

from netdesk.coach import coach
from netdesk.coach.judge import Coach
from netdesk.language import encoder
from netdesk.language.encoder import Encoder
from netdesk.language.sentences import sentences
from tests.asks import load

WORDS = 300
MOST_OF_VECTORS = 1.6
MOST_OF_WHOLE = 0.5
MOST_BY_WORDING = 5.0
"""Milliseconds in which wording is judged, for it is judged at every key."""


@pytest.fixture(scope="module")
def model() -> Encoder:
    return encoder.load()


@pytest.fixture(scope="module")
def judging(model: Encoder) -> Coach:
    ready = Coach(lambda: model)
    ready.prepare()
    return ready


def texts_of_300_words() -> list[str]:
    """Many asks in one text, each text of other asks, so that no sentence comes twice."""
    words = [word for ask in load() if "\n" not in ask.text for word in ask.text.split()]
    return [" ".join(words[start : start + WORDS]) for start in range(0, 8 * WORDS, WORDS)]


def test_wording_is_judged_while_one_types_and_vectors_soon_after(judging: Coach) -> None:
    texts = texts_of_300_words()
    judging.judge(texts[0])
    wording = median(_milliseconds(lambda text=text: coach(text)) for text in texts[1:])
    whole = median(_milliseconds(lambda text=text: judging.judge(text)) for text in texts[1:])
    print(f"{WORDS} words: {wording:.1f} ms by wording, {whole:.0f} ms with vectors of sentences never seen")
    assert wording < whole / 8
    assert wording < MOST_BY_WORDING


def test_judging_costs_little_beside_the_vectors_it_weighs(model: Encoder) -> None:
    texts = texts_of_300_words()
    alone = median(_milliseconds(lambda text=text: _read_sentences(model, text)) for text in texts)
    whole = median(_milliseconds(lambda text=text: Coach(lambda: model).judge(text)) for text in texts)
    print(f"{WORDS} words: {whole:.0f} ms to judge, {alone:.0f} ms of them for the vectors alone")
    assert whole < alone * MOST_OF_VECTORS


def test_a_changed_sentence_costs_one_sentence(judging: Coach, model: Encoder) -> None:
    text = texts_of_300_words()[0]
    whole = median(_milliseconds(lambda: Coach(lambda: model).judge(text)) for _ in range(5))
    judging.judge(text)
    changed = [f"{text} Do you know a welder in {place}?" for place in ("Leeds", "York", "Hull", "Bath", "Kent")]
    taken = median(_milliseconds(lambda text=text: judging.judge(text)) for text in changed)
    print(f"one changed sentence in {WORDS} words: {taken:.0f} ms; all of them: {whole:.0f} ms")
    assert taken < whole * MOST_OF_WHOLE


def _read_sentences(model: Encoder, text: str) -> None:
    model.understand([piece.text for piece in sentences(text)])


def _milliseconds(work: Callable[[], object]) -> float:
    """Time what this thread computes, whatever else the machine is doing."""
    started = thread_time()
    work()
    return (thread_time() - started) * 1000
