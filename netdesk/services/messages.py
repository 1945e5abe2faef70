"""Messages: drafted here, copied into mail, marked as sent, answered; each moves what it serves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from netdesk.coach import ask_back
from netdesk.composer.outbox import Mailto, eml, html, mailto
from netdesk.composer.records import Draft, Lack
from netdesk.composer.unsaid import unsaid
from netdesk.db.book import Book
from netdesk.db.tables import (
    Contact,
    Hop,
    Introduction,
    Message,
    Offer,
    Party,
    Recipient,
    Request,
    Requester,
)
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.errors import IllegalMoveError, InvalidInputError
from netdesk.domain.instant import Instant
from netdesk.domain.states import MESSAGE_MOVES, OPEN_INTRODUCTION_STATES, UNSENT_STATES, move
from netdesk.domain.text import clean, clean_line
from netdesk.domain.words import (
    Consent,
    Direction,
    FollowUpKind,
    HopState,
    InteractionKind,
    IntroductionState,
    MessageKind,
    MessageState,
    RecipientRole,
    RequestDirection,
    Tone,
)
from netdesk.services import drafting, recipients, sending, templates
from netdesk.services.drafting import AskBack
from netdesk.services.follow_ups import finish_due
from netdesk.services.hops import advance_hop, plan
from netdesk.services.interactions import record
from netdesk.services.introductions import propose, set_consent
from netdesk.services.people import people
from netdesk.services.purpose import Purpose
from netdesk.services.records import get

_WHAT = "This message"


@dataclass(frozen=True, slots=True)
class Clip:
    """What leaves for the clipboard: exactly what was shown, as plain text and as HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reply says to an introduction: the side, its consent, and the day to ask again if it was “not now”."""

    party_id: int
    consent: Consent
    until: date | None = None


class Messages:
    """The verbs for messages."""

    def __init__(self, book: Book, ask_back: AskBack = ask_back) -> None:
        """Work on this book; `ask_back` finds the questions for what was asked, by wording alone unless another can."""
        self._book = book
        self._ask_back = ask_back

    def draft(self, purpose: Purpose, *, gifts: Sequence[tuple[int, str, str]] = ()) -> int:
        """Draft a message, or return the open draft for the same purpose.

        `gifts` are the connections that a thank-you gives back: a contact, why it is good for the receiver, why for
        them; each becomes the idea of an introduction.
        """
        with self._book.write(f"Draft: {purpose.kind}") as work:
            return draft(work, purpose, self._ask_back, gifts)

    def ask_first(
        self, request_id: int, contact_id: int, *, because: str = "", note: str = "", after_id: int | None = None
    ) -> int:
        """Plan a hop through a contact and draft what asks them; returns the message.

        For a request I received that is the opt-in note to an introduction, with `because` for both sides; for one I
        made it is the ask. All of it is one step of undo.
        """
        with self._book.write("Ask first") as work:
            request = get(work.session, Request, request_id)
            hop = plan(work, request_id, contact=contact_id, after_id=after_id, because=because)
            work.label = f"Ask {get(work.session, Contact, contact_id).display_name} first"
            if request.direction is RequestDirection.MADE:
                return draft(work, Purpose(kind=MessageKind.ASK, hop_id=hop.id), self._ask_back)
            return draft(
                work,
                Purpose(
                    kind=MessageKind.OPT_IN, to=(contact_id,), introduction_id=_introduction(work, hop, because, note)
                ),
                self._ask_back,
            )

    def outcome(self, purpose: Purpose) -> str:
        """Return what the book tells about what came of what a message is to be about; empty where nothing is known."""
        with self._book.read() as session:
            return drafting.outcome(session, purpose)

    def preview_thanks(self, helper_id: int, gifts: Sequence[tuple[int, str]]) -> Draft:
        """Write a thank-you that gives connections back (a contact and why), without keeping it."""
        with self._book.read() as session:
            full = drafting.complete(session, Purpose(kind=MessageKind.THANK_YOU, to=(helper_id,)))
            found = drafting.context(session, full, self._book.clock.now())
            given = tuple(drafting.gift(session, contact_id, because) for contact_id, because in gifts)
            return templates.write(session, replace(found, gifts=given))

    def unsaid(self, message_id: int, body: str) -> tuple[Lack, ...]:
        """Return what a draft lacked, as the book knows it now, and a text of it does not say yet."""
        with self._book.read() as session:
            message = session.get(Message, message_id)
            if message is None:
                return ()
            full = _purpose(session, message)
            drafted = templates.write(session, drafting.context(session, full, self._book.clock.now()))
            return unsaid(drafted, body, len(full.to))

    def redraft(self, message_id: int, tone: Tone) -> None:
        """Give an open draft the salutation, opening and closing of a tone; what I wrote into it stays."""
        with self._book.write(f"Draft in a {tone} tone") as work:
            message = _open_message(work.session, message_id)
            found = drafting.context(work.session, _purpose(work.session, message), work.now, self._ask_back)
            message.body = templates.in_tone(work.session, message.body, found, tone)
            message.tone = tone

    def edit(
        self,
        message_id: int,
        *,
        subject: str | None = None,
        body: str | None = None,
        session_key: str | None = None,
    ) -> None:
        """Edit a draft."""
        with self._book.write("Edit a draft", session_key) as work:
            message = _open_message(work.session, message_id)
            if subject is not None:
                message.subject = clean_line(subject)
            if body is not None:
                message.body = clean(body)

    def set_recipients(self, message_id: int, role: RecipientRole, who: Sequence[int | str]) -> None:
        """Say who stands on the To, Cc or Bcc line: contacts, or bare addresses."""
        with self._book.write(f"Change the {role} line") as work:
            _open_message(work.session, message_id)
            old = select(Recipient).where(Recipient.message_id == message_id, Recipient.role == role)
            for row in work.session.scalars(old):
                work.session.delete(row)
            for position, one in enumerate(who):
                is_address = isinstance(one, str) and "@" in one
                work.session.add(
                    Recipient(
                        message_id=message_id,
                        contact_id=None if is_address else people(work, [one])[0],
                        address=clean_line(str(one)) if is_address else "",
                        role=role,
                        position=position,
                    )
                )

    def copy(self, message_id: int) -> Clip:
        """Hand out what is to be pasted into mail, and note that it was copied."""
        with self._book.write("Copy a message") as work:
            message = get(work.session, Message, message_id)
            if message.state in UNSENT_STATES:
                message.state = move(MESSAGE_MOVES, _WHAT, message.state, MessageState.COPIED)
                message.copied_at = work.now
            return Clip(message.subject, message.body, html(message.body))

    def send_later(self, message_id: int, day: date) -> int:
        """Promise to send a draft on a day to come; returns the follow-up, which marking as sent finishes."""
        with self._book.write("Send later") as work:
            message = _open_message(work.session, message_id)
            return sending.send_later(work, message, recipients.to(work.session, message_id), day)

    def mark_sent(self, message_id: int, at: Instant | None = None) -> None:
        """Mark a message as sent: logs the interaction, adds the step, moves the state, schedules the follow-up."""
        with self._book.write("Mark as sent") as work:
            message = get(work.session, Message, message_id)
            message.state = move(MESSAGE_MOVES, _WHAT, message.state, MessageState.SENT)
            message.sent_at = at or work.now
            to = recipients.to(work.session, message_id)
            work.label = f"Mark “{message.kind}” as sent"
            record(
                work,
                InteractionKind.EMAIL,
                recipients.contacts(work.session, message_id),
                direction=Direction.OUT,
                at=message.sent_at,
                subject=message.subject,
                text=message.body,
                message_id=message.id,
            )
            sending.apply(work, message, to)

    def log_reply(
        self,
        message_id: int,
        text: str,
        *,
        who: int | None = None,
        at: Instant | None = None,
        hop_state: HopState | None = None,
        consents: Sequence[Answer] = (),
    ) -> int:
        """Log the reply to a message: an inbound interaction that ends the waiting; returns its id.

        What the reply decides, the state of the hop it is about or consents to introductions, is recorded with it.
        """
        if not clean_line(text):
            raise InvalidInputError("Paste the reply, or say in a word what they answered.")
        with self._book.write("Log a reply") as work:
            message = get(work.session, Message, message_id)
            if message.state in UNSENT_STATES:
                raise IllegalMoveError("This message is not marked as sent yet. Mark it as sent, then log the reply.")
            message.state = move(MESSAGE_MOVES, _WHAT, message.state, MessageState.ANSWERED)
            message.answered_at = at or work.now
            writers = (who,) if who is not None else recipients.to(work.session, message_id)
            if writers:
                work.label = f"Log the reply of {get(work.session, Contact, writers[0]).display_name}"
            logged = record(
                work,
                InteractionKind.EMAIL,
                writers,
                direction=Direction.IN,
                at=message.answered_at,
                subject=f"Re: {message.subject}" if message.subject else "",
                text=text,
                answers_id=message.id,
            )
            sending.answered(work, message)
            for answer in consents:
                set_consent(work, get(work.session, Party, answer.party_id), answer.consent, until=answer.until)
            if hop_state is not None and message.hop_id is not None:
                advance_hop(work, get(work.session, Hop, message.hop_id), hop_state, text)
            finish_due(work, (FollowUpKind.REPLY_AWAITED, FollowUpKind.CONSENT_AWAITED), message_id=message.id)
            return logged.id

    def discard(self, message_id: int) -> None:
        """Delete a draft that will not be sent."""
        with self._book.write("Discard a draft") as work:
            message = _open_message(work.session, message_id)
            finish_due(work, (FollowUpKind.CUSTOM,), message_id=message_id)
            work.session.flush()
            work.session.delete(message)

    def mailto(self, message_id: int) -> Mailto:
        """Make the link that opens the message in a mail program."""
        with self._book.read() as session:
            message = get(session, Message, message_id)
            return mailto(*recipients.lines(session, message_id), subject=message.subject, body=message.body)

    def eml(self, message_id: int) -> bytes:
        """Make the message as a file that mail programs open."""
        with self._book.read() as session:
            message = get(session, Message, message_id)
            return eml(*recipients.lines(session, message_id), subject=message.subject, body=message.body)


def draft(
    work: UnitOfWork, purpose: Purpose, ask_back: AskBack = ask_back, gifts: Sequence[tuple[int, str, str]] = ()
) -> int:
    """Draft a message within a unit of work, or return the open draft for the same purpose."""
    full = drafting.complete(work.session, purpose)
    if not full.to:
        raise InvalidInputError("Nobody is there to write to. Choose a contact first.")
    if (known := _open_draft(work.session, full)) is not None:
        message = get(work.session, Message, known)
        others = bool(gifts) and {one for one, _, _ in gifts} != _given(work.session, known, full.to[0])
        if others:
            _give_instead(work, message, full.to[0], gifts)
        if others or full.did or full.outcome:
            _rewrite(work, message, full, ask_back)
        return known
    full = replace(full, offers=_propose_gifts(work, full.to[0], gifts) or full.offers)
    written = templates.write(work.session, drafting.context(work.session, full, work.now, ask_back))
    message = Message(
        kind=full.kind,
        tone=full.tone or Tone.PLAIN,
        subject=written.subject,
        body=written.body,
        request_id=full.request_id,
        hop_id=full.hop_id,
        introduction_id=full.introduction_id,
        created_at=work.now,
    )
    work.session.add(message)
    work.session.flush()
    work.session.add_all(Recipient(message_id=message.id, contact_id=one, position=i) for i, one in enumerate(full.to))
    work.session.add_all(Offer(message_id=message.id, introduction_id=one) for one in full.offers)
    return message.id


def _propose_gifts(work: UnitOfWork, helper: int, gifts: Sequence[tuple[int, str, str]]) -> tuple[int, ...]:
    """Make each gift the idea of an introduction to the helper."""
    return tuple(propose(work, (helper, one), (mine, theirs)).id for one, mine, theirs in gifts)


def _given(session: Session, message_id: int, helper: int) -> set[int]:
    """Return whom a thank-you gives to its receiver."""
    return set(
        session.scalars(
            select(Party.contact_id)
            .join(Offer, Offer.introduction_id == Party.introduction_id)
            .where(Offer.message_id == message_id, Party.contact_id != helper)
        )
    )


def _give_instead(work: UnitOfWork, message: Message, helper: int, gifts: Sequence[tuple[int, str, str]]) -> None:
    """Put other connections in the place of those a draft gives, whose introductions go while they are ideas."""
    for offer in work.session.scalars(select(Offer).where(Offer.message_id == message.id)).all():
        introduction = get(work.session, Introduction, offer.introduction_id)
        work.session.delete(offer)
        if introduction.state is IntroductionState.IDEA:
            work.session.flush()
            work.session.delete(introduction)
    work.session.flush()
    offered = _propose_gifts(work, helper, gifts)
    work.session.add_all(Offer(message_id=message.id, introduction_id=one) for one in offered)
    work.session.flush()


def _rewrite(work: UnitOfWork, message: Message, full: Purpose, ask_back: AskBack) -> None:
    """Write an open draft anew from what the book knows and what the purpose adds."""
    purpose = replace(_purpose(work.session, message), did=full.did, outcome=full.outcome)
    found = drafting.context(work.session, purpose, work.now, ask_back)
    written = templates.write(work.session, found)
    message.subject, message.body = written.subject, written.body


def _purpose(session: Session, message: Message) -> Purpose:
    """Say what a message that stands in the book was drafted for."""
    return drafting.complete(
        session,
        Purpose(
            kind=message.kind,
            to=recipients.to(session, message.id),
            request_id=message.request_id,
            hop_id=message.hop_id,
            introduction_id=message.introduction_id,
            offers=tuple(session.scalars(select(Offer.introduction_id).where(Offer.message_id == message.id))),
            tone=message.tone,
        ),
    )


def _introduction(work: UnitOfWork, hop: Hop, because: str, note: str) -> int:
    """Return the open introduction that a hop serves, or propose one between who asks and whom it goes through."""
    known = work.session.scalar(
        select(Introduction.id).where(Introduction.hop_id == hop.id, Introduction.state.in_(OPEN_INTRODUCTION_STATES))
    )
    if known is not None:
        return known
    asks = select(Requester.contact_id).where(Requester.request_id == hop.request_id).order_by(Requester.position)
    sides = (get(work.session, Contact, work.session.scalar(asks.limit(1)) or 0).id, hop.contact_id or 0)
    return propose(work, sides, (because, because), hop_id=hop.id, note=note).id


def _open_draft(session: Session, full: Purpose) -> int | None:
    same = select(Message.id).where(
        Message.kind == full.kind,
        Message.state.in_(UNSENT_STATES),
        Message.request_id == full.request_id,
        Message.hop_id == full.hop_id,
        Message.introduction_id == full.introduction_id,
    )
    return next((one for one in session.scalars(same) if set(recipients.to(session, one)) == set(full.to)), None)


def _open_message(session: Session, message_id: int) -> Message:
    message = get(session, Message, message_id)
    if message.state not in UNSENT_STATES:
        raise IllegalMoveError(f"{_WHAT} is “{message.state}”, so it stays as it was sent. Draft another one.")
    return message
