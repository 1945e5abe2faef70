"""Contacts as lists and panes show them: ids in order, rows by the page, one contact in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, exists, func, select, text
from sqlalchemy.orm import Session, aliased

from netdesk.db.book import Book
from netdesk.db.full_text import match_query
from netdesk.db.tables import (
    Affiliation,
    Blob,
    Connection,
    Contact,
    ContactPoint,
    ContactTag,
    DateToRemember,
    Fact,
    FollowUp,
    HowMet,
    Interaction,
    Organisation,
    Participant,
    Request,
    Requester,
    Tag,
)
from netdesk.domain.dates import PartialDate
from netdesk.domain.instant import Instant
from netdesk.domain.states import OPEN_REQUEST_STATES
from netdesk.domain.words import DateKind, FactKind, FactState, FollowUpState, PointKind, Standing, Visibility
from netdesk.services.records import get


class ContactSort(StrEnum):
    """The orders a list of contacts can have."""

    NAME = "name"
    ORGANISATION = "organisation"
    LAST_SPOKEN = "last spoken"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFilter:
    """Which contacts a list shows; everything empty shows all that are not archived."""

    text: str = ""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRow:
    """A way to reach a contact."""

    id: int
    kind: PointKind
    label: str
    value: str
    preferred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AffiliationRow:
    """A role of a contact."""

    id: int
    organisation_id: int | None
    organisation: str
    role: str
    department: str
    since: PartialDate | None
    until: PartialDate | None
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """A fact about a contact."""

    id: int
    kind: FactKind
    text: str
    visibility: Visibility
    state: FactState
    learned_on: PartialDate | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HowMetRow:
    """How a contact came into my network."""

    introducer_id: int | None
    introducer: str
    met_on: PartialDate | None
    place: str
    event: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionRow:
    """Somebody whom a contact knows."""

    id: int
    contact_id: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRow:
    """A date to remember."""

    id: int
    kind: DateKind
    label: str
    day: PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDetail:
    """One contact in full; the timeline comes by the page from `Timeline`."""

    id: int
    uid: str
    is_me: bool
    name: str
    given_name: str
    family_name: str
    nickname: str
    pronouns: str
    language: str
    standing: Standing
    cadence_days: int | None
    notes: str
    archived: bool
    created_at: Instant
    role: str
    organisation: str
    points: tuple[PointRow, ...]
    affiliations: tuple[AffiliationRow, ...]
    facts: tuple[FactRow, ...]
    tags: tuple[tuple[int, str], ...]
    how_met: HowMetRow | None
    introducer_chain: tuple[tuple[int, str], ...]
    introduced: tuple[tuple[int, str], ...]
    connections: tuple[ConnectionRow, ...]
    dates: tuple[DateRow, ...]
    last_spoken: date | None


class ContactRows:
    """Reads contacts for views."""

    def __init__(self, book: Book) -> None:
        """Read from this book."""
        self._book = book

    def ids(self, where: ContactFilter, sort: ContactSort = ContactSort.NAME, *, descending: bool = False) -> list[int]:
        """Return the ids of all contacts that a filter leaves, in order; rows come by the page."""
        with self._book.read() as session:
            return list(session.scalars(_ordered(_filtered(select(Contact.id), where), sort, descending)))

    def page(
        self, where: ContactFilter, after: tuple[str, int] | None = None, limit: int = 200
    ) -> tuple[tuple[ContactRow, ...], tuple[str, int] | None]:
        """Return a page by name and where the next one begins (keyset paging, so that the last page is as quick)."""
        with self._book.read() as session:
            statement = _filtered(select(Contact.id, Contact.sort_name), where)
            if after is not None:
                statement = statement.where(
                    text("(contact.sort_name, contact.id) > (:name, :id)").bindparams(name=after[0], id=after[1])
                )
            found = session.execute(statement.order_by(Contact.sort_name, Contact.id).limit(limit)).all()
            rows = _rows(session, [row[0] for row in found])
            return rows, (found[-1][1], found[-1][0]) if len(found) == limit else None

    def rows(self, ids: Sequence[int]) -> tuple[ContactRow, ...]:
        """Return the rows of some contacts, in the order of the ids; ids that are gone are left out."""
        with self._book.read() as session:
            return _rows(session, ids)

    def names(self, ids: Sequence[int]) -> dict[int, str]:
        """Return the names of some contacts."""
        with self._book.read() as session:
            found = session.execute(select(Contact.id, Contact.display_name).where(Contact.id.in_(ids)))
            return {row[0]: row[1] for row in found}

    def complete(self, typed: str, limit: int = 8) -> tuple[tuple[int, str, str], ...]:
        """Return contacts whose name begins or continues like what was typed: id, name, role and organisation."""
        query = match_query(typed, column="title")
        with self._book.read() as session:
            where = ContactFilter(text="")
            statement = _filtered(select(Contact.id), where)
            if query:
                statement = statement.where(Contact.id.in_(_matching(query)))
            ids = list(session.scalars(statement.order_by(Contact.sort_name).limit(limit)))
            return tuple((row.id, row.name, office(row.role, row.organisation)) for row in _rows(session, ids))

    def me(self) -> int:
        """Return the id of the contact that is me, 0 where there is none."""
        with self._book.read() as session:
            return session.scalar(select(Contact.id).where(Contact.is_me.is_(True))) or 0

    def photo(self, contact_id: int) -> bytes | None:
        """Return the bytes of a contact's photo."""
        with self._book.read() as session:
            return session.scalar(
                select(Blob.data).join(Contact, Contact.photo_id == Blob.id).where(Contact.id == contact_id)
            )

    def tags(self) -> tuple[tuple[int, str, int], ...]:
        """Return all tags with how many contacts have them."""
        with self._book.read() as session:
            found = session.execute(
                select(Tag.id, Tag.name, func.count(ContactTag.id))
                .outerjoin(ContactTag, ContactTag.tag_id == Tag.id)
                .group_by(Tag.id)
                .order_by(Tag.folded)
            )
            return tuple((row[0], row[1], row[2]) for row in found)

    def organisations(self) -> tuple[tuple[int, str], ...]:
        """Return all organisations by name."""
        with self._book.read() as session:
            found = session.execute(select(Organisation.id, Organisation.name).order_by(Organisation.folded))
            return tuple((row[0], row[1]) for row in found)

    def detail(self, contact_id: int) -> ContactDetail:
        """Return one contact in full; raises NotFoundError where it is gone."""
        with self._book.read() as session:
            contact = get(session, Contact, contact_id)
            affiliations = _affiliations(session, contact_id)
            current = next((one for one in affiliations if one.current), None)
            return ContactDetail(
                id=contact.id,
                uid=contact.uid,
                is_me=contact.is_me,
                name=contact.display_name,
                given_name=contact.given_name,
                family_name=contact.family_name,
                nickname=contact.nickname,
                pronouns=contact.pronouns,
                language=contact.language,
                standing=contact.standing,
                cadence_days=contact.cadence_days,
                notes=contact.notes,
                archived=contact.archived_at is not None,
                created_at=contact.created_at,
                role=current.role if current else "",
                organisation=current.organisation if current else "",
                points=_points(session, contact_id),
                affiliations=affiliations,
                facts=_facts(session, contact_id),
                tags=_tags(session, contact_id),
                how_met=_how_met(session, contact_id),
                introducer_chain=_chain(session, contact_id),
                introduced=_introduced(session, contact_id),
                connections=_connections(session, contact_id),
                dates=_dates(session, contact_id),
                last_spoken=_last_spoken(session, [contact_id]).get(contact_id),
            )


