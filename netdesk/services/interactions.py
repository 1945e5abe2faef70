"""Logging what was said and written with contacts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from netdesk.db.book import Book
from netdesk.db.tables import Contact, FollowUp, Interaction, Participant
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.instant import Instant
from netdesk.domain.text import clean, clean_line
from netdesk.domain.words import Direction, FollowUpKind, FollowUpState, InteractionKind
from netdesk.services.deleted import delete_interaction
from netdesk.services.follow_ups import finish
from netdesk.services.people import people
from netdesk.services.records import get, set_fields

_EDITABLE = frozenset({"kind", "direction", "at", "subject", "text"})


def record(
    work: UnitOfWork,
    kind: InteractionKind,
    contact_ids: Sequence[int],
    *,
    direction: Direction = Direction.BOTH,
    at: Instant | None = None,
    subject: str = "",
    text: str = "",
    message_id: int | None = None,
    answers_id: int | None = None,
    origin: tuple[str, str] | None = None,
) -> Interaction:
    """Log an interaction within a unit of work, and finish the check-ins it makes needless.

    `origin` is the source it comes from and its key there, by which it is not logged twice.
    """
    interaction = Interaction(
        kind=kind,
        direction=direction,
        at=at or work.now,
        subject=clean_line(subject),
        text=clean(text),
        message_id=message_id,
        answers_id=answers_id,
        source=origin[0] if origin else None,
        key=origin[1] if origin else None,
        created_at=work.now,
    )
    work.session.add(interaction)
    work.session.flush()
    work.session.add_all(
        Participant(interaction_id=interaction.id, contact_id=one) for one in dict.fromkeys(contact_ids)
    )
    if kind is not InteractionKind.NOTE:
        due = select(FollowUp).where(
            FollowUp.contact_id.in_(contact_ids),
            FollowUp.kind == FollowUpKind.CHECK_IN,
            FollowUp.state == FollowUpState.DUE,
            FollowUp.due_on <= interaction.at.day,
        )
        for follow_up in work.session.scalars(due).all():
            finish(work, follow_up)
    work.session.flush()
    return interaction


def is_logged(session: Session, source: str, key: str) -> bool:
    """Tell whether what has this key in another program is in the book."""
    found = select(Interaction.id).where(Interaction.source == source, Interaction.key == key)
    return session.scalar(found) is not None


class Interactions:
    """The verbs for interactions."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book

    def log(
        self,
        kind: InteractionKind,
        who: Sequence[int | str],
        *,
        direction: Direction = Direction.BOTH,
        at: Instant | None = None,
        subject: str = "",
        text: str = "",
    ) -> int:
        """Log an interaction with contacts; a name that nobody has becomes a contact."""
        if not who:
            raise InvalidInputError("Say with whom it was.")
        with self._book.write(f"Log a {kind}" if kind is not InteractionKind.EMAIL else "Log an email") as work:
            ids = people(work, who)
            if len(ids) == 1:
                work.label += f" with {get(work.session, Contact, ids[0]).display_name}"
            return record(work, kind, ids, direction=direction, at=at, subject=subject, text=text).id

    def people(self, interaction_id: int) -> tuple[int, ...]:
        """Return the ids of those with whom it was."""
        with self._book.read() as session:
            found = select(Participant.contact_id).where(Participant.interaction_id == interaction_id)
            return tuple(session.scalars(found.order_by(Participant.id)))

    def edit(self, interaction_id: int, *, session_key: str | None = None, **fields: object) -> None:
        """Edit an interaction."""
        with self._book.write("Edit an interaction", session_key) as work:
            set_fields(get(work.session, Interaction, interaction_id), fields, _EDITABLE)

    def delete(self, interaction_id: int) -> None:
        """Delete an interaction."""
        with self._book.write("Delete an interaction") as work:
            delete_interaction(work, get(work.session, Interaction, interaction_id))
