"""Moments keep their zone, sort as text and come back from it, in every year there is."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdesk.domain.errors import InvalidInputError
from netdesk.domain.instant import Clock, Instant

ZONES = st.sampled_from(
    [
        "UTC",
        "Europe/Paris",
        "Asia/Kathmandu",
        "America/St_Johns",
        "Pacific/Kiritimati",
        "Etc/GMT+12",
        "+05:45",
        "-09:30",
    ]
)
MOMENTS = st.builds(
    lambda days, seconds: datetime(1, 1, 3, tzinfo=UTC) + timedelta(days, seconds),
    st.integers(0, 3_652_050),
    st.integers(0, 86_399),
)


@given(MOMENTS, ZONES)
def test_what_is_written_is_read_again(moment: datetime, zone: str) -> None:
    instant = Instant(moment, zone)
    assert Instant.parse(str(instant)) == instant
    assert Instant.parse(str(instant)).local == instant.local


@given(MOMENTS, MOMENTS, ZONES, ZONES)
def test_texts_sort_by_time(first: datetime, second: datetime, zone: str, other: str) -> None:
    one, two = Instant(first, zone), Instant(second, other)
    if one.utc != two.utc:
        assert (str(one) < str(two)) == (one.utc < two.utc)


@given(MOMENTS, st.integers(-14 * 60, 14 * 60))
def test_a_moment_with_an_offset_is_the_same_moment(moment: datetime, minutes: int) -> None:
    local = moment.astimezone(timezone(timedelta(minutes=minutes)))
    instant = Instant.parse(local.isoformat())
    assert instant.utc == moment.replace(microsecond=0)
    assert instant.local.utcoffset() == local.utcoffset()


@given(st.text(max_size=40) | st.text("0123456789-:TZ+[]/Europe", max_size=40))
def test_nothing_but_a_moment_is_read(text: str) -> None:
    try:
        instant = Instant.parse(text)
    except InvalidInputError as refused:
        assert str(refused).endswith(".")
    else:
        assert Instant.parse(str(instant)).utc == instant.utc
        assert instant.day is not None


@pytest.mark.parametrize(
    "text", ["", "yesterday", "0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-10:00", "2026-02-30T10:00:00Z"]
)
def test_a_moment_of_no_calendar_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError):
        Instant.parse(text)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(InvalidInputError):
        Instant(datetime(2026, 11, 23))  # noqa: DTZ001


def test_the_day_is_that_of_the_zone_it_was_entered_in() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert Instant(late, "Pacific/Kiritimati").day == date(2026, 11, 24)
    assert Instant(late, "America/St_Johns").day == date(2026, 11, 23)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "", "+99:99", "Europe", "a\x00b"])
def test_an_unknown_zone_shows_utc(zone: str) -> None:
    moment = datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert Instant(moment, zone).local == moment


@pytest.mark.parametrize("moment", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)])
@pytest.mark.parametrize("zone", ["-12:00", "+14:00"])
def test_the_ends_of_the_calendar_do_no_harm(moment: datetime, zone: str) -> None:
    assert Instant(moment, zone).day in (moment.date(), Instant(moment, zone).local.date())
    assert Instant.parse(str(Instant(moment, zone))).utc == moment


def test_a_moment_in_summer_and_winter_keeps_the_clock_of_its_zone() -> None:
    paris = ZoneInfo("Europe/Paris")
    for month, shown in ((1, 11), (7, 12)):
        instant = Instant(datetime(2026, month, 1, 10, tzinfo=UTC), "Europe/Paris")
        assert instant.local.hour == shown
        assert instant.local == instant.utc.astimezone(paris)


def test_a_fixed_clock_stands_still() -> None:
    clock = Clock.fixed(date(2026, 11, 23))
    assert clock.now() == clock.now() == Instant.parse("2026-11-23T10:00:00Z")
    assert clock.today() == date(2026, 11, 23)


def test_the_clock_of_this_computer_tells_the_present() -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    assert before <= Clock.system().now().utc <= datetime.now(UTC)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system has one zone for all programs")
def test_the_clock_of_this_computer_follows_another_season(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock.system()
    for zone, day in (("UTC0", 25), ("XXX-03", 26)):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        late = Clock(read=lambda: datetime(2026, 10, 25, 22, 30, tzinfo=UTC), read_zone=clock.read_zone)
        assert late.today() == date(2026, 10, day)
    monkeypatch.undo()
    time.tzset()
