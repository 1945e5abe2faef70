"""What the book says of somebody or something, piece by piece, as matching reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Owner(StrEnum):
    """Whose record a passage stands in."""

    CONTACT = "contact"
    RESOURCE = "resource"
    ORGANISATION = "organisation"


class PassageKind(StrEnum):
    """Where in a record a passage stands; `helped` is what came of help that was given."""

    ROLE = "role"
    OFFERS = "offers"
    NEEDS = "needs"
    INTEREST = "interest"
    LEARNED = "learned"
    NOTE = "note"
    INTERACTION = "interaction"
    HELPED = "helped"
    RESOURCE = "resource"
    ORGANISATION = "organisation"
    TAG = "tag"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that stands word for word in a record; `met` is an interaction face to face or by phone."""

    owner: Owner
    owner_id: int
    kind: PassageKind
    text: str
    day: date | None
    private: bool
    met: bool = False


def phrase(passage: Passage) -> str:
    """Put a passage into the words that are encoded: what one offers is nearer to who asks for it if it says so."""
    return f"Offers: {passage.text}" if passage.kind is PassageKind.OFFERS else passage.text
