"""Gathering what a draft may say: names, the articulated ask, shareable facts; never a note or a private fact."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from netdesk.coach import ask_back
from netdesk.composer.records import Ask, DraftContext, Gift, Known, Person
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
    RequestDirection,
    Standing,
    Tone,
    Visibility,
)
from netdesk.language.mail import body
from netdesk.services import outcomes, recipients, reminding, settings
from netdesk.services.people import office
from netdesk.services.purpose import Purpose
from netdesk.services.records import get

_QUOTED = re.compile(r"“([^”]+)”")
_ENDS = ".;, "

AskBack = Callable[[str], tuple[str, ...]]
"""Gives the questions to return for the wording of a request."""


def complete(session: Session, purpose: Purpose) -> Purpose:
    """Find the records that follow from those named: the request of a hop, whom the message goes to.

    Raises NotFoundError where one of them is gone.
    """
    hop_id, request_id = purpose.hop_id, purpose.request_id
    introduction_id = purpose.introduction_id
    to = purpose.to
    previous_id = purpose.previous_id
    if previous_id is None and purpose.kind is MessageKind.NUDGE:
        previous_id = reminding.unanswered(session, purpose)
    if previous_id is not None:
        before = get(session, Message, previous_id)
        hop_id, request_id = hop_id or before.hop_id, request_id or before.request_id
        introduction_id = introduction_id or before.introduction_id
        to = to or recipients.to(session, before.id)
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
        previous_id=previous_id,
        tone=purpose.tone or Tone(settings.value(session, "tone")),
    )


def context(session: Session, purpose: Purpose, now: Instant, ask_back: AskBack = ask_back) -> DraftContext:
    """Gather the context of a completed purpose."""
    request = session.get(Request, purpose.request_id) if purpose.request_id else None
    hop = session.get(Hop, purpose.hop_id) if purpose.hop_id else None
    introduction = session.get(Introduction, purpose.introduction_id) if purpose.introduction_id else None
    before = session.get(Message, purpose.previous_id) if purpose.previous_id else None
    sides = _parties(session, introduction)
    becauses = {party.contact_id: party.because for party in sides}
    recipient = session.get(Contact, purpose.to[0]) if purpose.to else None
    received = request is not None and request.direction is RequestDirection.RECEIVED
    asking = _requesters(session, request) if received else ()
    return DraftContext(
        kind=purpose.kind,
        tone=purpose.tone or Tone.PLAIN,
        sender=settings.sender(session),
        to=people(session, purpose.to),
        requesters=people(session, asking),
        helper=people(session, (hop.contact_id,))[0] if hop and hop.contact_id else None,
        introduced=_introduced(session, purpose, sides, hop),
        ask=_ask(request),
        questions=_questions(purpose.kind, request, ask_back),
        because_for_each=tuple(becauses.get(one, "") for one in purpose.to),
        forwardable_note=introduction.forwardable_note if introduction else "",
        note_writer=_note_writer(session, introduction, sides, request if received else None),
        note_wanted=purpose.kind is MessageKind.FORWARDABLE_NOTE
        and (_is_for_a_side(purpose, sides) or (bool(asking) and set(purpose.to) <= set(asking))),
        known=_known(session, becauses),
        brought_together=purpose.kind is MessageKind.CHECK_IN and 1 < len(sides) == len(purpose.to),
        resource=_resource(session, hop),
        what_i_did=purpose.did,
        outcome=purpose.outcome or outcomes.told(session, request, hop, introduction),
        gifts=_gifts(session, purpose),
        previous_subject=before.subject if before else "",
        previous_kind=reminding.previous_kind(before, introduction),
        waiting_days=reminding.waiting_days(before, introduction, now),
        occasion=purpose.occasion,
        language=recipient.language if recipient else "",
    )


def outcome(session: Session, purpose: Purpose) -> str:
    """Return what the book tells about what came of something that a message is about."""
    full = complete(session, purpose)
    return outcomes.told(
        session,
        session.get(Request, full.request_id) if full.request_id else None,
        session.get(Hop, full.hop_id) if full.hop_id else None,
        session.get(Introduction, full.introduction_id) if full.introduction_id else None,
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


def _link(session: Session, contact_id: int) -> str:
    points = (
        select(ContactPoint.value)
        .where(ContactPoint.contact_id == contact_id, ContactPoint.kind.in_((PointKind.WEB, PointKind.SOCIAL)))
        .order_by(case((ContactPoint.kind == PointKind.WEB, 0), else_=1), ContactPoint.position)
    )
    return session.scalar(points.limit(1)) or ""


def _natural_recipients(
    session: Session, kind: MessageKind, request_id: int | None, hop_id: int | None, introduction_id: int | None
) -> tuple[int, ...]:
    """Tell whom a message of a kind goes to when nobody was named."""
    if kind is MessageKind.INTRODUCTION and introduction_id is not None:
        return tuple(party.contact_id for party in _parties(session, get(session, Introduction, introduction_id)))
    if kind in (MessageKind.ASK_BACK, MessageKind.FORWARDABLE_NOTE) and request_id is not None:
        request = get(session, Request, request_id)
        if request.direction is RequestDirection.RECEIVED:
            return _requesters(session, request)
    if hop_id is not None:
        hop = get(session, Hop, hop_id)
        if hop.contact_id is not None:
            return (hop.contact_id,)
        resource = session.get(Resource, hop.resource_id) if hop.resource_id else None
        if resource is not None and resource.recommender_id is not None:
            return (resource.recommender_id,)
    if introduction_id is not None:
        return tuple(party.contact_id for party in _parties(session, get(session, Introduction, introduction_id)))
    asked = session.get(Request, request_id) if request_id is not None else None
    return _requesters(session, asked) if asked and asked.direction is RequestDirection.RECEIVED else ()


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
    """Name the other side of an introduction, or those with whom a helper connected me."""
    others = [party.contact_id for party in sides if party.contact_id not in purpose.to]
    if purpose.kind in (MessageKind.OPT_IN, MessageKind.CHECK_IN) or _is_for_a_side(purpose, sides):
        return people(session, others)
    if purpose.kind in (MessageKind.THANK_YOU, MessageKind.CLOSE_THE_LOOP) and hop is not None:
        later = select(Hop.contact_id).where(
            Hop.after_id == hop.id,
            Hop.contact_id.is_not(None),
            Hop.state.in_((HopState.ACCEPTED, HopState.DELIVERED)),
        )
        return people(session, list(session.scalars(later)))
    return ()


def _is_for_a_side(purpose: Purpose, sides: Sequence[Party]) -> bool:
    """Tell whether a forwardable note is asked of a side of the introduction that it goes with."""
    return purpose.kind is MessageKind.FORWARDABLE_NOTE and any(side.contact_id in purpose.to for side in sides)


def _ask(request: Request | None) -> Ask:
    """Give the articulated ask; of a request of mine that has none yet, what I wrote."""
    if request is None:
        return Ask()
    ask = Ask(purpose=request.purpose, topic=request.topic, ask=request.ask, who=request.who, bound=request.bound)
    if ask == Ask() and request.direction is RequestDirection.MADE:
        return Ask(ask=clean_line(body(request.original_wording)))
    return ask


def _questions(kind: MessageKind, request: Request | None, ask_back: AskBack) -> tuple[str, ...]:
    if kind is not MessageKind.ASK_BACK or request is None:
        return ()
    return ask_back(request.original_wording)


def _resource(session: Session, hop: Hop | None) -> str:
    found = session.get(Resource, hop.resource_id) if hop and hop.resource_id else None
    return "" if found is None else clean_line(f"{found.title} {found.url}")


def _gifts(session: Session, purpose: Purpose) -> tuple[Gift, ...]:
    """Turn the offered introductions into people to meet."""
    return tuple(
        gift(session, party.contact_id, _parties_because(session, introduction_id, party.contact_id))
        for introduction_id in purpose.offers
        for party in _parties(session, session.get(Introduction, introduction_id))
        if party.contact_id not in purpose.to
    )


def gift(session: Session, contact_id: int, because: str) -> Gift:
    """Describe somebody to meet, with the shareable fact that a because quotes, or the because in my own words."""
    person = people(session, (contact_id,))[0]
    facts = _shareable(session, (contact_id,), (FactState.OPEN,))
    quotes = [clean_line(one).rstrip(_ENDS) for one in (because, *_QUOTED.findall(because))]
    for quote in filter(None, quotes):
        fact = next((fact for fact in facts if quote in fact.text), None)
        if fact is not None:
            return Gift(person=person, because=quote, kind=fact.kind)
    if clean_line(because) and not _is_private(session, contact_id, quotes):
        return Gift(person=person, because=clean_line(because), quoted=False)
    newest = facts[0] if facts else None
    return Gift(person=person, because=newest.text if newest else "", kind=newest.kind if newest else None)


def _is_private(session: Session, contact_id: int, quotes: Sequence[str]) -> bool:
    """Tell whether a private fact of a contact is quoted, as one that was shareable before."""
    private = select(Fact.text).where(Fact.contact_id == contact_id, Fact.visibility == Visibility.PRIVATE)
    return any(quote and quote in text for text in session.scalars(private) for quote in quotes)


def _parties_because(session: Session, introduction_id: int, contact_id: int) -> str:
    """Return what a party of an introduction is told about another."""
    parties = _parties(session, session.get(Introduction, introduction_id))
    return next((party.because for party in parties if party.contact_id != contact_id), "")


def _shareable(session: Session, contact_ids: Collection[int], states: Collection[FactState]) -> Sequence[Fact]:
    """Return the facts of contacts that may be quoted, the newest first."""
    return session.scalars(
        select(Fact)
        .where(
            Fact.contact_id.in_(contact_ids),
            Fact.visibility == Visibility.SHAREABLE,
            Fact.state.in_(states),
        )
        .order_by(Fact.created_at.desc(), Fact.id.desc())
    ).all()


def _known(session: Session, becauses: Mapping[int, str]) -> tuple[Known, ...]:
    """Find the facts of the parties that their becauses repeat word for word."""
    said = {because.strip(_ENDS) for because in becauses.values() if because}
    return tuple(
        Known(person=people(session, (fact.contact_id,))[0], text=fact.text, kind=fact.kind)
        for fact in (_shareable(session, becauses.keys(), tuple(FactState)) if said else ())
        if fact.text.strip(_ENDS) in said
    )
