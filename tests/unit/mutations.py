"""Files as damage, carelessness and malice leave them."""

from __future__ import annotations

import random
from collections.abc import Sequence

_PIECES = (
    b"\n",
    b"\r\n",
    b"\r",
    b"\n\n",
    b"\0",
    b"\xff",
    b"=",
    b":",
    b";",
    b",",
    b'"',
    b"<",
    b">",
    b"\t",
    b" ",
    b"=?x?q?",
    b"--",
)


def mutated(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """Change one of the seeds in up to eight places: bytes lost, doubled, swapped in from another, or made up."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((0, 1, 3, 20, 200)))
        match chance.randrange(5):
            case 0:
                del data[start:end]
            case 1:
                data[start:start] = data[start:end] * chance.choice((1, 2, 30))
            case 2:
                data[start:end] = chance.choice(_PIECES) * chance.choice((1, 1, 50))
            case 3:
                other = chance.choice(seeds)
                data[start:end] = other[chance.randrange(len(other)) :][:100]
            case _:
                data[start:end] = chance.randbytes(chance.randint(1, 8))
    return bytes(data)
