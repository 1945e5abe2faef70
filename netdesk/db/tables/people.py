"""Contacts, what is known about them and what they belong to."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from netdesk.db.tables.base import Base, Recorded, one_of, word
from netdesk.domain.dates import PartialDate
from netdesk.domain.instant import Instant
from netdesk.domain.words import DateKind, FactKind, FactState, PointKind, Standing, Visibility


class Blob(Base):
    """The bytes of photos and attachments, once for each content."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(unique=True)
    media_type: Mapped[str]
    size: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Contact(Recorded, Base):
    """A person; exactly one is me. `display_name` is what is shown, `sort_name` its folded form for lists."""

    __tablename__ = "contact"
    __table_args__ = (
        one_of("standing", Standing),
        CheckConstraint("is_me IN (0, 1)", name="is_me_flag"),
        CheckConstraint("cadence_days > 0", name="cadence_positive"),
        Index("ix_contact_sort_name", "sort_name", "id"),
        Index("ux_contact_me", "is_me", unique=True, sqlite_where=text("is_me = 1")),
    )

    is_me: Mapped[bool] = mapped_column(default=False)
    display_name: Mapped[str]
    sort_name: Mapped[str]
    prefix: Mapped[str] = mapped_column(default="")
    given_name: Mapped[str] = mapped_column(default="")
    middle_name: Mapped[str] = mapped_column(default="")
    family_name: Mapped[str] = mapped_column(default="")
    suffix: Mapped[str] = mapped_column(default="")
    nickname: Mapped[str] = mapped_column(default="")
    pronouns: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    standing: Mapped[Standing] = word(Standing, Standing.ASK)
    cadence_days: Mapped[int | None]
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("blob.id"), index=True)
    archived_at: Mapped[Instant | None]
    notes: Mapped[str] = mapped_column(default="")


class ContactPoint(Base):
    """A way to reach a contact. `normal` is the form that is compared (lower case, E.164, bare URL)."""

    __tablename__ = "contact_point"
    __table_args__ = (one_of("kind", PointKind), Index("ix_contact_point_normal", "kind", "normal"))

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    kind: Mapped[PointKind] = word(PointKind)
    label: Mapped[str] = mapped_column(default="")
    value: Mapped[str]
    normal: Mapped[str] = mapped_column(default="")
    preferred: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    po_box: Mapped[str | None]
    extended: Mapped[str | None]
    street: Mapped[str | None]
    city: Mapped[str | None]
    region: Mapped[str | None]
    postal_code: Mapped[str | None]
    country: Mapped[str | None]


class HowMet(Base):
    """How a contact came into my network, and through whom."""

    __tablename__ = "how_met"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), unique=True)
    introducer_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"), index=True)
    met_on: Mapped[PartialDate | None]
    place: Mapped[str] = mapped_column(default="")
    event: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")


class Organisation(Recorded, Base):
    """A body that people belong to; `is_mine` marks the one I work in."""

    __tablename__ = "organisation"

    name: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)
    website: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    is_mine: Mapped[bool] = mapped_column(default=False)


class Affiliation(Base):
    """A contact's dated role in an organisation; without `until` and with `current` it is today's."""

    __tablename__ = "affiliation"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(default="")
    department: Mapped[str] = mapped_column(default="")
    since: Mapped[PartialDate | None]
    until: Mapped[PartialDate | None]
    current: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)


class Connection(Base):
    """Two contacts who know each other; `kind` is read from the first to the second (“colleague”, “manager”)."""

    __tablename__ = "connection"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id", "kind"),
        CheckConstraint("first_id <> second_id", name="two_people"),
    )

    first_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(default="knows")
    source: Mapped[str] = mapped_column(default="")
    since: Mapped[PartialDate | None]
    until: Mapped[PartialDate | None]


class Tag(Base):
    """A word of my own for contacts; its cadence serves contacts that have none."""

    __tablename__ = "tag"

    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    cadence_days: Mapped[int | None]


class ContactTag(Base):
    """A tag on a contact."""

    __tablename__ = "contact_tag"
    __table_args__ = (UniqueConstraint("contact_id", "tag_id"),)

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"), index=True)


class Fact(Recorded, Base):
    """Something learned about a contact."""

    __tablename__ = "fact"
    __table_args__ = (one_of("kind", FactKind), one_of("visibility", Visibility), one_of("state", FactState))

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    kind: Mapped[FactKind] = word(FactKind)
    text: Mapped[str]
    visibility: Mapped[Visibility] = word(Visibility, Visibility.SHAREABLE)
    state: Mapped[FactState] = word(FactState, FactState.OPEN)
    learned_on: Mapped[PartialDate | None]
    source: Mapped[str] = mapped_column(default="")


class DateToRemember(Base):
    """A birthday, an anniversary or another day of a contact."""

    __tablename__ = "date_to_remember"
    __table_args__ = (one_of("kind", DateKind),)

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    kind: Mapped[DateKind] = word(DateKind)
    label: Mapped[str] = mapped_column(default="")
    day: Mapped[PartialDate]


class ExternalId(Base):
    """The key of a contact in another program, by which a second import finds it again."""

    __tablename__ = "external_id"
    __table_args__ = (UniqueConstraint("source", "key"),)

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    source: Mapped[str]
    key: Mapped[str]


class KeptLine(Base):
    """A vCard line that netdesk has no place for, given back on export as it came."""

    __tablename__ = "kept_line"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    line: Mapped[str]
