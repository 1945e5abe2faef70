"""What a record of a file adds to somebody the book knows: it fills what is empty, adds what is new, updates the rest.

A value is updated where the file said another one before, and the book still says that one. Where the book was edited
since, both are told as a difference, and the user decides. What the file said before does not come back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from netdesk.domain.text import fold
from netdesk.domain.words import PointKind, Standing
from netdesk.exchange.records import (
    AffiliationRecord,
    ContactRecord,
    DateRecord,
    ExternalKey,
    FactRecord,
    HowMetRecord,
    PersonReference,
    PointRecord,
)
from netdesk.exchange.said import MET, SINGLE, Item, called, digest, item_of, short
from netdesk.exchange.vcard_items import vcard_key
from netdesk.services.import_additions import NAMES, Addition, Difference, Part, Replacement
from netdesk.services.point_keys import PointKeys

_UNSAID = (None, "", Standing.ASK)
"""What a field holds that nobody has filled yet."""


def addition(
    known: ContactRecord,
    record: ContactRecord,
    keys: PointKeys,
    before: Sequence[Item] = (),
    now: Collection[Item] = (),
    taken: Collection[Difference] = (),
) -> Addition:
    """Give what is new in `record`, connections aside.

    `before` is what its source said of this contact last time, `now` all it says this time; `taken` are the
    differences in which the user follows the file.
    """
    return _Comparison(known, record, keys, before, now, taken).addition()


@dataclass(slots=True)
class _Comparison:
    """One record beside the contact it is about."""

    known: ContactRecord
    record: ContactRecord
    keys: PointKeys
    before: Sequence[Item]
    now: Collection[Item]
    taken: Collection[Difference]
    gone: list[Item] = field(init=False)
    said: frozenset[Item] = field(init=False)
    fields_said: frozenset[str] = field(init=False)
    replaced: list[Replacement] = field(init=False, default_factory=list)
    differences: list[Difference] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        """See what the file no longer says."""
        now = frozenset(self.now)
        self.gone = [one for one in self.before if one not in now]
        self.said = frozenset(self.before)
        self.fields_said = frozenset(one.field for one in self.before)

    def addition(self) -> Addition:
        known, record = self.known, self.record
        is_renamed = bool(self._single("name", known.display_name, record.display_name))
        is_same_name = known.display_name == record.display_name
        single = [name for name in SINGLE if is_same_name or name not in NAMES]
        values = {name: self._single(name, getattr(known, name), getattr(record, name)) for name in single}
        values["standing"] = self._single("standing", known.standing or Standing.ASK, record.standing)
        if is_renamed or not any(getattr(known, name) for name in NAMES):
            values |= {name: getattr(record, name) for name in NAMES}
        added = ContactRecord(
            display_name=record.display_name if is_renamed else known.display_name,
            line=record.line,
            notes=self._notes(),
            photo=self._photo(),
            points=tuple(self._points()),
            affiliations=tuple(self._jobs()),
            tags=self._tags(),
            facts=tuple(self._facts()),
            how_met=self._how_met(),
            dates=tuple(self._dates()),
            external_ids=_new_ids(known, record),
            kept_lines=tuple(self._lines()),
            **{name: value for name, value in values.items() if value},
        )
        return Addition(added, tuple(self.replaced), is_renamed, tuple(self.differences))

    def _single(self, name: str, here: Any, there: Any) -> Any:
        """Give the new value of a field that holds one: where it is empty, or as the file said and says no more."""
        text = short(str(there)) if there else ""
        if not text or here == there or Item(name, text) in self.said:
            return None
        if name not in self.fields_said:
            has_name = name in NAMES and any(getattr(self.known, one) for one in NAMES)
            is_filled = here not in _UNSAID or name == "name" or has_name
            return None if is_filled else there
        if Item(name, short(str(here or ""))) in self.said:
            return there
        return there if self._follows(name, str(here or ""), str(there)) else None

    def _follows(self, name: str, here: str, there: str) -> bool:
        """Note a difference, and tell whether the user follows the file in it."""
        difference = Difference(name, here, there)
        self.differences.append(difference)
        return difference in self.taken

    def _placed(self, item: Item, new: Part, here: dict[Item, Part], shown: str) -> bool:
        """Put a part in the place of the one that the file said before; tell whether it is to be added instead.

        `here` are the parts of the book, and `shown` what it says of the same field.
        """
        partner = next((one for one in self.gone if one.field == item.field and _may_follow(here.get(one), new)), None)
        if partner is None:
            return True
        self.gone.remove(partner)
        if (old := here.get(partner)) is not None:
            self.replaced.append(Replacement(old, new))
            return False
        return self._follows(item.field, shown, item.value.replace("\t", ", ").strip(", "))

    def _points(self) -> Iterable[PointRecord]:
        """Give the new points; one is known by its normal form, and takes the place of one of its label only."""
        there = {self.keys.of(point) for point in self.known.points}
        places = [fold(point.value) for point in self.known.points if point.kind is PointKind.ADDRESS]
        here: dict[Item, Part] = {Item(one.kind, short(one.value)): one for one in self.known.points}
        for point in self.record.points:
            key, item = self.keys.of(point), Item(point.kind, short(point.value))
            is_known = key in there or (point.kind is PointKind.ADDRESS and _is_within(point, places))
            if is_known or item in self.said:
                continue
            there.add(key)
            shown = ", ".join(one.value for one in self.known.points if one.kind is point.kind)
            if self._placed(item, point, here, shown):
                yield point

    def _jobs(self) -> Iterable[AffiliationRecord]:
        """Give the new jobs; one that the file says in the place of another comes beside that one, which is over.

        A job that is over here and said again in the place of another is given too: it is current again.
        """
        there = {(fold(one.organisation), fold(one.role)) for one in self.known.affiliations}
        held = {(fold(one.organisation), fold(one.role)) for one in self.known.affiliations if one.current}
        here: dict[Item, Part] = {item_of(one): one for one in self.known.affiliations}
        shown = "; ".join(", ".join(filter(None, (one.role, one.organisation))) for one in self.known.affiliations)
        for job in self.record.affiliations:
            item = item_of(job)
            if item in self.said or (fold(job.organisation), fold(job.role)) in (held if job.current else there):
                continue
            partner = next((one for one in self.gone if one.field == item.field), None)
            if partner is None and not _is_new_role(self.known, job):
                continue
            if self._placed(item, job, here, shown):
                yield job

    def _dates(self) -> Iterable[DateRecord]:
        for day in self.record.dates:
            item = item_of(day)
            same = [one for one in self.known.dates if (one.kind, one.label) == (day.kind, day.label)]
            if day in same or item in self.said:
                continue
            here: dict[Item, Part] = {item_of(one): one for one in same}
            if not self._placed(item, day, here, ", ".join(str(one.day) for one in same)):
                continue
            if same and item.field in self.fields_said:
                self.replaced.append(Replacement(same[0], day))
            else:
                yield day

    def _facts(self) -> Iterable[FactRecord]:
        for fact in self.record.facts:
            item = item_of(fact)
            same = [one for one in self.known.facts if one.kind is fact.kind]
            if item in self.said or any(fold(one.text) == fold(fact.text) for one in same):
                continue
            here: dict[Item, Part] = {item_of(one): one for one in same}
            if self._placed(item, fact, here, "; ".join(one.text for one in same)):
                yield fact

    def _lines(self) -> Iterable[str]:
        """Give the new lines that are kept; a property that changed takes the place of the one it was."""
        gone = {one.value for one in self.gone if one.field == "line"}
        old = [line for line in self.known.kept_lines if digest(line.encode()) in gone]
        for line in self.record.kept_lines:
            if line in self.known.kept_lines or Item("line", digest(line.encode())) in self.said:
                continue
            head = line.partition(":")[0]
            before = next((one for one in old if one.partition(":")[0] == head), None)
            if before is None:
                yield line
            else:
                old.remove(before)
                self.replaced.append(Replacement(before, line))

    def _tags(self) -> tuple[str, ...]:
        there = set(map(fold, self.known.tags))
        return tuple(
            one for one in self.record.tags if fold(one) not in there and Item("tag", short(one)) not in self.said
        )

    def _notes(self) -> str:
        """Give the whole new notes: those of the file in the place of what it said, or below; empty for no change."""
        known, notes = self.known.notes, self.record.notes
        if not notes or notes.strip() in known or Item("notes", short(notes)) in self.said:
            return ""
        is_theirs = Item("notes", short(known)) in self.said
        return notes if is_theirs or not known else f"{known}\n\n{notes}"

    def _photo(self) -> Any:
        here, there = self.known.photo, self.record.photo
        if there is None or Item("photo", digest(there.data)) in self.said:
            return None
        if here is not None and Item("photo", digest(here.data)) in self.said:
            return there
        if "photo" not in self.fields_said:
            return None if here else there
        return there if self._follows("photo", "your photo" if here else "", "another photo") else None

    def _how_met(self) -> HowMetRecord | None:
        """Give the whole new how met where something changes; None where nothing does."""
        known, record = self.known.how_met, self.record.how_met
        if record is None or (known is None and not self.fields_said.intersection((*MET, "introducer"))):
            return record
        known = known or HowMetRecord()
        values = {name: self._single(name, getattr(known, name), getattr(record, name)) for name in MET}
        changed = replace(
            known,
            introducer=self._introducer(known.introducer, record.introducer) or known.introducer,
            **{name: value for name, value in values.items() if value},
        )
        return None if changed == known else changed

    def _introducer(self, here: PersonReference | None, there: PersonReference | None) -> PersonReference | None:
        """Give the new introducer, by the rule of all values; the book calls the same person by any of their keys."""
        if there is None:
            return None
        calls = tuple(filter(None, (here.name, here.uid))) if here else ()
        said = called(there)
        if said in calls:
            return None
        shown = next((one for one in calls if Item("introducer", short(one)) in self.said), calls[0] if calls else "")
        return there if self._single("introducer", shown, said) else None


def _may_follow(old: Part | None, new: Part) -> bool:
    """Tell whether a part may come in the place of another: a private number never in that of one at work."""
    if not isinstance(old, PointRecord) or not isinstance(new, PointRecord):
        return True
    return not (old.label and new.label) or old.label == new.label


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


def _new_ids(known: ContactRecord, record: ContactRecord) -> tuple[ExternalKey, ...]:
    ids = [*record.external_ids]
    if record.uid and record.uid != known.uid:
        ids.append(vcard_key(record.uid))
    return tuple(one for one in dict.fromkeys(ids) if one not in known.external_ids)
