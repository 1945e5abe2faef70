from __future__ import annotations

from time import perf_counter

from netdesk.language import encoder
from netdesk.language.sentences import sentences
from tests.asks import load

LEAST_A_SECOND = 100


def test_a_hundred_short_sentences_a_second_on_one_core() -> None:
    short = [piece.text for ask in load() for piece in sentences(ask.text) if 4 <= len(piece.text.split()) <= 14][:200]
    model = encoder.load(threads=1)
    model.encode(short[:16])
    best = min(_seconds(model, short) for _ in range(3))
    print(f"{len(short) / best:.0f} short sentences a second")
    assert len(short) / best >= LEAST_A_SECOND


def test_sentences_sorted_by_length_are_faster_than_one_by_one_in_any_order() -> None:
    model = encoder.load(threads=1)
    texts = [("gate " * length).strip() for length in (2, 60, 3, 50) * 16]
    together = min(_seconds(model, texts) for _ in range(2))
    padded = min(sum(_seconds(model, [text, texts[1]]) for text in texts) for _ in range(2)) / 2
    print(f"together {together * 1000:.0f} ms, each beside a long one {padded * 1000:.0f} ms")
    assert together < padded


def _seconds(model: encoder.Encoder, texts: list[str]) -> float:
    started = perf_counter()
    model.encode(texts)
    return perf_counter() - started
