"""Messages, the templates they are drafted from, and the settings of a book."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from netdesk.db.tables.base import Base, Recorded, one_of, word
from netdesk.domain.instant import Instant
from netdesk.domain.words import MessageKind, MessageState, RecipientRole, Tone


class Message(Recorded, Base):
    """A drafted text and what it serves; copied into mail, then marked as sent."""

    __tablename__ = "message"
    __table_args__ = (one_of("kind", MessageKind), one_of("state", MessageState), one_of("tone", Tone))

    kind: Mapped[MessageKind] = word(MessageKind)
    state: Mapped[MessageState] = word(MessageState, MessageState.DRAFT)
    tone: Mapped[Tone] = word(Tone, Tone.PLAIN)
    subject: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    copied_at: Mapped[Instant | None]
    sent_at: Mapped[Instant | None]
    answered_at: Mapped[Instant | None]
    request_id: Mapped[int | None] = mapped_column(ForeignKey("request.id", ondelete="CASCADE"), index=True)
    hop_id: Mapped[int | None] = mapped_column(ForeignKey("hop.id", ondelete="SET NULL"), index=True)
    introduction_id: Mapped[int | None] = mapped_column(ForeignKey("introduction.id", ondelete="SET NULL"), index=True)


class Recipient(Base):
    """A contact a message goes to, or a bare address where there is no contact."""

    __tablename__ = "recipient"
    __table_args__ = (
        one_of("role", RecipientRole),
        CheckConstraint("contact_id IS NOT NULL OR address <> ''", name="somebody"),
    )

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    address: Mapped[str] = mapped_column(default="")
    role: Mapped[RecipientRole] = word(RecipientRole, RecipientRole.TO)
    position: Mapped[int] = mapped_column(default=0)


class Offer(Base):
    """An introduction that a thank-you offers to its receiver."""

    __tablename__ = "offer"
    __table_args__ = (UniqueConstraint("message_id", "introduction_id"),)

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"))
    introduction_id: Mapped[int] = mapped_column(ForeignKey("introduction.id", ondelete="CASCADE"), index=True)


class Template(Base):
    """My own wording of a template; the newest version of a name counts, the others can be brought back."""

    __tablename__ = "template"
    __table_args__ = (UniqueConstraint("name", "version"),)

    name: Mapped[str]
    version: Mapped[int]
    text: Mapped[str]
    at: Mapped[Instant]


class Setting(Base):
    """A setting that belongs to the book, as JSON."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str]
