"""Bringing contacts, mails and meetings of other programs, and whole archives, into the book."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from netdesk.db.book import Book
from netdesk.domain.errors import ChangedBookError, InvalidInputError
from netdesk.domain.text import shorten
from netdesk.exchange.bounded import bounded
from netdesk.exchange.csv_mapping import Columns, columns_in
from netdesk.exchange.csv_reader import no_header, read_table
from netdesk.exchange.csv_words import Target
from netdesk.exchange.detect import read_bytes, sniff
from netdesk.exchange.reading import read_contacts
from netdesk.exchange.records import Format, ReadResult
from netdesk.exchange.uncollected import uncollected
from netdesk.services import archives
from netdesk.services.importing.additions import Difference
from netdesk.services.importing.interactions import INTERACTION_FORMATS, log, preview
from netdesk.services.importing.plan import ImportPlan, ImportReport, Outcome
from netdesk.services.importing.planner import Planner
from netdesk.services.importing.rows import Progress
from netdesk.services.importing.writer import ImportWriter
from netdesk.services.settings import put, value

_MAPPINGS = "csv_mappings"


def _never() -> bool:
    return False


class Imports:
    """The verbs for importing: look first, then do it, all or nothing."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book

    def preview(
        self,
        path: Path,
        mapping: Mapping[str, Target] | None = None,
        cancelled: Callable[[], bool] = _never,
        *,
        add_unknown: bool = False,
    ) -> ImportPlan:
        """Read a file beside the book and work out what importing it would do; nothing is written.

        `mapping` gives the columns of a CSV file their meaning where its headers do not; `add_unknown` takes in the
        people of mails and meetings whom the book does not know. Raises UnreadableFileError and CancelledError.
        """
        start = time.perf_counter()
        kind = sniff(path)
        if kind is Format.ARCHIVE:
            return self._preview_archive(path, start)
        if kind in INTERACTION_FORMATS:
            state, now = self._book.state, self._book.clock.now()
            with self._book.read() as session:
                plan = preview(session, path, kind, now, cancelled, add_unknown=add_unknown)
            otherwise = replace(plan.otherwise, stamp=state) if plan.otherwise else None
            return replace(plan, seconds=time.perf_counter() - start, stamp=state, otherwise=otherwise)
        if kind is Format.CSV:
            return self._preview_table(path, self._table(path), mapping, cancelled, start)
        result = bounded(read_contacts(path))
        plan = self._planned(path, result, cancelled)
        return replace(plan, seconds=time.perf_counter() - start)

    def look(self, path: Path, cancelled: Callable[[], bool] = _never) -> ImportPlan | Columns:
        """Preview a file, or give the columns whose meaning has to be told first; a table is read once for both."""
        start = time.perf_counter()
        if sniff(path) is not Format.CSV:
            return self.preview(path, None, cancelled)
        columns = self._table(path)
        if columns is not None and self._is_unknown(columns):
            return columns
        return self._preview_table(path, columns, None, cancelled, start)

    def columns(self, path: Path) -> Columns | None:
        """Look at the columns of a CSV file that netdesk cannot tell by their names, nor remembers being told.

        None for every other file. Raises UnreadableFileError.
        """
        columns = self._table(path) if sniff(path) is Format.CSV else None
        return columns if columns is not None and self._is_unknown(columns) else None

    def _is_unknown(self, columns: Columns) -> bool:
        return not columns.is_known and columns.key not in self._remembered()

    def _remembered(self) -> dict[str, dict[str, str]]:
        with self._book.read() as session:
            remembered: dict[str, dict[str, str]] = value(session, _MAPPINGS)
        return remembered

    @staticmethod
    def _table(path: Path) -> Columns | None:
        with uncollected():
            return columns_in(read_bytes(path))

    def _preview_table(
        self,
        path: Path,
        columns: Columns | None,
        mapping: Mapping[str, Target] | None,
        cancelled: Callable[[], bool],
        start: float,
    ) -> ImportPlan:
        """Work out what a table would bring by what its columns are said to mean, now or at an earlier import."""
        if columns is None:
            raise no_header(str(path))
        stored = self._remembered().get(columns.key)
        if mapping is None and stored is not None:
            targets = {str(target): target for target in Target}
            mapping = {header: targets[word] for header, word in stored.items() if word in targets}
        if not (mapping or columns.is_known):
            raise no_header(str(path))
        with uncollected():
            result = bounded(read_table(columns.table, mapping or None))
        plan = self._planned(path, result, cancelled)
        told = (columns.key, mapping) if mapping else None
        return replace(plan, seconds=time.perf_counter() - start, mapping=told)

    def join(
        self, plan: ImportPlan, joined: Mapping[int, str], taken: frozenset[tuple[int, Difference]] = frozenset()
    ) -> ImportPlan:
        """Plan anew with what the user decides.

        `joined` are lines that are taken for whom they resemble, each with who that is; `taken` the differences,
        each with its line, in which the file is right.
        """
        if plan.result is None:
            return plan
        again = self._planned(plan.path, plan.result, _never, joined, taken)
        return replace(again, seconds=plan.seconds, mapping=plan.mapping)

    def again(self, plan: ImportPlan, cancelled: Callable[[], bool] = _never) -> ImportPlan:
        """Look again at a file whose plan no longer fits the book, with all that the user decided."""
        if plan.format in INTERACTION_FORMATS:
            return self.preview(plan.path, None, cancelled, add_unknown=plan.add_unknown)
        return self.join(plan, plan.joined, plan.taken)

    def run(
        self,
        plan: ImportPlan,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """Carry out a plan in one transaction, one step of undo, with a backup before it.

        `progress` is told rows done and rows in all. Raises ChangedBookError where the book has changed since so that
        the import would do something else than was shown, CancelledError, both of which leave the book as it was,
        UnreadableFileError for an unsound archive, and BookError.
        """
        start, stop = time.perf_counter(), cancelled or _never
        if plan.format is Format.ARCHIVE:
            return self._run_archive(plan, progress, stop, start)
        introductions = 0
        if not plan.is_known:
            self._book.backup_now()
            with self._book.write(_label(plan)) as work:
                has_changed = self._book.state != plan.stamp
                if plan.format in INTERACTION_FORMATS:
                    done = log(work, plan, progress, stop)
                    if has_changed:
                        _refuse_other(plan, done)
                    work.label = _label(done)
                    return ImportReport.of(done, done.seconds + time.perf_counter() - start)
                if plan.result is not None and has_changed:
                    decided = (plan.joined, plan.taken)
                    again = self._plan(work.session, plan.stamp, plan.path, plan.result, stop, *decided)
                    _refuse_other(plan, again)
                    plan = replace(again, seconds=plan.seconds, mapping=plan.mapping)
                writer = ImportWriter(work, plan, str(value(work.session, "phone_region")))
                with uncollected():
                    writer.write(progress, stop)
                if plan.mapping:
                    key, mapping = plan.mapping
                    put(work, _MAPPINGS, value(work.session, _MAPPINGS) | {key: dict(mapping)})
                introductions = writer.introductions
        return ImportReport.of(plan, plan.seconds + time.perf_counter() - start, introductions)

    def _planned(self, path: Path, *given: Any) -> ImportPlan:
        """Plan beside the book; its state is taken before it is read, so that no change to it goes unseen."""
        state = self._book.state
        with self._book.read() as session:
            return self._plan(session, state, path, *given)

    @staticmethod
    def _plan(
        session: Session,
        state: int,
        path: Path,
        result: ReadResult,
        cancelled: Callable[[], bool],
        joined: Mapping[int, str] | None = None,
        taken: frozenset[tuple[int, Difference]] = frozenset(),
    ) -> ImportPlan:
        with uncollected():
            planner = Planner(session, result, str(value(session, "phone_region")), cancelled, joined, taken)
            return planner.plan(path, state)

    def _preview_archive(self, path: Path, start: float) -> ImportPlan:
        with self._book.read() as session:
            if not archives.is_empty(session):
                raise InvalidInputError(
                    f"{path} is an archive of a whole book, and this book is not empty. "
                    "Make a new book with File, New, and import it there."
                )
        contacts = archives.count_contacts(path)
        seconds = time.perf_counter() - start
        return ImportPlan(path=path, format=Format.ARCHIVE, archived=contacts, seconds=seconds)

    def _run_archive(
        self, plan: ImportPlan, progress: Progress | None, cancelled: Callable[[], bool], start: float
    ) -> ImportReport:
        self._book.backup_now()
        with self._book.write(f"Import the archive {_shown(plan.path)}") as work:
            added = archives.restore(work, plan.path, progress, cancelled, plan.archived)
        seconds = plan.seconds + time.perf_counter() - start
        return ImportReport(path=plan.path, format=plan.format, added=added, seconds=seconds)


def _refuse_other(plan: ImportPlan, again: ImportPlan) -> None:
    """Refuse to do something else than what was shown."""
    if plan.does != again.does:
        raise ChangedBookError(
            "The book has changed, and the import would do something else now than was shown. Nothing was written. "
            "Look again before you import."
        )


def _shown(path: Path) -> str:
    return shorten(path.name, 60)


def _label(plan: ImportPlan) -> str:
    added = plan.count(Outcome.NEW)
    if plan.format in INTERACTION_FORMATS:
        what, count = "email" if plan.format is Format.MAIL else "meeting", plan.will_log
        return f"Log {count:,} {what}{'' if count == 1 else 's'} from {_shown(plan.path)}"
    if added:
        return f"Import {added:,} contact{'' if added == 1 else 's'} from {_shown(plan.path)}"
    if plan.is_empty:
        return f"Remember what {_shown(plan.path)} says"
    return f"Update contacts from {_shown(plan.path)}"
