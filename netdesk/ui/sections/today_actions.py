"""What the buttons of Today do: each action goes to its verb, and Later to a follow-up."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from netdesk.domain.words import DateKind, FollowUpKind, MessageKind, Promiser
from netdesk.services.purpose import Purpose
from netdesk.services.today import ActionKind, ItemKind, TodayItem
from netdesk.ui.desk import Desk

if TYPE_CHECKING:
    from netdesk.services.gifts import TwoAnswer

_DRAFTS = {
    ActionKind.ASK_BACK: MessageKind.ASK_BACK,
    ActionKind.NUDGE: MessageKind.NUDGE,
    ActionKind.OPT_IN: MessageKind.OPT_IN,
    ActionKind.INTRODUCE: MessageKind.INTRODUCTION,
    ActionKind.OUTCOME: MessageKind.CHECK_IN,
    ActionKind.REPORT: MessageKind.CLOSE_THE_LOOP,
    ActionKind.CONGRATULATE: MessageKind.CHECK_IN,
    ActionKind.CHECK_IN: MessageKind.CHECK_IN,
}
_WAITS_FOR = {
    ActionKind.NUDGE: FollowUpKind.REPLY_AWAITED,
    ActionKind.OPT_IN: FollowUpKind.CONSENT_AWAITED,
    ActionKind.OUTCOME: FollowUpKind.CLOSE_THE_LOOP,
    ActionKind.REPORT: FollowUpKind.CLOSE_THE_LOOP,
    ActionKind.THANK: FollowUpKind.THANK,
    ActionKind.CHECK_IN: FollowUpKind.CHECK_IN,
}
_TO_ALL = frozenset({ActionKind.ASK_BACK, ActionKind.INTRODUCE, ActionKind.OUTCOME})
"""Drafts that go to whom their record names, such as both sides."""


def act(desk: Desk, pane: QWidget, item: TodayItem) -> None:
    """Do the one next thing of an item."""
    kind, services = item.action_kind, desk.services
    if kind in _DRAFTS:
        desk.draft(pane, purpose(item))
    elif kind is ActionKind.ASK:
        desk.draft(pane, _ask(desk, item))
    elif kind is ActionKind.THANK:
        _thank(desk, pane, item)
    elif kind in (ActionKind.CLARIFY, ActionKind.FIND_HELP) and item.request_id is not None:
        desk.request_wanted.emit(item.request_id)
    elif kind is ActionKind.ANSWER and item.request_id is not None:
        from netdesk.ui.dialogs.verb_text import VerbTextDialog  # noqa: PLC0415 - not before it is needed

        answer = partial(services.requests.answer, item.request_id)
        form = f"answer {item.request_id}"
        VerbTextDialog(desk, pane, _tr("Is it answered?"), _tr("What came of it?"), answer, form=form).open()
    elif kind is ActionKind.ADD_NOTE and item.introduction_id is not None:
        desk.introduction_wanted.emit(item.introduction_id)
    elif kind is ActionKind.CLOSE and item.request_id is not None:
        desk.do(pane, partial(services.requests.close, item.request_id))
    elif kind is ActionKind.UNPARK and item.request_id is not None:
        desk.do(pane, partial(services.requests.reopen, item.request_id))
    elif kind is ActionKind.SEND and item.message_id is not None:
        desk.message_wanted.emit(item.message_id)
    elif kind is ActionKind.FOLLOW_UP and item.follow_up_id is not None:
        desk.do(pane, partial(services.follow_ups.finish, [item.follow_up_id]))


def open_record(desk: Desk, item: TodayItem) -> None:
    """Show the record an item is about."""
    if item.introduction_id is not None:
        desk.introduction_wanted.emit(item.introduction_id)
    elif item.request_id is not None:
        desk.request_wanted.emit(item.request_id)
    elif item.contact_id is not None:
        desk.contact_wanted.emit(item.contact_id)
    elif item.follow_up_id is not None:
        desk.follow_up_wanted.emit(item.follow_up_id)


def purpose(item: TodayItem) -> Purpose:
    """Say what the draft of an item is for."""
    one = () if item.contact_id is None or item.action_kind in _TO_ALL else (item.contact_id,)
    previous = item.message_id if item.action_kind is ActionKind.NUDGE else None
    return Purpose(
        kind=_DRAFTS[item.action_kind],
        to=one,
        request_id=item.request_id,
        hop_id=item.hop_id,
        introduction_id=item.introduction_id,
        previous_id=previous,
        occasion=DateKind(item.chip) if item.action_kind is ActionKind.CONGRATULATE else None,
    )


def can_wait(item: TodayItem) -> bool:
    """Tell whether an item can be put off; a date comes when it comes, and what was parked has waited already."""
    return item.follow_up_id is not None or item.action_kind not in (ActionKind.CONGRATULATE, ActionKind.UNPARK)


def put_off(desk: Desk, pane: QWidget, item: TodayItem, until: date) -> None:
    """Keep an item away until a day: by its follow-up, or by a new one about the same record."""
    follow_ups = desk.services.follow_ups
    if item.follow_up_id is not None:
        desk.do(pane, partial(follow_ups.snooze, [item.follow_up_id], until))
        return
    kind = _WAITS_FOR.get(item.action_kind, FollowUpKind.CUSTOM)
    about = _about(item)
    desk.do(
        pane, lambda: follow_ups.add(kind, until, title=item.title, promiser=Promiser.MINE, every_days=None, **about)
    )


def _about(item: TodayItem) -> dict[str, int | None]:
    """Name the record whose move waits, and it alone: what hangs on other records goes on."""
    if item.kind is ItemKind.INTRODUCTION:
        asks_one = item.action_kind in (ActionKind.NUDGE, ActionKind.OPT_IN)
        return {"introduction_id": item.introduction_id, "contact_id": item.contact_id if asks_one else None}
    if item.kind is ItemKind.HOP:
        return {"hop_id": item.hop_id, "contact_id": item.contact_id}
    if item.kind is ItemKind.REQUEST:
        return {"request_id": item.request_id}
    return {"contact_id": item.contact_id}


def _ask(desk: Desk, item: TodayItem) -> Purpose:
    """An opt-in note for somebody else's request, a plain ask for mine."""
    from netdesk.domain.words import RequestDirection  # noqa: PLC0415

    detail = desk.services.request_rows.detail(item.request_id or 0)
    kind = MessageKind.ASK if detail.direction is RequestDirection.MADE else MessageKind.OPT_IN
    return Purpose(kind=kind, request_id=item.request_id, hop_id=item.hop_id)


def _thank(desk: Desk, pane: QWidget, item: TodayItem) -> None:
    """Draft a thank-you that gives back the two introductions that suit the helper best."""
    sent = Purpose(
        kind=MessageKind.THANK_YOU,
        to=() if item.contact_id is None else (item.contact_id,),
        request_id=item.request_id,
        hop_id=item.hop_id,
        introduction_id=item.introduction_id,
    )

    def draft(answer: TwoAnswer) -> None:
        gifts = tuple((row.id, row.because, row.because_for_other) for row in answer.introductions)
        desk.draft(pane, sent, gifts)

    if item.contact_id is None:
        desk.draft(pane, sent)
    else:
        desk.tasks.read(pane, partial(desk.services.gifts.two_for, item.contact_id), draft)


def _tr(text: str) -> str:
    return QCoreApplication.translate("today", text)
