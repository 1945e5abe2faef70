"""Contacts of the book as records, the form in which files hold them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy.orm import Session

from netdesk.domain.dates import PartialDate
from netdesk.domain.instant import Instant
from netdesk.domain.words import DateKind, FactKind, FactState, PointKind, Standing, Visibility
from netdesk.exchange.records import (
    AffiliationRecord,
    ConnectionRecord,
    ContactRecord,
    DateRecord,
    ExternalKey,
    FactRecord,
    HowMetRecord,
    PersonReference,
    PhotoRecord,
    PointRecord,
    PostalAddress,
)

_SOME = "IN (SELECT value FROM json_each(?))"
_ALL = "IS NOT ?"

_CONTACTS = (
    "SELECT c.id, c.uid, c.display_name, c.prefix, c.given_name, c.middle_name, c.family_name, c.suffix, c.nickname, "
    "c.pronouns, c.language, c.standing, c.cadence_days, c.archived_at, c.notes, b.media_type, b.data "
    "FROM contact c LEFT JOIN blob b ON b.id = c.photo_id WHERE c.id {which} ORDER BY c.sort_name, c.id"
)
_PARTS = {
    "points": "SELECT contact_id, kind, value, label, preferred, po_box, extended, street, city, region, postal_code, "
    "country FROM contact_point WHERE contact_id {which} ORDER BY contact_id, position, id",
    "affiliations": "SELECT a.contact_id, coalesce(o.name, ''), a.role, a.department, a.since, a.until, a.current "
    "FROM affiliation a LEFT JOIN organisation o ON o.id = a.organisation_id WHERE a.contact_id {which} "
    "ORDER BY a.contact_id, a.position, a.id",
    "tags": "SELECT l.contact_id, t.name FROM contact_tag l JOIN tag t ON t.id = l.tag_id WHERE l.contact_id {which} "
    "ORDER BY l.contact_id, l.id",
    "facts": "SELECT contact_id, kind, text, visibility, state, learned_on, source FROM fact "
    "WHERE contact_id {which} ORDER BY contact_id, id",
    "dates": "SELECT contact_id, kind, day, label FROM date_to_remember WHERE contact_id {which} "
    "ORDER BY contact_id, id",
    "external_ids": "SELECT contact_id, source, key FROM external_id WHERE contact_id {which} ORDER BY contact_id, id",
    "kept_lines": "SELECT contact_id, line FROM kept_line WHERE contact_id {which} ORDER BY contact_id, position, id",
    "connections": "SELECT k.first_id, c.display_name, c.uid, k.kind, k.since, k.until FROM connection k "
    "JOIN contact c ON c.id = k.second_id WHERE k.first_id {which} ORDER BY k.first_id, k.id",
    "how_met": "SELECT h.contact_id, h.met_on, h.place, h.event, h.remark, c.display_name, c.uid FROM how_met h "
    "LEFT JOIN contact c ON c.id = h.introducer_id WHERE h.contact_id {which}",
}


def contact_records(session: Session, ids: Collection[int] | None = None) -> Iterator[tuple[int, ContactRecord]]:
    """Read contacts, all or some, in the order of lists, with their ids; the photo comes last into memory."""
    which = _ALL if ids is None else _SOME
    value = (None,) if ids is None else (json.dumps(sorted(ids)),)
    connection = session.connection()
    parts: dict[str, defaultdict[int, list[Any]]] = {}
    for name, query in _PARTS.items():
        make = _MAKERS[name]
        found: defaultdict[int, list[Any]] = defaultdict(list)
        for contact_id, *values in connection.exec_driver_sql(query.format(which=which), value):
            found[contact_id].append(make(*values))
        parts[name] = found
    for row in connection.exec_driver_sql(_CONTACTS.format(which=which), value):
        yield row[0], _record(row, {name: found[row[0]] for name, found in parts.items() if row[0] in found})


def _record(row: Any, parts: dict[str, list[Any]]) -> ContactRecord:
    how_met = parts.pop("how_met", [None])[0]
    many: dict[str, Any] = {name: tuple(found) for name, found in parts.items()}
    return ContactRecord(
        uid=row[1],
        display_name=row[2],
        prefix=row[3],
        given_name=row[4],
        middle_name=row[5],
        family_name=row[6],
        suffix=row[7],
        nickname=row[8],
        pronouns=row[9],
        language=row[10],
        standing=Standing(row[11]) if row[11] != Standing.ASK else None,
        cadence_days=row[12],
        archived_at=Instant.parse(row[13]) if row[13] else None,
        notes=row[14],
        photo=PhotoRecord(row[15], row[16]) if row[16] is not None else None,
        how_met=how_met,
        **many,
    )


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def _point(kind: str, value: str, label: str, preferred: int, *address: str | None) -> PointRecord:
    names = ("po_box", "extended", "street", "city", "region", "postal_code", "country")
    parts = {name: part or "" for name, part in zip(names, address, strict=True)}
    known = PostalAddress(**parts) if any(part is not None for part in address) else None
    return PointRecord(kind=PointKind(kind), value=value, label=label, preferred=bool(preferred), address=known)


def _affiliation(
    organisation: str, role: str, department: str, since: str | None, until: str | None, current: int
) -> AffiliationRecord:
    return AffiliationRecord(
        organisation=organisation,
        role=role,
        department=department,
        since=_date(since),
        until=_date(until),
        current=bool(current),
    )


def _fact(kind: str, text: str, visibility: str, state: str, learned_on: str | None, source: str) -> FactRecord:
    return FactRecord(
        kind=FactKind(kind),
        text=text,
        visibility=Visibility(visibility),
        state=FactState(state),
        learned_on=_date(learned_on),
        source=source,
    )


def _how_met(
    met_on: str | None, place: str, event: str, remark: str, name: str | None, uid: str | None
) -> HowMetRecord:
    introducer = PersonReference(name or "", uid or "") if uid else None
    return HowMetRecord(met_on=_date(met_on), place=place, event=event, remark=remark, introducer=introducer)


def _same(text: str) -> str:
    return text


_MAKERS: dict[str, Any] = {
    "points": _point,
    "affiliations": _affiliation,
    "tags": _same,
    "facts": _fact,
    "dates": lambda kind, day, label: DateRecord(DateKind(kind), PartialDate.parse(day), label),
    "external_ids": ExternalKey,
    "kept_lines": _same,
    "connections": lambda name, uid, kind, since, until: ConnectionRecord(
        PersonReference(name, uid), kind, _date(since), _date(until)
    ),
    "how_met": _how_met,
}
