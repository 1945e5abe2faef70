"""Whom a message goes to: contacts and addresses by its lines."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from netdesk.db.tables import ContactPoint, Recipient
from netdesk.domain.words import PointKind, RecipientRole


def to(session: Session, message_id: int) -> tuple[int, ...]:
    """Return the contacts on the To line."""
    rows = select(Recipient.contact_id).where(
        Recipient.message_id == message_id, Recipient.role == RecipientRole.TO, Recipient.contact_id.is_not(None)
    )
    return tuple(one for one in session.scalars(rows.order_by(Recipient.position)) if one is not None)


def contacts(session: Session, message_id: int) -> tuple[int, ...]:
    """Return the contacts on any line, each once."""
    rows = select(Recipient.contact_id).where(Recipient.message_id == message_id, Recipient.contact_id.is_not(None))
    return tuple(dict.fromkeys(one for one in session.scalars(rows) if one is not None))


def lines(session: Session, message_id: int) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the addresses of the To, Cc and Bcc lines; a contact without an address is left out."""
    rows = session.scalars(
        select(Recipient).where(Recipient.message_id == message_id).order_by(Recipient.position)
    ).all()
    found: dict[RecipientRole, list[str]] = {role: [] for role in RecipientRole}
    for row in rows:
        if shown := row.address or (address(session, row.contact_id) if row.contact_id else ""):
            found[row.role].append(shown)
    return tuple(found[RecipientRole.TO]), tuple(found[RecipientRole.CC]), tuple(found[RecipientRole.BCC])


def address(session: Session, contact_id: int) -> str:
    """Return the e-mail address of a contact that is used, or nothing."""
    points = (
        select(ContactPoint.value)
        .where(ContactPoint.contact_id == contact_id, ContactPoint.kind == PointKind.EMAIL)
        .order_by(ContactPoint.preferred.desc(), ContactPoint.position)
    )
    return session.scalar(points.limit(1)) or ""