def office(role: str, organisation: str) -> str:
    """Join a role and an organisation to one line."""
    return ", ".join(part for part in (role, organisation) if part)


def _matching(query: str) -> Select[Any]:
    return (
        select(text("d.record_id"))
        .select_from(text("document d JOIN full_text ON full_text.rowid = d.id"))
        .where(text("d.kind = 'contact' AND full_text MATCH :query").bindparams(query=query))
    )


def _filtered(statement: Any, where: ContactFilter) -> Any:
    found = statement.where(Contact.is_me.is_(False))
    found = found.where(Contact.archived_at.is_not(None) if where.archived else Contact.archived_at.is_(None))
    if query := match_query(where.text):
        found = found.where(Contact.id.in_(_matching(query)))
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
        found = found.where(Contact.cadence_days.is_not(None))
    return found


def _ordered(statement: Select[Any], sort: ContactSort, descending: bool) -> Select[Any]:
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


def _rows(session: Session, ids: Sequence[int]) -> tuple[ContactRow, ...]:
    wanted = list(ids)
    people = session.execute(
        select(Contact.id, Contact.display_name, Contact.photo_id, Contact.archived_at).where(Contact.id.in_(wanted))
    )
    offices = _offices(session, wanted)
    tags = _tags_of(session, wanted)
    spoken = _last_spoken(session, wanted)
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


