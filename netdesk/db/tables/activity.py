"""What happened with contacts, what they recommended, and what is still promised."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from netdesk.db.tables.base import Base, Recorded, one_of, word
from netdesk.domain.instant import Instant
from netdesk.domain.words import Direction, FollowUpKind, FollowUpState, InteractionKind, Promiser, ResourceKind


class Interaction(Recorded, Base):
    """A dated exchange with contacts; a reply names the message it answers."""

    __tablename__ = "interaction"
    __table_args__ = (
        one_of("kind", InteractionKind),
        one_of("direction", Direction),
        UniqueConstraint("source", "key"),
        Index("ix_interaction_at", "at"),
    )

    kind: Mapped[InteractionKind] = word(InteractionKind)
    direction: Mapped[Direction] = word(Direction, Direction.BOTH)
    at: Mapped[Instant]
    subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id", ondelete="SET NULL"), index=True)
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("message.id", ondelete="SET NULL"), index=True)
    source: Mapped[str | None]
    key: Mapped[str | None]


class Participant(Base):
    """A contact who took part in an interaction."""

    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("interaction_id", "contact_id"),)

    interaction_id: Mapped[int] = mapped_column(ForeignKey("interaction.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)


class Resource(Recorded, Base):
    """A link, document, community or event that can answer a request; its recommender can be thanked."""

    __tablename__ = "resource"
    __table_args__ = (one_of("kind", ResourceKind),)

    kind: Mapped[ResourceKind] = word(ResourceKind)
    title: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    recommender_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"), index=True)
    recommended_for: Mapped[str] = mapped_column(default="")
    blob_id: Mapped[int | None] = mapped_column(ForeignKey("blob.id"), index=True)


class FollowUp(Recorded, Base):
    """A dated promise, about at least one record; `every_days` makes it come again."""

    __tablename__ = "follow_up"
    __table_args__ = (
        one_of("kind", FollowUpKind),
        one_of("state", FollowUpState),
        one_of("promiser", Promiser),
        CheckConstraint("every_days > 0", name="every_positive"),
        Index("ix_follow_up_due", "state", "due_on"),
    )

    kind: Mapped[FollowUpKind] = word(FollowUpKind)
    promiser: Mapped[Promiser] = word(Promiser, Promiser.MINE)
    state: Mapped[FollowUpState] = word(FollowUpState, FollowUpState.DUE)
    due_on: Mapped[date]
    title: Mapped[str] = mapped_column(default="")
    every_days: Mapped[int | None]
    finished_at: Mapped[Instant | None]
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("request.id", ondelete="CASCADE"), index=True)
    hop_id: Mapped[int | None] = mapped_column(ForeignKey("hop.id", ondelete="CASCADE"), index=True)
    introduction_id: Mapped[int | None] = mapped_column(ForeignKey("introduction.id", ondelete="CASCADE"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id", ondelete="SET NULL"), index=True)
