"""Making one contact of two: every value is kept, and everything that refers to either refers to the one that stays."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from netdesk.db.book import Book
from netdesk.db.tables import Blob, Contact, ExternalId, HowMet
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.dates import PartialDate
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.instant import Instant
from netdesk.domain.words import Standing
from netdesk.exchange.vcard_items import vcard_key
from netdesk.services.apart import hand_over
from netdesk.services.merging_parts import move_parts
from netdesk.services.merging_references import move_references
from netdesk.services.people import keep_line
from netdesk.services.records import get

_NAME = ("display_name", "sort_name", "prefix", "given_name", "middle_name", "family_name", "suffix")
_SINGLE = ("nickname", "pronouns", "language", "standing", "cadence_days", "photo_id", "archived_at")
_MET = ("introducer_id", "met_on", "place", "event", "remark")
_CAUTIOUS = (Standing.ASK_BEFORE_NAMING, Standing.ASK, Standing.YES)
_OTHER_PHOTO = "X-NETDESK-OTHER-PHOTO"

LABELS: Mapping[str, str] = {
    "display_name": "Name",
    "nickname": "Nickname",
    "pronouns": "Pronouns",
    "language": "Language",
    "standing": "Introductions",
    "cadence_days": "Cadence in days",
    "photo_id": "Photo",
    "archived_at": "Archived",
}
"""What a contact has one of, in the words of the notes that keep the other's."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that two contacts have one of and differ in; the second value is kept in the notes."""

    field: str
    first: str
    second: str


class Merging:
    """The verbs that make one contact of two."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book

    def conflicts(self, first_id: int, second_id: int) -> tuple[Conflict, ...]:
        """Say what the user may choose between; what only one of them has is no conflict."""
        with self._book.read() as session:
            first, second = get(session, Contact, first_id), get(session, Contact, second_id)
            return tuple(
                Conflict(field, _text(getattr(first, field)), _text(getattr(second, field)))
                for field in LABELS
                if getattr(first, field) != getattr(second, field)
                and (field == "archived_at" or (getattr(first, field) and getattr(second, field)))
            )

    def merge(self, kept_id: int, other_id: int, main: Mapping[str, int] | None = None) -> int:
        """Put one contact into another, as one step, and return who stays.

        `main` says of a field in conflict whose value is shown, by contact; without a word it is that of who stays,
        except that the more careful word on introductions holds, and that who is archived as one of both is not.
        The other value goes to the notes. I stay myself whichever way round it is asked.
        """
        if kept_id == other_id:
            raise InvalidInputError("A merge needs two contacts. Choose somebody else.")
        with self._book.write("Merge two contacts") as work:
            kept, other = get(work.session, Contact, kept_id), get(work.session, Contact, other_id)
            if other.is_me:
                kept, other = other, kept
            work.label = f"Merge {other.display_name} into {kept.display_name}"
            _merge_single(work, kept, other, main or {})
            _merge_how_met(work.session, kept, other)
            work.session.flush()
            move_parts(work.session, kept.id, other.id)
            move_references(work, kept, other)
            hand_over(work, other.uid, kept.uid)
            _keep_identity(work.session, kept, other)
            work.session.delete(other)
            work.session.flush()
            return kept.id


def _merge_single(work: UnitOfWork, kept: Contact, other: Contact, main: Mapping[str, int]) -> None:
    remarks: list[str] = []
    if kept.display_name != other.display_name:
        shown = _swap(kept, other, _NAME) if main.get("display_name") == other.id else other.display_name
        remarks.append(f"{LABELS['display_name']}: {shown}")
    else:
        for field in _NAME:
            setattr(kept, field, getattr(kept, field) or getattr(other, field))
    for field in _SINGLE:
        mine, theirs = getattr(kept, field), getattr(other, field)
        if mine == theirs:
            continue
        takes = main[field] == other.id if field in main else _takes_other(field, mine, theirs)
        lost = mine if takes else theirs
        if takes:
            setattr(kept, field, theirs)
        if lost is None or lost == "":
            continue
        remarks.append(f"{LABELS[field]}: {_text(lost)}")
        if field == "photo_id":
            _keep_photo(work.session, kept.id, lost)
    told = f"Merged with {other.display_name}, who had:\n" + "\n".join(remarks) if remarks else ""
    notes = other.notes if other.notes.strip() not in kept.notes else ""
    kept.notes = "\n\n".join(part for part in (kept.notes, notes, told) if part.strip())


def _swap(kept: Contact, other: Contact, fields: tuple[str, ...]) -> str:
    """Give the contact that stays the name of the other; returns the name it had."""
    had = kept.display_name
    for field in fields:
        setattr(kept, field, getattr(other, field))
    return had


def _takes_other(field: str, mine: Any, theirs: Any) -> bool:
    """Tell whether the other's value is shown where the user did not choose."""
    if field == "standing":
        return _CAUTIOUS.index(theirs) < _CAUTIOUS.index(mine)
    if field == "archived_at":
        return theirs is None
    return not mine


def _text(value: object) -> str:
    """Write a value for a text that is read."""
    if isinstance(value, Instant):
        value = PartialDate.of(value.day)
    if isinstance(value, PartialDate):
        return value.in_words()
    return "" if value is None else str(value)


def _keep_photo(session: Session, contact_id: int, blob_id: int) -> None:
    """Keep a photo beside the one shown as a line of the vCard."""
    blob = get(session, Blob, blob_id)
    data = base64.b64encode(blob.data).decode("ascii")
    line = f"{_OTHER_PHOTO}:data:{blob.media_type};base64,{data}"
    keep_line(session, contact_id, line)


def _merge_how_met(session: Session, kept: Contact, other: Contact) -> None:
    """Fill in how we met; what the two tell differently goes to the remark, and nobody introduces themselves."""
    mine, theirs = (session.scalar(select(HowMet).where(HowMet.contact_id == one.id)) for one in (kept, other))
    for met in (mine, theirs):
        if met is not None and met.introducer_id in (kept.id, other.id):
            met.introducer_id = None
    if theirs is None:
        return
    if mine is None:
        theirs.contact_id = kept.id
        return
    lost = []
    for field in _MET:
        own, new = getattr(mine, field), getattr(theirs, field)
        if not own:
            setattr(mine, field, new)
        elif new and new != own:
            lost.append(get(session, Contact, new).display_name if field == "introducer_id" else _text(new))
    if lost:
        mine.remark = "\n".join(part for part in (mine.remark, "Also: " + ", ".join(lost)) if part)
    session.delete(theirs)


def _keep_identity(session: Session, kept: Contact, other: Contact) -> None:
    """Keep the other's uid as a key of the contact, so that a file which names it finds who stays."""
    key = vcard_key(other.uid)
    known = select(ExternalId.id).where(ExternalId.source == key.source, ExternalId.key == key.key)
    if session.scalar(known) is None:
        session.add(ExternalId(contact_id=kept.id, source=key.source, key=key.key))
