"""Messages that are answered by what is recorded elsewhere: a side's consent, or what a hop gave."""

from __future__ import annotations

from sqlalchemy import select

from netdesk.db.tables import Message, Recipient
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.states import MESSAGE_MOVES, move
from netdesk.domain.words import FollowUpKind, MessageKind, MessageState, RecipientRole
from netdesk.services.follow_ups import finish_due

_ASKING = (MessageKind.ASK, MessageKind.OPT_IN, MessageKind.NUDGE)


def note_answer(work: UnitOfWork, contact_id: int, **about: int) -> None:
    """Note within a unit of work that somebody answered what was asked of them about a record, such as `hop_id=3`."""
    to_them = select(Recipient.message_id).where(Recipient.contact_id == contact_id, Recipient.role == RecipientRole.TO)
    sent = select(Message).where(
        Message.state == MessageState.SENT,
        Message.kind.in_(_ASKING),
        Message.id.in_(to_them),
        *(getattr(Message, column) == value for column, value in about.items()),
    )
    for message in work.session.scalars(sent).all():
        message.state = move(MESSAGE_MOVES, "This message", message.state, MessageState.ANSWERED)
        message.answered_at = work.now
        finish_due(work, (FollowUpKind.REPLY_AWAITED, FollowUpKind.CONSENT_AWAITED), message_id=message.id)
