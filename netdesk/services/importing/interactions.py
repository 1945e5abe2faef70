"""Logging the mails and meetings of a file: with whom each was, which way it went, and which are logged already."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from netdesk.db.tables import Base, FollowUp
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.errors import CancelledError
from netdesk.domain.instant import Instant
from netdesk.domain.text import fold, shorten
from netdesk.domain.words import Direction, FollowUpKind, FollowUpState, PointKind
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
from netdesk.services.follow_ups import finish
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


class Taken(NamedTuple):
    """What is written of an interaction: with whom it was, its direction, and the id of the one it is the newer of."""

    contact_ids: list[int]
    direction: Direction
    logged: int | None = None


class InteractionSorter:
    """Goes through the interactions of a file, and tells what becomes of each."""

    def __init__(self, session: Session, path: Path, *, add_unknown: bool) -> None:
        """Read who can be reached at which address; `add_unknown` takes in people that the book does not know.

        The name of the file may say that it holds what I sent.
        """
        self._run = session.connection().exec_driver_sql
        self.add_unknown = add_unknown
        self._deleted = DeletedInteractions(session)
        self._of_address: dict[str, int] = {}
        self._seen: set[int] = set()
        self._reasons: dict[str, str] = {}
        me = self._run("SELECT id, display_name FROM contact WHERE is_me").all()
        self._mine = {contact_id for contact_id, _ in me}
        self._my_names = {fold(name) for _, name in me}
        self._is_sent = fold(path.stem.replace("-", " ").replace("_", " ")) in _SENT
        for address, contact_id in self._run(
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
        mark, logged = hash((one.source, one.key)), self._logged(one)
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

    def _logged(self, one: InteractionRecord) -> Any:
        query = "SELECT id, at, subject, text, created_at FROM interaction WHERE source = ? AND key = ?"
        return self._run(query, (one.source, one.key)).first()

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
    sorters = [InteractionSorter(session, path, add_unknown=adds) for adds in (add_unknown, not add_unknown)]
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
    sorter = InteractionSorter(work.session, plan.path, add_unknown=plan.add_unknown)
    rows = _Rows(work)
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


class _Rows:
    """The rows of new interactions, put in by the hundred."""

    _COLUMNS = tuple(column.name for column in Base.metadata.tables["interaction"].columns)

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._run = work.session.connection().exec_driver_sql
        self._next = int(self._run("SELECT coalesce(max(id), 0) + 1 FROM interaction").scalar_one())
        self._interactions: list[tuple[Any, ...]] = []
        self._participants: list[tuple[int, int]] = []
        self._latest: dict[int, Instant] = {}

    def put(self, one: InteractionRecord, taken: Taken) -> None:
        """Take one interaction with contacts, or what became of one that is logged."""
        for contact_id in taken.contact_ids:
            self._latest[contact_id] = max(one.at, self._latest.get(contact_id, one.at))
        if taken.logged is None:
            self._add(one, taken)
        else:
            self._run(
                "UPDATE interaction SET at = ?, subject = ?, text = ?, created_at = ? WHERE id = ?",
                (str(one.at), one.subject, one.text, str(self._work.now), taken.logged),
            )
            self._run("DELETE FROM participant WHERE interaction_id = ?", (taken.logged,))
            self._participants += [(taken.logged, contact_id) for contact_id in taken.contact_ids]

    def _add(self, one: InteractionRecord, taken: Taken) -> None:
        values = {
            "id": self._next,
            "uid": str(uuid.uuid4()),
            "kind": str(one.kind),
            "direction": str(taken.direction),
            "at": str(one.at),
            "subject": one.subject,
            "text": one.text,
            "source": one.source,
            "key": one.key,
            "created_at": str(self._work.now),
        }
        self._interactions.append(tuple(values.get(column) for column in self._COLUMNS))
        self._participants += [(self._next, contact_id) for contact_id in taken.contact_ids]
        self._next += 1
        if len(self._interactions) >= _CHUNK:
            self._insert()

    def finish(self) -> None:
        """Put in the rest, and finish the check-ins that the interactions make needless."""
        self._insert()
        due = select(FollowUp).where(FollowUp.kind == FollowUpKind.CHECK_IN, FollowUp.state == FollowUpState.DUE)
        for follow_up in self._work.session.scalars(due).all():
            latest = self._latest.get(follow_up.contact_id or 0)
            if latest and follow_up.due_on <= latest.day:
                finish(self._work, follow_up)

    def _insert(self) -> None:
        if self._interactions:
            marks = ", ".join("?" * len(self._COLUMNS))
            self._run(
                f"INSERT INTO interaction ({', '.join(self._COLUMNS)}) VALUES ({marks})",  # noqa: S608 - own columns
                self._interactions,
            )
        if self._participants:
            self._run("INSERT INTO participant (interaction_id, contact_id) VALUES (?, ?)", self._participants)
        self._interactions, self._participants = [], []
