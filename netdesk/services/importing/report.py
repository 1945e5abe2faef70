"""What an import does, row by row, as a table to look into and to keep."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from netdesk.exchange.cells import defuse
from netdesk.exchange.records import AffiliationRecord, ContactRecord, DateRecord, FactRecord, Format, PointRecord
from netdesk.exchange.said import called, is_memory
from netdesk.services.exports import marked, write_whole
from netdesk.services.importing.additions import Addition, Difference, Part, Replacement, is_same_job
from netdesk.services.importing.plan import ImportPlan, Outcome, PlannedRow

HEADER = ("Line", "Outcome", "Name", "What")


def described(addition: Addition) -> str:
    """Say in one line what a row changes about somebody known."""
    added = addition.added
    parts = [
        f"now called {added.display_name}" if addition.is_renamed else "",
        *(changed(one) for one in addition.replaced if one.new),
        *(getattr(added, name) for name in ("nickname", "pronouns", "language")),
        *[_shown(part) for parts in _parts(added) for part in parts],
        "how we met" if added.how_met else "",
        *(f"{one.kind}: {called(one.who)}" for one in added.connections),
        "notes" if added.notes else "",
        "a photo" if added.photo else "",
        *(_shown(line) for line in added.kept_lines if not is_memory(line)),
    ]
    return "; ".join(filter(None, parts))


def _parts(added: ContactRecord) -> tuple[tuple[Part, ...], ...]:
    return added.points, added.affiliations, added.tags, added.facts, added.dates


def changed(one: Replacement) -> str:
    """Say what comes in the place of what; a job that comes after another says enough."""
    old, new = one
    if not (isinstance(old, AffiliationRecord) and isinstance(new, AffiliationRecord)):
        return f"{_shown(old)} → {_shown(new)}"
    departments = " → ".join(filter(None, (old.department, new.department))) if is_same_job(old, new) else ""
    return ": ".join(filter(None, (_shown(new), departments)))


def _shown(part: Part) -> str:
    match part:
        case PointRecord():
            return part.value
        case AffiliationRecord():
            return ", ".join(filter(None, (part.role, part.organisation)))
        case FactRecord():
            return part.text
        case DateRecord():
            return f"{part.label or part.kind} {part.day}"
        case _:
            return part.partition(":")[2] or part


def kept(one: Difference) -> str:
    """Say what stays although the file says something else."""
    what = one.field.removeprefix("date ").replace("_", " ")
    return f"{what} here “{one.here}”, in the file “{one.there}”" if one.here else f"{what} in the file “{one.there}”"


def told(row: PlannedRow) -> str:
    """Say what there is to say about a row beyond its outcome."""
    if row.is_doubtful:
        return f"Comes in as new, but resembles {row.resembles}"
    if row.addition is None:
        return ""
    adds = row.outcome in {Outcome.CHANGED, Outcome.MERGED}
    differences = [kept(one) for one in row.addition.differences]
    return "; ".join(filter(None, (described(row.addition) if adds else "", *differences)))


def lines(plan: ImportPlan) -> Iterator[tuple[str, str, str, str]]:
    """Give every row and every skipped line of a plan, in the order of the file, after what is only counted."""
    for outcome, count in plan.logged.items():
        yield "", str(outcome), "", f"{count} emails" if plan.format is Format.MAIL else f"{count} meetings"
    if plan.archived:
        yield "", str(Outcome.NEW), "", f"{plan.archived} contacts of an archive"
    if plan.interactions:
        yield "", str(Outcome.NEW), "", f"{len(plan.interactions)} interactions"
    for who in plan.unknown:
        yield "", "added" if plan.add_unknown else "not in the book", who.name, who.email
    for one in () if plan.unknown else plan.named:
        yield "", "named by others", one.added.display_name, ""
    kept_rows = {row.record.line for row, _ in plan.kept}
    found = [(row.record.line, _word(row, row.record.line in kept_rows), row) for row in plan.rows]
    taken = [(line, (str(line), outcome, row.record.display_name, told(row))) for line, outcome, row in found]
    skipped = [(one.line, (str(one.line), "skipped", "", one.reason)) for one in plan.skipped]
    yield from (cells for _, cells in sorted(taken + skipped, key=lambda one: one[0]))


def _word(row: PlannedRow, is_kept: bool) -> str:
    """Say what becomes of a row; of one that changes nothing, whether that is because the book is kept as it is."""
    if row.is_doubtful:
        return "doubtful"
    return "kept" if is_kept and row.outcome is Outcome.SAME else str(row.outcome)


def save(plan: ImportPlan, path: Path) -> None:
    """Write the report of a plan as CSV, formulas defused; raises BookError where the file cannot be written."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    writer.writerows(map(defuse, cells) for cells in lines(plan))
    write_whole(path, marked([out.getvalue()]))
