"""Suggestions that were dismissed for a request; kept with the settings of the book, by uid.

What a uid means outlives a merge, a deletion that is undone, and an archive read into another book.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from netdesk.db.book import Book
from netdesk.db.tables import Contact, Request, Resource, Setting
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.text import shorten
from netdesk.exchange.vcard_items import VCARD_SOURCE
from netdesk.services.queries import ids, rows
from netdesk.services.records import get

Suggested = Literal["contact", "resource"]

_LEFT_OUT = "left out/"
"""Begins the setting that holds, for the uid of a request, the uids of what is not suggested there any more."""

_CONTACTS = """SELECT uid, id FROM contact WHERE uid IN (SELECT value FROM json_each(:uids))
UNION SELECT key, contact_id FROM external_id
  WHERE source = :source AND key IN (SELECT value FROM json_each(:uids))"""
"""A contact that was merged into another is known there by its uid."""

_RESOURCES = "SELECT id FROM resource WHERE uid IN (SELECT value FROM json_each(:uids))"


class LeftOut:
    """The verbs for suggestions that were wrong."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book

    def add(self, request_id: int, kind: Suggested, record_id: int) -> None:
        """Suggest a contact or a resource for a request no more."""
        with self._book.write("Leave somebody out") as work:
            request = get(work.session, Request, request_id)
            if kind == "contact":
                contact = get(work.session, Contact, record_id)
                uid, name = contact.uid, contact.display_name
            else:
                resource = get(work.session, Resource, record_id)
                uid, name = resource.uid, resource.title
            work.label = f"Leave {shorten(name, 40)} out"
            _keep(work, _LEFT_OUT + request.uid, uid)


def contacts(session: Session, request_id: int | None) -> set[int]:
    """Return the contacts that are left out of a request."""
    return set().union(*called(session, json.loads(_uids(session, request_id))).values())


def called(session: Session, uids: Sequence[str]) -> dict[str, set[int]]:
    """Return the contacts of each uid that is in the book."""
    found: dict[str, set[int]] = {}
    for uid, one in rows(session.connection(), _CONTACTS, uids=json.dumps(uids), source=VCARD_SOURCE):
        found.setdefault(uid, set()).add(one)
    return found


def resources(session: Session, request_id: int | None) -> set[int]:
    """Return the resources that are left out of a request."""
    return ids(session.connection(), _RESOURCES, uids=_uids(session, request_id))


def forget(work: UnitOfWork, request: Request) -> None:
    """Drop what was left out of a request that is deleted."""
    work.session.execute(delete(Setting).where(Setting.key == _LEFT_OUT + request.uid))


def _uids(session: Session, request_id: int | None) -> str:
    """Return the uids as they are stored, which is the JSON that `json_each` reads."""
    key = select(_LEFT_OUT + Request.uid).where(Request.id == request_id).scalar_subquery()
    return session.scalar(select(Setting.value).where(Setting.key == key)) or "[]"


def _keep(work: UnitOfWork, key: str, uid: str) -> None:
    stored = work.session.scalar(select(Setting).where(Setting.key == key))
    if stored is None:
        work.session.add(Setting(key=key, value=json.dumps([uid])))
    else:
        stored.value = json.dumps(list(dict.fromkeys([*json.loads(stored.value), uid])))
