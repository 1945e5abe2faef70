"""The picture of the network as numbers, made beside the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from netdesk.graph.layout import Floats, Layout, Whole, arrange, curves, rooted
from netdesk.services.network_rows import NetworkPerson


@dataclass(frozen=True)
class Drawing:
    """People by index, I am the first; where they stand and the lines between them."""

    people: tuple[NetworkPerson, ...]
    layout: Layout
    lines: Floats

    @cached_property
    def index(self) -> dict[int, int]:
        """The index of each contact."""
        return {one.id: at for at, one in enumerate(self.people)}

    @cached_property
    def radii(self) -> Floats:
        """How large everybody is drawn, in pixels at the natural size: by introductions, then by tie."""
        introduced = np.array([one.introduced for one in self.people])
        ties = np.array([one.tie for one in self.people])
        radii = np.where(introduced > 0, np.minimum(5 + 1.2 * np.sqrt(introduced), 11), 3 + 2.5 * ties)
        radii[0] = 15
        return radii

    @cached_property
    def order(self) -> Whole:
        """Everybody but me, those who matter most first."""
        weight = np.array([one.introduced + one.tie for one in self.people[1:]])
        return np.argsort(-weight, kind="stable") + 1

    def way(self, person: int) -> list[int]:
        """Return the introducers from me to a person, both included."""
        way = [person]
        while (step := int(self.layout.parents[way[-1]])) >= 0:
            way.append(step)
        return way[::-1]

    def kin(self, person: int) -> Whole:
        """Return who introduced a person, whom they introduced, and who else was introduced by the same."""
        parents = self.layout.parents
        near = (parents == person) | ((parents == parents[person]) & (parents >= 0))
        near[max(int(parents[person]), 0)] = True
        near[person] = False
        return np.flatnonzero(near)

    def line_to(self, person: int) -> Floats:
        """Return the points of the line that leads to a person, from the introducer; a straight one where none is."""
        at = int(np.searchsorted(self.layout.lined, person))
        if at < len(self.layout.lined) and self.layout.lined[at] == person:
            line: Floats = self.lines[at]
            return line
        return self.layout.places[[int(self.layout.parents[person]), person]]


def draw(people: Sequence[NetworkPerson]) -> Drawing:
    """Arrange people, of whom I am the first."""
    introducers = {one.id: one.introducer for one in people if one.introducer}
    layout = arrange(rooted([one.id for one in people], introducers))
    return Drawing(tuple(people), layout, curves(layout))
