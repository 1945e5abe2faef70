"""What each vCard property says about a contact by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any, TypeVar

from netdesk.domain.dates import PartialDate
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.instant import Instant
from netdesk.domain.text import clean_line
from netdesk.domain.words import DateKind, FactKind, FactState, PointKind, Standing, Visibility
from netdesk.exchange.points import address_point, link_point
from netdesk.exchange.records import (
    AffiliationRecord,
    ConnectionRecord,
    DateRecord,
    ExternalKey,
    FactRecord,
    PersonReference,
    PointRecord,
    PostalAddress,
)
from netdesk.exchange.vcard_items import Field
from netdesk.exchange.vcard_heads import Property
from netdesk.exchange.vcard_values import components, partial_date, unescape

_UUID = re.compile(r"(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE | re.ASCII)
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE | re.ASCII)

_MESSENGERS = {
    "X-AIM": "aim",
    "X-ICQ": "icq",
    "X-MSN": "msn",
    "X-YAHOO": "yahoo",
    "X-JABBER": "jabber",
    "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype",
    "X-GTALK": "google talk",
    "X-GOOGLE-TALK": "google talk",
    "X-QQ": "qq",
    "X-TWITTER": "twitter",
    "X-MS-IMADDRESS": "messenger",
    "X-KADDRESSBOOK-X-IMADDRESS": "messenger",
}
_RELATIVES = {
    f"{prefix}{name}": kind
    for kind, names in {
        "spouse": ("X-SPOUSE", "X-MS-SPOUSE", "X-EVOLUTION-SPOUSE", "X-KADDRESSBOOK-X-SPOUSESNAME"),
        "manager": ("X-MANAGER", "X-MS-MANAGER", "X-EVOLUTION-MANAGER", "X-KADDRESSBOOK-X-MANAGERSNAME"),
        "assistant": ("X-ASSISTANT", "X-MS-ASSISTANT", "X-EVOLUTION-ASSISTANT", "X-KADDRESSBOOK-X-ASSISTANTSNAME"),
    }.items()
    for prefix, name in (("", name) for name in names)
}
_ANNIVERSARIES = ("ANNIVERSARY", "X-ANNIVERSARY", "X-MS-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY")
_INTRODUCER_LABELS = frozenset({"referred by", "introduced by", "referred_by", "met through"})
KIND_OF_TYPE = {"contact": "knows"}
"""The RELATED types of RFC 6350 that the book calls by another word; the others are kinds as they are."""

Said = Iterator[tuple[Field, Any]]
Word = TypeVar("Word", bound=StrEnum)


def plain_label(label: str) -> str:
    """Take the wrapping off Apple's own labels: `_$!<HomePage>!$_` gives “home page”."""
    found = _APPLE_LABEL.fullmatch(label)
    return _CAMEL.sub(" ", found[1]).lower() if found else clean_line(label)


def uuid_of(text: str) -> str:
    """Give the UUID of a UID, or nothing where it is none."""
    found = _UUID.fullmatch(text.strip())
    return found[1].lower() if found else ""


def is_stand_in(prop: Property) -> bool:
    """Tell whether a kept PHOTO only keeps parameters, its bytes being those of the contact's photo."""
    return prop.head.name == "PHOTO" and (
        (prop.head.encoding == "b" and not prop.value) or prop.value.endswith(";base64,")
    )


def _email(prop: Property, label: str) -> Said:
    value = clean_line(unescape(prop.value))
    value = value[7:] if value[:7].lower() == "mailto:" else value
    if value:
        yield Field.POINT, PointRecord(kind=PointKind.EMAIL, value=value, label=label, preferred=prop.head.preferred)


def _phone(prop: Property, label: str) -> Said:
    value = clean_line(unescape(prop.value))
    if value[:4].lower() == "tel:":
        number, _, rest = value[4:].partition(";")
        extension = next((part[4:] for part in rest.split(";") if part.lower().startswith("ext=")), "")
        value = f"{number} ext. {extension}" if extension else number
    if value:
        yield Field.POINT, PointRecord(kind=PointKind.PHONE, value=value, label=label, preferred=prop.head.preferred)


def _address(prop: Property, label: str) -> Said:
    parts = [*components(prop.value), "", "", "", "", "", "", ""]
    address = PostalAddress(
        po_box=parts[0],
        extended=parts[1],
        street=parts[2],
        city=parts[3],
        region=parts[4],
        postal_code=parts[5],
        country=parts[6],
    )
    if point := address_point(address, label, prop.head.preferred):
        yield Field.POINT, point


def _link(prop: Property, label: str) -> Said:
    if point := link_point(unescape(prop.value), label, prop.head.preferred):
        yield Field.POINT, point


def _social(prop: Property, label: str) -> Said:
    value = clean_line(unescape(prop.value))
    if prop.head.name == "IMPP":
        scheme, colon, rest = value.partition(":")
        label, value = (label or scheme.lower(), rest) if colon and rest else (label, value)
    label = label or _MESSENGERS.get(prop.head.name, "") or prop.head.parameter("SERVICE-TYPE").lower()
    if value:
        yield Field.POINT, PointRecord(kind=PointKind.SOCIAL, value=value, label=label, preferred=prop.head.preferred)


def _day(prop: Property) -> PartialDate | None:
    day = partial_date(prop.value)
    if day and day.year and str(day.year) == prop.head.parameter("X-APPLE-OMIT-YEAR") and day.month:
        return PartialDate(None, day.month, day.day)
    return day


def _birthday(prop: Property, label: str) -> Said:
    if day := _day(prop):
        yield Field.DATE, DateRecord(DateKind.BIRTHDAY, day)


