"""Follow-ups as to-dos of a calendar (RFC 5545, section 3.6.2), each with an alarm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from netdesk.domain.text import clean
from netdesk.domain.words import FollowUpState

_ALARM_AFTER_MIDNIGHT = timedelta(hours=9)
_STATUSES = {
    FollowUpState.DUE: "NEEDS-ACTION",
    FollowUpState.DONE: "COMPLETED",
    FollowUpState.SKIPPED: "CANCELLED",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDoRecord:
    """A follow-up as a calendar shows it; `finished_at` is in UTC. One that recurs is one to-do at a time."""

    uid: str
    title: str
    due_on: date
    state: FollowUpState = FollowUpState.DUE
    description: str = ""
    category: str = ""
    finished_at: datetime | None = None


def write_calendar(to_dos: Iterable[ToDoRecord], now: datetime) -> bytes:
    """Write an iCalendar file with a VTODO for each record; those still due ring at nine on their day."""
    from icalendar import Calendar  # noqa: PLC0415  (takes time to import, and few commands need it)

    calendar = Calendar()
    calendar.add("prodid", "-//netdesk//netdesk//EN")
    calendar.add("version", "2.0")
    for record in to_dos:
        calendar.add_component(_to_do(record, now))
    return bytes(calendar.to_ical())


def _to_do(record: ToDoRecord, now: datetime):  # type: ignore[no-untyped-def]  # icalendar has no types
    from icalendar import Alarm, Todo  # noqa: PLC0415

    to_do = Todo()
    title = _text(record.title)
    to_do.add("uid", record.uid)
    to_do.add("dtstamp", now)
    to_do.add("summary", title)
    to_do.add("due", record.due_on)
    to_do.add("status", _STATUSES[record.state])
    if record.category:
        to_do.add("categories", [record.category])
    if record.description:
        to_do.add("description", _text(record.description))
    if record.finished_at:
        to_do.add("completed", record.finished_at)
    if record.state is FollowUpState.DUE:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", _ALARM_AFTER_MIDNIGHT, parameters={"related": "END"})
        to_do.add_component(alarm)
    return to_do


def _text(text: str) -> str:
    """Leave out the control characters that iCalendar has no way to write."""
    return "".join(one for one in clean(text) if one in "\n\t" or one >= " ")
