"""What comes to a contact of the book: what is added, what takes the place of what, and what the user decides."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

from netdesk.domain.text import fold
from netdesk.exchange.records import AffiliationRecord, ContactRecord, DateRecord, FactRecord, PointRecord
from netdesk.exchange.said import is_memory

NAMES = ("prefix", "given_name", "middle_name", "family_name", "suffix")
"""The parts of a name, which change together."""

_NOT_SAID = frozenset({"display_name", "uid", "line", "archived_at", "connections"})

Part = PointRecord | AffiliationRecord | DateRecord | FactRecord | str


class Difference(NamedTuple):
    """Something that the file says otherwise than before, and the user has changed here meanwhile."""

    field: str
    here: str
    there: str


class Replacement(NamedTuple):
    """A part of a contact in whose place another one comes; empty for a kept line that goes."""

    old: Part
    new: Part


@dataclass(frozen=True, slots=True)
class Addition:
    """What comes to somebody: a record of only what is new, the parts that are replaced, and what the user decides."""

    added: ContactRecord
    replaced: tuple[Replacement, ...] = ()
    is_renamed: bool = False
    differences: tuple[Difference, ...] = ()

    @property
    def says_something(self) -> bool:
        """Tell whether it changes anything that can be seen."""
        return bool(self.replaced) or self.is_renamed or says_something(self.added)


def is_same_job(first: AffiliationRecord, second: AffiliationRecord) -> bool:
    """Tell whether two jobs are one, in whatever department."""
    return (fold(first.organisation), fold(first.role)) == (fold(second.organisation), fold(second.role))


def says_something(added: ContactRecord) -> bool:
    """Tell whether a record of what is new holds anything that can be seen."""
    parts = {field.name: getattr(added, field.name) for field in fields(added) if field.name not in _NOT_SAID}
    parts["kept_lines"] = [line for line in added.kept_lines if not is_memory(line)]
    return any(parts.values())


def merged(record: ContactRecord, addition: Addition) -> ContactRecord:
    """Put an addition to a record of the same file."""
    added = addition.added
    whole_name = ("display_name", *NAMES) if addition.is_renamed else ()
    changes: dict[str, Any] = {name: getattr(added, name) for name in whole_name}
    for one in fields(added):
        value = getattr(added, one.name)
        if not value or one.name in _NOT_SAID:
            continue
        changes[one.name] = (*getattr(record, one.name), *value) if isinstance(value, tuple) else value
    whole = replace(record, **changes)
    for old, new in addition.replaced:
        name = _LISTS[type(old)]
        parts = (new if part == old else part for part in getattr(whole, name))
        whole = replace(whole, **{name: tuple(part for part in parts if part)})  # type: ignore[arg-type]
    return whole


_LISTS: dict[type, str] = {
    PointRecord: "points",
    AffiliationRecord: "affiliations",
    DateRecord: "dates",
    FactRecord: "facts",
    str: "kept_lines",
}
