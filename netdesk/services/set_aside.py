"""Pairs of people who are not to be introduced; kept with the settings of the book, by uid."""

from __future__ import annotations

from sqlalchemy.orm import Session

from netdesk.db.tables import Contact
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.services import settings
from netdesk.services.left_out import called
from netdesk.services.records import get

_KEY, _MOST = "introductions_set_aside", 500


def add(work: UnitOfWork, one: int, other: int) -> None:
    """Suggest no more that two should meet; of very many pairs the latest are kept."""
    pair = [get(work.session, Contact, contact_id).uid for contact_id in (one, other)]
    kept = [known for known in settings.value(work.session, _KEY) if set(known) != set(pair)]
    settings.put(work, _KEY, [*kept, pair][-_MOST:])


def pairs(session: Session) -> set[frozenset[int]]:
    """Return the pairs, as far as both are in the book."""
    kept = settings.value(session, _KEY)
    known = called(session, [uid for pair in kept for uid in pair])
    return {
        frozenset((one, other))
        for first, second in kept
        for one in known.get(first, ())
        for other in known.get(second, ())
    }


def beside(session: Session, contact_id: int) -> set[int]:
    """Return those who were set aside for a contact."""
    return {one for pair in pairs(session) if contact_id in pair for one in pair}
