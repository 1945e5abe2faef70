"""Contacts of an import: new ones, and the fields of which somebody known has one."""

from __future__ import annotations

from typing import Any

from netdesk.domain.text import fold
from netdesk.domain.words import Standing
from netdesk.exchange.records import ContactRecord
from netdesk.services import names
from netdesk.services.importing.additions import NAMES
from netdesk.services.importing.plan import PlannedContact
from netdesk.services.importing.rows import ImportRows, text_of

_FILLED = (*NAMES, "nickname", "pronouns", "language", "notes", "cadence_days", "standing")


def add_contact(rows: ImportRows, contact_id: int, record: ContactRecord) -> None:
    """Take somebody new."""
    name = _name(record)
    rows.put_under(
        contact_id,
        "contact",
        record.uid,
        0,
        record.display_name,
        name.sort or fold(record.display_name),
        name.prefix,
        name.given,
        name.middle,
        name.family,
        name.suffix,
        record.nickname,
        record.pronouns,
        record.language,
        str(record.standing or Standing.ASK),
        record.cadence_days,
        rows.photo(record.photo),
        text_of(record.archived_at),
        record.notes,
        str(rows.now),
    )


def fill_contact(rows: ImportRows, contact_id: int, planned: PlannedContact) -> None:
    """Write what comes to the fields of somebody known."""
    added = planned.added
    values: dict[str, Any] = {column: getattr(added, column) for column in _FILLED}
    changes = {
        column: str(value) if isinstance(value, Standing) else value for column, value in values.items() if value
    }
    if added.photo:
        changes["photo_id"] = rows.photo(added.photo)
    if planned.is_renamed or added.given_name or added.family_name:
        name = _name(added)
        changes |= {"display_name": added.display_name, "sort_name": name.sort}
        if planned.is_renamed:
            changes |= dict(zip(NAMES, (name.prefix, name.given, name.middle, name.family, name.suffix), strict=True))
    if changes:
        sets = ", ".join(f"{column} = ?" for column in changes)
        rows.run(
            f"UPDATE contact SET {sets} WHERE id = ?",  # noqa: S608 - names of columns, from the table above
            (*changes.values(), contact_id),
        )


def _name(record: ContactRecord) -> names.Name:
    """Give the parts of a name, split here where the file does not; a body or an address is no name to split."""
    parts = (record.given_name, record.family_name, record.prefix, record.middle_name, record.suffix)
    if any(parts):
        return names.Name(record.display_name, *parts)
    shown = record.display_name
    is_body = any(fold(one.organisation) == fold(shown) for one in record.affiliations)
    return names.Name(shown) if is_body or "@" in shown or " " not in shown else names.whole(shown)
