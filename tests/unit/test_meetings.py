"""A calendar's past meetings are read, each by itself, whoever wrote the file and however it is damaged."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from netdesk.domain.instant import Instant
from netdesk.exchange.calendar_reader import meetings
from netdesk.exchange.records import InteractionRecord, Skipped
from netdesk.exchange.recurrence import MOST_INSTANCES, Rule

NOW = Instant(datetime(2026, 11, 23, 10, tzinfo=UTC), "+01:00")
PEOPLE = "ORGANIZER;CN=Ana Ruiz:mailto:ana@x.example\nATTENDEE;CN=Bo:MAILTO:bo@x.example\n"


def event(*lines: str, people: str = PEOPLE, uid: str = "1") -> str:
    return f"BEGIN:VEVENT\nUID:{uid}\n" + "".join(f"{line}\n" for line in lines) + people + "END:VEVENT\n"


def read(*parts: str) -> list[InteractionRecord | Skipped]:
    return list(meetings(("BEGIN:VCALENDAR\n" + "".join(parts) + "END:VCALENDAR\n").encode(), NOW))


def taken(*parts: str) -> list[InteractionRecord]:
    return [one for one in read(*parts) if isinstance(one, InteractionRecord)]


def moments(*parts: str) -> list[str]:
    return [f"{one.at.utc:%m-%d %H:%M}" for one in taken(*parts)]


def test_a_meeting_says_when_with_whom_and_about_what() -> None:
    (one,) = taken(
        event("DTSTART:20261120T090000Z", "SUMMARY:Tiles\\, and", "LOCATION:Lyon", "DESCRIPTION:Two\\nlines",
              "BEGIN:VALARM", "DESCRIPTION:No", "END:VALARM")
    )  # fmt: skip
    assert [(who.name, who.email) for who in one.people] == [("Ana Ruiz", "ana@x.example"), ("Bo", "bo@x.example")]
    assert (one.subject, one.text, one.key) == ("Tiles, and", "Lyon\n\nTwo\nlines", "1")
    assert str(one.at) == "2026-11-20T09:00:00Z[+01:00]"


@pytest.mark.parametrize(
    ("start", "moment"),
    [
        ("DTSTART;TZID=Europe/Paris:20260701T090000", "07-01 07:00"),
        ("DTSTART;TZID=W. Europe Standard Time:20260701T090000", "07-01 07:00"),
        ("DTSTART;TZID=/example.org/20260101/Europe/Paris:20260701T090000", "07-01 08:00"),
        ("DTSTART;TZID=Own:20260701T090000", "07-01 06:00"),
        ("DTSTART:20260701T090000", "07-01 08:00"),
        ("DTSTART;VALUE=DATE:20260701", "07-01 12:00"),
    ],
)
def test_time_zones(start: str, moment: str) -> None:
    zone = "BEGIN:VTIMEZONE\nTZID:Own\nBEGIN:STANDARD\nTZOFFSETTO:+0300\nEND:STANDARD\nEND:VTIMEZONE\n"
    assert moments(zone, event(start)) == [moment]


@pytest.mark.parametrize(
    ("lines", "people", "reason"),
    [
        (["DTSTART:20270101T090000Z"], PEOPLE, "not taken place yet"),
        (["DTSTART:20260101T090000Z", "STATUS:CANCELLED"], PEOPLE, "was cancelled"),
        (["DTSTART:20260101T090000Z"], "", "names nobody"),
        (["DTSTART:20260101T090000Z"], "ATTENDEE;PARTSTAT=DECLINED:mailto:a@b.c\n", "names nobody"),
        (["DTSTART:20260101T090000Z"], "ATTENDEE;CUTYPE=ROOM:mailto:a@b.c\n", "names nobody"),
        (["DTSTART:nonsense"], PEOPLE, "when it was"),
        (["DTSTART:20269901T090000Z"], PEOPLE, "when it was"),
    ],
)
def test_what_is_no_past_meeting_is_skipped_with_its_line(lines: list[str], people: str, reason: str) -> None:
    (one,) = read(event(*lines, people=people))
    assert isinstance(one, Skipped)
    assert reason in one.reason
    assert one.line == 2


def test_a_series_gives_each_past_meeting_less_those_left_out_or_moved() -> None:
    series = event("DTSTART:20261026T090000Z", "RRULE:FREQ=WEEKLY", "EXDATE:20261102T090000Z", "RDATE:20261104T080000Z")
    moved = event("RECURRENCE-ID:20261109T090000Z", "DTSTART:20261110T150000Z")
    dropped = event("RECURRENCE-ID:20261116T090000Z", "DTSTART:20261116T090000Z", "STATUS:CANCELLED")
    assert moments(series, moved, dropped) == ["10-26 09:00", "11-23 09:00", "11-04 08:00", "11-10 15:00"]
    keys = [one.key for one in taken(series, moved)]
    assert len(set(keys)) == len(keys)
    assert "1 20261109T090000Z" in keys


def test_a_series_keeps_its_local_time_over_the_change_of_clocks() -> None:
    assert moments(event("DTSTART;TZID=Europe/Paris:20261020T090000", "RRULE:FREQ=WEEKLY;COUNT=2")) == [
        "10-20 07:00",
        "10-27 08:00",
    ]


RULES = [
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=DAILY;COUNT=5;BYDAY=MO,WE",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH",
    "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO",
    "FREQ=MONTHLY;BYMONTHDAY=-1,15",
    "FREQ=MONTHLY;BYDAY=2TU,-1FR",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1,1",
    "FREQ=MONTHLY;UNTIL=20240630",
    "FREQ=YEARLY",
    "FREQ=YEARLY;BYMONTH=3,11;BYDAY=1SU",
    "FREQ=YEARLY;BYMONTHDAY=13;BYMONTH=2",
    "FREQ=MONTHLY;INTERVAL=5",
]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("start", [date(2023, 1, 31), date(2024, 2, 29), date(2022, 12, 15)])
def test_series_fall_on_the_days_that_another_program_finds(rule: str, start: date) -> None:
    last = date(2026, 1, 1)
    begin = datetime(start.year, start.month, start.day)  # noqa: DTZ001 - as dateutil wants it
    other = rrulestr(rule, dtstart=begin).between(begin, datetime(2026, 1, 1, 23), inc=True)  # noqa: DTZ001
    assert Rule(rule, start).days(last) == [one.date() for one in other][-MOST_INSTANCES:]


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=999999999"],
)
def test_hostile_rules_end(rule: str) -> None:
    start = time.process_time()
    assert len(Rule(rule, date(1, 1, 1)).days(date(2026, 1, 1))) <= MOST_INSTANCES
    assert time.process_time() - start < 1


SEEDS = tuple(
    ("BEGIN:VCALENDAR\r\n" + one + "END:VCALENDAR\r\n").replace("\n", "\r\n").encode()
    for one in (
        event("DTSTART;TZID=Europe/Paris:20260101T090000", "RRULE:FREQ=MONTHLY;BYDAY=2TU", "EXDATE:20260301T090000Z"),
        event("DTSTART;VALUE=DATE:20260101", "SUMMARY;ENCODING=QUOTED-PRINTABLE:a=C3=A4=\n b", 'X-A;B="c:d":e'),
        event("RECURRENCE-ID:20260101T090000Z", "DTSTART:20260101T090000", "RDATE:20260101,20260102T010101Z"),
    )
)


def read_hostile(data: bytes) -> None:
    """Read a calendar of any bytes, to the last word of it."""
    for one in meetings(data, NOW):
        if isinstance(one, InteractionRecord):
            one.text.encode()
            str(one.at)


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_in_an_event_is_read(text: str) -> None:
    read_hostile(event(f"DTSTART:{text}", f"RRULE:{text}", text).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "piece",
    ["BEGIN:VEVENT\n", "BEGIN:VCALENDAR\n", "ATTENDEE:mailto:a@b.c\n", " x\n", "EXDATE:20260101\n", "RDATE:2026,"],
)
def test_hostile_calendars_take_linear_time(piece: str) -> None:
    def seconds(n: int) -> float:
        data = ("BEGIN:VEVENT\nDTSTART:20260101T090000Z\n" + piece * n).encode()
        start = time.process_time()
        list(meetings(data, NOW))
        return time.process_time() - start

    assert min(seconds(40_000) for _ in range(2)) < 8 * min(seconds(10_000) for _ in range(3)) + 0.3


@pytest.mark.parametrize(
    ("attendee", "name", "address"),
    [
        ("ATTENDEE;CN=bo@x.example:mailto:bo@x.example", "", "bo@x.example"),
        ("ATTENDEE:X-KEY=12;CN=Bo:mailto:bo@x.example", "", "bo@x.example"),
        ("ATTENDEE;CN=Bo;EMAIL=bo@x.example:urn:uuid:12", "Bo", "bo@x.example"),
    ],
)
def test_people_are_found_however_a_program_names_them(attendee: str, name: str, address: str) -> None:
    (one,) = taken(event("DTSTART:20261120T090000Z", people=f"{attendee}\n"))
    assert [(who.name, who.email) for who in one.people] == [(name, address)]


@pytest.mark.parametrize("address", ["unknownorganizer@calendar.google.com", "team99@group.calendar.google.com"])
def test_a_shared_calendar_is_no_person(address: str) -> None:
    (one,) = taken(
        event("DTSTART:20261120T090000Z", people=f"ORGANIZER:mailto:{address}\nATTENDEE:mailto:bo@x.example\n")
    )
    assert [who.email for who in one.people] == ["bo@x.example"]


def test_the_series_of_one_calendar_are_read_up_to_a_bound_and_what_is_left_out_is_told() -> None:
    series = [event("DTSTART:20200101T090000Z", "RRULE:FREQ=DAILY", uid=f"s{number}") for number in range(25)]
    single = event("DTSTART:20261120T090000Z", uid="one")
    found = read(*series, single)
    told = [one for one in found if isinstance(one, Skipped)]
    assert 20_000 < len(found) - len(told) <= 20_000 + MOST_INSTANCES
    assert [one.line for one in told] == [2 + 7 * number for number in range(21, 25)]
    assert found[-1] not in told
    assert "Export fewer" in told[0].reason


def test_of_dates_by_the_thousand_the_latest_are_given() -> None:
    days = ",".join(
        f"{date.fromordinal(date(2026, 11, 20).toordinal() - number):%Y%m%d}T090000Z" for number in range(3_000)
    )
    found = moments(event("DTSTART:20150101T090000Z", f"RDATE:{days}"))
    assert len(found) == MOST_INSTANCES
    assert "11-20 09:00" in found
