"""The parts of a contact that a merge moves: what says the same as a part that is there goes, the rest is added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from netdesk.db.tables import (
    Affiliation,
    Base,
    ContactPoint,
    ContactTag,
    DateToRemember,
    ExternalId,
    Fact,
    KeptLine,
)
from netdesk.domain.text import fold

_PARTS: tuple[type[Base], ...] = (
    ContactPoint,
    Affiliation,
    ContactTag,
    Fact,
    DateToRemember,
    ExternalId,
    KeptLine,
)
_NOT_COMPARED = frozenset({"id", "uid", "created_at", "contact_id", "position", "preferred"})


def move_parts(session: Session, kept_id: int, other_id: int) -> None:
    """Give the parts of one contact to another, after those it has."""
    for table in _PARTS:
        mine, theirs = (_of(session, table, one) for one in (kept_id, other_id))
        position = 1 + max((one.position for one in mine), default=-1) if hasattr(table, "position") else 0
        for part in theirs:
            if any(_takes_in(one, part) for one in mine):
                session.delete(part)
                continue
            part.contact_id = kept_id
            if hasattr(table, "position"):
                part.position, position = position, position + 1
            mine = [*mine, part]
        session.flush()


def _of(session: Session, table: Any, contact_id: int) -> Sequence[Any]:
    return session.scalars(select(table).where(table.contact_id == contact_id).order_by(table.id)).all()


def _takes_in(there: Any, part: Any) -> bool:
    """Tell whether a part says all that another does, filling in what it leaves out; both values are kept otherwise."""
    filled: dict[str, Any] = {}
    for column in set(type(there).__mapper__.column_attrs.keys()) - _NOT_COMPARED:
        own, new = getattr(there, column), getattr(part, column)
        if own == new or (not new and not isinstance(new, bool)) or _is_same_text(there, column, own, new, part):
            continue
        if own or isinstance(own, bool) or not _is_same_thing(there, part):
            return False
        filled[column] = new
    if not _is_same_thing(there, part):
        return False
    for column, new in filled.items():
        setattr(there, column, new)
    return True


def _is_same_text(there: Any, column: str, own: Any, new: Any, part: Any) -> bool:
    if isinstance(there, ContactPoint) and column == "value":
        return bool(there.normal and there.normal == part.normal)
    return column == "text" and fold(own) == fold(new)


def _is_same_thing(there: Any, part: Any) -> bool:
    """Tell whether two parts are about one thing, whatever they leave out."""
    match there:
        case ContactPoint():
            return there.kind is part.kind and bool(
                (there.normal and there.normal == part.normal) or fold(there.value) == fold(part.value)
            )
        case Affiliation():
            return bool(there.organisation_id == part.organisation_id)
        case _:
            return True
