"""Organisations within a unit of work: found or added by name, gone again where only typing made them."""

from __future__ import annotations

from sqlalchemy import select

from netdesk.db.tables import Affiliation, Hop, Organisation
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.text import fold
from netdesk.services.records import get, line


def organisation(work: UnitOfWork, name: str) -> Organisation:
    """Return the organisation of that name, adding it if there is none."""
    shown = line(name, "the name of the organisation")
    found = work.session.scalar(select(Organisation).where(Organisation.folded == fold(shown)).limit(1))
    if found is None:
        found = Organisation(name=shown, folded=fold(shown), created_at=work.now)
        work.session.add(found)
        work.session.flush()
    return found


def drop_if_bare(work: UnitOfWork, organisation_id: int) -> None:
    """Delete an organisation that only a name being typed has made: nothing is known of it, and nothing names it."""
    work.session.flush()
    left = get(work.session, Organisation, organisation_id)
    is_named = [
        work.session.scalar(select(table.id).where(table.organisation_id == organisation_id).limit(1))
        for table in (Affiliation, Hop)
    ]
    if not (left.website or left.place or left.notes or left.is_mine or any(is_named)):
        work.session.delete(left)
