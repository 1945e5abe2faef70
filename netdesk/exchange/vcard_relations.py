"""What vCard properties say about the people a contact knows, in all their spellings."""

from __future__ import annotations

import re

from netdesk.domain.text import clean_line
from netdesk.exchange.records import ConnectionRecord, PersonReference
from netdesk.exchange.vcard_heads import Property
from netdesk.exchange.vcard_items import Field, Item
from netdesk.exchange.vcard_values import line_of, partial_date

_UUID = re.compile(r"(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE | re.ASCII)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE | re.ASCII)
RELATIVES = {
    name: kind
    for kind, names in {
        "spouse": "X-SPOUSE|X-MS-SPOUSE|X-EVOLUTION-SPOUSE|X-KADDRESSBOOK-X-SPOUSESNAME|X-KADDRESSBOOK-X-SPOUSENAME"
        "|X-WAB-SPOUSE_NAME|X-WAB-SPOUSE-NAME",
        "manager": "X-MANAGER|X-MS-MANAGER|X-EVOLUTION-MANAGER|X-KADDRESSBOOK-X-MANAGERSNAME",
        "assistant": "X-ASSISTANT|X-MS-ASSISTANT|X-EVOLUTION-ASSISTANT|X-KADDRESSBOOK-X-ASSISTANTSNAME",
        "child": "X-MS-CHILD",
    }.items()
    for name in names.split("|")
}
"""The properties that are named after a kind of connection."""

_INTRODUCER_LABELS = frozenset({"referred by", "introduced by", "referred_by", "met through"})
KIND_OF_TYPE = {"contact": "knows"}
"""The RELATED types of RFC 6350 that the book calls by another word; the others are kinds as they are."""


def uuid_of(text: str) -> str:
    """Give the UUID of a UID, or nothing where it is none."""
    found = _UUID.fullmatch(text.strip())
    return found[1].lower() if found else ""


def _relation(who: PersonReference, kind: str, prop: Property) -> Item:
    if kind in _INTRODUCER_LABELS or kind == "met":
        return (Field.INTRODUCER, who)
    since = partial_date(prop.head.parameter("X-NETDESK-SINCE"))
    until = partial_date(prop.head.parameter("X-NETDESK-UNTIL"))
    return (Field.CONNECTION, ConnectionRecord(who, kind or "knows", since, until))


def related(prop: Property, label: str) -> Item | None:
    """Read RELATED (RFC 6350, section 6.6.6), which names somebody by a UUID, a mail address or a text."""
    value = line_of(prop.value)
    name = clean_line(prop.head.parameter("X-NETDESK-NAME"))
    uid, is_text = uuid_of(value), prop.head.parameter("VALUE").lower() == "text"
    if uid and not is_text:
        who = PersonReference(name=name, uid=uid)
    elif value[:7].lower() == "mailto:" and not is_text:
        who = PersonReference(name=name, email=value[7:])
    elif is_text or not _SCHEME.match(value):
        who = PersonReference(name=value)
    else:
        return None
    types = [KIND_OF_TYPE.get(one, one) for one in prop.head.types if one not in {"pref", ""}]
    kind = prop.head.parameter("X-NETDESK-KIND") or ("met" if "met" in types else next(iter(types), ""))
    return _relation(who, kind, prop) if who.name or who.uid or who.email else None


def related_name(prop: Property, label: str) -> Item | None:
    """Read a property that names somebody in words, the kind being its own name or its label."""
    name = line_of(prop.value)
    return named_relation(name, RELATIVES.get(prop.head.name, "") or label, prop) if name else None


def named_relation(name: str, kind: str, prop: Property) -> Item:
    """Say what somebody named in words is to the contact."""
    return _relation(PersonReference(name=name), kind.lower().replace("_", " "), prop)
