"""Promises: those that requests and introductions bring along, and others around the date of the sample."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from netdesk.db.tables import FollowUp
from netdesk.domain.dates import add_working_days
from netdesk.domain.instant import Instant
from netdesk.domain.words import FollowUpKind, FollowUpState, Promiser
from netdesk.services.sample import texts
from netdesk.services.sample.scene import Scene
from netdesk.services.sample.sheet import moment

ANSWER_DAYS = 4
"""Working days after which an unanswered letter is followed up."""

_DAYS_AHEAD = (-11, -6, -3, -1, 0, 0, 0, 1, 2, 4, 6, 9, 16, 27, 44)


class FollowUps:
    """Writes follow-ups."""

    def __init__(self, scene: Scene) -> None:
        """Take the wordings from the letters."""
        self._scene, self._chance = scene, scene.chance
        self._texts = scene.letters

    def await_answer(
        self,
        kind: FollowUpKind,
        since: Instant,
        title: str,
        ended: Instant | None,
        *,
        skipped: bool = False,
        about: Mapping[str, int | None],
    ) -> None:
        """Promise to look after an answer some working days after `since`; it `ended` when the answer came."""
        due = add_working_days(since.day, ANSWER_DAYS)
        state = FollowUpState.DUE if ended is None else FollowUpState.SKIPPED if skipped else FollowUpState.DONE
        self.add(kind, due, title, since, promiser=Promiser.THEIRS, state=state, ended=ended, about=about)

    def add(
        self,
        kind: FollowUpKind,
        due: date,
        title: str,
        created: Instant,
        *,
        promiser: Promiser = Promiser.MINE,
        state: FollowUpState = FollowUpState.DUE,
        ended: Instant | None = None,
        about: Mapping[str, int | None],
    ) -> None:
        """Write one follow-up about a contact, request, hop, introduction or message."""
        self._scene.sheet.add(
            FollowUp,
            kind=kind,
            promiser=promiser,
            state=state,
            due_on=due,
            title=title,
            finished_at=ended,
            created_at=created,
            **about,
        )

    def title(self, name: str, **slots: str) -> str:
        """Word the title of a follow-up."""
        return texts.fill(self._chance, self._texts["titles"][name], slots)

    def add_promises(self) -> None:
        """Add promises of mine and theirs: overdue, due today, this week and later, done and skipped."""
        cast = [one for one in self._scene.cast if not one.archived]
        if not cast:
            return
        extra = [self._chance.randint(-9, 90) for _ in range(len(cast) // 60)]
        days = _DAYS_AHEAD if len(cast) > 20 else _DAYS_AHEAD[4 : 4 + len(cast)]
        for ahead in (*days, *extra):
            self._promise(ahead)
        for _ in range(len(cast) // 10):
            self._promise(-self._chance.randint(14, 500), past=True)

    def _promise(self, ahead: int, *, past: bool = False) -> None:
        chance, scene = self._chance, self._scene
        ago = chance.randint(3, 20) - min(ahead, 0)
        since = scene.day(ago)
        person = scene.anyone(lambda one: one.met < since)
        if person is None:
            return
        kind = chance.choice([FollowUpKind.CUSTOM, FollowUpKind.CUSTOM, FollowUpKind.CHECK_IN])
        theirs = kind is FollowUpKind.CUSTOM and chance.random() < 0.3
        lines = self._texts["custom"]["check_in" if kind is FollowUpKind.CHECK_IN else "theirs" if theirs else "lines"]
        slots = {"first": person.first, "city": person.place.city}
        due = scene.today + timedelta(days=ahead)
        state = FollowUpState.DUE
        if past:
            state = chance.choice([FollowUpState.DONE, FollowUpState.DONE, FollowUpState.SKIPPED])
        scene.sheet.add(
            FollowUp,
            kind=kind,
            promiser=Promiser.THEIRS if theirs else Promiser.MINE,
            state=state,
            due_on=due,
            title=texts.fill(chance, chance.choice(lines), slots),
            every_days=chance.choice([30, 90, 180]) if kind is FollowUpKind.CHECK_IN and not past else None,
            finished_at=moment(due + timedelta(days=1), 17) if past else None,
            contact_id=person.id,
            created_at=moment(scene.day(ago), 17),
        )
        person.busy += 1
