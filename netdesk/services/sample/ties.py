"""Who introduced whom: a tree with me in the middle, and people who know each other beside it."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from netdesk.db.tables import Connection, HowMet
from netdesk.domain.dates import PartialDate
from netdesk.services.sample import texts
from netdesk.services.sample.people import precise
from netdesk.services.sample.scene import Person, Scene

_FRESH_DAYS = 30
_RECENT = {6: 6, 12: 13, 18: 24, 25: 33, 33: 48}
"""Who of the introduced came lately, and how many days ago, so that there is always somebody to thank."""


@dataclass(frozen=True, slots=True)
class Root:
    """Where a person hangs in the tree."""

    id: int
    name: str
    met: date
    depth: int


class Ties:
    """Grows the tree person by person; some of the first become hubs that introduce many."""

    def __init__(self, scene: Scene, contacts: int) -> None:
        """Choose how many hubs a network of this size has."""
        self._scene, self._chance = scene, scene.chance
        self._life = texts.load("life")
        self.hubs = min(contacts, max(3, round(0.65 * math.sqrt(contacts))))
        self._roots: list[Root] = []
        self._weights: list[float] = []
        self._second: list[Root] = []
        self._all: list[Root] = []
        self._of_body: defaultdict[int, list[int]] = defaultdict(list)

    def place(self, number: int) -> tuple[Root | None, date]:
        """Choose who introduces the next person, and when."""
        scene, chance = self._scene, self._chance
        if number < self.hubs:
            return None, scene.day(chance.randint(5 * 365, 8 * 365))
        root = self._introducer(number)
        if number in _RECENT and root is not None:
            return root, scene.day(_RECENT[number])
        earliest = root.met + timedelta(days=15) if root else scene.day(7 * 365)
        span = (scene.day(20) - earliest).days
        return root, earliest + timedelta(days=round(span * chance.betavariate(1.3, 1.3)))

    def _introducer(self, number: int) -> Root | None:
        drawn = self._chance.random()
        if number in _RECENT or 0.12 < drawn < 0.74 or not self._second:
            return self._chance.choices(self._roots, self._weights)[0] if self._roots else None
        if drawn < 0.12:
            return None
        root = self._chance.choice(self._second if drawn < 0.92 else self._all)
        return root if root.met < self._scene.day(_FRESH_DAYS) else self._roots[0]

    def join(self, person: Person, root: Root | None) -> str:
        """Write down how a person was met and whom the person knows; returns the event."""
        scene, chance, life = self._scene, self._chance, self._life
        event = texts.fill(chance, chance.choice(life["events"]), {"city": person.place.city})
        slots = {"topic": person.topic, "city": person.place.city}
        remark = texts.fill(chance, chance.choice(life["remarks" if root else "direct_remarks"]), slots)
        scene.sheet.add(
            HowMet,
            contact_id=person.id,
            introducer_id=root.id if root else None,
            met_on=precise(chance, person.met),
            place=f"{texts.upper_first(chance.choice(life['venues']))}, {person.place.city}"
            if chance.random() < 0.6
            else "",
            event=texts.bare(event) if chance.random() < 0.75 else "",
            remark=remark if chance.random() < 0.7 else "",
        )
        person.introducer_id = root.id if root else None
        self._connect(person, root)
        here = Root(person.id, person.name, person.met, root.depth + 1 if root else 1)
        self._all.append(here)
        if root is None and len(self._roots) < self.hubs:
            self._roots.append(here)
            self._weights.append(chance.uniform(0.4, 1.6))
        elif here.depth == 2 and chance.random() < 0.4:
            self._second.append(here)
        return texts.lower_first(event)

    def _connect(self, person: Person, root: Root | None) -> None:
        chance = self._chance
        mates = self._of_body[person.body.id]
        known: dict[int, str] = {}
        if root is not None and chance.random() < 0.35:
            known[root.id] = "knows"
        if mates and chance.random() < 0.5:
            known[chance.choice(mates)] = "colleague"
        if self._all and chance.random() < 0.3:
            known.setdefault(chance.choice(self._all).id, chance.choice(self._life["connections"]))
        for other, kind in known.items():
            self._scene.sheet.add(
                Connection,
                first_id=other,
                second_id=person.id,
                kind=kind,
                source=chance.choice(["told me", "how we met", "saw them together", ""]),
                since=PartialDate(person.met.year - chance.randint(0, 4)) if chance.random() < 0.5 else None,
            )
        if not person.archived:
            mates.append(person.id)
