"""A bound to what one contact of a file may hold: a broken export cannot make one that takes minutes to write."""

from __future__ import annotations

from dataclasses import replace

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
    """Leave out what a contact holds beyond the bound, and say so by line."""
    records, skipped = list(result.records), list(result.skipped)
    for place, record in enumerate(result.records):
        beyond = {name: values for name in _LISTS if len(values := getattr(record, name)) > MOST}
        if beyond:
            records[place] = replace(record, **{name: values[:MOST] for name, values in beyond.items()})
            told = ((len(values), _LISTS[name]) for name, values in beyond.items())
            skipped += (Skipped(record.line, _sentence(record, count, what)) for count, what in told)
    return replace(result, records=tuple(records), skipped=tuple(sorted(skipped, key=lambda one: one.line)))


def _sentence(record: ContactRecord, count: int, what: str) -> str:
    return (
        f"“{shorten(record.display_name, 40)}” has {count:,} {what} here; the first {MOST} come in, the others do not. "
        "Give them to the people whose they are, and import the file again."
    )
