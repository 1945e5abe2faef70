"""Makes a new book that holds a sample network."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from netdesk.db import book, engine, schema
from netdesk.db.faults import in_words
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.services.sample.network import Progress, write_sample
from netdesk.services.sample.sheet import moment


def create_sample(path: Path, contacts: int, today: date, progress: Progress | None = None) -> None:
    """Make a book with a sample network, whole or not at all; there is nothing to undo in it.

    The full-text index is built once at the end, which takes half the time of keeping it row by row. Raises BookError
    where there is a file already or none can be written, InvalidInputError for a size outside 0 to 100,000.
    """
    book.create(path)
    try:
        _fill(path, contacts, today, progress)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _fill(path: Path, contacts: int, today: date, progress: Progress | None) -> None:
    writer = engine.plain(path)
    try:
        with in_words(path), Session(writer) as session, session.begin():
            schema.drop_derived(session.connection())
            write_sample(UnitOfWork(session, moment(today), "Write the sample network"), contacts, today, progress)
            schema.rebuild_derived(session.connection())
    finally:
        writer.dispose()
