"""What a message is for, before anything is gathered for it."""

from __future__ import annotations

from dataclasses import dataclass

from netdesk.domain.words import DateKind, MessageKind, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What a message is drafted for: its kind, and the records it serves."""

    kind: MessageKind
    to: tuple[int, ...] = ()
    request_id: int | None = None
    hop_id: int | None = None
    introduction_id: int | None = None
    previous_id: int | None = None
    offers: tuple[int, ...] = ()
    """Introductions that a thank-you gives back."""
    occasion: DateKind | None = None
    """The day of theirs on which I say hello."""
    did: str = ""
    """What I did with the help that I give thanks for."""
    outcome: str = ""
    """What came of it, where I tell it in other words than the book."""
    tone: Tone | None = None
