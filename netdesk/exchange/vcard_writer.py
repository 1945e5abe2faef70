"""Writing items as vCard 3.0 (RFC 2426) or 4.0 (RFC 6350) lines."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import Any

from netdesk.domain.text import clean
from netdesk.domain.words import DateKind, PointKind
from netdesk.exchange.points import network_of, types_of_label
from netdesk.exchange.records import (
    AffiliationRecord,
    ConnectionRecord,
    DateRecord,
    ExternalKey,
    FactRecord,
    PersonReference,
    PhotoRecord,
    PointRecord,
    PostalAddress,
)
from netdesk.exchange.remembering import remembers_short
from netdesk.exchange.vcard_items import VCARD_SOURCE, Field, Item
from netdesk.exchange.vcard_relations import KIND_OF_TYPE
from netdesk.exchange.vcard_values import basic_date, escape, escape_parameter, needs_escape

_LONGEST = 75
"""Octets of a line before it is folded (RFC 6350, section 3.2)."""

_RELATED_TYPES = frozenset(
    {"acquaintance", "friend", "co-worker", "colleague", "co-resident", "neighbor", "child", "parent", "sibling"}
    | {"spouse", "kin", "muse", "crush", "date", "sweetheart", "me", "agent", "emergency"}
)
_TYPE_OF_KIND = {kind: name for name, kind in KIND_OF_TYPE.items()}
_PHOTO_TYPES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP", "image/bmp": "BMP"}

Line = tuple[str, str]
"""The head and the escaped value of a property; the lines of one item belong to one group."""


def _joined(texts: Sequence[str]) -> str:
    return ";".join(map(escape, texts) if needs_escape("".join(texts)) else texts)


def _fields(*texts: str) -> str:
    return _joined(texts).rstrip(";")


def _name(value: tuple[str, str, str, str, str], version: int) -> list[Line]:
    prefix, given, middle, family, suffix = value
    return [("N", _joined((family, given, middle, prefix, suffix)))]


def address_value(address: PostalAddress) -> str:
    """Write the parts of an address, as ADR has them."""
    return _joined(address.parts())


def _point(point: PointRecord, version: int) -> list[Line]:
    network = network_of(point.value) if point.kind is PointKind.SOCIAL else ""
    head, label = _point_head(point.label, point.kind, network, point.preferred, version)
    if point.kind is PointKind.ADDRESS:
        value = address_value(point.address or PostalAddress(street=point.value))
    else:
        value = escape(point.value)
    return [(head, value), ("X-ABLabel", label)] if label else [(head, value)]


@remembers_short
def _point_head(label: str, kind: PointKind, network: str, preferred: bool, version: int) -> tuple[str, str]:
    """Give the head of a point, and the escaped label that no type of the head can say."""
    head = _POINT_HEADS[kind]
    types = ["INTERNET"] if kind is PointKind.EMAIL and version == 3 else []
    if network:
        head, label = "URL", "" if label == network else label
    elif kind is PointKind.SOCIAL and label.isascii() and label.isalnum():
        types, label = [label], ""
    of_label = types_of_label(label)
    types += of_label or ()
    if preferred and version == 3:
        types.append("PREF")
    head += f";TYPE={','.join(types)}" if types else ""
    head += ";PREF=1" if preferred and version == 4 else ""
    return head, escape(label) if of_label is None else ""


_POINT_HEADS = {
    PointKind.EMAIL: "EMAIL",
    PointKind.PHONE: "TEL",
    PointKind.ADDRESS: "ADR",
    PointKind.WEB: "URL",
    PointKind.SOCIAL: "X-SOCIALPROFILE",
}


def _affiliation(one: AffiliationRecord, version: int) -> list[Line]:
    if one.since or one.until or not one.current:
        texts = (one.organisation, one.department, one.role, str(one.since or ""), str(one.until or ""))
        return [("X-NETDESK-AFFILIATION", _fields(*texts, "" if one.current else "past"))]
    body = [("ORG", _fields(one.organisation, one.department))] if one.organisation or one.department else []
    return body + ([("TITLE", escape(one.role))] if one.role else [])


def _date(one: DateRecord, version: int) -> list[Line]:
    value = basic_date(one.day) if version == 4 else str(one.day)
    match one.kind:
        case DateKind.BIRTHDAY:
            return [("BDAY", value)]
        case DateKind.ANNIVERSARY:
            return [("ANNIVERSARY" if version == 4 else "X-ANNIVERSARY", value)]
        case _:
            return [("X-ABDATE", str(one.day))] + ([("X-ABLabel", escape(one.label))] if one.label else [])


def _person(who: PersonReference, head: str) -> list[Line]:
    if who.uid:
        name = f";X-NETDESK-NAME={escape_parameter(who.name)}" if who.name else ""
        return [(head + name, f"urn:uuid:{who.uid}")]
    if who.name:
        return [(f"{head};VALUE=text", escape(who.name))]
    return [(head, f"mailto:{who.email}")]


def _introducer(who: PersonReference, version: int) -> list[Line]:
    return _person(who, "RELATED;TYPE=met")


def _connection(one: ConnectionRecord, version: int) -> list[Line]:
    name = _TYPE_OF_KIND.get(one.kind, one.kind)
    known = name in _RELATED_TYPES or one.kind in _TYPE_OF_KIND
    head = f"RELATED;TYPE={name}" if known else f"RELATED;X-NETDESK-KIND={escape_parameter(one.kind)}"
    head += f";X-NETDESK-SINCE={one.since}" if one.since else ""
    head += f";X-NETDESK-UNTIL={one.until}" if one.until else ""
    return _person(one.who, head)


def _fact(one: FactRecord, version: int) -> list[Line]:
    learned_on = str(one.learned_on or "")
    return [("X-NETDESK-FACT", _fields(one.kind, one.visibility, one.state, learned_on, one.source, one.text))]


def _external(one: ExternalKey, version: int) -> list[Line]:
    if one.source == VCARD_SOURCE:
        return [("UID", escape(one.key))]
    return [("X-NETDESK-EXTERNAL-ID", _fields(one.source, one.key))]


def photo_line(photo: PhotoRecord, version: int, head: str = "", prefix: str = "") -> Line:
    """Write a photo, under a kept head if there is one."""
    text = base64.b64encode(photo.data).decode("ascii")
    if head:
        return head, prefix + text
    if version == 4:
        return "PHOTO", f"data:{photo.media_type};base64,{text}"
    return f"PHOTO;TYPE={_PHOTO_TYPES[photo.media_type]};ENCODING=b", text


def _text(head: str) -> Callable[[Any, int], list[Line]]:
    return lambda value, version: [(head, escape(str(value)))]


_WRITES: dict[str, Callable[[Any, int], list[Line]]] = {
    Field.UID: lambda value, version: [("UID", f"urn:uuid:{value}")],
    Field.EXTERNAL: _external,
    Field.DISPLAY_NAME: _text("FN"),
    Field.NAME: _name,
    Field.NICKNAME: _text("NICKNAME"),
    Field.PRONOUNS: lambda value, version: [("PRONOUNS" if version == 4 else "X-PRONOUNS", escape(value))],
    Field.AFFILIATION: _affiliation,
    Field.POINT: _point,
    Field.DATE: _date,
    Field.LANGUAGE: _text("LANG;PREF=1"),
    Field.TAGS: lambda value, version: [("CATEGORIES", ",".join(map(escape, value)))],
    Field.NOTES: _text("NOTE"),
    Field.HOW_MET: lambda value, version: [("X-NETDESK-HOW-MET", _fields(str(value[0] or ""), *value[1:]))],
    Field.INTRODUCER: _introducer,
    Field.CONNECTION: _connection,
    Field.FACT: _fact,
    Field.CADENCE: _text("X-NETDESK-CADENCE"),
    Field.STANDING: _text("X-NETDESK-STANDING"),
    Field.ARCHIVED: _text("X-NETDESK-ARCHIVED"),
    Field.PHOTO: lambda value, version: [photo_line(value, version)],
}


def lines_of(item: Item, version: int) -> list[Line]:
    """Write an item as vCard of that version, 3 or 4; more lines than one want a group."""
    field, value = item
    return _WRITES[field](value, version)


def fold_line(line: str) -> str:
    """Fold a line after 75 octets, between characters, and end it with CRLF."""
    line = clean(line).replace("\r", "").replace("\n", "\\n")
    if len(line) <= _LONGEST and line.isascii():
        return f"{line}\r\n"
    if line.isascii():
        step = _LONGEST - 1
        rest = [line[at : at + step] for at in range(_LONGEST, len(line), step)]
        return "\r\n ".join([line[:_LONGEST], *rest]) + "\r\n"
    pieces: list[bytes] = []
    data, at = line.encode(), 0
    while at < len(data):
        end = at + _LONGEST - bool(pieces)
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[at:end])
        at = end
    return b"\r\n ".join(pieces).decode() + "\r\n"
