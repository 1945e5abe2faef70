"""What a record of a file adds to somebody the book knows: it fills what is empty, adds what is new, updates the rest.

A value is updated where the file said another one before, and the book still says that one. Where the book was edited
since, both are told as a difference, and the user decides. What the file said before does not come back.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from netdesk.domain.words import Standing
from netdesk.exchange.records import (
    ContactRecord,
    ExternalKey,
    HowMetRecord,
    PersonReference,
)
from netdesk.exchange.said import MET, SINGLE, Item, called, digest, short
from netdesk.exchange.vcard_items import vcard_key
from netdesk.services.importing.additions import NAMES, Addition, Difference
from netdesk.services.importing.lists import Parts
from netdesk.services.importing.memory import Memory
from netdesk.services.point_keys import PointKeys

_MOST_PARAGRAPHS = 20
_LONGEST_NOTES = 20_000
"""Paragraphs and characters of notes up to which those of a file are looked for among them."""

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
    return _Comparison(known, record, keys, Memory(before, now, taken)).addition()


@dataclass(slots=True)
class _Comparison:
    """One record beside the contact it is about."""

    known: ContactRecord
    record: ContactRecord
    keys: PointKeys
    memory: Memory

    def addition(self) -> Addition:
        known, record = self.known, self.record
        parts = Parts(known, record, self.keys, self.memory)
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
            points=tuple(parts.points()),
            affiliations=tuple(parts.jobs()),
            tags=tuple(parts.tags()),
            facts=tuple(parts.facts()),
            how_met=self._how_met(),
            dates=tuple(parts.dates()),
            external_ids=_new_ids(known, record),
            kept_lines=tuple(parts.lines()),
            **{name: value for name, value in values.items() if value},
        )
        return Addition(added, tuple(self.memory.replaced), is_renamed, tuple(self.memory.differences))

    def _single(self, name: str, here: Any, there: Any) -> Any:
        """Give the new value of a field by the rule of all values; the parts of a name are filled together."""
        has_name = name in NAMES and any(getattr(self.known, one) for one in NAMES)
        return self.memory.single(name, here, there, is_filled=here not in _UNSAID or name == "name" or has_name)

    def _notes(self) -> str:
        """Give the whole new notes: those of the file in the place of what it said, or below; empty for no change."""
        known, notes = self.known.notes, self.record.notes
        if not notes or notes.strip() in known or Item("notes", short(notes)) in self.memory.said:
            return ""
        if not known or Item("notes", short(known)) in self.memory.left:
            return notes
        return self._with_paragraphs(known.split("\n\n"), notes) or f"{known}\n\n{notes}"

    def _with_paragraphs(self, known: Sequence[str], notes: str) -> str:
        """Put notes in the place of those that the file said among others; empty where they are not there as such."""
        if len(known) > _MOST_PARAGRAPHS or sum(map(len, known)) > _LONGEST_NOTES:
            return ""
        for first, last in combinations(range(len(known) + 1), 2):
            if Item("notes", short("\n\n".join(known[first:last]))) in self.memory.left:
                return "\n\n".join((*known[:first], notes, *known[last:]))
        return ""

    def _photo(self) -> Any:
        here, there = self.known.photo, self.record.photo
        if there is None or Item("photo", digest(there.data)) in self.memory.said:
            return None
        if here is not None and (item := Item("photo", digest(here.data))) in self.memory.said:
            return there if item in self.memory.left else None
        if "photo" not in self.memory.fields:
            return None if here else there
        return there if self.memory.follows("photo", "your photo" if here else "", "another photo") else None

    def _how_met(self) -> HowMetRecord | None:
        """Give the whole new how met where something changes; None where nothing does."""
        known, record = self.known.how_met, self.record.how_met
        if record is None or (known is None and not self.memory.fields.intersection((*MET, "introducer"))):
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
        shown = next(
            (one for one in calls if Item("introducer", short(one)) in self.memory.said), calls[0] if calls else ""
        )
        return there if self._single("introducer", shown, said) else None


def _new_ids(known: ContactRecord, record: ContactRecord) -> tuple[ExternalKey, ...]:
    ids = [*record.external_ids]
    if record.uid and record.uid != known.uid:
        ids.append(vcard_key(record.uid))
    return tuple(one for one in dict.fromkeys(ids) if one not in known.external_ids)
