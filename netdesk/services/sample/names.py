"""Made-up names and the places people live in."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from netdesk.domain.text import fold
from netdesk.services.sample import texts


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnName:
    """A name with the language it comes from; `family` is empty where a person has a single name."""

    display: str
    given: str
    family: str
    prefix: str
    language: str
    pronouns: str

    @property
    def sort(self) -> str:
        """The folded form that lists sort by."""
        return fold(f"{self.family} {self.given}" if self.family else self.display)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A city, whose names prevail there, its streets, and its telephone ranges kept free for fiction."""

    city: str
    country: str
    region: str
    postal: str
    streets: tuple[str, ...]
    phones: tuple[str, ...]


def digits(chance: random.Random, pattern: str) -> str:
    """Fill `#` by digits and `@` by letters."""
    filled = (
        str(chance.randint(0, 9)) if c == "#" else chance.choice("ABCDEHJKLNPRSTVW") if c == "@" else c for c in pattern
    )
    return "".join(filled)


class Names:
    """Draws names, mostly of the region that prevails in a place."""

    def __init__(self) -> None:
        """Read names and places from the resources."""
        regions: dict[str, Any] = texts.load("names")
        self._avoided = frozenset(regions.pop("avoided"))
        self._regions = {key: _split(region) for key, region in regions.items()}
        self.places = tuple(
            Place(**place | {key: tuple(place.get(key, ())) for key in ("streets", "phones")})
            for place in texts.load("places")["place"]
        )

    def draw(self, chance: random.Random, place: Place, titled: bool = False) -> DrawnName:
        """Draw a name; never one of a well-known person."""
        while True:
            key = place.region if chance.random() < 0.75 else chance.choice(list(self._regions))
            drawn = self._of(chance, self._regions[key], "Dr" if titled else "")
            if f"{drawn.given} {drawn.family}" not in self._avoided:
                return drawn

    @staticmethod
    def _of(chance: random.Random, region: dict[str, Any], prefix: str) -> DrawnName:
        woman = chance.random() < 0.5
        given = chance.choice(region["women" if woman else "men"])
        families = region["family_women"] if woman and "family_women" in region else region["family"]
        family = "" if region.get("single_names") and chance.random() < 0.35 else chance.choice(families)
        stated = chance.random()
        pronouns = "they/them" if stated < 0.02 else ("she/her" if woman else "he/him") if stated < 0.45 else ""
        display = " ".join(part for part in (prefix, given, family) if part)
        return DrawnName(
            display=display,
            given=given,
            family=family,
            prefix=prefix,
            language=region["language"],
            pronouns=pronouns,
        )


def _split(region: dict[str, Any]) -> dict[str, Any]:
    listed = {"women", "men", "family", "family_women"}
    return {key: value.split(", ") if key in listed else value for key, value in region.items()}
