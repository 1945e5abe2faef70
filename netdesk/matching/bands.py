"""How well somebody matches, in words; the limits were chosen on the first of two labelled networks."""

from __future__ import annotations

from netdesk.domain.words import Band

STRONG, GOOD, PERHAPS = 0.65, 0.59, 0.36
"""Of those in each band about nine in ten can help, more than half, and few."""


def band(worth: float, telling: int) -> Band | None:
    """Give the band of a judgement of a request with so many telling words; none where nothing speaks for it.

    A single word is never enough for a strong match, for it may mean something else.
    """
    if worth >= STRONG and telling > 1:
        return Band.STRONG
    if worth >= GOOD:
        return Band.GOOD
    return Band.PERHAPS if worth >= PERHAPS else None
