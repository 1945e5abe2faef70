"""The parts of contacts that an import brings, and those that it puts in the place of others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from netdesk.domain.text import fold
from netdesk.exchange.records import (
    AffiliationRecord,
    ContactRecord,
    DateRecord,
    FactRecord,
    Format,
    PointRecord,
)
from netdesk.services.importing.additions import Replacement, is_same_job
from netdesk.services.importing.plan import ImportPlan, PlannedContact
from netdesk.services.importing.rows import ImportRows, new_uid, text_of
from netdesk.services.point_keys import PointKeys

_ADDRESS = ("po_box", "extended", "street", "city", "region", "postal_code", "country")


class PartRows:
    """Adds and replaces the parts of contacts."""

    def __init__(self, rows: ImportRows, plan: ImportPlan, region: str) -> None:
        """Begin; `region` is that of phone numbers without a country."""
        self._rows = rows
        self._keys = PointKeys(region)
        self._ends_jobs = plan.format is Format.LINKEDIN
        self._source = plan.path.name
        self._external_ids: set[tuple[str, str]] = set(rows.pairs("SELECT source, key FROM external_id"))

    def add(self, contact_id: int, planned: PlannedContact) -> None:
        """Take the parts that come to a contact; how we met and whom they know aside."""
        rows, record, is_new = self._rows, planned.added, planned.key < 0
        self._add_points(contact_id, record, is_new)
        self._add_jobs(contact_id, record.affiliations, is_new)
        for tag in {fold(tag): tag for tag in record.tags}.values():
            rows.put("contact_tag", contact_id, rows.tag(tag))
        for fact in record.facts:
            words = (str(fact.kind), fact.text, str(fact.visibility), str(fact.state))
            learned = (text_of(fact.learned_on), fact.source or self._source)
            rows.put("fact", new_uid(), contact_id, *words, *learned, str(rows.now))
        for day in record.dates:
            rows.put("date_to_remember", contact_id, str(day.kind), day.label, str(day.day))
        for one in record.external_ids:
            if (one.source, one.key) not in self._external_ids:
                self._external_ids.add((one.source, one.key))
                rows.put("external_id", contact_id, one.source, one.key)
        start = 0 if is_new else rows.count("kept_line", contact_id)
        for position, line in enumerate(record.kept_lines, start):
            rows.put("kept_line", contact_id, position, line)

    def replace(self, contact_id: int, replaced: Sequence[Replacement]) -> None:
        """Put parts in the place of others; a job in the place of another ends that one, and comes beside it."""
        update = self._rows.update
        for old, new in replaced:
            match old, new:
                case PointRecord(), PointRecord():
                    address = new.address.parts() if new.address else [""] * 7
                    values: dict[str, Any] = {"value": new.value, "normal": self._keys.normal(new.kind, new.value)}
                    values |= {"label": new.label} if new.label else {}
                    values |= {name: part or None for name, part in zip(_ADDRESS, address, strict=True)}
                    update("contact_point", contact_id, values, {"kind": str(old.kind), "value": old.value})
                case AffiliationRecord(), AffiliationRecord():
                    self._replace_job(contact_id, old, new)
                case DateRecord(), DateRecord():
                    found = {"kind": str(old.kind), "label": old.label, "day": str(old.day)}
                    update("date_to_remember", contact_id, {"day": str(new.day)}, found)
                case FactRecord(), FactRecord():
                    update("fact", contact_id, {"text": new.text}, {"kind": str(old.kind), "text": old.text})
                case str(), "":
                    query = "DELETE FROM kept_line WHERE contact_id = ? AND line = ?"
                    self._rows.run(query, (contact_id, old))
                case _:
                    update("kept_line", contact_id, {"line": new}, {"line": old})

    def _add_points(self, contact_id: int, record: ContactRecord, is_new: bool) -> None:
        start = 0 if is_new or not record.points else self._rows.count("contact_point", contact_id)
        for position, point in enumerate(record.points, start):
            parts = [part or None for part in point.address.parts()] if point.address else [None] * 7
            said = (str(point.kind), point.label, point.value, self._keys.normal(point.kind, point.value))
            self._rows.put("contact_point", contact_id, *said, int(point.preferred), position, *parts)

    def _replace_job(self, contact_id: int, old: AffiliationRecord, new: AffiliationRecord) -> None:
        """End a job and add the one after it; one that only moved to another department is the same."""
        body = self._rows.known_organisation(old.organisation) if old.organisation else None
        found = {"role": old.role, "organisation_id": body}
        if is_same_job(old, new):
            self._rows.update("affiliation", contact_id, {"department": new.department}, found)
        else:
            self._rows.update("affiliation", contact_id, {"current": 0}, found)
            self._add_jobs(contact_id, (new,), False)

    def _add_jobs(self, contact_id: int, jobs: Sequence[AffiliationRecord], is_new: bool) -> None:
        rows = self._rows
        start = 0 if is_new or not jobs else rows.count("affiliation", contact_id)
        if start and self._ends_jobs:
            rows.run("UPDATE affiliation SET current = 0 WHERE contact_id = ? AND current = 1", (contact_id,))
        for position, one in enumerate(jobs, start):
            body = rows.organisation(one.organisation) if one.organisation else None
            if start and self._is_resumed(contact_id, one, body):
                continue
            dates = (text_of(one.since), text_of(one.until), int(one.current))
            rows.put("affiliation", contact_id, body, one.role, one.department, *dates, position)

    def _is_resumed(self, contact_id: int, job: AffiliationRecord, body: int | None) -> bool:
        """Make a job that was over current again, and tell whether there was one."""
        past = "SELECT id, role FROM affiliation WHERE contact_id = ? AND organisation_id IS ? AND NOT current"
        known = self._rows.run(past, (contact_id, body))
        row_id = next((row_id for row_id, role in known if job.current and fold(role) == fold(job.role)), None)
        if row_id is not None:
            self._rows.run("UPDATE affiliation SET current = 1, until = NULL WHERE id = ?", (row_id,))
        return row_id is not None
