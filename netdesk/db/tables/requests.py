"""Requests, the hops that move them, and the introductions they lead to."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from netdesk.db.tables.base import Base, Recorded, one_of, word
from netdesk.domain.instant import Instant
from netdesk.domain.words import (
    Consent,
    ConsentBasis,
    HopState,
    IntroductionState,
    RequestDirection,
    RequestState,
    StepKind,
)


class Request(Recorded, Base):
    """Something asked of me or by me: the original wording beside the articulated ask."""

    __tablename__ = "request"
    __table_args__ = (
        one_of("direction", RequestDirection),
        one_of("state", RequestState),
        Index("ix_request_state", "state", "asked_at"),
    )

    direction: Mapped[RequestDirection] = word(RequestDirection)
    state: Mapped[RequestState] = word(RequestState, RequestState.CAPTURED)
    title: Mapped[str]
    original_wording: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    topic: Mapped[str] = mapped_column(default="")
    ask: Mapped[str] = mapped_column(default="")
    who: Mapped[str] = mapped_column(default="")
    bound: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[Instant]
    parked_until: Mapped[date | None]
    before_parking: Mapped[RequestState | None] = word(RequestState)
    drop_reason: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[Instant | None]


class Requester(Base):
    """A contact who asks; of a request I make, I am the requester."""

    __tablename__ = "requester"
    __table_args__ = (UniqueConstraint("request_id", "contact_id"),)

    request_id: Mapped[int] = mapped_column(ForeignKey("request.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)


class Attachment(Recorded, Base):
    """A file that belongs to a request, such as a CV."""

    __tablename__ = "attachment"

    request_id: Mapped[int] = mapped_column(ForeignKey("request.id", ondelete="CASCADE"), index=True)
    blob_id: Mapped[int] = mapped_column(ForeignKey("blob.id"), index=True)
    name: Mapped[str]


class Hop(Recorded, Base):
    """One attempt to move a request through a contact, an organisation or a resource, possibly after another hop."""

    __tablename__ = "hop"
    __table_args__ = (
        one_of("state", HopState),
        CheckConstraint(
            "(contact_id IS NOT NULL) + (organisation_id IS NOT NULL) + (resource_id IS NOT NULL) = 1",
            name="through_one",
        ),
    )

    request_id: Mapped[int] = mapped_column(ForeignKey("request.id", ondelete="CASCADE"), index=True)
    after_id: Mapped[int | None] = mapped_column(ForeignKey("hop.id", ondelete="SET NULL"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    resource_id: Mapped[int | None] = mapped_column(ForeignKey("resource.id", ondelete="CASCADE"), index=True)
    state: Mapped[HopState] = word(HopState, HopState.PLANNED)
    because: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[Instant | None]
    answered_at: Mapped[Instant | None]
    outcome: Mapped[str] = mapped_column(default="")
    reported_at: Mapped[Instant | None]
    thanked_at: Mapped[Instant | None]


class Step(Base):
    """A dated event on the way of a request, hop or introduction."""

    __tablename__ = "step"
    __table_args__ = (one_of("kind", StepKind),)

    request_id: Mapped[int | None] = mapped_column(ForeignKey("request.id", ondelete="CASCADE"), index=True)
    hop_id: Mapped[int | None] = mapped_column(ForeignKey("hop.id", ondelete="CASCADE"), index=True)
    introduction_id: Mapped[int | None] = mapped_column(ForeignKey("introduction.id", ondelete="CASCADE"), index=True)
    kind: Mapped[StepKind] = word(StepKind)
    at: Mapped[Instant]
    text: Mapped[str] = mapped_column(default="")


class Introduction(Recorded, Base):
    """Two or more parties put in touch by an introducer who is no party; may serve a hop."""

    __tablename__ = "introduction"
    __table_args__ = (one_of("state", IntroductionState),)

    introducer_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"), index=True)
    hop_id: Mapped[int | None] = mapped_column(ForeignKey("hop.id", ondelete="SET NULL"), index=True)
    state: Mapped[IntroductionState] = word(IntroductionState, IntroductionState.IDEA)
    forwardable_note: Mapped[str] = mapped_column(default="")
    note_waived: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[Instant | None]
    outcome: Mapped[str] = mapped_column(default="")


class Party(Base):
    """One side of an introduction: why it is good for them, and whether they agreed."""

    __tablename__ = "party"
    __table_args__ = (
        UniqueConstraint("introduction_id", "contact_id"),
        one_of("consent", Consent),
        one_of("basis", ConsentBasis),
    )

    introduction_id: Mapped[int] = mapped_column(ForeignKey("introduction.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    because: Mapped[str] = mapped_column(default="")
    consent: Mapped[Consent] = word(Consent, Consent.PENDING)
    basis: Mapped[ConsentBasis] = word(ConsentBasis, ConsentBasis.ASKED)
    asked_at: Mapped[Instant | None]
    answered_at: Mapped[Instant | None]
    not_before: Mapped[date | None]
