"""Two contacts side by side, field by field, as a merge is decided by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from netdesk.db.book import Book
from netdesk.domain.dates import PartialDate
from netdesk.domain.rhythm import every
from netdesk.domain.words import PointKind
from netdesk.services.contact_detail import ContactDetail
from netdesk.services.contact_rows import ContactRows
from netdesk.services.merging import Conflict, Merging

_REACHED = {
    "E-mail": (PointKind.EMAIL,),
    "Phone": (PointKind.PHONE,),
    "Links": (PointKind.WEB, PointKind.SOCIAL),
    "Addresses": (PointKind.ADDRESS,),
}


Written = Callable[[PartialDate], str]
"""How a day is written for whoever reads it."""


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """What two contacts say of one thing; `field` names a value of which a contact has only one, to choose between."""

    label: str
    first: str
    second: str
    field: str = ""

    @property
    def differs(self) -> bool:
        """Tell whether both say something, and not the same."""
        return self.first != self.second


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two contacts and the rows in which either says something."""

    first_id: int
    second_id: int
    first: str
    second: str
    rows: tuple[ComparedRow, ...]


def compare(book: Book, first_id: int, second_id: int, written: Written) -> Comparison:
    """Put two contacts side by side, their days as `written`; what the user chooses between comes first."""
    rows = ContactRows(book)
    first, second = rows.detail(first_id), rows.detail(second_id)
    chosen = [_choice(one) for one in Merging(book).conflicts(first_id, second_id)]
    fields = {row.field for row in chosen}
    told = [
        ComparedRow(label, text(first), text(second))
        for label, text in _texts(written).items()
        if (text(first) or text(second)) and _FIELD_OF.get(label) not in fields
    ]
    return Comparison(first.id, second.id, first.name, second.name, (*chosen, *told))


_SHOWN = {
    "display_name": "Name",
    "nickname": "Nickname",
    "pronouns": "Pronouns",
    "language": "Language",
    "standing": "Introductions",
    "cadence_days": "Cadence",
    "photo_id": "Photo",
    "archived_at": "Archived",
}


def _choice(conflict: Conflict) -> ComparedRow:
    first, second = conflict.first, conflict.second
    if conflict.field == "photo_id":
        first, second = "this photo", "this photo"
    if conflict.field == "archived_at":
        first, second = ("archived" if one else "not archived" for one in (first, second))
    if conflict.field == "cadence_days":
        first, second = (f"every {every(int(one))}" for one in (first, second))
    return ComparedRow(_SHOWN[conflict.field], first, second, conflict.field)


def _reached(*kinds: PointKind) -> Callable[[ContactDetail], str]:
    return lambda one: "\n".join(point.value for point in one.points if point.kind in kinds)


def _roles(one: ContactDetail) -> str:
    return "\n".join(", ".join(filter(None, (role.role, role.organisation))) for role in one.affiliations)


def _met(one: ContactDetail, written: Written) -> str:
    met = one.how_met
    if met is None:
        return ""
    by = f"through {met.introducer}" if met.introducer else ""
    return ", ".join(filter(None, (written(met.met_on) if met.met_on else "", met.place, met.event, by, met.remark)))


def _texts(written: Written) -> Mapping[str, Callable[[ContactDetail], str]]:
    """Tell how each line reads from a contact."""
    return {
        "Name": lambda one: one.name,
        "Nickname": lambda one: one.nickname,
        "Pronouns": lambda one: one.pronouns,
        "Roles": _roles,
        **{label: _reached(*kinds) for label, kinds in _REACHED.items()},
        "Tags": lambda one: ", ".join(sorted(name for _, name in one.tags)),
        "How we met": lambda one: _met(one, written),
        "Facts": lambda one: "\n".join(fact.text for fact in one.facts),
        "Knows": lambda one: ", ".join(sorted(other.name for other in one.connections)),
        "Dates": lambda one: "\n".join(f"{day.kind}: {written(day.day)}" for day in one.dates),
        "Language": lambda one: one.language,
        "Notes": lambda one: one.notes,
    }


_FIELD_OF = {label: field for field, label in _SHOWN.items()}
