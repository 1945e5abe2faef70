"""A contact record as a row of items, each of which one or a few vCard properties can say.

Reading turns properties into items, writing turns items into properties. Whatever writing would not give back as it
came is kept as lines beside the record; when the record is written again, a kept line stands for the items it says,
as long as the record still says them. So an import, an edit and an export lose nothing but what the user took out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from netdesk.domain.text import clean_line, fold
from netdesk.domain.words import PointKind
from netdesk.exchange.records import (
    ContactRecord,
    ExternalKey,
    HowMetRecord,
    PersonReference,
    PointRecord,
)

NO_NAME = "No name"
"""Shown for a card that names nobody and has no address of any kind."""

VCARD_SOURCE = "vcard"
"""The source of external ids that are foreign vCard UIDs."""


class Field(StrEnum):
    """What an item is about."""

    UID = "uid"
    EXTERNAL = "external id"
    DISPLAY_NAME = "display name"
    NAME = "name"
    NICKNAME = "nickname"
    PRONOUNS = "pronouns"
    PHOTO = "photo"
    AFFILIATION = "affiliation"
    POINT = "point"
    DATE = "date"
    LANGUAGE = "language"
    TAGS = "tags"
    NOTES = "notes"
    HOW_MET = "how met"
    INTRODUCER = "introducer"
    CONNECTION = "connection"
    FACT = "fact"
    CADENCE = "cadence"
    STANDING = "standing"
    ARCHIVED = "archived"


SOFT = frozenset({Field.CONNECTION, Field.INTRODUCER})
"""Lines that say these stay even where the book does not know whom they mean."""


Item = tuple[Field, Any]
"""One thing a record says. Names are (prefix, given, middle, family, suffix); tags a tuple; the rest records."""


def keys(item: Item) -> tuple[Any, ...]:
    """Give what items are recognised by: somebody related is the same one under a uid, a name or an address."""
    field, value = item
    match field:
        case Field.CONNECTION:
            return tuple((field, value.kind, *key) for key in _person_keys(value.who))
        case Field.INTRODUCER:
            return tuple((field, *key) for key in _person_keys(value))
        case Field.TAGS:
            return ((field, frozenset(map(fold, value))),)
        case Field.PHOTO:
            return ((field,),)
        case Field.POINT if value.address:
            return ((field, value.label, value.preferred, value.address),)
        case _:
            return (item,)


def _person_keys(who: PersonReference) -> Iterator[tuple[str, str]]:
    if who.uid:
        yield "uid", who.uid
    if who.name:
        yield "name", fold(who.name)
    if who.email:
        yield "email", who.email.lower()


def items_of(record: ContactRecord) -> Iterator[Item]:
    """Take a record apart, in the order in which a card reads well."""
    yield (Field.DISPLAY_NAME, record.display_name)
    names = (record.prefix, record.given_name, record.middle_name, record.family_name, record.suffix)
    yield from _filled(
        (Field.NAME, names if any(names) else ()),
        (Field.NICKNAME, record.nickname),
        (Field.PRONOUNS, record.pronouns),
        (Field.UID, record.uid),
    )
    yield from ((Field.EXTERNAL, one) for one in record.external_ids)
    yield from ((Field.AFFILIATION, one) for one in record.affiliations)
    yield from ((Field.POINT, one) for one in record.points)
    yield from ((Field.DATE, one) for one in record.dates)
    yield from _filled(
        (Field.LANGUAGE, record.language),
        (Field.TAGS, record.tags),
        (Field.NOTES, record.notes),
        (Field.STANDING, record.standing),
        (Field.CADENCE, record.cadence_days),
        (Field.ARCHIVED, record.archived_at),
    )
    yield from ((Field.FACT, one) for one in record.facts)
    met = record.how_met
    if met and (met.met_on or met.place or met.event or met.remark):
        yield (Field.HOW_MET, (met.met_on, met.place, met.event, met.remark))
    yield from _filled((Field.INTRODUCER, met and met.introducer))
    yield from ((Field.CONNECTION, one) for one in record.connections)
    yield from _filled((Field.PHOTO, record.photo))


def _filled(*pairs: tuple[Field, Any]) -> Iterator[Item]:
    return ((field, value) for field, value in pairs if value)


def record_of(items: Iterable[Item], kept_lines: tuple[str, ...] = (), line: int = 0) -> ContactRecord:
    """Put a record together; of fields that hold one value, the first counts."""
    found: dict[Field, list[Any]] = defaultdict(list)
    values: dict[str, Any] = {"kept_lines": kept_lines, "line": line}
    for field, value in items:
        if field in _ATTRIBUTES:
            values.setdefault(_ATTRIBUTES[field], value)
        else:
            found[field].append(value)
    for field, given in found.items():
        if field in _LISTS:
            values[_LISTS[field]] = tuple(given)
    if Field.NAME in found:
        values |= zip(_NAME_PARTS, found[Field.NAME][0], strict=True)
    if Field.HOW_MET in found or Field.INTRODUCER in found:
        met_on, place, event, remark = next(iter(found.get(Field.HOW_MET, ())), (None, "", "", ""))
        introducer = next(iter(found.get(Field.INTRODUCER, ())), None)
        values["how_met"] = HowMetRecord(met_on=met_on, place=place, event=event, remark=remark, introducer=introducer)
    if not values.get("display_name"):
        values["display_name"] = _name_from(found, values.get("nickname", ""))
    return ContactRecord(**values)


_NAME_PARTS = ("prefix", "given_name", "middle_name", "family_name", "suffix")
_ATTRIBUTES = {
    Field.DISPLAY_NAME: "display_name",
    Field.UID: "uid",
    Field.NICKNAME: "nickname",
    Field.PRONOUNS: "pronouns",
    Field.LANGUAGE: "language",
    Field.STANDING: "standing",
    Field.CADENCE: "cadence_days",
    Field.ARCHIVED: "archived_at",
    Field.NOTES: "notes",
    Field.TAGS: "tags",
    Field.PHOTO: "photo",
}
_LISTS = {
    Field.POINT: "points",
    Field.AFFILIATION: "affiliations",
    Field.FACT: "facts",
    Field.CONNECTION: "connections",
    Field.DATE: "dates",
    Field.EXTERNAL: "external_ids",
}


def _name_from(found: dict[Field, list[Any]], nickname: str) -> str:
    """Find what to call somebody whom the card does not name in full."""
    if names := found.get(Field.NAME):
        return clean_line(" ".join(names[0]))
    if nickname:
        return clean_line(nickname)
    organisations = [one.organisation for one in found.get(Field.AFFILIATION, ()) if one.organisation]
    if organisations:
        return clean_line(organisations[0])
    points: list[PointRecord] = sorted(found.get(Field.POINT, ()), key=lambda point: list(PointKind).index(point.kind))
    return points[0].value if points else NO_NAME


def is_vague(item: Item) -> bool:
    """Tell whether the item points to somebody by name only, so that its line stays until it is known who that is."""
    field, value = item
    if field not in SOFT:
        return False
    who = value.who if field is Field.CONNECTION else value
    return not (who.uid and who.name)


def vcard_key(text: str) -> ExternalKey:
    """Make the external id of a foreign UID."""
    return ExternalKey(VCARD_SOURCE, text)
