"""Introductions as lists and panes show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from netdesk.db.book import Book
from netdesk.db.tables import Contact, Hop, Introduction, Party
from netdesk.domain.instant import Instant
from netdesk.domain.words import Consent, ConsentBasis, IntroductionState


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow:
    """One side of an introduction."""

    id: int
    contact_id: int
    name: str
    because: str
    consent: Consent
    basis: ConsentBasis
    asked_at: Instant | None
    answered_at: Instant | None
    not_before: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionRow:
    """An introduction with its sides; without an introducer's name it is mine."""

    id: int
    state: IntroductionState
    hop_id: int | None
    helper_id: int | None
    """Of an introduction that serves a hop, the contact who is to help."""
    introducer: str
    introducer_is_me: bool
    forwardable_note: str
    note_waived: bool
    made_at: Instant | None
    created_at: Instant
    outcome: str
    parties: tuple[PartyRow, ...]

    @property
    def title(self) -> str:
        """The names of the sides."""
        return " and ".join(party.name for party in self.parties)


class IntroductionRows:
    """Reads introductions for views."""

    def __init__(self, book: Book) -> None:
        """Read from this book."""
        self._book = book

    def rows(
        self, *, states: Iterable[IntroductionState] = tuple(IntroductionState), contact_id: int | None = None
    ) -> tuple[IntroductionRow, ...]:
        """Return introductions, the newest first; of a contact those they are a side of or made."""
        with self._book.read() as session:
            where: ColumnElement[bool] = Introduction.state.in_(tuple(states))
            if contact_id is not None:
                sides = select(Party.introduction_id).where(Party.contact_id == contact_id)
                where &= Introduction.id.in_(sides) | (Introduction.introducer_id == contact_id)
            return introduction_rows(session, where)

    def row(self, introduction_id: int) -> IntroductionRow | None:
        """Return one introduction, None where it is gone."""
        with self._book.read() as session:
            return next(iter(introduction_rows(session, Introduction.id == introduction_id)), None)


def introduction_rows(session: Session, where: ColumnElement[bool] | None = None) -> tuple[IntroductionRow, ...]:
    """Read the introductions that a condition leaves, with their sides, the newest first."""
    condition = true() if where is None else where
    found = session.execute(
        select(Introduction, Contact.display_name, Contact.is_me, Hop.contact_id)
        .outerjoin(Contact, Contact.id == Introduction.introducer_id)
        .outerjoin(Hop, Hop.id == Introduction.hop_id)
        .where(condition)
        .order_by(Introduction.created_at.desc(), Introduction.id.desc())
    ).all()
    sides: dict[int, list[PartyRow]] = {}
    rows = session.execute(
        select(Party, Contact.display_name)
        .join(Contact, Contact.id == Party.contact_id)
        .where(Party.introduction_id.in_(select(Introduction.id).where(condition)))
        .order_by(Party.position, Party.id)
    )
    for party, name in rows:
        sides.setdefault(party.introduction_id, []).append(_party_row(party, name))
    return tuple(
        IntroductionRow(
            id=one.id,
            state=one.state,
            hop_id=one.hop_id,
            helper_id=helper_id,
            introducer=name or "",
            introducer_is_me=bool(is_me),
            forwardable_note=one.forwardable_note,
            note_waived=one.note_waived,
            made_at=one.made_at,
            created_at=one.created_at,
            outcome=one.outcome,
            parties=tuple(sides.get(one.id, ())),
        )
        for one, name, is_me, helper_id in found
    )


def _party_row(party: Party, name: str) -> PartyRow:
    return PartyRow(
        id=party.id,
        contact_id=party.contact_id,
        name=name,
        because=party.because,
        consent=party.consent,
        basis=party.basis,
        asked_at=party.asked_at,
        answered_at=party.answered_at,
        not_before=party.not_before,
    )