def _last_spoken(session: Session, ids: Sequence[int]) -> dict[int, date]:
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


def _points(session: Session, contact_id: int) -> tuple[PointRow, ...]:
    found = session.scalars(
        select(ContactPoint).where(ContactPoint.contact_id == contact_id).order_by(ContactPoint.position)
    )
    return tuple(
        PointRow(id=one.id, kind=one.kind, label=one.label, value=one.value, preferred=one.preferred) for one in found
    )


def _affiliations(session: Session, contact_id: int) -> tuple[AffiliationRow, ...]:
    rows = session.execute(
        select(Affiliation, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(Affiliation.contact_id == contact_id)
        .order_by(Affiliation.current.desc(), Affiliation.position, Affiliation.id)
    )
    return tuple(
        AffiliationRow(
            id=one.id,
            organisation_id=one.organisation_id,
            organisation=name or "",
            role=one.role,
            department=one.department,
            since=one.since,
            until=one.until,
            current=one.current,
        )
        for one, name in rows
    )


def _facts(session: Session, contact_id: int) -> tuple[FactRow, ...]:
    found = session.scalars(
        select(Fact).where(Fact.contact_id == contact_id).order_by(Fact.state != FactState.OPEN, Fact.kind, Fact.id)
    )
    return tuple(
        FactRow(
            id=one.id,
            kind=one.kind,
            text=one.text,
            visibility=one.visibility,
            state=one.state,
            learned_on=one.learned_on,
            source=one.source,
        )
        for one in found
    )


def _tags(session: Session, contact_id: int) -> tuple[tuple[int, str], ...]:
    rows = session.execute(
        select(Tag.id, Tag.name)
        .join(ContactTag, ContactTag.tag_id == Tag.id)
        .where(ContactTag.contact_id == contact_id)
        .order_by(Tag.folded)
    )
    return tuple((row[0], row[1]) for row in rows)


def _how_met(session: Session, contact_id: int) -> HowMetRow | None:
    row = session.execute(
        select(HowMet, Contact.display_name)
        .outerjoin(Contact, Contact.id == HowMet.introducer_id)
        .where(HowMet.contact_id == contact_id)
    ).first()
    if row is None:
        return None
    met, name = row
    return HowMetRow(
        introducer_id=met.introducer_id,
        introducer=name or "",
        met_on=met.met_on,
        place=met.place,
        event=met.event,
        remark=met.remark,
    )


def _chain(session: Session, contact_id: int, longest: int = 12) -> tuple[tuple[int, str], ...]:
    """Follow introducers up to me; stops where the chain closes on itself."""
    chain: list[tuple[int, str]] = []
    seen, here = {contact_id}, contact_id
    while len(chain) < longest:
        row = session.execute(
            select(Contact.id, Contact.display_name, Contact.is_me)
            .join(HowMet, HowMet.introducer_id == Contact.id)
            .where(HowMet.contact_id == here)
        ).first()
        if row is None or row[0] in seen or row[2]:
            break
        chain.append((row[0], row[1]))
        seen.add(row[0])
        here = row[0]
    return tuple(chain)


def _introduced(session: Session, contact_id: int) -> tuple[tuple[int, str], ...]:
    rows = session.execute(
        select(Contact.id, Contact.display_name)
        .join(HowMet, HowMet.contact_id == Contact.id)
        .where(HowMet.introducer_id == contact_id)
        .order_by(Contact.sort_name)
    )
    return tuple((row[0], row[1]) for row in rows)


def _connections(session: Session, contact_id: int) -> tuple[ConnectionRow, ...]:
    other = aliased(Contact)
    found = []
    for mine, theirs in ((Connection.first_id, Connection.second_id), (Connection.second_id, Connection.first_id)):
        rows = session.execute(
            select(Connection.id, other.id, other.display_name, Connection.kind)
            .join(other, other.id == theirs)
            .where(mine == contact_id)
            .order_by(other.sort_name)
        )
        found += [ConnectionRow(id=row[0], contact_id=row[1], name=row[2], kind=row[3]) for row in rows]
    return tuple(found)


def _dates(session: Session, contact_id: int) -> tuple[DateRow, ...]:
    found = session.scalars(select(DateToRemember).where(DateToRemember.contact_id == contact_id))
    return tuple(DateRow(id=one.id, kind=one.kind, label=one.label, day=one.day) for one in found)
