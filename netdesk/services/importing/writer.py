"""Writing a plan into the book: people first, then their parts, whom they know, and what was said."""

from __future__ import annotations

from collections.abc import Callable

from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.words import Direction
from netdesk.services.importing.contacts import add_contact, fill_contact
from netdesk.services.importing.how_met import HowMetRows
from netdesk.services.importing.parts import PartRows
from netdesk.services.importing.plan import ImportPlan, PlannedConnection, PlannedInteraction
from netdesk.services.importing.rows import ImportRows, Progress, new_uid, text_of


class ImportWriter:
    """Turns a plan into rows."""

    def __init__(self, work: UnitOfWork, plan: ImportPlan, region: str) -> None:
        """Begin within a unit of work."""
        self._plan = plan
        self._rows = ImportRows(work.session.connection(), work.now)
        self._ids: dict[int, int] = {}
        self._parts = PartRows(self._rows, plan, region)
        self._met = HowMetRows(self._rows, plan.path.name, self._ids)

    @property
    def introductions(self) -> int:
        """Count the introductions that were noted."""
        return self._met.introductions

    def write(self, progress: Progress | None, cancelled: Callable[[], bool]) -> None:
        """Make all rows and put them in; raises CancelledError, which takes everything back."""
        self._rows.run("PRAGMA defer_foreign_keys = ON")
        people = (*self._plan.named, *self._plan.contacts)
        for one in people:
            self._ids[one.key] = one.key if one.key > 0 else self._rows.take("contact")
        for one in people:
            if one.key < 0:
                add_contact(self._rows, self._ids[one.key], one.added)
            else:
                fill_contact(self._rows, one.key, one)
                self._parts.replace(one.key, one.replaced)
        for one in people:
            contact_id, met = self._ids[one.key], one.added.how_met
            self._parts.add(contact_id, one)
            if met:
                self._met.add(contact_id, met, one.introducer, one.key < 0)
        for link in self._plan.connections:
            self._connect(link)
        for entry in self._plan.interactions:
            self._log(entry)
        self._rows.insert(progress, cancelled)

    def _connect(self, link: PlannedConnection) -> None:
        first, second = self._ids.get(link.first, link.first), self._ids.get(link.second, link.second)
        since, until = text_of(link.since), text_of(link.until)
        if link.instead:
            self._rows.run(
                "UPDATE connection SET first_id = ?, second_id = ?, kind = ?, since = coalesce(?, since), "
                "until = coalesce(?, until) WHERE id = (SELECT min(id) FROM connection "
                "WHERE kind = ? AND (first_id, second_id) IN (VALUES (?, ?), (?, ?)))",
                (first, second, link.kind, since, until, link.instead, first, second, second, first),
            )
        else:
            source = f"import of {self._plan.path.name}"
            self._rows.put("connection", first, second, link.kind, source, since, until)

    def _log(self, planned: PlannedInteraction) -> None:
        one = planned.record
        words = (str(one.kind), str(one.direction or Direction.BOTH), str(one.at), one.subject, one.text)
        logged = self._rows.put("interaction", new_uid(), *words, None, None, one.source, one.key, str(self._rows.now))
        for key in planned.who:
            self._rows.put("participant", logged, self._ids.get(key, key))
