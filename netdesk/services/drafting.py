"""Gathering what a draft may say: names, the articulated ask, shareable facts; never a note or a private fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from netdesk.coach import ask_back
from netdesk.composer.records import Ask, DraftContext, Gift, Person, Sender
from netdesk.db.tables import (
    Contact,
    ContactPoint,
    Fact,
    Hop,
    Interaction,
    Introduction,
    Message,
    Participant,
    Party,
    Recipient,
    Request,
    Requester,
    Resource,
)
from netdesk.domain.instant import Instant
from netdesk.domain.text import clean_line
from netdesk.domain.words import (
    Direction,
    FactState,
    HopState,
    InteractionKind,
    MessageKind,
    PointKind,
    RecipientRole,
    RequestDirection,
    Standing,
    Tone,
    Visibility,
)
from netdesk.services import settings
from netdesk.services.people import me, office
from netdesk.services.purpose import Purpose
from netdesk.services.records import get


def complete(session: Session, purpose: Purpose) -> Purpose:
    """Find the records that follow from those named: the request of a hop, whom the message goes to.

    Raises NotFoundError where one of them is gone.
    """
    hop_id, request_id = purpose.hop_id, purpose.request_id
    introduction_id = purpose.introduction_id
    to = purpose.to
    if purpose.previous_id is not None:
        before = get(session, Message, purpose.previous_id)
        hop_id, request_id = hop_id or before.hop_id, request_id or before.request_id
        introduction_id = introduction_id or before.introduction_id
        to = to or _recipients(session, before.id)
    if introduction_id is not None and hop_id is None:
        hop_id = get(session, Introduction, introduction_id).hop_id
    if hop_id is not None and request_id is None:
        request_id = get(session, Hop, hop_id).request_id
    for table, record_id in ((Request, request_id), (Hop, hop_id), (Introduction, introduction_id)):
        if record_id is not None:
            get(session, table, record_id)
    return replace(
        purpose,
        to=tuple(get(session, Contact, one).id for one in dict.fromkeys(to))
        or _natural_recipients(session, purpose.kind, request_id, hop_id, introduction_id),
        request_id=request_id,
        hop_id=hop_id,
        introduction_id=introduction_id,
        tone=purpose.tone or Tone(settings.value(session, "tone")),
    )


def context(session: Session, purpose: Purpose, now: Instant) -> DraftContext:
    """Gather the context of a completed purpose."""
    request = session.get(Request, purpose.request_id) if purpose.request_id else None
    hop = session.get(Hop, purpose.hop_id) if purpose.hop_id else None
    introduction = session.get(Introduction, purpose.introduction_id) if purpose.introduction_id else None
    before = session.get(Message, purpose.previous_id) if purpose.previous_id else None
    sides = _parties(session, introduction)
    becauses = {party.contact_id: party.because for party in sides}
    recipient = session.get(Contact, purpose.to[0]) if purpose.to else None
    received = request is not None and request.direction is RequestDirection.RECEIVED
    return DraftContext(
        kind=purpose.kind,
        tone=purpose.tone or Tone.PLAIN,
        sender=_sender(session),
        to=people(session, purpose.to),
        requesters=people(session, _requesters(session, request)) if received else (),
        helper=people(session, (hop.contact_id,))[0] if hop and hop.contact_id else None,
        introduced=_introduced(session, purpose, sides, hop),
        ask=_ask(request),
        questions=_questions(purpose.kind, request),
        because_for_each=tuple(becauses.get(one, "") for one in purpose.to),
        forwardable_note=introduction.forwardable_note if introduction else "",
        note_writer=_note_writer(session, introduction, sides, request if received else None),
        resource=_resource(session, hop),
        outcome=_outcome(request, hop, introduction),
        gifts=_gifts(session, purpose),
        previous_subject=before.subject if before else "",
        waiting_days=_waiting(before, now),
        language=recipient.language if recipient else "",
    )


def people(session: Session, contact_ids: Sequence[int | None]) -> tuple[Person, ...]:
    """Describe contacts as drafts may: names, pronouns, role and address, in the order of the ids."""
    found = []
    for contact_id in contact_ids:
        contact = get(session, Contact, contact_id or 0)
        role, organisation = office(session, contact.id)
        found.append(
            Person(
                name=contact.display_name,
                given_name=contact.nickname or contact.given_name or contact.display_name,
                pronouns=contact.pronouns,
                role=role,
                organisation=organisation,
                link=_link(session, contact.id),
                ask_before_naming=contact.standing is Standing.ASK_BEFORE_NAMING,
            )
        )
    return tuple(found)


def address(session: Session, contact_id: int) -> str:
    """Return the e-mail address of a contact that is used, or nothing."""
    points = (
        select(ContactPoint.value)
        .where(ContactPoint.contact_id == contact_id, ContactPoint.kind == PointKind.EMAIL)
        .order_by(ContactPoint.preferred.desc(), ContactPoint.position)
    )
    return session.scalar(points.limit(1)) or ""


def _link(session: Session, contact_id: int) -> str:
    points = (
        select(ContactPoint.value)
        .where(ContactPoint.contact_id == contact_id, ContactPoint.kind.in_((PointKind.WEB, PointKind.SOCIAL)))
        .order_by(case((ContactPoint.kind == PointKind.WEB, 0), else_=1), ContactPoint.position)
    )
    return session.scalar(points.limit(1)) or ""


def _sender(session: Session) -> Sender:
    contact = me(session)
    role, organisation = office(session, contact.id)
    return Sender(
        name=contact.given_name or contact.display_name,
        signature=settings.signature(session),
        role=role,
        organisation=organisation,
    )


def _natural_recipients(
    session: Session, kind: MessageKind, request_id: int | None, hop_id: int | None, introduction_id: int | None
) -> tuple[int, ...]:
    """Tell whom a message of a kind goes to when nobody was named."""
    if kind is MessageKind.INTRODUCTION and introduction_id is not None:
        return tuple(party.contact_id for party in _parties(session, get(session, Introduction, introduction_id)))
    if kind in (MessageKind.ASK_BACK, MessageKind.FORWARDABLE_NOTE) and request_id is not None:
        return _requesters(session, get(session, Request, request_id))
    if hop_id is not None:
        hop = get(session, Hop, hop_id)
        if hop.contact_id is not None:
            return (hop.contact_id,)
        resource = session.get(Resource, hop.resource_id) if hop.resource_id else None
        if resource is not None and resource.recommender_id is not None:
            return (resource.recommender_id,)
    if introduction_id is not None:
        return tuple(party.contact_id for party in _parties(session, get(session, Introduction, introduction_id)))
    return _requesters(session, get(session, Request, request_id)) if request_id is not None else ()


def _recipients(session: Session, message_id: int) -> tuple[int, ...]:
    rows = select(Recipient.contact_id).where(
        Recipient.message_id == message_id,
        Recipient.role == RecipientRole.TO,
        Recipient.contact_id.is_not(None),
    )
    return tuple(one for one in session.scalars(rows.order_by(Recipient.position)) if one is not None)


def _requesters(session: Session, request: Request | None) -> tuple[int, ...]:
    if request is None:
        return ()
    rows = select(Requester.contact_id).where(Requester.request_id == request.id).order_by(Requester.position)
    return tuple(session.scalars(rows))


def _parties(session: Session, introduction: Introduction | None) -> list[Party]:
    if introduction is None:
        return []
    rows = select(Party).where(Party.introduction_id == introduction.id).order_by(Party.position, Party.id)
    return list(session.scalars(rows))


def _note_writer(
    session: Session, introduction: Introduction | None, sides: Sequence[Party], request: Request | None
) -> Person | None:
    """Find whose words the forwardable note is: of who asked in these words, or of the side whose reply holds it."""
    note = clean_line(introduction.forwardable_note) if introduction else ""
    if introduction is None or not note:
        return None
    asking = _requesters(session, request)
    if request is not None and len(asking) == 1 and note in clean_line(request.original_wording):
        return people(session, asking)[0]
    first_line = introduction.forwardable_note.strip().splitlines()[0].strip()
    participants = aliased(Participant)
    alone = select(func.count()).where(participants.interaction_id == Interaction.id).scalar_subquery() == 1
    replies = session.execute(
        select(Participant.contact_id, Interaction.text)
        .join(Interaction, Interaction.id == Participant.interaction_id)
        .where(
            Participant.contact_id.in_({*asking, *(party.contact_id for party in sides)}),
            Interaction.kind.in_((InteractionKind.EMAIL, InteractionKind.MESSAGE)),
            Interaction.direction == Direction.IN,
            func.instr(Interaction.text, first_line) > 0,
            alone,
        )
    )
    writer = next((one for one, text in replies if note in clean_line(text)), None)
    return None if writer is None else people(session, (writer,))[0]


def _introduced(session: Session, purpose: Purpose, sides: Sequence[Party], hop: Hop | None) -> tuple[Person, ...]:
    """Name the other side where one is written to before they meet, or those with whom a helper connected me."""
    others = [party.contact_id for party in sides if party.contact_id not in purpose.to]
    asked_for_note = purpose.kind is MessageKind.FORWARDABLE_NOTE and len(others) < len(sides)
    if purpose.kind is MessageKind.OPT_IN or asked_for_note:
        return people(session, others)
    if purpose.kind in (MessageKind.THANK_YOU, MessageKind.CLOSE_THE_LOOP) and hop is not None:
        later = select(Hop.contact_id).where(
            Hop.after_id == hop.id,
            Hop.contact_id.is_not(None),
            Hop.state.in_((HopState.ACCEPTED, HopState.DELIVERED)),
        )
        return people(session, list(session.scalars(later)))
    return ()


def _ask(request: Request | None) -> Ask:
    if request is None:
        return Ask()
    return Ask(purpose=request.purpose, topic=request.topic, ask=request.ask, who=request.who, bound=request.bound)


def _questions(kind: MessageKind, request: Request | None) -> tuple[str, ...]:
    if kind is not MessageKind.ASK_BACK or request is None:
        return ()
    return ask_back(request.original_wording)


def _resource(session: Session, hop: Hop | None) -> str:
    found = session.get(Resource, hop.resource_id) if hop and hop.resource_id else None
    return "" if found is None else clean_line(f"{found.title} {found.url}")


def _outcome(request: Request | None, hop: Hop | None, introduction: Introduction | None) -> str:
    if introduction is not None and introduction.outcome:
        return introduction.outcome
    if hop is not None and hop.state is HopState.DELIVERED and hop.outcome:
        return hop.outcome
    return request.outcome if request is not None else ""


def _gifts(session: Session, purpose: Purpose) -> tuple[Gift, ...]:
    """Turn the offered introductions into people to meet."""
    return tuple(
        gift(session, party.contact_id, _parties_because(session, introduction_id))
        for introduction_id in purpose.offers
        for party in _parties(session, session.get(Introduction, introduction_id))
        if party.contact_id not in purpose.to
    )


def gift(session: Session, contact_id: int, because: str) -> Gift:
    """Describe somebody to meet, with the shareable fact that a because quotes."""
    fact = _quoted_fact(session, contact_id, because)
    return Gift(
        person=people(session, (contact_id,))[0],
        because=fact.text if fact else "",
        kind=fact.kind if fact else None,
    )


def _parties_because(session: Session, introduction_id: int) -> str:
    return " ".join(party.because for party in _parties(session, session.get(Introduction, introduction_id)))


def _quoted_fact(session: Session, contact_id: int, because: str) -> Fact | None:
    """Find the open shareable fact that a because quotes; else the newest that says what the person offers or needs."""
    facts = session.scalars(
        select(Fact)
        .where(
            Fact.contact_id == contact_id,
            Fact.visibility == Visibility.SHAREABLE,
            Fact.state == FactState.OPEN,
        )
        .order_by(Fact.created_at.desc(), Fact.id.desc())
    ).all()
    return next((fact for fact in facts if fact.text in because), facts[0] if facts else None)


def _waiting(before: Message | None, now: Instant) -> int | None:
    return None if before is None or before.sent_at is None else (now.day - before.sent_at.day).days
