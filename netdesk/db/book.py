"""A book: one SQLite file with one writer, any number of readers, and listeners for what changes.

SQLAlchemy and the mapped classes take long to load, so that what needs them is imported where it is used: a book opens
and answers plain questions without them.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from netdesk.db import connections, files, steps
from netdesk.db.checks import Report, check, prove
from netdesk.db.faults import in_words
from netdesk.db.format import SCHEMA_VERSION
from netdesk.db.lock import BookLock
from netdesk.db.steps import Step
from netdesk.domain.changes import Changes
from netdesk.domain.errors import BookError
from netdesk.domain.instant import Clock

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.orm import Session

    from netdesk.db.unit_of_work import UnitOfWork

Listener = Callable[[Changes], None]


def create(path: Path) -> None:
    """Make a new, empty book, whole or not at all; raises BookError where there is one already."""
    from netdesk.db import engine, schema  # noqa: PLC0415

    with in_words(path):
        if path.exists() and path.stat().st_size:
            raise BookError(f"{path} exists already. Choose another name, or open it.")
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".new")
        part.unlink(missing_ok=True)
        try:
            writer = engine.plain(part)
            try:
                with writer.begin() as connection:
                    schema.create(connection)
            finally:
                writer.dispose()
            files.set_aside(path)
            files.put(part, path)
        finally:
            part.unlink(missing_ok=True)


class Book:
    """An open book.

    A writing book holds the lock file and the one writing connection; units of work wait for each other. Anybody may
    read at any time. `listeners` are told of every commit, on the thread that made it. `state` is another number
    after every turn to write records, whatever the undo log says.
    """

    def __init__(self, path: Path, clock: Clock, *, writable: bool = True, program: str = "netdesk") -> None:
        """Open the file; raises BookError and its kinds, and leaves the file untouched where it is refused."""
        self.path = path = Path(os.path.realpath(path))
        self.clock = clock
        self.writable = writable
        self.listeners: list[Listener] = []
        self.state = 0
        self._changed = False
        self._mutex = threading.RLock()
        self._busy = False
        self._still = False
        self._writing: sqlite3.Connection | None = None
        self._idle: deque[sqlite3.Connection] = deque()
        self._engines: dict[str, Engine] = {}
        self._making = threading.Lock()
        files.inspect(path)
        with in_words(path):
            self._lock = BookLock(path, program) if writable else None
        try:
            self._open()
        except BaseException:
            self.close(keep_backup=False)
            raise

    def _open(self) -> None:
        version = prove(self.path)
        if version < SCHEMA_VERSION:
            self._migrate(version)
        with in_words(self.path):
            if self.writable:
                self._writing = connections.writing(self.path)
                self._writing.execute("BEGIN IMMEDIATE")  # tells at the start that a file can only be read
                self._writing.execute("COMMIT")
            self._still = not self.writable and _lies_still(self.path)

    def _migrate(self, version: int) -> None:
        if not self.writable:
            raise BookError(f"{self.path} was written by an older netdesk. Open it once in the window, then try again.")
        from netdesk.db import migrate  # noqa: PLC0415

        self.backup_now()
        migrate.upgrade(self.path, version)

    @contextmanager
    def write(self, label: str, session_key: str | None = None, *, lasting: bool = False) -> Iterator[UnitOfWork]:
        """Run one unit of work, which is one undo step unless an editing session of this key goes on or it is to last.

        Raises BookError where the book cannot be written; any exception rolls all of it back.
        """
        from sqlalchemy.orm import Session  # noqa: PLC0415

        from netdesk.db.undo import UndoLog  # noqa: PLC0415
        from netdesk.db.unit_of_work import UnitOfWork  # noqa: PLC0415

        with (
            self._turn() as writer,
            in_words(self.path),
            Session(writer, expire_on_commit=False) as session,
            session.begin(),
        ):
            log = UndoLog(session.connection())
            after = log.position()
            work = UnitOfWork(session, self.clock.now(), label)
            yield work
            session.flush()
            if lasting:
                work.changes = log.leave_out(work.label, after)
            else:
                work.changes = log.record(work.label, str(work.now), after, session_key)
        self._tell(work.changes)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Read one consistent state of the book, on any thread."""
        from sqlalchemy.orm import Session  # noqa: PLC0415

        with in_words(self.path), Session(self._reader(), expire_on_commit=False) as session:
            yield session

    @contextmanager
    def connect(self) -> Iterator[sqlite3.Connection]:
        """Read one consistent state by plain SQL, on any thread."""
        with in_words(self.path):
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = connections.reading(self.path, still=self._still)
                connection.row_factory = connections.Row
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                connection.rollback()
                self._idle.append(connection)

    def load_all(self) -> None:
        """Import the mapped classes in advance, on any thread."""
        from sqlalchemy.orm import configure_mappers  # noqa: PLC0415

        from netdesk.db import tables, undo, unit_of_work  # noqa: F401, PLC0415

        configure_mappers()
        with self.read() as session:
            session.connection()

    def undo(self) -> Changes:
        """Take the last step back; nothing to undo gives no changes."""
        return self._replay(undone=True)

    def redo(self) -> Changes:
        """Bring the last undone step back; nothing to redo gives no changes."""
        return self._replay(undone=False)

    def _replay(self, undone: bool) -> Changes:
        from netdesk.db.undo import UndoLog  # noqa: PLC0415

        with self._turn() as writer, in_words(self.path), writer.begin() as connection:
            log = UndoLog(connection)
            row = connection.exec_driver_sql(steps.NEXT_UNDO if undone else steps.NEXT_REDO).first()
            step = Step(*row) if row else None
            changes = log.replay(step, undone) if step else Changes()
        self._tell(changes)
        return changes

    @contextmanager
    def _turn(self, *, records: bool = True) -> Iterator[Engine]:
        """Wait for the turn to write, be it records or what is none, and hand out the writer."""
        if self._writing is None:
            raise BookError(
                f"{self.path} is open for reading only. Close the program that writes to it, then try again."
            )
        with self._mutex:
            if self._busy:
                raise RuntimeError("a unit of work cannot begin inside another")
            self._busy = True
            try:
                yield self._writer(self._writing)
            finally:
                self.state += records
                self._busy = False

    def steps(self) -> tuple[Step | None, Step | None]:
        """Return what undo and redo would do next."""
        with self.connect() as connection:
            undo, redo = (connection.execute(one).fetchone() for one in (steps.NEXT_UNDO, steps.NEXT_REDO))
        return Step(*undo) if undo else None, Step(*redo) if redo else None

    def forget_steps(self) -> None:
        """Begin with an empty undo log, as a new book does."""
        from netdesk.db.undo import UndoLog  # noqa: PLC0415

        with self.write_unlogged() as connection:
            UndoLog(connection).clear()

    @contextmanager
    def write_unlogged(self) -> Iterator[Connection]:
        """Write what is no part of the book's records: it is not undone, and listeners are not told of it."""
        with self._turn(records=False) as writer, in_words(self.path), writer.begin() as connection:
            yield connection

    def backup_now(self) -> Path:
        """Make an automatic backup and return it."""
        from netdesk.db import backup  # noqa: PLC0415

        made = backup.automatic(self.path, self.clock.now().local)
        self._changed = False
        return made

    def check(self) -> Report:
        """Look for damage, naming every damaged table."""
        with self.connect() as connection:
            return check(connection)

    def close(self, *, keep_backup: bool = True) -> BookError | None:
        """Close all connections and give the lock back; back up first if anything changed.

        Returns why there is no backup, where it failed: the book closes all the same.
        """
        fault = None
        if keep_backup and self._changed:
            try:
                self.backup_now()
            except BookError as error:
                fault = error
        for made in self._engines.values():
            made.dispose()
        while self._idle:
            self._idle.pop().close()
        if self._writing is not None:
            self._writing.close()
        if getattr(self, "_lock", None) is not None:
            self._lock.release()  # type: ignore[union-attr]
        return fault

    def _writer(self, connection: sqlite3.Connection) -> Engine:
        from netdesk.db import engine  # noqa: PLC0415

        with self._making:
            if "write" not in self._engines:
                self._engines["write"] = engine.writing(connection)
            return self._engines["write"]

    def _reader(self) -> Engine:
        from netdesk.db import engine  # noqa: PLC0415

        with self._making:
            if "read" not in self._engines:
                self._engines["read"] = engine.reading(self.path, still=self._still)
            return self._engines["read"]

    def _tell(self, changes: Changes) -> None:
        if not changes:
            return
        self._changed = True
        for listener in tuple(self.listeners):
            listener(changes)


def _lies_still(path: Path) -> bool:
    """Tell whether nobody can change the file, so that it can be read without a write-ahead log beside it."""
    wal = files.wal_path(path)
    return not (os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)) and not (
        wal.exists() and wal.stat().st_size
    )