def _anniversary(prop: Property, label: str) -> Said:
    if day := _day(prop):
        yield Field.DATE, DateRecord(DateKind.ANNIVERSARY, day)


def _other_date(prop: Property, label: str) -> Said:
    if day := _day(prop):
        kind = DateKind.ANNIVERSARY if label == "anniversary" else DateKind.OTHER
        yield Field.DATE, DateRecord(kind, day, "" if kind is DateKind.ANNIVERSARY else label)


def _relation(who: PersonReference, kind: str, prop: Property) -> Said:
    if kind in _INTRODUCER_LABELS or kind == "met":
        yield Field.INTRODUCER, who
    else:
        since, until = (
            partial_date(prop.head.parameter("X-NETDESK-SINCE")),
            partial_date(prop.head.parameter("X-NETDESK-UNTIL")),
        )
        yield Field.CONNECTION, ConnectionRecord(who, kind or "knows", since, until)


def _related(prop: Property, label: str) -> Said:
    value = clean_line(unescape(prop.value))
    name = clean_line(prop.head.parameter("X-NETDESK-NAME"))
    uid, is_text = uuid_of(value), prop.head.parameter("VALUE").lower() == "text"
    if uid and not is_text:
        who = PersonReference(name=name, uid=uid)
    elif value[:7].lower() == "mailto:" and not is_text:
        who = PersonReference(name=name, email=value[7:])
    elif is_text or not _SCHEME.match(value):
        who = PersonReference(name=value)
    else:
        return
    types = [KIND_OF_TYPE.get(one, one) for one in prop.head.types if one not in {"pref", ""}]
    kind = prop.head.parameter("X-NETDESK-KIND") or ("met" if "met" in types else next(iter(types), ""))
    if who.name or who.uid or who.email:
        yield from _relation(who, kind, prop)


def _related_name(prop: Property, label: str) -> Said:
    if name := clean_line(unescape(prop.value)):
        kind = label.lower().replace("_", " ") or _RELATIVES.get(prop.head.name, "")
        yield from _relation(PersonReference(name=name), kind, prop)


def _member(words: type[Word], text: str) -> Word | None:
    return words(text) if text in set(words) else None


def _own_fact(prop: Property, label: str) -> Said:
    kind, visibility, state, learned_on, source, text, *_ = [*components(prop.value), "", "", "", "", "", ""]
    if text:
        yield (
            Field.FACT,
            FactRecord(
                kind=_member(FactKind, kind) or FactKind.LEARNED,
                visibility=_member(Visibility, visibility) or Visibility.PRIVATE,
                state=_member(FactState, state) or FactState.OPEN,
                learned_on=partial_date(learned_on) if learned_on else None,
                source=source,
                text=text,
            ),
        )


def _own_how_met(prop: Property, label: str) -> Said:
    met_on, place, event, remark, *_ = [*components(prop.value), "", "", "", ""]
    yield Field.HOW_MET, (partial_date(met_on) if met_on else None, place, event, remark)


def _own_affiliation(prop: Property, label: str) -> Said:
    organisation, department, role, since, until, current, *_ = [*components(prop.value), "", "", "", "", "", ""]
    yield (
        Field.AFFILIATION,
        AffiliationRecord(
            organisation=organisation,
            department=department,
            role=role,
            since=partial_date(since) if since else None,
            until=partial_date(until) if until else None,
            current=current != "past",
        ),
    )


def _own_external(prop: Property, label: str) -> Said:
    source, key, *_ = [*components(prop.value), "", ""]
    if source and key:
        yield Field.EXTERNAL, ExternalKey(source, key)


def _own_cadence(prop: Property, label: str) -> Said:
    text = prop.value.strip()
    if text.isascii() and text.isdigit() and 0 < len(text) <= 5 and int(text) > 0:
        yield Field.CADENCE, int(text)


def _own_standing(prop: Property, label: str) -> Said:
    if standing := _member(Standing, unescape(prop.value).strip()):
        yield Field.STANDING, standing


def _own_archived(prop: Property, label: str) -> Said:
    try:
        yield Field.ARCHIVED, Instant.parse(prop.value)
    except InvalidInputError:
        return


def _pronouns(prop: Property, label: str) -> Said:
    if text := clean_line(unescape(prop.value)):
        yield Field.PRONOUNS, text


SAYS: dict[str, Callable[[Property, str], Said]] = {
    "EMAIL": _email,
    "TEL": _phone,
    "ADR": _address,
    "URL": _link,
    "IMPP": _social,
    "X-SOCIALPROFILE": _social,
    "SOCIALPROFILE": _social,
    **dict.fromkeys(_MESSENGERS, _social),
    "BDAY": _birthday,
    **dict.fromkeys(_ANNIVERSARIES, _anniversary),
    "X-KADDRESSBOOK-X-ANNIVERSARY": _anniversary,
    "X-ABDATE": _other_date,
    "RELATED": _related,
    "X-ABRELATEDNAMES": _related_name,
    **dict.fromkeys(_RELATIVES, _related_name),
    "PRONOUNS": _pronouns,
    "X-PRONOUNS": _pronouns,
    "X-NETDESK-FACT": _own_fact,
    "X-NETDESK-HOW-MET": _own_how_met,
    "X-NETDESK-AFFILIATION": _own_affiliation,
    "X-NETDESK-EXTERNAL-ID": _own_external,
    "X-NETDESK-CADENCE": _own_cadence,
    "X-NETDESK-STANDING": _own_standing,
    "X-NETDESK-ARCHIVED": _own_archived,
}
"""What each property says by itself; those that speak together are read by `vcard_reader`."""
