"""What a user does with contacts: add, edit, describe, connect, archive and delete them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from sqlalchemy import ColumnElement, delete, exists, func, select

from netdesk.db.book import Book
from netdesk.db.tables import (
    Affiliation,
    Connection,
    Contact,
    ContactPoint,
    ContactTag,
    DateToRemember,
    Fact,
    FollowUp,
    Hop,
    HowMet,
    Interaction,
    Introduction,
    Participant,
    Party,
    Request,
    Requester,
)
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.dates import PartialDate
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.text import clean_line
from netdesk.domain.words import DateKind, PointKind
from netdesk.services import names, points
from netdesk.services.blobs import put_blob
from netdesk.services.organisations import drop_if_bare, organisation
from netdesk.services.people import NewContact, create, people, put_affiliation, put_point, put_tag
from netdesk.services.records import checked_cadence, get, line, set_fields
from netdesk.services.settings import signing

_EDITABLE = frozenset({"pronouns", "language", "standing", "cadence_days", "notes", "nickname"})
_NAME_PARTS = frozenset({"prefix", "given_name", "middle_name", "family_name", "suffix"})
_POINT_FIELDS = frozenset(
    {"value", "label", "preferred", "street", "city", "region", "postal_code", "country", "po_box"}
)
_LINES_OF_HOW_MET = frozenset({"place", "event"})
_HOW_MET_FIELDS = _LINES_OF_HOW_MET | {"met_on", "remark"}
_AFFILIATION_FIELDS = frozenset({"role", "department", "since", "until", "current"})

_GOES_WITH: tuple[
    tuple[str, str, type[Fact] | type[Participant] | type[Requester] | type[Hop] | type[Party] | type[FollowUp]], ...
] = (
    ("fact", "facts", Fact),
    ("interaction", "interactions", Participant),
    ("request asked", "requests asked", Requester),
    ("hop", "hops", Hop),
    ("introduction", "introductions", Party),
    ("follow-up", "follow-ups", FollowUp),
)


class Contacts:
    """The verbs for contacts; each is one unit of work and returns the id it made, if any."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book

    def add(self, new: NewContact) -> int:
        """Add a contact."""
        with self._book.write(f"Add {clean_line(new.name)[:60]}") as work:
            return create(work, new).id

    def edit(self, contact_id: int, *, session_key: str | None = None, **fields: object) -> None:
        """Edit fields of a contact; `name` is split, name parts are joined."""
        with self._book.write("Edit a contact", session_key) as work, signing(work):
            contact = get(work.session, Contact, contact_id)
            work.label = f"Edit {contact.display_name}"
            whole = fields.pop("name", None)
            parts = {key: fields.pop(key) for key in _NAME_PARTS & fields.keys()}
            if whole is not None:
                _rename(contact, names.whole(line(str(whole), "a name")))
            elif parts:
                kept = {key: str(parts.get(key, getattr(contact, key))) for key in _NAME_PARTS}
                name = names.joined(
                    kept["given_name"], kept["family_name"], kept["prefix"], kept["middle_name"], kept["suffix"]
                )
                line(name.display, "a name")
                _rename(contact, name)
            if fields.get("cadence_days") is not None:
                checked_cadence(int(str(fields["cadence_days"])))
            set_fields(contact, fields, _EDITABLE)

    def add_point(self, contact_id: int, value: str, kind: PointKind | None = None, label: str = "") -> int:
        """Add a way to reach a contact; its kind is guessed from the text if none is given."""
        with self._book.write("Add a way to reach someone") as work:
            contact = get(work.session, Contact, contact_id)
            work.label = f"Add a way to reach {contact.display_name}"
            return put_point(work, contact_id, kind or points.guess_kind(value), value, label).id

    def edit_point(self, point_id: int, *, session_key: str | None = None, **fields: object) -> None:
        """Edit a way to reach a contact; the first of its kind is the one that is used."""
        with self._book.write("Edit a way to reach someone", session_key) as work:
            point = get(work.session, ContactPoint, point_id)
            set_fields(point, fields, _POINT_FIELDS)
            point.value = line(point.value, "an address, a number or a link")
            point.normal = points.normal(point.kind, point.value)

    def remove_point(self, point_id: int) -> None:
        """Remove a way to reach a contact."""
        with self._book.write("Remove a way to reach someone") as work:
            work.session.delete(get(work.session, ContactPoint, point_id))

    def add_affiliation(self, contact_id: int, organisation_name: str, role: str = "") -> int:
        """Add a role of a contact in an organisation."""
        with self._book.write("Add a role") as work, signing(work):
            work.label = f"Add a role of {get(work.session, Contact, contact_id).display_name}"
            if not clean_line(organisation_name):
                line(role, "a role or an organisation")
            return put_affiliation(work, contact_id, organisation_name, role).id

    def edit_affiliation(
        self,
        affiliation_id: int,
        *,
        organisation_name: str | None = None,
        session_key: str | None = None,
        **fields: object,
    ) -> None:
        """Edit a role; another organisation's name moves it there, an ended one is no longer current."""
        with self._book.write("Edit a role", session_key) as work, signing(work):
            found = get(work.session, Affiliation, affiliation_id)
            if organisation_name is not None:
                before = found.organisation_id
                found.organisation_id = (
                    organisation(work, organisation_name).id if clean_line(organisation_name) else None
                )
                if before is not None and before != found.organisation_id:
                    drop_if_bare(work, before)
            if fields.get("until") is not None:
                fields.setdefault("current", False)
            set_fields(found, fields, _AFFILIATION_FIELDS)

    def remove_affiliation(self, affiliation_id: int) -> None:
        """Remove a role."""
        with self._book.write("Remove a role") as work, signing(work):
            work.session.delete(get(work.session, Affiliation, affiliation_id))

    def set_how_met(self, contact_id: int, *, session_key: str | None = None, **fields: object) -> None:
        """Edit how a contact came into my network: `introducer`, who may be a new name, `met_on`, `place` and the like.

        Fields that are not given stay as they are.
        """
        with self._book.write("Edit how you met", session_key) as work:
            contact = get(work.session, Contact, contact_id)
            work.label = f"Edit how you met {contact.display_name}"
            found = work.session.scalar(select(HowMet).where(HowMet.contact_id == contact_id))
            if found is None:
                found = HowMet(contact_id=contact_id)
                work.session.add(found)
            if "introducer" in fields:
                introducer = fields.pop("introducer")
                found.introducer_id = people(work, [cast("int | str", introducer)])[0] if introducer else None
                if found.introducer_id == contact_id:
                    raise InvalidInputError("Nobody introduces themselves. Choose who introduced you.")
            for name in _LINES_OF_HOW_MET & fields.keys():
                fields[name] = clean_line(str(fields[name]))
            set_fields(found, fields, _HOW_MET_FIELDS)

    def tag(self, contact_ids: Sequence[int], name: str) -> None:
        """Tag contacts."""
        with self._book.write(f"Tag {_count(contact_ids)} “{clean_line(name)[:40]}”") as work:
            put_tag(work, contact_ids, name)

    def untag(self, contact_ids: Sequence[int], tag_id: int) -> None:
        """Take a tag off contacts."""
        with self._book.write(f"Remove a tag from {_count(contact_ids)}") as work:
            for part in _parts(contact_ids):
                for row in work.session.scalars(
                    select(ContactTag).where(ContactTag.tag_id == tag_id, ContactTag.contact_id.in_(part))
                ):
                    work.session.delete(row)

    def set_cadence(self, contact_ids: Sequence[int], days: int | None) -> None:
        """Say how often to keep in touch with contacts, in days; None for no rhythm."""
        checked_cadence(days)
        with self._book.write(f"Set the cadence of {_count(contact_ids)}") as work:
            for contact in self._each(work, contact_ids):
                contact.cadence_days = days

    def connect(self, first_id: int, second_id: int, kind: str = "knows", source: str = "") -> int:
        """Note that two contacts know each other."""
        if first_id == second_id:
            raise InvalidInputError("A connection needs two people. Choose somebody else.")
        with self._book.write("Connect two contacts") as work:
            first, second = get(work.session, Contact, first_id), get(work.session, Contact, second_id)
            work.label = f"Connect {first.display_name} and {second.display_name}"
            known = work.session.scalar(
                select(Connection).where(
                    Connection.first_id.in_((first_id, second_id)),
                    Connection.second_id.in_((first_id, second_id)),
                    Connection.kind == line(kind, "how they know each other"),
                )
            )
            if known is not None:
                return known.id
            added = Connection(first_id=first_id, second_id=second_id, kind=clean_line(kind), source=clean_line(source))
            work.session.add(added)
            work.session.flush()
            return added.id

    def disconnect(self, connection_id: int) -> None:
        """Remove a connection between two contacts."""
        with self._book.write("Remove a connection") as work:
            work.session.delete(get(work.session, Connection, connection_id))

    def remember_date(self, contact_id: int, kind: DateKind, day: PartialDate, label: str = "") -> int:
        """Note a birthday, an anniversary or another day."""
        with self._book.write(f"Add a date ({kind})") as work:
            get(work.session, Contact, contact_id)
            added = DateToRemember(contact_id=contact_id, kind=kind, day=day, label=clean_line(label))
            work.session.add(added)
            work.session.flush()
            return added.id

    def forget_date(self, date_id: int) -> None:
        """Remove a date to remember."""
        with self._book.write("Remove a date") as work:
            work.session.delete(get(work.session, DateToRemember, date_id))

    def set_photo(self, contact_id: int, data: bytes | None, media_type: str = "image/png") -> None:
        """Give a contact a photo, or none."""
        with self._book.write("Set a photo") as work:
            contact = get(work.session, Contact, contact_id)
            work.label = f"Set the photo of {contact.display_name}"
            contact.photo_id = put_blob(work, data, media_type) if data else None

    def archive(self, contact_ids: Sequence[int]) -> None:
        """Take contacts out of lists and suggestions, with everything about them kept."""
        with self._book.write(f"Archive {_count(contact_ids)}") as work:
            for contact in self._each(work, contact_ids):
                contact.archived_at = work.now

    def unarchive(self, contact_ids: Sequence[int]) -> None:
        """Bring archived contacts back."""
        with self._book.write(f"Bring back {_count(contact_ids)}") as work:
            for contact in self._each(work, contact_ids):
                contact.archived_at = None

    def goes_with(self, contact_ids: Sequence[int]) -> tuple[str, ...]:
        """Say what deleting contacts would delete with them, such as “3 facts”."""
        with self._book.read() as session:
            counts = []
            for one, many, table in _GOES_WITH:
                number = sum(
                    session.scalar(select(func.count()).select_from(table).where(table.contact_id.in_(part))) or 0
                    for part in _parts(contact_ids)
                )
                if number:
                    counts.append(f"{number:,} {one if number == 1 else many}")
            return tuple(counts)

    def delete(self, contact_ids: Sequence[int]) -> None:
        """Delete contacts and what goes with them; undo brings all of it back."""
        with self._book.write(f"Delete {_count(contact_ids)}") as work:
            for contact in self._each(work, contact_ids):
                if contact.is_me:
                    raise InvalidInputError("You cannot delete yourself from your own book.")
                work.label = f"Delete {contact.display_name}" if len(contact_ids) == 1 else work.label
            for part in _parts(contact_ids):
                introductions = select(Party.introduction_id).where(Party.contact_id.in_(part)).scalar_subquery()
                requests = select(Requester.request_id).where(Requester.contact_id.in_(part)).scalar_subquery()
                interactions = select(Participant.interaction_id).where(Participant.contact_id.in_(part))
                work.session.execute(delete(Introduction).where(Introduction.id.in_(introductions)))
                work.session.execute(delete(Request).where(Request.id.in_(requests), ~_asked_by_others(part)))
                work.session.execute(
                    delete(Interaction).where(
                        Interaction.id.in_(interactions.scalar_subquery()), ~_shared_with_others(part)
                    )
                )
                work.session.execute(delete(Contact).where(Contact.id.in_(part)))

    @staticmethod
    def _each(work: UnitOfWork, contact_ids: Sequence[int]) -> list[Contact]:
        found: list[Contact] = []
        for part in _parts(contact_ids):
            found += work.session.scalars(select(Contact).where(Contact.id.in_(part)))
        return found


def _asked_by_others(contact_ids: Sequence[int]) -> ColumnElement[bool]:
    return exists().where(Requester.request_id == Request.id, Requester.contact_id.not_in(contact_ids))


def _shared_with_others(contact_ids: Sequence[int]) -> ColumnElement[bool]:
    return exists().where(Participant.interaction_id == Interaction.id, Participant.contact_id.not_in(contact_ids))


def _rename(contact: Contact, name: names.Name) -> None:
    contact.display_name, contact.sort_name = name.display, name.sort
    contact.prefix, contact.given_name, contact.middle_name = name.prefix, name.given, name.middle
    contact.family_name, contact.suffix = name.family, name.suffix


def _parts(ids: Sequence[int], size: int = 500) -> list[Sequence[int]]:
    return [ids[i : i + size] for i in range(0, len(ids), size)]


def _count(contact_ids: Sequence[int]) -> str:
    return "a contact" if len(contact_ids) == 1 else f"{len(contact_ids):,} contacts"
