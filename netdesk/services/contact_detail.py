"""One contact in full, as its pane shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from netdesk.db.tables import (
    Affiliation,
    Connection,
    Contact,
    ContactPoint,
    ContactTag,
    DateToRemember,
    Fact,
    HowMet,
    Organisation,
    Tag,
)
from netdesk.domain.dates import PartialDate
from netdesk.domain.instant import Instant
from netdesk.domain.words import DateKind, FactKind, FactState, PointKind, Standing, Visibility
from netdesk.services.contact_list import last_spoken_with
from netdesk.services.records import get


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
    tag_cadence_days: int | None
    """The shortest cadence of their tags, which holds where they have none of their own."""
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


def read_detail(session: Session, contact_id: int) -> ContactDetail:
    """Return one contact in full; raises NotFoundError where it is gone."""
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
        tag_cadence_days=_tag_cadence(session, contact_id),
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
        last_spoken=last_spoken_with(session, [contact_id]).get(contact_id),
    )


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


def _tag_cadence(session: Session, contact_id: int) -> int | None:
    return session.scalar(
        select(func.min(Tag.cadence_days))
        .join(ContactTag, ContactTag.tag_id == Tag.id)
        .where(ContactTag.contact_id == contact_id)
    )


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
