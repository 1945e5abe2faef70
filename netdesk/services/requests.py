"""What a user does with requests: capture, clarify, move, answer, park, drop, close and reopen them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import func, or_, select

from netdesk.coach import asked
from netdesk.db.book import Book
from netdesk.db.tables import Attachment, FollowUp, Hop, Message, Request, Requester
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.asks import says_enough
from netdesk.domain.errors import IllegalMoveError, InvalidInputError
from netdesk.domain.instant import Instant
from netdesk.domain.states import OPEN_HOP_STATES, REQUEST_MOVES, UNSENT_STATES, may_move, move
from netdesk.domain.text import clean, clean_line, fold, shorten
from netdesk.domain.words import FollowUpKind, RequestDirection, RequestState, StepKind
from netdesk.services import hints, left_out
from netdesk.services.blobs import put_blob
from netdesk.services.follow_ups import LONGEST_DAYS, finish_due, schedule
from netdesk.services.people import me, people
from netdesk.services.records import add_step, get, set_fields

ASK_FIELDS = ("purpose", "topic", "ask", "who", "bound")
_ARTICLES, _HELP = ("", "a ", "an ", "one ", "the "), ("introduction", "document", "answer")
_BARE_ASKS = frozenset(article + help_ for article in _ARTICLES for help_ in _HELP)
"""Asks that say only which kind of help is wanted, and name no request."""

_EDITABLE = frozenset({*ASK_FIELDS, "title", "original_wording", "outcome", "asked_at"})
_WHAT = "This request"


def change(work: UnitOfWork, request: Request, state: RequestState, text: str = "") -> None:
    """Move a request within a unit of work and note it; raises IllegalMoveError with a sentence."""
    request.state = move(REQUEST_MOVES, _WHAT, request.state, state)
    if state is not RequestState.PARKED:
        request.parked_until = request.before_parking = None
    if state is not RequestState.CLOSED:
        request.closed_at = None
    add_step(work, StepKind.STATE, text or state, request_id=request.id)


def advance(work: UnitOfWork, request: Request, state: RequestState) -> None:
    """Move a request if it may and is not there yet; what a hop or message does to its request.

    A closed or dropped request stays so: only its user reopens it.
    """
    if request.state not in (state, RequestState.CLOSED, RequestState.DROPPED) and may_move(
        REQUEST_MOVES, request.state, state
    ):
        change(work, request, state)


def capture(
    work: UnitOfWork,
    direction: RequestDirection,
    wording: str,
    *,
    who: Sequence[int | str] = (),
    title: str = "",
    asked_at: Instant | None = None,
    fields: Mapping[str, str] | None = None,
) -> Request:
    """Capture a request within a unit of work; raises InvalidInputError where nothing is asked, or by nobody."""
    text = clean(wording).strip()
    ask = {key: clean_line(value) for key, value in (fields or {}).items() if clean_line(value)}
    if not text and not ask:
        raise InvalidInputError("Enter what is asked.")
    if direction is RequestDirection.MADE:
        requesters = [me(work.session).id]
    elif who:
        requesters = people(work, who)
    else:
        raise InvalidInputError("Say who asks.")
    request = Request(
        direction=direction,
        title=clean_line(title),
        original_wording=text,
        asked_at=asked_at or work.now,
        created_at=work.now,
    )
    set_fields(request, dict(ask), frozenset(ASK_FIELDS))
    request.title = request.title or _own_title(request)
    work.session.add(request)
    work.session.flush()
    work.session.add_all(
        Requester(request_id=request.id, contact_id=one, position=i) for i, one in enumerate(requesters)
    )
    work.label = f"Capture “{shorten(request.title, 50)}”"
    add_step(work, StepKind.CAPTURED, request_id=request.id)
    if says_enough(request):
        change(work, request, RequestState.SPECIFIC)
    return request


def make_specific(work: UnitOfWork, request: Request) -> None:
    """Take a request to specific before it is answered; raises IllegalMoveError while it does not say what is asked."""
    if request.state not in (RequestState.CAPTURED, RequestState.CLARIFYING):
        return
    if not says_enough(request):
        raise IllegalMoveError("This request does not say yet what is asked. Clarify it first, then answer it.")
    change(work, request, RequestState.SPECIFIC)


class Requests:
    """The verbs for requests."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book

    def capture(
        self,
        direction: RequestDirection,
        wording: str,
        *,
        who: Sequence[int | str] = (),
        title: str = "",
        asked_at: Instant | None = None,
        fields: dict[str, str] | None = None,
        dismissed: Collection[str] = (),
    ) -> int:
        """Capture a request as it was worded; a requester who is only named becomes a contact.

        A request I make needs no requester: that is me. With `fields` of the articulated ask it is specific at once.
        Of the wordings in `dismissed` the coach says nothing any more.
        """
        with self._book.write("Capture a request") as work:
            request = capture(work, direction, wording, who=who, title=title, asked_at=asked_at, fields=fields)
            if dismissed:
                hints.dismiss(work, hints.of_request(request.id), dismissed)
            return request.id

    def edit(self, request_id: int, *, session_key: str | None = None, **fields: object) -> None:
        """Edit the wording or the articulated ask, without moving the request."""
        with self._book.write("Edit a request", session_key) as work:
            request = get(work.session, Request, request_id)
            work.label = f"Edit “{shorten(request.title, 50)}”"
            _set(request, fields, _EDITABLE)

    def set_requesters(self, request_id: int, who: Sequence[int | str]) -> None:
        """Say who asks."""
        if not who:
            raise InvalidInputError("A request needs somebody who asks.")
        with self._book.write("Change who asks") as work:
            get(work.session, Request, request_id)
            wanted = people(work, who)
            known = {
                row.contact_id: row
                for row in work.session.scalars(select(Requester).where(Requester.request_id == request_id))
            }
            for contact_id, row in known.items():
                if contact_id not in wanted:
                    work.session.delete(row)
            for position, contact_id in enumerate(wanted):
                row = known.get(contact_id) or Requester(request_id=request_id, contact_id=contact_id)
                row.position = position
                work.session.add(row)

    def clarify(self, request_id: int, **fields: str) -> None:
        """Write down the articulated ask; with what is asked (or its topic and who) the request is specific."""
        with self._book.write("Clarify a request") as work:
            request = get(work.session, Request, request_id)
            work.label = f"Clarify “{shorten(request.title, 50)}”"
            _set(request, fields, frozenset({*ASK_FIELDS, "title"}))
            if not says_enough(request):
                raise InvalidInputError("Say at least what is asked for, and about what; then it can be passed on.")
            add_step(work, StepKind.CLARIFIED, request.ask or request.topic, request_id=request_id)
            if request.state in (RequestState.CAPTURED, RequestState.CLARIFYING):
                moving = request.state is RequestState.CLARIFYING and _has_open_hop(work, request_id)
                change(work, request, RequestState.MOVING if moving else RequestState.SPECIFIC)
            finish_due(work, (FollowUpKind.REPLY_AWAITED,), request_id=request_id, hop_id=None)

    def make_vague(self, request_id: int) -> None:
        """Take a request back to clarifying, since it was not as clear as it seemed."""
        self._change(request_id, RequestState.CLARIFYING, "Clarify again")

    def answer(self, request_id: int, outcome: str) -> None:
        """Answer a request myself, and keep what the answer was."""
        with self._book.write("Answer a request") as work:
            request = get(work.session, Request, request_id)
            work.label = f"Answer “{shorten(request.title, 50)}”"
            request.outcome = clean(outcome).strip()
            change(work, request, RequestState.ANSWERED)
            add_step(work, StepKind.OUTCOME, outcome, request_id=request_id)

    def keep_moving(self, request_id: int) -> None:
        """Take an answered request on, since the answer was not the end."""
        self._change(request_id, RequestState.MOVING, "Keep moving")

    def close(self, request_id: int, outcome: str = "") -> None:
        """Close an answered request; what is still due about it is done."""
        with self._book.write("Close a request") as work:
            request = get(work.session, Request, request_id)
            work.label = f"Close “{shorten(request.title, 50)}”"
            request.outcome = clean(outcome).strip() or request.outcome
            change(work, request, RequestState.CLOSED)
            request.closed_at = work.now
            finish_due(work, tuple(FollowUpKind), request_id=request_id)

    def park(self, request_id: int, until: date) -> None:
        """Put a request aside until a day."""
        with self._book.write("Park a request") as work:
            request = get(work.session, Request, request_id)
            if until <= work.now.day:
                raise InvalidInputError("Choose a day after today.")
            before = request.state
            change(work, request, RequestState.PARKED, f"parked until {until}")
            request.parked_until, request.before_parking = until, before

    def drop(self, request_id: int, reason: str) -> None:
        """Drop a request, with the reason."""
        with self._book.write("Drop a request") as work:
            request = get(work.session, Request, request_id)
            if not clean_line(reason):
                raise InvalidInputError("Say in a word why, so that you can tell who asked.")
            change(work, request, RequestState.DROPPED, f"dropped: {clean_line(reason)}")
            request.drop_reason = clean_line(reason)
            finish_due(work, tuple(FollowUpKind), request_id=request_id)

    def reopen(self, request_id: int) -> None:
        """Bring a parked, dropped or closed request back to where it stood."""
        with self._book.write("Reopen a request") as work:
            request = get(work.session, Request, request_id)
            if request.state not in (RequestState.PARKED, RequestState.DROPPED, RequestState.CLOSED):
                raise IllegalMoveError(f"{_WHAT} is “{request.state}”, so it is open already.")
            change(work, request, request.before_parking or self._standing(work, request))
            request.drop_reason = ""

    def attach(self, request_id: int, name: str, data: bytes, media_type: str) -> int:
        """Keep a file with a request, such as a CV."""
        with self._book.write(f"Attach {clean_line(name)[:60]}") as work:
            get(work.session, Request, request_id)
            added = Attachment(
                request_id=request_id,
                blob_id=put_blob(work, data, media_type),
                name=clean_line(name)[:255] or "attachment",
                created_at=work.now,
            )
            work.session.add(added)
            work.session.flush()
            return added.id

    def detach(self, attachment_id: int) -> None:
        """Remove a file from a request."""
        with self._book.write("Remove an attachment") as work:
            work.session.delete(get(work.session, Attachment, attachment_id))

    def note(self, request_id: int, text: str) -> None:
        """Add a dated note to a request."""
        if not clean_line(text):
            raise InvalidInputError("Enter the note.")
        with self._book.write("Add a note") as work:
            get(work.session, Request, request_id)
            add_step(work, StepKind.NOTE, text, request_id=request_id)

    def remind(self, request_id: int, days: int, title: str) -> int:
        """Schedule a follow-up about a request in a number of days."""
        with self._book.write("Schedule a follow-up") as work:
            get(work.session, Request, request_id)
            if not 0 <= days <= LONGEST_DAYS:
                raise InvalidInputError(f"Choose a number of days between 0 and {LONGEST_DAYS}.")
            due = work.now.day + timedelta(days=days)
            return schedule(work, FollowUpKind.CUSTOM, due, title=title, request_id=request_id).id

    def goes_with(self, request_id: int) -> tuple[str, ...]:
        """Say what deleting a request would delete with it, such as “2 drafts”."""
        hops = select(Hop.id).where(Hop.request_id == request_id).scalar_subquery()
        drafts = Message.state.in_(UNSENT_STATES)
        asked = (
            ("draft", "drafts", select(Message.id).where(Message.request_id == request_id, drafts)),
            ("message sent", "messages sent", select(Message.id).where(Message.request_id == request_id, ~drafts)),
            ("hop", "hops", select(Hop.id).where(Hop.request_id == request_id)),
            (
                "follow-up",
                "follow-ups",
                select(FollowUp.id).where(or_(FollowUp.request_id == request_id, FollowUp.hop_id.in_(hops))),
            ),
            ("file", "files", select(Attachment.id).where(Attachment.request_id == request_id)),
        )
        with self._book.read() as session:
            counts = [(session.scalar(select(func.count()).select_from(rows.subquery())) or 0) for *_, rows in asked]
        return tuple(
            f"{number:,} {one if number == 1 else many}"
            for number, (one, many, _) in zip(counts, asked, strict=True)
            if number
        )

    def delete(self, request_id: int) -> None:
        """Delete a request with its hops, steps, messages and follow-ups; undo brings all of it back."""
        with self._book.write("Delete a request") as work:
            request = get(work.session, Request, request_id)
            work.label = f"Delete “{shorten(request.title, 50)}”"
            left_out.forget(work, request)
            work.session.delete(request)

    def _change(self, request_id: int, state: RequestState, label: str) -> None:
        with self._book.write(label) as work:
            change(work, get(work.session, Request, request_id), state)

    @staticmethod
    def _standing(work: UnitOfWork, request: Request) -> RequestState:
        """Tell where a request stands by what is known of it."""
        hops = work.session.scalars(select(Hop.state).where(Hop.request_id == request.id)).all()
        if request.outcome or any(state == "delivered" for state in hops):
            return RequestState.ANSWERED
        if any(state != "planned" for state in hops):
            return RequestState.MOVING
        return RequestState.SPECIFIC if says_enough(request) else RequestState.CAPTURED


def _own_title(request: Request) -> str:
    """Name a request by its topic and what is asked, else by the sentence of its wording that asks."""
    topic, ask = clean_line(request.topic or "").rstrip(" .:;,"), clean_line(request.ask or "")
    is_bare = fold(ask).strip(" .?!") in _BARE_ASKS
    if topic and ask and not is_bare and fold(topic) not in fold(ask):
        return shorten(f"{topic}: {ask}", 80)
    return (
        shorten((topic if is_bare else ask) or topic or asked(request.original_wording or "") or ask, 80) or "Request"
    )


def _set(request: Request, fields: Mapping[str, object], allowed: frozenset[str]) -> None:
    """Set fields; the title follows what is asked unless the user chose another one."""
    follows = request.title == _own_title(request)
    set_fields(request, dict(fields), allowed)
    if not clean_line(request.title) or (follows and "title" not in fields):
        request.title = _own_title(request)


def _has_open_hop(work: UnitOfWork, request_id: int) -> bool:
    number = work.session.scalar(
        select(func.count()).select_from(Hop).where(Hop.request_id == request_id, Hop.state.in_(OPEN_HOP_STATES))
    )
    return bool(number)
