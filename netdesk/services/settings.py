"""Settings that belong to the book, so that they travel with it."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from netdesk.db.book import Book
from netdesk.db.tables import Contact, Setting
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.text import clean
from netdesk.domain.words import Tone
from netdesk.services import names
from netdesk.services.people import me
from netdesk.services.preferences import DEFAULTS, meaning
from netdesk.services.records import line

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


class Settings:
    """The verbs for settings of the book."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book

    def all(self) -> dict[str, Any]:
        """Return every setting by its key."""
        with self._book.read() as session:
            return {key: value(session, key) for key in DEFAULTS}

    def change(self, **settings: object) -> None:
        """Change settings."""
        with self._book.write("Change the settings") as work:
            for key, new in settings.items():
                put(work, key, new)

    def my_name(self) -> str:
        """Return my own name."""
        with self._book.read() as session:
            return me(session).display_name

    def rename_me(self, name: str) -> None:
        """Say who I am; a book without me gets me."""
        with self._book.write("Change your name") as work:
            put_me(work, name)


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
