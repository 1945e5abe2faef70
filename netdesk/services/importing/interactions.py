"""Logging the mails and meetings of a file: with whom each was, which way it went, and which are logged already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.errors import CancelledError
from netdesk.domain.instant import Instant
from netdesk.domain.text import fold, shorten
from netdesk.domain.words import Direction, PointKind
from netdesk.exchange.calendar_reader import read_meetings
from netdesk.exchange.interactions import read_mailbox
from netdesk.exchange.mail import is_nobody
from netdesk.exchange.records import (
    ContactRecord,
    Format,
    InteractionRecord,
    PersonReference,
    PointRecord,
    Skipped,
)
from netdesk.services.deleted import DeletedInteractions
from netdesk.services.importing.interaction_rows import InteractionRows, Taken
from netdesk.services.importing.plan import ImportPlan, Outcome, PlannedContact
from netdesk.services.importing.rows import Progress
from netdesk.services.people import NewContact, create
from netdesk.services.points import normal

INTERACTION_FORMATS = frozenset({Format.MAIL, Format.ICALENDAR})

_CHUNK = 500
_MOST_PEOPLE = 50
"""People of one mail up to whom unknown ones may be added; more are a circular."""
_MOST_NAMED = 3
_SENT = frozenset(
    {"sent", "sent mail", "sent items", "sent messages", "gesendet", "gesendete objekte", "gesendete elemente"}
    | {"envoyes", "messages envoyes", "elements envoyes", "enviados", "elementos enviados", "inviata", "posta inviata"}
)
"""Folded names that programs give to the mailbox of what was sent."""

_NAMELESS = "It names nobody but you."
_DELETED = "You deleted it from the book, so it stays away."


class LoggedInteractions:
    """What is logged of a source; whoever asks for the same one right after another is not told anew by the book."""

    def __init__(self, session: Session) -> None:
        """Ask this book."""
        self._run = session.connection().exec_driver_sql
        self.find = lru_cache(maxsize=1)(self._find)

    def _find(self, source: str, key: str) -> Any:
        query = "SELECT id, at, subject, text, created_at FROM interaction WHERE source = ? AND key = ?"
        return self._run(query, (source, key)).first()


class InteractionSorter:
    """Goes through the interactions of a file, and tells what becomes of each."""

    def __init__(self, session: Session, path: Path, logged: LoggedInteractions, *, add_unknown: bool) -> None:
        """Read who can be reached at which address; `add_unknown` takes in people that the book does not know.

        The name of the file may say that it holds what I sent.
        """
        self._logged = logged
        run = session.connection().exec_driver_sql
        self.add_unknown = add_unknown
        self._deleted = DeletedInteractions(session)
        self._of_address: dict[str, int] = {}
        self._seen: set[int] = set()
        self._reasons: dict[str, str] = {}
        me = run("SELECT id, display_name FROM contact WHERE is_me").all()
        self._mine = {contact_id for contact_id, _ in me}
        self._my_names = {fold(name) for _, name in me}
        self._is_sent = fold(path.stem.replace("-", " ").replace("_", " ")) in _SENT
        for address, contact_id in run(
            "SELECT normal, contact_id FROM contact_point WHERE kind = ? AND normal <> '' ORDER BY contact_id DESC",
            (str(PointKind.EMAIL),),
        ):
            self._of_address[address] = contact_id
        self.counts: Counter[Outcome] = Counter()
        self.skipped: list[Skipped] = []
        self.unknown: dict[str, PersonReference] = {}
        self.added: dict[str, PersonReference] = {}

    @property
    def done(self) -> int:
        """Count what was gone through."""
        return self.counts.total() + len(self.skipped)

    def take(self, one: InteractionRecord | Skipped, add: Callable[[PersonReference], int]) -> Taken | None:
        """Give what is written of an interaction; None for one that is not logged. `add` adds people."""
        if isinstance(one, Skipped):
            self.skipped.append(one)
            return None
        mark, logged = hash((one.source, one.key)), self._logged.find(one.source, one.key)
        if mark in self._seen or (logged is not None and not _is_newer(one, logged)):
            self.counts[Outcome.SAME] += 1
            return None
        if logged is None and self._deleted.has(one.source, one.key):
            self.skipped.append(Skipped(one.line, _DELETED))
            return None
        found, unknown = self._people(one, add)
        others = [who for who in found if who not in self._mine]
        if not others:
            self.skipped.append(Skipped(one.line, self._reason(unknown)))
            return None
        self._seen.add(mark)
        self.counts[Outcome.NEW if logged is None else Outcome.CHANGED] += 1
        return Taken(others, self._direction(one), logged.id if logged is not None else None)

    def _people(
        self, one: InteractionRecord, add: Callable[[PersonReference], int]
    ) -> tuple[list[int], list[PersonReference]]:
        unique = {normal(PointKind.EMAIL, who.email): who for who in one.people}
        found, unknown = [], []
        for address, who in unique.items():
            known = self._of_address.get(address)
            if known is None and self._is_mine(one, who):
                known = self._of_address[address] = min(self._mine)
            if known is None:
                unknown.append(who)
            else:
                found.append(known)
        if not one.bulk and len(unique) <= _MOST_PEOPLE:
            for who in unknown:
                address = normal(PointKind.EMAIL, who.email)
                if is_nobody(address):
                    continue
                self.unknown.setdefault(address, who)
                if self.add_unknown:
                    self.added[address] = who
                    self._of_address[address] = add(who)
                    found.append(self._of_address[address])
        return list(dict.fromkeys(found)), unknown

    def _is_mine(self, one: InteractionRecord, who: PersonReference) -> bool:
        """Tell an address of mine that the book does not have: under my name, or as the writer of what I sent."""
        is_me = fold(who.name) in self._my_names or (self._is_sent and who.email == one.writer)
        return is_me and bool(self._mine)

    def _direction(self, one: InteractionRecord) -> Direction:
        """Tell who reached out: I, one of the contacts, or, as in a meeting or in a thread of others, nobody alone."""
        writer = self._of_address.get(normal(PointKind.EMAIL, one.writer)) if one.writer else None
        if writer is None:
            return Direction.BOTH
        return Direction.OUT if writer in self._mine else Direction.IN

    def _reason(self, unknown: list[PersonReference]) -> str:
        if not unknown:
            return _NAMELESS
        named = ", ".join(shorten(who.email, 80) for who in unknown[:_MOST_NAMED])
        more = f" and {len(unknown) - _MOST_NAMED:,} more" if len(unknown) > _MOST_NAMED else ""
        reason = f"Nobody in it is in the book: {named}{more}."
        return self._reasons.setdefault(reason, reason)


def _records(path: Path, kind: Format, now: Instant, *, with_text: bool) -> Iterable[InteractionRecord | Skipped]:
    return read_mailbox(path, now, with_text=with_text) if kind is Format.MAIL else read_meetings(path, now)


def preview(
    session: Session, path: Path, kind: Format, now: Instant, cancelled: Callable[[], bool], *, add_unknown: bool
) -> ImportPlan:
    """Work out what logging the interactions of a file would do; texts stay in the file until they are written.

    The plan comes with the one that the user has by deciding otherwise about unknown people.
    """
    logged = LoggedInteractions(session)
    sorters = [InteractionSorter(session, path, logged, add_unknown=adds) for adds in (add_unknown, not add_unknown)]
    keys = iter(range(-1, -(10**9), -1))
    for one in _records(path, kind, now, with_text=False):
        _refuse_cancelled(sorters[0], cancelled)
        for sorter in sorters:
            sorter.take(one, lambda who: next(keys))
    plan, otherwise = (_plan(sorter, path, kind) for sorter in sorters)
    return replace(plan, otherwise=otherwise)


def _plan(sorter: InteractionSorter, path: Path, kind: Format) -> ImportPlan:
    return ImportPlan(
        path=path,
        format=kind,
        skipped=tuple(sorter.skipped),
        named=tuple(PlannedContact(-place, _contact(who)) for place, who in enumerate(sorter.added.values(), 1)),
        logged=dict(sorter.counts),
        unknown=tuple(sorter.unknown.values()),
        add_unknown=sorter.add_unknown,
    )


def log(work: UnitOfWork, plan: ImportPlan, progress: Progress | None, cancelled: Callable[[], bool]) -> ImportPlan:
    """Read the file again and log what it holds; gives the plan as it was carried out. Raises CancelledError."""
    sorter = InteractionSorter(work.session, plan.path, LoggedInteractions(work.session), add_unknown=plan.add_unknown)
    rows = InteractionRows(work)
    total = sum(plan.logged.values()) + len(plan.skipped)
    for one in _records(plan.path, plan.format, work.now, with_text=True):
        _refuse_cancelled(sorter, cancelled)
        taken = sorter.take(one, lambda who: create(work, NewContact(name=_name(who), email=who.email)).id)
        if taken and isinstance(one, InteractionRecord):
            rows.put(one, taken)
        if progress and sorter.done % _CHUNK == 0:
            progress(sorter.done, max(total, sorter.done))
    rows.finish()
    return replace(_plan(sorter, plan.path, plan.format), seconds=plan.seconds)


def _is_newer(one: InteractionRecord, logged: Any) -> bool:
    """Tell whether the file says that it changed after it was logged, and something else than what was."""
    if one.changed is None or one.changed <= Instant.parse(logged.created_at).utc:
        return False
    return (one.at.utc, one.subject, one.text) != (Instant.parse(logged.at).utc, logged.subject, logged.text)


def _refuse_cancelled(sorter: InteractionSorter, cancelled: Callable[[], bool]) -> None:
    if sorter.done % _CHUNK == 0 and cancelled():
        raise CancelledError("The import was cancelled; the book is as it was.")


def _name(who: PersonReference) -> str:
    return who.name or who.email


def _contact(who: PersonReference) -> ContactRecord:
    return ContactRecord(display_name=_name(who), points=(PointRecord(kind=PointKind.EMAIL, value=who.email),))
