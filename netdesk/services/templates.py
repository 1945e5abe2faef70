"""My own wordings of the texts that drafts are made from: tried before they are kept, and every version kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from netdesk.composer import drafts
from netdesk.composer.drafts import draft
from netdesk.composer.records import Draft, DraftContext
from netdesk.composer.specimens import preview, try_out
from netdesk.composer.templates import kinds_and_tones, shipped, template_name, template_names
from netdesk.db.book import Book
from netdesk.db.tables import Template
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.instant import Instant
from netdesk.domain.text import clean
from netdesk.domain.words import MessageKind, Tone
from netdesk.services import drafting
from netdesk.services.purpose import Purpose

THANKS = frozenset({MessageKind.THANK_YOU, MessageKind.CLOSE_THE_LOOP})
"""Kinds in which even the words of the template are not to come twice."""

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """What a template said from a moment on; empty where it was reset to the shipped text."""

    number: int
    at: Instant
    text: str


def write(session: Session, context: DraftContext) -> Draft:
    """Write a draft with my own wordings; of one that does not work any more the last good version counts."""
    return _with_own(session, partial(draft, context))


def in_tone(session: Session, body: str, context: DraftContext, tone: Tone) -> str:
    """Give a body the salutation, opening and closing of another tone, and leave what was written into it."""
    return _with_own(session, partial(drafts.in_tone, body, context, tone))


def _with_own(session: Session, make: Callable[[Mapping[str, str]], Made]) -> Made:
    own = _newest(session)
    try:
        return make(own)
    except InvalidInputError:
        return make({name: _last_good(session, name) for name in own})


def _newest(session: Session) -> dict[str, str]:
    """Return my own wordings, the newest version of each."""
    rows = session.execute(select(Template.name, Template.text).order_by(Template.version))
    known = template_names()
    return {name: text for name, text in {row[0]: row[1] for row in rows}.items() if text and name in known}


def _last_good(session: Session, name: str) -> str:
    rows = select(Template.text).where(Template.name == name).order_by(Template.version.desc())
    return next((text for text in session.scalars(rows) if not text or _works(name, text)), "")


def _works(name: str, text: str) -> bool:
    try:
        try_out(name, text)
    except InvalidInputError:
        return False
    return True


class Templates:
    """The verbs for templates, and what their editor shows."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book

    def texts(self) -> dict[str, str]:
        """Return the text of every template as it counts now."""
        with self._book.read() as session:
            own = _newest(session)
        return {name: own.get(name) or shipped(name) for name in template_names()}

    def usual_words(self, kind: MessageKind) -> str:
        """Return the words that may come again in a kind of message: those of its template, but for thanks."""
        return "" if kind in THANKS else self.texts()[template_name(kind)]

    def versions(self, name: str) -> tuple[TemplateVersion, ...]:
        """Return what I made of a template, the newest version first."""
        with self._book.read() as session:
            rows = select(Template).where(Template.name == name).order_by(Template.version.desc())
            return tuple(TemplateVersion(row.version, row.at, row.text) for row in session.scalars(rows))

    def preview(self, name: str, text: str, tone: Tone, contact_id: int | None = None) -> Draft:
        """Write the draft that a text would make, to a person of the book.

        What the book does not say of them is made up. Raises InvalidInputError, with the line, for a broken text.
        """
        kinds = kinds_and_tones(name)
        kind, tone = next((one for one in kinds if one[1] is tone), kinds[0])
        with self._book.read() as session:
            to = () if contact_id is None else (contact_id,)
            full = Purpose(kind=kind, to=to, tone=tone)
            context = drafting.context(session, full, self._book.clock.now())
        return preview(context, name, text)

    def save(self, name: str, text: str) -> None:
        """Keep a text as the newest version; raises InvalidInputError, with the line, for one that does not work."""
        text = clean(text).rstrip() + "\n"
        try_out(name, text)
        with self._book.write("Change a template") as work:
            _add(work, name, "" if text == shipped(name) else text)

    def reset(self, name: str) -> None:
        """Go back to the shipped text; my versions are kept."""
        shipped(name)
        with self._book.write("Reset a template") as work:
            _add(work, name, "")


def _add(work: UnitOfWork, name: str, text: str) -> None:
    newest = select(Template).where(Template.name == name).order_by(Template.version.desc()).limit(1)
    before = work.session.scalar(newest)
    if text == (before.text if before else ""):
        return
    number = before.version + 1 if before else 1
    work.session.add(Template(name=name, version=number, text=text, at=work.now))
