"""The composition root, without Qt: opens a book and hands its services to whoever shows or scripts them.

It is long because every service has its property here, imported and made when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from netdesk.db import book as books
from netdesk.db.book import Book
from netdesk.db.checks import Report, check_file
from netdesk.domain.errors import BookError, NotFoundError
from netdesk.domain.instant import Clock

if TYPE_CHECKING:
    from netdesk.coach.judge import Coach
    from netdesk.language.shared import SharedEncoder
    from netdesk.services.approaches import Approaches
    from netdesk.services.contact_rows import ContactRows
    from netdesk.services.contacts import Contacts
    from netdesk.services.directory import Directory
    from netdesk.services.duplicates import Duplicates
    from netdesk.services.expertise import Expertise
    from netdesk.services.exports import Exports
    from netdesk.services.fact_vectors import FactVectors
    from netdesk.services.facts import Facts
    from netdesk.services.follow_up_rows import FollowUpRows
    from netdesk.services.follow_ups import FollowUps
    from netdesk.services.gifts import Gifts
    from netdesk.services.helping import Helping
    from netdesk.services.hints import Hints
    from netdesk.services.history import History
    from netdesk.services.hops import Hops
    from netdesk.services.imports import Imports
    from netdesk.services.indexing import Indexing
    from netdesk.services.interactions import Interactions
    from netdesk.services.introduction_rows import IntroductionRows
    from netdesk.services.introductions import Introductions
    from netdesk.services.left_out import LeftOut
    from netdesk.services.merging import Merging
    from netdesk.services.message_rows import MessageRows
    from netdesk.services.messages import Messages
    from netdesk.services.name_index import NameIndex
    from netdesk.services.nearest import Nearest
    from netdesk.services.network import Network
    from netdesk.services.network_rows import NetworkRows
    from netdesk.services.preferences import Preferences
    from netdesk.services.private_lines import PrivateLines
    from netdesk.services.received import Received
    from netdesk.services.request_rows import RequestRows
    from netdesk.services.requests import Requests
    from netdesk.services.resource_rows import ResourceRows
    from netdesk.services.resources import Resources
    from netdesk.services.search import Search
    from netdesk.services.settings import Settings
    from netdesk.services.templates import Templates
    from netdesk.services.today import Today
    from netdesk.services.unfinished import Unfinished
    from netdesk.services.ways import Ways

SAMPLE_CONTACTS = 240
"""People in the sample network that `--sample` opens."""


class Services:
    """Everything a window or a command can ask of one open book.

    A service is imported and made when it is first asked for: what the first picture does not need must not delay it.
    """

    def __init__(self, book: Book, encoder: SharedEncoder | None = None) -> None:
        """Serve this book; an encoder that is loaded already need not be loaded again."""
        self.book = book
        if encoder is not None:
            self.encoder = encoder

    @property
    def clock(self) -> Clock:
        """The clock of the book."""
        return self.book.clock

    def look_ahead(self) -> None:
        """Read in advance, on any thread, what the first picture shows; what is wrong is told when it is asked for."""
        with suppress(BookError):
            self.today.counts()
            self.history.last_backup()

    def loads(self) -> Iterator[Callable[[], object]]:
        """Give the steps that import and make every service in advance, for any thread."""
        from netdesk.language.encoder import load_runtime  # noqa: PLC0415

        yield load_runtime
        yield self.book.load_all
        for name, member in vars(Services).items():
            if isinstance(member, cached_property):
                yield partial(getattr, self, name)
        yield from self._first_questions()

    def _first_questions(self) -> Iterator[Callable[[], object]]:
        """Give what a window asks of a single record: SQLAlchemy works a question out when it is asked first.

        What the book lacks is asked for all the same, so that the first request and the first message come as fast.
        """
        me = self.contact_rows.me()
        yield partial(self.contact_rows.detail, me)
        yield partial(self.contact_rows.complete, "me")
        yield partial(self.ways.ties, [me])
        yield partial(self.message_rows.previous, (me,))
        yield partial(self.introduction_rows.row, 0)
        yield self.settings.all
        yield self.templates.texts
        yield partial(self.templates.versions, "")
        for request in self.request_rows.rows()[:1]:
            yield partial(self.request_rows.detail, request.id)
        for draft in self.message_rows.drafts()[:1]:
            yield partial(self.message_rows.detail, draft.id)
        for detail in (self.request_rows.detail, self.message_rows.detail):
            yield partial(_ask_for_nothing, detail)

    def close(self) -> BookError | None:
        """Close the book, with a backup if anything changed; returns why there is none where that failed."""
        return self.book.close()

    @cached_property
    def coach(self) -> Coach:
        from netdesk.coach.judge import Coach  # noqa: PLC0415

        return Coach(self.encoder.ready)

    @cached_property
    def approaches(self) -> Approaches:
        from netdesk.services.approaches import Approaches  # noqa: PLC0415

        return Approaches(self.book)

    @cached_property
    def contacts(self) -> Contacts:
        from netdesk.services.contacts import Contacts  # noqa: PLC0415

        return Contacts(self.book)

    @cached_property
    def contact_rows(self) -> ContactRows:
        from netdesk.services.contact_rows import ContactRows  # noqa: PLC0415

        return ContactRows(self.book)

    @cached_property
    def directory(self) -> Directory:
        from netdesk.services.directory import Directory  # noqa: PLC0415

        return Directory(self.book, self._names)

    @cached_property
    def duplicates(self) -> Duplicates:
        from netdesk.services.duplicates import Duplicates  # noqa: PLC0415

        return Duplicates(self.book)

    @cached_property
    def expertise(self) -> Expertise:
        from netdesk.services.expertise import Expertise  # noqa: PLC0415

        return Expertise(self.book, self._fact_vectors)

    @cached_property
    def exports(self) -> Exports:
        from netdesk.services.exports import Exports  # noqa: PLC0415

        return Exports(self.book)

    @cached_property
    def facts(self) -> Facts:
        from netdesk.services.facts import Facts  # noqa: PLC0415

        return Facts(self.book)

    @cached_property
    def follow_up_rows(self) -> FollowUpRows:
        from netdesk.services.follow_up_rows import FollowUpRows  # noqa: PLC0415

        return FollowUpRows(self.book)

    @cached_property
    def follow_ups(self) -> FollowUps:
        from netdesk.services.follow_ups import FollowUps  # noqa: PLC0415

        return FollowUps(self.book)

    @cached_property
    def gifts(self) -> Gifts:
        from netdesk.services.gifts import Gifts  # noqa: PLC0415

        return Gifts(self.book, self._network, self._fact_vectors)

    @cached_property
    def helping(self) -> Helping:
        from netdesk.services.helping import Helping  # noqa: PLC0415
        from netdesk.services.meaning import Meaning  # noqa: PLC0415

        return Helping(self.book, self._names, self._network, Meaning(self.indexing, self.encoder, self._nearest))

    @cached_property
    def hints(self) -> Hints:
        from netdesk.services.hints import Hints  # noqa: PLC0415

        return Hints(self.book)

    @cached_property
    def history(self) -> History:
        from netdesk.services.history import History  # noqa: PLC0415

        return History(self.book)

    @cached_property
    def hops(self) -> Hops:
        from netdesk.services.hops import Hops  # noqa: PLC0415

        return Hops(self.book)

    @cached_property
    def imports(self) -> Imports:
        from netdesk.services.imports import Imports  # noqa: PLC0415

        return Imports(self.book)

    @cached_property
    def interactions(self) -> Interactions:
        from netdesk.services.interactions import Interactions  # noqa: PLC0415

        return Interactions(self.book)

    @cached_property
    def introduction_rows(self) -> IntroductionRows:
        from netdesk.services.introduction_rows import IntroductionRows  # noqa: PLC0415

        return IntroductionRows(self.book)

    @cached_property
    def introductions(self) -> Introductions:
        from netdesk.services.introductions import Introductions  # noqa: PLC0415

        return Introductions(self.book)

    @cached_property
    def left_out(self) -> LeftOut:
        from netdesk.services.left_out import LeftOut  # noqa: PLC0415

        return LeftOut(self.book)

    @cached_property
    def merging(self) -> Merging:
        from netdesk.services.merging import Merging  # noqa: PLC0415

        return Merging(self.book)

    @cached_property
    def message_rows(self) -> MessageRows:
        from netdesk.services.message_rows import MessageRows  # noqa: PLC0415

        return MessageRows(self.book)

    @cached_property
    def messages(self) -> Messages:
        from netdesk.services.messages import Messages  # noqa: PLC0415

        return Messages(self.book, self._ask_back)

    @cached_property
    def network_rows(self) -> NetworkRows:
        from netdesk.services.network_rows import NetworkRows  # noqa: PLC0415

        return NetworkRows(self.book, self._names, self._network)

    @cached_property
    def private_lines(self) -> PrivateLines:
        from netdesk.services.private_lines import PrivateLines  # noqa: PLC0415

        return PrivateLines(self.book, self.helping, self.gifts)

    @cached_property
    def received(self) -> Received:
        from netdesk.services.received import Received  # noqa: PLC0415

        return Received(self.book)

    @cached_property
    def request_rows(self) -> RequestRows:
        from netdesk.services.request_rows import RequestRows  # noqa: PLC0415

        return RequestRows(self.book)

    @cached_property
    def requests(self) -> Requests:
        from netdesk.services.requests import Requests  # noqa: PLC0415

        return Requests(self.book)

    @cached_property
    def resource_rows(self) -> ResourceRows:
        from netdesk.services.resource_rows import ResourceRows  # noqa: PLC0415

        return ResourceRows(self.book)

    @cached_property
    def resources(self) -> Resources:
        from netdesk.services.resources import Resources  # noqa: PLC0415

        return Resources(self.book)

    @cached_property
    def preferences(self) -> Preferences:
        from netdesk.services.preferences import Preferences  # noqa: PLC0415

        return Preferences(self.book)

    @cached_property
    def search(self) -> Search:
        from netdesk.services.search import Search  # noqa: PLC0415

        return Search(self.book, self._names)

    @cached_property
    def settings(self) -> Settings:
        from netdesk.services.settings import Settings  # noqa: PLC0415

        return Settings(self.book)

    @cached_property
    def templates(self) -> Templates:
        from netdesk.services.templates import Templates  # noqa: PLC0415

        return Templates(self.book)

    @cached_property
    def today(self) -> Today:
        from netdesk.services.today import Today  # noqa: PLC0415

        return Today(self.book)

    @cached_property
    def unfinished(self) -> Unfinished:
        from netdesk.services.unfinished import Unfinished  # noqa: PLC0415

        return Unfinished(self.book)

    @cached_property
    def ways(self) -> Ways:
        from netdesk.services.ways import Ways  # noqa: PLC0415

        return Ways(self.book, self._network, self.directory, self._matched)

    def _matched(self, text: str, limit: int) -> list[int]:
        return [row.id for row in self.helping.match(text, limit).results if row.kind == "contact"]

    def _ask_back(self, text: str) -> tuple[str, ...]:
        return self.coach.ask_back(text)

    @cached_property
    def indexing(self) -> Indexing:
        from netdesk.services.indexing import Indexing  # noqa: PLC0415

        return Indexing(self.book, self.encoder, self._nearest)

    @cached_property
    def encoder(self) -> SharedEncoder:
        from netdesk.language.shared import SharedEncoder  # noqa: PLC0415

        return SharedEncoder()

    @cached_property
    def _nearest(self) -> Nearest:
        from netdesk.services.nearest import Nearest  # noqa: PLC0415

        return Nearest(self.book, self.encoder.name)

    @cached_property
    def _fact_vectors(self) -> FactVectors:
        from netdesk.services.fact_vectors import FactVectors  # noqa: PLC0415

        return FactVectors(self.book, self._nearest)

    @cached_property
    def _names(self) -> NameIndex:
        from netdesk.services.name_index import NameIndex  # noqa: PLC0415

        return NameIndex(self.book)

    @cached_property
    def _network(self) -> Network:
        from netdesk.services.network import Network  # noqa: PLC0415

        return Network(self.book)


def open_services(
    path: Path,
    clock: Clock | None = None,
    *,
    create: bool = True,
    writable: bool = True,
    program: str = "netdesk",
    encoder: SharedEncoder | None = None,
) -> Services:
    """Open a book, making it first if there is none and `create` says so; raises BookError and its kinds."""
    when = clock or Clock.system()
    if not path.exists():
        if not (create and writable):
            raise _no_book(path)
        create_book(path, when)
    return Services(Book(path, when, writable=writable, program=program), encoder)


def open_for_window(path: Path) -> Services:
    """Open a book for a window, making it first if there is none, and look ahead; raises BookError and its kinds."""
    services = open_services(path, program="netdesk window")
    services.look_ahead()
    return services


def create_book(path: Path, clock: Clock, name: str = "") -> None:
    """Make a new book whose only contact is me."""
    from netdesk.services.settings import give_name, guess_name  # noqa: PLC0415

    books.create(path)
    book = Book(path, clock)
    try:
        with book.write("New book") as work:
            if name:
                give_name(work, name)
            else:
                guess_name(work, _user_name())
        book.forget_steps()
    finally:
        book.close(keep_backup=False)


def check_book(path: Path) -> Report:
    """Look for damage in a book that need not be sound enough to open, and leave it as it is."""
    if not path.exists():
        raise _no_book(path)
    return check_file(path)


def restore_book(copy: Path, path: Path, clock: Clock | None = None) -> Path | None:
    """Put a backup in the place of a book; returns where the book that stood there is kept."""
    from netdesk.db.restore import restore  # noqa: PLC0415

    return restore(copy, path, clock or Clock.system())


@contextmanager
def sample_services(contacts: int = SAMPLE_CONTACTS, clock: Clock | None = None) -> Iterator[Services]:
    """Open a throw-away copy of the sample network, gone when the block ends."""
    import tempfile  # noqa: PLC0415

    from netdesk.services.sample import create_sample  # noqa: PLC0415

    when = clock or Clock.system()
    with tempfile.TemporaryDirectory(prefix="netdesk-sample-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "sample.netdesk"
        create_sample(path, contacts, when.today())
        opened = open_services(path, when)
        try:
            yield opened
        finally:
            opened.book.close(keep_backup=False)


def _ask_for_nothing(detail: Callable[[int], object]) -> None:
    with suppress(NotFoundError):
        detail(0)


def _no_book(path: Path) -> BookError:
    return BookError(f"There is no book at {path}. Open netdesk once to begin one, or name another with --db.")


def _user_name() -> str:
    import getpass  # noqa: PLC0415

    try:
        return getpass.getuser().replace(".", " ").title() or "Me"
    except (OSError, KeyError, ImportError):
        return "Me"
