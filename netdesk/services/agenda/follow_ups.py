"""Follow-ups that are due: answers awaited, loops to close, and what was promised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from netdesk.domain.rhythm import ago, working_days_ago
from netdesk.domain.text import shorten
from netdesk.domain.words import FollowUpKind, MessageKind, Promiser
from netdesk.services.agenda.items import ActionKind, ChipTone, ItemKind, Moment, Section, TodayItem, day_of

_Key = tuple[ItemKind, int | None, int | None]
_QUOTED = 70
_AWAITED = frozenset({FollowUpKind.REPLY_AWAITED, FollowUpKind.CONSENT_AWAITED})
_LOOPS = frozenset({FollowUpKind.CLOSE_THE_LOOP, FollowUpKind.THANK})
_ABOUT_OTHERS = _AWAITED | _LOOPS

_DUE = """SELECT f.id, f.kind, f.promiser, f.due_on, f.title, f.contact_id, f.hop_id, f.introduction_id, f.message_id,
    coalesce(f.request_id, h.request_id) AS request_id, r.title AS request, m.kind AS message,
    m.sent_at IS NULL AS unsent,
    substr(coalesce(m.sent_at, f.created_at), 1, 10) AS asked,
    coalesce(c.display_name, (SELECT group_concat(p.display_name, ' and ') FROM party s
      JOIN contact p ON p.id = s.contact_id WHERE s.introduction_id = f.introduction_id), '') AS name
  FROM follow_up f LEFT JOIN hop h ON h.id = f.hop_id
  LEFT JOIN request r ON r.id = coalesce(f.request_id, h.request_id)
  LEFT JOIN message m ON m.id = f.message_id LEFT JOIN contact c ON c.id = coalesce(f.contact_id, h.contact_id)
 WHERE f.state = 'due' AND f.due_on <= :today ORDER BY f.due_on, f.id LIMIT :limit"""

_WAITED_FOR = {
    MessageKind.ASK: "your ask",
    MessageKind.ASK_BACK: "your questions",
    MessageKind.OPT_IN: "your opt-in note",
    MessageKind.FORWARDABLE_NOTE: "your question for a forwardable note",
    MessageKind.THANK_YOU: "whether to be introduced",
    MessageKind.NUDGE: "your reminder",
}


def due(moment: Moment, items: Iterable[TodayItem]) -> list[TodayItem]:
    """Return the items with those of due follow-ups; one that is about the same thing as an item joins that item."""
    merged = list(items)
    places = {key: place for place, item in enumerate(merged) for key in _keys_of(item)}
    for row in moment.rows(_DUE):
        key = _key(row)
        place = places.get(key) if key is not None else None
        if place is None:
            merged.append(_item(row, moment))
        elif merged[place].follow_up_id is None:
            known = merged[place]
            merged[place] = replace(known, follow_up_id=row.id, message_id=row.message_id, due=day_of(row.due_on))
    return merged


def _key(row: Any) -> _Key | None:
    """Name what a follow-up is about, where an item may be about it too; a promise of its own is about nothing else."""
    if row.kind not in _ABOUT_OTHERS:
        return None
    if row.introduction_id is not None:
        return ItemKind.INTRODUCTION, row.introduction_id, row.contact_id
    return (ItemKind.HOP, row.hop_id, None) if row.hop_id is not None else None


def _keys_of(item: TodayItem) -> list[_Key]:
    if item.kind is ItemKind.INTRODUCTION:
        return [(item.kind, item.introduction_id, item.contact_id), (item.kind, item.introduction_id, None)]
    return [(item.kind, item.hop_id, None)] if item.kind is ItemKind.HOP else []


def _item(row: Any, moment: Moment) -> TodayItem:
    kind = FollowUpKind(row.kind)
    if kind in _AWAITED:
        return _awaited(row, kind, moment)
    if kind in _LOOPS:
        return _loop(row, kind)
    return _promised(row, kind, moment)


def _awaited(row: Any, kind: FollowUpKind, moment: Moment) -> TodayItem:
    consent = kind is FollowUpKind.CONSENT_AWAITED
    message = _WAITED_FOR.get(row.message, "your opt-in note" if consent else "you")
    about = shorten(row.request or row.title, _QUOTED)
    asked = working_days_ago(day_of(row.asked) or moment.today, moment.today, moment.working_days)
    return _row(
        row,
        section=Section.WAITING,
        title=f"{row.name or 'Somebody'} has not answered {message}",
        reason=f"{about} · asked {asked}" if about else f"Asked {asked}",
        action="Nudge",
        action_kind=ActionKind.NUDGE,
        chip="consent" if consent else "reply",
        tone=ChipTone.MOVING,
    )


def _loop(row: Any, kind: FollowUpKind) -> TodayItem:
    thank = kind is FollowUpKind.THANK
    outcome = row.introduction_id is not None and not thank
    about = shorten(row.request or row.title, _QUOTED)
    if outcome:
        action, action_kind = "Ask how it went", ActionKind.OUTCOME
    else:
        action, action_kind = ("Draft thanks", ActionKind.THANK) if thank else ("Report back", ActionKind.REPORT)
    fallback = f"Thank {row.name}" if thank else f"Close the loop with {row.name}"
    return _row(
        row,
        section=Section.LOOPS,
        title=row.title or fallback,
        reason=about if about and about != row.title else "Tell what came of it",
        action=action,
        action_kind=action_kind,
        chip="outcome" if outcome else "thank you + two" if thank else "close the loop",
        tone=ChipTone.THANKS,
    )


def _promised(row: Any, kind: FollowUpKind, moment: Moment) -> TodayItem:
    theirs = row.promiser == Promiser.THEIRS
    check_in = kind is FollowUpKind.CHECK_IN
    when = day_of(row.due_on) or moment.today
    overdue = f"Due {ago(when, moment.today)}" if when < moment.today else "Due today"
    about = shorten(row.request or "", _QUOTED)
    promised = f"{row.name} promised" if theirs and row.name else "You promised"
    if row.message_id is not None and row.unsent and not theirs:
        action, action_kind = "Open draft", ActionKind.SEND
    elif check_in:
        action, action_kind = "Say hello", ActionKind.CHECK_IN
    else:
        action, action_kind = ("Nudge", ActionKind.NUDGE) if theirs else ("Done", ActionKind.FOLLOW_UP)
    fallback = f"Check in with {row.name}" if check_in else f"{promised} something"
    return _row(
        row,
        section=Section.PROMISED,
        title=row.title or fallback,
        reason=" · ".join(part for part in (overdue, row.name if row.name not in row.title else "", about) if part),
        action=action,
        action_kind=action_kind,
        chip="check in" if check_in else "theirs" if theirs else "promise",
        tone=ChipTone.DUE if when < moment.today else ChipTone.NEUTRAL,
    )


def _row(
    row: Any,
    *,
    section: Section,
    title: str,
    reason: str,
    action: str,
    action_kind: ActionKind,
    chip: str,
    tone: ChipTone,
) -> TodayItem:
    return TodayItem(
        section=section,
        kind=ItemKind.FOLLOW_UP,
        title=title,
        reason=reason,
        action=action,
        action_kind=action_kind,
        chip=chip,
        chip_tone=tone,
        name=row.name,
        due=day_of(row.due_on),
        contact_id=row.contact_id,
        request_id=row.request_id,
        hop_id=row.hop_id,
        introduction_id=row.introduction_id,
        follow_up_id=row.id,
        message_id=row.message_id,
    )
