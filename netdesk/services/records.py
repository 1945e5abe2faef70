"""Small things that every verb needs: finding a record, writing a step, cleaning what was typed."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from netdesk.db.tables import (
    Affiliation,
    Base,
    Contact,
    ContactPoint,
    Fact,
    FollowUp,
    Hop,
    Interaction,
    Introduction,
    Message,
    Organisation,
    Party,
    Request,
    Resource,
    Step,
    Tag,
)
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.errors import InvalidInputError, NotFoundError
from netdesk.domain.text import clean, clean_line
from netdesk.domain.words import StepKind

Record = TypeVar("Record", bound=Base)

_WORDS: dict[type[Base], str] = {
    Affiliation: "role",
    Contact: "contact",
    ContactPoint: "contact point",
    Fact: "fact",
    FollowUp: "follow-up",
    Hop: "hop",
    Interaction: "interaction",
    Introduction: "introduction",
    Message: "message",
    Organisation: "organisation",
    Party: "side of the introduction",
    Request: "request",
    Resource: "resource",
    Tag: "tag",
}


def get(session: Session, table: type[Record], record_id: int) -> Record:
    """Return a record; raises NotFoundError where it is gone."""
    found = session.get(table, record_id)
    if found is None:
        raise NotFoundError(
            f"This {_WORDS.get(table, 'record')} is no longer in the book. Undo brings back what was deleted."
        )
    return found


def line(value: str, what: str, *, longest: int = 1000) -> str:
    """Return what was typed as one clean line; raises InvalidInputError where nothing is left."""
    cleaned = clean_line(value)[:longest]
    if not cleaned:
        raise InvalidInputError(f"Enter {what}.")
    return cleaned


def checked_cadence(days: int | None) -> int | None:
    """Return a cadence that can be kept, or none; raises InvalidInputError for any other."""
    if days is not None and not 1 <= days <= 3660:
        raise InvalidInputError("A cadence is a number of days between 1 and 3660.")
    return days


def set_fields(record: Base, fields: dict[str, object], allowed: frozenset[str]) -> None:
    """Write fields by name, texts cleaned; raises InvalidInputError for one that cannot be edited."""
    for name, value in fields.items():
        if name not in allowed:
            raise InvalidInputError(f"“{name}” cannot be edited here.")
        setattr(record, name, clean(value) if isinstance(value, str) and type(value) is str else value)


def add_step(
    work: UnitOfWork,
    kind: StepKind,
    text: str = "",
    *,
    request_id: int | None = None,
    hop_id: int | None = None,
    introduction_id: int | None = None,
) -> None:
    """Note a dated event; the request of a hop is found by itself."""
    if request_id is None and introduction_id is not None and hop_id is None:
        hop_id = work.session.scalar(select(Introduction.hop_id).where(Introduction.id == introduction_id))
    if request_id is None and hop_id is not None:
        request_id = work.session.scalar(select(Hop.request_id).where(Hop.id == hop_id))
    work.session.add(
        Step(
            kind=kind,
            text=clean(text),
            at=work.now,
            request_id=request_id,
            hop_id=hop_id,
            introduction_id=introduction_id,
        )
    )
