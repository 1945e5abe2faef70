"""Made `schema-1.netdesk` when schema 1 was the present one: `python -m tests.db.books.make_schema_1 FILE`.

The stored book stays as it is for ever, since users have such books; later versions open it in the tests.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

from netdesk.db.book import Book, create
from netdesk.domain.dates import PartialDate
from netdesk.domain.instant import Clock
from netdesk.domain.words import Consent, DateKind, FactKind, HopState, RequestDirection, Visibility
from netdesk.services.contacts import Contacts
from netdesk.services.facts import Facts
from netdesk.services.hops import Hops
from netdesk.services.introductions import Introductions
from netdesk.services.people import NewContact
from netdesk.services.requests import Requests
from netdesk.services.settings import Settings

CLOCK = Clock.fixed(date(2026, 11, 23))


def make(path: Path) -> None:
    """Write the book, with small pages, since each of its many tables and indexes fills one at least."""
    create(path)
    book = Book(path, CLOCK)
    contacts, hops, introductions = Contacts(book), Hops(book), Introductions(book)
    Settings(book).change(name="Robin Baker")
    ama = contacts.add(
        NewContact(name="Ama Owusu", email="ama@example.org", organisation="Bergos", role="Buyer", tags=("food",))
    )
    kofi = contacts.add(NewContact(name="Kofi Novák", phone="+49 30 901820", notes="met on a train"))
    contacts.set_how_met(kofi, introducer=ama, met_on=PartialDate(2021, 3), place="Graz")
    contacts.remember_date(kofi, DateKind.BIRTHDAY, PartialDate(None, 2, 29))
    contacts.set_photo(kofi, bytes(range(256)))
    Facts(book).add(kofi, FactKind.OFFERS, "cold storage", Visibility.PRIVATE)
    request = Requests(book).capture(
        RequestDirection.RECEIVED,
        "Can I pick your brain?",
        who=[ama],
        fields={"ask": "a depot", "topic": "cold storage"},
    )
    hop = hops.add(request, contact=kofi)
    hops.advance(hop, HopState.ASKED)
    introduction = introductions.propose([ama, kofi], ("a depot", "a customer"), hop_id=hop, note="Ama buys fruit.")
    with book.read() as session:
        party = session.connection().exec_driver_sql("SELECT id FROM party WHERE contact_id = ?", (kofi,)).scalar_one()
    introductions.consent(party, Consent.GRANTED)
    introductions.make(introduction)
    contacts.edit(ama, notes="undone")
    book.undo()
    book.close(keep_backup=False)
    with closing(sqlite3.connect(path)) as small:
        small.execute("PRAGMA journal_mode = DELETE")
        small.execute("PRAGMA page_size = 512")
        small.execute("VACUUM")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
