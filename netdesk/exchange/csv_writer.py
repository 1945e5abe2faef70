"""netdesk's own CSV: one contact a row, for spreadsheets; what is private stays out of it, but for the notes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from netdesk.domain.words import FactKind, FactState, PointKind, Visibility
from netdesk.exchange.cells import defuse, join_values
from netdesk.exchange.csv_columns import OWN_HEADER
from netdesk.exchange.records import ContactRecord


def write_csv(records: Iterable[ContactRecord]) -> Iterator[str]:
    """Write the header and a row for each record, formulas defused; shareable facts that still hold are given."""
    yield _row(OWN_HEADER)
    for record in records:
        yield _row(map(defuse, _cells(record)))


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _cells(record: ContactRecord) -> tuple[str, ...]:
    role = next((one for one in record.affiliations if one.current), None)
    met = record.how_met
    knows = (one.who.name for one in record.connections if one.who.name)
    return (
        record.display_name,
        record.given_name,
        record.family_name,
        role.organisation if role else "",
        role.role if role else "",
        _location(record),
        _points(record, PointKind.EMAIL),
        _points(record, PointKind.PHONE),
        _points(record, PointKind.WEB, PointKind.SOCIAL),
        join_values(record.tags),
        _facts(record, FactKind.OFFERS),
        _facts(record, FactKind.NEEDS),
        _facts(record, FactKind.INTEREST),
        _facts(record, FactKind.LEARNED),
        record.notes,
        str(met.met_on or "") if met else "",
        met.introducer.name if met and met.introducer else "",
        join_values(dict.fromkeys(knows)),
        str(record.cadence_days or ""),
    )


def _location(record: ContactRecord) -> str:
    for point in record.points:
        if point.kind is PointKind.ADDRESS:
            town = (point.address.city, point.address.country) if point.address else ()
            return ", ".join(filter(None, town)) or point.value
    return ""


def _points(record: ContactRecord, *kinds: PointKind) -> str:
    return join_values(point.value for point in record.points if point.kind in kinds)


def _facts(record: ContactRecord, kind: FactKind) -> str:
    return join_values(
        fact.text
        for fact in record.facts
        if fact.kind is kind and fact.visibility is Visibility.SHAREABLE and fact.state is FactState.OPEN
    )
