"""Files that went wrong in every way: known files mutated, and handed to an importer, which must bear them all."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from netdesk.domain.errors import UnreadableFileError

CORPORA = Path(__file__).parents[1].parent / "shared" / "corpora" / "vcards"
SLOWEST = 1.0
"""Seconds of work that any one input may take."""

_LARGEST = 6_000
_TOKENS = (
    *(b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r", b"\n", b"\r\n ", b'"', b'""', b";", b",", b"\t"),
    *(b"|", b":", b"=", b"=\r\n", b"\\", b"'", b"{", b"}", b"[", b"]", b"null", b"1e999", b"-0", b'"\\ud800"'),
    *(b"9" * 400, b'"' * 50, b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b";ENCODING=QUOTED-PRINTABLE", b";CHARSET=utf-7"),
    *(b"[" * 200, b'{"a":' * 100, b"A" * 5_000, b",," * 500, b"31 Feb 0000", b"--0229", b"+" * 40),
    *(b"<", b">", b"=?x?q?", b"--", b"\xff", b"\n\n", b"\nFrom ", b"BEGIN:VEVENT\r\n", b";TZID=", b"RRULE:FREQ="),
)


def samples(suffix: str) -> list[bytes]:
    """Give the files of other programs with this suffix that lie beside the checkout, none of them large."""
    files = sorted(CORPORA.rglob(f"*{suffix}"))
    return [data for data in map(Path.read_bytes, files) if len(data) < _LARGEST]


def mutations(seeds: Sequence[bytes], count: int, number: int) -> Iterator[bytes]:
    """Give so many damaged copies of the seeds, the same ones for the same number."""
    chance = random.Random(number)
    for _ in range(count):
        data = chance.choice(seeds)
        for _ in range(chance.randint(1, 6)):
            data = _mutated(data, chance, seeds)
        yield data[: 4 * _LARGEST]


def _mutated(data: bytes, chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    start = chance.randint(0, len(data))
    end = min(len(data), start + int(chance.expovariate(1 / 30)))
    match chance.randrange(8):
        case 0:
            return data[:start] + chance.randbytes(end - start) + data[end:]
        case 1:
            return data[:start] + data[end:]
        case 2:
            return data[:end] + data[start:]
        case 3:
            return data[:start] + chance.choice(_TOKENS) + data[start:]
        case 4:
            return data[:start] + chance.choice(_TOKENS) + data[end:]
        case 5:
            other = chance.choice(seeds)
            return data[:start] + other[chance.randint(0, len(other)) :]
        case 6:
            return data[:end] + data[start:end] * 30 + data[end:]
        case _:
            return data[:start]


_ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    2**70,
    0.5,
    "",
    "\ud800",
    "\x00",
    "x" * 5_000,
    [],
    {},
    [[]],
    {"values": 1},
    "0000",
)


def reshaped(seed: bytes, count: int, number: int) -> Iterator[bytes]:
    """Give so many copies of a JSON document, still JSON, in which other values stand than should."""
    chance = random.Random(number)
    for _ in range(count):
        document = json.loads(seed)
        for _ in range(chance.randint(1, 4)):
            _reshape(document, chance)
        yield json.dumps(document).encode()


def _reshape(node: Any, chance: random.Random) -> None:
    while isinstance(node, dict | list) and node:
        key = chance.choice(list(node) if isinstance(node, dict) else range(len(node)))
        if chance.random() < 0.2 or not isinstance(node[key], dict | list):
            node[key] = deepcopy(chance.choice(_ODD))
            return
        node = node[key]


def bears(read: Callable[[bytes], object], inputs: Iterator[bytes]) -> None:
    """Read every input; fails with the bytes of one that raises what is no sentence to the user, or takes too long."""
    for data in inputs:
        start = time.process_time()
        try:
            read(data)
        except UnreadableFileError:
            pass
        except Exception as error:
            raise AssertionError(f"{error!r} for {data!r}") from error
        taken = time.process_time() - start
        assert taken < SLOWEST, f"{taken:.1f} s for {data!r}"
