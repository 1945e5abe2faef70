"""Interactions over the years, in rhythms that make ties strong, steady, cooling or dormant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from netdesk.db.tables import Interaction, Participant
from netdesk.domain.words import Direction, InteractionKind
from netdesk.services.sample import texts
from netdesk.services.sample.knowledge import slots_of
from netdesk.services.sample.scene import Person, Scene
from netdesk.services.sample.sheet import moment


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often we were in touch (least, most) and between which days ago (from the last to the first)."""

    share: float
    times: tuple[int, int]
    last: int
    first: int


_CLOSE = Rhythm(0, (12, 24), 5, 1_500)
_RHYTHMS = (
    Rhythm(0.14, (9, 16), 6, 900),
    Rhythm(0.24, (4, 9), 20, 1_200),
    Rhythm(0.22, (5, 10), 200, 1_300),
    Rhythm(0.6, (3, 7), 850, 1_500),
    Rhythm(0.2, (1, 3), 15, 800),
)
_KINDS = ("email",) * 8 + ("message",) * 5 + ("call",) * 5 + ("meeting",) * 5 + ("note",)
_BOTH = {InteractionKind.CALL, InteractionKind.MEETING, InteractionKind.NOTE}


class Interactions:
    """Adds what passed between me and people."""

    def __init__(self, scene: Scene, contacts: int) -> None:
        """Keep in touch less often with each the more people there are."""
        self._scene, self._chance = scene, scene.chance
        self._life = texts.load("life")
        self._cities = [place.city for place in scene.places]
        self._density = min(1.0, (3_000 / contacts) ** 0.6) if contacts else 1.0

    def add(self, person: Person, *, close: bool) -> None:
        """Add a person's interactions: the day we met, then in a rhythm."""
        chance, scene = self._chance, self._scene
        if chance.random() < 0.7 * self._density:
            self._one([person], (scene.today - person.met).days, InteractionKind.MEETING)
        longest = (scene.today - person.met).days - 1
        fitting = [rhythm for rhythm in _RHYTHMS if rhythm.last < longest / 2]
        rhythm = _CLOSE if close or not fitting else chance.choices(fitting, [one.share for one in fitting])[0]
        last = rhythm.last + (chance.randint(0, rhythm.last) if rhythm.last > 5 else 0)
        if person.archived:
            last = max(last, 500)
        if longest <= last:
            return
        times = max(1, round(chance.randint(*rhythm.times) * self._density))
        days = sorted(chance.randint(last, min(rhythm.first + last, longest)) for _ in range(times))
        for ago in days:
            self._one([person], ago, InteractionKind(chance.choice(_KINDS)))

    def add_gatherings(self) -> None:
        """Add meetings of several people."""
        cast = self._scene.cast
        for _ in range(len(cast) // 25):
            group = self._chance.sample(cast, min(len(cast), self._chance.randint(2, 4)))
            latest = max(person.met for person in group)
            if (longest := (self._scene.today - latest).days) > 5:
                self._one(group, self._chance.randint(4, longest), InteractionKind.MEETING)

    def _one(self, people: Sequence[Person], ago: int, kind: InteractionKind) -> None:
        chance, scene = self._chance, self._scene
        day = scene.today - timedelta(days=max(ago, 1))
        if day.weekday() > 4 and kind is not InteractionKind.MESSAGE and day - timedelta(days=2) > people[0].met:
            day -= timedelta(days=2)
        event = texts.lower_first(
            texts.fill(chance, chance.choice(self._life["events"]), {"city": people[0].place.city})
        )
        slots = slots_of(scene, people[0], day, self._cities) | {"event": event}
        subject, text = chance.choice(self._life["interactions"][str(kind)])
        outward = chance.choice([Direction.IN, Direction.OUT])
        added = scene.sheet.add(
            Interaction,
            kind=kind,
            direction=Direction.BOTH if kind in _BOTH else outward,
            at=moment(day, chance.randint(8, 18), chance.randint(0, 59)),
            subject=texts.fill(chance, subject, slots),
            text=texts.fill(chance, text, slots),
            created_at=moment(day, 20),
        )
        for person in people:
            scene.sheet.add(Participant, interaction_id=added, contact_id=person.id)
