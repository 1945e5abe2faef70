"""Which mails and meetings were deleted here, so that no state of the file they came from brings them back."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from netdesk.db.tables import Interaction, KeptLine, Participant
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.exchange.said import DELETED, deleted_line
from netdesk.services.people import keep_line


def delete_interaction(work: UnitOfWork, interaction: Interaction) -> None:
    """Delete an interaction, remembering it beside its contacts: whoever is deleted and imported again brings it."""
    if interaction.source and interaction.key:
        line = deleted_line(interaction.source, interaction.key)
        there = select(KeptLine.contact_id).where(KeptLine.line == line)
        who = select(Participant.contact_id).where(
            Participant.interaction_id == interaction.id, Participant.contact_id.not_in(there)
        )
        for contact_id in work.session.scalars(who).all():
            keep_line(work.session, contact_id, line)
    work.session.delete(interaction)


class DeletedInteractions:
    """The mails and meetings that were deleted here, of everybody who is still in the book."""

    def __init__(self, session: Session) -> None:
        """Read the lines by which the book remembers them."""
        query = "SELECT DISTINCT line FROM kept_line WHERE line GLOB ?"
        self._lines = frozenset(session.connection().exec_driver_sql(query, (f"{DELETED}*",)).scalars())

    def has(self, source: str, key: str) -> bool:
        """Tell whether what has this key in another program was deleted."""
        return bool(self._lines) and deleted_line(source, key) in self._lines
