"""A bound to what one contact of a file may hold: a broken export cannot make one that takes minutes to write."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from netdesk.domain.text import shorten
from netdesk.exchange.records import ContactRecord, ReadResult, Skipped

MOST = 500
"""Values of one kind, many times what any person has."""

_LISTS = {
    "points": "contact details",
    "affiliations": "roles",
    "tags": "tags",
    "facts": "facts",
    "dates": "dates",
}


def bounded(result: ReadResult) -> ReadResult:
    """Leave out what a contact of a file holds beyond the bound, and say so by line."""
    records: list[ContactRecord] = []
    skipped = list(result.skipped)
    for record in result.records:
        within, told = within_bound(record)
        records.append(within)
        skipped += told
    return replace(result, records=tuple(records), skipped=tuple(sorted(skipped, key=lambda one: one.line)))


def within_bound(record: ContactRecord, beside: ContactRecord | None = None) -> tuple[ContactRecord, list[Skipped]]:
    """Leave out what a record holds beyond the bound, `beside` what there is already."""
    left: dict[str, Any] = {}
    told: list[Skipped] = []
    for name, what in _LISTS.items():
        values = getattr(record, name)
        if values and len(values) > (room := max(MOST - len(getattr(beside, name, ())), 0)):
            left[name] = values[:room]
            told.append(Skipped(record.line, _sentence(record, len(values) - room, what)))
    return (replace(record, **left), told) if left else (record, told)


def _sentence(record: ContactRecord, count: int, what: str) -> str:
    return (
        f"“{shorten(record.display_name, 40)}” has more than {MOST} {what}; {count:,} did not come in. "
        "Give them to the people whose they are, and import the file again."
    )
