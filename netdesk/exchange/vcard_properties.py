"""What each vCard property says about a contact by itself."""

from __future__ import annotations

import re
from collections.abc import Callable

from netdesk.domain.dates import PartialDate
from netdesk.domain.text import clean_line
from netdesk.domain.words import DateKind, FactKind, PointKind
from netdesk.exchange.points import address_point, link_point
from netdesk.exchange.records import DateRecord, FactRecord, PointRecord, PostalAddress
from netdesk.exchange.vcard_android import ANDROID, android
from netdesk.exchange.vcard_heads import Property
from netdesk.exchange.vcard_items import Field, Item
from netdesk.exchange.vcard_own import OWN_SAYS
from netdesk.exchange.vcard_relations import RELATIVES, related, related_name
from netdesk.exchange.vcard_values import components, line_of, partial_date, unescape

_APPLE_LABEL = re.compile(r"_?\$!<(.*)>!\$_?", re.DOTALL)
DATA_URI = re.compile(r"data:[^,\\]{0,100};base64\\?,", re.IGNORECASE)
"""What stands before the bytes of a picture in a URI; some programs escape its comma."""

_BRACKETED = re.compile(r"[^<>]*<([^<>\s]+@[^<>\s]+)>")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

_MESSENGERS = {
    "X-AIM": "aim",
    "X-ICQ": "icq",
    "X-MSN": "msn",
    "X-YAHOO": "yahoo",
    "X-JABBER": "jabber",
    "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype",
    "X-SIP": "sip",
    "X-GROUPWISE": "groupwise",
    "X-GADUGADU": "gadu-gadu",
    "X-GTALK": "google talk",
    "X-GOOGLE-TALK": "google talk",
    "X-QQ": "qq",
    "X-TWITTER": "twitter",
    "X-MS-IMADDRESS": "messenger",
    "X-KADDRESSBOOK-X-IMADDRESS": "messenger",
}
_PLACES = frozenset({"", "home", "work", "home work", "other"})
"""Labels that tell less of a messenger than its name does."""

_FACTS = {
    "EXPERTISE": FactKind.OFFERS,
    "INTEREST": FactKind.INTEREST,
    "HOBBY": FactKind.INTEREST,
    "X-MS-INTERESTS": FactKind.INTEREST,
}
"""What a contact can help with and likes (RFC 6715)."""

_EMAIL, _PHONE, _SOCIAL = PointKind.EMAIL, PointKind.PHONE, PointKind.SOCIAL
"""Members of an enum take long to look up."""

_ANNIVERSARIES = (
    *("ANNIVERSARY", "X-ANNIVERSARY", "X-MS-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY"),
    *("X-KADDRESSBOOK-X-ANNIVERSARY", "X-WAB-WEDDING_ANNIVERSARY", "X-WAB-WEDDING-ANNIVERSARY"),
)


def plain_label(label: str) -> str:
    """Take the wrapping off Apple's own labels: `_$!<HomePage>!$_` gives “home page”."""
    found = _APPLE_LABEL.fullmatch(label)
    return _CAMEL.sub(" ", found[1]).lower() if found else clean_line(label)


def plain_service(name: str) -> str:
    """Name a messenger as its own property does: `GoogleTalk` gives “google talk”."""
    return _CAMEL.sub(" ", name).lower() if name.startswith("Google") else name.lower()


def is_stand_in(prop: Property) -> bool:
    """Tell whether a kept PHOTO only keeps parameters, its bytes being those of the contact's photo."""
    return prop.head.name == "PHOTO" and (
        (prop.head.encoding == "b" and not prop.value) or prop.value.endswith((";base64,", ";base64\\,"))
    )


def _email(prop: Property, label: str) -> Item | None:
    value = line_of(prop.value)
    if ":" in value and value[:7].lower() == "mailto:":
        value = value[7:]
    if bracketed := _BRACKETED.fullmatch(value):
        value = bracketed[1]
    return (Field.POINT, PointRecord(_EMAIL, value, label, prop.head.preferred)) if value else None


