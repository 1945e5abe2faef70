"""What netdesk's own vCard properties say, which hold what no other program has a property for."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from netdesk.domain.dates import PartialDate
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.instant import Instant
from netdesk.domain.words import FactKind, FactState, Standing, Visibility
from netdesk.exchange.records import AffiliationRecord, ExternalKey, FactRecord
from netdesk.exchange.vcard_heads import Property
from netdesk.exchange.vcard_items import Field, Item
from netdesk.exchange.vcard_values import components, partial_date, unescape

Word = TypeVar("Word", bound=StrEnum)


def _member(words: type[Word], text: str) -> Word | None:
    return words(text) if text in set(words) else None


def _day(text: str) -> PartialDate | None:
    return partial_date(text) if text else None


def _fact(prop: Property, label: str) -> Item | None:
    kind, visibility, state, learned_on, source, text, *_ = [*components(prop.value), "", "", "", "", "", ""]
    if not text:
        return None
    fact = FactRecord(
        kind=_member(FactKind, kind) or FactKind.LEARNED,
        visibility=_member(Visibility, visibility) or Visibility.PRIVATE,
        state=_member(FactState, state) or FactState.OPEN,
        learned_on=_day(learned_on),
        source=source,
        text=text,
    )
    return (Field.FACT, fact)


def _how_met(prop: Property, label: str) -> Item:
    met_on, place, event, remark, *_ = [*components(prop.value), "", "", "", ""]
    return (Field.HOW_MET, (_day(met_on), place, event, remark))


def _affiliation(prop: Property, label: str) -> Item:
    organisation, department, role, since, until, current, *_ = [*components(prop.value), "", "", "", "", "", ""]
    affiliation = AffiliationRecord(
        organisation=organisation,
        department=department,
        role=role,
        since=_day(since),
        until=_day(until),
        current=current != "past",
    )
    return (Field.AFFILIATION, affiliation)


def _external(prop: Property, label: str) -> Item | None:
    source, key, *_ = [*components(prop.value), "", ""]
    return (Field.EXTERNAL, ExternalKey(source, key)) if source and key else None


def _cadence(prop: Property, label: str) -> Item | None:
    text = prop.value.strip()
    is_number = text.isascii() and text.isdigit() and len(text) <= 5 and int(text) > 0
    return (Field.CADENCE, int(text)) if is_number else None


def _standing(prop: Property, label: str) -> Item | None:
    standing = _member(Standing, unescape(prop.value).strip())
    return (Field.STANDING, standing) if standing else None


def _archived(prop: Property, label: str) -> Item | None:
    try:
        return (Field.ARCHIVED, Instant.parse(prop.value))
    except InvalidInputError:
        return None


OWN_SAYS: dict[str, Callable[[Property, str], Item | None]] = {
    "X-NETDESK-FACT": _fact,
    "X-NETDESK-HOW-MET": _how_met,
    "X-NETDESK-AFFILIATION": _affiliation,
    "X-NETDESK-EXTERNAL-ID": _external,
    "X-NETDESK-CADENCE": _cadence,
    "X-NETDESK-STANDING": _standing,
    "X-NETDESK-ARCHIVED": _archived,
}
