"""Introductions that wait for me, for a side's consent, or for somebody to ask how it went."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from netdesk.domain.rhythm import OUTCOME_DAYS, ago, nudge_on, outcome_on, working_days_ago
from netdesk.domain.words import Consent, IntroductionState
from netdesk.services.agenda.items import ActionKind, ChipTone, ItemKind, Moment, Section, TodayItem, day_of, given

_MOST = 200

_OPEN = """WITH open AS (SELECT i.* FROM introduction i LEFT JOIN contact m ON m.id = i.introducer_id
   WHERE ((i.state IN ('asking', 'agreed') OR (i.state = 'idea' AND i.hop_id IS NOT NULL)) AND coalesce(m.is_me, 1))
     OR (i.state IN ('made', 'met') AND i.outcome = '' AND i.made_at < :too_young AND (coalesce(m.is_me, 1)
       OR EXISTS (SELECT 1 FROM party p JOIN contact c ON c.id = p.contact_id AND c.is_me
         WHERE p.introduction_id = i.id)))
   ORDER BY i.made_at, i.id LIMIT :most)
SELECT i.id, i.state, substr(i.made_at, 1, 10) AS made, i.hop_id, i.forwardable_note, i.note_waived,
    m.id AS maker_id, m.display_name AS maker, m.given_name AS maker_given, coalesce(m.is_me, 1) AS mine,
    h.request_id, (SELECT c.display_name FROM requester q JOIN contact c ON c.id = q.contact_id
      WHERE q.request_id = h.request_id AND NOT c.is_me ORDER BY q.position, q.id LIMIT 1) AS asker,
    p.contact_id, p.consent, substr(p.asked_at, 1, 10) AS asked, p.not_before, c.display_name AS name, c.given_name,
    c.is_me, EXISTS (SELECT 1 FROM follow_up f WHERE f.introduction_id = i.id AND +f.state = 'due'
      AND f.due_on > :today AND (f.contact_id IS NULL OR f.contact_id IN (p.contact_id, i.introducer_id))) AS later
  FROM open i JOIN party p ON p.introduction_id = i.id JOIN contact c ON c.id = p.contact_id
  LEFT JOIN contact m ON m.id = i.introducer_id LEFT JOIN hop h ON h.id = i.hop_id
 ORDER BY i.made_at, i.id, p.position, p.id"""


def introductions(moment: Moment, found: Iterable[TodayItem]) -> list[TodayItem]:
    """List the introductions with a next move, each side that keeps them waiting by itself.

    Whom a request that was `found` asks already is not asked a second time.
    """
    asked = {item.hop_id for item in found if item.action_kind is ActionKind.ASK}
    rows = moment.rows(_OPEN, most=_MOST, too_young=str(moment.today - timedelta(days=OUTCOME_DAYS - 1)))
    items: list[TodayItem] = []
    for _, group in groupby(rows, key=lambda row: row.id):
        sides = list(group)
        state = IntroductionState(sides[0].state)
        if state in (IntroductionState.MADE, IntroductionState.MET):
            items += _outcome(sides, state, moment)
        elif state is IntroductionState.AGREED:
            items += _agreed(sides)
        else:
            items += [*([] if sides[0].hop_id in asked else _to_ask(sides)), *_waiting(sides, moment)]
    return items


def _names(sides: list[Any]) -> str:
    *most, last = [side.name for side in sides]
    return f"{', '.join(most)} and {last}" if most else str(last)


def _others(sides: list[Any], one: Any) -> str:
    return _names([side for side in sides if side is not one] or [one])


def _agreed(sides: list[Any]) -> list[TodayItem]:
    first = sides[0]
    if all(side.later for side in sides):
        return []
    ready = bool(first.forwardable_note.strip()) or first.note_waived
    agreed = "Both have agreed" if len(sides) == 2 else "All have agreed"
    return [
        TodayItem(
            section=Section.ONE_STEP_AWAY,
            kind=ItemKind.INTRODUCTION,
            title=f"Introduce {_names(sides)}",
            reason=agreed if ready else f"{agreed}; the forwardable note is missing",
            action="Introduce" if ready else "Add the forwardable note",
            action_kind=ActionKind.INTRODUCE if ready else ActionKind.ADD_NOTE,
            chip="agreed",
            chip_tone=ChipTone.GOOD,
            name=first.name,
            contact_id=first.contact_id,
            request_id=first.request_id,
            hop_id=first.hop_id,
            introduction_id=first.id,
        )
    ]


def _to_ask(sides: list[Any]) -> list[TodayItem]:
    """Ask one side after another: nobody, while somebody who was asked has not answered."""
    open_sides = [side for side in sides if side.consent == Consent.PENDING]
    if not open_sides or any(side.asked for side in open_sides) or any(side.later for side in open_sides):
        return []
    one = open_sides[0]
    willing = [side.name for side in sides if side.consent == Consent.GRANTED]
    reason = f"{' and '.join(willing)} granted consent" if willing else "Nobody was asked yet"
    return [_consent(sides, one, f"Ask {one.name} about meeting {_others(sides, one)}", reason)]


def _waiting(sides: list[Any], moment: Moment) -> list[TodayItem]:
    items = []
    for side in sides:
        if side.later:
            continue
        if side.consent == Consent.NOT_NOW and side.not_before and side.not_before <= str(moment.today):
            title = f"{side.name} said “not now”, and the time is over"
            items.append(_consent(sides, side, title, f"Introduction to {_others(sides, side)}"))
        elif side.consent == Consent.PENDING and _nudge_day(side, moment) <= moment.today:
            items.append(_nudge(sides, side, moment))
    return items


def _nudge_day(side: Any, moment: Moment) -> date:
    asked = day_of(side.asked)
    return nudge_on(asked, moment.nudge_after_days, moment.working_days) if asked else date.max


def _consent(sides: list[Any], side: Any, title: str, reason: str) -> TodayItem:
    again = side.consent == Consent.NOT_NOW
    return TodayItem(
        section=Section.WAITING if again else Section.ONE_STEP_AWAY,
        kind=ItemKind.INTRODUCTION,
        title=title,
        reason=reason,
        action="Ask again" if again else f"Ask {given(side.name, side.given_name)}",
        action_kind=ActionKind.OPT_IN,
        chip="consent",
        chip_tone=ChipTone.MOVING,
        name=side.name,
        due=day_of(side.not_before),
        contact_id=side.contact_id,
        request_id=side.request_id,
        hop_id=side.hop_id,
        introduction_id=side.id,
    )


def _nudge(sides: list[Any], side: Any, moment: Moment) -> TodayItem:
    when = working_days_ago(day_of(side.asked) or moment.today, moment.today, moment.working_days)
    return TodayItem(
        section=Section.WAITING,
        kind=ItemKind.INTRODUCTION,
        title=f"{side.name} has not answered your opt-in note",
        reason=f"Introduction to {_others(sides, side)} · asked {when}",
        action="Nudge",
        action_kind=ActionKind.NUDGE,
        chip="consent",
        chip_tone=ChipTone.MOVING,
        name=side.name,
        due=_nudge_day(side, moment),
        contact_id=side.contact_id,
        request_id=side.request_id,
        hop_id=side.hop_id,
        introduction_id=side.id,
    )


def _outcome(sides: list[Any], state: IntroductionState, moment: Moment) -> list[TodayItem]:
    first = sides[0]
    made = day_of(first.made) or moment.today
    if outcome_on(made) > moment.today or any(side.later for side in sides):
        return []
    when, names = ago(made, moment.today), [side.name for side in sides]
    if first.mine:
        happened = "met; you introduced them" if state is IntroductionState.MET else "were introduced"
        asker = f" Report back to {first.asker}, who asked" if first.asker and first.asker not in names else ""
        shown, title, reason = first, f"{_names(sides)} {happened} {when}", f"Was it useful?{asker}"
    else:
        others = [side for side in sides if not side.is_me]
        shown = others[0] if others else first
        title = f"{first.maker} introduced you to {_names(others)} {when}"
        reason = f"Tell {given(first.maker, first.maker_given)} what came of it"
    return [
        TodayItem(
            section=Section.LOOPS,
            kind=ItemKind.INTRODUCTION,
            title=title,
            reason=reason,
            action="Ask how it went" if first.mine else "Report back",
            action_kind=ActionKind.OUTCOME if first.mine else ActionKind.REPORT,
            chip="outcome",
            chip_tone=ChipTone.THANKS,
            name=shown.name if first.mine else first.maker,
            due=outcome_on(made),
            contact_id=shown.contact_id if first.mine else first.maker_id,
            request_id=first.request_id,
            hop_id=first.hop_id,
            introduction_id=first.id,
        )
    ]
