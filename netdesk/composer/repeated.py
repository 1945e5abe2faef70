"""Sentences that a receiver has read before, and those that are new in a draft."""

from __future__ import annotations

from netdesk.domain.text import fold
from netdesk.language.sentences import sentences

LEAST_WORDS = 4
"""Shorter sentences, such as “How are you?”, may come again."""

LONGEST = 20_000


def repeated(body: str, earlier: str, usual: str = "") -> tuple[str, ...]:
    """Find the sentences of a message that stand in an earlier one; those that stand in `usual` may come again.

    Neither case, accents and spaces count, nor salutation and signature.
    """
    known, allowed = {_key(one) for one in _told(earlier)}, _key(usual)
    return tuple(one for one in _told(body) if _key(one) in known and _key(one) not in allowed)


def added(body: str, drafted: str) -> tuple[str, ...]:
    """Find the sentences of a message that were not in its draft."""
    known = {_key(one) for one in _told(drafted, 1)}
    return tuple(one for one in _told(body, 1) if _key(one) not in known)


def _told(text: str, least: int = LEAST_WORDS) -> list[str]:
    """The sentences between salutation and signature, which stand in paragraphs of their own."""
    paragraphs = text[:LONGEST].strip().split("\n\n")
    middle = "\n\n".join(paragraphs[1:-1] if len(paragraphs) > 2 else paragraphs)
    return [one.text for one in sentences(middle) if len(one.text.split()) >= least]


def _key(sentence: str) -> str:
    return " ".join(fold(sentence).split())
