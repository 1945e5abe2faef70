"""Days as the book stores them, read for comparing."""

from __future__ import annotations

from calendar import monthrange
from contextlib import suppress
from datetime import date
from functools import lru_cache

from netdesk.domain.dates import PartialDate
from netdesk.domain.errors import InvalidInputError


@lru_cache(10_000)
def first_day(text: str | None) -> date | None:
    """Give the first day that `2026`, `2026-03` or `2026-03-05` can mean; None for a day without a year, or no day."""
    if not text:
        return None
    with suppress(ValueError):
        return date.fromisoformat(text)
    try:
        partial = PartialDate.parse(text)
    except InvalidInputError:
        return None
    return date(partial.year, partial.month or 1, partial.day or 1) if partial.year else None


def last_day(text: str | None) -> date | None:
    """Give the last day that `2026`, `2026-03` or `2026-03-05` can mean; None for a day without a year, or no day."""
    first = first_day(text)
    if first is None or text is None or len(text) > len("2026-03"):
        return first
    month = 12 if len(text) == len("2026") else first.month
    return date(first.year, month, monthrange(first.year, month)[1])
