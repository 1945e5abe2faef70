"""One request as its pane shows it: the ask, the hop chain as a tree, what came of it, the one next action."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from netdesk.db.tables import (
    Attachment,
    Blob,
    Contact,
    Hop,
    Interaction,
    Introduction,
    Message,
    Organisation,
    Request,
    Requester,
    Resource,
    Step,
)
from netdesk.domain.asks import says_enough
from netdesk.domain.instant import Instant
from netdesk.domain.words import (
    HopState,
    MessageKind,
    MessageState,
    RequestDirection,
    RequestState,
    StepKind,
)
from netdesk.services.contact_list import office
from netdesk.services.drafting import people
from netdesk.services.introduction_rows import IntroductionRow, introduction_rows
from netdesk.services.next_action import NextAction, next_action
from netdesk.services.records import get
from netdesk.services.request_rows import rows_of


@dataclass(frozen=True, slots=True, kw_only=True)
class HopRow:
    """A hop of a request; `depth` is its place in the tree, 0 for the first hops."""

    id: int
    after_id: int | None
    depth: int
    contact_id: int | None
    organisation_id: int | None
    resource_id: int | None
    name: str
    about: str
    thanks_to: str
    thanks_to_id: int | None
    """Who can be told and thanked for it: the contact, or who recommended the resource; else empty and None."""
    state: HopState
    because: str
    asked_at: Instant | None
    answered_at: Instant | None
    outcome: str
    reported_at: Instant | None
    thanked_at: Instant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """A dated event."""

    id: int
    kind: StepKind
    at: Instant
    text: str
    hop_id: int | None
    introduction_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRow:
    """A file that belongs to a request."""

    id: int
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestMessageRow:
    """A message about a request."""

    id: int
    kind: MessageKind
    state: MessageState
    subject: str
    hop_id: int | None
    introduction_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDetail:
    """One request in full."""

    id: int
    uid: str
    direction: RequestDirection
    state: RequestState
    title: str
    original_wording: str
    purpose: str
    topic: str
    ask: str
    who: str
    bound: str
    asked_at: Instant
    parked_until: date | None
    drop_reason: str
    outcome: str
    closed_at: Instant | None
    requesters: tuple[tuple[int, str, str], ...]
    """Id, name, role and organisation of who asks."""
    holder: str
    hops: tuple[HopRow, ...]
    introductions: tuple[IntroductionRow, ...]
    steps: tuple[StepRow, ...]
    attachments: tuple[AttachmentRow, ...]
    messages: tuple[RequestMessageRow, ...]
    answers: tuple[str, ...]
    """What was answered to my questions back, the latest first."""
    next_action: NextAction | None


def read(session: Session, request_id: int) -> RequestDetail:
    """Read one request; raises NotFoundError where it is gone."""
    hops = _hops(session, request_id)
    introductions = introduction_rows(session, Introduction.hop_id.in_([hop.id for hop in hops]))
    messages, steps = _messages(session, request_id), _steps(session, request_id)
    requesters, attachments = _requesters(session, request_id), _attachments(session, request_id)
    answers = _answers(session, request_id)
    request = get(session, Request, request_id)
    (row,) = rows_of(session, [request])
    return RequestDetail(
        id=request.id,
        uid=request.uid,
        direction=request.direction,
        state=request.state,
        title=request.title,
        original_wording=request.original_wording,
        purpose=request.purpose,
        topic=request.topic,
        ask=request.ask,
        who=request.who,
        bound=request.bound,
        asked_at=request.asked_at,
        parked_until=request.parked_until,
        drop_reason=request.drop_reason,
        outcome=request.outcome,
        closed_at=request.closed_at,
        requesters=requesters,
        holder=row.holder,
        hops=hops,
        introductions=introductions,
        steps=steps,
        attachments=attachments,
        messages=messages,
        answers=answers,
        next_action=next_action(
            request.direction,
            request.state,
            hops,
            introductions,
            messages,
            says_enough=says_enough(request),
        ),
    )


def _answers(session: Session, request_id: int) -> tuple[str, ...]:
    return tuple(
        session.scalars(
            select(Interaction.text)
            .join(Message, Message.id == Interaction.answers_id)
            .where(Message.request_id == request_id, Message.kind == MessageKind.ASK_BACK)
            .order_by(Interaction.at.desc(), Interaction.id.desc())
        )
    )


def _requesters(session: Session, request_id: int) -> tuple[tuple[int, str, str], ...]:
    ids = list(
        session.scalars(
            select(Requester.contact_id).where(Requester.request_id == request_id).order_by(Requester.position)
        )
    )
    return tuple(
        (one, person.name, office(person.role, person.organisation))
        for one, person in zip(ids, people(session, ids), strict=True)
    )


def _hops(session: Session, request_id: int) -> tuple[HopRow, ...]:
    """Return the hops as a tree: each before those that came after it."""
    recommender = aliased(Contact)
    rows = session.execute(
        select(Hop, Contact.display_name, Organisation.name, Resource.title, recommender.display_name, recommender.id)
        .outerjoin(Contact, Contact.id == Hop.contact_id)
        .outerjoin(Organisation, Organisation.id == Hop.organisation_id)
        .outerjoin(Resource, Resource.id == Hop.resource_id)
        .outerjoin(recommender, recommender.id == Resource.recommender_id)
        .where(Hop.request_id == request_id)
        .order_by(Hop.id)
    ).all()
    known = {row[0].id for row in rows}
    below: dict[int | None, list[HopRow]] = {}
    for hop, person, organisation, resource, recommended_by, recommender_id in rows:
        parent = hop.after_id if hop.after_id in known and hop.after_id != hop.id else None
        about = "" if person else "organisation" if organisation else "resource"
        thanks_to = (person, hop.contact_id) if person else (recommended_by or "", recommender_id)
        row = _hop_row(hop, person or organisation or resource or "", about, thanks_to)
        below.setdefault(parent, []).append(row)
    found: list[HopRow] = []
    waiting = [(one, 0) for one in reversed(below.get(None, []))]
    while waiting:
        row, depth = waiting.pop()
        found.append(replace(row, depth=depth))
        waiting += [(one, depth + 1) for one in reversed(below.get(row.id, []))]
    return tuple(found)


def _hop_row(hop: Hop, name: str, about: str, thanks_to: tuple[str, int | None]) -> HopRow:
    return HopRow(
        id=hop.id,
        after_id=hop.after_id,
        depth=0,
        contact_id=hop.contact_id,
        organisation_id=hop.organisation_id,
        resource_id=hop.resource_id,
        name=name,
        about=about,
        thanks_to=thanks_to[0],
        thanks_to_id=thanks_to[1],
        state=hop.state,
        because=hop.because,
        asked_at=hop.asked_at,
        answered_at=hop.answered_at,
        outcome=hop.outcome,
        reported_at=hop.reported_at,
        thanked_at=hop.thanked_at,
    )


def _steps(session: Session, request_id: int) -> tuple[StepRow, ...]:
    found = session.scalars(select(Step).where(Step.request_id == request_id).order_by(Step.at, Step.id))
    return tuple(
        StepRow(
            id=one.id,
            kind=one.kind,
            at=one.at,
            text=one.text,
            hop_id=one.hop_id,
            introduction_id=one.introduction_id,
        )
        for one in found
    )


def _attachments(session: Session, request_id: int) -> tuple[AttachmentRow, ...]:
    rows = session.execute(
        select(Attachment.id, Attachment.name, Blob.media_type, Blob.size)
        .join(Blob, Blob.id == Attachment.blob_id)
        .where(Attachment.request_id == request_id)
        .order_by(Attachment.id)
    )
    return tuple(AttachmentRow(id=row[0], name=row[1], media_type=row[2], size=row[3]) for row in rows)


def _messages(session: Session, request_id: int) -> tuple[RequestMessageRow, ...]:
    found = session.scalars(select(Message).where(Message.request_id == request_id).order_by(Message.id))
    return tuple(
        RequestMessageRow(
            id=one.id,
            kind=one.kind,
            state=one.state,
            subject=one.subject,
            hop_id=one.hop_id,
            introduction_id=one.introduction_id,
        )
        for one in found
    )
