"""Settings that belong to the book, so that they travel with it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from netdesk.composer.drafts import resigned
from netdesk.composer.records import Sender
from netdesk.db.book import Book
from netdesk.db.tables import Affiliation, Contact, Message, Organisation, Setting, Tag
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.states import UNSENT_STATES
from netdesk.domain.text import clean, clean_line
from netdesk.domain.words import Tone
from netdesk.services import names
from netdesk.services.organisations import drop_if_bare, organisation
from netdesk.services.people import me, office, put_affiliation
from netdesk.services.preferences import DEFAULTS, meaning
from netdesk.services.records import checked_cadence, get, line

_LIMITS: dict[str, Collection[object]] = {
    "tone": frozenset(str(tone) for tone in Tone),
    "working_days": range(7),
    "nudge_after_days": range(1, 91),
}
"""What a setting may be, or hold, where its type says too little."""


def value(session: Session, key: str) -> Any:
    """Return a setting, or its default."""
    return meaning(key, session.scalar(select(Setting.value).where(Setting.key == key)))


def working_days(session: Session) -> frozenset[int]:
    """Return the days on which I work, as `date.weekday()` numbers."""
    return frozenset(int(day) for day in value(session, "working_days"))


def put(work: UnitOfWork, key: str, new: object) -> None:
    """Write a setting within a unit of work; raises InvalidInputError for one that does not exist or cannot be so."""
    if key not in DEFAULTS or type(new) is not type(DEFAULTS[key]):
        raise InvalidInputError(f"There is no setting “{key}” of that kind.")
    if key in _LIMITS and not set(new if isinstance(new, list) else [new]) <= set(_LIMITS[key]):
        raise InvalidInputError(f"The setting “{key}” cannot have this value. Choose another one.")
    kept = json.dumps(clean(new) if isinstance(new, str) else new)
    stored = work.session.scalar(select(Setting).where(Setting.key == key))
    if stored is None:
        work.session.add(Setting(key=key, value=kept))
    else:
        stored.value = kept


def own_name(session: Session) -> str:
    """Return my own name, empty while the book only guesses it."""
    name = me(session).display_name
    return "" if name == value(session, "guessed_name") else name


def signature(session: Session) -> str:
    """Return what stands below a message: my signature, else my name and where I work, nothing while I am a guess."""
    name = own_name(session)
    _, organisation = office(session, me(session).id)
    signed = "\n".join(part for part in (name, organisation) if part) if name else ""
    return value(session, "signature") or signed


def sender(session: Session) -> Sender:
    """Return me as a message presents and signs me."""
    role, organisation = office(session, me(session).id)
    return Sender(name=own_name(session), signature=signature(session), role=role, organisation=organisation)


@contextmanager
def signing(work: UnitOfWork) -> Iterator[None]:
    """Let open drafts be by who I am after a change of that; what else was written in them stays."""
    is_known = work.session.scalar(select(Contact.id).where(Contact.is_me.is_(True))) is not None
    before = sender(work.session) if is_known else Sender()
    yield
    work.session.flush()
    after = sender(work.session) if is_known else before
    if after != before:
        for message in work.session.scalars(select(Message).where(Message.state.in_(UNSENT_STATES))):
            message.body = resigned(message.body, before, after)


class Settings:
    """The verbs for settings of the book."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book

    def all(self) -> dict[str, Any]:
        """Return every setting by its key."""
        with self._book.read() as session:
            return {key: value(session, key) for key in DEFAULTS}

    def my_name(self) -> str:
        """Return my own name, empty while the book only guesses it."""
        with self._book.read() as session:
            return own_name(session)

    def my_organisation(self) -> str:
        """Return the name of the organisation I work in, empty where there is none."""
        with self._book.read() as session:
            return session.scalar(select(Organisation.name).where(Organisation.is_mine.is_(True)).limit(1)) or ""

    def tag_cadences(self) -> tuple[tuple[int, str, int | None], ...]:
        """Return every tag with the days after which those who have it are to hear from me, unless they say else."""
        with self._book.read() as session:
            found = session.execute(select(Tag.id, Tag.name, Tag.cadence_days).order_by(Tag.folded))
            return tuple((row[0], row[1], row[2]) for row in found)

    def introduce_me(self, name: str) -> None:
        """Say at the beginning who I am; a book knows that from then on, so that no undo takes it back."""
        with self._book.write("Give your name", lasting=True) as work, signing(work):
            give_name(work, name)

    def change(
        self,
        *,
        name: str | None = None,
        organisation: str | None = None,
        tag_cadences: Mapping[int, int | None] | None = None,
        **settings: object,
    ) -> None:
        """Change settings, who I am, where I work, and the cadences of tags, all as one step of undo."""
        with self._book.write("Change the settings") as work, signing(work):
            if name is not None:
                give_name(work, name)
                work.label = f"Change your name to {me(work.session).display_name}"
            if organisation is not None:
                put_my_organisation(work, organisation)
            for tag_id, days in (tag_cadences or {}).items():
                get(work.session, Tag, tag_id).cadence_days = checked_cadence(days)
            for key, new in settings.items():
                put(work, key, new)


def put_me(work: UnitOfWork, name: str) -> int:
    """Write my own name within a unit of work; returns my id."""
    parts = names.whole(line(name, "your name"))
    contact = work.session.scalar(select(Contact).where(Contact.is_me.is_(True)))
    if contact is None:
        contact = Contact(is_me=True, created_at=work.now, display_name="", sort_name="")
        work.session.add(contact)
    contact.display_name, contact.sort_name = parts.display, parts.sort
    contact.given_name, contact.family_name = parts.given, parts.family
    work.session.flush()
    return contact.id


def give_name(work: UnitOfWork, name: str) -> None:
    """Write my name as I gave it, which is no guess even where it reads like one."""
    put_me(work, name)
    if value(work.session, "guessed_name"):
        put(work, "guessed_name", "")


def guess_name(work: UnitOfWork, name: str) -> None:
    """Write a name for me that I never gave, so that no message is signed with it."""
    contact_id = put_me(work, name)
    put(work, "guessed_name", get(work.session, Contact, contact_id).display_name)


def put_my_organisation(work: UnitOfWork, name: str) -> None:
    """Say where I work within a unit of work: my role moves there; without a name I work nowhere."""
    mine = me(work.session)
    before = work.session.scalars(select(Organisation).where(Organisation.is_mine.is_(True))).all()
    for one in before:
        one.is_mine = False
    role = work.session.scalar(
        select(Affiliation)
        .where(Affiliation.contact_id == mine.id, Affiliation.current.is_(True))
        .order_by(Affiliation.position, Affiliation.id)
        .limit(1)
    )
    if clean_line(name):
        body = organisation(work, name)
        body.is_mine = True
        if role is None:
            role = put_affiliation(work, mine.id, name, "")
        role.organisation_id = body.id
    elif role is not None and role.role:
        role.organisation_id = None
    elif role is not None:
        work.session.delete(role)
    for one in before:
        if not one.is_mine:
            drop_if_bare(work, one.id)
