"""Working out an import against one state of the book: whom every row means, and what it changes."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path

from sqlalchemy.orm import Session

from netdesk.domain.errors import CancelledError
from netdesk.domain.text import fold
from netdesk.exchange.bounded import within_bound
from netdesk.exchange.records import ContactRecord, ReadResult, Skipped
from netdesk.services.contact_records import contact_records
from netdesk.services.deleted import DeletedInteractions
from netdesk.services.importing.additions import Addition, Difference, merged
from netdesk.services.importing.connections import Connections
from netdesk.services.importing.likeness import row_key
from netdesk.services.importing.matching import Match, PeopleIndex
from netdesk.services.importing.merging import addition
from netdesk.services.importing.plan import (
    ImportPlan,
    Outcome,
    PlannedContact,
    PlannedInteraction,
    PlannedRow,
)
from netdesk.services.importing.references import References
from netdesk.services.importing.said import SaidRow, adds_people, said_rows
from netdesk.services.importing.sums import Sayings, Total
from netdesk.services.point_keys import PointKeys
from netdesk.services.resemblance import Doubt, Resemblance

_CHECK_EVERY = 200


class Planner:
    """Works out a plan for one file against one state of the book."""

    def __init__(
        self,
        session: Session,
        result: ReadResult,
        region: str,
        cancelled: Callable[[], bool],
        joined: Mapping[int, str] | None = None,
        taken: frozenset[tuple[int, Difference]] = frozenset(),
    ) -> None:
        """Read what is needed of the book; `region` is that of phone numbers without a country.

        `joined` are the lines that the user takes for whom they resemble, and who that is; `taken` the
        differences, by their lines, in which the user follows the file.
        """
        self._session = session
        self._result = result
        self._keys = PointKeys(region)
        self._index = PeopleIndex(session, self._keys)
        self._cancelled = cancelled
        self._resemblance = Resemblance(session, self._index, self._keys)
        self._joined = joined or {}
        self._taken = taken
        self._skipped: list[Skipped] = []
        self._doubts: dict[int, Doubt] = {}
        self._lines: dict[int, int] = {}
        self._sayings: dict[int, Sayings] = {}
        self._keys_of_new = count(-1, -1)
        self._references = References(self._index, self._keys_of_new)

    def plan(self, path: Path, stamp: int) -> ImportPlan:
        """Match every row, then see what each adds; raises CancelledError."""
        rows_of = self._match(path)
        known = dict(contact_records(self._session, [key for key in rows_of if key > 0]))
        rows: list[PlannedRow] = []
        contacts: list[PlannedContact] = []
        for number, (key, records) in enumerate(rows_of.items()):
            if number % _CHECK_EVERY == 0 and self._cancelled():
                raise CancelledError("The import was cancelled; the book is as it was.")
            contact = self._add_up(key, [self._resolved(key, one) for one in records], known.get(key), rows)
            if contact is not None:
                introducer = self._references.introducer(key, contact.added)
                contacts.append(contact if introducer is None else replace(contact, introducer=introducer))
        found = self._connections(rows_of)
        connections = tuple(found.planned) if found else ()
        rows = [_with_connections(row, found) for row in rows] if found else rows
        interactions = self._interactions()
        connected = {one.first for one in connections} | {key for one in interactions for key in one.who}
        meant = connected | {one.second for one in connections} | {one.introducer for one in contacts}
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
            skipped=tuple(sorted((*self._result.skipped, *self._skipped), key=lambda one: one.line)),
            contacts=tuple(contacts),
            named=tuple(PlannedContact(key, record) for key, record in self._references.named.items() if key in meant),
            connections=connections,
            interactions=interactions,
            stamp=stamp,
            result=self._result,
            joined=self._joined,
            taken=self._taken,
        )

    def _match(self, path: Path) -> dict[int, list[SaidRow]]:
        rows = said_rows(self._result, path, self._index)
        self._index.expect(self._result.records, [row.said for row in rows])
        rows_of: dict[int, list[SaidRow]] = {}
        for row in rows:
            match = self._index.find(row.record, row.said)
            key, record = (match.key, row.record) if match.key is not None else self._decide(row, match)
            self._index.add(key, record)
            rows_of.setdefault(key, []).append(row if record is row.record else replace(row, record=record))
        return rows_of

    def _decide(self, row: SaidRow, match: Match) -> tuple[int, ContactRecord]:
        """Give the key of somebody new, or of whom the user takes them for; the name they come by goes to the notes."""
        record = row.record
        person = self._resemblance.person(record)
        doubt = self._resemblance.doubt(person, record, match, row.said.source)
        if doubt is not None:
            self._doubts[record.line] = doubt
            if self._is_joined(record):
                also = f"Also known as {record.display_name}" if fold(record.display_name) != fold(doubt.name) else ""
                notes = "\n\n".join(part for part in (record.notes, also) if part)
                ids = (*record.external_ids, row_key(record))
                return doubt.key, replace(record, notes=notes, external_ids=ids)
        key = next(self._keys_of_new)
        self._lines[key] = record.line
        self._resemblance.add(key, person)
        return key, record

    def _is_joined(self, record: ContactRecord) -> bool:
        doubt = self._doubts.get(record.line)
        return doubt is not None and self._joined.get(record.line) == self._who(doubt)

    def _who(self, doubt: Doubt) -> str:
        """Tell somebody from others of the name, now and when the book has changed: by the uid, or the line."""
        return self._index.uid_of(doubt.key) if doubt.key > 0 else f"line {self._lines[doubt.key]}"

    def _add_up(
        self, key: int, people: list[SaidRow], known: ContactRecord | None, rows: list[PlannedRow]
    ) -> PlannedContact | None:
        """Put together what all rows of one person add; notes what becomes of each row. None for nothing."""
        said = self._sayings[key] = Sayings(known, [row.said for row in people])
        whole, total = known, Total(key)
        for row in people:
            record = row.record
            if whole is None:
                made = replace(record, uid=record.uid or str(uuid.uuid4()), kept_lines=(*record.kept_lines, *said.new))
                added, outcome = Addition(made), Outcome.NEW
                whole = made
                total.add(added)
            else:
                added = self._addition(whole, row, said)
                outcome = Outcome.MERGED if key < 0 else Outcome.SAME
                if added.says_something:
                    outcome = Outcome.MERGED if key < 0 or total.is_begun else Outcome.CHANGED
                    whole = merged(whole, added)
                    total.add(added)
            doubt = self._doubts.get(record.line)
            rows.append(
                PlannedRow(
                    record=record,
                    outcome=outcome,
                    contact_id=key if key > 0 else None,
                    resembles=doubt.name if doubt else "",
                    who=self._who(doubt) if doubt else "",
                    reasons=doubt.reasons if doubt else (),
                    is_joined=self._is_joined(record),
                    addition=None if outcome is Outcome.NEW else added,
                )
            )
        if known is not None and (said.new or said.replaced):
            kept = ContactRecord(display_name=known.display_name, kept_lines=said.new)
            total.add(Addition(kept, said.replaced))
        return total.contact()

    def _addition(self, whole: ContactRecord, row: SaidRow, said: Sayings) -> Addition:
        """Compare a row with its contact; one that says what it said last time changes nothing."""
        record = row.record
        if said.is_kept(row.said):
            return Addition(ContactRecord(display_name=whole.display_name, line=record.line))
        before, now = said.before.get(row.said.source, ()), said.now[row.said.source]
        taken = {difference for line, difference in self._taken if line == record.line}
        added = addition(whole, record, self._keys, before, now, taken)
        within, told = within_bound(added.added, whole)
        self._skipped += told
        return replace(added, added=within) if told else added

    def _resolved(self, key: int, row: SaidRow) -> SaidRow:
        record = self._references.resolved(key, row.record)
        return row if record is row.record else replace(row, record=record)

    def _connections(self, rows_of: dict[int, list[SaidRow]]) -> Connections | None:
        """Go through who knows whom by the file; None where it says nothing of that."""
        wanted = [
            (key, row, one) for key, people in rows_of.items() for row in people for one in row.record.connections
        ]
        if not wanted:
            return None
        connections = Connections(self._session, self._taken)
        for key, row, one in wanted:
            other = self._references.person(key, one.who, create=adds_people(self._result.format, one))
            if other is not None:
                said, source = self._sayings[key], row.said.source
                before = () if other < 0 and other in rows_of else said.before.get(source, ())
                connections.take((key, other), one, row.record.line, before, said.now[source])
        return connections

    def _interactions(self) -> tuple[PlannedInteraction, ...]:
        """Give what the book has not logged yet, by its key, with whomever the file knows."""
        if not self._result.interactions:
            return ()
        query = "SELECT key FROM interaction WHERE source = ?"
        rows = self._session.connection().exec_driver_sql(query, (str(self._result.format),))
        there: set[str] = {key for (key,) in rows}
        deleted = DeletedInteractions(self._session)
        new: list[PlannedInteraction] = []
        for one in self._result.interactions:
            found = (self._index.person(who)[:1] for who in one.people)
            who = tuple(dict.fromkeys(key for keys in found for key in keys))
            if who and one.key not in there and not deleted.has(one.source, one.key):
                there.add(one.key)
                new.append(PlannedInteraction(one, who))
        return tuple(new)


def _with_connections(row: PlannedRow, found: Connections) -> PlannedRow:
    """Put to a row of somebody known what changes in whom they know, to be shown."""
    addition, line = row.addition, row.record.line
    if addition is None or not (found.new.get(line) or found.differences.get(line)):
        return row
    added = replace(addition.added, connections=tuple(found.new.get(line, ())))
    differences = (*addition.differences, *found.differences.get(line, ()))
    return replace(row, addition=replace(addition, added=added, differences=differences))
