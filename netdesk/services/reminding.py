"""What a nudge reminds of, and how long ago that was."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from netdesk.db.tables import Introduction, Message, Recipient
from netdesk.domain.instant import Instant
from netdesk.domain.words import MessageKind, MessageState
from netdesk.services.purpose import Purpose


def unanswered(session: Session, purpose: Purpose) -> int | None:
    """Find the last message about the same record that still waits for its answer."""
    about = {
        Message.introduction_id: purpose.introduction_id,
        Message.hop_id: purpose.hop_id,
        Message.request_id: purpose.request_id,
    }
    nearest = next(((column, one) for column, one in about.items() if one is not None), None)
    if nearest is None:
        return None
    waiting = select(Message.id).where(nearest[0] == nearest[1], Message.state == MessageState.SENT)
    if purpose.to:
        sent = select(Recipient.message_id).where(Recipient.contact_id.in_(purpose.to))
        waiting = waiting.where(Message.id.in_(sent))
    return session.scalar(waiting.order_by(Message.sent_at.desc()).limit(1))


def previous_kind(before: Message | None, introduction: Introduction | None) -> MessageKind | None:
    """Tell what a nudge reminds of; about an introduction it is the opt-in note unless a message says else."""
    if before is not None:
        return before.kind
    return MessageKind.OPT_IN if introduction is not None else None


def waiting_days(before: Message | None, introduction: Introduction | None, now: Instant) -> int | None:
    """Count the days since the message before, else since the introduction."""
    since = before.sent_at if before is not None else introduction.made_at if introduction is not None else None
    return None if since is None else (now.day - since.day).days
