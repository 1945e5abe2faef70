"""What a file says about contacts, in the words of the book but free of any database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar, dataclass_transform

from netdesk.domain.dates import PartialDate
from netdesk.domain.instant import Instant
from netdesk.domain.words import (
    DateKind,
    Direction,
    FactKind,
    FactState,
    InteractionKind,
    PointKind,
    Standing,
    Visibility,
)

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True)
def record(made: type[Made]) -> type[Made]:
    """Make a class of values that never change: type checkers see to it, as seeing to it at run time costs too much.

    A frozen dataclass takes four times as long to make, and a file makes a hundred thousand of them.
    """
    return dataclass(slots=True, unsafe_hash=True)(made)


class Format(StrEnum):
    """The kinds of files netdesk reads or writes."""

    VCARD = "vcard"
    LINKEDIN = "linkedin"
    GOOGLE = "google"
    OUTLOOK = "outlook"
    THUNDERBIRD = "thunderbird"
    MONICA = "monica"
    NETDESK = "netdesk"
    CSV = "csv"
    ARCHIVE = "archive"
    MAIL = "mail"
    ICALENDAR = "icalendar"
    GRAPHML = "graphml"


@record
class PostalAddress:
    """The seven parts of an address, in the order of vCard's ADR (RFC 6350, section 6.3.1)."""

    po_box: str = ""
    extended: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""

    def parts(self) -> tuple[str, ...]:
        """Give the parts in the order of ADR."""
        return (self.po_box, self.extended, self.street, self.city, self.region, self.postal_code, self.country)

    def one_line(self) -> str:
        """Give the address as one line, the postal code before the city."""
        place = f"{self.postal_code} {self.city}" if self.postal_code and self.city else self.postal_code or self.city
        parts = (self.po_box, self.extended, self.street, place, self.region, self.country)
        whole = ", ".join(filter(None, parts))
        if whole.isprintable() and "  " not in whole and " ," not in whole and whole == whole.strip():
            return whole
        lines = [line for part in parts if part for line in ((part,) if part.isprintable() else part.splitlines())]
        return ", ".join([stripped for line in lines if (stripped := line.strip())])


@record
class PointRecord:
    """A way to reach a contact; `address` holds the parts where the kind is an address and they are known."""

    kind: PointKind
    value: str
    label: str = ""
    preferred: bool = False
    address: PostalAddress | None = None


@record
class AffiliationRecord:
    """A role in an organisation."""

    organisation: str = ""
    role: str = ""
    department: str = ""
    since: PartialDate | None = None
    until: PartialDate | None = None
    current: bool = True


@record
class FactRecord:
    """Something learned about a contact."""

    kind: FactKind
    text: str
    visibility: Visibility = Visibility.SHAREABLE
    state: FactState = FactState.OPEN
    learned_on: PartialDate | None = None
    source: str = ""


@record
class DateRecord:
    """A date to remember."""

    kind: DateKind
    day: PartialDate
    label: str = ""


@record
class PersonReference:
    """Somebody another contact's record points to, by whatever the file says of them; at least one is filled."""

    name: str = ""
    uid: str = ""
    email: str = ""


@record
class ConnectionRecord:
    """Somebody a contact knows; `kind` says what the other one is to the contact, as RELATED does."""

    who: PersonReference
    kind: str = "knows"
    since: PartialDate | None = None
    until: PartialDate | None = None


@record
class HowMetRecord:
    """How a contact came into my network."""

    met_on: PartialDate | None = None
    place: str = ""
    event: str = ""
    remark: str = ""
    introducer: PersonReference | None = None


@record
class PhotoRecord:
    """The bytes of a raster picture and their media type, told by the content."""

    media_type: str
    data: bytes


@record
class ExternalKey:
    """The key of a contact in another program."""

    source: str
    key: str


@record
class ContactRecord:
    """One person of a file. Empty texts and None mean that the file says nothing; `line` is where the record starts."""

    display_name: str
    uid: str = ""
    prefix: str = ""
    given_name: str = ""
    middle_name: str = ""
    family_name: str = ""
    suffix: str = ""
    nickname: str = ""
    pronouns: str = ""
    language: str = ""
    standing: Standing | None = None
    cadence_days: int | None = None
    archived_at: Instant | None = None
    notes: str = ""
    points: tuple[PointRecord, ...] = ()
    affiliations: tuple[AffiliationRecord, ...] = ()
    tags: tuple[str, ...] = ()
    facts: tuple[FactRecord, ...] = ()
    how_met: HowMetRecord | None = None
    connections: tuple[ConnectionRecord, ...] = ()
    dates: tuple[DateRecord, ...] = ()
    external_ids: tuple[ExternalKey, ...] = ()
    photo: PhotoRecord | None = None
    kept_lines: tuple[str, ...] = ()
    line: int = 0


@record
class InteractionRecord:
    """What was written or said with people: `source` and `key` know it again, `writer` is the address it comes from.

    `direction` is that of a file which says it, and so is when it was last `changed`; `bulk` tells what goes to a
    list, or comes from a program, from what goes to people; `line` is where it begins.
    """

    kind: InteractionKind
    source: str
    key: str
    at: Instant
    people: tuple[PersonReference, ...]
    writer: str = ""
    direction: Direction | None = None
    subject: str = ""
    text: str = ""
    bulk: bool = False
    changed: datetime | None = None
    line: int = 0


@record
class Skipped:
    """A line of a file that was not taken, or not wholly, and why, in a sentence."""

    line: int
    reason: str


@record
class ReadResult:
    """All that a file gave."""

    format: Format
    records: tuple[ContactRecord, ...]
    skipped: tuple[Skipped, ...] = ()
    interactions: tuple[InteractionRecord, ...] = ()
