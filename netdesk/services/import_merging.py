"""What a record of a file adds to somebody the book knows: it fills what is empty and adds what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from netdesk.domain.text import fold
from netdesk.domain.words import PointKind
from netdesk.exchange.records import (
    AffiliationRecord,
    ContactRecord,
    ExternalKey,
    HowMetRecord,
    PointRecord,
)
from netdesk.exchange.said import Said, said_in
from netdesk.exchange.vcard_items import vcard_key
from netdesk.services.import_matching import PointKeys

_FILLED = ("nickname", "pronouns", "language", "standing", "cadence_days", "photo")
_NAMES = ("prefix", "given_name", "middle_name", "family_name", "suffix")
_NOT_SAID = frozenset({"display_name", "uid", "line", "archived_at", "connections"})


def addition(known: ContactRecord, record: ContactRecord, keys: PointKeys) -> ContactRecord:
    """Give a record of only what is new in `record`, connections aside; what the user entered is never replaced.

    Where the file gives another name than it gave, and the user kept that one, the new name replaces it; a new job
    comes beside the old one. What the file said before does not come back where the user changed it since.
    """
    before = list(said_in(known.kept_lines))
    filled = {name: getattr(record, name) for name in _FILLED if not getattr(known, name) and getattr(record, name)}
    if not any(getattr(known, name) for name in _NAMES):
        filled |= {name: getattr(record, name) for name in _NAMES}
    names = {one.name for one in before}
    is_renamed = known.display_name in names and bool(record.external_ids) and record.display_name not in names
    if is_renamed:
        filled |= {name: getattr(record, name) for name in ("given_name", "family_name")}
    return ContactRecord(
        display_name=record.display_name if is_renamed else known.display_name,
        line=record.line,
        notes=_notes(known.notes, record.notes),
        points=tuple(_new_points(known, record, keys)),
        affiliations=tuple(_new_roles(known, record, before)),
        tags=tuple(one for one in record.tags if fold(one) not in set(map(fold, known.tags))),
        facts=tuple(
            one
            for one in record.facts
            if not any(one.kind is other.kind and fold(one.text) == fold(other.text) for other in known.facts)
        ),
        how_met=_new_how_met(known.how_met, record.how_met),
        dates=tuple(one for one in record.dates if one not in known.dates),
        external_ids=_new_ids(known, record),
        kept_lines=tuple(one for one in record.kept_lines if one not in known.kept_lines),
        **filled,
    )


def says_something(added: ContactRecord) -> bool:
    """Tell whether an addition holds anything."""
    return any(getattr(added, field.name) for field in fields(added) if field.name not in _NOT_SAID)


def merged(record: ContactRecord, added: ContactRecord) -> ContactRecord:
    """Put an addition to a record of the same file."""
    changes: dict[str, object] = {}
    for field in fields(added):
        value = getattr(added, field.name)
        if not value or field.name in _NOT_SAID:
            continue
        changes[field.name] = (*getattr(record, field.name), *value) if isinstance(value, tuple) else value
    return replace(record, **changes)  # type: ignore[arg-type]


def _notes(known: str, notes: str) -> str:
    """Give the whole new notes, the added part below; empty where there is nothing to add."""
    if not notes or notes.strip() in known:
        return ""
    return f"{known}\n\n{notes}" if known else notes


def _new_points(known: ContactRecord, record: ContactRecord, keys: PointKeys) -> list[PointRecord]:
    there = {keys.of(point) for point in known.points}
    addresses = [fold(point.value) for point in known.points if point.kind is PointKind.ADDRESS]
    new: list[PointRecord] = []
    for point in record.points:
        key = keys.of(point)
        if key in there or (point.kind is PointKind.ADDRESS and _is_within(point, addresses)):
            continue
        there.add(key)
        new.append(point)
    return new


def _is_within(point: PointRecord, addresses: list[str]) -> bool:
    """Tell whether a bare place (“Lyon, France”) says no more than an address that is known."""
    parts = [part for part in point.address.parts() if part] if point.address else []
    if len(parts) != 1 or not point.address or not point.address.city:
        return False
    pieces = [fold(piece) for piece in point.value.split(",")]
    return any(all(piece in address for piece in pieces) for address in addresses)


def _new_roles(known: ContactRecord, record: ContactRecord, before: Sequence[Said]) -> Iterator[AffiliationRecord]:
    """Give the roles that are new, within a known organisation only where the file said another one before."""
    there = {(fold(one.organisation), fold(one.role)) for one in known.affiliations}
    said = {(one.organisation, one.role) for one in before} if record.external_ids else set()
    for one in record.affiliations:
        is_changed = bool(said) and (fold(one.organisation), fold(one.role)) not in there
        if (one.organisation, one.role) not in said and (is_changed or _is_new_role(known, one)):
            yield one


def _is_new_role(known: ContactRecord, role: AffiliationRecord) -> bool:
    """Tell whether a role is new: another organisation, or the first that is said about this one."""
    for other in known.affiliations:
        if fold(role.organisation) == fold(other.organisation):
            if not role.role or fold(role.role) == fold(other.role):
                return False
            if other.role and role.organisation:
                return False
    return True


def _new_ids(known: ContactRecord, record: ContactRecord) -> tuple[ExternalKey, ...]:
    ids = [*record.external_ids]
    if record.uid and record.uid != known.uid:
        ids.append(vcard_key(record.uid))
    return tuple(one for one in dict.fromkeys(ids) if one not in known.external_ids)


def _new_how_met(known: HowMetRecord | None, record: HowMetRecord | None) -> HowMetRecord | None:
    """Give the whole new how met where something is filled in; None where there is nothing to fill."""
    if record is None or known is None:
        return record
    filled = HowMetRecord(
        met_on=known.met_on or record.met_on,
        place=known.place or record.place,
        event=known.event or record.event,
        remark=known.remark or record.remark,
        introducer=known.introducer or record.introducer,
    )
    return None if filled == known else filled
