"""Made-up bodies that people belong to."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from netdesk.db.tables import Organisation
from netdesk.domain.text import fold
from netdesk.services.sample import texts
from netdesk.services.sample.names import Place
from netdesk.services.sample.scene import Body
from netdesk.services.sample.sheet import Sheet, moment

MINE = "Common Thread Works"
_NEW = 0.3
_MOST = 6_000
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Make a name fit for an address."""
    return _NOT_PLAIN.sub("-", fold(text)).strip("-")


class Organisations:
    """Finds a body for each person, founding one where there is none of the sector or chance wants a new one."""

    def __init__(self, chance: random.Random, sheet: Sheet, places: Sequence[Place], today: date) -> None:
        """Found my own organisation first."""
        table = texts.load("organisations")
        self._chance, self._sheet, self._places, self._today = chance, sheet, places, today
        self._stems = table["stems"].split(", ")
        self._words: dict[str, list[str]] = table["sectors"]
        self._lines: list[str] = table["notes"]["lines"]
        self._of: defaultdict[str, list[Body]] = defaultdict(list)
        self._names: set[str] = set()
        home = next(place for place in places if place.city == "Bristol")
        self.mine = self._add(MINE, home, is_mine=True)

    def pick(self, sectors: Sequence[str]) -> Body:
        """Return a body of one of the sectors."""
        sector = self._chance.choice(sectors)
        known = self._of[sector]
        if known and (self._chance.random() > _NEW or len(self._names) >= _MOST):
            return self._chance.choice(known)
        return self._found(sector) or self._chance.choice(known)

    def _found(self, sector: str) -> Body | None:
        for _attempt in range(20):
            name = f"{self._chance.choice(self._stems)} {self._chance.choice(self._words[sector])}"
            if name not in self._names and not ("&" in name and name.count("&") > 1):
                body = self._add(name, self._chance.choice(self._places))
                self._of[sector].append(body)
                return body
        return None

    def _add(self, name: str, place: Place, *, is_mine: bool = False) -> Body:
        self._names.add(name)
        slots = {
            "city": self._chance.choice(self._places).city,
            "year": str(self._today.year - self._chance.randint(1, 6)),
        }
        noted = self._chance.random() < 0.45
        added = self._sheet.add(
            Organisation,
            name=name,
            folded=fold(name),
            website=f"https://{slug(name)}.example",
            place=f"{place.city}, {place.country}",
            notes=texts.fill(self._chance, self._chance.choice(self._lines), slots) if noted else "",
            is_mine=is_mine,
            created_at=moment(date(self._today.year - 9, 1, 7)),
        )
        return Body(added, name, slug(name), place)
