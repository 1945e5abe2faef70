"""A contact record as a row of items, each of which one or a few vCard properties can say.

Reading turns properties into items, writing turns items into properties. Whatever writing would not give back as it
came is kept as lines beside the record; when the record is written again, a kept line stands for the items it says,
as long as the record still says them. So an import, an edit and an export lose nothing but what the user took out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
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

_KINDS = list(PointKind)

VCARD_SOURCE = "vcard"
"""The source of external ids that are foreign vCard UIDs."""


class Field:
    """What an item is about: most are attributes of a record; no enum, whose members take long to look up."""

    UID = "uid"
    EXTERNAL = "external_ids"
    DISPLAY_NAME = "display_name"
    NAME = "name"
    NICKNAME = "nickname"
    PRONOUNS = "pronouns"
    PHOTO = "photo"
    AFFILIATION = "affiliations"
    POINT = "points"
    DATE = "dates"
    LANGUAGE = "language"
    TAGS = "tags"
    NOTES = "notes"
    HOW_MET = "how_met"
    INTRODUCER = "introducer"
    CONNECTION = "connections"
    FACT = "facts"
    CADENCE = "cadence_days"
    STANDING = "standing"
    ARCHIVED = "archived_at"


_LISTS = frozenset({Field.POINT, Field.AFFILIATION, Field.FACT, Field.CONNECTION, Field.DATE, Field.EXTERNAL})

SOFT = frozenset({Field.CONNECTION, Field.INTRODUCER})
"""Lines that say these stay even where the book does not know whom they mean."""


Item = tuple[str, Any]
"""One thing a record says. Names are (prefix, given, middle, family, suffix); tags a tuple; the rest records."""


Said = tuple[Item, Sequence[int]]
"""An item, and the places of the lines that say it."""


def keys(item: Item) -> tuple[Any, ...]:
    """Give what items are recognised by: facts by all but their source, people by a uid, a name or an address."""
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
        case Field.FACT:
            return ((field, replace(value, source="")),)
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


def _filled(*pairs: Item) -> Iterator[Item]:
    return ((field, value) for field, value in pairs if value)


def record_of(said: Iterable[Said], kept_lines: tuple[str, ...] = (), line: int = 0) -> ContactRecord:
    """Put a record together; of fields that hold one value, the first counts."""
    values: dict[str, Any] = {"kept_lines": kept_lines, "line": line}
    lists: dict[str, list[Any]] = {}
    for (field, value), _ in said:
        if field not in _LISTS:
            values.setdefault(field, value)
        elif field in lists:
            lists[field].append(value)
        else:
            lists[field] = [value]
    for field, given_values in lists.items():
        values[field] = tuple(given_values)
    name = values.pop(Field.NAME, None) or ("", "", "", "", "")
    prefix, given, middle, family, suffix = name
    if Field.HOW_MET in values or Field.INTRODUCER in values:
        met_on, place, event, remark = values.get(Field.HOW_MET, (None, "", "", ""))
        introducer = values.pop(Field.INTRODUCER, None)
        values[Field.HOW_MET] = HowMetRecord(met_on, place, event, remark, introducer)
    if not values.get(Field.DISPLAY_NAME):
        values[Field.DISPLAY_NAME] = _name_from(values, name)
    return ContactRecord(
        **values,
        prefix=prefix,
        given_name=given,
        middle_name=middle,
        family_name=family,
        suffix=suffix,
    )


def _name_from(values: dict[str, Any], name: tuple[str, ...]) -> str:
    """Find what to call somebody whom the card does not name in full."""
    if any(name):
        return clean_line(" ".join(name))
    if nickname := values.get(Field.NICKNAME):
        return clean_line(nickname)
    organisations = [one.organisation for one in values.get(Field.AFFILIATION, ()) if one.organisation]
    if organisations:
        return clean_line(organisations[0])
    points: list[PointRecord] = sorted(values.get(Field.POINT, ()), key=lambda point: _KINDS.index(point.kind))
    return points[0].value if points else NO_NAME


def is_listed(item: Item) -> bool:
    """Tell whether a record may hold several items of this field, so that each stands for itself."""
    return item[0] in _LISTS or item[0] in SOFT


def is_vague(item: Item) -> bool:
    """Tell whether the item points to somebody by name only, so that its line stays until it is known who that is."""
    field, value = item
    if field not in SOFT:
        return False
    who = value.who if field == Field.CONNECTION else value
    return not (who.uid and who.name)


def vcard_key(text: str) -> ExternalKey:
    """Make the external id of a foreign UID."""
    return ExternalKey(VCARD_SOURCE, text)
