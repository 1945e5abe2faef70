"""What a file said of somebody, kept as a line beside them, so that what it changes is told from what the user did."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from netdesk.exchange.records import (
    AffiliationRecord,
    ContactRecord,
    DateRecord,
    FactRecord,
    Format,
    PersonReference,
)
from netdesk.exchange.vcard_values import escape, split_raw, unescape

_HEAD = "X-NETDESK-SAID:"
DELETED = "X-NETDESK-DELETED:"
_LONGEST = 160
"""Characters of a value that is kept as it is; of a longer one a digest tells whether it changed."""

_LONGEST_KEY = 100
_COPY = re.compile(r"(?<![^\W\d_])(?:old|new|copy|kopie|copie|copia)(?![^\W\d_])|[\W\d_]+", re.IGNORECASE)
_NAMELESS = frozenset({Format.VCARD, Format.CSV})
"""Formats that many programs write, so that the name of the file tells whose it is."""

SINGLE = ("prefix", "middle_name", "suffix", "nickname", "pronouns", "language", "cadence_days")
"""Fields of a record that hold one value each."""

MET = ("met_on", "place", "event", "remark")
"""Fields of how somebody was met that hold one value each."""

_DEPARTMENT = "department of "
_OLD_FIELDS = {"job": "role"}


class Item(NamedTuple):
    """One value that a file said, and what it is of: “nickname”, “email”."""

    field: str
    value: str


@dataclass(frozen=True)
class Said:
    """All that one source said of somebody, in the order of the file."""

    source: str
    items: tuple[Item, ...]

    @cached_property
    def line(self) -> str:
        """The line that is kept."""
        return _HEAD + ";".join((escape(self.source), *[escape(f"{field}={value}") for field, value in self.items]))


def is_memory(line: str) -> bool:
    """Tell a line by which the book remembers something from those that came from cards."""
    return line.startswith((_HEAD, DELETED))


def deleted_line(source: str, key: str) -> str:
    """Give the line by which a mail or meeting that was deleted is remembered; nothing can be read from it."""
    return DELETED + digest(f"{source} {key}".encode())


def said_in(lines: Iterable[str]) -> Iterator[Said]:
    """Read what files said from the lines kept beside a contact."""
    for line in lines:
        if line.startswith(_HEAD):
            source, *parts = map(unescape, split_raw(line.removeprefix(_HEAD), ";"))
            yield Said(source, tuple(_items(parts)))


def _items(parts: list[str]) -> Iterator[Item]:
    """Read the items of a line; the first ever kept held only a name, an organisation and a role, without fields."""
    if not parts[:1] or not parts[0].startswith("name="):
        name, organisation, role = (*parts, "", "", "")[:3]
        yield Item("name", short(name))
        if organisation or role:
            yield item_of(AffiliationRecord(organisation=organisation, role=role))
        return
    for part in parts:
        field, _, value = part.partition("=")
        yield Item(_OLD_FIELDS.get(field, field), value)


def form_of(kind: Format, path: Path) -> str:
    """Name what a file is like: its program, or the name of the file without numbers where many programs write it.

    Two copies of one file, “people.csv” and “people (2).csv”, are of one form.
    """
    return f"{kind} {_COPY.sub(' ', path.stem).strip().lower()}" if kind in _NAMELESS else str(kind)


def key_of(kind: Format, record: ContactRecord) -> str:
    """Name the source that a card is by its UID, wherever it comes from; empty for all that come from a file."""
    key = record.uid or next((one.key for one in record.external_ids), "") if kind in _NAMELESS else ""
    return f"{kind} {key[:_LONGEST_KEY]}" if key else ""


def said_of(record: ContactRecord) -> tuple[Item, ...]:
    """Give what a record says, one item a value; a new one for a value that changed."""
    met = record.how_met
    singles = [(field, getattr(record, field)) for field in SINGLE]
    singles += [(field, getattr(met, field)) for field in MET] if met else []
    by = met.introducer if met else None
    singles += [("introducer", called(by) if by else ""), ("standing", record.standing)]
    return (
        Item("name", short(record.display_name)),
        *[Item(field, short(str(value))) for field, value in singles if value],
        *[Item(point.kind, short(point.value)) for point in record.points],
        *[item_of(job) for job in record.affiliations],
        *[Item(department_of(job), short(job.department)) for job in record.affiliations if job.department],
        *[item_of(day) for day in record.dates],
        *[item_of(fact) for fact in record.facts],
        *[Item("tag", short(tag)) for tag in record.tags],
        *[Item(link_to(one.who), one.kind) for one in record.connections],
        *[Item("line", digest(line.encode())) for line in record.kept_lines],
        *([Item("notes", short(record.notes))] if record.notes else []),
        *([Item("photo", digest(record.photo.data))] if record.photo else []),
    )


def called(who: PersonReference) -> str:
    """Give what a file calls somebody it refers to."""
    return who.name or who.uid or who.email


def link_to(who: PersonReference) -> str:
    """Give the field of what somebody is to another one."""
    return _field(f"knows {called(who)}")


def department_of(job: AffiliationRecord) -> str:
    """Give the field of the department of a job."""
    return _field(f"{_DEPARTMENT}{', '.join(filter(None, (job.role, job.organisation)))}")


def is_detail(item: Item) -> bool:
    """Tell whether an item only says more of another one."""
    return item.field.startswith(_DEPARTMENT)


def item_of(part: AffiliationRecord | DateRecord | FactRecord) -> Item:
    """Give a job, a date or a fact as an item; what is of one field can take each other's place."""
    if isinstance(part, AffiliationRecord):
        return Item("role", short(f"{part.role}\t{part.organisation}"))
    if isinstance(part, DateRecord):
        return Item(_field(f"date {part.kind} {part.label}".strip()), str(part.day))
    return Item(part.kind, short(part.text))


def _field(name: str) -> str:
    return short(name.replace("=", " "))


def short(value: str) -> str:
    """Give a value, or a digest of a long one."""
    return value if len(value) <= _LONGEST else digest(value.encode())


def digest(data: bytes) -> str:
    """Give what bytes are recognised by."""
    return hashlib.sha256(data).hexdigest()[:32]
