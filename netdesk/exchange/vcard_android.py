"""What Android writes of a contact where vCard has no property: a row of its tables, its kind before the cells."""

from __future__ import annotations

from netdesk.domain.words import DateKind
from netdesk.exchange.records import DateRecord
from netdesk.exchange.vcard_heads import Property
from netdesk.exchange.vcard_items import Field, Item
from netdesk.exchange.vcard_relations import named_relation
from netdesk.exchange.vcard_values import line_components, partial_date

ANDROID = "X-ANDROID-CUSTOM"
_ITEM = "vnd.android.cursor.item/"
_DATES = {"1": DateKind.ANNIVERSARY, "3": DateKind.BIRTHDAY}
_RELATIONS = (
    *("", "assistant", "brother", "child", "domestic partner", "father", "friend", "manager", "mother", "parent"),
    *("partner", "referred by", "relative", "sister", "spouse"),
)
"""The types of a relation, by the numbers that stand for them; 0 is one of the user's own."""


def _row(prop: Property) -> tuple[str, str, str, str]:
    """Give the kind of the row, its value, the number of its type and the user's own word for that."""
    kind, value, number, label, *_ = [*line_components(prop.value), "", "", "", ""]
    return kind.removeprefix(_ITEM), value, number, label


def android(prop: Property, label: str) -> Item | None:
    """Read a date or a relation."""
    kind, value, number, own = _row(prop)
    if kind == "contact_event" and (day := partial_date(value)):
        known = _DATES.get(number)
        return (Field.DATE, DateRecord(known, day) if known else DateRecord(DateKind.OTHER, day, own))
    if kind == "relation" and value:
        is_known = number.isascii() and number.isdigit() and int(number[:3]) < len(_RELATIONS)
        return named_relation(value, own or (_RELATIONS[int(number)] if is_known else ""), prop)
    return None


def android_nickname(prop: Property) -> str:
    """Give the nickname that the row holds, or nothing."""
    kind, value, _, _ = _row(prop)
    return value if kind == "nickname" else ""
