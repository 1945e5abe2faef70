"""Messages as the composer and the timelines show them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from netdesk.db.book import Book
from netdesk.db.tables import Contact, Interaction, Message, Offer, Participant, Recipient, Request
from netdesk.domain.instant import Instant
from netdesk.domain.states import UNSENT_STATES
from netdesk.domain.words import Direction, InteractionKind, MessageKind, MessageState, RecipientRole, Tone
from netdesk.services.recipients import address
from netdesk.services.records import get

BEGINNING, MOST_DRAFTS = 200, 200
"""Characters of a draft that a list reads, and how many drafts it shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientRow:
    """Somebody a message goes to; without an address it can only be copied."""

    contact_id: int | None
    name: str
    address: str
    role: RecipientRole


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDetail:
    """One message in full."""

    id: int
    kind: MessageKind
    state: MessageState
    tone: Tone
    subject: str
    body: str
    request_id: int | None
    request_title: str
    """What the request it serves is called; empty where it serves none."""
    hop_id: int | None
    introduction_id: int | None
    recipients: tuple[RecipientRow, ...]
    offers: tuple[int, ...]
    replies: tuple[tuple[date, str], ...]
    """Day and text of each answer that was logged, the earliest first."""
    created_at: Instant
    copied_at: Instant | None
    sent_at: Instant | None
    answered_at: Instant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """A message that was begun and not sent; `name` is its first recipient, `body` its beginning."""

    id: int
    kind: MessageKind
    state: MessageState
    subject: str
    body: str
    name: str
    created_at: Instant


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """A message that was sent, and who of those it was looked up for got it."""

    id: int
    kind: MessageKind
    subject: str
    body: str
    day: date
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionRow:
    """An event of a timeline."""

    id: int
    kind: InteractionKind
    direction: Direction
    at: Instant
    subject: str
    text: str
    people: tuple[str, ...]
    message_id: int | None


class MessageRows:
    """Reads messages and interactions for views."""

    def __init__(self, book: Book) -> None:
        """Read from this book."""
        self._book = book

    def detail(self, message_id: int) -> MessageDetail:
        """Return one message in full; raises NotFoundError where it is gone."""
        with self._book.read() as session:
            recipients, replies = _recipients(session, message_id), _replies(session, message_id)
            offers = tuple(session.scalars(select(Offer.introduction_id).where(Offer.message_id == message_id)))
            one = get(session, Message, message_id)
            return MessageDetail(
                id=one.id,
                kind=one.kind,
                state=one.state,
                tone=one.tone,
                subject=one.subject,
                body=one.body,
                request_id=one.request_id,
                request_title=get(session, Request, one.request_id).title if one.request_id is not None else "",
                hop_id=one.hop_id,
                introduction_id=one.introduction_id,
                recipients=recipients,
                offers=offers,
                replies=replies,
                created_at=one.created_at,
                copied_at=one.copied_at,
                sent_at=one.sent_at,
                answered_at=one.answered_at,
            )

    def drafts(self) -> tuple[DraftRow, ...]:
        """Return what was drafted and not sent, the newest first."""
        first = (
            select(func.coalesce(Contact.display_name, Recipient.address))
            .select_from(Recipient)
            .outerjoin(Contact, Recipient.contact_id == Contact.id)
            .where(Recipient.message_id == Message.id)
            .order_by(Recipient.position)
            .limit(1)
            .scalar_subquery()
        )
        with self._book.read() as session:
            rows = session.execute(
                select(
                    Message.id,
                    Message.kind,
                    Message.state,
                    Message.subject,
                    func.substr(Message.body, 1, BEGINNING).label("body"),
                    func.coalesce(first, "").label("name"),
                    Message.created_at,
                )
                .where(Message.state.in_(UNSENT_STATES))
                .order_by(Message.id.desc())
                .limit(MOST_DRAFTS)
            )
            return tuple(DraftRow(**row._mapping) for row in rows)

    def previous(self, contact_ids: Collection[int], limit: int = 10) -> tuple[EarlierRow, ...]:
        """Return what was sent to any of the contacts before, the latest first."""
        with self._book.read() as session:
            got = select(Recipient.message_id).where(Recipient.contact_id.in_(contact_ids))
            rows = session.execute(
                select(Message.id, Message.kind, Message.subject, Message.body, Message.sent_at)
                .where(Message.id.in_(got), Message.sent_at.is_not(None))
                .order_by(Message.sent_at.desc())
                .limit(limit)
            ).all()
            names: dict[int, list[str]] = {}
            for message_id, name in session.execute(
                select(Recipient.message_id, Contact.display_name)
                .join(Contact, Contact.id == Recipient.contact_id)
                .where(Recipient.message_id.in_([row.id for row in rows]), Recipient.contact_id.in_(contact_ids))
                .order_by(Recipient.position)
            ):
                names.setdefault(message_id, []).append(name)
            return tuple(
                EarlierRow(row.id, row.kind, row.subject, row.body, row.sent_at.day, tuple(names[row.id]))
                for row in rows
            )

    def timeline(
        self, contact_id: int, *, kinds: Collection[InteractionKind] = (), limit: int = 100, offset: int = 0
    ) -> tuple[InteractionRow, ...]:
        """Return what happened with a contact, the latest first, by the page; all kinds where none is named."""
        with self._book.read() as session:
            found = session.scalars(
                select(Interaction)
                .join(Participant, Participant.interaction_id == Interaction.id)
                .where(Participant.contact_id == contact_id, Interaction.kind.in_(kinds or tuple(InteractionKind)))
                .order_by(Interaction.at.desc(), Interaction.id.desc())
                .limit(limit)
                .offset(offset)
            ).all()
            people: dict[int, list[str]] = {}
            for interaction_id, name in session.execute(
                select(Participant.interaction_id, Contact.display_name)
                .join(Contact, Contact.id == Participant.contact_id)
                .where(Participant.interaction_id.in_([one.id for one in found]))
                .order_by(Participant.id)
            ):
                people.setdefault(interaction_id, []).append(name)
            return tuple(
                InteractionRow(
                    id=one.id,
                    kind=one.kind,
                    direction=one.direction,
                    at=one.at,
                    subject=one.subject,
                    text=one.text,
                    people=tuple(people.get(one.id, ())),
                    message_id=one.message_id or one.answers_id,
                )
                for one in found
            )


def _recipients(session: Session, message_id: int) -> tuple[RecipientRow, ...]:
    rows = session.execute(
        select(Recipient, Contact.display_name)
        .outerjoin(Contact, Contact.id == Recipient.contact_id)
        .where(Recipient.message_id == message_id)
        .order_by(Recipient.position)
    )
    return tuple(
        RecipientRow(
            contact_id=one.contact_id,
            name=name or one.address,
            address=one.address or (address(session, one.contact_id) if one.contact_id else ""),
            role=one.role,
        )
        for one, name in rows
    )


def _replies(session: Session, message_id: int) -> tuple[tuple[date, str], ...]:
    rows = session.execute(
        select(Interaction.at, Interaction.text).where(Interaction.answers_id == message_id).order_by(Interaction.id)
    )
    return tuple((at.day, text) for at, text in rows)
