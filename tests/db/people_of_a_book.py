"""Short ways to put people, and what they did, into the book of a test."""

from __future__ import annotations

from datetime import date

from netdesk.db.book import Book
from netdesk.db.tables import Connection, Contact, DateToRemember, HowMet
from netdesk.domain.dates import PartialDate
from netdesk.domain.instant import Clock, Instant
from netdesk.domain.text import fold
from netdesk.domain.words import DateKind, FactKind, InteractionKind, Standing, Visibility
from netdesk.services.facts import Facts
from netdesk.services.interactions import Interactions
from netdesk.services.people import NewContact, create

TODAY = date(2026, 11, 23)


def at(year: int, month: int, day: int) -> Instant:
    """Ten o'clock of a day."""
    return Clock.fixed(date(year, month, day)).now()


def me(book: Book, name: str = "Nora Ashdown") -> int:
    """Say who I am."""
    with book.write("me") as work:
        mine = Contact(display_name=name, sort_name=fold(name), is_me=True, created_at=work.now)
        work.session.add(mine)
        work.session.flush()
        return mine.id


def person(
    book: Book,
    name: str,
    *,
    offers: str = "",
    needs: str = "",
    private: str = "",
    cadence: int | None = None,
    standing: Standing = Standing.ASK,
    **details: str | tuple[str, ...],
) -> int:
    """Add a contact with facts."""
    with book.write("person") as work:
        contact = create(work, NewContact(name=name, **details))
        contact.cadence_days, contact.standing = cadence, standing
        number = contact.id
    facts = Facts(book)
    for kind, text, visibility in (
        (FactKind.OFFERS, offers, Visibility.SHAREABLE),
        (FactKind.NEEDS, needs, Visibility.SHAREABLE),
        (FactKind.OFFERS, private, Visibility.PRIVATE),
    ):
        if text:
            facts.add(number, kind, text, visibility)
    return number


def archived(book: Book, contact_id: int) -> None:
    """Archive a contact."""
    with book.write("archive") as work:
        work.session.get_one(Contact, contact_id).archived_at = work.now


def met(book: Book, *contacts: int, on: Instant, text: str = "") -> int:
    """Log a meeting with contacts."""
    return Interactions(book).log(InteractionKind.MEETING, contacts, at=on, text=text)


def how_met(book: Book, contact: int, introducer: int | None = None, on: PartialDate | None = None) -> None:
    """Say how I came to know somebody."""
    with book.write("how met") as work:
        work.session.add(HowMet(contact_id=contact, introducer_id=introducer, met_on=on))


def connected(book: Book, one: int, other: int, kind: str = "knows", until: PartialDate | None = None) -> None:
    """Say that two know each other, or did until some day."""
    with book.write("connect") as work:
        work.session.add(Connection(first_id=one, second_id=other, kind=kind, until=until))


def birthday(book: Book, contact: int, day: str) -> None:
    """Enter a birthday."""
    with book.write("birthday") as work:
        work.session.add(DateToRemember(contact_id=contact, kind=DateKind.BIRTHDAY, day=PartialDate.parse(day)))
