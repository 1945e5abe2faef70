"""What a record of a file adds to the lists of a contact: points, jobs, dates, facts, tags, and lines that are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from netdesk.domain.text import fold
from netdesk.domain.words import PointKind
from netdesk.exchange.records import AffiliationRecord, ContactRecord, DateRecord, FactRecord, PointRecord
from netdesk.exchange.said import Item, department_of, digest, item_of, short
from netdesk.services.importing.additions import Part, Replacement, is_same_job
from netdesk.services.importing.memory import Memory
from netdesk.services.point_keys import PointKey, PointKeys

_POINTS = frozenset(PointKind)


@dataclass(slots=True)
class Parts:
    """The parts of one record beside those of the contact it is about; each list is gone through once."""

    known: ContactRecord
    record: ContactRecord
    keys: PointKeys
    memory: Memory

    def points(self) -> Iterable[PointRecord]:
        """Give the new points; one is known by its normal form, and takes the place of one of its label only."""
        there = {self.keys.of(point) for point in self.known.points}
        places = [fold(point.value) for point in self.known.points if point.kind is PointKind.ADDRESS]
        here, said = self._points_here(), self._keys_of(self.memory.said)
        for point in self.record.points:
            key, item = self.keys.of(point), Item(point.kind, short(point.value))
            is_known = key in there or (point.kind is PointKind.ADDRESS and _is_within(point, places))
            if is_known or key in said or item in self.memory.said:
                continue
            there.add(key)
            shown = ", ".join(one.value for one in self.known.points if one.kind is point.kind)
            if self.memory.placed(item, point, here, shown):
                yield point

    def _points_here(self) -> dict[Item, Part]:
        """Give the points of the book as the file said them, however written; one that it still says is not gone."""
        here: dict[Item, Part] = {Item(one.kind, short(one.value)): one for one in self.known.points}
        gone = [one for one in self.memory.gone if one.field in _POINTS]
        if gone:
            by_key = {self.keys.of(point): point for point in self.known.points}
            now = self._keys_of(self.memory.now)
            for item in gone:
                if (key := self._key(item)) in now:
                    self.memory.gone.remove(item)
                elif key in by_key:
                    here.setdefault(item, by_key[key])
        return here

    def _keys_of(self, items: Iterable[Item]) -> set[PointKey]:
        return {self._key(one) for one in items if one.field in _POINTS}

    def _key(self, item: Item) -> PointKey:
        return self.keys.of(PointRecord(kind=PointKind(item.field), value=item.value))

    def jobs(self) -> Iterable[AffiliationRecord]:
        """Give the new jobs; one that the file says in the place of another comes beside that one, which is over.

        A job that is over here and said again in the place of another is given too: it is current again.
        """
        there = {(fold(one.organisation), fold(one.role)) for one in self.known.affiliations}
        held = {(fold(one.organisation), fold(one.role)) for one in self.known.affiliations if one.current}
        here: dict[Item, Part] = {item_of(one): one for one in self.known.affiliations}
        shown = "; ".join(", ".join(filter(None, (one.role, one.organisation))) for one in self.known.affiliations)
        for job in self.record.affiliations:
            item = item_of(job)
            self._move(job, item)
            if item in self.memory.said or (fold(job.organisation), fold(job.role)) in (held if job.current else there):
                continue
            partner = next((one for one in self.memory.gone if one.field == item.field), None)
            if partner is None and not _is_new_role(self.known, job):
                continue
            if self.memory.placed(item, job, here, shown):
                yield job

    def _move(self, job: AffiliationRecord, item: Item) -> None:
        """Let the department of a job follow; one whose role was edited here is the only one where it is."""
        jobs = self.known.affiliations
        same = [one for one in jobs if is_same_job(one, job)]
        if not same and item in self.memory.said:
            same = [one for one in jobs if fold(one.organisation) == fold(job.organisation)]
        if len(same) == 1:
            (one,) = same
            field, is_filled = department_of(job), bool(one.department)
            if department := self.memory.single(field, one.department, job.department, is_filled=is_filled):
                self.memory.replaced.append(Replacement(one, replace(one, department=department)))

    def dates(self) -> Iterable[DateRecord]:
        """Give the new dates; where the file said one of the same day before, it is replaced."""
        for day in self.record.dates:
            item = item_of(day)
            same = [one for one in self.known.dates if (one.kind, one.label) == (day.kind, day.label)]
            if day in same or item in self.memory.said:
                continue
            here: dict[Item, Part] = {item_of(one): one for one in same}
            if not self.memory.placed(item, day, here, ", ".join(str(one.day) for one in same)):
                continue
            if same and item.field in self.memory.fields:
                self.memory.replaced.append(Replacement(same[0], day))
            else:
                yield day

    def facts(self) -> Iterable[FactRecord]:
        """Give the new facts."""
        for fact in self.record.facts:
            item = item_of(fact)
            same = [one for one in self.known.facts if one.kind is fact.kind]
            if item in self.memory.said or any(fold(one.text) == fold(fact.text) for one in same):
                continue
            here: dict[Item, Part] = {item_of(one): one for one in same}
            if self.memory.placed(item, fact, here, "; ".join(one.text for one in same)):
                yield fact

    def lines(self) -> Iterable[str]:
        """Give the new lines that are kept; a property that changed takes the place of the one it was."""
        gone = {one.value for one in self.memory.gone if one.field == "line"}
        old = [line for line in self.known.kept_lines if digest(line.encode()) in gone] if gone else []
        there = frozenset(self.known.kept_lines)
        for line in self.record.kept_lines:
            if line in there or Item("line", digest(line.encode())) in self.memory.said:
                continue
            head = line.partition(":")[0]
            before = next((one for one in old if one.partition(":")[0] == head), None)
            if before is None:
                yield line
            else:
                old.remove(before)
                self.memory.replaced.append(Replacement(before, line))

    def tags(self) -> Iterable[str]:
        """Give the new tags."""
        there = set(map(fold, self.known.tags))
        for tag in self.record.tags:
            if fold(tag) not in there and Item("tag", short(tag)) not in self.memory.said:
                yield tag


def _is_within(point: PointRecord, addresses: list[str]) -> bool:
    """Tell whether a bare place (“Lyon, France”) says no more than an address that is known."""
    parts = [part for part in point.address.parts() if part] if point.address else []
    if len(parts) != 1 or not point.address or not point.address.city:
        return False
    pieces = [fold(piece) for piece in point.value.split(",")]
    return any(all(piece in address for piece in pieces) for address in addresses)


def _is_new_role(known: ContactRecord, role: AffiliationRecord) -> bool:
    """Tell whether a role is new: another organisation, or the first that is said about this one."""
    for other in known.affiliations:
        if fold(role.organisation) == fold(other.organisation):
            if not role.role or fold(role.role) == fold(other.role):
                return False
            if other.role and role.organisation:
                return False
    return True
