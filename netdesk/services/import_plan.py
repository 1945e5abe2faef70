"""What an import would do, worked out beside the book: who is new, who is known, and what the file adds to them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from sqlalchemy.orm import Session

from netdesk.domain.dates import PartialDate
from netdesk.domain.errors import CancelledError
from netdesk.domain.text import fold
from netdesk.exchange.csv_columns import Target
from netdesk.exchange.records import (
    ConnectionRecord,
    ContactRecord,
    Format,
    InteractionRecord,
    PersonReference,
    ReadResult,
    Skipped,
)
from netdesk.exchange.vcard_items import Field, Item, is_vague
from netdesk.services.contact_records import contact_records
from netdesk.services.import_matching import Match, PeopleIndex, PointKeys, row_key
from netdesk.services.import_merging import addition, merged, says_something
from netdesk.services.resemblance import Doubt, Resemblance

_CHECK_EVERY = 200
_MUTUAL = frozenset(
    {"knows", "friend", "colleague", "co-worker", "spouse", "sibling", "neighbor", "acquaintance", "kin", "co-resident"}
)
"""Kinds of connections that say the same read from the other side."""


class Outcome(StrEnum):
    """What becomes of a row of the file."""

    NEW = "new"
    CHANGED = "changed"
    MERGED = "merged"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """A row of the file, what becomes of it, and the name of somebody it resembles without being them for sure.

    `reasons` say why, and `is_joined` that the user takes the row for that person; `added` is what it adds to somebody
    known.
    """

    record: ContactRecord
    outcome: Outcome
    contact_id: int | None = None
    resembles: str = ""
    added: ContactRecord | None = None
    reasons: tuple[str, ...] = ()
    is_joined: bool = False


@dataclass(frozen=True, slots=True)
class PlannedContact:
    """Somebody who gets something: `key` is the id in the book, or a negative number for somebody new."""

    key: int
    added: ContactRecord
    introducer: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedConnection:
    """Two who know each other, by their keys."""

    first: int
    second: int
    kind: str
    since: PartialDate | None = None
    until: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class PlannedInteraction:
    """Something that was said or written, and the keys of who took part."""

    record: InteractionRecord
    who: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import will do.

    `named` are people who come in only because others name them, as introducers or as people they know;
    `archived` counts the contacts of an archive, `logged` the mails or meetings; `unknown` are the people in them whom
    the book does not know, who come in where `add_unknown` says so; `stamp` tells whether the book changed since;
    `seconds` is how long reading took; `mapping` is what the user said its columns mean, with what the header is
    recognised by; `joined` are lines that the user takes for whom they resemble, and that one's name.
    """

    path: Path
    format: Format
    rows: tuple[PlannedRow, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    contacts: tuple[PlannedContact, ...] = ()
    named: tuple[PlannedContact, ...] = ()
    connections: tuple[PlannedConnection, ...] = ()
    interactions: tuple[PlannedInteraction, ...] = ()
    archived: int = 0
    logged: Mapping[Outcome, int] = field(default_factory=dict)
    unknown: tuple[PersonReference, ...] = ()
    add_unknown: bool = False
    stamp: int = 0
    seconds: float = 0.0
    result: ReadResult | None = None
    mapping: tuple[str, Mapping[str, Target]] | None = None
    joined: Mapping[int, str] = field(default_factory=dict)

    def count(self, outcome: Outcome) -> int:
        """Count the rows, or the mails and meetings, that come to this."""
        return sum(1 for row in self.rows if row.outcome is outcome) + self.logged.get(outcome, 0)

    def list(self, outcome: Outcome) -> tuple[PlannedRow, ...]:
        """Give the rows that come to this, to look into."""
        return tuple(row for row in self.rows if row.outcome is outcome)

    @property
    def doubtful(self) -> tuple[PlannedRow, ...]:
        """Those who resemble somebody in the book or the file, but whom too little identifies; the user decides."""
        return tuple(row for row in self.rows if row.resembles)

    @property
    def will_log(self) -> int:
        """Count the mails or meetings that come in, or that changed."""
        return self.logged.get(Outcome.NEW, 0) + self.logged.get(Outcome.CHANGED, 0)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing would be written."""
        return not (self.contacts or self.named or self.connections or self.interactions or self.will_log)


class Planner:
    """Works out a plan for one file against one state of the book."""

    def __init__(
        self,
        session: Session,
        result: ReadResult,
        region: str,
        cancelled: Callable[[], bool],
        joined: Mapping[int, str] | None = None,
    ) -> None:
        """Read what is needed of the book; `region` is that of phone numbers without a country.

        `joined` are the lines that the user takes for whom they resemble, and that one's name.
        """
        self._session = session
        self._result = result
        self._keys = PointKeys(region)
        self._index = PeopleIndex(session, self._keys)
        self._cancelled = cancelled
        self._resemblance = Resemblance(session, self._index, self._keys)
        self._joined = joined or {}
        self._doubts: dict[int, Doubt] = {}
        self._named: dict[int, ContactRecord] = {}
        self._next_key = -1

    def plan(self, path: Path, stamp: int) -> ImportPlan:
        """Match every row, then see what each adds; raises CancelledError."""
        rows_of = self._match()
        known = dict(contact_records(self._session, [key for key in rows_of if key > 0]))
        rows: list[PlannedRow] = []
        contacts: list[PlannedContact] = []
        for number, (key, records) in enumerate(rows_of.items()):
            if number % _CHECK_EVERY == 0 and self._cancelled():
                raise CancelledError("The import was cancelled; the book is as it was.")
            added = self._add_up(key, [self._resolved(key, one) for one in records], known.get(key), rows)
            if added is not None:
                contacts.append(PlannedContact(key, added, self._introducer(key, added)))
        connections = self._connections(rows_of)
        interactions = self._interactions()
        connected = {one.first for one in connections} | {key for one in interactions for key in one.who}
        rows = [
            replace(row, outcome=Outcome.CHANGED)
            if row.outcome is Outcome.SAME and row.contact_id in connected
            else row
            for row in rows
        ]
        return ImportPlan(
            path=path,
            format=self._result.format,
            rows=tuple(sorted(rows, key=lambda row: row.record.line)),
            skipped=self._result.skipped,
            contacts=tuple(contacts),
            named=tuple(PlannedContact(key, record) for key, record in self._named.items()),
            connections=connections,
            interactions=interactions,
            stamp=stamp,
            result=self._result,
            joined=self._joined,
        )

    def _match(self) -> dict[int, list[ContactRecord]]:
        rows_of: dict[int, list[ContactRecord]] = {}
        for read in self._result.records:
            match = self._index.find(read)
            key, record = (match.key, read) if match.key is not None else self._decide(read, match)
            self._index.add(key, record)
            rows_of.setdefault(key, []).append(record)
        return rows_of

    def _decide(self, record: ContactRecord, match: Match) -> tuple[int, ContactRecord]:
        """Give the key of somebody new, or of whom the user takes them for; the name they come by goes to the notes."""
        person = self._resemblance.person(record)
        doubt = self._resemblance.doubt(person, record, match)
        if doubt is not None:
            self._doubts[record.line] = doubt
            if self._is_joined(record):
                also = f"Also known as {record.display_name}" if fold(record.display_name) != fold(doubt.name) else ""
                notes = "\n\n".join(part for part in (record.notes, also) if part)
                ids = (*record.external_ids, row_key(record))
                return doubt.key, replace(record, notes=notes, external_ids=ids)
        key = self._new_key()
        self._resemblance.add(key, person)
        return key, record

    def _is_joined(self, record: ContactRecord) -> bool:
        doubt = self._doubts.get(record.line)
        return doubt is not None and self._joined.get(record.line) == doubt.name

    def _new_key(self) -> int:
        self._next_key -= 1
        return self._next_key + 1

    def _add_up(
        self, key: int, records: list[ContactRecord], known: ContactRecord | None, rows: list[PlannedRow]
    ) -> ContactRecord | None:
        """Put together what all rows of one person add; notes what becomes of each row. None for nothing."""
        contact_id = key if key > 0 else None
        whole, first = known, records[0]
        total: ContactRecord | None = None
        for record in records:
            if whole is None:
                added, outcome = replace(record, uid=record.uid or str(uuid.uuid4())), Outcome.NEW
            else:
                added = addition(whole, record, self._keys)
                is_more = says_something(added) and record is first
                outcome = Outcome.MERGED if key < 0 else Outcome.CHANGED if is_more else Outcome.SAME
            if says_something(added) or whole is None:
                whole = added if whole is None else merged(whole, added)
                total = added if total is None else merged(total, added)
            doubt = self._doubts.get(record.line)
            rows.append(
                PlannedRow(
                    record=record,
                    outcome=outcome,
                    contact_id=contact_id,
                    resembles=doubt.name if doubt else "",
                    reasons=doubt.reasons if doubt else (),
                    is_joined=self._is_joined(record),
                    added=None if outcome is Outcome.NEW else added,
                )
            )
        return total

    def _resolved(self, key: int, record: ContactRecord) -> ContactRecord:
        """Leave out an introducer whom nothing tells from others of the name; the name goes to the remark."""
        met = record.how_met
        if met is None or met.introducer is None:
            return record
        found = self._person(key, met.introducer, create=True)
        if found is not None:
            return record
        remark = met.remark or (f"Introduced by {met.introducer.name}" if met.introducer.name else "")
        how_met = replace(met, introducer=None, remark=remark)
        says = how_met.met_on or how_met.place or how_met.event or how_met.remark
        return replace(record, how_met=how_met if says else None)

    def _introducer(self, key: int, added: ContactRecord) -> int | None:
        met = added.how_met
        return self._person(key, met.introducer, create=True) if met and met.introducer else None

    def _person(self, key: int, who: PersonReference, create: bool) -> int | None:
        """Find whom a reference means, or add somebody of that name; None for oneself and for one of several."""
        everybody = self._index.person(who)
        found = [one for one in everybody if one != key]
        if len(found) > 1:
            found = [one for one in found if one < 0]
        if len(found) == 1:
            return found[0]
        if everybody or not create or not who.name:
            return None
        new = self._new_key()
        self._named[new] = ContactRecord(display_name=who.name, uid=who.uid or str(uuid.uuid4()))
        self._index.add(new, self._named[new])
        return new

    def _connections(self, rows_of: dict[int, list[ContactRecord]]) -> tuple[PlannedConnection, ...]:
        wanted = [(key, one) for key, records in rows_of.items() for record in records for one in record.connections]
        if not wanted:
            return ()
        rows = self._session.connection().exec_driver_sql("SELECT first_id, second_id, kind FROM connection")
        there: set[tuple[int, int, str]] = {(first, second, kind) for first, second, kind in rows}
        new: list[PlannedConnection] = []
        for key, one in wanted:
            other = self._person(key, one.who, create=self._adds_people(one))
            if other is None or (key, other, one.kind) in there:
                continue
            if one.kind in _MUTUAL and (other, key, one.kind) in there:
                continue
            there.add((key, other, one.kind))
            new.append(PlannedConnection(key, other, one.kind, one.since, one.until))
        return tuple(new)

    def _interactions(self) -> tuple[PlannedInteraction, ...]:
        """Give what the book has not logged yet, by its key, with whomever the file knows."""
        if not self._result.interactions:
            return ()
        query = "SELECT key FROM interaction WHERE source = ?"
        rows = self._session.connection().exec_driver_sql(query, (str(self._result.format),))
        there: set[str] = {key for (key,) in rows}
        new: list[PlannedInteraction] = []
        for one in self._result.interactions:
            found = (self._index.person(who)[:1] for who in one.people)
            who = tuple(dict.fromkeys(key for keys in found for key in keys))
            if who and one.key not in there:
                there.add(one.key)
                new.append(PlannedInteraction(one, who))
        return tuple(new)

    def _adds_people(self, connection: ConnectionRecord) -> bool:
        """Tell whether somebody unknown is added: netdesk's own files say so, a spouse's name in others does not."""
        return self._result.format is Format.NETDESK or not is_vague(Item(Field.CONNECTION, connection))
