from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import cast

import numpy as np
import pytest

from netdesk.language.encoder import SIZE, Encoder, ModelError, Vectors
from netdesk.language.shared import SharedEncoder


class SlowModel:
    """Waits for leave before each answer, and keeps the order in which it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.begun, self.go_on = threading.Semaphore(0), threading.Semaphore(0)

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked.append(texts[0])
        self.begun.release()
        assert self.go_on.acquire(timeout=10)
        return np.zeros((len(texts), SIZE), dtype=np.float32)


def test_who_is_waited_for_goes_before_work_that_nobody_waits_for() -> None:
    model = SlowModel()
    shared = SharedEncoder(lambda: cast(Encoder, model), "slow")
    patient = threading.Thread(target=lambda: list(shared.encode_patiently([f"patient {i:02}" for i in range(24)])))
    patient.start()
    model.begun.acquire()
    urgent = threading.Thread(target=lambda: shared.encode(["urgent"]))
    urgent.start()
    while not shared._waiting:
        threading.Event().wait(0.001)
    for _ in range(4):
        model.go_on.release()
    for thread in (urgent, patient):
        thread.join(10)
    assert [text.split()[0] for text in model.asked] == ["patient", "urgent", "patient", "patient"]


def test_many_texts_come_back_with_their_vectors_a_few_at_a_time() -> None:
    model = SlowModel()
    model.go_on = threading.Semaphore(100)
    shared = SharedEncoder(lambda: cast(Encoder, model), "slow")
    texts = ["a" * length for length in range(1, 21)][::-1]
    given = list(shared.encode_patiently(texts))
    assert sorted(text for few, _ in given for text in few) == sorted(texts)
    assert all(len(few) == len(vectors) <= 8 for few, vectors in given)


def test_a_model_is_loaded_once_and_one_that_is_missing_is_not_looked_for_again() -> None:
    loads: list[int] = []

    def load() -> Encoder:
        loads.append(1)
        raise ModelError("The language model is not installed.")

    shared = SharedEncoder(load, "none")
    assert shared.missing == ""
    for _ in range(2):
        with pytest.raises(ModelError, match="not installed"):
            shared.encode(["a"])
    assert loads == [1]
    assert shared.missing == "The language model is not installed."