def _phone(prop: Property, label: str) -> Item | None:
    value = line_of(prop.value)
    if ":" in value and value[:4].lower() == "tel:":
        number, _, rest = value[4:].partition(";")
        extension = next((part[4:] for part in rest.split(";") if part.lower().startswith("ext=")), "")
        value = f"{number} ext. {extension}" if extension else number
    return (Field.POINT, PointRecord(_PHONE, value, label, prop.head.preferred)) if value else None


def _address(prop: Property, label: str) -> Item | None:
    parts = [*components(prop.value), "", "", "", "", "", "", ""]
    point = address_point(PostalAddress(*parts[:7]), label, prop.head.preferred)
    return (Field.POINT, point) if point else None


def _link(prop: Property, label: str) -> Item | None:
    point = link_point(unescape(prop.value), label, prop.head.preferred)
    return (Field.POINT, point) if point else None


def _social(prop: Property, label: str) -> Item | None:
    value = line_of(prop.value)
    head, scheme = prop.head, ""
    if head.name == "IMPP":
        scheme, colon, rest = value.partition(":")
        scheme, value = (scheme.lower(), rest) if colon and rest else ("", value)
    value = value.removeprefix("x-apple:")
    service = plain_service(head.parameter("X-SERVICE-TYPE") or head.parameter("SERVICE-TYPE"))
    network = _MESSENGERS.get(head.name, "") or service or scheme
    label = network if network and label in _PLACES else label
    return (Field.POINT, PointRecord(_SOCIAL, value, label, head.preferred)) if value else None


def _day(prop: Property) -> PartialDate | None:
    day = partial_date(prop.value)
    if day and day.year and str(day.year) == prop.head.parameter("X-APPLE-OMIT-YEAR") and day.month:
        return PartialDate(None, day.month, day.day)
    return day


def _birthday(prop: Property, label: str) -> Item | None:
    day = _day(prop)
    return (Field.DATE, DateRecord(DateKind.BIRTHDAY, day)) if day else None


def _anniversary(prop: Property, label: str) -> Item | None:
    day = _day(prop)
    return (Field.DATE, DateRecord(DateKind.ANNIVERSARY, day)) if day else None


def _other_date(prop: Property, label: str) -> Item | None:
    if label == "anniversary":
        return _anniversary(prop, label)
    day = _day(prop)
    return (Field.DATE, DateRecord(DateKind.OTHER, day, label)) if day else None


def _pronouns(prop: Property, label: str) -> Item | None:
    text = line_of(prop.value)
    return (Field.PRONOUNS, text) if text else None


def _fact(prop: Property, label: str) -> Item | None:
    text = unescape(prop.value).strip()
    return (Field.FACT, FactRecord(_FACTS[prop.head.name], text)) if text else None


SAYS: dict[str, Callable[[Property, str], Item | None]] = {
    "EMAIL": _email,
    "TEL": _phone,
    "X-MS-TEL": _phone,
    "ADR": _address,
    "URL": _link,
    "IMPP": _social,
    "X-SOCIALPROFILE": _social,
    "SOCIALPROFILE": _social,
    **dict.fromkeys(_MESSENGERS, _social),
    "BDAY": _birthday,
    **dict.fromkeys(_ANNIVERSARIES, _anniversary),
    ANDROID: android,
    "X-ABDATE": _other_date,
    "RELATED": related,
    "X-ABRELATEDNAMES": related_name,
    **dict.fromkeys(RELATIVES, related_name),
    **dict.fromkeys(_FACTS, _fact),
    "PRONOUNS": _pronouns,
    "X-PRONOUNS": _pronouns,
    **OWN_SAYS,
}
"""What each property says by itself, under a label; those that speak together are read by `vcard_reader`."""
