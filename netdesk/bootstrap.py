"""The composition root, without Qt: opens a book and hands its services to whoever shows or scripts them."""

from __future__ import annotations

import getpass
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from netdesk.db import book as books
from netdesk.db.book import Book
from netdesk.db.restore import restore
from netdesk.domain.errors import BookError
from netdesk.domain.instant import Clock
from netdesk.services.contact_rows import ContactRows
from netdesk.services.contacts import Contacts
from netdesk.services.exports import Exports
from netdesk.services.facts import Facts
from netdesk.services.follow_up_rows import FollowUpRows
from netdesk.services.follow_ups import FollowUps
from netdesk.services.helping import Helping
from netdesk.services.history import History
from netdesk.services.hops import Hops
from netdesk.services.imports import Imports
from netdesk.services.interactions import Interactions
from netdesk.services.introduction_rows import IntroductionRows
from netdesk.services.introductions import Introductions
from netdesk.services.message_rows import MessageRows
from netdesk.services.messages import Messages
from netdesk.services.name_index import NameIndex
from netdesk.services.network_rows import NetworkRows
from netdesk.services.received import Received
from netdesk.services.request_rows import RequestRows
from netdesk.services.requests import Requests
from netdesk.services.resource_rows import ResourceRows
from netdesk.services.resources import Resources
from netdesk.services.sample import create_sample
from netdesk.services.search import Search
from netdesk.services.settings import Settings, put_me
from netdesk.services.today import Today

SAMPLE_CONTACTS = 240
"""People in the sample network that `--sample` opens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything a window or a command can ask of one open book."""

    book: Book
    contacts: Contacts
    contact_rows: ContactRows
    exports: Exports
    facts: Facts
    follow_up_rows: FollowUpRows
    follow_ups: FollowUps
    helping: Helping
    history: History
    hops: Hops
    imports: Imports
    interactions: Interactions
    introduction_rows: IntroductionRows
    introductions: Introductions
    message_rows: MessageRows
    messages: Messages
    network_rows: NetworkRows
    received: Received
    request_rows: RequestRows
    requests: Requests
    resource_rows: ResourceRows
    resources: Resources
    search: Search
    settings: Settings
    today: Today

    @property
    def clock(self) -> Clock:
        """The clock of the book."""
        return self.book.clock

    def close(self) -> BookError | None:
        """Close the book, with a backup if anything changed; returns why there is none where that failed."""
        return self.book.close()


def services(book: Book) -> Services:
    """Build all services over an open book."""
    names = NameIndex(book)
    return Services(
        book=book,
        contacts=Contacts(book),
        contact_rows=ContactRows(book),
        exports=Exports(book),
        facts=Facts(book),
        follow_up_rows=FollowUpRows(book),
        follow_ups=FollowUps(book),
        helping=Helping(book, names),
        history=History(book),
        hops=Hops(book),
        imports=Imports(book),
        interactions=Interactions(book),
        introduction_rows=IntroductionRows(book),
        introductions=Introductions(book),
        message_rows=MessageRows(book),
        messages=Messages(book),
        network_rows=NetworkRows(book, names),
        received=Received(book),
        request_rows=RequestRows(book),
        requests=Requests(book),
        resource_rows=ResourceRows(book),
        resources=Resources(book),
        search=Search(book, names),
        settings=Settings(book),
        today=Today(book),
    )


def open_services(
    path: Path, clock: Clock | None = None, *, create: bool = True, writable: bool = True, program: str = "netdesk"
) -> Services:
    """Open a book, making it first if there is none and `create` says so; raises BookError and its kinds."""
    when = clock or Clock.system()
    if not path.exists():
        if not (create and writable):
            raise BookError(f"There is no book at {path}. Open netdesk once to begin one, or name another with --db.")
        create_book(path, when)
    return services(Book(path, when, writable=writable, program=program))


def create_book(path: Path, clock: Clock, name: str = "") -> None:
    """Make a new book whose only contact is me."""
    books.create(path)
    book = Book(path, clock)
    try:
        with book.write("New book") as work:
            put_me(work, name or _user_name())
        book.forget_steps()
    finally:
        book.close(keep_backup=False)


def restore_book(copy: Path, path: Path, clock: Clock | None = None) -> Path | None:
    """Put a backup in the place of a book; returns where the book that stood there is kept."""
    return restore(copy, path, clock or Clock.system())


@contextmanager
def sample_services(contacts: int = SAMPLE_CONTACTS, clock: Clock | None = None) -> Iterator[Services]:
    """Open a throw-away copy of the sample network, gone when the block ends."""
    when = clock or Clock.system()
    with tempfile.TemporaryDirectory(prefix="netdesk-sample-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "sample.netdesk"
        create_sample(path, contacts, when.today())
        opened = open_services(path, when)
        try:
            yield opened
        finally:
            opened.book.close(keep_backup=False)


def _user_name() -> str:
    try:
        return getpass.getuser().replace(".", " ").title() or "Me"
    except (OSError, KeyError, ImportError):
        return "Me"
