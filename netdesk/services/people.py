"""People within a unit of work: those who are added, found by name, reached, placed and tagged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from netdesk.db.tables import Affiliation, Contact, ContactPoint, ContactTag, KeptLine, Organisation, Tag
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.text import clean, clean_line, fold
from netdesk.domain.words import PointKind
from netdesk.services import names, points
from netdesk.services.organisations import organisation
from netdesk.services.records import get, line


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    """What is entered to add a contact; only the name is needed."""

    name: str
    email: str = ""
    phone: str = ""
    organisation: str = ""
    role: str = ""
    link: str = ""
    pronouns: str = ""
    notes: str = ""
    tags: Sequence[str] = ()


def create(work: UnitOfWork, new: NewContact, region: str | None = None) -> Contact:
    """Add a contact within a unit of work; raises InvalidInputError without a name."""
    name = names.whole(line(new.name, "a name"))
    contact = Contact(
        display_name=name.display,
        sort_name=name.sort,
        prefix=name.prefix,
        given_name=name.given,
        middle_name=name.middle,
        family_name=name.family,
        suffix=name.suffix,
        pronouns=clean_line(new.pronouns),
        notes=clean(new.notes),
        created_at=work.now,
    )
    work.session.add(contact)
    work.session.flush()
    for kind, value in ((PointKind.EMAIL, new.email), (PointKind.PHONE, new.phone), (PointKind.WEB, new.link)):
        if clean_line(value):
            put_point(work, contact.id, kind, value, region=region)
    if clean_line(new.organisation) or clean_line(new.role):
        put_affiliation(work, contact.id, new.organisation, new.role)
    for tag in new.tags:
        put_tag(work, (contact.id,), tag)
    return contact


def people(work: UnitOfWork, who: Sequence[int | str]) -> list[int]:
    """Return the ids of contacts, adding those that come as a name that nobody has yet.

    With a name may come an address, as in mail: `Rosa Quint <rosa@looms.example>`. It says who is meant, or is kept.
    """
    ids = (get(work.session, Contact, one).id if isinstance(one, int) else _named(work, one) for one in who)
    return list(dict.fromkeys(ids))


def with_address(session: Session, address: str) -> list[Contact]:
    """Return the contacts that have an e-mail address."""
    sought = points.normal(PointKind.EMAIL, address)
    having = select(ContactPoint.contact_id).where(ContactPoint.kind == PointKind.EMAIL, ContactPoint.normal == sought)
    return list(session.scalars(select(Contact).where(Contact.id.in_(having)).order_by(Contact.id)))


def _named(work: UnitOfWork, text: str) -> int:
    name, address = _parted(line(text, "a name"))
    if address and len(known := with_address(work.session, address)) == 1:
        return known[0].id
    found = work.session.scalars(
        select(Contact.id).where(Contact.display_name == name, Contact.is_me.is_(False)).limit(2)
    ).all()
    if len(found) > 1:
        raise InvalidInputError(f"Several contacts are called {name}. Choose from the list which one you mean.")
    if not found:
        return create(work, NewContact(name=name, email=address)).id
    if address:
        put_point(work, found[0], PointKind.EMAIL, address)
    return found[0]


def _parted(text: str) -> tuple[str, str]:
    """Part a name from the address in angle brackets behind it, if there is one."""
    name, _, bracketed = text.rpartition("<")
    if name.strip() and bracketed.endswith(">") and "@" in bracketed:
        return name.strip(), bracketed[:-1].strip()
    return text, ""


def me(session: Session) -> Contact:
    """Return the contact that is me; raises InvalidInputError in a book without one."""
    found = session.scalar(select(Contact).where(Contact.is_me.is_(True)))
    if found is None:
        raise InvalidInputError("This book does not know who you are yet. Enter your name in the settings.")
    return found


def office(session: Session, contact_id: int) -> tuple[str, str]:
    """Return what a contact is and where, by the first of their current roles; both empty without one."""
    row = session.execute(
        select(Affiliation.role, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(Affiliation.contact_id == contact_id, Affiliation.current.is_(True))
        .order_by(Affiliation.position, Affiliation.id)
        .limit(1)
    ).first()
    return (row[0], row[1] or "") if row else ("", "")


def put_point(
    work: UnitOfWork, contact_id: int, kind: PointKind, value: str, label: str = "", region: str | None = None
) -> ContactPoint:
    """Add a way to reach a contact, after those there are."""
    shown = line(value, "an address, a number or a link")
    last = work.session.scalar(select(func.max(ContactPoint.position)).where(ContactPoint.contact_id == contact_id))
    point = ContactPoint(
        contact_id=contact_id,
        kind=kind,
        label=clean_line(label),
        value=shown,
        normal=points.normal(kind, shown, region),
        position=0 if last is None else last + 1,
    )
    work.session.add(point)
    work.session.flush()
    return point


def put_affiliation(work: UnitOfWork, contact_id: int, organisation_name: str, role: str) -> Affiliation:
    """Add a role of a contact, in an organisation if one is named."""
    body = organisation(work, organisation_name) if clean_line(organisation_name) else None
    added = Affiliation(contact_id=contact_id, organisation_id=body.id if body else None, role=clean_line(role))
    work.session.add(added)
    work.session.flush()
    return added


def put_tag(work: UnitOfWork, contact_ids: Sequence[int], name: str) -> None:
    """Tag contacts, adding the tag if there is none of that name."""
    shown = line(name, "a tag")
    tag = work.session.scalar(select(Tag).where(Tag.folded == fold(shown)))
    if tag is None:
        tag = Tag(name=shown, folded=fold(shown))
        work.session.add(tag)
        work.session.flush()
    tagged = set(work.session.scalars(select(ContactTag.contact_id).where(ContactTag.tag_id == tag.id)))
    new = [get(work.session, Contact, one).id for one in dict.fromkeys(contact_ids) if one not in tagged]
    work.session.add_all(ContactTag(contact_id=one, tag_id=tag.id) for one in new)
    work.session.flush()


def keep_line(session: Session, contact_id: int, line: str) -> None:
    """Keep a line of a vCard beside a contact, after those there are."""
    last = session.scalar(select(func.max(KeptLine.position)).where(KeptLine.contact_id == contact_id))
    session.add(KeptLine(contact_id=contact_id, position=0 if last is None else last + 1, line=line))
    session.flush()
