"""What refers to a contact, and where a merge would make it refer to the same one twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from netdesk.db.tables import (
    Base,
    Connection,
    Contact,
    FollowUp,
    HowMet,
    Interaction,
    Introduction,
    Message,
    Participant,
    Party,
    Recipient,
    Requester,
    Step,
)
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.dates import PartialDate
from netdesk.domain.words import Consent, Direction, InteractionKind, RecipientRole

_MUTUAL_CONSENT = (Consent.DECLINED, Consent.NOT_NOW, Consent.LAPSED, Consent.PENDING, Consent.GRANTED)
"""The more careful answer first: it holds where one person gave two."""


def move_references(work: UnitOfWork, kept: Contact, other: Contact) -> None:
    """Let everything that refers to one contact refer to another, each at most once."""
    session = work.session
    _merge_connections(session, kept.id, other.id)
    _merge_introductions(work, kept, other)
    _merge_once(session, Participant, "interaction_id", kept.id, other.id)
    _merge_once(session, Requester, "request_id", kept.id, other.id)
    _merge_recipients(session, kept.id, other.id)
    for table, column in references():
        session.execute(update(table).where(column == other.id).values({column.key: kept.id}))
    session.execute(update(HowMet).where(HowMet.contact_id == HowMet.introducer_id).values(introducer_id=None))
    session.expire_all()


def references() -> Iterable[tuple[Any, Any]]:
    """Give every column of the book that refers to a contact, so that none is forgotten."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == "contact" for key in column.foreign_keys):
                yield table, column


def _merge_once(session: Session, table: Any, about: str, kept_id: int, other_id: int) -> None:
    """Drop the second of two rows that would name the contact twice beside one record."""
    there = select(getattr(table, about)).where(table.contact_id == kept_id).scalar_subquery()
    session.execute(delete(table).where(table.contact_id == other_id, getattr(table, about).in_(there)))


def _merge_connections(session: Session, kept_id: int, other_id: int) -> None:
    """Connect the contact once with each other one in each way; the two themselves are connected no more."""
    both = (kept_id, other_id)
    known: dict[tuple[int, int, str], Connection] = {}
    found = session.scalars(
        select(Connection)
        .where(or_(Connection.first_id.in_(both), Connection.second_id.in_(both)))
        .order_by(Connection.first_id.in_((other_id,)), Connection.second_id.in_((other_id,)), Connection.id)
    ).all()
    for one in found:
        first, second = (kept_id if end == other_id else end for end in (one.first_id, one.second_id))
        there = known.get((first, second, one.kind))
        if first == second or there is not None:
            if there is not None:
                _fill_connection(there, one)
            session.delete(one)
            session.flush()
            continue
        known[first, second, one.kind] = one
    session.flush()


def _fill_connection(there: Connection, one: Connection) -> None:
    """Let a connection also say what a second one of the kind said: the longer time, and every source."""
    there.since = min((day for day in (there.since, one.since) if day), key=str, default=None)
    there.until = max(there.until, one.until, key=str) if there.until and one.until else None
    sources = [text for text in (there.source, one.source) if text]
    there.source = "; ".join(dict.fromkeys(sources))


def _merge_recipients(session: Session, kept_id: int, other_id: int) -> None:
    """Send a message once, to whoever is written to before who gets a copy."""
    roles = list(RecipientRole)
    found: dict[int, list[Recipient]] = {}
    query = select(Recipient).where(Recipient.contact_id.in_((kept_id, other_id))).order_by(Recipient.position)
    for one in session.scalars(query):
        found.setdefault(one.message_id, []).append(one)
    for rows in found.values():
        first, *others = sorted(rows, key=lambda row: (roles.index(row.role), row.position))
        for one in others:
            if one.address in ("", first.address) or not first.address:
                first.address = first.address or one.address
                session.delete(one)
    session.flush()


def _merge_introductions(work: UnitOfWork, kept: Contact, other: Contact) -> None:
    """Make one party of two; what would introduce somebody to themselves becomes a note of what happened."""
    session, both = work.session, (kept.id, other.id)
    touched = or_(
        Introduction.introducer_id.in_(both),
        Introduction.id.in_(select(Party.introduction_id).where(Party.contact_id.in_(both)).scalar_subquery()),
    )
    for introduction in session.scalars(select(Introduction).where(touched)).all():
        parties = list(session.scalars(select(Party).where(Party.introduction_id == introduction.id)))
        mine = sorted((one for one in parties if one.contact_id in both), key=lambda one: one.contact_id != kept.id)
        others = len(parties) - len(mine)
        introduces_self = bool(mine) and introduction.introducer_id in both
        if introduces_self and others >= 2:
            _note(work, kept, introduction, mine)
            for one in mine:
                session.delete(one)
        elif others < 1 or introduces_self:
            _note(work, kept, introduction, parties)
            _release(session, kept.id, introduction)
        elif len(mine) > 1:
            _merge_parties(mine[0], mine[1])
            session.delete(mine[1])
        session.flush()


def _merge_parties(first: Party, second: Party) -> None:
    """Let one party say what both said; the more careful answer holds."""
    if _MUTUAL_CONSENT.index(second.consent) < _MUTUAL_CONSENT.index(first.consent):
        for field in ("consent", "basis", "asked_at", "answered_at", "not_before"):
            setattr(first, field, getattr(second, field))
    if second.because.strip() not in first.because:
        first.because = "\n".join(part for part in (first.because, second.because) if part)


def _note(work: UnitOfWork, kept: Contact, introduction: Introduction, parties: list[Party]) -> None:
    """Keep in the contact's history what an introduction of somebody to themselves said."""
    session = work.session
    steps = session.scalars(select(Step).where(Step.introduction_id == introduction.id).order_by(Step.at)).all()
    lines = [f"State: {introduction.state}", introduction.forwardable_note, introduction.outcome]
    lines += [
        f"{session.get_one(Contact, one.contact_id).display_name}: {one.consent}. {one.because}" for one in parties
    ]
    lines += [f"{PartialDate.of(one.at.day).in_words()} {one.kind}: {one.text}" for one in steps]
    note = Interaction(
        kind=InteractionKind.NOTE,
        direction=Direction.BOTH,
        at=introduction.made_at or introduction.created_at,
        subject="An introduction in which two contacts were one person",
        text="\n".join(line.strip() for line in lines if line.strip()),
        created_at=work.now,
    )
    session.add(note)
    session.flush()
    session.add(Participant(interaction_id=note.id, contact_id=kept.id))
    for party in parties:
        if party.contact_id != kept.id and not _is_there(session, note.id, party.contact_id):
            session.add(Participant(interaction_id=note.id, contact_id=party.contact_id))
    session.flush()


def _is_there(session: Session, interaction_id: int, contact_id: int) -> bool:
    known = select(Participant.id).where(
        Participant.interaction_id == interaction_id, Participant.contact_id == contact_id
    )
    return session.scalar(known) is not None


def _release(session: Session, kept_id: int, introduction: Introduction) -> None:
    """Delete an introduction without what was promised and written about it."""
    about = FollowUp.introduction_id == introduction.id
    session.execute(update(FollowUp).where(about, FollowUp.contact_id.is_(None)).values(contact_id=kept_id))
    session.execute(update(FollowUp).where(about).values(introduction_id=None))
    session.execute(update(Message).where(Message.introduction_id == introduction.id).values(introduction_id=None))
    session.delete(introduction)
