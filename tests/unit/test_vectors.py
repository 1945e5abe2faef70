from __future__ import annotations

import numpy as np
import pytest

from netdesk.language.encoder import SIZE
from netdesk.matching import vectors
from netdesk.matching.vectors import Floats, VectorTable, key_of, quantised


def some(count: int, seed: int = 7) -> Floats:
    """Vectors of length 1."""
    found = np.random.default_rng(seed).normal(size=(count, SIZE)).astype(np.float32)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


def test_cosines_are_those_of_the_floats_to_the_second_decimal() -> None:
    floats, query = some(3000), some(1, seed=8)[0]
    found = vectors.cosines(quantised(floats), query)
    assert np.abs(found - floats @ query).max() < 0.015
    assert vectors.cosines(quantised(floats[:0]), query).shape == (0,)


def test_a_table_that_grows_keeps_every_vector_under_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "_BLOCK", 64)
    floats, query, table = some(500), some(1, seed=8)[0], VectorTable()
    keys = np.random.default_rng(9).integers(-(2**63), 2**63 - 1, size=500)
    for first in range(0, 500, 37):
        table.add(keys[first : first + 37], quantised(floats[first : first + 37]))
    assert len(table) == 500
    assert np.abs(table.cosines(query)[table.places(keys)] - floats @ query).max() < 0.015


def test_a_key_that_is_there_keeps_its_vector_and_one_that_is_not_has_no_place() -> None:
    floats, table = some(3), VectorTable()
    assert table.places([1, 2]).tolist() == [-1, -1]
    assert table.cosines(floats[0]).tolist() == []
    table.add([5, 5, -2], quantised(floats))
    table.add([5], quantised(floats[2:]))
    assert len(table) == 2
    assert table.cosines(floats[0])[table.places([5])[0]] == pytest.approx(1, abs=0.01)
    assert table.places([7]).tolist() == [-1]


def test_a_key_tells_texts_and_models_apart_whatever_they_hold() -> None:
    texts = ["", "a", "A", "a ", "\ud800", "\x00", "x" * 10_000]
    keys = {key_of(text, model) for text in texts for model in ("one", "two", "m" * 100)}
    assert len(keys) == 3 * len(texts)
    assert all(-(2**63) <= key < 2**63 for key in keys)
    assert key_of("Offers: cold storage", "minilm-1") == key_of("Offers: cold storage", "minilm-1")
