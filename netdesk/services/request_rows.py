"""Requests as lists show them, with who holds the next move; one in full is read when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from netdesk.db.book import Book
from netdesk.db.tables import (
    Attachment,
    Blob,
    Contact,
    Hop,
    Message,
    Organisation,
    Request,
    Requester,
)
from netdesk.domain.instant import Instant
from netdesk.domain.states import OPEN_REQUEST_STATES
from netdesk.domain.words import (
    HopState,
    MessageKind,
    MessageState,
    RequestDirection,
    RequestState,
)

if TYPE_CHECKING:
    from netdesk.services.request_detail import RequestDetail


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """A line of the list of requests."""

    id: int
    direction: RequestDirection
    state: RequestState
    title: str
    requesters: tuple[str, ...]
    requester_ids: tuple[int, ...]
    asked_at: Instant
    holder: str
    parked_until: date | None


class RequestRows:
    """Reads requests for views."""

    def __init__(self, book: Book) -> None:
        """Read from this book."""
        self._book = book

    def rows(
        self,
        *,
        states: Iterable[RequestState] = OPEN_REQUEST_STATES,
        direction: RequestDirection | None = None,
        contact_id: int | None = None,
        limit: int = 2000,
    ) -> tuple[RequestRow, ...]:
        """Return requests, the newest first; of a contact those they asked."""
        with self._book.read() as session:
            wanted = select(Request).where(Request.state.in_(tuple(states)))
            if direction is not None:
                wanted = wanted.where(Request.direction == direction)
            if contact_id is not None:
                asked = select(Requester.request_id).where(Requester.contact_id == contact_id)
                wanted = wanted.where(Request.id.in_(asked))
            found = session.scalars(wanted.order_by(Request.asked_at.desc(), Request.id.desc()).limit(limit)).all()
            return rows_of(session, found)

    def detail(self, request_id: int) -> RequestDetail:
        """Return one request in full; raises NotFoundError where it is gone."""
        from netdesk.services.request_detail import read  # noqa: PLC0415 - lists do without it

        with self._book.read() as session:
            return read(session, request_id)

    def attachment(self, attachment_id: int) -> bytes:
        """Return the bytes of an attachment."""
        with self._book.read() as session:
            found = session.scalar(
                select(Blob.data).join(Attachment, Attachment.blob_id == Blob.id).where(Attachment.id == attachment_id)
            )
            return found or b""


def rows_of(session: Session, requests: Sequence[Request]) -> tuple[RequestRow, ...]:
    """Give requests as lines of a list, in their order."""
    ids = [request.id for request in requests]
    asking: dict[int, list[tuple[int, str]]] = {}
    for request_id, contact_id, name in session.execute(
        select(Requester.request_id, Contact.id, Contact.display_name)
        .join(Contact, Contact.id == Requester.contact_id)
        .where(Requester.request_id.in_(ids))
        .order_by(Requester.position)
    ):
        asking.setdefault(request_id, []).append((contact_id, name))
    holders = _holders(session, requests, asking)
    return tuple(
        RequestRow(
            id=one.id,
            direction=one.direction,
            state=one.state,
            title=one.title,
            requesters=tuple(name for _, name in asking.get(one.id, ())),
            requester_ids=tuple(contact_id for contact_id, _ in asking.get(one.id, ())),
            asked_at=one.asked_at,
            holder=holders[one.id],
            parked_until=one.parked_until,
        )
        for one in requests
    )


def _holders(session: Session, requests: Sequence[Request], asking: dict[int, list[tuple[int, str]]]) -> dict[int, str]:
    """Name who has the next move: of asked hops their contacts, of questions without a reply who asks, else “me”."""
    asked: dict[int, list[str]] = {}
    for request_id, name in session.execute(
        select(Hop.request_id, func.coalesce(Contact.display_name, Organisation.name))
        .outerjoin(Contact, Contact.id == Hop.contact_id)
        .outerjoin(Organisation, Organisation.id == Hop.organisation_id)
        .where(Hop.request_id.in_([one.id for one in requests]), Hop.state == HopState.ASKED)
        .order_by(Hop.id)
    ):
        if name:
            asked.setdefault(request_id, []).append(name)
    replied = _replied(session, [one.id for one in requests])
    found = {}
    for one in requests:
        if one.state not in OPEN_REQUEST_STATES:
            found[one.id] = ""
        elif (
            one.state is RequestState.CLARIFYING
            and one.direction is RequestDirection.RECEIVED
            and one.id not in replied
        ):
            found[one.id] = ", ".join(name for _, name in asking.get(one.id, ())) or "me"
        else:
            found[one.id] = ", ".join(asked.get(one.id, ())) or "me"
    return found


def _replied(session: Session, request_ids: Sequence[int]) -> set[int]:
    """Return the requests of which the last questions back have their reply."""
    asked = session.execute(
        select(Message.request_id, Message.state)
        .where(Message.request_id.in_(request_ids), Message.kind == MessageKind.ASK_BACK)
        .order_by(Message.id)
    )
    last = {request_id: state for request_id, state in asked if request_id is not None}
    return {request_id for request_id, state in last.items() if state is MessageState.ANSWERED}
