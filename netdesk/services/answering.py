"""Messages that are answered by what is recorded elsewhere: a side's consent, or what a hop gave."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Select, select

from netdesk.db.tables import Interaction, Message, Recipient
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.states import MESSAGE_MOVES, move
from netdesk.domain.words import FollowUpKind, MessageKind, MessageState, RecipientRole
from netdesk.services.follow_ups import await_again, finish_due

_ASKING = (MessageKind.ASK, MessageKind.OPT_IN, MessageKind.NUDGE)
_AWAITED = (FollowUpKind.REPLY_AWAITED, FollowUpKind.CONSENT_AWAITED)


def note_answer(work: UnitOfWork, contact_id: int, **about: int) -> None:
    """Note within a unit of work that somebody answered what was asked of them about a record, such as `hop_id=3`."""
    sent = _asking(contact_id, about).where(Message.state == MessageState.SENT)
    for message in work.session.scalars(sent).all():
        message.state = move(MESSAGE_MOVES, "This message", message.state, MessageState.ANSWERED)
        message.answered_at = work.now
        finish_due(work, _AWAITED, message_id=message.id)


def take_back(work: UnitOfWork, contact_id: int, **about: int) -> None:
    """Note within a unit of work that no answer came yet: it is awaited again, unless there is a reply to read."""
    replied = select(Interaction.answers_id).where(Interaction.answers_id.is_not(None))
    left = _asking(contact_id, about).where(Message.sent_at.is_not(None), Message.id.not_in(replied))
    messages = work.session.scalars(left.order_by(Message.id)).all()
    for message in messages:
        if message.state is MessageState.ANSWERED:
            message.state = move(MESSAGE_MOVES, "This message", message.state, MessageState.SENT)
            message.answered_at = None
    if messages:
        await_again(work, _AWAITED, messages[-1].id)


def _asking(contact_id: int, about: Mapping[str, int]) -> Select[Message]:
    to_them = select(Recipient.message_id).where(Recipient.contact_id == contact_id, Recipient.role == RecipientRole.TO)
    conditions = [getattr(Message, column) == value for column, value in about.items()]
    return select(Message).where(Message.kind.in_(_ASKING), Message.id.in_(to_them), *conditions)
