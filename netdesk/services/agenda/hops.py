"""Hops that wait for an answer, and those that helped and were not told so."""

from __future__ import annotations

from datetime import date
from typing import Any

from netdesk.domain.rhythm import nudge_on, working_days_ago
from netdesk.domain.text import shorten
from netdesk.domain.words import RequestDirection
from netdesk.services.agenda.items import ActionKind, ChipTone, ItemKind, Moment, Section, TodayItem, day_of, given

_QUOTED = 70
_ASKED = """SELECT h.id, h.request_id, r.title, c.id AS contact_id, c.display_name AS name,
    substr(h.asked_at, 1, 10) AS asked
  FROM hop h JOIN request r ON r.id = h.request_id JOIN contact c ON c.id = h.contact_id
 WHERE h.state = 'asked' AND h.asked_at IS NOT NULL AND r.state NOT IN ('closed', 'dropped', 'parked')
   AND NOT EXISTS
     (SELECT 1 FROM follow_up f WHERE f.hop_id = h.id AND +f.state = 'due' AND f.due_on > :today)
   AND NOT EXISTS (SELECT 1 FROM introduction i JOIN party p ON p.introduction_id = i.id
     WHERE i.hop_id = h.id AND i.state = 'asking' AND p.contact_id = h.contact_id AND p.consent = 'pending')
 ORDER BY h.asked_at, h.id LIMIT :limit"""

_HELPED = """SELECT h.id, h.request_id, r.title, r.direction, c.id AS contact_id, c.display_name AS name, c.given_name,
    h.reported_at, h.thanked_at, substr(h.answered_at, 1, 10) AS answered, s.title AS resource
  FROM hop h JOIN request r ON r.id = h.request_id LEFT JOIN resource s ON s.id = h.resource_id
  JOIN contact c ON c.id = coalesce(h.contact_id, s.recommender_id)
 WHERE (h.state = 'delivered' OR (h.state = 'accepted' AND r.state IN ('answered', 'closed')))
   AND (h.thanked_at IS NULL OR h.reported_at IS NULL) AND c.archived_at IS NULL AND NOT c.is_me
   AND NOT EXISTS
     (SELECT 1 FROM follow_up f WHERE f.hop_id = h.id AND +f.state = 'due' AND f.due_on > :today)
 ORDER BY h.answered_at, h.id LIMIT :limit"""


def unanswered(moment: Moment) -> list[TodayItem]:
    """List the hops whose helper was asked long enough ago to be nudged."""
    rows = [(row, day_of(row.asked) or moment.today) for row in moment.rows(_ASKED)]
    return [
        _nudge(row, asked, moment)
        for row, asked in rows
        if nudge_on(asked, moment.nudge_after_days, moment.working_days) <= moment.today
    ]


def open_loops(moment: Moment) -> list[TodayItem]:
    """List the hops that helped and whose helper was not told, or not thanked, the oldest first."""
    return [_thanks(row) for row in moment.rows(_HELPED)]


def _nudge(row: Any, asked: date, moment: Moment) -> TodayItem:
    when = working_days_ago(asked, moment.today, moment.working_days)
    return TodayItem(
        section=Section.WAITING,
        kind=ItemKind.HOP,
        title=f"{row.name} has not answered your ask",
        reason=f"{shorten(row.title, _QUOTED)} · asked {when}",
        action="Nudge",
        action_kind=ActionKind.NUDGE,
        chip="reply",
        chip_tone=ChipTone.MOVING,
        name=row.name,
        due=nudge_on(asked, moment.nudge_after_days, moment.working_days),
        contact_id=row.contact_id,
        request_id=row.request_id,
        hop_id=row.id,
    )


def _thanks(row: Any) -> TodayItem:
    who = given(row.name, row.given_name)
    title = shorten(row.title, _QUOTED)
    helped = f"recommended “{shorten(row.resource, _QUOTED)}” for" if row.resource else "helped with"
    if row.resource is None and row.direction == RequestDirection.MADE:
        helped = "helped you with"
    thanked = row.thanked_at is not None
    if thanked:
        reason = f"Tell {who} what came of it"
    elif row.reported_at is not None:
        reason = f"{who} knows what came of it; give two connections back"
    else:
        reason = f"Tell {who} what came of it, and give two connections back"
    return TodayItem(
        section=Section.LOOPS,
        kind=ItemKind.HOP,
        title=f"{row.name} {helped} “{title}”",
        reason=reason,
        action="Report back" if thanked else "Draft thanks",
        action_kind=ActionKind.REPORT if thanked else ActionKind.THANK,
        chip="close the loop" if thanked else "thank you + two",
        chip_tone=ChipTone.THANKS,
        name=row.name,
        due=day_of(row.answered),
        contact_id=row.contact_id,
        request_id=row.request_id,
        hop_id=row.id,
    )
