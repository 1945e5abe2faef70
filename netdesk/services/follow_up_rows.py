"""Follow-ups as lists show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from netdesk.db.book import Book
from netdesk.db.tables import Contact, FollowUp, Request
from netdesk.domain.words import FollowUpKind, FollowUpState, Promiser


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpRow:
    """A line of the list of follow-ups."""

    id: int
    kind: FollowUpKind
    promiser: Promiser
    state: FollowUpState
    due_on: date
    title: str
    every_days: int | None
    contact_id: int | None
    contact: str
    request_id: int | None
    request: str
    hop_id: int | None
    introduction_id: int | None
    message_id: int | None


class FollowUpRows:
    """Reads follow-ups for views."""

    def __init__(self, book: Book) -> None:
        """Read from this book."""
        self._book = book

    def rows(
        self,
        *,
        state: FollowUpState = FollowUpState.DUE,
        until: date | None = None,
        contact_id: int | None = None,
        request_id: int | None = None,
        limit: int = 2000,
    ) -> tuple[FollowUpRow, ...]:
        """Return follow-ups by day; finished ones the latest first."""
        wanted = (
            select(FollowUp, Contact.display_name, Request.title)
            .outerjoin(Contact, Contact.id == FollowUp.contact_id)
            .outerjoin(Request, Request.id == FollowUp.request_id)
            .where(FollowUp.state == state)
        )
        if until is not None:
            wanted = wanted.where(FollowUp.due_on <= until)
        if contact_id is not None:
            wanted = wanted.where(FollowUp.contact_id == contact_id)
        if request_id is not None:
            wanted = wanted.where(FollowUp.request_id == request_id)
        if state is FollowUpState.DUE:
            wanted = wanted.order_by(FollowUp.due_on, FollowUp.id)
        else:
            wanted = wanted.order_by(FollowUp.finished_at.desc(), FollowUp.id.desc())
        with self._book.read() as session:
            return tuple(_row(*row) for row in session.execute(wanted.limit(limit)))

    def due_by_day(self, first: date, last: date) -> dict[date, int]:
        """Return how many follow-ups are due on each day of a span; days without any are left out."""
        counted = (
            select(FollowUp.due_on, func.count())
            .where(FollowUp.state == FollowUpState.DUE, FollowUp.due_on.between(first, last))
            .group_by(FollowUp.due_on)
        )
        with self._book.read() as session:
            return {day: number for day, number in session.execute(counted).all()}  # noqa: C416


def _row(one: FollowUp, contact: str | None, request: str | None) -> FollowUpRow:
    return FollowUpRow(
        id=one.id,
        kind=one.kind,
        promiser=one.promiser,
        state=one.state,
        due_on=one.due_on,
        title=one.title,
        every_days=one.every_days,
        contact_id=one.contact_id,
        contact=contact or "",
        request_id=one.request_id,
        request=request or "",
        hop_id=one.hop_id,
        introduction_id=one.introduction_id,
        message_id=one.message_id,
    )
