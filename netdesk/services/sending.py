"""What marking a message as sent, or answered, does to the records it serves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from netdesk.db.tables import FollowUp, Hop, Introduction, Message, Offer, Request
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.dates import add_working_days
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.states import HELPFUL_HOP_STATES
from netdesk.domain.words import (
    FollowUpKind,
    FollowUpState,
    HopState,
    IntroductionState,
    MessageKind,
    Promiser,
    RequestState,
    StepKind,
)
from netdesk.services import settings
from netdesk.services.follow_ups import finish_due, schedule
from netdesk.services.hops import advance_hop, mark_reported, mark_thanked
from netdesk.services.introductions import ask_consent, make
from netdesk.services.records import add_step, get
from netdesk.services.requests import advance

_AWAITS_REPLY = frozenset({MessageKind.ASK, MessageKind.ASK_BACK, MessageKind.FORWARDABLE_NOTE})


def apply(work: UnitOfWork, message: Message, to: Sequence[int]) -> None:
    """Move what a message serves, and schedule what comes next; within the unit of work that marks it as sent."""
    kind = message.kind
    finish_due(work, (FollowUpKind.CUSTOM,), message_id=message.id)
    if kind is MessageKind.ASK_BACK:
        _asked_back(work, message)
    elif kind is MessageKind.ASK:
        _ask_hop(work, message)
    elif kind is MessageKind.OPT_IN:
        _asked_consent(work, message, to)
    elif kind is MessageKind.INTRODUCTION and message.introduction_id is not None:
        make(work, get(work.session, Introduction, message.introduction_id))
    elif kind in (MessageKind.THANK_YOU, MessageKind.CLOSE_THE_LOOP):
        _closed_loop(work, message, to)
    elif kind is MessageKind.NUDGE:
        finish_due(
            work,
            (FollowUpKind.REPLY_AWAITED, FollowUpKind.CONSENT_AWAITED),
            **_nearest(message),
        )
        add_step(
            work,
            StepKind.NOTE,
            "nudged",
            request_id=message.request_id,
            hop_id=message.hop_id,
            introduction_id=message.introduction_id,
        )
    if kind in _AWAITS_REPLY or kind is MessageKind.NUDGE:
        _await(work, message, to, FollowUpKind.REPLY_AWAITED)
    elif kind is MessageKind.OPT_IN:
        _await(work, message, to, FollowUpKind.CONSENT_AWAITED)


def _nearest(message: Message) -> dict[str, int | None]:
    """Name the nearest record that a message serves: what else its request waits for goes on."""
    if message.introduction_id is not None:
        return {"introduction_id": message.introduction_id}
    if message.hop_id is not None:
        return {"hop_id": message.hop_id}
    return {"request_id": message.request_id, "hop_id": None}


def answered(work: UnitOfWork, message: Message) -> None:
    """Note on the request, hop or introduction that the answer came."""
    if message.request_id or message.hop_id or message.introduction_id:
        add_step(
            work,
            StepKind.ANSWERED,
            f"reply to “{message.kind}”",
            request_id=message.request_id,
            hop_id=message.hop_id,
            introduction_id=message.introduction_id,
        )


def _asked_back(work: UnitOfWork, message: Message) -> None:
    if message.request_id is None:
        return
    add_step(work, StepKind.ASKED_BACK, message.subject, request_id=message.request_id)
    advance(work, get(work.session, Request, message.request_id), RequestState.CLARIFYING)


def _ask_hop(work: UnitOfWork, message: Message) -> None:
    hop = work.session.get(Hop, message.hop_id) if message.hop_id else None
    if hop is not None and hop.state in (HopState.PLANNED, HopState.LAPSED):
        advance_hop(work, hop, HopState.ASKED)


def _asked_consent(work: UnitOfWork, message: Message, to: Sequence[int]) -> None:
    """An opt-in note asks for consent; to the helper of a hop it is also the ask."""
    if message.introduction_id is not None:
        ask_consent(work, get(work.session, Introduction, message.introduction_id), to)
    hop = work.session.get(Hop, message.hop_id) if message.hop_id else None
    if hop is not None and hop.contact_id in to:
        _ask_hop(work, message)


def _closed_loop(work: UnitOfWork, message: Message, to: Sequence[int]) -> None:
    hop = work.session.get(Hop, message.hop_id) if message.hop_id else None
    if hop is not None and hop.state in HELPFUL_HOP_STATES:
        (mark_thanked if message.kind is MessageKind.THANK_YOU else mark_reported)(work, hop)
    elif message.request_id is not None:
        add_step(work, StepKind.REPORTED, message.subject, request_id=message.request_id)
    for introduction_id in work.session.scalars(select(Offer.introduction_id).where(Offer.message_id == message.id)):
        introduction = get(work.session, Introduction, introduction_id)
        if introduction.state is IntroductionState.IDEA:
            ask_consent(work, introduction, to)
            _await(work, message, to, FollowUpKind.CONSENT_AWAITED, introduction_id)


def send_later(work: UnitOfWork, message: Message, to: Sequence[int], day: date) -> int:
    """Promise to send a draft on a day; a day that was promised before moves. Returns the follow-up."""
    if day <= work.now.day:
        raise InvalidInputError("Choose a day after today, or send it now.")
    promised = select(FollowUp).where(
        FollowUp.message_id == message.id, FollowUp.kind == FollowUpKind.CUSTOM, FollowUp.state == FollowUpState.DUE
    )
    known = work.session.scalar(promised)
    if known is not None:
        known.due_on = day
        return known.id
    return schedule(
        work,
        FollowUpKind.CUSTOM,
        day,
        title=f"Send “{message.subject}”" if message.subject else f"Send the {message.kind}",
        contact_id=to[0] if to else None,
        request_id=message.request_id,
        message_id=message.id,
    ).id


def _await(
    work: UnitOfWork, message: Message, to: Sequence[int], kind: FollowUpKind, introduction_id: int | None = None
) -> None:
    days = int(settings.value(work.session, "nudge_after_days"))
    schedule(
        work,
        kind,
        add_working_days(work.now.day, days, settings.working_days(work.session)),
        title=message.subject,
        promiser=Promiser.THEIRS,
        contact_id=to[0] if to else None,
        request_id=message.request_id,
        hop_id=message.hop_id,
        introduction_id=introduction_id or message.introduction_id,
        message_id=message.id,
    )
