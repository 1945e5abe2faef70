"""What an import would do, worked out beside the book: who is new and what comes to whom is known; and what it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from netdesk.domain.dates import PartialDate
from netdesk.exchange.csv_words import Target
from netdesk.exchange.records import (
    ContactRecord,
    Format,
    InteractionRecord,
    PersonReference,
    ReadResult,
    Skipped,
)
from netdesk.services.importing.additions import Addition, Difference, Replacement


class Outcome(StrEnum):
    """What becomes of a row of the file."""

    NEW = "new"
    CHANGED = "changed"
    MERGED = "merged"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """A row of the file, what becomes of it, and the name of somebody it resembles without being them for sure.

    `who` tells that one from others of the name, `reasons` say why, and `is_joined` that the user takes the row for
    that person; `addition` is what it adds to somebody known.
    """

    record: ContactRecord
    outcome: Outcome
    contact_id: int | None = None
    resembles: str = ""
    who: str = ""
    addition: Addition | None = None
    reasons: tuple[str, ...] = ()
    is_joined: bool = False

    @property
    def is_doubtful(self) -> bool:
        """Tell whether it comes in as new, although it resembles somebody."""
        return bool(self.resembles) and not self.is_joined


@dataclass(frozen=True, slots=True)
class PlannedContact:
    """Somebody who gets something: `key` is the id in the book, or a negative number for somebody new.

    Their `replaced` parts make room for others, and where they are renamed, `added` bears the new name.
    """

    key: int
    added: ContactRecord
    introducer: int | None = None
    replaced: tuple[Replacement, ...] = ()
    is_renamed: bool = False


@dataclass(frozen=True, slots=True)
class PlannedConnection:
    """Two who know each other, by their keys; `instead` is the kind of the connection that becomes this one."""

    first: int
    second: int
    kind: str
    since: PartialDate | None = None
    until: PartialDate | None = None
    instead: str = ""


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
    recognised by; `joined` are lines that the user takes for whom they resemble, and who that is; `taken` are the
    differences, by their lines, in which the user follows the file; `otherwise` is the plan with `add_unknown` turned.
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
    taken: frozenset[tuple[int, Difference]] = frozenset()
    otherwise: ImportPlan | None = None

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
    def differences(self) -> tuple[tuple[PlannedRow, Difference], ...]:
        """What the file says otherwise than before, and the user has changed here since; the user decides."""
        return tuple((row, one) for row in self.rows if row.addition for one in row.addition.differences)

    @property
    def kept(self) -> tuple[tuple[PlannedRow, Difference], ...]:
        """The differences in which the book stays as it is."""
        return tuple((row, one) for row, one in self.differences if (row.record.line, one) not in self.taken)

    @property
    def will_log(self) -> int:
        """Count the mails or meetings that come in, or that changed."""
        return self.logged.get(Outcome.NEW, 0) + self.logged.get(Outcome.CHANGED, 0)

    @property
    def is_empty(self) -> bool:
        """Tell whether the file says nothing new."""
        is_same = all(row.outcome is Outcome.SAME for row in self.rows)
        return is_same and not (self.named or self.connections or self.interactions or self.will_log)

    @property
    def is_known(self) -> bool:
        """Tell whether the file says what it said last time, so that there is nothing to write."""
        return self.is_empty and not self.contacts

    @property
    def does(self) -> tuple[object, ...]:
        """All that it does and that is shown of it, by which a plan made anew is told from another one."""
        named = tuple(one.added.display_name for one in self.named)
        who = tuple((one.key, one.introducer) for one in self.contacts)
        logged = (dict(self.logged), self.unknown, self.skipped)
        return self.rows, who, named, self.connections, self.interactions, logged


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did.

    `kept` counts what the book says otherwise and goes on to say, `named` the people who came in only because others
    name them; `seconds` is all it took.
    """

    path: Path
    format: Format
    added: int = 0
    updated: int = 0
    merged: int = 0
    same: int = 0
    kept: int = 0
    named: int = 0
    introductions: int = 0
    interactions: int = 0
    skipped: tuple[Skipped, ...] = ()
    seconds: float = 0.0

    @classmethod
    def of(cls, plan: ImportPlan, seconds: float, introductions: int = 0) -> ImportReport:
        """Tell of a plan that was carried out."""
        return cls(
            path=plan.path,
            format=plan.format,
            added=plan.count(Outcome.NEW),
            updated=plan.count(Outcome.CHANGED),
            merged=plan.count(Outcome.MERGED),
            same=plan.count(Outcome.SAME),
            kept=len(plan.kept),
            named=len(plan.named),
            introductions=introductions,
            interactions=len(plan.interactions) + plan.will_log,
            skipped=plan.skipped,
            seconds=seconds,
        )

    def as_json(self) -> dict[str, Any]:
        """Give what the command line prints about a file."""
        return {
            "path": str(self.path),
            "format": str(self.format),
            "added": self.added,
            "updated": self.updated,
            "merged": self.merged,
            "same": self.same,
            "introductions": self.introductions,
            "skipped": [{"line": one.line, "reason": one.reason} for one in self.skipped],
            "seconds": round(self.seconds, 3),
        }
