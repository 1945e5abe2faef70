"""What an import does, row by row, as a table to look into and to keep."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from netdesk.exchange.cells import defuse
from netdesk.exchange.records import ContactRecord, Format
from netdesk.exchange.said import is_said
from netdesk.services.exports import marked, write_whole
from netdesk.services.import_plan import ImportPlan, Outcome, PlannedRow

HEADER = ("Line", "Outcome", "Name", "What")


def described(added: ContactRecord) -> str:
    """Say in one line what a row adds to somebody known."""
    said = any(map(is_said, added.kept_lines))
    parts = [
        f"now called {added.display_name}" if said and added.given_name else "",
        *(getattr(added, name) for name in ("nickname", "pronouns", "language")),
        *(point.value for point in added.points),
        *(", ".join(filter(None, (one.role, one.organisation))) for one in added.affiliations),
        *added.tags,
        *(fact.text for fact in added.facts),
        *(f"{day.label or day.kind} {day.day}" for day in added.dates),
        "how we met" if added.how_met else "",
        "notes" if added.notes else "",
        "a photo" if added.photo else "",
        *(line.partition(":")[2] for line in added.kept_lines if not is_said(line)),
    ]
    return "; ".join(filter(None, parts))


def told(row: PlannedRow) -> str:
    """Say what there is to say about a row beyond its outcome."""
    if row.resembles:
        return f"Comes in as new, but resembles {row.resembles}"
    adds = row.outcome in {Outcome.CHANGED, Outcome.MERGED} and row.added is not None
    return described(row.added) if adds and row.added is not None else ""


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
    found = [(row.record.line, "doubtful" if row.resembles else str(row.outcome), row) for row in plan.rows]
    taken = [(line, (str(line), outcome, row.record.display_name, told(row))) for line, outcome, row in found]
    skipped = [(one.line, (str(one.line), "skipped", "", one.reason)) for one in plan.skipped]
    yield from (cells for _, cells in sorted(taken + skipped, key=lambda one: one[0]))


def save(plan: ImportPlan, path: Path) -> None:
    """Write the report of a plan as CSV, formulas defused; raises BookError where the file cannot be written."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    writer.writerows(map(defuse, cells) for cells in lines(plan))
    write_whole(path, marked([out.getvalue()]))
