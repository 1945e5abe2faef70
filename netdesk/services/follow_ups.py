"""Dated promises: schedule, snooze, finish, skip and reopen them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from netdesk.db.book import Book
from netdesk.db.tables import Base, Contact, FollowUp, Hop, Introduction, Message, Request
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.errors import IllegalMoveError, InvalidInputError
from netdesk.domain.states import FOLLOW_UP_MOVES, move
from netdesk.domain.text import clean_line
from netdesk.domain.words import FollowUpKind, FollowUpState, Promiser
from netdesk.services.records import get, set_fields

LONGEST_DAYS = 3660
"""The longest time, in days, that a promise may lie ahead or between two of its turns."""

_EDITABLE = frozenset({"kind", "title", "due_on", "every_days", "promiser"})
_ABOUT: Mapping[str, type[Base]] = {
    "contact_id": Contact,
    "request_id": Request,
    "hop_id": Hop,
    "introduction_id": Introduction,
    "message_id": Message,
}


def schedule(
    work: UnitOfWork,
    kind: FollowUpKind,
    due_on: date,
    *,
    title: str = "",
    promiser: Promiser = Promiser.MINE,
    every_days: int | None = None,
    contact_id: int | None = None,
    request_id: int | None = None,
    hop_id: int | None = None,
    introduction_id: int | None = None,
    message_id: int | None = None,
) -> FollowUp:
    """Add a follow-up within a unit of work; raises InvalidInputError if it is about nothing or comes too seldom."""
    about = (contact_id, request_id, hop_id, introduction_id, message_id)
    if not any(about) and not clean_line(title):
        raise InvalidInputError("Say what the follow-up is about.")
    _refuse_rhythm(every_days)
    added = FollowUp(
        kind=kind,
        due_on=due_on,
        title=clean_line(title),
        promiser=promiser,
        every_days=every_days,
        contact_id=contact_id,
        request_id=request_id,
        hop_id=hop_id,
        introduction_id=introduction_id,
        message_id=message_id,
        created_at=work.now,
    )
    work.session.add(added)
    work.session.flush()
    return added


def finish(
    work: UnitOfWork, follow_up: FollowUp, state: FollowUpState = FollowUpState.DONE, *, again: bool = True
) -> None:
    """Finish a follow-up within a unit of work; a recurring one comes again, counted from today, unless told not to."""
    follow_up.state = move(FOLLOW_UP_MOVES, "This follow-up", follow_up.state, state)
    follow_up.finished_at = work.now
    if again and follow_up.every_days:
        schedule(
            work,
            follow_up.kind,
            work.now.day + timedelta(days=follow_up.every_days),
            title=follow_up.title,
            promiser=follow_up.promiser,
            every_days=follow_up.every_days,
            contact_id=follow_up.contact_id,
            request_id=follow_up.request_id,
            hop_id=follow_up.hop_id,
            introduction_id=follow_up.introduction_id,
        )


def _put_on(follow_up: FollowUp, day: date) -> None:
    if follow_up.state is not FollowUpState.DUE:
        raise IllegalMoveError(f"This follow-up is “{follow_up.state}”; reopen it, then put it off.")
    follow_up.due_on = day


def _refuse_rhythm(every_days: int | None) -> None:
    if every_days is not None and not 1 <= every_days <= LONGEST_DAYS:
        raise InvalidInputError(f"A follow-up can come again after 1 to {LONGEST_DAYS} days.")


def finish_due(work: UnitOfWork, kinds: Sequence[FollowUpKind], **about: int | None) -> None:
    """Finish for good what is due of these kinds about a record, such as `message_id=3`.

    A record given as None means that the follow-up is about no such record: `request_id=3, hop_id=None` leaves what is
    awaited from the hops of the request.
    """
    if not any(about.values()):
        return
    conditions = [getattr(FollowUp, column) == value for column, value in about.items()]
    due = select(FollowUp).where(FollowUp.state == FollowUpState.DUE, FollowUp.kind.in_(kinds), *conditions)
    for follow_up in work.session.scalars(due).all():
        finish(work, follow_up, again=False)


def await_again(work: UnitOfWork, kinds: Sequence[FollowUpKind], message_id: int) -> None:
    """Make the last that was awaited from a message due again within a unit of work."""
    done = select(FollowUp).where(
        FollowUp.state == FollowUpState.DONE, FollowUp.kind.in_(kinds), FollowUp.message_id == message_id
    )
    last = work.session.scalar(done.order_by(FollowUp.id.desc()).limit(1))
    if last is not None:
        last.state = move(FOLLOW_UP_MOVES, "This follow-up", last.state, FollowUpState.DUE)
        last.finished_at = None


class FollowUps:
    """The verbs for follow-ups."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book

    def add(
        self,
        kind: FollowUpKind,
        due_on: date,
        *,
        title: str = "",
        promiser: Promiser = Promiser.MINE,
        every_days: int | None = None,
        **about: int | None,
    ) -> int:
        """Schedule a follow-up about a contact, request, hop, introduction or message (`contact_id=…`)."""
        with self._book.write("Schedule a follow-up") as work:
            for column, record_id in about.items():
                if record_id is not None:
                    get(work.session, _ABOUT[column], record_id)
            return schedule(work, kind, due_on, title=title, promiser=promiser, every_days=every_days, **about).id

    def edit(self, follow_up_id: int, *, session_key: str | None = None, **fields: object) -> None:
        """Edit a follow-up."""
        with self._book.write("Edit a follow-up", session_key) as work:
            follow_up = get(work.session, FollowUp, follow_up_id)
            set_fields(follow_up, fields, _EDITABLE)
            _refuse_rhythm(follow_up.every_days)

    def snooze(self, follow_up_ids: Sequence[int], until: date) -> None:
        """Put follow-ups off until a day."""
        with self._book.write(
            "Snooze a follow-up" if len(follow_up_ids) == 1 else f"Snooze {len(follow_up_ids):,} follow-ups"
        ) as work:
            for one in follow_up_ids:
                _put_on(get(work.session, FollowUp, one), until)

    def reschedule(self, follow_up_ids: Sequence[int], day: date) -> None:
        """Move follow-ups to a day, today or later, whether that is after or before the day they had."""
        number = len(follow_up_ids)
        moved = "a follow-up" if number == 1 else f"{number:,} follow-ups"
        with self._book.write(f"Move {moved} to {day:%A} {day.day} {day:%B}") as work:
            if day < work.now.day:
                raise InvalidInputError("This day is past, so nothing can be done on it. Choose today or a later day.")
            for one in follow_up_ids:
                _put_on(get(work.session, FollowUp, one), day)

    def finish(self, follow_up_ids: Sequence[int]) -> None:
        """Mark follow-ups as done."""
        self._end(follow_up_ids, FollowUpState.DONE, "Finish")

    def skip(self, follow_up_ids: Sequence[int]) -> None:
        """Mark follow-ups as skipped."""
        self._end(follow_up_ids, FollowUpState.SKIPPED, "Skip")

    def reopen(self, follow_up_id: int) -> None:
        """Bring a finished follow-up back."""
        with self._book.write("Reopen a follow-up") as work:
            found = get(work.session, FollowUp, follow_up_id)
            found.state = move(FOLLOW_UP_MOVES, "This follow-up", found.state, FollowUpState.DUE)
            found.finished_at = None

    def delete(self, follow_up_ids: Sequence[int]) -> None:
        """Delete follow-ups."""
        with self._book.write("Delete a follow-up") as work:
            for one in follow_up_ids:
                work.session.delete(get(work.session, FollowUp, one))

    def _end(self, follow_up_ids: Sequence[int], state: FollowUpState, verb: str) -> None:
        number = len(follow_up_ids)
        with self._book.write(f"{verb} a follow-up" if number == 1 else f"{verb} {number:,} follow-ups") as work:
            for one in follow_up_ids:
                finish(work, get(work.session, FollowUp, one), state)
