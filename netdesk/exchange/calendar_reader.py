"""The meetings of a calendar (RFC 5545) that took place, each past instance of a series by itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from netdesk.domain.instant import Instant
from netdesk.domain.text import clean_line
from netdesk.domain.words import InteractionKind
from netdesk.exchange.detect import read_bytes
from netdesk.exchange.mail_body import LARGEST_TEXT
from netdesk.exchange.records import InteractionRecord, PersonReference, Skipped
from netdesk.exchange.recurrence import MOST_INSTANCES, Rule
from netdesk.exchange.uncollected import uncollected
from netdesk.exchange.vcard_heads import Property
from netdesk.exchange.vcard_lines import read_properties
from netdesk.exchange.vcard_values import unescape

CALENDAR_SOURCE = "calendar"
"""The source of the key by which a logged meeting is known again."""

_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?", re.ASCII)
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)", re.ASCII)
_NOON = time(12)
_LONGEST_KEY, _LONGEST_SUBJECT, _DEEPEST = 200, 1_000, 50
_MOST_REPEATED = 20_000
"""Meetings in the series of one calendar, after which no other series is read."""

_TOO_MANY = (
    f"The series before this one hold {_MOST_REPEATED:,} meetings already, so that it was left out. "
    "Export fewer calendars or fewer years at a time, and import each."
)
_MAILTO = re.compile(r"mailto:(.+)", re.IGNORECASE)
_CALENDARS = ("@calendar.google.com", ".calendar.google.com")
"""The ends of addresses that stand for a calendar, a room, or an organiser who is not known any more."""

_NO_PEOPLE = frozenset({"RESOURCE", "ROOM", "GROUP"})


@dataclass(slots=True)
class _Event:
    """The properties of a VEVENT, by name."""

    line: int
    properties: dict[str, list[Property]] = field(default_factory=dict)

    @property
    def repeats(self) -> bool:
        """Tell a series from a meeting that took place once."""
        return bool(self.properties.get("RRULE") or self.properties.get("RDATE"))

    def text(self, name: str) -> str:
        """Give the first text of a name."""
        found = self.properties.get(name)
        return unescape(found[0].value).strip() if found else ""


@dataclass(frozen=True, slots=True)
class _Start:
    """When an event begins: a day, and for all but whole days a time in a zone."""

    day: date
    at: time | None
    zone: tzinfo

    def moment(self) -> datetime:
        """Give it in UTC; a whole day is meant wherever it is read, so that its noon stands for it."""
        if self.at is None:
            return datetime.combine(self.day, _NOON, UTC)
        return datetime.combine(self.day, self.at, self.zone).astimezone(UTC)


def read_meetings(path: Path, now: Instant) -> Iterator[InteractionRecord | Skipped]:
    """Give the past meetings of a calendar file and why the others are not taken; raises UnreadableFileError."""
    return meetings(read_bytes(path), now)


def meetings(data: bytes, now: Instant) -> Iterator[InteractionRecord | Skipped]:
    """Give the past meetings of a calendar and why the others are not taken."""
    own = Instant(now.utc, now.zone).local.tzinfo or UTC
    with uncollected():
        events, zones = _components(data)
    moved: defaultdict[str, set[datetime]] = defaultdict(set)
    for event in events:
        start = _start(event.properties.get("RECURRENCE-ID"), zones, own)
        if start is not None:
            moved[event.text("UID")].add(start.moment())
    if not events:
        yield Skipped(1, "There is no meeting in this calendar.")
    repeated = 0
    for event in events:
        if event.repeats and repeated >= _MOST_REPEATED:
            yield Skipped(event.line, _TOO_MANY)
            continue
        try:
            for one in _instances(event, zones, own, now, moved[event.text("UID")]):
                repeated += event.repeats
                yield one
        except (ValueError, OverflowError):
            yield Skipped(event.line, "This meeting lies outside the years 1 to 9999.")


def _components(data: bytes) -> tuple[list[_Event], dict[str, str]]:
    """Gather the events, and the offsets from UTC of time zones that the file defines."""
    events: list[_Event] = []
    zones: dict[str, str] = {}
    inside: list[str] = []
    zone = ""
    for number, prop in read_properties(data):
        name, value = prop.head.name, prop.value.strip()
        if name == "BEGIN":
            inside = [*inside[-_DEEPEST:], value.upper()]
            if inside[-1] == "VEVENT":
                events.append(_Event(number))
        elif name == "END":
            if value.upper() in inside:
                del inside[len(inside) - 1 - inside[::-1].index(value.upper()) :]
        elif inside and inside[-1] == "VEVENT":
            events[-1].properties.setdefault(name, []).append(prop)
        elif inside and inside[-1] == "VTIMEZONE":
            if name == "TZID":
                zone = value
            elif name == "X-LIC-LOCATION":
                zones[zone] = value
        elif name == "TZOFFSETTO" and inside and inside[-1] == "STANDARD":
            zones.setdefault(zone, value)
    return events, zones


def _instances(
    event: _Event, zones: dict[str, str], own: tzinfo, now: Instant, moved: set[datetime]
) -> Iterator[InteractionRecord | Skipped]:
    start = _start(event.properties.get("DTSTART"), zones, own)
    if start is None:
        yield Skipped(event.line, "This meeting does not say when it was.")
        return
    if event.text("STATUS").upper() == "CANCELLED":
        yield Skipped(event.line, "This meeting was cancelled.")
        return
    people = tuple(_people(event))
    if not people:
        yield Skipped(event.line, "This meeting names nobody.")
        return
    original = _start(event.properties.get("RECURRENCE-ID"), zones, own)
    recurs = original is None and event.repeats
    left_out = moved | {one.moment() for one in _starts(event.properties.get("EXDATE", ()), zones, own)}
    took_place = False
    for one in _series(event, start, zones, own, now) if recurs else [start]:
        moment = one.moment()
        if moment > now.utc or (recurs and moment in left_out):
            continue
        took_place = True
        mark = moment if recurs else original.moment() if original else None
        yield _record(event, people, moment, _own_zone(start, now), mark)
    if not took_place:
        yield Skipped(event.line, "This meeting has not taken place yet.")


def _series(event: _Event, start: _Start, zones: dict[str, str], own: tzinfo, now: Instant) -> list[_Start]:
    last = now.utc.date() + timedelta(days=1)
    rules = event.properties.get("RRULE", [])[:1]
    days = [day for rule in rules for day in Rule(rule.value, start.day).days(last)] or [start.day]
    regular = [_Start(day, start.at, start.zone) for day in days]
    extra = _starts(event.properties.get("RDATE", ()), zones, own)
    by_moment = {one.moment(): one for one in (*regular, *extra)}
    first = sorted(by_moment)[-MOST_INSTANCES:][0]
    return [one for moment, one in by_moment.items() if moment >= first]


def _own_zone(start: _Start, now: Instant) -> str:
    """Name the zone in which the moment is shown: mine, or none where a whole day is meant."""
    return now.zone if start.at is not None else "UTC"


def _record(
    event: _Event, people: tuple[PersonReference, ...], moment: datetime, zone: str, mark: datetime | None
) -> InteractionRecord:
    uid = clean_line(event.text("UID")) or f"{event.text('SUMMARY')} {moment:%Y%m%dT%H%M%S}"
    changed = _start(event.properties.get("LAST-MODIFIED"), {}, UTC)
    place, said = clean_line(event.text("LOCATION")), event.text("DESCRIPTION")
    return InteractionRecord(
        kind=InteractionKind.MEETING,
        source=CALENDAR_SOURCE,
        key=uid[:_LONGEST_KEY] + (f" {mark:%Y%m%dT%H%M%SZ}" if mark else ""),
        at=Instant(moment, zone),
        people=people,
        subject=clean_line(event.text("SUMMARY"))[:_LONGEST_SUBJECT],
        text="\n\n".join(filter(None, (place, said)))[:LARGEST_TEXT],
        changed=changed.moment() if changed else None,
        line=event.line,
    )


def _people(event: _Event) -> Iterator[PersonReference]:
    """Give the organiser and who was invited and did not decline; rooms and groups are no people."""
    for prop in (*event.properties.get("ORGANIZER", ()), *event.properties.get("ATTENDEE", ())):
        head = prop.head
        if head.parameter("PARTSTAT").upper() == "DECLINED" or head.parameter("CUTYPE").upper() in _NO_PEOPLE:
            continue
        mailto = _MAILTO.search(prop.value)
        address = clean_line(mailto[1] if mailto else head.parameter("EMAIL") or prop.value)
        if "@" in address and " " not in address and len(address) < 320 and not address.lower().endswith(_CALENDARS):
            name = clean_line(head.parameter("CN"))[:200]
            yield PersonReference(name="" if "@" in name else name, email=address)


def _starts(properties: Iterable[Property], zones: dict[str, str], own: tzinfo) -> Iterator[_Start]:
    for prop in properties:
        for value in prop.value.split(","):
            if one := _start([Property(prop.head, value)], zones, own):
                yield one


def _start(properties: list[Property] | None, zones: dict[str, str], own: tzinfo) -> _Start | None:
    found = _MOMENT.match(properties[0].value.strip()) if properties else None
    if not properties or found is None:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        at = time(int(found[4]), int(found[5]), min(int(found[6] or 0), 59)) if found[4] else None
        name = properties[0].head.parameter("TZID").strip("/")
        zone = UTC if found[7] else _zone(name, zones.get(name, "")) or own
        start = _Start(day, at, zone)
        start.moment()
    except (ValueError, OverflowError):
        return None
    return start


@cache
def _zone(name: str, defined: str) -> tzinfo | None:
    """Find a zone by its name, by that of Windows, or by what the file says of it."""
    for one in (name, _windows_zones().get(name, ""), defined, name.rpartition(":")[2]):
        if offset := _OFFSET.match(one):
            shift = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
            return timezone(-shift if offset[1] == "-" else shift) if shift < timedelta(days=1) else UTC
        if one and len(one) < 100:
            try:
                return ZoneInfo(one)
            except (ValueError, OSError, KeyError):
                continue
    return None


@cache
def _windows_zones() -> dict[str, str]:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415 - takes time to import

    return dict(WINDOWS_TO_OLSON)
