from __future__ import annotations

import subprocess
import sys
from time import thread_time

import pytest

from netdesk.language import encoder
from netdesk.language.sentences import sentences
from tests.asks import load

LEAST_A_SECOND = 100
MOST_MEGABYTES = 100
MOST_AT_PEAK = 160
GROWTH = """
from pathlib import Path
from netdesk.language import encoder
import onnxruntime

def megabytes(name):
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith(name)).split()[1]) // 1000

before = megabytes("VmRSS")
encoder.load().encode(["gate " * 300] * 64)
print(megabytes("VmRSS") - before, megabytes("VmHWM") - before)
"""


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


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
def test_the_model_leaves_room_for_the_window_while_it_loads_and_reads_too() -> None:
    grown = subprocess.run([sys.executable, "-c", GROWTH], check=True, capture_output=True, text=True).stdout
    kept, peak = map(int, grown.split())
    print(f"{kept} MB more, {peak} MB at the peak")
    assert kept < MOST_MEGABYTES
    assert peak < MOST_AT_PEAK


def _seconds(model: encoder.Encoder, texts: list[str]) -> float:
    """Time one core, whatever else the machine is doing."""
    started = thread_time()
    model.encode(texts)
    return thread_time() - started
