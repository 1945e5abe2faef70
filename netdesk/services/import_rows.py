"""The rows of an import, gathered for each table and put in by the thousand."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select

from netdesk.db.tables import Base, Contact
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.dates import PartialDate
from netdesk.domain.errors import CancelledError
from netdesk.domain.instant import Instant
from netdesk.domain.text import fold
from netdesk.domain.words import Consent, ConsentBasis, Direction, IntroductionState, Standing
from netdesk.exchange.records import (
    AffiliationRecord,
    ContactRecord,
    DateRecord,
    FactRecord,
    Format,
    HowMetRecord,
    PhotoRecord,
    PointRecord,
)
from netdesk.services import names
from netdesk.services.import_additions import NAMES, Replacement
from netdesk.services.import_plan import ImportPlan, PlannedContact, PlannedInteraction
from netdesk.services.point_keys import PointKeys

_CHUNK = 1_000
_TOLD = "You know each other, says"
_ORDER = (
    "blob",
    "organisation",
    "tag",
    "contact",
    "contact_point",
    "how_met",
    "affiliation",
    "connection",
    "contact_tag",
    "fact",
    "date_to_remember",
    "external_id",
    "kept_line",
    "introduction",
    "party",
    "interaction",
    "participant",
)
_ADDRESS = ("po_box", "extended", "street", "city", "region", "postal_code", "country")
_COLUMNS = {name: tuple(column.name for column in Base.metadata.tables[name].columns) for name in _ORDER}
_FILLED = (*NAMES, "nickname", "pronouns", "language", "notes", "cadence_days", "standing")

Progress = Callable[[int, int], None]


class ImportRows:
    """Turns a plan into rows with ids of their own; reads the book only for what rows must not double."""

    def __init__(self, work: UnitOfWork, plan: ImportPlan, region: str) -> None:
        """Begin on the writing connection, which nobody else writes to until the end."""
        self._connection: Connection = work.session.connection()
        self._plan = plan
        self._now = work.now
        self._keys = PointKeys(region)
        self._rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _ORDER}
        self._next = {name: self._first_free(name) for name in _ORDER}
        self._ids: dict[int, int] = {}
        self._organisations: dict[str, int] = dict(
            self._pairs("SELECT folded, min(id) FROM organisation GROUP BY folded")
        )
        self._tags: dict[str, int] = dict(self._pairs("SELECT folded, id FROM tag"))
        self._blobs: dict[str, int] = dict(self._pairs("SELECT sha256, id FROM blob"))
        self._external_ids: set[tuple[str, str]] = set(self._pairs("SELECT source, key FROM external_id"))
        self._me: int | None = work.session.scalar(select(Contact.id).where(Contact.is_me.is_(True)))
        self.introductions = 0

    def write(self, progress: Progress | None, cancelled: Callable[[], bool]) -> None:
        """Make all rows and put them in; raises CancelledError, which takes everything back."""
        self._connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        people = (*self._plan.named, *self._plan.contacts)
        for one in people:
            self._ids[one.key] = one.key if one.key > 0 else self._take("contact")
        for one in people:
            if one.key < 0:
                self._add_contact(self._ids[one.key], one.added)
            else:
                self._fill_contact(one.key, one)
                self._replace(one.key, one.replaced)
        for one in people:
            self._add_parts(self._ids[one.key], one)
        for link in self._plan.connections:
            first, second = self._ids.get(link.first, link.first), self._ids.get(link.second, link.second)
            since, until = _text(link.since), _text(link.until)
            if link.instead:
                self._connection.exec_driver_sql(
                    "UPDATE connection SET first_id = ?, second_id = ?, kind = ?, since = coalesce(?, since), "
                    "until = coalesce(?, until) WHERE id = (SELECT min(id) FROM connection "
                    "WHERE kind = ? AND (first_id, second_id) IN (VALUES (?, ?), (?, ?)))",
                    (first, second, link.kind, since, until, link.instead, first, second, second, first),
                )
            else:
                source = f"import of {self._plan.path.name}"
                self._put("connection", first, second, link.kind, source, since, until)
        for entry in self._plan.interactions:
            self._add_interaction(entry)
        self._insert(progress, cancelled)

    def _pairs(self, query: str) -> Iterable[tuple[str, Any]]:
        return ((key, value) for key, value in self._connection.exec_driver_sql(query))

    def _first_free(self, table: str) -> int:
        query = f"SELECT coalesce(max(id), 0) + 1 FROM {table}"  # noqa: S608 - a table of the list above
        return int(self._connection.exec_driver_sql(query).scalar_one())

    def _take(self, table: str) -> int:
        self._next[table] += 1
        return self._next[table] - 1

    def _put(self, table: str, *values: Any) -> int:
        row_id = self._take(table)
        self._rows[table].append((row_id, *values))
        return row_id

    def _add_contact(self, contact_id: int, record: ContactRecord) -> None:
        name = self._name(record)
        self._rows["contact"].append(
            (
                contact_id,
                record.uid,
                0,
                record.display_name,
                name.sort or fold(record.display_name),
                name.prefix,
                name.given,
                name.middle,
                name.family,
                name.suffix,
                record.nickname,
                record.pronouns,
                record.language,
                str(record.standing or Standing.ASK),
                record.cadence_days,
                self._photo(record.photo),
                _text(record.archived_at),
                record.notes,
                str(self._now),
            )
        )

    @staticmethod
    def _name(record: ContactRecord) -> names.Name:
        """Give the parts of a name, split here where the file does not; a body or an address is no name to split."""
        parts = (record.given_name, record.family_name, record.prefix, record.middle_name, record.suffix)
        if any(parts):
            return names.Name(record.display_name, *parts)
        shown = record.display_name
        is_body = any(fold(one.organisation) == fold(shown) for one in record.affiliations)
        return names.Name(shown) if is_body or "@" in shown or " " not in shown else names.whole(shown)

    def _fill_contact(self, contact_id: int, planned: PlannedContact) -> None:
        added = planned.added
        values: dict[str, Any] = {column: getattr(added, column) for column in _FILLED}
        changes = {
            column: str(value) if isinstance(value, Standing) else value for column, value in values.items() if value
        }
        if added.photo:
            changes["photo_id"] = self._photo(added.photo)
        if planned.is_renamed or added.given_name or added.family_name:
            name = self._name(added)
            changes |= {"display_name": added.display_name, "sort_name": name.sort}
            if planned.is_renamed:
                changes |= dict(
                    zip(NAMES, (name.prefix, name.given, name.middle, name.family, name.suffix), strict=True)
                )
        if changes:
            sets = ", ".join(f"{column} = ?" for column in changes)
            self._connection.exec_driver_sql(
                f"UPDATE contact SET {sets} WHERE id = ?",  # noqa: S608 - names of columns, from the table above
                (*changes.values(), contact_id),
            )

    def _replace(self, contact_id: int, replaced: Sequence[Replacement]) -> None:
        """Put parts in the place of others; a job in the place of another ends that one, and comes beside it."""
        for old, new in replaced:
            match old, new:
                case PointRecord(), PointRecord():
                    address = new.address.parts() if new.address else [""] * 7
                    values: dict[str, Any] = {"value": new.value, "normal": self._keys.normal(new.kind, new.value)}
                    values |= {"label": new.label} if new.label else {}
                    values |= {name: part or None for name, part in zip(_ADDRESS, address, strict=True)}
                    self._update("contact_point", contact_id, values, {"kind": str(old.kind), "value": old.value})
                case AffiliationRecord(), AffiliationRecord():
                    body = self._organisations.get(fold(old.organisation))
                    found = {"role": old.role, "organisation_id": body}
                    self._update("affiliation", contact_id, {"current": 0}, found)
                    self._add_affiliations(contact_id, ContactRecord(display_name="", affiliations=(new,)), False)
                case DateRecord(), DateRecord():
                    found = {"kind": str(old.kind), "label": old.label, "day": str(old.day)}
                    self._update("date_to_remember", contact_id, {"day": str(new.day)}, found)
                case FactRecord(), FactRecord():
                    self._update("fact", contact_id, {"text": new.text}, {"kind": str(old.kind), "text": old.text})
                case str(), "":
                    query = "DELETE FROM kept_line WHERE contact_id = ? AND line = ?"
                    self._connection.exec_driver_sql(query, (contact_id, old))
                case _:
                    self._update("kept_line", contact_id, {"line": new}, {"line": old})

    def _update(self, table: str, contact_id: int, values: dict[str, Any], found: dict[str, Any]) -> None:
        """Change the first row of a contact that says what was found."""
        sets = ", ".join(f"{column} = ?" for column in values)
        where = " AND ".join(f"{column} IS ?" for column in found)
        self._connection.exec_driver_sql(
            f"UPDATE {table} SET {sets} WHERE id = "  # noqa: S608 - names of tables and columns, from above
            f"(SELECT min(id) FROM {table} WHERE contact_id = ? AND {where})",
            (*values.values(), contact_id, *found.values()),
        )

    def _photo(self, photo: PhotoRecord | None) -> int | None:
        if photo is None:
            return None
        digest = hashlib.sha256(photo.data).hexdigest()
        if digest not in self._blobs:
            self._blobs[digest] = self._put("blob", digest, photo.media_type, len(photo.data), photo.data)
        return self._blobs[digest]

    def _add_parts(self, contact_id: int, planned: PlannedContact) -> None:
        record = planned.added
        is_new = planned.key < 0
        self._add_points(contact_id, record, is_new)
        self._add_affiliations(contact_id, record, is_new)
        for folded, tag in {fold(tag): tag for tag in record.tags}.items():
            if folded not in self._tags:
                self._tags[folded] = self._put("tag", tag, folded, None)
            self._put("contact_tag", contact_id, self._tags[folded])
        for fact in record.facts:
            words = (str(fact.kind), fact.text, str(fact.visibility), str(fact.state))
            self._put(
                "fact",
                _uid(),
                contact_id,
                *words,
                _text(fact.learned_on),
                fact.source or self._plan.path.name,
                str(self._now),
            )
        for day in record.dates:
            self._put("date_to_remember", contact_id, str(day.kind), day.label, str(day.day))
        for one in record.external_ids:
            if (one.source, one.key) not in self._external_ids:
                self._external_ids.add((one.source, one.key))
                self._put("external_id", contact_id, one.source, one.key)
        start = 0 if is_new else self._count("kept_line", contact_id)
        for position, line in enumerate(record.kept_lines, start):
            self._put("kept_line", contact_id, position, line)
        if record.how_met:
            self._add_how_met(contact_id, record.how_met, planned.introducer, is_new)

    def _count(self, table: str, contact_id: int) -> int:
        query = f"SELECT coalesce(max(position), -1) + 1 FROM {table} WHERE contact_id = ?"  # noqa: S608
        return int(self._connection.exec_driver_sql(query, (contact_id,)).scalar_one())

    def _add_points(self, contact_id: int, record: ContactRecord, is_new: bool) -> None:
        start = 0 if is_new or not record.points else self._count("contact_point", contact_id)
        for position, point in enumerate(record.points, start):
            parts = [part or None for part in point.address.parts()] if point.address else [None] * 7
            normal = self._keys.normal(point.kind, point.value)
            self._put(
                "contact_point",
                contact_id,
                str(point.kind),
                point.label,
                point.value,
                normal,
                int(point.preferred),
                position,
                *parts,
            )

    def _add_affiliations(self, contact_id: int, record: ContactRecord, is_new: bool) -> None:
        start = 0 if is_new or not record.affiliations else self._count("affiliation", contact_id)
        if start and self._plan.format is Format.LINKEDIN:
            self._connection.exec_driver_sql(
                "UPDATE affiliation SET current = 0 WHERE contact_id = ? AND current = 1", (contact_id,)
            )
        for position, one in enumerate(record.affiliations, start):
            body = self._organisation(one.organisation) if one.organisation else None
            if start and self._is_resumed(contact_id, one, body):
                continue
            dates = (_text(one.since), _text(one.until), int(one.current))
            self._put("affiliation", contact_id, body, one.role, one.department, *dates, position)

    def _is_resumed(self, contact_id: int, job: AffiliationRecord, body: int | None) -> bool:
        """Make a job that was over current again, and tell whether there was one."""
        past = "SELECT id, role FROM affiliation WHERE contact_id = ? AND organisation_id IS ? AND NOT current"
        known = self._connection.exec_driver_sql(past, (contact_id, body))
        row_id = next((row_id for row_id, role in known if job.current and fold(role) == fold(job.role)), None)
        if row_id is not None:
            resume = "UPDATE affiliation SET current = 1, until = NULL WHERE id = ?"
            self._connection.exec_driver_sql(resume, (row_id,))
        return row_id is not None

    def _organisation(self, name: str) -> int:
        folded = fold(name)
        if folded not in self._organisations:
            added = self._put("organisation", _uid(), name, folded, "", "", "", 0, str(self._now))
            self._organisations[folded] = added
        return self._organisations[folded]

    def _add_how_met(self, contact_id: int, met: HowMetRecord, introducer: int | None, is_new: bool) -> None:
        """Note how we met; an introducer also made an introduction, between me and the contact."""
        by = self._ids.get(introducer, introducer) if introducer is not None else None
        by = None if by in {self._me, contact_id} else by
        values = (by, _text(met.met_on), met.place, met.event, met.remark)
        known = None
        if not is_new:
            known = self._connection.exec_driver_sql(
                "SELECT introducer_id FROM how_met WHERE contact_id = ?", (contact_id,)
            ).first()
        if known is None:
            self._put("how_met", contact_id, *values)
        else:
            self._connection.exec_driver_sql(
                "UPDATE how_met SET introducer_id = coalesce(?, introducer_id), met_on = ?, place = ?, event = ?, "
                "remark = ? WHERE contact_id = ?",
                (*values, contact_id),
            )
        before = known[0] if known else None
        if by in {None, before} or self._me is None:
            return
        if before is None or not self._correct_introduction(before, by, contact_id):
            self._add_introduction(by, contact_id, met.met_on)

    def _correct_introduction(self, before: int, introducer: int, contact_id: int) -> bool:
        """Put another introducer to what an import took for their introduction; tell whether there was one."""
        changed = self._connection.exec_driver_sql(
            "UPDATE introduction SET introducer_id = ? WHERE introducer_id = ? AND outcome LIKE ? AND id IN "
            "(SELECT introduction_id FROM party WHERE contact_id IN (?, ?) GROUP BY 1 HAVING count(*) = 2)",
            (introducer, before, f"{_TOLD}%", self._me, contact_id),
        )
        return changed.rowcount > 0

    def _add_introduction(self, introducer: int, contact_id: int, met_on: PartialDate | None) -> None:
        self.introductions += 1
        outcome = f"{_TOLD} {self._plan.path.name}."
        made_at = _moment(met_on) or str(self._now)
        state = str(IntroductionState.MADE)
        made = self._put("introduction", _uid(), introducer, None, state, "", 1, made_at, outcome, str(self._now))
        consent = (str(Consent.GRANTED), str(ConsentBasis.OVERRIDE), None, None, None)
        for position, party in enumerate((self._me, contact_id)):
            self._put("party", made, party, position, "", *consent)

    def _add_interaction(self, planned: PlannedInteraction) -> None:
        one = planned.record
        words = (str(one.kind), str(one.direction or Direction.BOTH), str(one.at), one.subject, one.text)
        logged = self._put("interaction", _uid(), *words, None, None, one.source, one.key, str(self._now))
        for key in planned.who:
            self._put("participant", logged, self._ids.get(key, key))

    def _insert(self, progress: Progress | None, cancelled: Callable[[], bool]) -> None:
        total, done = sum(map(len, self._rows.values())), 0
        for table in _ORDER:
            columns = _COLUMNS[table]
            marks = ", ".join("?" * len(columns))
            statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
            rows = self._rows[table]
            for start in range(0, len(rows), _CHUNK):
                if cancelled():
                    raise CancelledError("The import was cancelled; the book is as it was.")
                part = rows[start : start + _CHUNK]
                self._connection.exec_driver_sql(statement, part)
                done += len(part)
                if progress:
                    progress(done, total)


def _text(value: PartialDate | Instant | None) -> str | None:
    return None if value is None else str(value)


def _uid() -> str:
    return str(uuid.uuid4())


def _moment(day: PartialDate | None) -> str | None:
    """Give noon of a whole date, so that it is that date wherever it is read."""
    return f"{day}T12:00:00Z[UTC]" if day and day.year and day.month and day.day else None
