"""What a draft lacked when it was written, and its text does not say yet."""

from __future__ import annotations

import re

from netdesk.composer.measure import reasons
from netdesk.composer.records import About, Draft, Lack
from netdesk.composer.repeated import added

_MINE = re.compile(r"\b(?:I|we|my|our)\b", re.IGNORECASE)
_GIFTS = 2
_NOTE = 2
"""Sentences of the user's own by which a note counts as pasted."""


def unsaid(drafted: Draft, body: str, sides: int) -> tuple[Lack, ...]:
    """Find what a text still lacks of what its draft did, as far as the sentences that were added tell.

    `sides` is how many people are told why. What an ask says is left to the coach, who reads the sentences.
    """
    new = added(body, drafted.body)
    deed = next((one for one in new if _MINE.search(one)), None)
    said = {
        About.RECORD: False,
        About.ELEMENT: False,
        About.REASON: reasons(body) >= sides,
        About.GIFT: bool(new) and reasons(body) >= _GIFTS,
        About.DEED: deed is not None,
        About.OUTCOME: any(one != deed for one in new),
        About.NOTE: len(new) >= _NOTE,
        About.REST: bool(new),
    }
    return tuple(lack for lack in drafted.lacks if not said[lack.about])
