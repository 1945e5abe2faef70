"""Remembering what was made of the few short texts, such as labels, that files repeat in every record."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

SHORT = 200
"""Characters; nothing longer is kept, so that a hostile file cannot fill the memory."""

_MOST = 2048

Made = TypeVar("Made")
Rest = TypeVarTuple("Rest")


def remembers_short(function: Callable[[str, *Rest], Made]) -> Callable[[str, *Rest], Made]:
    """Make a function of a text, and of words from fixed lists, compute the answer for a short text once."""
    remembered = lru_cache(maxsize=_MOST)(function)

    @wraps(function)
    def answer(text: str, /, *rest: *Rest) -> Made:
        return (remembered if len(text) < SHORT else function)(text, *rest)

    return answer
