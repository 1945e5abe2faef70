"""The list of contacts: which a filter leaves, in what order, and what a line of it shows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, exists, func, select, text
from sqlalchemy.orm import Session

from netdesk.db.full_text import match_query
from netdesk.db.tables import (
    Affiliation,
    Contact,
    ContactPoint,
    ContactTag,
    Fact,
    FollowUp,
    Interaction,
    Organisation,
    Participant,
    Request,
    Requester,
    Tag,
)
from netdesk.domain.states import OPEN_REQUEST_STATES
from netdesk.domain.words import FactKind, FactState, FollowUpState, PointKind


class ContactSort(StrEnum):
    """The orders a list of contacts can have."""

    NAME = "name"
    ORGANISATION = "organisation"
    LAST_SPOKEN = "last spoken"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFilter:
    """Which contacts a list shows; everything empty shows all that are not archived.

    `text` is looked for in what is written of a contact, `among` are the ids that a search has found for it.
    """

    text: str = ""
    among: frozenset[int] | None = None
    tag_id: int | None = None
    organisation_id: int | None = None
    place: str = ""
    fact_kind: FactKind | None = None
    with_cadence: bool = False
    archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """A line of the list of contacts."""

    id: int
    name: str
    role: str
    organisation: str
    tags: tuple[str, ...]
    last_spoken: date | None
    next_follow_up: date | None
    open_requests: int
    has_photo: bool
    archived: bool


def office(role: str, organisation: str) -> str:
    """Join a role and an organisation to one line."""
    return ", ".join(part for part in (role, organisation) if part)


def named_like(query: str) -> Select[Any]:
    return (
        select(text("d.record_id"))
        .select_from(text("document d JOIN full_text ON full_text.rowid = d.id"))
        .where(text("d.kind = 'contact' AND full_text MATCH :query").bindparams(query=query))
    )


def filtered(statement: Any, where: ContactFilter) -> Any:
    found = statement.where(Contact.is_me.is_(False))
    found = found.where(Contact.archived_at.is_not(None) if where.archived else Contact.archived_at.is_(None))
    if query := match_query(where.text):
        found = found.where(Contact.id.in_(named_like(query)))
    if where.among is not None:
        ids = json.dumps(list(where.among))
        found = found.where(text("contact.id IN (SELECT value FROM json_each(:among))").bindparams(among=ids))
    if where.tag_id is not None:
        found = found.where(exists().where(ContactTag.contact_id == Contact.id, ContactTag.tag_id == where.tag_id))
    if where.organisation_id is not None:
        found = found.where(
            exists().where(Affiliation.contact_id == Contact.id, Affiliation.organisation_id == where.organisation_id)
        )
    if where.fact_kind is not None:
        found = found.where(
            exists().where(Fact.contact_id == Contact.id, Fact.kind == where.fact_kind, Fact.state == FactState.OPEN)
        )
    if where.place:
        found = found.where(
            exists().where(
                ContactPoint.contact_id == Contact.id,
                ContactPoint.kind == PointKind.ADDRESS,
                ContactPoint.value.icontains(where.place, autoescape=True),
            )
        )
    if where.with_cadence:
        by_tag = (
            select(ContactTag.contact_id).join(Tag, Tag.id == ContactTag.tag_id).where(Tag.cadence_days.is_not(None))
        )
        found = found.where(Contact.cadence_days.is_not(None) | Contact.id.in_(by_tag))
    return found


def ordered(statement: Select[Any], sort: ContactSort, descending: bool) -> Select[Any]:
    if sort is ContactSort.ORGANISATION:
        keys = (
            select(func.min(Organisation.folded))
            .join(Affiliation, Affiliation.organisation_id == Organisation.id)
            .where(Affiliation.contact_id == Contact.id, Affiliation.current.is_(True))
            .scalar_subquery()
        )
        order: list[Any] = [keys.is_(None), keys.desc() if descending else keys]
    elif sort is ContactSort.LAST_SPOKEN:
        last = (
            select(Participant.contact_id.label("who"), func.max(Interaction.at).label("at"))
            .join(Interaction, Interaction.id == Participant.interaction_id)
            .group_by(Participant.contact_id)
            .subquery()
        )
        statement = statement.outerjoin(last, last.c.who == Contact.id)
        order = [last.c.at.is_(None), last.c.at if descending else last.c.at.desc()]
    elif sort is ContactSort.ADDED:
        order = [Contact.created_at if descending else Contact.created_at.desc()]
    else:
        order = [Contact.sort_name.desc() if descending else Contact.sort_name]
    return statement.order_by(*order, Contact.sort_name, Contact.id)


def rows_of(session: Session, ids: Sequence[int]) -> tuple[ContactRow, ...]:
    wanted = list(ids)
    people = session.execute(
        select(Contact.id, Contact.display_name, Contact.photo_id, Contact.archived_at).where(Contact.id.in_(wanted))
    )
    offices = _offices(session, wanted)
    tags = _tags_of(session, wanted)
    spoken = last_spoken_with(session, wanted)
    due = _next_follow_ups(session, wanted)
    asked = _open_requests(session, wanted)
    found = {}
    for contact_id, name, photo_id, archived_at in people:
        role, organisation = offices.get(contact_id, ("", ""))
        found[contact_id] = ContactRow(
            id=contact_id,
            name=name,
            role=role,
            organisation=organisation,
            tags=tuple(tags.get(contact_id, ())),
            last_spoken=spoken.get(contact_id),
            next_follow_up=due.get(contact_id),
            open_requests=asked.get(contact_id, 0),
            has_photo=photo_id is not None,
            archived=archived_at is not None,
        )
    return tuple(found[one] for one in wanted if one in found)


def _offices(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    rows = session.execute(
        select(Affiliation.contact_id, Affiliation.role, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(Affiliation.contact_id.in_(ids), Affiliation.current.is_(True))
        .order_by(Affiliation.position.desc(), Affiliation.id.desc())
    )
    return {row[0]: (row[1], row[2] or "") for row in rows}


def _tags_of(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    rows = session.execute(
        select(ContactTag.contact_id, Tag.name)
        .join(Tag, Tag.id == ContactTag.tag_id)
        .where(ContactTag.contact_id.in_(ids))
        .order_by(Tag.folded)
    )
    found: dict[int, list[str]] = {}
    for contact_id, name in rows:
        found.setdefault(contact_id, []).append(name)
    return found


def last_spoken_with(session: Session, ids: Sequence[int]) -> dict[int, date]:
    rows = session.execute(
        select(Participant.contact_id, func.max(Interaction.at))
        .join(Interaction, Interaction.id == Participant.interaction_id)
        .where(Participant.contact_id.in_(ids), Interaction.kind != "note")
        .group_by(Participant.contact_id)
    )
    return {row[0]: row[1].day for row in rows}


def _next_follow_ups(session: Session, ids: Sequence[int]) -> dict[int, date]:
    rows = session.execute(
        select(FollowUp.contact_id, func.min(FollowUp.due_on))
        .where(FollowUp.contact_id.in_(ids), FollowUp.state == FollowUpState.DUE)
        .group_by(FollowUp.contact_id)
    )
    return {row[0]: row[1] for row in rows if row[0] is not None}


def _open_requests(session: Session, ids: Sequence[int]) -> dict[int, int]:
    rows = session.execute(
        select(Requester.contact_id, func.count())
        .join(Request, Request.id == Requester.request_id)
        .where(Requester.contact_id.in_(ids), Request.state.in_(OPEN_REQUEST_STATES))
        .group_by(Requester.contact_id)
    )
    return {row[0]: row[1] for row in rows}
