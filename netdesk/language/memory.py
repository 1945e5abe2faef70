"""What the C library keeps of memory that is free again: glibc is told what other allocators do by themselves."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

_MMAP_THRESHOLD, _LARGE = -3, 1 << 20
_ARENA_MAX = -8


def keep_little() -> None:
    """Let large pieces go back to the system, and threads share one heap instead of keeping what each has freed.

    See mallopt(3).
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            library = ctypes.CDLL(None)
            library.mallopt(_MMAP_THRESHOLD, _LARGE)
            library.mallopt(_ARENA_MAX, 1)


def give_back() -> None:
    """Give what is free back to the system, in about 2 ms (malloc_trim(3))."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
