"""What the settings of the book are, read by plain SQL."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection

from netdesk.domain.dates import MONDAY_TO_FRIDAY
from netdesk.domain.words import Tone

DEFAULTS: dict[str, Any] = {
    "signature": "",
    "tone": str(Tone.PLAIN),
    "working_days": sorted(MONDAY_TO_FRIDAY),
    "phone_region": "",
    "language_of_dates": "",
    "coach": True,
    "nudge_after_days": 4,
}
"""The settings there are, and what holds until the user says otherwise."""


def value(connection: Connection, key: str) -> Any:
    """Return a setting, or its default."""
    stored = connection.exec_driver_sql("SELECT value FROM setting WHERE key = ?", (key,)).scalar()
    return DEFAULTS[key] if stored is None else json.loads(stored)


def working_days(connection: Connection) -> frozenset[int]:
    """Return the days on which I work, as `date.weekday()` numbers."""
    return frozenset(int(day) for day in value(connection, "working_days"))
