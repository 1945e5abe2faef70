"""The rows of the mails and meetings that an import logs, and of those that it changes."""

from __future__ import annotations

import uuid
from typing import Any, NamedTuple

from sqlalchemy import select

from netdesk.db.tables import Base, FollowUp
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.instant import Instant
from netdesk.domain.words import Direction, FollowUpKind, FollowUpState
from netdesk.exchange.records import InteractionRecord
from netdesk.services.follow_ups import finish

_CHUNK = 500


class Taken(NamedTuple):
    """What is written of an interaction: with whom it was, its direction, and the id of the one it is the newer of."""

    contact_ids: list[int]
    direction: Direction
    logged: int | None = None


class InteractionRows:
    """The rows of new interactions, put in by the hundred."""

    _COLUMNS = tuple(column.name for column in Base.metadata.tables["interaction"].columns)

    def __init__(self, work: UnitOfWork) -> None:
        """Write within a unit of work."""
        self._work = work
        self._run = work.session.connection().exec_driver_sql
        self._next = int(self._run("SELECT coalesce(max(id), 0) + 1 FROM interaction").scalar_one())
        self._interactions: list[tuple[Any, ...]] = []
        self._participants: list[tuple[int, int]] = []
        self._latest: dict[int, Instant] = {}

    def put(self, one: InteractionRecord, taken: Taken) -> None:
        """Take one interaction with contacts, or what became of one that is logged."""
        for contact_id in taken.contact_ids:
            self._latest[contact_id] = max(one.at, self._latest.get(contact_id, one.at))
        if taken.logged is None:
            self._add(one, taken)
        else:
            self._run(
                "UPDATE interaction SET at = ?, subject = ?, text = ?, created_at = ? WHERE id = ?",
                (str(one.at), one.subject, one.text, str(self._work.now), taken.logged),
            )
            self._run("DELETE FROM participant WHERE interaction_id = ?", (taken.logged,))
            self._participants += [(taken.logged, contact_id) for contact_id in taken.contact_ids]

    def _add(self, one: InteractionRecord, taken: Taken) -> None:
        values = {
            "id": self._next,
            "uid": str(uuid.uuid4()),
            "kind": str(one.kind),
            "direction": str(taken.direction),
            "at": str(one.at),
            "subject": one.subject,
            "text": one.text,
            "source": one.source,
            "key": one.key,
            "created_at": str(self._work.now),
        }
        self._interactions.append(tuple(values.get(column) for column in self._COLUMNS))
        self._participants += [(self._next, contact_id) for contact_id in taken.contact_ids]
        self._next += 1
        if len(self._interactions) >= _CHUNK:
            self._insert()

    def finish(self) -> None:
        """Put in the rest, and finish the check-ins that the interactions make needless."""
        self._insert()
        due = select(FollowUp).where(FollowUp.kind == FollowUpKind.CHECK_IN, FollowUp.state == FollowUpState.DUE)
        for follow_up in self._work.session.scalars(due).all():
            latest = self._latest.get(follow_up.contact_id or 0)
            if latest and follow_up.due_on <= latest.day:
                finish(self._work, follow_up)

    def _insert(self) -> None:
        if self._interactions:
            marks = ", ".join("?" * len(self._COLUMNS))
            self._run(
                f"INSERT INTO interaction ({', '.join(self._COLUMNS)}) VALUES ({marks})",  # noqa: S608 - own columns
                self._interactions,
            )
        if self._participants:
            self._run("INSERT INTO participant (interaction_id, contact_id) VALUES (?, ?)", self._participants)
        self._interactions, self._participants = [], []
