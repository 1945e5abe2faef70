"""People to write to without another cause: a day of theirs is near, or the tie is cooling."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from netdesk.domain.dates import PartialDate
from netdesk.domain.rhythm import DATES_AHEAD_DAYS, FEW_BEATS, ago, coming, every, missed_beats
from netdesk.domain.text import shorten
from netdesk.domain.words import DateKind
from netdesk.services.agenda.items import ActionKind, ChipTone, ItemKind, Moment, Section, TodayItem, day_of, given

MOST_COOLING = 5
_MOST_COLD = 60
_QUOTED = 70

_DATES = """SELECT t.kind, t.label, t.day, c.id AS contact_id, c.display_name AS name
  FROM date_to_remember t JOIN contact c ON c.id = t.contact_id
 WHERE substr(t.day, -5) IN (SELECT value FROM json_each(:days)) AND (t.day LIKE '--%' OR length(t.day) = 10)
   AND c.archived_at IS NULL AND NOT c.is_me AND NOT EXISTS (SELECT 1 FROM participant p
     JOIN interaction i ON i.id = p.interaction_id WHERE p.contact_id = c.id AND substr(i.at, 1, 10) >= :today)
 LIMIT :limit"""
"""Whoever was written to today has been congratulated."""

_COOLING = """WITH kept AS MATERIALIZED (
  SELECT c.id, c.cadence_days AS cadence FROM contact c
   WHERE c.cadence_days IS NOT NULL AND c.archived_at IS NULL AND NOT c.is_me
  UNION ALL SELECT ct.contact_id, min(t.cadence_days) FROM tag t CROSS JOIN contact_tag ct ON ct.tag_id = t.id
    CROSS JOIN contact c ON c.id = ct.contact_id AND c.cadence_days IS NULL AND c.archived_at IS NULL AND NOT c.is_me
   WHERE t.cadence_days IS NOT NULL GROUP BY ct.contact_id
  ORDER BY 2, 1),
cold AS MATERIALIZED (SELECT k.id, k.cadence FROM kept k
 WHERE (SELECT 1 FROM participant p CROSS JOIN interaction i ON i.id = p.interaction_id
     WHERE p.contact_id = k.id AND i.kind <> 'note' AND i.at >= date(:today, '-' || k.cadence || ' days')
     ORDER BY p.id DESC LIMIT 1) IS NULL
   AND (EXISTS (SELECT 1 FROM participant WHERE contact_id = k.id)
     OR coalesce((SELECT met_on FROM how_met WHERE contact_id = k.id AND length(met_on) = 10),
       (SELECT created_at FROM contact WHERE id = k.id)) < date(:today, '-' || k.cadence || ' days'))
   AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.contact_id = k.id AND f.kind = 'check in' AND +f.state = 'due')
 LIMIT :most)
SELECT c.id AS contact_id, c.display_name AS name, c.given_name, k.cadence,
    (SELECT max(i.at) FROM participant p JOIN interaction i ON i.id = p.interaction_id
      WHERE p.contact_id = c.id AND i.kind <> 'note') AS spoke,
    coalesce((SELECT met_on FROM how_met WHERE contact_id = c.id AND length(met_on) = 10), c.created_at) AS since,
    (SELECT f.text FROM fact f WHERE f.contact_id = c.id AND f.kind = 'needs' AND f.state = 'open'
      AND f.visibility = 'shareable' ORDER BY f.learned_on DESC, f.id DESC LIMIT 1) AS need
  FROM cold k JOIN contact c ON c.id = k.id"""
"""The closest are looked at first, and no more than are needed: a warm tie costs one look at its last interaction."""


def dates(moment: Moment) -> list[TodayItem]:
    """List the days of contacts that come within a week, the nearest first."""
    ahead = [moment.today + timedelta(days=days) for days in range(DATES_AHEAD_DAYS + 1)]
    wanted = {f"{day:%m-%d}" for day in ahead}
    if "02-28" in wanted:
        wanted.add("02-29")
    found = []
    for row in moment.rows(_DATES, days=json.dumps(sorted(wanted))):
        when = PartialDate.parse(row.day).next_on_or_after(moment.today)
        if when is not None and when <= ahead[-1]:
            found.append(_date(row, when, moment))
    return sorted(found, key=lambda item: (item.due or moment.today, item.name))


def cooling(moment: Moment, taken: Collection[int | None]) -> list[TodayItem]:
    """List contacts not spoken with for longer than their cadence; `taken` have an item already.

    Ties that are cooling come before those long cold, among them the closest first.
    """
    rows = [row for row in moment.rows(_COOLING, most=_MOST_COLD + len(taken)) if row.contact_id not in taken]

    def urgency(row: Any) -> tuple[bool, int, float, int]:
        missed = missed_beats(_last(row), row.cadence, moment.today)
        return missed > FEW_BEATS, row.cadence, -missed, row.contact_id

    rows.sort(key=urgency)
    return [_cooling(row, moment) for row in rows[:MOST_COOLING]]


def _date(row: Any, when: date, moment: Moment) -> TodayItem:
    kind = DateKind(row.kind)
    what = row.label.strip() or {DateKind.BIRTHDAY: "birthday", DateKind.ANNIVERSARY: "anniversary"}.get(kind, "day")
    born = PartialDate.parse(row.day).year
    years = when.year - born if born is not None else 0
    turns = f"Turns {years}" if kind is DateKind.BIRTHDAY else f"{years} year{'' if years == 1 else 's'}"
    return TodayItem(
        section=Section.DATES,
        kind=ItemKind.DATE,
        title=f"{row.name} · {what} {coming(when, moment.today)}",
        reason=turns if years > 0 else "A word on the day keeps a tie warm",
        action="Congratulate",
        action_kind=ActionKind.CONGRATULATE,
        chip=str(kind),
        chip_tone=ChipTone.NEUTRAL,
        name=row.name,
        due=when,
        contact_id=row.contact_id,
    )


def _last(row: Any) -> date:
    return day_of(row.spoke or row.since) or date.min


def _cooling(row: Any, moment: Moment) -> TodayItem:
    spoke = day_of(row.spoke)
    last = f"last spoke {ago(spoke, moment.today)}" if spoke else "not spoken yet"
    need = f". {given(row.name, row.given_name)} is looking for: “{shorten(row.need, _QUOTED)}”" if row.need else ""
    return TodayItem(
        section=Section.COOLING,
        kind=ItemKind.CONTACT,
        title=f"{row.name} · {last}",
        reason=f"You said every {every(row.cadence)}{need}",
        action="Say hello",
        action_kind=ActionKind.CHECK_IN,
        chip="check in",
        chip_tone=ChipTone.NEUTRAL,
        name=row.name,
        due=_last(row) + timedelta(days=row.cadence),
        contact_id=row.contact_id,
    )
