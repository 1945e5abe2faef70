"""Points in time with the zone they were entered in, and the clock that tells them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from netdesk.domain.errors import InvalidInputError

_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})", re.ASCII)


def _zone(name: str) -> tzinfo:
    """Find the zone of a name or of an offset such as `+02:00`; UTC where this computer does not know it."""
    if found := _OFFSET.fullmatch(name):
        offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
        return timezone(-offset if found[1] == "-" else offset) if offset < timedelta(days=1) else UTC
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return UTC


@dataclass(frozen=True, slots=True, order=True)
class Instant:
    """A moment in UTC, to the second, and the zone it was entered in, written as in RFC 9557."""

    utc: datetime
    zone: str = "UTC"

    def __post_init__(self) -> None:
        """Bring the moment to UTC and whole seconds; raises InvalidInputError for a naive one."""
        if self.utc.tzinfo is None:
            raise InvalidInputError("A moment needs the zone it was entered in.")
        object.__setattr__(self, "utc", self.utc.astimezone(UTC).replace(microsecond=0))

    @classmethod
    def parse(cls, text: str) -> Instant:
        """Read what `str` gives, or any ISO 8601 date and time with an offset.

        Raises InvalidInputError for anything else.
        """
        moment, _, zone = text.strip().partition("[")
        try:
            parsed = datetime.fromisoformat(moment)
        except ValueError:
            raise InvalidInputError(
                f"“{text[:60]}” is not a date and time such as 2026-11-23T10:30:00+01:00."
            ) from None
        if parsed.tzinfo is None:
            parsed = parsed.replace(tzinfo=_zone(zone.rstrip("]") or "UTC"))
        try:
            return cls(parsed, zone.rstrip("]") or _offset_name(parsed))
        except OverflowError:
            raise InvalidInputError(f"“{text[:60]}” lies outside the years 1 to 9999.") from None

    def __str__(self) -> str:
        """Give the form that sorts by time and that `parse` reads."""
        return f"{self.utc:%Y-%m-%dT%H:%M:%SZ}".rjust(20, "0") + f"[{self.zone}]"

    @property
    def local(self) -> datetime:
        """The moment as the clock showed it where it was entered."""
        try:
            return self.utc.astimezone(_zone(self.zone))
        except OverflowError:
            return self.utc

    @property
    def day(self) -> date:
        """The local date."""
        return self.local.date()


def _offset_name(moment: datetime) -> str:
    offset = moment.utcoffset()
    return "UTC" if not offset else f"{moment:%z}"[:3] + ":" + f"{moment:%z}"[3:5]


def local_zone_name() -> str:
    """Name the zone of this computer by its present offset."""
    return _offset_name(datetime.now().astimezone())


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the time; handed to whoever needs it, so that tests and samples can choose theirs."""

    read: Callable[[], datetime] = lambda: datetime.now(UTC)
    read_zone: Callable[[], str] = lambda: "UTC"

    @classmethod
    def system(cls) -> Clock:
        """The clock of this computer, and its zone, which another season changes while netdesk is open."""
        return cls(read_zone=local_zone_name)

    @classmethod
    def fixed(cls, day: date, hour: int = 10) -> Clock:
        """A clock that stands still at that hour of that day, UTC."""
        moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        return cls(read=lambda: moment)

    @property
    def zone(self) -> str:
        """The zone of this place at present."""
        return self.read_zone()

    def now(self) -> Instant:
        """The present moment."""
        return Instant(self.read(), self.zone)

    def today(self) -> date:
        """The local date."""
        return self.now().day
