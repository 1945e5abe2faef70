"""One change to the book: all of it or nothing, one step of the undo log."""

from __future__ import annotations

from sqlalchemy.orm import Session

from netdesk.domain.changes import Changes
from netdesk.domain.instant import Instant


class UnitOfWork:
    """What a verb works with: the session of the one writer, and the moment it happens.

    `changes` is known once the unit of work has ended; `label` may be made more precise until then.
    """

    def __init__(self, session: Session, now: Instant, label: str) -> None:
        """Hold what the book hands out."""
        self.session = session
        self.now = now
        self.label = label
        self.changes = Changes(label)
