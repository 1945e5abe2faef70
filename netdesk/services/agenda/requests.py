"""Requests in which I hold the next move."""

from __future__ import annotations

from typing import Any

from netdesk.domain.asks import says_enough
from netdesk.domain.rhythm import ago
from netdesk.domain.text import clean_line, shorten
from netdesk.domain.words import RequestDirection, RequestState
from netdesk.services.agenda.items import ActionKind, ChipTone, ItemKind, Moment, Section, TodayItem, day_of, given

_QUOTED = 70

_MINE = """SELECT r.id, r.direction, r.state, r.title, r.original_wording, r.purpose, r.topic, r.ask, r.who,
    substr(r.asked_at, 1, 10) AS asked, c.id AS contact_id, c.display_name AS name,
    p.id AS hop_id, p.because, h.id AS helper_id, h.display_name AS helper, h.given_name AS helper_given,
    (SELECT count(*) FROM hop WHERE request_id = r.id AND state = 'declined') AS declined,
    (SELECT count(*) FROM hop WHERE request_id = r.id AND state = 'delivered') AS delivered
  FROM request r
  LEFT JOIN contact c ON c.id =
    (SELECT contact_id FROM requester WHERE request_id = r.id ORDER BY position, id LIMIT 1)
  LEFT JOIN hop p ON p.id =
    (SELECT id FROM hop WHERE request_id = r.id AND state = 'planned' AND contact_id IS NOT NULL ORDER BY id LIMIT 1)
  LEFT JOIN contact h ON h.id = p.contact_id
 WHERE r.state IN ('captured', 'clarifying', 'specific', 'moving', 'answered')
   AND NOT (r.state = 'moving' AND EXISTS
     (SELECT 1 FROM hop WHERE request_id = r.id AND state IN ('asked', 'accepted')))
   AND NOT (r.state = 'answered' AND EXISTS (SELECT 1 FROM hop o LEFT JOIN resource s ON s.id = o.resource_id
     WHERE o.request_id = r.id AND o.state IN ('accepted', 'delivered') AND o.thanked_at IS NULL
       AND coalesce(o.contact_id, s.recommender_id) IS NOT NULL))
   AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.request_id = r.id AND +f.state = 'due' AND f.hop_id IS NULL
     AND f.introduction_id IS NULL AND (f.due_on > :today OR f.kind = 'reply awaited'))
 ORDER BY CASE r.state WHEN 'answered' THEN 0 WHEN 'specific' THEN 1 WHEN 'moving' THEN 2 ELSE 3 END, r.asked_at, r.id
 LIMIT :limit"""
"""Asked or accepted hops give the next move to somebody else, and an open loop is shown as such."""

_PARKED = """SELECT r.id, r.title, r.parked_until, c.id AS contact_id, c.display_name AS name FROM request r
  LEFT JOIN contact c ON c.id =
    (SELECT contact_id FROM requester WHERE request_id = r.id ORDER BY position, id LIMIT 1)
 WHERE r.state = 'parked' AND r.parked_until <= :today ORDER BY r.parked_until, r.id LIMIT :limit"""

_TONES = {
    RequestState.CAPTURED: ChipTone.DUE,
    RequestState.CLARIFYING: ChipTone.DUE,
    RequestState.SPECIFIC: ChipTone.ACCENT,
    RequestState.MOVING: ChipTone.MOVING,
    RequestState.ANSWERED: ChipTone.GOOD,
}


def one_step_away(moment: Moment) -> list[TodayItem]:
    """List the requests that I can move, those that are nearest to their end first."""
    return [_item(row, moment) for row in moment.rows(_MINE)]


def unparked(moment: Moment) -> list[TodayItem]:
    """List the parked requests whose day has come."""
    return [
        TodayItem(
            section=Section.DATES,
            kind=ItemKind.REQUEST,
            title=shorten(f"{row.name}: {row.title}" if row.name else row.title, 2 * _QUOTED),
            reason="Its day has come",
            action="Take up again",
            action_kind=ActionKind.UNPARK,
            chip="parked",
            chip_tone=ChipTone.NEUTRAL,
            name=row.name or "",
            due=day_of(row.parked_until),
            contact_id=row.contact_id,
            request_id=row.id,
        )
        for row in moment.rows(_PARKED)
    ]


def _item(row: Any, moment: Moment) -> TodayItem:
    state = RequestState(row.state)
    reason, action, action_kind = _next_move(row, state, moment)
    asking = action_kind is ActionKind.ASK
    return TodayItem(
        section=Section.ONE_STEP_AWAY,
        kind=ItemKind.REQUEST,
        title=_title(row, state),
        reason=reason,
        action=action,
        action_kind=action_kind,
        chip=str(state),
        chip_tone=_TONES[state],
        name=row.name or "",
        due=day_of(row.asked),
        contact_id=row.helper_id if asking else row.contact_id,
        request_id=row.id,
        hop_id=row.hop_id if asking else None,
    )


def _title(row: Any, state: RequestState) -> str:
    if row.direction == RequestDirection.MADE:
        return shorten(f"You asked: {row.title}", 2 * _QUOTED)
    if state in (RequestState.CAPTURED, RequestState.CLARIFYING) and row.original_wording.strip():
        wording = clean_line(row.original_wording)
        said = row.title if row.title.rstrip("…").lower() in wording.lower() else wording
        return f"{row.name or 'Somebody'} “{shorten(said, _QUOTED)}”"
    return shorten(f"{row.name}: {row.title}" if row.name else row.title, 2 * _QUOTED)


def _next_move(row: Any, state: RequestState, moment: Moment) -> tuple[str, str, ActionKind]:
    """Give the reason, the action and its kind."""
    if state is RequestState.CAPTURED:
        return _vague(row)
    if state is RequestState.CLARIFYING:
        when = ago(day_of(row.asked) or moment.today, moment.today)
        return f"Asked {when} · write down what you learned since", "Make it specific", ActionKind.CLARIFY
    if state is RequestState.ANSWERED:
        return "Answered, and nobody waits to be thanked", "Close", ActionKind.CLOSE
    if row.helper_id is not None:
        because = f", “{shorten(row.because, _QUOTED)}”" if row.because.strip() else ""
        return f"{row.helper} may help{because}", f"Ask {given(row.helper, row.helper_given)} first", ActionKind.ASK
    if state is RequestState.MOVING and row.delivered:
        return "It was helped along, and nothing else is under way", "Is it answered?", ActionKind.ANSWER
    if state is RequestState.MOVING:
        refused = f"{row.declined} declined, and nobody" if row.declined else "Nobody"
        return f"{refused} has the next move", "Find who can help", ActionKind.FIND_HELP
    return "Specific enough to pass on, and nobody was asked yet", "Find who can help", ActionKind.FIND_HELP


def _vague(row: Any) -> tuple[str, str, ActionKind]:
    missing = [f"no {what}" for what in ("purpose", "topic", "ask") if not getattr(row, what).strip()]
    if row.direction == RequestDirection.MADE:
        reason = f"Define the goal first: {', '.join(missing)}" if missing else "Say it so that it can be passed on"
        return reason, "Make it specific", ActionKind.CLARIFY
    if not says_enough(row):
        return f"Too vague to pass on: {', '.join(missing)}", "Ask back", ActionKind.ASK_BACK
    return "It says what is needed; check it once more", "Make it specific", ActionKind.CLARIFY
